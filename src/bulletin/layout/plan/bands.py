"""BANDS: the strips that a page is piled up from, each a story over all columns or several side by side.

Every story can tell for each height in rows what it costs to fill that height evenly; a band knows at which heights all
its cells agree. `plan.py` piles bands into pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise

from bulletin.layout.plan.costs import COSTS, SEARCH
from bulletin.layout.plan.fill import ColumnFiller, Filling
from bulletin.layout.stories.story import Story
from bulletin.lazy import dataclass
from bulletin.model import Slot


@dataclass(frozen=True, slots=True)
class Continuation:
    """A story from here on: index of the entry, next slice and float. Its columns may change from page to page."""

    index: int
    start: int = 0
    first_float: int = 0


Options = dict[int, tuple[float, tuple[Filling, ...], tuple[int, ...]]]
"""Height in rows → cost, fillings from top to bottom, the row where each begins."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A stack of whole stories in `columns` columns, at each height: cost and the fillings from top to bottom."""

    column: int
    columns: int
    options: Options
    stories: tuple[Continuation, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """Cells side by side; `heights` at which all cells agree, with the cost; the lowest and the highest of them."""

    cells: tuple[Cell, ...]
    heights: dict[int, float]
    low: int
    high: int

    @classmethod
    def of(cls, cells: tuple[Cell, ...], heights: dict[int, float]) -> Band:
        return cls(cells, heights, min(heights), max(heights))

    def within(self, rows: int) -> Band | None:
        """The band at the heights that fit in `rows`; None when none does."""
        if self.high <= rows:
            return self
        if self.low > rows:
            return None
        return Band.of(self.cells, {h: cost for h, cost in self.heights.items() if h <= rows})


@dataclass(frozen=True, slots=True)
class QueuePosition:
    """What comes next: position in the queue of stories and in the queue of briefs."""

    story: int
    brief: int


class BandMaker:
    """Makes the bands that may come next.

    Args:
        slots: of the entries in order.
        filler: gives entry i measured for so many columns, ready to be poured into rectangles.
        columns: of the page.
        gap_rows: rows between stacked stories.
    """

    def __init__(
        self, slots: Sequence[Slot], filler: Callable[[int, int], ColumnFiller], columns: int, gap_rows: int
    ) -> None:
        self._filler = filler
        self.columns = columns
        self.gap = gap_rows
        # In one column there is nothing beside a story, so briefs simply take their turn.
        self.stories = [i for i, slot in enumerate(slots) if slot != "brief" or columns == 1]
        self.briefs = [i for i, slot in enumerate(slots) if slot == "brief" and columns > 1]
        self._pads: dict[tuple[tuple[Continuation, ...], int], Options] = {}
        self._stacks: dict[tuple[tuple[int, ...], int], Options] = {}
        self._natural: dict[int, int] = {}
        self._shares: dict[tuple[int, ...], tuple[tuple[int, ...], ...]] = {}
        # The same beginning is reached by many piles, with more or less room left.
        self._whole: dict[tuple[QueuePosition, Continuation | None, bool], list[tuple[Band, QueuePosition]]] = {}

    def story(self, index: int, columns: int) -> Story:
        """An entry measured for so many columns."""
        return self._filler(index, columns).story

    def finished(self, at: QueuePosition) -> bool:
        """Whether every entry has its place."""
        return at.story >= len(self.stories) and at.brief >= len(self.briefs)

    def whole(
        self, at: QueuePosition, continuation: Continuation | None, rows: int, opening: bool
    ) -> Iterator[tuple[Band, QueuePosition]]:
        """Bands of whole stories that may come next and fit in `rows`: (band, what comes after it)."""
        key = (at, continuation, opening)
        if key not in self._whole:
            self._whole[key] = list(self._any_height(at, continuation, opening))
        for band, following in self._whole[key]:
            if fitting := band.within(rows):
                yield fitting, following

    def forget(self) -> None:
        """Drop what was remembered for the beginnings of one page; the next page begins elsewhere."""
        self._whole.clear()

    def _any_height(
        self, at: QueuePosition, continuation: Continuation | None, opening: bool
    ) -> Iterator[tuple[Band, QueuePosition]]:
        k = self.columns
        main, after, narrow = self.main(at, continuation)
        if main is not None:
            yield from self._make((self._rest(0, k, main),), after, COSTS.full)
            if narrow and k > 1:
                for side, beyond, price in self._sides(after, SEARCH.side):
                    cells = (self._rest(0, k - 1, main), self._pile(k - 1, side))
                    yield from self._make(cells, beyond, COSTS.pair + price)
                    if not continuation:
                        mirrored = (self._pile(0, side), self._rest(1, k - 1, main))
                        yield from self._make(mirrored, beyond, COSTS.pair + price + COSTS.mirrored)
        if continuation is not None or k == 1 or opening:
            return
        for row, beyond, price in self._sides(at, SEARCH.row_entries * k):
            if len(row) >= k:
                piles = tuple(self._pile(n, group) for n, group in enumerate(self._share(row)))
                yield from self._make(piles, beyond, COSTS.row + price)
            else:
                piles = tuple(self._pile(n, (i,)) for n, i in enumerate(row))
                yield from self._make(piles, beyond, COSTS.lone * (k + 1 - len(row)) + price)

    def splits(
        self, at: QueuePosition, continuation: Continuation | None, room: int
    ) -> Iterator[tuple[Band, QueuePosition, Continuation]]:
        """The next story begun (or continued) at the foot of this page and to be continued on the next."""
        main, after, narrow = self.main(at, continuation)
        if main is None or self.story(main.index, 1).slot == "brief":
            return
        whole = self._part(main, self.columns, room)
        if whole:
            cell, left = whole
            yield Band.of((cell,), {h: o[0] for h, o in cell.options.items()}), after, left
        if not narrow or self.columns == 1:
            return
        part = self._part(main, self.columns - 1, room)
        if part is None:
            return
        cell, left = part
        for side, beyond, price in self._sides(after, SEARCH.side):
            beside = self._padded(self._pile(self.columns - 1, side))
            options = beside.options
            heights = {h: o[0] + options[h][0] + price + COSTS.pair for h, o in cell.options.items() if h in options}
            if heights:
                yield Band.of((cell, beside), heights), beyond, left

    def main(
        self, at: QueuePosition, continuation: Continuation | None
    ) -> tuple[Continuation | None, QueuePosition, bool]:
        """The story whose turn it is, what comes after it, and whether it may be in fewer than all columns."""
        if continuation is not None:
            return continuation, at, True
        if at.story >= len(self.stories):
            return None, at, False
        index = self.stories[at.story]
        return Continuation(index), QueuePosition(at.story + 1, at.brief), self.story(index, 1).slot == "story"

    def _part(self, carry: Continuation, columns: int, rows: int) -> tuple[Cell, Continuation] | None:
        filler = self._filler(carry.index, columns)
        if rows < filler.top(carry.start, carry.first_float) + SEARCH.part_rows:
            return None
        filling = filler.fill_part(rows, carry.start, carry.first_float)
        if filling is None:
            return None
        story = filler.story
        left = story.text_rows - story.cumulative[filling.next_slice] + story.end_rows
        if left < SEARCH.left_rows * self.columns or filling.next_slice - carry.start < SEARCH.part_slices * columns:
            return None
        options: Options = {rows: (filling.cost + COSTS.split, (filling,), (0,))}
        return Cell(0, columns, options, (carry,)), Continuation(carry.index, filling.next_slice, filling.next_float)

    def _rest(self, column: int, columns: int, carry: Continuation) -> Cell:
        """All that is left of a story, at every height that comes out even."""
        if (carry.start, carry.first_float) == (0, 0):
            return Cell(column, columns, self._stack((carry.index,), columns), (carry,))
        filler = self._filler(carry.index, columns)
        finishes = filler.all_heights(carry.start, carry.first_float)
        options: Options = {h: (filling.cost, (filling,), (0,)) for h, filling in finishes.items()}
        return Cell(column, columns, options, (carry,))

    def _pile(self, column: int, indices: tuple[int, ...]) -> Cell:
        return Cell(column, 1, self._stack(indices, 1), tuple(map(Continuation, indices)))

    def _sides(self, at: QueuePosition, limit: int) -> Iterator[tuple[tuple[int, ...], QueuePosition, float]]:
        """Short entries that may be together, the next short stories, then the next briefs; with a price."""
        stories: list[int] = []
        while True:
            for count in range(min(limit - len(stories), len(self.briefs) - at.brief) + 1):
                chosen = (*stories, *self.briefs[at.brief : at.brief + count])
                if chosen:
                    after = QueuePosition(at.story + len(stories), at.brief + count)
                    yield chosen, after, self._moved(after, count)
            following = at.story + len(stories)
            if (
                len(stories) >= SEARCH.side_stories
                or following >= len(self.stories)
                or not self._short(self.stories[following])
            ):
                return
            stories.append(self.stories[following])

    def _moved(self, after: QueuePosition, count: int) -> float:
        """Price of printing the last `count` briefs before stories that were listed ahead of them, or long after."""
        price = 0.0
        for brief in self.briefs[after.brief - count : after.brief]:
            price += COSTS.early_brief * sum(1 for i in self.stories[after.story :] if i < brief)
            price += COSTS.late_brief * sum(1 for i in self.stories[: after.story] if i > brief)
        return price

    def _short(self, i: int) -> bool:
        """Whether a story can be in one column."""
        story = self.story(i, 1)
        photos = len(story.entry.article.photos)
        fits = not story.foot and not story.squeezed and story.area_rows <= SEARCH.short_rows
        return story.slot == "story" and photos <= SEARCH.short_photos and fits

    def _share(self, entries: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
        """Entries in order over the columns, as level as order allows."""
        if entries not in self._shares:
            sizes = [self.natural(i) + self.gap for i in entries]
            sums = (0, *accumulate(sizes))
            best = min(
                ((0, *cuts, len(sizes)) for cuts in _cuts(len(sizes), self.columns)),
                key=lambda bounds: max(sums[b] - sums[a] for a, b in pairwise(bounds)),
            )
            self._shares[entries] = tuple(entries[a:b] for a, b in pairwise(best))
        return self._shares[entries]

    def natural(self, i: int) -> int:
        """Rows of an entry in one column, its frames as they are."""
        if i not in self._natural:
            story = self.story(i, 1)
            self._natural[i] = story.head_rows + story.area_rows
        return self._natural[i]

    def _make(
        self, cells: tuple[Cell, ...], following: QueuePosition, price: float
    ) -> Iterator[tuple[Band, QueuePosition]]:
        """The band of these cells at the heights on which all of them agree, if there are any."""
        if len(cells) > 1:
            cells = tuple(self._padded(cell) for cell in cells)
        common = set.intersection(*(set(c.options) for c in cells))
        heights = {h: price + sum(c.options[h][0] for c in cells) for h in common}
        if heights:
            yield Band.of(cells, heights), following

    def _padded(self, cell: Cell) -> Cell:
        """Extend a cell to greater heights with blank rows; the cost grows with their number."""
        key = (cell.stories, cell.columns)
        options = self._pads.get(key)
        if options is None:
            options = self._pads[key] = dict(cell.options)
            for height, (cost, fillings, starts) in cell.options.items():
                for extra in range(1, SEARCH.pad + 1):
                    price = cost + COSTS.pad * extra * (1 + extra / COSTS.pad_growth)
                    if height + extra not in options or price < options[height + extra][0]:
                        options[height + extra] = (price, fillings, starts)
        return Cell(cell.column, cell.columns, options, cell.stories)

    def _stack(self, indices: tuple[int, ...], width: int) -> Options:
        """A pile of whole stories at each total height: cost, fillings, and the row where each begins."""
        key = (indices, width)
        if key in self._stacks:
            return self._stacks[key]
        totals: dict[int, tuple[float, tuple[Filling, ...]]] = {0: (0.0, ())}
        for i in indices:
            filler = self._filler(i, width)
            grown: dict[int, tuple[float, tuple[Filling, ...]]] = {}
            for h, filling in filler.all_heights().items():
                for total, (cost, chosen) in totals.items():
                    t, c = total + h, cost + filling.cost
                    if t not in grown or c < grown[t][0]:
                        grown[t] = (c, (*chosen, filling))
            totals = grown
        options: Options = {}
        gaps = len(indices) - 1
        for total, (cost, chosen) in totals.items():
            for extra in range(SEARCH.gap_growth * gaps + 1 if gaps else 1):
                height = total + self.gap * gaps + extra
                price = cost + (COSTS.gap * extra * extra / gaps if gaps else 0.0)
                if height in options and options[height][0] <= price:
                    continue
                starts, row = [], 0
                for n, filling in enumerate(chosen):
                    starts.append(row)
                    row += filling.rows + self.gap + (extra * (n + 1) // gaps - extra * n // gaps if gaps else 0)
                options[height] = (price, chosen, tuple(starts))
        self._stacks[key] = options
        return options


def _cuts(n: int, parts: int, start: int = 1) -> Iterator[tuple[int, ...]]:
    """Ways to cut n things in order into so many non-empty parts."""
    if parts == 1:
        yield ()
        return
    last = n - parts + 1
    for cut in range(start, last + 1):
        for rest in _cuts(n, parts - 1, cut + 1):
            yield (cut, *rest)
