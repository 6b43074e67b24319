"""OPENED: blank rows between the paragraphs of a column, so that a story ends where its page or its neighbour does.

A layout says how many there may be in a column. Each place has one row at most: a place is above a sub-head, beside a
photo, quote or box, or between two paragraphs, never where a column may not break, and never inside of a list. Rows
stay on the grid. Between the paragraphs of a column there is a row everywhere or nowhere: one here and none there looks
like a new subject where there is none.
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
        open_at = [at for at in range(1, len(story.slices)) if may_open(story, at)]
        self._before = _counted(len(story.slices), open_at)
        self._heads = _counted(len(story.slices), [at for at in open_at if _is_subhead(story, at)])

    def inside(self, start: int, end: int) -> tuple[int, int]:
        """The places inside of slices [start, end), the first at the head of a column, and those at sub-heads."""
        if end <= start + 1:
            return 0, 0
        return self._before[end - 1] - self._before[start], self._heads[end - 1] - self._heads[start]


def _counted(count: int, places: list[int]) -> tuple[int, ...]:
    """For each of so many slices how many of some places are not after it."""
    among = frozenset(places)
    return tuple(accumulate(at in among for at in range(count)))


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
    """Where the blank rows of a column are: at sub-heads first, then beside floats, and then between all paragraphs."""
    if not column.opened:
        return OpenedRows()
    every = [at for at in range(column.start + 1, column.end) if may_open(story, at)]
    heads = [at for at in every if _is_subhead(story, at)]
    beside = min(max(0, column.opened - len(heads)), len(column.floats))
    if column.opened > len(heads) + beside:
        return OpenedRows(tuple(every), beside)
    return OpenedRows(tuple(heads[: column.opened]), beside)


def _is_subhead(story: Story, at: int) -> bool:
    return story.blocks[story.slices[at].block].kind == "subhead"


def opened_cost(rows: int, places: int) -> float:
    """Price of blank rows in a column that has so many places for them: a few of many are seen as a spacing."""
    return COSTS.opened * rows + COSTS.opened_dense * rows * rows / places if rows else 0.0
