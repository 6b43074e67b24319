"""The weekly of the examples is laid out as promised: eight full pages, level columns, only page 1 goes on inside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bulletin.layout.engine import Composed
from bulletin.layout.plan.planned import Piece
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.spec import load_layout

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SPARE_ROWS = 2
IMPRINT_AIR_ROWS = 3
"""The gap between stories, and the row between the imprint's rule and its first line."""


@pytest.fixture(scope="module")
def weekly(pages_of: Callable[[str, str], Composed]) -> Composed:
    return pages_of("tuan-tin", "do-son")


def pieces(of: Composed) -> Iterator[tuple[int, Piece]]:
    for page in of.planned:
        for piece in page.pieces:
            yield page.number, piece


def test_it_has_exactly_eight_pages(weekly: Composed) -> None:
    assert [page.number for page in weekly.planned] == list(range(1, 9))
    assert [page.last for page in weekly.planned] == [False] * 7 + [True]


def test_stories_go_on_once_and_next_to_where_they_stop(weekly: Composed) -> None:
    """One story inside has no even form on any page of eight: it ends on the page after."""
    going = [(number, piece) for number, piece in pieces(weekly) if not piece.filling.done]
    assert sum(number == 1 for number, _ in going) <= SEARCH.front_jumps
    assert sum(number > 1 for number, _ in going) <= 1
    assert len({piece.story.index for _, piece in going}) == len(going)
    assert all(piece.after == number + 1 for number, piece in going)
    assert sorted(n for n, p in pieces(weekly) if p.continued) == sorted(piece.after for _, piece in going)


def test_page_1_is_a_front_page(weekly: Composed) -> None:
    begun = [p for n, p in pieces(weekly) if n == 1]
    assert len(begun) >= SEARCH.front_stories
    assert begun[0].story.slot == "lead"
    assert begun[0].filling.wide or begun[0].filling.bands


def test_every_page_is_full_to_its_foot(weekly: Composed) -> None:
    spec = load_layout("tuan-tin")
    for planned, page in zip(weekly.planned, weekly.pages, strict=True):
        rows = [p.row + p.filling.rows for p in planned.pieces]
        if planned.contents:
            rows.append(planned.contents.row + planned.contents.rows)
        imprint = [s.box.y for s in page.slots if s.role == "imprint"]
        ground = min(imprint, default=spec.margins_mm.top + spec.rows * spec.row_mm)
        # What is left over of an issue is on its last page, which is still three quarters full.
        spare = spec.rows // 4 + IMPRINT_AIR_ROWS if planned.last else SPARE_ROWS
        assert bool(imprint) is planned.last
        assert 0 <= (ground - spec.margins_mm.top) / spec.row_mm - max(rows) <= spare, page.number


def test_columns_of_a_story_end_level(weekly: Composed) -> None:
    for number, piece in pieces(weekly):
        *columns, last = piece.filling.columns
        # Above the end block, which stands on the foot of the last column, a few rows may stay white.
        assert last.slack <= (SEARCH.end_slack if piece.story.end else 1), (number, piece.story.entry.article.id)
        assert max((c.slack for c in columns), default=0) <= 1, (number, piece.story.entry.article.id)


def test_the_order_of_stories_is_nearly_that_of_the_flat_plan(weekly: Composed) -> None:
    stories = [p.story.index for _, p in pieces(weekly) if p.story.slot != "brief" and not p.continued]
    assert stories[0] == min(stories)
    for at, index in enumerate(stories):
        assert sum(later < index for later in stories[at:]) < SEARCH.window


def test_photos_show_most_of_what_was_taken(weekly: Composed) -> None:
    photos = [photo for page in weekly.pages for photo in page.photos]
    assert len(photos) == 14
    for photo in photos:
        left, top, right, bottom = photo.crop
        assert (right - left) * (bottom - top) >= 0.755, photo.file
    assert sum(photo.box.width > 100 for photo in photos) >= 5


def test_jump_lines_lead_to_each_other(weekly: Composed) -> None:
    went = 0
    for number, piece in pieces(weekly):
        if piece.after:
            name = piece.story.entry.article.id
            here, there = weekly.pages[number - 1].html, weekly.pages[piece.after - 1].html
            assert f'href="#{name}_{piece.after}"' in here
            assert f'id="{name}_{piece.after}"' in there
            assert f'href="#{name}"' in there
            assert f'id="{name}"' in here
            went += 1
    assert went


def test_the_readme_of_the_sample_says_what_is_on_each_page(weekly: Composed) -> None:
    text = (EXAMPLES / "do-son" / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) \| (.*?) \|", text, re.MULTILINE)
    said = {int(page): set(re.findall(r"`(.+?)`", stories)) for page, stories in rows}
    printed: dict[int, set[str]] = {page.number: set() for page in weekly.planned}
    for number, piece in pieces(weekly):
        printed[number].add(piece.story.entry.article.id)
    assert said == printed
