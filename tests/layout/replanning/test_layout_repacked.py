"""The worst pages of the best plan are planned once more: the plan is cheaper then, and is a plan like any other."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from layout_checks import check_issue
from layout_issues import composed, issue_of, layout, random_articles

from bulletin.assets.fonts.load import FontSet
from bulletin.build.flatplan.choosing import seen_in
from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.plan.held import improve
from bulletin.layout.plan.held.improve import PageImprover
from bulletin.layout.plan.held.last import plan_cost
from bulletin.layout.plan.judged.spread import spreads_cost
from bulletin.layout.plan.pages import PagePlanner
from bulletin.layout.plan.planned import PlannedPage
from bulletin.model import Issue

pytestmark = pytest.mark.no_cover
SEEDS = (3, 31)
DEAR = (10, 44)
"""Seeds whose plan has a very dear page if it is searched once."""


def whole_cost(made: Composed) -> float:
    """The cost of all pages and of those that face each other."""
    return plan_cost(made.planned) + spreads_cost(made.planned, 3)


def once(monkeypatch: pytest.MonkeyPatch, engine: LayoutEngine, issue: Issue) -> Composed:
    """The plan before its worst pages are planned once more."""

    def as_it_is(planner: Any, planned: Any, kept: int = 0) -> Any:
        return planned

    with monkeypatch.context() as patch:
        patch.setattr(PageImprover, "improved", as_it_is)
        return narrow(monkeypatch, engine, issue)


def narrow(monkeypatch: pytest.MonkeyPatch, engine: LayoutEngine, issue: Issue) -> Composed:
    """The plan of one search, however dear its pages are."""
    with monkeypatch.context() as patch:
        patch.setattr(improve, "SEARCH", replace(improve.SEARCH, dear_page=math.inf))
        return composed(engine, issue)


def test_pages_that_cost_most_are_planned_once_more(
    fonts: FontSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cheaper = 0
    for seed in SEEDS:
        records, slots = random_articles(seed, 14)
        issue = issue_of(tmp_path / str(seed), records, slots)
        engine = LayoutEngine(layout(3), fonts)
        first = once(monkeypatch, engine, issue)
        better = narrow(monkeypatch, engine, issue)
        check_issue(better, issue, engine.spec)
        assert len(better.planned) == len(first.planned)
        assert whole_cost(better) <= whole_cost(first) + 1e-6
        cheaper += whole_cost(better) < whole_cost(first) - 1e-6
        again = narrow(monkeypatch, LayoutEngine(layout(3), fonts), issue)
        assert seen_in(again.planned) == seen_in(better.planned)
    assert cheaper


def test_a_plan_with_a_very_dear_page_is_searched_more_widely(
    fonts: FontSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in DEAR:
        records, slots = random_articles(seed, 14)
        issue = issue_of(tmp_path / str(seed), records, slots)
        engine = LayoutEngine(layout(3), fonts)
        first = narrow(monkeypatch, engine, issue)
        assert max(page.cost for page in first.planned) > improve.SEARCH.dear_page
        wide = composed(engine, issue)
        check_issue(wide, issue, engine.spec)
        assert len(wide.planned) == len(first.planned)
        assert whole_cost(wide) < whole_cost(first) - 1e-6
        again = composed(LayoutEngine(layout(3), fonts), issue)
        assert seen_in(again.planned) == seen_in(wide.planned)


def test_a_search_after_pages_were_planned_once_more_finds_what_the_first_found(
    fonts: FontSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What may be on the pages of a window, and how much is tried there, is no rule for a search over all pages."""
    plan = PagePlanner.plan
    searched: list[tuple[PlannedPage, ...]] = []

    def twice(planner: PageImprover, _beam: int = 0) -> tuple[PlannedPage, ...]:
        first = plan(planner)
        planner.improved(first)
        searched.extend((first, plan(planner)))
        return first

    monkeypatch.setattr(PageImprover, "plan", twice)
    for seed in (*SEEDS, *DEAR):
        records, slots = random_articles(seed, 14)
        composed(LayoutEngine(layout(3), fonts), issue_of(tmp_path / str(seed), records, slots))
    assert len(searched) >= 2 * len((*SEEDS, *DEAR))
    for first, again in zip(searched[::2], searched[1::2], strict=True):
        assert seen_in(again) == seen_in(first)
