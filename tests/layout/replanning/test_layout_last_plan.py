"""The last plan: it is repaired with as little moved as possible, and what is no last plan of the issue is ignored."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layout_checks import check_issue
from layout_issues import composed, layout, random_articles, write_folder

from bulletin.assets.fonts.load import FontSet
from bulletin.build.flatplan.choosing import seen_in
from bulletin.layout import kept_plans
from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.fit.again import new_last_plan
from bulletin.layout.plan.beam.frontier import Beginning
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.held import repair
from bulletin.layout.plan.held.compare import parts_of, places_in
from bulletin.layout.plan.held.cuts import PageCuts
from bulletin.layout.plan.held.last import LastPage, LastPlan, last_plan_bytes, last_plan_of, plan_cost
from bulletin.layout.plan.held.repair import PageRepairer
from bulletin.layout.plan.packer import PackedSpot
from bulletin.model import Issue, Paragraph
from bulletin.sources import load_issue
from bulletin.text.setting import normalise_issue

pytestmark = pytest.mark.no_cover
SEEDS = (3, 31, 47)
MANY = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Planned:
    """Random issues with their plans, each made once."""

    def __init__(self, engine: LayoutEngine, folder: Path) -> None:
        self.engine = engine
        self.of = lru_cache(maxsize=None)(lambda seed: self._planned(folder / str(seed), seed))

    def _planned(self, folder: Path, seed: int) -> tuple[Issue, Composed]:
        records, slots = random_articles(seed, 11)
        write_folder(folder, records, slots)
        loaded = load_issue(folder)
        assert loaded.issue is not None, loaded.findings
        issue = normalise_issue(loaded.issue).issue
        return issue, composed(self.engine, issue)

    def again(self, issue: Issue, last: bytes | None) -> Composed:
        """The plan of an issue whose last plan is known."""
        return composed(self.engine, replace(issue, last_plan=last and ("", last)))


@pytest.fixture(scope="module")
def planned(fonts: FontSet, tmp_path_factory: pytest.TempPathFactory) -> Planned:
    return Planned(LayoutEngine(layout(3), fonts), tmp_path_factory.mktemp("issues"))


def last_of(plan: Composed) -> bytes:
    assert plan.fit is not None
    assert plan.asked is not None
    made = new_last_plan(plan.fit, plan.asked)
    assert made is not None
    return made


def levels(plan: Composed) -> tuple[str, ...] | None:
    assert plan.fit is not None
    return plan.fit.repair and plan.fit.repair.levels


def edited(issue: Issue, at: int, change: Callable[[list[str]], list[str]]) -> Issue:
    """The issue with the words of one paragraph changed."""
    places = [
        (n, b)
        for n, entry in enumerate(issue.entries)
        for b, block in enumerate(entry.blocks)
        if isinstance(block, Paragraph) and len(block.inline[0].text.split(" ")) > 4
    ]
    n, b = places[at % len(places)]
    entry = issue.entries[n]
    block = entry.blocks[b]
    assert isinstance(block, Paragraph)
    span = replace(block.inline[0], text=" ".join(change(block.inline[0].text.split(" "))))
    blocks = (*entry.blocks[:b], replace(block, inline=(span, *block.inline[1:])), *entry.blocks[b + 1 :])
    entries = (*issue.entries[:n], replace(entry, blocks=blocks), *issue.entries[n + 1 :])
    return replace(issue, entries=entries)


def measures(engine: LayoutEngine) -> Mapping[object, str]:
    """What a planner sees of every story in every width that was measured last: lines, heights, breaks."""
    seen = kept_plans._Seen()
    stories = [filler.story for filler in engine._fillers.values()]
    return {(story.index, story.columns): seen.of(story) for story in stories}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_stories_have_the_same_pages(planned: Planned, seed: int) -> None:
    issue, first = planned.of(seed)
    again = planned.again(issue, last_of(first))
    assert seen_in(again.planned) == seen_in(first.planned)
    assert set(levels(again) or ()) == {"same"}
    assert again.fit is not None
    assert again.asked is not None
    assert new_last_plan(again.fit, again.asked) is None  # nothing new to keep


@MANY
@given(seed=st.sampled_from(SEEDS), at=st.integers(0, 200), word=st.integers(0, 200))
def test_a_word_that_changes_no_number_of_lines_moves_nothing(planned: Planned, seed: int, at: int, word: int) -> None:
    issue, first = planned.of(seed)

    def swapped(words: list[str]) -> list[str]:
        n = word % (len(words) - 2)
        return [*words[:n], words[n + 1], words[n], *words[n + 2 :]]

    changed = edited(issue, at, swapped)
    after = planned.again(changed, last_of(first))
    now = measures(planned.engine)
    planned.again(issue, last_of(first))
    before = measures(planned.engine)
    if all(before[name] == seen for name, seen in now.items()):
        assert places_in(parts_of(after.planned)) == places_in(parts_of(first.planned))
        assert set(levels(after) or ()) == {"same"}


@MANY
@given(seed=st.sampled_from(SEEDS), at=st.integers(0, 200), more=st.integers(-40, 120))
def test_a_repaired_plan_is_a_plan(planned: Planned, seed: int, at: int, more: int) -> None:
    """Words come in or go: whichever way the pages came about, everything is on them once, in order and inside."""
    issue, first = planned.of(seed)
    last = last_of(first)

    def other(words: list[str]) -> list[str]:
        return [*words, *(["xuân"] * more)] if more > 0 else words[: max(3, len(words) + more)]

    changed = edited(issue, at, other)
    after = planned.again(changed, last)
    check_issue(after, changed, planned.engine.spec)
    assert after.fit is not None
    if after.fit.repair is not None:
        assert len(after.planned) == len(first.planned)
        assert plan_cost(after.planned) <= after.fit.repair.base + COSTS.repaired + COSTS.stays
    # What would be kept of it gives the same pages again, so that a build prints what was shown.
    assert after.asked is not None
    new = new_last_plan(after.fit, after.asked)
    assert seen_in(planned.again(changed, new or last).planned) == seen_in(after.planned)


def test_a_longer_story_is_repaired_on_its_page_or_around_it(planned: Planned) -> None:
    """A line more moves nothing to another page; of plans with longer stories half are repaired, with other heights."""
    issue, first = planned.of(31)

    def grown(count: int) -> list[tuple[str, ...] | None]:
        longer = (edited(issue, at, lambda words: [*words, *words[:count]]) for at in range(6))
        return [levels(planned.again(one, last_of(first))) for one in longer]

    assert all(grown(9))
    more = [*grown(24), *grown(55)]
    assert sum(map(bool, more)) >= len(more) // 2
    assert {level for one in more for level in one or ()} > {"same"}


def test_where_every_repair_of_a_page_is_dear_the_cheapest_is_compared_with_a_new_plan(
    planned: Planned, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the whole issue is planned anew because a page cannot be had at the price that it had."""
    issue, first = planned.of(31)
    as_before, around = PageRepairer._as_before, PageRepairer._around

    def but_page_2(self: PageRepairer, state: Beginning, page: LastPage) -> object:
        return None if len(state.pages) == 1 else as_before(self, state, page)

    def too_dear(self: PageRepairer, *given: Any) -> object:
        with monkeypatch.context() as patch:
            patch.setattr(repair, "COSTS", replace(COSTS, stays=-100.0))
            return around(self, *given)

    monkeypatch.setattr(PageRepairer, "_as_before", but_page_2)
    monkeypatch.setattr(PageRepairer, "_around", too_dear)
    longer = edited(issue, 0, lambda words: [*words, "thêm"])
    assert "around" in (levels(planned.again(longer, last_of(first))) or ())


