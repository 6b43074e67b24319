"""CONTENTS: numbers of two figures keep off the titles behind them; the ground on a cover is as high as its words."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from layout_issues import Words, composed, issue_of, random_articles

from bulletin.assets.fonts.load import FontSet
from bulletin.geometry import PT_PER_MM
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.pages.furniture import FurnitureSetter
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
    contents = FurnitureSetter(issue, engine.setter, {}).contents(done.planned)
    assert contents is not None
    low = max(entry.title.frame.y + entry.title.frame.h for entry in contents.entries)
    below = contents.frame.y + contents.frame.h - low
    assert below >= 0
    if engine.spec.columns == 1:
        assert below <= engine.spec.row_mm + 1e-6
