"""OPENED: blank rows between paragraphs, so that columns come out even and a story ends at the foot of its page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from layout_checks import check_frames
from layout_issues import SHAPES, Words, article, issue_of, layout

from bulletin.assets.fonts.load import FontSet
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.pages.frames import RunFrame
from bulletin.layout.pages.place import Placer
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.forms import Formed, Rest, forms_of
from bulletin.layout.plan.planned import Piece, PlannedPage
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.plan.pour.opened import may_open, opened_in
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.spec import LayoutSpec
from bulletin.layout.stories.measure import Measurer
from bulletin.layout.stories.story import Story
from bulletin.model import Issue

COLUMNS = 2
MOST = 4
SUBHEAD = "Phần hai"


def _spec() -> LayoutSpec:
    spec = layout(COLUMNS)
    return replace(spec, spaces=replace(spec.spaces, open_rows=MOST))


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Issue:
    """Stories of 1 to 12 paragraphs, some with a photo, some with a list or a sub-head, one with a quote."""
    words = Words(11)
    records = []
    for n in range(36):
        body = words.body(1 + n % 12)
        body += f"\n\n## {SUBHEAD}\n\n{words.body(2)}" if n % 3 == 1 else ""
        more = {"photos": [words.photo(1, "rong.jpg")]} if n % 2 else {}
        more |= {"quotes": [{"text": words.body(1)[:60]}]} if n % 5 == 4 else {}
        records.append(article(words, n, body=body, **more))
    return issue_of(tmp_path_factory.mktemp("issue"), records, ["story"] * len(records))


@pytest.fixture(scope="module")
def stories(fonts: FontSet, issue: Issue) -> list[Story]:
    spec = _spec()
    sizes = {f"photos/{name}": size for name, size in SHAPES.items()}
    measurer = Measurer(LayoutEngine(spec, fonts).setter, sizes, {})
    return [measurer.story(i, entry, COLUMNS) for i, entry in enumerate(issue.entries)]


def _forms(story: Story, most: float) -> dict[int, Formed]:
    return forms_of(ColumnFiller(story, 2), Rest(story.index), most)


def _opened(formed: Formed) -> list[int]:
    return [column.opened for column in formed.filling.columns]


def _tight(story: Story) -> Story:
    return replace(story, open_rows=0)


def test_columns_that_come_out_at_no_height_are_opened_instead_of_left_uneven(stories: list[Story]) -> None:
    mended = 0
    for story in stories:
        uneven = [formed for formed in _forms(_tight(story), SEARCH.tallest_section).values() if _ragged(formed)]
        opened = _forms(story, SEARCH.tallest_section).values()
        mended += len(uneven) > sum(_ragged(formed) for formed in opened)
    assert mended


def _ragged(formed: Formed) -> bool:
    return formed.cost >= COSTS.uneven


def test_a_story_reaches_a_foot_that_it_would_end_above(stories: list[Story]) -> None:
    longer = 0
    for story in stories:
        most = max(_forms(_tight(story), SEARCH.tallest_section))
        found = _forms(story, most + 2)
        assert all(not any(_opened(formed)) for rows, formed in _forms(_tight(story), most + 2).items())
        if max(found) > most:
            longer += 1
            assert any(_opened(found[max(found)]))
    assert longer > len(stories) // 2


def test_no_place_has_more_than_a_row_and_none_is_inside_of_a_list(stories: list[Story]) -> None:
    seen = 0
    for story in stories:
        for formed in _every(story):
            for column in formed.filling.columns:
                places = opened_in(formed.story, column)
                assert len(places.slices) + places.floats == column.opened <= MOST
                assert places.floats <= len(column.floats)
                assert all(column.start < at < column.end and may_open(formed.story, at) for at in places.slices)
                seen += column.opened > 0
    assert seen


def _every(story: Story) -> list[Formed]:
    tallest = max(_forms(_tight(story), SEARCH.tallest_section))
    return [formed for more in (0, 2, MOST) for formed in _forms(story, tallest + more).values()]


def test_opened_columns_end_level_on_the_grid_and_hold_every_word(stories: list[Story], issue: Issue) -> None:
    spec = _spec()
    for story in stories:
        for formed in (one for one in _every(story) if any(_opened(one)) and one.filling.rows <= spec.rows):
            filling = formed.filling
            page = PlannedPage(2, (Piece(formed.story, filling, 0, 0, False),), (), (), filling.rows, False)
            frames = Placer(spec).page(page)
            check_frames(frames, spec, issue)
            runs = [item for item in frames.stories[0].items if isinstance(item, RunFrame)]
            lines = sum(part.last - part.first for run in runs for part in run.parts)
            assert lines == sum(len(block.text.lines) for block in formed.story.blocks)
            for run in runs:
                row = (run.frame.y - spec.margins_mm.top) / spec.row_mm
                assert row == pytest.approx(round(row), abs=1e-6)
                white = sum(part.lead_pt for part in run.parts) / spec.row_pt
                assert run.frame.h / spec.row_mm == pytest.approx(
                    sum(part.last - part.first for part in run.parts if part.kind != "subhead") + white
                    + sum(part.text.height_pt / spec.row_pt for part in run.parts if part.kind == "subhead"),
                    abs=0.5,
                )  # fmt: skip


def test_rows_are_above_sub_heads_before_they_are_between_paragraphs(stories: list[Story]) -> None:
    seen = 0
    for story in stories:
        for formed in _every(story):
            for column in formed.filling.columns:
                inside = range(column.start + 1, column.end)
                heads = {at for at in inside if formed.story.blocks[formed.story.slices[at].block].kind == "subhead"}
                heads = {at for at in heads if may_open(formed.story, at)}
                if heads and column.opened:
                    seen += 1
                    assert heads & set(opened_in(formed.story, column).slices)
    assert seen


def test_rows_are_between_all_paragraphs_of_a_column_or_between_none(stories: list[Story]) -> None:
    seen = 0
    for story in stories:
        for formed in _every(story):
            for column in formed.filling.columns:
                inside = [at for at in range(column.start + 1, column.end) if may_open(formed.story, at)]
                plain = {at for at in inside if formed.story.blocks[formed.story.slices[at].block].kind != "subhead"}
                assert plain & set(opened_in(formed.story, column).slices) in (set(), plain)
                seen += column.opened > 0 and len(plain) > 1
    assert seen
