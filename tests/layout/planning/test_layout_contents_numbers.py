"""CONTENTS: numbers of two figures keep off the titles behind them; the ground on a cover is as high as its words."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from layout_issues import Words, composed, issue_of, random_articles

from bulletin.assets.fonts.load import FontSet
from bulletin.geometry import PT_PER_MM
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.pages.contents import ENTRY_AIR_LINES, ENTRY_GAP_LINES, contents_box
from bulletin.layout.plan.planned import Area
from bulletin.layout.spec import load_layout

pytestmark = pytest.mark.no_cover
PAD_MM = 2.0
"""White before a number where the contents have a ground."""


@pytest.mark.parametrize("name", ["so-tay", "tap-chi"])
def test_a_number_of_two_figures_keeps_off_its_title(fonts: FontSet, tmp_path: Path, name: str) -> None:
    records, _ = random_articles(4, 9)
    for n, record in enumerate(records):
        record.update(short_title=f"Bài {n}", title=f"Bài {n}", photos=[], body="\n\n".join([Words(n).body(9)] * 4))
    issue = issue_of(tmp_path, records, ["story"] * len(records))
    engine = LayoutEngine(load_layout(name), fonts)
    done = composed(engine, issue)
    role = engine.spec.role("contents-number")
    numbers = []
    for one, other in pairwise(done.pages[0].slots):
        if one.role == "contents-number":
            assert other.role == "contents"
            width = engine.shaper.text(one.text, role) / PT_PER_MM
            assert other.box.x - one.box.x >= PAD_MM + width + 0.8, one.text
            numbers.append(int(one.text))
    assert max(numbers) >= 10
    contents = contents_box(engine.setter, done.planned)
    assert contents is not None
    low = max(entry.title.frame.y + entry.title.frame.h for entry in contents.entries)
    below = contents.frame.y + contents.frame.h - low
    assert below >= 0
    if engine.spec.columns == 1:
        assert below <= engine.spec.row_mm + 1e-6


@pytest.mark.parametrize("rows", [8, 14, 30])
def test_a_box_with_room_left_is_aired_and_keeps_to_the_foot_of_its_place(
    fonts: FontSet, tmp_path: Path, rows: int
) -> None:
    records, _ = random_articles(4, 9)
    for n, record in enumerate(records):
        record.update(short_title=f"Bài {n}", photos=[], body="\n\n".join([Words(n).body(9)] * 2))
    engine = LayoutEngine(load_layout("tuan-tin"), fonts)
    spec = engine.spec
    first, *others = composed(engine, issue_of(tmp_path, records, ["story"] * len(records))).planned
    place = Area(2, 1, spec.rows - rows, rows)
    box = contents_box(engine.setter, [replace(first, contents=place), *others])
    assert box is not None
    assert len(box.entries) >= 3
    assert box.frame.y + box.frame.h == pytest.approx(spec.margins_mm.top + spec.rows * spec.row_mm)
    low = box.entries[-1].title.frame.y + box.entries[-1].title.frame.h
    assert 0 <= box.frame.y + box.frame.h - low < 1.3 * spec.row_mm
    gaps = {round(two.title.frame.y - one.title.frame.y - one.title.frame.h, 6) for one, two in pairwise(box.entries)}
    assert len(gaps) == 1
    lead = spec.role("contents").leading_pt / PT_PER_MM
    assert gaps.pop() <= (ENTRY_GAP_LINES + ENTRY_AIR_LINES) * lead + 1e-6
