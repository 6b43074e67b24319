"""“Trong số này” never lies on a story, also when its rows went to the stories and one of them moved by that."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from bulletin.build.reading import read
from bulletin.build.run import BuildRun, layout_engine
from bulletin.build.stages import compose
from bulletin.layout.laid import PageBox

EXAMPLE = Path(__file__).parents[2] / "examples" / "do-son"


def test_contents_keep_off_stories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two stories on A4: with contents both begin on page 1, without contents the second begins on page 2."""
    monkeypatch.setenv("FONTCONFIG_FILE", os.environ.get("FONTCONFIG_FILE", ""))  # the engine sets it; put it back
    folder = tmp_path / "issue"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("build"))
    sheet = folder / "issue.yaml"
    lines = sheet.read_text("utf-8").splitlines()
    kept = [
        line for line in lines if "article: " not in line or re.search("thay-giao-day-noi|lich-tiep-cong-dan", line)
    ]
    sheet.write_text("\n".join(line for line in kept if not line.startswith("pages:")), "utf-8")
    run = BuildRun(tmp_path / "cache")
    checked = read(run, folder, proof=False)
    assert checked.issue is not None, checked.findings
    composed = compose(run, layout_engine(run, checked.issue, "ban-tin-a4"), checked.issue, checked.seen)
    assert len(composed.pages) == 2
    for page in composed.pages:
        contents = [slot for slot in page.slots if slot.role.startswith("contents")]
        stories = [slot for slot in page.slots if slot.story]
        assert not [(a.text, b.text) for a in contents for b in stories if _overlaps(a.box, b.box)]


def _overlaps(a: PageBox, b: PageBox) -> bool:
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height
