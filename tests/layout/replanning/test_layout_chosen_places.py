"""A chosen plan: its places are typed in the flatplan, and planning again gives that plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_issues import composed, composing, random_articles, write_folder

from bulletin.build.flatplan.choosing import seen_in
from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.plan.held.compare import on_other_pages, parts_of, places_in, reshaped
from bulletin.layout.plan.held.places import parts_typed, typed_places
from bulletin.layout.plan.planned import Area, StoryPart
from bulletin.model import Issue, Paragraph
from bulletin.sources import load_issue
from bulletin.text.setting import normalise_issue

pytestmark = pytest.mark.no_cover
EngineOf = Callable[[int], LayoutEngine]


def issue_of(folder: Path, seed: int, count: int = 11) -> Issue:
    records, slots = random_articles(seed, count)
    write_folder(folder, records, slots)
    loaded = load_issue(folder)
    assert loaded.issue is not None, loaded.findings
    return normalise_issue(loaded.issue).issue


def pinned(issue: Issue, plan: Composed, layout: str) -> Issue:
    typed = typed_places(parts_of(plan.planned))
    entries = tuple(replace(entry, place=typed[n]) for n, entry in enumerate(issue.entries))
    return replace(issue, sheet=replace(issue.sheet, placed=layout), entries=entries)


def longer(issue: Issue, index: int, words: str) -> Issue:
    """The issue with some words more at the end of a story."""
    entry = issue.entries[index]
    last = max(n for n, block in enumerate(entry.blocks) if isinstance(block, Paragraph))
    block = entry.blocks[last]
    assert isinstance(block, Paragraph)
    span = replace(block.inline[-1], text=f"{block.inline[-1].text} {words}")
    blocks = (*entry.blocks[:last], replace(block, inline=(*block.inline[:-1], span)), *entry.blocks[last + 1 :])
    entries = (*issue.entries[:index], replace(entry, blocks=blocks), *issue.entries[index + 1 :])
    return replace(issue, entries=entries)


@pytest.mark.parametrize(
    ("columns", "seed"), [(3, 12), (3, 29), (3, 31), (3, 33), (3, 39), (3, 45), (3, 47), (3, 58), (2, 6), (2, 15)]
)
def test_the_places_of_a_plan_give_that_plan(engine_of: EngineOf, tmp_path: Path, columns: int, seed: int) -> None:
    """Among them ties that a search breaks otherwise (3, 31 and 39), a rail of contents, and pages without teasers."""
    engine, issue = engine_of(columns), issue_of(tmp_path, seed)
    first = composed(engine, issue)
    again = composed(engine, pinned(issue, first, engine.spec.name))
    assert seen_in(again.planned) == seen_in(first.planned)
    assert not [f for f in again.findings if f.rule.id == "layout.place-missed"]


def test_every_other_plan_is_really_different_and_can_be_kept(engine_of: EngineOf, tmp_path: Path) -> None:
    engine, issue = engine_of(3), issue_of(tmp_path, 31)
    first = composed(engine, issue)
    known = [parts_of(first.planned)]
    plans = composing(issue).options(engine)
    taken: bool | None = None
    for _ in range(2):
        other = plans.send(taken)
        parts = parts_of(other.planned)
        assert all(len(reshaped(one, parts)) >= 0.3 * len(parts) for one in known)
        assert sorted(parts) == list(range(len(issue.entries)))
        assert seen_in(composed(engine, pinned(issue, other, engine.spec.name)).planned) == seen_in(other.planned)
        known.append(parts)
        taken = True


def test_a_longer_story_of_a_chosen_plan_keeps_every_story_on_its_page(engine_of: EngineOf, tmp_path: Path) -> None:
    engine, issue = engine_of(3), issue_of(tmp_path, 31)
    first = composed(engine, issue)
    before = parts_of(first.planned)
    for index in (0, 4, 8):
        edited = longer(pinned(issue, first, engine.spec.name), index, "và những việc khác của phường ta hôm nay")
        after = parts_of(composed(engine, edited).planned)
        assert not on_other_pages(before, after), index


def test_places_of_another_layout_are_left_alone(engine_of: EngineOf, tmp_path: Path) -> None:
    engine, issue = engine_of(3), issue_of(tmp_path, 3)
    first = composed(engine, issue)
    entries = tuple(replace(entry, place="1/1-1/1-9") for entry in issue.entries)
    other = replace(issue, sheet=replace(issue.sheet, placed="ban-tin-khac"), entries=entries)
    assert places_in(parts_of(composed(engine, other).planned)) == places_in(parts_of(first.planned))


def test_places_that_no_plan_can_have_are_named(engine_of: EngineOf, tmp_path: Path) -> None:
    engine, issue = engine_of(3), issue_of(tmp_path, 3)
    first = composed(engine, issue)
    entries = tuple(replace(entry, place="1/1-1/1-9") for entry in issue.entries)
    wrong = replace(issue, sheet=replace(issue.sheet, placed=engine.spec.name), entries=entries)
    plan = composed(engine, wrong)
    assert places_in(parts_of(plan.planned)) == places_in(parts_of(first.planned))
    found = [f for f in plan.findings if f.rule.id == "layout.place-missed"]
    assert len(found) == 1
    assert "--choose 1" in found[0].remedy("vi")


def areas() -> st.SearchStrategy[Area]:
    return st.builds(Area, st.integers(0, 5), st.integers(1, 6), st.integers(0, 99), st.integers(1, 99))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.builds(StoryPart, st.integers(1, 99), areas(), st.just(())), min_size=1, max_size=4))
def test_a_place_reads_back_as_it_was_typed(parts: list[StoryPart]) -> None:
    assert parts_typed(typed_places({0: tuple(parts)})[0]) == tuple(parts)
