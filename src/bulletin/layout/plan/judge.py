"""JUDGE: what a planned page costs beyond its parts: heads that bump, photos that touch, no eye, no largest head."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast, overload

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.judged.holes import rows_printed
from bulletin.layout.plan.judged.photo_groups import photo_spots
from bulletin.layout.plan.planned import Area, PageRoom, Piece, PlannedPage
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.story import BoxFloat, PhotoFloat, QuoteFloat

if TYPE_CHECKING:
    from bulletin.layout.plan.packer import Costs


_SIZES = 2
"""Sizes of headlines that a page without photo, quote or box has, to have anything to look at."""


def page_cost(page: PlannedPage, rows: int, photos: Sequence[Sequence[Area]] | None = None) -> float:
    """The price of a page as a whole; `rows` are all of the page, `photos` what `page_photos` says of it."""
    if not page.pieces:
        return 0.0
    price = heads_cost(page.pieces, rows) + COSTS.touching * touching(photos or page_photos(page))
    if not any(has_eye(piece) for piece in page.pieces):
        price += COSTS.no_eye + COSTS.blind * (len(set(map(seen_size, page.pieces))) < _SIZES)
    return price


def heads_cost(pieces: Sequence[Piece], rows: int) -> float:
    """The price of the headlines of a page beside and below each other; `rows` are all of the page."""
    price = COSTS.tombstone * tombstones(pieces)
    heads = sorted(((head_size(p), -p.row) for p in pieces if not p.continued), reverse=True)
    if len(heads) > 1 and heads[0][0] < SEARCH.dominant * heads[1][0]:
        price += COSTS.no_dominant
    if len(heads) > 1 and -heads[0][1] > rows / 2:
        price += COSTS.low_head
    return price


def front_cost(page: PlannedPage, columns: int) -> float:
    """The price of a front page with too few beginnings."""
    begun = sum(not piece.continued and not piece.story.entry.display for piece in page.pieces)
    least = SEARCH.front_stories if columns > 1 else 1
    return COSTS.few_on_front * max(0, least - begun)


def foot_cost(rows: int) -> float:
    """Price of blank rows at the foot of a page: two are a shadow, a third of a page is a hole."""
    return COSTS.foot * rows * (1 + rows / COSTS.foot_growth)


def last_blank(pages: Sequence[PlannedPage], room: Callable[[int, bool], PageRoom], columns: int) -> float:
    """The blank share of the columns of the last page; 0 where there is one page only."""
    return blank_share(pages[-1], room(pages[-1].number, True), columns) if len(pages) > 1 else 0.0


def blank_share(page: PlannedPage, room: PageRoom, columns: int) -> float:
    """The share of its columns that a page leaves blank below the last thing in each of them."""
    return max(0.0, 1 - rows_printed(page, room.top, columns) / max(1, room.rows))


@overload
def last_cost(blank: float, alone: bool = False) -> float: ...
@overload
def last_cost(blank: Costs, alone: bool = False) -> Costs: ...
def last_cost(blank: float | Costs, alone: bool = False) -> float | Costs:
    """Price of a last page with this blank share (or of each of an array of them).

    One that is `alone` is the whole issue: no other page can give it anything, so it is only not to be emptier.
    """
    over = (blank - SEARCH.last_blank) * (not alone)
    price: Any = COSTS.last_page * blank**2 + (COSTS.last_low + COSTS.last_empty * over) * over * (over > 0)
    return cast("Costs", price)  # of an array too, and without the library of arrays, which a kept plan does not need


def head_size(piece: Piece) -> float:
    """Size in pt of the headline of a piece."""
    return piece.story.headline_pt


def seen_size(piece: Piece) -> float:
    """Size in pt of the headline above a piece, or of the short head of a continuation."""
    return piece.story.continued.role.size_pt if piece.continued else head_size(piece)


def tombstones(pieces: Sequence[Piece]) -> int:
    """Pairs of headlines of one size side by side at one height."""
    count = 0
    for n, one in enumerate(pieces):
        for other in pieces[n + 1 :]:
            side = one.column + one.story.columns == other.column or other.column + other.story.columns == one.column
            level = abs(one.row - other.row) <= SEARCH.level_rows and not (one.continued or other.continued)
            if side and level and head_size(one) == head_size(other):
                count += 1
    return count


def touching(photos: Sequence[Sequence[Area]]) -> int:
    """Pairs of photos of two stories with nothing but white between them, of the photos of every piece."""
    areas = [(n, area) for n, every in enumerate(photos) for area in every]
    return sum(_touch(one, other) for m, one in areas for n, other in areas if m < n)


def _touch(one: Area, other: Area) -> bool:
    rows = min(one.row + one.rows, other.row + other.rows) - max(one.row, other.row)
    columns = min(one.column + one.columns, other.column + other.columns) - max(one.column, other.column)
    return (rows > 0 and columns == 0) or (columns > 0 and -SEARCH.apart_rows <= rows <= 0)


def page_photos(page: PlannedPage) -> list[list[Area]]:
    """Where the photos of each piece of a page are."""
    return [list(photo_areas(piece)) for piece in page.pieces]


def photo_areas(piece: Piece) -> Iterator[Area]:
    """Where the photos of a piece are."""
    for spot in photo_spots(piece.story, piece.filling):
        yield Area(piece.column + spot.column, spot.photo.columns, piece.row + spot.row, spot.rows)


def has_eye(piece: Piece) -> bool:
    """Whether a piece holds what is not grey: a photo, a quote, a box."""
    filling = piece.filling
    if filling.wide or filling.bands or filling.parts or filling.aside:
        return True
    floats = [piece.story.floats[n] for column in piece.filling.columns for n, _ in column.floats]
    return any(isinstance(item, (PhotoFloat, QuoteFloat, BoxFloat)) for item in floats)
