"""The guides in the archive are true: what they tell an heir to type works without the program."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from archive_kit import NOW, built_issue, text_pdf

from bulletin.archive import events
from bulletin.archive.guide import archive_guide
from bulletin.archive.keep import keep
from bulletin.archive.package import package_issue
from bulletin.archive.store.object import read_object
from bulletin.archive.store.writer import create_archive, writing

ID = "ban-tin-thu-2026-046"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    issue = built_issue(tmp_path / "so")
    archive = create_archive(tmp_path / "luu-tru")
    for reason in (None, "Đính chính"):
        with writing(archive) as writer:
            keep(writer, package_issue(issue, issue / "build"), reason, NOW)
        built_issue(issue, title="Bài một, đã sửa")
    events.append(archive, ID, "printed", {"copies": "700"}, NOW)
    return archive.folder


def shell(line: str, folder: Path) -> str:
    # Case is told apart by the locale, and the guide's reader has one for Unicode.
    environ = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(line, shell=True, cwd=folder, check=True, capture_output=True, text=True, env=environ)
    return done.stdout


def commands() -> list[str]:
    """The lines that the guide tells to type, in Vietnamese and English."""
    return re.findall(r"^ {6}((?:grep|sha512sum) .+)$", archive_guide().decode(), re.M)


def test_the_guide_names_the_commands() -> None:
    assert len(commands()) == 8
    assert max(map(len, archive_guide().decode().splitlines())) <= 80


@pytest.mark.parametrize("line", [line for line in commands() if "articles.json" in line])
def test_a_sentence_is_found_that_the_page_breaks_over_lines(kept: Path, line: str) -> None:
    found = shell(re.sub(r'"[^"]+"', '"BÀI MỘT, đã sửa"', line), kept).split()
    assert found == [f"kho/{ID}/v2/content/articles.json"]


def test_all_files_of_an_issue_are_checked_at_once(kept: Path) -> None:
    wanted = re.findall(r"^ {6}python3 .+\n.+$", archive_guide().decode(), re.M)
    assert len(wanted) == 2
    folder = kept / "kho" / ID
    for line in wanted:
        assert all(said.endswith(": OK") for said in shell(line, folder).splitlines())
    (folder / "v1/content/screen.pdf").chmod(0o644)
    (folder / "v1/content/screen.pdf").write_bytes(b"%PDF-1.4")
    with pytest.raises(subprocess.CalledProcessError):
        shell(wanted[0], folder)


@pytest.mark.parametrize("line", [line for line in commands() if line.endswith("/text/")])
def test_a_story_is_found_by_hand(kept: Path, line: str) -> None:
    found = shell(re.sub(r'"[^"]+"', '"trang HAI"', line), kept).split()
    assert found == [f"kho/{ID}/v1/content/text/page-02.txt"]
    assert (kept / found[0]).parents[1].joinpath("screen.pdf").read_bytes() == text_pdf("Trang mot", "Trang hai")


@pytest.mark.parametrize("line", [line for line in commands() if line.startswith("sha512sum")])
def test_files_are_checked_by_hand(kept: Path, line: str) -> None:
    """Of an issue with three versions, in the folder of the issue."""
    folder = kept / "kho" / ID
    said = shell(line.replace("record.pdf", "screen.pdf"), folder)
    if " -c " in line:
        assert said.strip() in {"inventory.json: OK", "inventory.json: THÀNH CÔNG"}
    else:
        digest, name = said.split()
        listed = (folder / "inventory.json").read_text("utf-8")
        assert re.search(rf'"{digest}": \[\s*"{name}"', listed)
        assert re.search(rf'"{digest}": \[\s*"screen.pdf"', listed)


def test_the_history_is_checked_by_hand(kept: Path) -> None:
    folder = kept / "kho" / ID
    lines = (folder / "v3/content/records/events.jsonl").read_bytes().splitlines(keepends=True)
    assert len(lines) == 3
    for number in (1, 2):
        digest = shell(f"sed -n {number}p v3/content/records/events.jsonl | sha512sum", folder).split()[0]
        assert f'"before": "{digest}"' in lines[number].decode()
    assert f'"before": "{shell(f"printf {ID} | sha512sum", folder).split()[0]}"' in lines[0].decode()
    assert events.check_chain(read_object(create_archive(kept), ID)) == ()


def test_what_the_guide_names_is_there(kept: Path) -> None:
    content = kept / "kho" / ID / "v1/content"
    names = {path.name + ("/" if path.is_dir() else "") for path in content.iterdir()}
    text = archive_guide().decode()
    for name in names - {"text/"}:
        assert name in text, name
    assert "text/page-01.txt" in text
    assert (content / "text/page-01.txt").is_file()
