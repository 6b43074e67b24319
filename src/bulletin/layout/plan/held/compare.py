"""COMPARE: where each story is in a plan, and how many stories are elsewhere, or look otherwise, in another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bulletin.layout.plan.judge import photo_areas
from bulletin.layout.plan.planned import Area, Parts, Piece, PlannedPage, StoryPart


def parts_of(planned: Sequence[PlannedPage]) -> Parts:
    """Where every entry of a plan is."""
    found: dict[int, tuple[StoryPart, ...]] = {}
    for page in planned:
        for piece in page.pieces:
            found[piece.story.index] = (*found.get(piece.story.index, ()), part_of(page.number, piece))
    return found


def part_of(page: int, piece: Piece) -> StoryPart:
    """Where a piece is on a page."""
    area = Area(piece.column, piece.story.columns, piece.row, piece.filling.rows)
    photos = tuple(
        Area(one.column - piece.column, one.columns, one.row - piece.row, one.rows) for one in photo_areas(piece)
    )
    return StoryPart(page, area, photos)


def places_in(parts: Parts) -> Mapping[int, tuple[tuple[int, Area], ...]]:
    """Every entry with the page and the rectangle of each of its parts."""
    return {n: tuple((part.page, part.area) for part in every) for n, every in parts.items()}


def on_other_pages(one: Parts, other: Parts) -> frozenset[int]:
    """The entries that are on other pages in one plan than in another."""
    return frozenset(n for n in one if [p.page for p in one[n]] != [p.page for p in other.get(n, ())])


def reshaped(one: Parts, other: Parts) -> frozenset[int]:
    """The entries that are on other pages, or in another form."""
    formed = frozenset(n for n in one if [p.form for p in one[n]] != [p.form for p in other.get(n, ())])
    return formed | on_other_pages(one, other)


def share(entries: frozenset[int], every: Parts) -> float:
    """So many entries as a share of all."""
    return len(entries) / max(1, len(every))
