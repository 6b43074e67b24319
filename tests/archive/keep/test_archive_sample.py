"""A sample that is really built: kept, taken out of the archive by hand, and built again to the same bytes."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from archive_kit import judged, tree

from bulletin.archive.store.object import files, read_object
from bulletin.archive.store.root import Archive, object_ids

SAMPLE = Path(__file__).resolve().parents[3] / "examples/mot-trang"


def bulletin(*words: str | Path, cache: Path) -> tuple[str, float]:
    """Run the program; what it says, and the CPU seconds of it and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "bulletin", *map(str, words)], capture_output=True, text=True, check=False, timeout=300,
        env={**os.environ, "BULLETIN_CACHE": str(cache), "BULLETIN_LANG": "en", "NO_COLOR": "1"},
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def test_what_is_kept_builds_to_the_same_bytes(tmp_path: Path, cache: Path) -> None:
    issue = tmp_path / "mot-trang"
    shutil.copytree(SAMPLE, issue)
    bulletin("build", issue, cache=cache)
    _, seconds = bulletin("keep", issue, "--archive", tmp_path / "luu-tru", cache=cache)
    # Photos and PDF files of the large sample add what copying and hashing them takes; this is the rest.
    assert seconds <= 1.5
    archive = Archive(tmp_path / "luu-tru")
    assert judged(archive.root) == ""
    (ident,) = object_ids(archive)
    again = tmp_path / "again"
    stored = files(read_object(archive, ident))
    assert {"fonts", "layout", "printers", "text"} <= {path.split("/")[0] for path in stored}
    for path, file in stored.items():
        if path.startswith("issue/"):
            target = again / path.removeprefix("issue/")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.content, target)
    bulletin("build", again, cache=cache)
    assert tree(again / "build") == tree(issue / "build")
    said, _ = bulletin("keep", again, "--archive", tmp_path / "luu-tru", cache=cache)
    assert "nothing has changed" in said
