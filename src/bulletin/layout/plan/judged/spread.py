"""SPREAD: what two facing pages do to each other, which lie open side by side and are seen as one.

Three things that a designer would change are priced: heads of one size level at both sides of the fold, which read as
one line; photos level at both sides of it, which run into one picture; and a spread without any photo. That the largest
heads of both pages are of one size has no price: each is the entrance of its own page.
"""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.judge import head_size, page_photos
from bulletin.layout.plan.planned import Area, PlannedPage
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True)
class PageEdges:
    """What of a page is at its left and its right edge: row and size of each head; first and last row of each photo."""

    heads: tuple[tuple[tuple[int, float], ...], tuple[tuple[int, float], ...]]
    photos: tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]
    bare: bool
    """Whether it has no photo at all."""


def page_edges(page: PlannedPage, columns: int, every: Sequence[Sequence[Area]] | None = None) -> PageEdges:
    """The edges of a page of so many columns; `every` is what `page_photos` says of it."""
    begun = [piece for piece in page.pieces if not piece.continued]
    photos = [area for areas in every or page_photos(page) for area in areas]
    return PageEdges(
        (
            tuple((piece.row, head_size(piece)) for piece in begun if piece.column == 0),
            tuple((p.row, head_size(p)) for p in begun if p.column + p.story.columns == columns),
        ),
        (
            tuple((area.row, area.row + area.rows) for area in photos if area.column == 0),
            tuple((area.row, area.row + area.rows) for area in photos if area.column + area.columns == columns),
        ),
        not photos,
    )  # fmt: skip


def spreads_cost(pages: Sequence[PlannedPage], columns: int) -> float:
    """The price of all spreads of an issue beyond those of its pages."""
    every = [page_edges(page, columns) for page in pages]
    return sum(spread_cost(left, right) for left, right in zip(every[1::2], every[2::2], strict=False))


def spread_cost(left: PageEdges, right: PageEdges) -> float:
    """The price of two facing pages beyond their own."""
    price = COSTS.bare_spread if left.bare and right.bare else 0.0
    for row, size in left.heads[1]:
        for other, same in right.heads[0]:
            if size == same and abs(row - other) <= SEARCH.level_rows:
                price += COSTS.fold_heads
    for first, last in left.photos[1]:
        for top, foot in right.photos[0]:
            if first < foot and top < last:
                price += COSTS.fold_photos
    return price
