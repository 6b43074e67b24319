"""Holes of a page, grey columns and white above tails: what is priced before a page is taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from layout_issues import Words, article, issue_of

from bulletin.layout.engine import LayoutEngine
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.forms import Rest, cut_of
from bulletin.layout.plan.judge import blank_share
from bulletin.layout.plan.judged.holes import holes, holes_cost, rows_printed
from bulletin.layout.plan.planned import PageRoom, Piece, PlannedPage
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.plan.pour.filling import Column, Filling
from bulletin.layout.plan.pour.leg_costs import grey_from
from bulletin.layout.stories.measure import Measurer
from bulletin.layout.stories.story import Story


def story_of(engine: LayoutEngine, folder: Path, body: str, columns: int, **fields: object) -> Story:
    issue = issue_of(folder, [article(Words(5), 1, body=body, **fields)], ["story"])
    return Measurer(engine.setter, {}, {}).story(0, issue.entries[0], columns)


def page_of(story: Story, slack: tuple[int, int], gap: int) -> PlannedPage:
    """A story of 20 rows whose columns end early by so much, and 10 rows more after a gap."""
    columns = tuple(Column((), 0, 4, rows) for rows in slack)
    upper = Filling(20, 8, None, 0, columns, 4, 0, False, 0.0)
    lower = Filling(10, 4, None, 0, (Column((), 0, 4, 0),) * 2, 4, 0, False, 0.0)
    pieces = (Piece(story, upper, 0, 0, False), Piece(story, lower, 0, 20 + gap, False))
    return PlannedPage(2, pieces, (), (), 30 + gap, False)


@pytest.fixture
def story(engine: LayoutEngine, tmp_path: Path) -> Story:
    return story_of(engine, tmp_path, Words(3).body(5), 2)


@pytest.mark.parametrize(
    ("slack", "gap", "found"),
    [((0, 0), 2, []), ((1, 0), 2, []), ((1, 0), 3, [4]), ((2, 1), 3, [5, 4]), ((2, 0), 2, [4])],
)
def test_an_early_end_and_a_gap_are_one_hole(story: Story, slack: tuple[int, int], gap: int, found: list[int]) -> None:
    page = page_of(story, slack, gap)
    assert holes(page, 0, 30 + gap, 2) == found
    assert (holes_cost(page, 0, 30 + gap, 2) > 0) == bool(found)


def test_what_all_columns_leave_at_the_foot_is_no_hole(story: Story) -> None:
    page = page_of(story, (0, 0), 2)
    assert holes(page, 0, 40, 2) == []
    assert holes(page, 0, 40, 3) == [32]  # the third column is blank beside the others


def test_what_a_page_leaves_blank_is_counted_below_the_last_thing_of_each_column(story: Story) -> None:
    page = page_of(story, (0, 0), 2)
    assert rows_printed(page, 0, 2) == 32
    assert rows_printed(page, 0, 4) == 16  # two columns are blank from the top
    assert blank_share(page, PageRoom(0, 40), 2) == pytest.approx(0.2)
    assert blank_share(page, PageRoom(0, 40), 4) == pytest.approx(0.6)


def test_a_long_column_of_plain_text_costs_until_something_is_between(engine: LayoutEngine, tmp_path: Path) -> None:
    words = Words(9)
    paragraphs = [" ".join(words.some(40, 60)) for _ in range(6)]
    plain = story_of(engine, tmp_path / "plain", "\n\n".join(paragraphs), 1)
    parted = story_of(engine, tmp_path / "parted", "\n\n".join([*paragraphs[:3], "## Việc mới", *paragraphs[3:]]), 1)
    assert plain.text_rows > 42
    first = grey_from(plain, 0)
    assert plain.cumulative[first - 1] <= 42 < plain.cumulative[first]
    assert grey_from(parted, 0) == len(parted.slices) + 1


def test_a_story_too_short_to_be_read_before_it_jumps_had_better_not(engine: LayoutEngine, tmp_path: Path) -> None:
    """Less than 10 cm before a jump is allowed where a rest of 15 cm leaves no more, and dear."""
    filler = ColumnFiller(story_of(engine, tmp_path, Words(3).body(5), 2), 2)
    least = filler.story.around_jump[0]
    cuts = [cut for rows in range(8, 40) if (cut := cut_of(filler, Rest(0), rows, 1)) is not None]
    short = [cut for cut in cuts if cut.formed.story.cumulative[cut.rest.start] < least]
    assert short
    assert all(cut.formed.cost >= COSTS.early_jump for cut in short)
    long = ColumnFiller(story_of(engine, tmp_path / "long", Words(3).body(40), 2), 2)
    found = [cut for rows in range(8, 40) if (cut := cut_of(long, Rest(0), rows, 1)) is not None]
    assert found
    assert all(cut.formed.story.cumulative[cut.rest.start] >= least for cut in found)


def test_a_column_that_ends_early_above_a_jump_line_costs(engine: LayoutEngine, tmp_path: Path) -> None:
    filler = ColumnFiller(story_of(engine, tmp_path, Words(3).body(40), 3), 2)
    seen = 0
    for rows in range(25, 50):
        cut, bare = cut_of(filler, Rest(0), rows, 1), cut_of(filler, Rest(0), rows - 1, 0)
        assert cut is not None
        assert bare is not None
        early = sum(column.slack > 0 for column in cut.formed.filling.columns)
        if cut.formed.story.head == bare.formed.story.head and cut.rest == bare.rest:
            assert cut.formed.filling.cost == pytest.approx(bare.formed.filling.cost, abs=0.5)
            seen += early > 0 and cut.formed.cost >= bare.formed.cost + COSTS.jump_slack / 2
    assert seen, "no column ends early above a jump line, so this proves nothing"
