"""The samples of the two layouts that are no weekly: built whole in their own layout, with nothing to complain of."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from build_issues import bulletin, release_of

from bulletin.errors import ExitCode
from bulletin.sources import load_issue

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import make_photos  # noqa: E402


@pytest.mark.parametrize(("name", "layout", "pages"), [("bang-tin", "khong-gian", 1), ("mua-gio", "tap-chi", 4)])
def test_a_sample_is_built_in_its_own_layout(name: str, layout: str, pages: int, tmp_path: Path) -> None:
    folder = ROOT / "examples" / name
    issue = load_issue(folder).issue
    assert issue is not None
    assert issue.publication.layout == layout
    make_photos.ensure(folder)
    done = bulletin("build", str(folder), "--out", str(tmp_path / "out"), "--strict", cache=tmp_path / "cache")
    assert done.returncode == ExitCode.DONE, done.stderr
    release = release_of(tmp_path / "out")
    assert f"{layout}/layout.yaml" in release["layout"]
    assert release["editions"]["screen"]["pages"] == pages
    assert set(release["editions"]) >= {"screen", "press", "office", "record"}
