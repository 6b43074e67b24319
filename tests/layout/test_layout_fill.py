"""FILL: columns end level at legal breaks, every slice and float stands once, in order, and rows add up."""

from __future__ import annotations

from pathlib import Path

import pytest
from layout_checks import check_break, check_filling
from layout_issues import SHAPES, Words, article, issue_of, layout, random_articles

from bulletin.assets.fonts.load import FontSet
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.plan.pour.column_ends import ColumnEnds
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.stories.measure import Measurer
from bulletin.layout.stories.story import PhotoFloat, Story

CONTINUED_ROWS = 2


@pytest.fixture(scope="module")
def stories(fonts: FontSet, tmp_path_factory: pytest.TempPathFactory) -> list[Story]:
    """Measured random stories for 1, 2 and 3 columns of the weekly."""
    records, slots = random_articles(31, 16, paragraphs=14)
    issue = issue_of(tmp_path_factory.mktemp("issue"), records, slots)
    engine = LayoutEngine(layout(3), fonts)
    sizes = {f"photos/{name}": size for name, size in SHAPES.items()}
    codes = {e.article.source.url: 16.0 for e in issue.entries if e.article.source and e.article.source.url}
    measurer = Measurer(engine.setter, sizes, codes)
    return [
        measurer.story(i, e, k) for i, e in enumerate(issue.entries) for k in (1, 2, 3) if e.slot != "brief" or k == 1
    ]


def filler(story: Story) -> ColumnFiller:
    return ColumnFiller(story, CONTINUED_ROWS, 2 if story.columns == 1 else 1)


def test_whole_stories_come_out_even(stories: list[Story]) -> None:
    found = 0
    for story in stories:
        fill = filler(story)
        for rows in fill.heights_of_rest():
            filling = fill.fill_rest(rows)
            if filling is not None:
                assert filling.rows == rows
                check_filling(story, filling, 0, 0, fill.max_slack, final=True)
                found += 1
    assert found > 3 * len(stories)


def test_every_story_has_a_height_at_which_it_comes_out_even(stories: list[Story]) -> None:
    """Else the planner must print it ragged on a page of its own."""
    stuck = []
    for story in stories:
        fill = filler(story)
        if not any(fill.fill_rest(rows) for rows in fill.heights_of_rest()):
            stuck.append((story.entry.article.id, story.columns, len(story.slices), len(story.floats)))
    assert len(stuck) <= len(stories) // 8, stuck


def test_no_story_fits_below_its_range(stories: list[Story]) -> None:
    """But for the last resort: the first photo in a column where it could open the story over several."""
    for story in stories[:12]:
        fill = filler(story)
        reach = fill.heights_of_rest()
        for rows in range(max(1, reach.start - 6), reach.start):
            filling = fill.fill_rest(rows)
            assert filling is None or (story.wides and filling.wide is None)


@pytest.mark.parametrize("rows", [14, 22, 34, 52])
def test_a_part_and_its_continuation_are_the_whole_story(stories: list[Story], rows: int) -> None:
    """Begun on a page, continued until it ends: every slice and float once, in order, at legal breaks."""
    ended = 0
    for story in stories:
        fill, at, cuts = filler(story), (0, 0), 0
        while cuts < 40:
            part = fill.fill_part(rows, *at)
            if part is None:
                break
            assert part.rows == rows
            check_filling(story, part, *at, fill.max_slack, final=False)
            assert (part.next_slice, part.next_float) != at, "no progress"
            at, cuts = (part.next_slice, part.next_float), cuts + 1
            for height in fill.heights_of_rest(*at):
                rest = fill.fill_rest(height, *at)
                if rest is not None:
                    check_filling(story, rest, *at, fill.max_slack, final=True)
                    ended += 1
                    break
        assert cuts < 40
    assert ended


def test_what_was_poured_before_changes_nothing(stories: list[Story]) -> None:
    """Ways to fill a column are found once for all heights, and the price of one filling bounds the next."""
    for story in stories[::5]:
        known = filler(story)
        heights = list(known.heights_of_rest())
        for rows in reversed(heights):
            assert (known.fill_rest(rows), known.fill_part(rows)) == (
                filler(story).fill_rest(rows),
                filler(story).fill_part(rows),
            )


def test_no_break_is_an_orphan_a_widow_or_a_lonely_subhead(stories: list[Story]) -> None:
    legal = 0
    for story in stories:
        assert len(story.breakable) == len(story.slices) + 1
        for i in range(1, len(story.slices)):
            if story.breakable[i]:
                check_break(story, i)
                legal += 1
    assert legal > 200


def test_frames_of_photos_are_whole_rows_within_the_crop_limit(stories: list[Story]) -> None:
    spec = layout(3)
    seen = 0
    for story in stories:
        for item in (*story.wides, *(f for f in story.floats if isinstance(f, PhotoFloat))):
            width, height = item.size_px
            for rows in item.heights:
                picture = rows * spec.row_pt - spec.spaces.float_gap_pt
                picture -= 0 if item.beside else item.caption.height_pt + spec.spaces.caption_gap_pt
                assert picture > 0
                change = (item.width_pt / picture) / (width / height)
                loss = 1 - min(change, 1 / change)
                assert item.whole or loss <= spec.photos.max_crop + 1e-9
                seen += 1
    assert seen > 50


def test_the_same_story_is_filled_the_same_way(stories: list[Story]) -> None:
    for story in stories[:9]:
        one, two = filler(story), filler(story)
        heights = list(one.heights_of_rest())
        assert [one.fill_rest(h) for h in heights] == [two.fill_rest(h) for h in reversed(heights)][::-1]


def test_a_rectangle_without_room_is_refused(stories: list[Story], tmp_path: Path) -> None:
    for story in stories:
        fill = filler(story)
        for rows in range(story.head_rows + 2):
            assert fill.fill_rest(rows) is None or rows >= story.head_rows + 2
            assert fill.fill_part(rows) is None


@pytest.mark.parametrize("words", [46, 49, 55, 58])
def test_a_short_text_leaves_no_column_empty_before_its_end(fonts: FontSet, tmp_path: Path, words: int) -> None:
    """Six lines over three columns, with an end of five rows: they once left the middle one empty."""
    url = "https://cong.example/bai"
    body = " ".join(["Bà con tổ dân phố ra bến sớm"] * 9).split()[:words]
    source = {"name": "Cổng phường", "url": url}
    record = article(Words(1), 0, body=" ".join(body) + ".", authors=["Minh Khuê"], source=source)
    issue = issue_of(tmp_path, [record], ["story"])
    story = Measurer(LayoutEngine(layout(3), fonts).setter, {}, {url: 16.0}).story(0, issue.entries[0], 3)
    for filling in filler(story).all_heights().values():
        assert all(column.start < column.end for column in filling.columns)


def test_what_is_told_without_pouring_is_what_pouring_tells(
    stories: list[Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A height is refused before any column is filled only where no column could be."""
    wanted = [(story, filler(story).heights_of_rest()) for story in stories]
    told = [[filler(story).fill_rest(rows) for rows in heights] for story, heights in wanted]
    monkeypatch.setattr(ColumnFiller, "_possible", lambda *_: True)
    for name in ("may_close", "closes"):
        monkeypatch.setattr(ColumnEnds, name, lambda *_: True)
    assert told == [[filler(story).fill_rest(rows) for rows in heights] for story, heights in wanted]