# --- what is no last plan ---------------------------------------------------------------------------------------------


def broken(data: bytes) -> Mapping[str, bytes]:
    content = json.loads(data)
    nested = b"[" * 100_000
    return {
        "empty": b"", "no text": b"\xff\xfe\x00", "no plan": b"{}", "a list": b"[1]", "null": b"null",
        "cut": data[: len(data) // 2], "deep": nested, "a number": b"1e999",
        "another word": data.replace(b'"whole"', b'"begun"', 1),
        "another version": json.dumps(content | {"schema": "bulletin/last-plan@1"}).encode(),
        "no pages": json.dumps({key: value for key, value in content.items() if key != "pages"}).encode(),
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(broken(b'{"pages": []}')))
def test_a_damaged_file_is_no_last_plan(planned: Planned, name: str) -> None:
    data = broken(last_of(planned.of(3)[1]))[name]
    assert last_plan_of(data) is None


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_raise(data: bytes) -> None:
    assert last_plan_of(data) is None


@MANY
@given(st.data())
def test_one_changed_byte_makes_it_no_last_plan(planned: Planned, data: st.DataObject) -> None:
    whole = last_of(planned.of(3)[1])
    at = data.draw(st.integers(0, len(whole) - 2))
    changed = bytearray(whole)
    changed[at] ^= data.draw(st.integers(1, 127))
    found = last_plan_of(bytes(changed))
    assert found is None or found == last_plan_of(whole)


def test_the_plan_of_another_issue_or_of_other_wishes_is_ignored(planned: Planned) -> None:
    issue, first = planned.of(3)
    other = last_of(planned.of(47)[1])
    assert levels(planned.again(issue, other)) is None
    assert seen_in(planned.again(issue, other).planned) == seen_in(first.planned)
    pinned = replace(issue, entries=(*issue.entries[:-1], replace(issue.entries[-1], page=2)))
    check_issue(planned.again(pinned, last_of(first)), pinned, planned.engine.spec)
    many = replace(issue, entries=issue.entries[: len(issue.entries) // 2])
    assert levels(planned.again(many, last_of(first))) is None
    wish = replace(issue, sheet=replace(issue.sheet, order="kept"))
    assert levels(planned.again(wish, last_of(first))) is None


def test_a_sealed_file_that_fits_no_page_is_planned_anew(planned: Planned) -> None:
    """Places that no page has, though the seal fits: the pages are planned anew, without a word."""
    issue, first = planned.of(3)
    plan = last_plan_of(last_of(first))
    assert plan is not None
    for change in (_without_pages, _far_away, _all_at_one_place, _other_modules, _other_heads):
        again = planned.again(issue, last_plan_bytes(change(plan)))
        check_issue(again, issue, planned.engine.spec)


def _without_pages(plan: LastPlan) -> LastPlan:
    return replace(plan, pages=plan.pages[:1])


def _far_away(plan: LastPlan) -> LastPlan:
    page = plan.pages[0]
    assert page.made is not None
    spots = tuple(
        replace(spot, area=replace(spot.area, column=9, columns=900, rows=4000, row=77)) for spot in page.made.spots
    )
    return replace(plan, pages=(replace(page, made=replace(page.made, spots=spots)), *plan.pages[1:]))


def _all_at_one_place(plan: LastPlan) -> LastPlan:
    page = plan.pages[0]
    assert page.made is not None
    spots = tuple(replace(spot, area=page.made.spots[0].area) for spot in page.made.spots)
    return replace(plan, pages=(replace(page, made=replace(page.made, spots=spots)), *plan.pages[1:]))


def _other_heads(plan: LastPlan) -> LastPlan:
    return replace(plan, fit=(-4000, 4000, 1e9, 0))


def _other_modules(plan: LastPlan) -> LastPlan:
    page = plan.pages[-1]
    assert page.made is not None
    spots = tuple(replace(spot, number=999, kind="notice") for spot in page.made.spots)
    return replace(plan, pages=(*plan.pages[:-1], replace(page, made=replace(page.made, spots=spots))))


def test_another_wanted_number_of_pages_is_not_repaired(planned: Planned) -> None:
    issue, first = planned.of(31)
    wanted = replace(issue, sheet=replace(issue.sheet, pages=str(len(first.planned) + 1)))
    assert levels(planned.again(wanted, last_of(first))) is None


def test_the_cuts_of_a_page_are_found_again() -> None:
    """A head over all columns, a rail beside two stories below it."""
    spots = (
        PackedSpot(0, 0, 3, 0, 10),
        PackedSpot(1, 0, 2, 12, 20),
        PackedSpot(2, 0, 2, 34, 20),
        PackedSpot(3, 2, 1, 12, 41),
    )
    cuts = PageCuts()
    cuts.add(spots)
    assert [list(cuts.parts(chosen)) for chosen in (0b1111, 0b1110, 0b0110, 0b0011)] == [
        [0b0001],
        [0b0110],
        [0b0010],
        [],
    ]
    assert cuts.wide(3, 1)
    assert not cuts.wide(3, 2)
