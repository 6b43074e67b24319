"""OPENED: blank rows between the paragraphs of a column, so that a story ends where its page or its neighbour does.

A layout says how many there may be in a column. Each place has one row at most: a place is above a sub-head, beside a
photo, quote or box, or between two paragraphs, never where a column may not break, and never inside of a list. Rows
stay on the grid.
"""

from __future__ import annotations

from itertools import accumulate

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.pour.filling import Column
from bulletin.layout.stories.story import Story
from bulletin.lazy import dataclass


class OpenPlaces:
    """Counts the places of a story where a blank row may be."""

    def __init__(self, story: Story) -> None:
        places = (0, *(may_open(story, at) for at in range(1, len(story.slices))))
        self._before = tuple(accumulate(places))

    def between(self, start: int, end: int) -> int:
        """How many are inside of the slices [start, end), where `start` is at the head of a column."""
        return self._before[end - 1] - self._before[start] if end > start + 1 else 0


def may_open(story: Story, at: int) -> bool:
    """Whether a blank row may be above a slice."""
    before, after = story.slices[at - 1], story.slices[at]
    if before.block == after.block or not story.breakable[at]:
        return False
    return "li" not in (story.blocks[before.block].kind, story.blocks[after.block].kind)


@dataclass(frozen=True, slots=True)
class OpenedRows:
    """Where the blank rows of a column are: above these slices, and beside so many of its first floats."""

    slices: tuple[int, ...] = ()
    floats: int = 0


def opened_in(story: Story, column: Column) -> OpenedRows:
    """Where the blank rows of a column are: at sub-heads first, then beside floats, then between paragraphs.

    Those between paragraphs are as far apart from each other as they can be.
    """
    if not column.opened:
        return OpenedRows()
    every = [at for at in range(column.start + 1, column.end) if may_open(story, at)]
    heads = [at for at in every if story.blocks[story.slices[at].block].kind == "subhead"]
    others = [at for at in every if at not in heads]
    above = min(column.opened, len(heads))
    beside = min(column.opened - above, len(column.floats))
    between = _apart(others, column.opened - above - beside)
    return OpenedRows(tuple(sorted((*_apart(heads, above), *between))), beside)


def _apart(places: list[int], count: int) -> list[int]:
    """So many of some places, one from the middle of each of as many equal shares of them."""
    return [places[(2 * n + 1) * len(places) // (2 * count)] for n in range(count)]


def opened_cost(rows: int, places: int) -> float:
    """Price of blank rows in a column that has so many places for them: a few of many are seen as a spacing."""
    return COSTS.opened * rows + COSTS.opened_dense * rows * rows / places if rows else 0.0
