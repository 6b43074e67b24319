"""BANDS: what may be next on a page of one column, and at which heights in rows.

A band is one story, or what is left of one. It can tell for each height in rows what it costs to fill that height.
`planner.py` piles bands into pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bulletin.layout.flow.runs import price
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.plan.pour.filling import Filling
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.story import Story
from bulletin.lazy import dataclass
from bulletin.model import Slot


@dataclass(frozen=True, slots=True)
class Continuation:
    """A story from here on: index of the entry, next slice and float, and which of its runs is printed."""

    index: int
    start: int = 0
    first_float: int = 0
    run: int = 0


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


def blank(rows: int) -> float:
    """What blank rows in a column of a book cost."""
    return COSTS.foot * rows * (1 + rows / COSTS.flow_growth)


class BandMaker:
    """Makes the bands that may come next.

    Args:
        slots: of the entries in order.
        runs: gives the fillers of entry i, first as it comes, then with its text in more lines and fewer.
    """

    def __init__(self, slots: Sequence[Slot], runs: Callable[[int], Sequence[ColumnFiller]]) -> None:
        self._runs = runs
        self.count = len(slots)
        # The same beginning is reached by many piles, with more or less room left.
        self._whole: dict[Continuation, Band | None] = {}
        self._cut: dict[tuple[Continuation, int], tuple[Filling, ...]] = {}

    def filler(self, part: Continuation) -> ColumnFiller:
        """What pours a story, in the lines that were chosen for it."""
        return self._runs(part.index)[part.run]

    def story(self, part: Continuation) -> Story:
        """An entry measured for the column, in the lines that were chosen for it."""
        return self.filler(part).story

    def finished(self, at: int) -> bool:
        """Whether every entry before position `at` is all there are."""
        return at >= self.count

    def whole(self, at: int, continuation: Continuation | None, rows: int) -> Iterator[tuple[Band, int]]:
        """The band of all that is left of the next story, if it fits in `rows`: (band, what comes after it)."""
        stories, after = self._next(at, continuation)
        for story in stories:
            if story not in self._whole:
                self._whole[story] = self._rest(story)
            band = self._whole[story]
            fitting = band.within(rows) if band else None
            if fitting:
                yield fitting, after

    def forget(self) -> None:
        """Drop what was remembered for the beginnings of one page; the next page begins elsewhere."""
        self._whole.clear()
        self._cut.clear()

    def splits(self, at: int, continuation: Continuation | None, room: int) -> Iterator[tuple[Band, int, Continuation]]:
        """The next story begun (or continued) at the foot of this page and to be continued on the next."""
        stories, after = self._next(at, continuation)
        for story in stories:
            if self._runs(story.index)[0].story.slot == "brief" and room < SEARCH.brief_part:
                continue
            for filling in self._parts(story, room):
                onward = Continuation(story.index, filling.next_slice, filling.next_float, story.run)
                yield Band.of(story, {room: filling}, COSTS.split + self._price(story)), after, onward

    def _parts(self, story: Continuation, room: int) -> tuple[Filling, ...]:
        """The ways to fill so many rows with a part that leaves enough for the next page."""
        key = (story, room)
        if key not in self._cut:
            filler = self.filler(story)
            found: list[Filling] = []
            if room >= filler.top(story.start, story.first_float) + SEARCH.flow_part:
                found = [part for part in filler.parts(room, story.start, story.first_float) if self._good(story, part)]
            self._cut[key] = tuple(sorted(found, key=lambda part: part.cost)[: SEARCH.flow_parts])
        return self._cut[key]

    def _good(self, story: Continuation, part: Filling) -> bool:
        own = self.story(story)
        text = own.text_rows - own.cumulative[part.next_slice]
        floats = part.next_float < len(own.floats)
        enough = text >= SEARCH.flow_rest or (floats and text + own.end_rows >= SEARCH.left_rows)
        return enough and part.next_slice - story.start >= (0 if part.next_float > story.first_float else 1)

    def _next(self, at: int, continuation: Continuation | None) -> tuple[tuple[Continuation, ...], int]:
        """The story whose turn it is, in all its runs, and what comes after it."""
        if continuation is not None:
            return (continuation,), at
        if self.finished(at):
            return (), at
        return tuple(Continuation(at, run=run) for run in range(len(self._runs(at)))), at + 1

    def _rest(self, story: Continuation) -> Band | None:
        # Nothing is beside a column here, so blank rows before the next story only look like a hole.
        fillings = {
            rows: replace(filling, cost=filling.cost + COSTS.flow_early * filling.columns[-1].slack)
            for rows, filling in self.filler(story).all_heights(story.start, story.first_float).items()
        }
        return Band.of(story, fillings, COSTS.full + self._price(story)) if fillings else None

    def _price(self, story: Continuation) -> float:
        """What the run of a story costs, once, where the story begins."""
        return price(self.story(story).run) if (story.start, story.first_float) == (0, 0) else 0.0

    def natural(self, i: int) -> int:
        """Rows of an entry, its frames as they are."""
        story = self._runs(i)[0].story
        return story.head_rows + story.area_rows
