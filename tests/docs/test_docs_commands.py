"""Every command line of the README and the tutorial is typed, in order, in a copy; shown output is what comes out."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from docs_kit import ROOT, Block, blocks, shell_lines
from PIL import Image

README = ROOT / "README.md"
TUTORIAL = ROOT / "docs" / "tutorial.md"
# Setting up has tests of its own (tests/setup); these lines are known and not typed again here.
SET_UP = {
    "./run", "./check", "python3 -m venv ~/bulletin", "~/bulletin/bin/pip install .",
    'export PATH="$HOME/bulletin/bin:$PATH"',
}  # fmt: skip
FIRST_PAGE_S = 300.0


class Desk:
    """A copy of the examples, the cache of the test run, and `bulletin` on the path."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "examples" / "mot-trang", folder / "examples" / "mot-trang")
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("BULLETIN_")},
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "BULLETIN_CACHE": str(cache),
            "NO_COLOR": "1",
        }

    def bring(self, name: str) -> None:
        """Copy a folder of the repository here."""
        shutil.copytree(ROOT / name, self.folder / name)

    def type(self, line: str) -> subprocess.CompletedProcess[str]:
        """Run one line as a shell would; what it says on both channels in `stdout`."""
        return subprocess.run(
            ["/bin/sh", "-c", line], cwd=self.folder, env=self.environment, text=True, timeout=600,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip

    def preview(self, line: str) -> list[str]:
        """Run a preview until it has pages, then stop it with Ctrl-C; the pages it told the browser of."""
        running = subprocess.Popen(
            line.split(), cwd=self.folder, env=self.environment, text=True, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        assert running.stdout
        try:
            address = running.stdout.readline().strip()
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
            return _pages_shown(address)
        finally:
            os.killpg(running.pid, signal.SIGINT)
            try:
                running.wait(180)
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, signal.SIGKILL)
                raise

    def write(self, file: Path, text: str) -> None:
        file.write_text(text, encoding="utf-8")

    def photo(self, folder: Path) -> None:
        """`photos/ca-ngo.jpg` as a camera would leave it."""
        (folder / "photos").mkdir(exist_ok=True)
        Image.radial_gradient("L").resize((1600, 1067)).convert("RGB").save(folder / "photos" / "ca-ngo.jpg")


def _pages_shown(address: str) -> list[str]:
    deadline = time.monotonic() + FIRST_PAGE_S
    while time.monotonic() < deadline:
        with urllib.request.urlopen(f"{address}state", timeout=10) as answer:
            state = json.load(answer)
        if state["pages"]:
            return list(state["pages"])
        time.sleep(0.1)
    raise AssertionError(f"no page after {FIRST_PAGE_S} s: {state}")


@pytest.fixture
def desk(tmp_path: Path, cache: Path) -> Desk:
    return Desk(tmp_path, cache)


def wrong(desk: Desk, lines: Iterator[str] | list[str]) -> list[str]:
    """Type the lines; what went wrong."""
    bad = []
    for line in lines:
        if " preview " in f"{line} ":
            assert desk.preview(line)
            continue
        done = desk.type(line)
        if done.returncode != 0:
            bad.append(f"{line}\n-> {done.returncode}\n{done.stdout}")
    return bad


def test_the_commands_of_the_readme_work_in_their_order(desk: Desk) -> None:
    lines = [line for line in shell_lines(README) if line not in SET_UP]
    assert sum(line.startswith("bulletin ") for line in lines) >= 15
    assert {line for line in lines if not line.startswith(("bulletin ", "cp "))} == set()
    scaffold = lines.index("bulletin build ban-tin-moi/so-01")
    assert wrong(desk, lines) == []
    made = {path.name for path in (desk.folder / "ban-tin-cua-toi" / "build").iterdir()}
    # A booklet takes two pages, which this bulletin has not.
    assert made == {*files_shown(), "proof"} - {"office-booklet.pdf"}
    assert (desk.folder / "tap-gap.pdf").read_bytes().startswith(b"%PDF")
    assert (desk.folder / "ban-so-tay" / "screen.pdf").is_file()
    assert (desk.folder / "ban-tin-moi" / "so-01" / "build" / "release.json").is_file(), lines[scaffold]


def files_shown() -> set[str]:
    """The files that the README's table of editions names."""
    part = README.read_text(encoding="utf-8").partition("## Các bản in\n")[2].partition("```sh")[0]
    return set(re.findall(r"^\| `([a-z-]+\.[a-z]+)` \|", part, re.M))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_message_in_the_readme_is_what_comes_out(desk: Desk, language: str) -> None:
    shown = [block for block in blocks(README) if block.note.startswith("error")]
    block = shown[["vi", "en"].index(language)]
    options, _, edit = block.note.removeprefix("error").partition(":")
    file, before, after = (part.strip() for part in edit.split("|"))
    desk.type("cp -r examples/mot-trang ban-tin-cua-toi")
    folder = desk.folder / "ban-tin-cua-toi"
    desk.photo(folder)
    add_photo(folder / file)
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(before) == 1
    assert desk.type("bulletin check ban-tin-cua-toi").returncode == 0
    desk.write(folder / file, text.replace(before, after))
    done = desk.type(f"bulletin{options} check ban-tin-cua-toi")
    assert done.returncode == 3
    assert done.stdout == block.body


def add_photo(article: Path) -> None:
    """Take the `#` away from the last lines of the article, as the README says; they become its `photos:` block."""
    text = article.read_text(encoding="utf-8")
    head, mark, tail = text.partition("# photos:\n")
    assert mark, "the article of the first example ends with a photo behind #"
    lines = [line.removeprefix("# ") for line in (mark + tail).splitlines()]
    article.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    wanted = next(block for block in blocks(README) if block.body.startswith("photos:"))
    assert "\n".join(lines).strip() == wanted.body.strip(), "the README shows other lines than the example has"


def test_the_title_in_the_readme_is_the_one_to_change(desk: Desk) -> None:
    title = next(block.body for block in blocks(README) if block.body.startswith("title:"))
    article = desk.folder / "examples" / "mot-trang" / "articles" / "chieu-thu-bay-don-ngo.yaml"
    assert title in article.read_text(encoding="utf-8")


def articles_shown() -> list[Block]:
    return [
        b for path in (README, TUTORIAL) for b in blocks(path) if b.kind == "yaml" and b.body.startswith(("mã:", "id:"))
    ]


@pytest.mark.parametrize("block", articles_shown(), ids=lambda block: block.body.split("\n")[0])
def test_articles_shown_are_read_without_a_word(desk: Desk, block: Block) -> None:
    desk.type("cp -r examples/mot-trang so-12")
    name = block.body.split("\n")[0].split(":")[1].strip()
    desk.write(desk.folder / "so-12" / "articles" / f"{name}.yaml", block.body)
    sheet = desk.folder / "so-12" / "issue.yaml"
    desk.write(sheet, sheet.read_text(encoding="utf-8").rstrip("\n") + f"\n  - article: {name}\n")
    done = desk.type("bulletin check so-12 --strict")
    assert (done.returncode, done.stdout) == (0, "Không có lỗi nào.\n")


def test_the_tutorial_works_as_told(desk: Desk) -> None:
    """Type the commands, make the edits between them."""
    folder = desk.folder / "to-dan-pho"
    edits = {b.note.partition(":")[0]: b for b in blocks(TUTORIAL) if b.kind == "yaml" and b.note}
    lines = shell_lines(TUTORIAL)
    new = lines.index("bulletin new article to-dan-pho/articles/hop-to-thang-12")
    photo = [at for at, line in enumerate(lines) if line == "bulletin build to-dan-pho"][2]
    assert wrong(desk, lines[: new + 1]) == []
    assert "mot-trang" not in desk.type("bulletin check to-dan-pho").stdout
    desk.write(folder / "articles" / "hop-to-thang-12.yaml", edits["article"].body)
    assert "reference.not-placed" in desk.type("bulletin check to-dan-pho").stdout
    sheet = (folder / "issue.yaml").read_text(encoding="utf-8")
    assert sheet.count("flatplan:") == 1
    desk.write(folder / "issue.yaml", sheet.partition("flatplan:")[0] + edits["flatplan"].body)
    assert lines[photo - 1] == lines[photo], "the photo comes before the third build"
    assert wrong(desk, lines[new + 1 : photo]) == []
    desk.photo(folder)
    article = folder / "articles" / "chieu-thu-bay-don-ngo.yaml"
    desk.write(article, article.read_text(encoding="utf-8") + edits["photo"].body)
    assert wrong(desk, lines[photo:]) == []
    assert list((folder / "build" / "proof").glob("page-*.png"))
