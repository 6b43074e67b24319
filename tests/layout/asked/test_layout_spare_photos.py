"""Photos that are marked as spare are left out to meet a number of pages, as few as it takes, and each is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from build_issues import body, build, release_of, write_issue

from bulletin.layout.fit.changed import spares_of, without_spares
from bulletin.sources import load_issue


def shot(number: int, spare: bool) -> dict[str, Any]:
    words = {"caption": f"Bến sớm {number}", "alt": "Thuyền", "credit": "Minh Khuê"}
    return {"id": f"anh-{number}", "file": f"photos/a{number}.jpg", **words, **({"spare": True} if spare else {})}


def issue(folder: Path, pages: int, spare: bool) -> Path:
    """Two stories and eight photos, six of them spare: three pages with all of them."""
    shots = [shot(number, spare and number > 1) for number in range(8)]
    lead = {"id": "ben-som", "title": "Bến cá thức từ hai giờ sáng", "body": body(15), "photos": shots}
    other = {"id": "ngo-14", "title": "Ngõ 14 lát lại gạch", "body": body(8)}
    return write_issue(folder, [lead, other], ["lead", "story"], sheet={"pages": pages})


@pytest.mark.no_cover
@pytest.mark.parametrize("spare", [True, False])
def test_spare_photos_are_left_out_and_told(tmp_path: Path, spare: bool) -> None:
    folder = issue(tmp_path / "so", 2, spare)
    build(folder, folder / "build", tmp_path / "cache", "screen")
    told = release_of(folder / "build")["findings"]
    left = [one["quote"] for one in told if one["rule"] == "layout.spare-photo"]
    printed = json.loads((folder / "build" / "articles.json").read_text("utf-8"))["articles"][0]["photos"]
    assert {one["id"] for one in printed} | set(left) == {f"anh-{number}" for number in range(8)}
    assert len(printed) + len(left) == 8
    assert 0 < len(left) < 6 if spare else not left
    assert {"anh-0", "anh-1"} <= {one["id"] for one in printed}


def test_the_last_photos_go_first(tmp_path: Path) -> None:
    loaded = load_issue(issue(tmp_path, 2, True)).issue
    assert loaded is not None
    assert spares_of(loaded) == tuple((0, number) for number in range(7, 1, -1))
    for count in range(7):
        left = [photo.id for photo in without_spares(loaded, count).entries[0].article.photos]
        assert left == [f"anh-{number}" for number in range(8 - count)]
