"""COMMON HEADS: over several briefs side by side or below one another, never over one; printed right before them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from layout_checks import check_issue
from layout_issues import composed, issue_of, layout, random_articles

from bulletin.assets.fonts.load import FontSet
from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.spec import LayoutSpec

pytestmark = pytest.mark.no_cover
EngineOf = Callable[[int], LayoutEngine]
MOSTLY_BRIEFS = ("lead", "brief", "brief", "brief", "story")


def heads_of(done: Composed) -> list[str]:
    return [slot.text for page in done.pages for slot in page.slots if slot.role == "briefs-head"]


def check_heads(done: Composed, spec: LayoutSpec) -> int:
    """Each run has its head, over its own columns and right above its first brief; how many heads there are."""
    count = 0
    for page, printed in zip(done.planned, done.pages, strict=True):
        under: set[int] = set()
        for head in page.briefs_heads:
            run = page.pieces[head.first : head.first + head.count]
            area = head.area
            assert head.count > 1
            assert all(piece.story.slot == "brief" for piece in run)
            assert (run[0].column, run[0].row) == (area.column, area.row + area.rows)
            assert all(area.column <= piece.column < area.column + area.columns for piece in run)
            assert all(piece.row >= area.row + area.rows for piece in run)
            under.update(range(head.first, head.first + head.count))
            for piece in page.pieces:
                beside = piece.column + piece.story.columns <= area.column or area.column + area.columns <= piece.column
                assert beside or piece.row + piece.filling.rows <= area.row or area.row + area.rows <= piece.row
        alone = [n for n, piece in enumerate(page.pieces) if piece.story.slot == "brief" and n not in under]
        assert len(alone) <= 1, "several briefs have no common head"
        slots = [slot for slot in printed.slots if slot.role not in ("running", "folio")]
        for at, slot in enumerate(slots):
            if slot.role == "briefs-head":
                first = page.pieces[page.briefs_heads[0].first].story.entry.article.id
                assert slots[at + 1].story == first, "the head is read right before its first brief"
                assert slot.box.x + slot.box.width <= spec.trim_mm[0]
        count += len(page.briefs_heads)
    assert len(heads_of(done)) == count
    return count


@pytest.mark.parametrize(("seed", "columns"), [(1, 3), (2, 3), (3, 2), (4, 4)])
def test_several_briefs_have_one_head(engine_of: EngineOf, tmp_path: Path, seed: int, columns: int) -> None:
    records, slots = random_articles(seed, 14, slots=MOSTLY_BRIEFS)
    issue = issue_of(tmp_path, records, slots)
    engine = engine_of(columns)
    done = composed(engine, issue)
    assert check_heads(done, engine.spec) > 0
    check_issue(done, issue, engine.spec)


def test_a_layout_without_the_words_prints_no_head(fonts: FontSet, tmp_path: Path) -> None:
    records, slots = random_articles(1, 12, slots=MOSTLY_BRIEFS)
    spec = layout(3)
    spec = replace(spec, furniture=replace(spec.furniture, briefs_head=""))
    done = composed(LayoutEngine(spec, fonts), issue_of(tmp_path, records, slots))
    assert not heads_of(done)
    assert not any(page.briefs_heads for page in done.planned)
