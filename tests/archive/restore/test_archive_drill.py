"""The drill: ten issues are kept, a copy is made, harm is done, everything comes back, and one is built again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from archive_kit import built_issue, judged, tree

from bulletin.archive.store.object import files, read_object
from bulletin.archive.store.root import Archive, object_ids
from bulletin.cli.main import run
from bulletin.errors import ExitCode

SAMPLE = Path(__file__).resolve().parents[3] / "examples/mot-trang"
REAL = "ban-tin-thu-2026-011"


class Office:
    """Somebody who types commands; each must end with the code that is expected."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.archive = Archive(folder / "luu-tru")
        self._cache = cache

    def types(self, *words: str | Path, code: int = 0) -> str:
        command = [sys.executable, "-m", "bulletin", *map(str, words)]
        if words[0] not in ("build", "plan"):
            command += ["--archive", str(self.archive.folder)]
        env = {**os.environ, "BULLETIN_CACHE": str(self._cache), "BULLETIN_LANG": "en", "NO_COLOR": "1"}
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env=env)
        assert done.returncode == code, (words, done.stdout, done.stderr)
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def test_the_drill(tmp_path: Path, cache: Path) -> None:
    office, copy, issue = Office(tmp_path, cache), tmp_path / "usb", tmp_path / "so-11"
    shutil.copytree(SAMPLE, issue)
    for name in ("publication.yaml", "issue.yaml"):
        text = (issue / name).read_text("utf-8")
        (issue / name).write_text(text.replace("to-dan-pho-so-6", "ban-tin-thu"), "utf-8")
    # The pages were shown, so a build prints them as they were; the file that says so is kept with what was typed.
    office.types("plan", issue)
    # An edition that was chosen on the command line is built again as it was.
    office.types("build", issue, "--editions", "screen,record,press")
    inputs = json.loads((issue / "build/release.json").read_text("utf-8"))["inputs"]
    assert [name for name in inputs if name.startswith(".bulletin/")] == [".bulletin/pages-tuan-tin.json"]
    office.types("keep", issue)
    for number in range(1, 10):
        small = built_issue(tmp_path / f"so-{number}", number, f"Bài {number}")
        assert run(["keep", str(small), "--archive", str(office.archive.folder)]) is ExitCode.DONE
    archive = office.archive
    assert len(object_ids(archive)) == 10
    office.types("keep", issue, "--copy-to", copy)
    office.types("verify", issue)
    whole = tree(archive.root)

    # The catalogue is lost, and three files are damaged: one changed, one lost, one cut; of two issues.
    for path in archive.folder.glob("muc-luc.db*"):
        path.unlink()
    stored = files(read_object(archive, REAL))
    stored["record.pdf"].content.chmod(0o644)
    data = bytearray(stored["record.pdf"].content.read_bytes())
    data[len(data) // 3] ^= 0x10
    stored["record.pdf"].content.write_bytes(data)
    stored["issue/issue.yaml"].content.unlink()
    other = archive.object_folder("ban-tin-thu-2026-003") / "v1/content/screen.pdf"
    other.chmod(0o644)
    other.write_bytes(other.read_bytes()[:-40])

    answer = json.loads(office.types("verify", issue, "--json", code=8))
    assert {(one["kind"], one["issue"], tuple(one["files"])) for one in answer["damages"]} == {
        ("changed", REAL, ("record.pdf",)),
        ("missing", REAL, ("issue/issue.yaml",)),
        ("changed", "ban-tin-thu-2026-003", ("screen.pdf",)),
    }
    office.types("restore", REAL, "--into", tmp_path / "too-early", code=8)
    office.types("verify", issue, "--repair-from", copy, "--yes")
    office.types("verify", issue)
    assert judged(archive.root) == ""
    after = tree(archive.root)
    assert [path for path in whole if "/content/" in path and after[path] != whole[path]] == []

    again = tmp_path / "again"
    said = json.loads(office.types("restore", "11/2026", "--into", again, "--rebuild", "--json"))
    assert said["rebuilt"]["differ"] == {}
    assert tree(again / "rebuilt") == tree(again / "build") == tree(issue / "build")
    assert [finding["rule"] for finding in said["findings"]] == ["restore.same-bytes"]
    bag = tmp_path / "bag"
    office.types("restore", REAL, "--into", bag, "--bag")
    judge = [sys.executable, "-m", "bagit", "--validate", str(bag)]
    assert subprocess.run(judge, capture_output=True, check=False).returncode == 0
