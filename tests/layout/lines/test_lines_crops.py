"""Crops of photos whose author named no focus: nothing from the top, and little of the rest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from layout_issues import Words, article, composed, issue_of

from bulletin.layout.engine import LayoutEngine
from bulletin.layout.lines.setter import LineSetter
from bulletin.layout.stories.photo_frames import frames
from bulletin.model import READING_PPI

SHAPES = [(4000, 3000), (3000, 4000), (2000, 2000), (4800, 2700)]


@pytest.mark.parametrize("focus", [None, (50, 80)])
def test_without_a_focus_a_crop_keeps_the_top(
    focus: tuple[int, int] | None, tmp_path: Path, engine: LayoutEngine
) -> None:
    words = Words(5)
    more: dict[str, Any] = {"focus": list(focus)} if focus else {}
    shots = [
        {"id": f"anh-{n}", "file": f"photos/{name}.jpg", "caption": "Bến nước", "alt": "Ảnh", **more}
        for n, name in enumerate(("ngang", "doc", "vuong", "rong"))
    ]
    issue = issue_of(tmp_path, [article(words, 1, photos=shots, body=words.body(14))], ["story"])
    crops = [slot.crop for page in composed(engine, issue).pages for slot in page.photos]
    assert len(crops) == len(shots)
    cut = [crop for crop in crops if crop[3] - crop[1] < 1]
    assert cut, "no photo is lower than its picture, so this proves nothing"
    assert all((crop[1] == 0) == (focus is None) for crop in cut)


def test_pages_cut_inside_the_used_part_only(tmp_path: Path, engine: LayoutEngine) -> None:
    words = Words(5)
    used = [20, 10, 90, 70]
    shots = [
        {"id": f"anh-{n}", "file": f"photos/{name}.jpg", "caption": "Bến nước", "alt": "Ảnh", "crop": used}
        for n, name in enumerate(("ngang", "doc", "vuong", "rong"))
    ]
    issue = issue_of(tmp_path, [article(words, 1, photos=shots, body=words.body(14))], ["story"])
    slots = [slot for page in composed(engine, issue).pages for slot in page.photos]
    assert len(slots) == len(shots)
    for slot in slots:
        left, top, right, bottom = slot.crop
        assert 0.2 - 1e-9 <= left < right <= 0.9 + 1e-9
        assert 0.1 - 1e-9 <= top < bottom <= 0.7 + 1e-9
        assert (right - left) * (bottom - top) > 0.6 * 0.7 * 0.6, "no more is cut off than of any photo"


@pytest.mark.parametrize("size", SHAPES)
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_large_crop_without_focus_has_a_price(size: tuple[int, int], columns: int, setter: LineSetter) -> None:
    spec, caption = setter.spec, setter.set("Bến nước", "caption", 140)
    free = frames(spec, size, columns, caption, READING_PPI, True)
    unaimed = frames(spec, size, columns, caption, READING_PPI, False)
    if free is None or unaimed is None:
        pytest.skip("too tall for so many columns")
    assert unaimed.heights.keys() == free.heights.keys(), "a last resort stays possible"
    for rows, cost in free.heights.items():
        height = rows * spec.row_pt - caption.height_pt - spec.spaces.caption_gap_pt - spec.spaces.float_gap_pt
        change = free.width_pt / height / (size[0] / size[1])
        much = 1 - min(change, 1 / change) > spec.photos.max_crop_unaimed
        assert (unaimed.heights[rows] > cost) == much
