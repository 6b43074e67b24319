"""The weekly of the examples is laid out as promised: eight full pages, level columns, no story continued elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from bulletin.layout.engine import Composed
from bulletin.layout.plan.costs import SEARCH
from bulletin.layout.plan.planned import Piece
from bulletin.layout.spec import load_layout

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


def test_every_story_ends_on_the_page_where_it_begins(weekly: Composed) -> None:
    assert [(n, p.story.entry.article.id) for n, p in pieces(weekly) if p.continued or not p.filling.done] == []


def test_every_page_is_full_to_its_foot(weekly: Composed) -> None:
    spec = load_layout("tuan-tin")
    furniture = {"contents-title": 1, "imprint": IMPRINT_AIR_ROWS}
    seen = []
    for planned, page in zip(weekly.planned, weekly.pages, strict=True):
        foot = spec.margins_mm.top + max(p.row + p.filling.rows for p in planned.pieces) * spec.row_mm
        below = [(s.box.y, furniture[s.role]) for s in page.slots if s.role in furniture]
        ground, air = min(below, default=(spec.margins_mm.top + spec.rows * spec.row_mm, 0))
        seen.append(bool(below))
        assert 0 <= (ground - foot) / spec.row_mm <= SPARE_ROWS + air, page.number
    assert seen == [True, *[False] * 6, True]


def test_columns_of_a_story_end_level(weekly: Composed) -> None:
    for number, piece in pieces(weekly):
        *columns, last = piece.filling.columns
        # Above the end block, which stands on the foot of the last column, a few rows may stay white.
        assert last.slack <= (SEARCH.end_slack if piece.story.end else 1), (number, piece.story.entry.article.id)
        assert max((c.slack for c in columns), default=0) <= 1, (number, piece.story.entry.article.id)


def test_the_order_of_stories_is_that_of_the_flat_plan(weekly: Composed) -> None:
    stories = [piece.story.index for _, piece in pieces(weekly) if piece.story.slot != "brief"]
    assert stories == sorted(stories)


def test_photos_show_most_of_what_was_taken(weekly: Composed) -> None:
    photos = [photo for page in weekly.pages for photo in page.photos]
    assert len(photos) == 14
    for photo in photos:
        left, top, right, bottom = photo.crop
        assert (right - left) * (bottom - top) >= 0.755, photo.file
    assert sum(photo.box.width > 100 for photo in photos) >= 6
