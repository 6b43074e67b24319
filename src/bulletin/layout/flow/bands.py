"""BANDS: what may be next on a page of one column, and at which heights in rows.

A band is one story, or what is left of one. It can tell for each height in rows what it costs to fill that height.
`planner.py` piles bands into pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bulletin.layout.plan.costs import COSTS, SEARCH
from bulletin.layout.plan.fill import ColumnFiller, Filling
from bulletin.layout.stories.story import Story
from bulletin.lazy import dataclass
from bulletin.model import Slot


@dataclass(frozen=True, slots=True)
class Continuation:
    """A story from here on: index of the entry, next slice and float."""

    index: int
    start: int = 0
    first_float: int = 0


@dataclass(frozen=True, slots=True)
class Band:
    """A story, or what is left of one, with its filling at each height and the cost of it."""

    story: Continuation
    fillings: dict[int, Filling]
    heights: dict[int, float]
    low: int
    high: int

    @classmethod
    def of(cls, story: Continuation, fillings: dict[int, Filling], price: float) -> Band:
        heights = {rows: price + filling.cost for rows, filling in fillings.items()}
        return cls(story, fillings, heights, min(heights), max(heights))

    def within(self, rows: int) -> Band | None:
        """The band at the heights that fit in `rows`; None when none does."""
        if self.high <= rows:
            return self
        if self.low > rows:
            return None
        heights = {h: cost for h, cost in self.heights.items() if h <= rows}
        return Band(self.story, self.fillings, heights, min(heights), max(heights))


class BandMaker:
    """Makes the bands that may come next.

    Args:
        slots: of the entries in order.
        filler: gives entry i measured for so many columns, ready to be poured into rectangles.
    """

    def __init__(self, slots: Sequence[Slot], filler: Callable[[int, int], ColumnFiller]) -> None:
        self._filler = filler
        self.count = len(slots)
        # The same beginning is reached by many piles, with more or less room left.
        self._whole: dict[Continuation, Band | None] = {}

    def story(self, index: int) -> Story:
        """An entry measured for the column."""
        return self._filler(index, 1).story

    def finished(self, at: int) -> bool:
        """Whether every entry before position `at` is all there are."""
        return at >= self.count

    def whole(self, at: int, continuation: Continuation | None, rows: int) -> Iterator[tuple[Band, int]]:
        """The band of all that is left of the next story, if it fits in `rows`: (band, what comes after it)."""
        story, after = self._next(at, continuation)
        if story is None:
            return
        if story not in self._whole:
            self._whole[story] = self._rest(story)
        band = self._whole[story]
        fitting = band.within(rows) if band else None
        if fitting:
            yield fitting, after

    def forget(self) -> None:
        """Drop what was remembered for the beginnings of one page; the next page begins elsewhere."""
        self._whole.clear()

    def splits(self, at: int, continuation: Continuation | None, room: int) -> Iterator[tuple[Band, int, Continuation]]:
        """The next story begun (or continued) at the foot of this page and to be continued on the next."""
        story, after = self._next(at, continuation)
        if story is None or self.story(story.index).slot == "brief":
            return
        filler = self._filler(story.index, 1)
        if room < filler.top(story.start, story.first_float) + SEARCH.part_rows:
            return
        filling = filler.fill_part(room, story.start, story.first_float)
        if filling is None:
            return
        own = filler.story
        left = own.text_rows - own.cumulative[filling.next_slice] + own.end_rows
        if left >= SEARCH.left_rows and filling.next_slice - story.start >= SEARCH.part_slices:
            onward = Continuation(story.index, filling.next_slice, filling.next_float)
            yield Band.of(story, {room: filling}, COSTS.split), after, onward

    def _next(self, at: int, continuation: Continuation | None) -> tuple[Continuation | None, int]:
        """The story whose turn it is, and what comes after it."""
        if continuation is not None:
            return continuation, at
        return (None, at) if self.finished(at) else (Continuation(at), at + 1)

    def _rest(self, story: Continuation) -> Band | None:
        fillings = self._filler(story.index, 1).all_heights(story.start, story.first_float)
        return Band.of(story, fillings, COSTS.full) if fillings else None

    def natural(self, i: int) -> int:
        """Rows of an entry, its frames as they are."""
        story = self.story(i)
        return story.head_rows + story.area_rows
