"""Facing pages: what two pages do to each other across the fold is priced, where a layout has facing pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from layout_issues import Words, article, issue_of

from bulletin.layout.engine import LayoutEngine
from bulletin.layout.plan.beam.frontier import Beginning
from bulletin.layout.plan.choices import Queue
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.judged.spread import PageEdges, page_edges, spread_cost
from bulletin.layout.plan.pages import PagePlanner
from bulletin.layout.plan.planned import NO_WISHES, PageRoom, Piece, PlannedPage
from bulletin.layout.plan.pour.filling import Column, Filling
from bulletin.layout.stories.measure import Measurer

NOTHING = PageEdges(((), ()), ((), ()), False)


def edges(heads: tuple[tuple[int, float], ...] = (), photos: tuple[tuple[int, int], ...] = ()) -> PageEdges:
    """A page that has the same at both of its edges."""
    return PageEdges((heads, heads), (photos, photos), False)


@pytest.mark.parametrize(
    ("left", "right", "price"),
    [
        (edges(((0, 25.0),)), edges(((2, 25.0),)), COSTS.fold_heads),
        (edges(((0, 25.0),)), edges(((0, 20.0),)), 0.0),
        (edges(((0, 25.0),)), edges(((3, 25.0),)), 0.0),
        (edges(photos=((4, 12),)), edges(photos=((11, 20),)), COSTS.fold_photos),
        (edges(photos=((4, 12),)), edges(photos=((12, 20),)), 0.0),
        (replace(NOTHING, bare=True), replace(NOTHING, bare=True), COSTS.bare_spread),
        (replace(NOTHING, bare=True), NOTHING, 0.0),
    ],
)
def test_a_spread_costs_what_is_level_across_its_fold(left: PageEdges, right: PageEdges, price: float) -> None:
    assert spread_cost(left, right) == price


def test_only_what_is_in_the_outermost_columns_is_at_an_edge(engine: LayoutEngine, tmp_path: Path) -> None:
    issue = issue_of(tmp_path, [article(Words(5), 1)], ["story"])
    story = Measurer(engine.setter, {}, {}).story(0, issue.entries[0], 2)
    filling = Filling(20, 8, None, 0, (Column((), 0, 4, 0),) * 2, 4, 0, False, 0.0)
    pieces = (Piece(story, filling, 0, 3, False), Piece(story, filling, 1, 30, True))
    found = page_edges(PlannedPage(2, pieces, (), (), 50, False), 3)
    assert found.heads == (((3, story.headline_pt),), ())
    assert found.bare


@pytest.mark.parametrize(("facing", "before", "priced"), [(True, 2, True), (True, 1, False), (False, 2, False)])
def test_a_page_is_priced_with_the_one_that_it_faces(facing: bool, before: int, priced: bool) -> None:
    """Page 3 faces page 2; page 2 faces none."""
    wishes = replace(NO_WISHES, facing=facing)
    planner = PagePlanner((), lambda _i, _n: pytest.fail("nothing is measured"), 3, 2, lambda _p, _l: PageRoom(0, 50),
                          0, wishes)  # fmt: skip
    page = PlannedPage(1, (), (), (), 0, False)
    state = Beginning(0.0, Queue((), 0), (page,) * before, edges=edges(((0, 25.0),)))
    assert planner._spread(state, edges(((0, 25.0),))) == (COSTS.fold_heads if priced else 0.0)
