"""A story comes in, is taken out or goes to another place in the list: the last plan is repaired where that pays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from layout_checks import check_issue
from layout_issues import composed, issue_of, layout, random_articles

from bulletin.assets.fonts.load import FontSet
from bulletin.build.flatplan.choosing import seen_in
from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.fit.again import new_last_plan
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.held.compare import parts_of
from bulletin.layout.plan.held.last import LastPage, LastPlan, ListedEntry, plan_cost
from bulletin.layout.plan.held.listed import relisted
from bulletin.layout.plan.planned import Area, ModuleSpot, PageMade
from bulletin.model import Entry, Issue

AREA = Area(0, 1, 0, 9)
SLOTS = {"a": "lead", "b": "story", "c": "brief", "d": "story", "e": "brief", "f": "brief", "g": "story"}


def listed(names: str) -> tuple[ListedEntry, ...]:
    return tuple(ListedEntry(name, SLOTS.get(name, "story"), 0, "") for name in names)


def page(*spots: tuple[str, int, int], entries: Sequence[int]) -> LastPage:
    made = PageMade(tuple(ModuleSpot(kind, number, count, "", AREA) for kind, number, count in spots), (), 5.0, 1.0)
    return LastPage(50, False, (), tuple(entries), 3.0, made)


PLAN = LastPlan(
    "", (0, 0, 1.0, 0), True, True, 9.0,
    (
        page(("whole", 0, 0), ("whole", 3, 0), ("contents", 0, 0), entries=(0, 3)),
        page(("whole", 1, 0), ("briefs", 0, 2), entries=(1, 2, 4)),
        page(("briefs", 2, 1), ("whole", 6, 0), entries=(5, 6)),
    ),
    listed("abcdefg"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("names", "touched"),
    [
        ("abcdefg", ()), ("abdefg", (1,)), ("acdefg", (1,)), ("abcdefgx", (2,)), ("abxcdefg", (1,)), ("xabcdefg", (0,)),
        ("abcdegf", ()), ("abcdfeg", (1,)), ("bacdefg", (0,)), ("abcdef", (2,)),
    ],
)  # fmt: skip
def test_a_change_touches_the_pages_of_what_is_gone_or_new(names: str, touched: tuple[int, ...]) -> None:
    fronts = (0, names.index(next(name for name in names if SLOTS.get(name) != "brief")))
    found = relisted(PLAN, listed(names), fronts)
    assert found is not None
    assert sorted(found.touched) == list(touched)
    on_pages = [entry for one in found.plan.pages for entry in one.entries]
    assert sorted(on_pages) == list(range(len(names)))
    assert found.plan.entries == listed(names)


def test_a_run_of_briefs_has_its_place_in_the_queue_of_now() -> None:
    gone = relisted(PLAN, listed("abdefg"), (0, 0))
    assert gone is not None
    made = gone.plan.pages[2].made
    assert made is not None
    assert (made.spots[0].kind, made.spots[0].number, made.spots[0].count) == ("briefs", 1, 1)
    assert made.spots[1].number == 5


def test_another_order_has_the_price_of_the_stories_that_are_passed_over() -> None:
    """The story on page 1 that was listed third of the stories is now the last: two others wait for it."""
    found = relisted(PLAN, listed("abcefgd"), (0, 0))
    assert found is not None
    was, now = PLAN.pages[0].made, found.plan.pages[0].made
    assert was is not None
    assert now is not None
    assert now.cost - was.cost == pytest.approx(COSTS.passed)
    assert now.choice - was.choice == pytest.approx(COSTS.passed)


def test_a_list_that_is_mostly_another_one_is_no_changed_list() -> None:
    assert relisted(PLAN, listed("axyzuvw"), (0, 0)) is None
    assert relisted(PLAN, listed("aabcdef"), (0, 0)) is None


# --- planned ----------------------------------------------------------------------------------------------------------


class Planned:
    """A random issue and its plan."""

    def __init__(self, fonts: FontSet, folder: Path, seed: int) -> None:
        records, slots = random_articles(seed, 13)
        self.engine = LayoutEngine(layout(3), fonts)
        self.issue = issue_of(folder, records, slots)
        self.first = composed(self.engine, self.issue)

    def again(self, entries: Sequence[Entry], last: Composed) -> tuple[Issue, Composed]:
        """The plan of the issue with another list, when the last plan is known."""
        assert last.fit is not None
        assert last.asked is not None
        data = new_last_plan(replace(last.fit, repair=None), last.asked)
        changed = replace(self.issue, entries=tuple(entries), last_plan=data and ("", data))
        return changed, composed(self.engine, changed)


@pytest.fixture(scope="module", params=[7, 31])
def planned(fonts: FontSet, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Planned:
    return Planned(fonts, tmp_path_factory.mktemp("issue"), request.param)


def places(issue: Issue, done: Composed, pages: int) -> set[object]:
    """Every story on the first pages, with its places there."""
    parts = parts_of(done.planned)
    return {
        (issue.entries[n].article.id, part.page, part.area)
        for n, every in parts.items() for part in every if part.page <= pages
    }  # fmt: skip


@pytest.mark.no_cover
def test_stories_that_come_and_go_leave_the_pages_before_them(planned: Planned) -> None:
    """Every change gives a plan like any other, pages before it stay, and what is kept of it gives the same pages."""
    entries, first = planned.issue.entries, planned.first
    at = len(entries) - 3
    fewer = [*entries[:at], *entries[at + 1 :]]
    changed, without = planned.again(fewer, first)
    check_issue(without, changed, planned.engine.spec)
    assert without.fit is not None
    repair = without.fit.repair
    if repair is not None:
        kept = next((n for n, level in enumerate(repair.levels) if level != "same"), len(repair.levels))
        assert places(changed, without, kept) == places(planned.issue, first, kept)
        anew = composed(planned.engine, replace(changed, last_plan=None))
        assert plan_cost(without.planned) <= plan_cost(anew.planned) + COSTS.repaired + COSTS.page * abs(
            len(anew.planned) - len(without.planned)
        )
    _, still = planned.again(fewer, without)
    assert seen_in(still.planned) == seen_in(without.planned)
    back, whole = planned.again(entries, without)
    check_issue(whole, back, planned.engine.spec)


@pytest.mark.no_cover
def test_a_story_that_goes_one_place_down_moves_nothing(planned: Planned) -> None:
    entries = list(planned.issue.entries)
    at = next(n for n in range(2, len(entries)) if entries[n].slot == entries[n - 1].slot != "brief")
    entries[at - 1 : at + 1] = entries[at], entries[at - 1]
    changed, done = planned.again(entries, planned.first)
    check_issue(done, changed, planned.engine.spec)
    assert done.fit is not None
    assert done.fit.repair is not None
    assert set(done.fit.repair.levels) == {"same"}
    assert places(changed, done, 99) == places(planned.issue, planned.first, 99)
