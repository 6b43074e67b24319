"""Heads of a page: one is the largest, none bumps into its neighbour; they are chosen when places are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from layout_issues import Words, article, issue_of

from bulletin.layout import kept_plans
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.plan.brief_runs import LEADS, BriefRuns
from bulletin.layout.plan.forms import Rest, cut_of, cuts_at, forms_at, forms_of
from bulletin.layout.plan.judge import head_size
from bulletin.layout.plan.judged.choose_heads import HeadedPiece, chosen_heads
from bulletin.layout.plan.judged.headed import larger, larger_headed, tall_cost
from bulletin.layout.plan.planned import Piece
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.plan.pour.filling import Column, Filling
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.measure import Measurer
from bulletin.layout.stories.story import Story
from bulletin.model import Slot

TITLE = "Phường mở đợt thi đua làm sạch bãi biển"
ROWS = 55


def story_of(engine: LayoutEngine, folder: Path, columns: int, slot: Slot = "story", paragraphs: int = 8) -> Story:
    issue = issue_of(folder, [article(Words(5), 1, title=TITLE, body=Words(3).body(paragraphs))], [slot])
    return Measurer(engine.setter, {}, {}).story(0, issue.entries[0], columns)


@pytest.fixture
def story(engine: LayoutEngine, tmp_path: Path) -> Story:
    return story_of(engine, tmp_path, 3)


def test_a_story_may_have_heads_in_the_sizes_next_to_its_own(story: Story) -> None:
    sizes = {other.step: head_size(Piece(story.headed(n), FILLING, 0, 0, False)) for n, other in enumerate(story.heads)}
    own = head_size(Piece(story, FILLING, 0, 0, False))
    assert sizes.keys() == {-1, 1, 2}
    assert sizes[-1] > own > sizes[1] > sizes[2]


def test_another_head_gives_other_heights_with_the_same_text_below(story: Story) -> None:
    filler, rest = ColumnFiller(story, 2), Rest(0)
    alone = ColumnFiller(replace(story, heads=()), 2)
    plain, every = forms_of(alone, rest), forms_of(filler, rest)
    assert plain.keys() < every.keys()
    for rows in every.keys() - plain.keys():
        for formed in forms_at(filler, rest, rows):
            lower = formed.story.head_rows - story.head_rows
            if rows - lower not in plain:  # blank rows below a smaller head
                continue
            assert formed.filling.columns == plain[rows - lower].filling.columns
            assert formed.filling.body_top == plain[rows - lower].filling.body_top + lower


@pytest.mark.parametrize("paragraphs", [1, 4, 40])
def test_forms_up_to_a_height_are_those_of_all_heights(engine: LayoutEngine, tmp_path: Path, paragraphs: int) -> None:
    story = story_of(engine, tmp_path, 3, paragraphs=paragraphs)
    every = forms_of(ColumnFiller(story, 2), Rest(0))
    for most in (0, min(every), (min(every) + max(every)) // 2, max(every)):
        filler = ColumnFiller(story, 2)
        assert forms_of(filler, Rest(0), most) == {rows: form for rows, form in every.items() if rows <= most}


def test_a_part_of_a_story_takes_as_much_text_as_its_head_leaves_room_for(engine: LayoutEngine, tmp_path: Path) -> None:
    story = story_of(engine, tmp_path, 3, paragraphs=40)
    filler = ColumnFiller(story, 2)
    cuts = cuts_at(filler, Rest(0), 40, 1)
    assert cuts[0] == cut_of(filler, Rest(0), 40, 1)
    assert [cut.formed.cost for cut in cuts] == sorted(cut.formed.cost for cut in cuts)
    assert {cut.formed.filling.rows for cut in cuts} == {40}
    smallest, largest = (by(cuts, key=lambda cut: cut.formed.story.head_rows) for by in (min, max))
    assert smallest.rest.start > largest.rest.start


def test_a_head_that_takes_too_much_of_its_module_costs(story: Story) -> None:
    tall = replace(story, head_rows=12)
    rows = int(12 / SEARCH.head_share)
    assert tall_cost(tall.head_rows, rows + 1, tall.columns) == 0
    least, most = (tall_cost(tall.head_rows, rows - less, tall.columns) for less in (2, 4))
    assert 0 < least < most
    assert tall_cost(tall.head_rows, SEARCH.head_area - 1, 1) == 0


FILLING = Filling(20, 8, None, 0, (Column((), 0, 4, 0),) * 3, 4, 0, True, 0.0)


def options(story: Story, row: int) -> list[HeadedPiece]:
    heads = [story, *(story.headed(n) for n in range(len(story.heads)))]
    return [HeadedPiece(0.1 * n, Piece(one, FILLING, 0, row, False)) for n, one in enumerate(heads)]


def test_one_of_two_heads_of_one_size_becomes_the_largest_of_its_page(story: Story) -> None:
    (upper, lower), extra = chosen_heads([options(story, 0), options(story, 22)], (), ROWS)
    assert head_size(upper.piece) >= SEARCH.dominant * head_size(lower.piece)
    assert 0 < extra == pytest.approx(upper.cost + lower.cost)


def test_all_others_become_smaller_where_three_heads_are_of_one_size(story: Story) -> None:
    top = [one for one in options(story, 0) if one.piece.story.head is story.head]
    found, _ = chosen_heads([top, options(story, 18), options(story, 36)], (), ROWS)
    sizes = sorted(head_size(one.piece) for one in found)
    assert sizes[-1] >= SEARCH.dominant * sizes[-2]


def test_heads_of_a_page_that_has_a_largest_one_stay_as_they_are(story: Story) -> None:
    small = Piece(story.headed(1), FILLING, 0, 22, False)
    (only,), extra = chosen_heads([options(story, 0)], [small], ROWS)
    assert (only.piece.story.head, extra) == (story.head, 0)


# --- briefs -----------------------------------------------------------------------------------------------------------


def brief_runs() -> BriefRuns:
    def rows(count: int) -> Mapping[int, Filling]:
        return {count: replace(FILLING, rows=count)}

    return BriefRuns(lambda _: rows(9), 2, ROWS, False, lambda _, steps: rows(9 + steps))


@pytest.mark.parametrize(("opens", "steps"), [(False, [1, 0, 1]), (True, [LEADS[1], 0, 1])])
def test_heads_of_briefs_side_by_side_are_not_of_one_size(opens: bool, steps: list[int]) -> None:
    strip = brief_runs().strip(0, 6, 3, opens)
    items = min(strip.items(), key=lambda one: one[1].cost)[1].items
    tops = sorted((item for item in items if item.row == 0), key=lambda item: item.column)
    assert [item.larger for item in tops] == steps
    assert all(one.larger != other.larger for one, other in pairwise(tops))
    assert all(item.larger == 0 for item in items if item.row)
    assert all(item.filling.rows == 9 + item.larger for item in items)


def test_the_first_brief_of_a_page_of_briefs_leads_it(engine: LayoutEngine, tmp_path: Path) -> None:
    stack = brief_runs().stack(0, 3, opens=True)
    assert [item.larger for item in next(iter(stack.values())).items] == [LEADS[0], 0, 0]
    brief = story_of(engine, tmp_path, 1, "brief", 1)
    led = larger_headed(brief, LEADS[0])
    sizes = [head_size(Piece(one, FILLING, 0, 0, False)) for one in (led, brief)]
    assert sizes[0] >= SEARCH.dominant * sizes[1]
    lower = led.head_rows - brief.head_rows
    assert larger({20: FILLING}, brief, LEADS[0]).keys() == {20 + lower}


# --- kept -------------------------------------------------------------------------------------------------------------


def test_a_kept_plan_finds_a_story_under_another_head_again(story: Story) -> None:
    headed = story.headed(1)
    name = kept_plans._Measured([story], []).name(headed)
    assert name is not None
    again = kept_plans._Measured([story], []).part(name)
    assert isinstance(again, Story)
    assert again.head is story.heads[1].texts
    assert again.head_rows == story.heads[1].rows
