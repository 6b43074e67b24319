"""PLAN: stories in given order become rectangles on pages; replaceable as a whole (`plan(stories …) -> pages`).

A page is a pile of *bands*. A band is one story over all columns, or a story over all but one column with a stack of
short ones beside it, or a row of stacks. Every story can tell for each height in rows what it costs to fill that
height evenly, so a page is the choice of bands and heights that adds up to the page exactly. Only the last band of a
page may be continued on the next. A beam of the best beginnings is carried from page to page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bulletin.layout.fill import Filler, Filling
from bulletin.layout.story import Story
from bulletin.model import Slot

BEAM = 6
MAX_BANDS = 4
MAX_SIDE = 5
MIN_PART_ROWS = 6
SPLIT_REACH = 3
GAP_GROWTH = 2

# Prices of ways to fill a page, beside those of cropping and ragged columns in `fill.py`.
SPLIT_COST = 0.8
FULL_COST = 0.08
PAIR_COST = -0.15
ROW_COST = 0.0
LONE_COST = 0.4
PROGRESS = 3.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A story, or part of one, on a page: its left column, top row and filling."""

    story: Story
    filling: Filling
    column: int
    row: int
    continued: bool


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """Pieces in reading order; rows where a rule separates bands; (column, top row, rows) of rules between columns."""

    number: int
    pieces: tuple[Piece, ...]
    band_rules: tuple[int, ...]
    column_rules: tuple[tuple[int, int, int], ...]
    used_rows: int
    last: bool


@dataclass(frozen=True, slots=True)
class Room:
    """Rows for stories on a page: `top` rows are taken above, `rows` are free."""

    top: int
    rows: int


@dataclass(frozen=True, slots=True)
class _Carry:
    """A story from here on: index of the entry, next slice and float. Its columns may change from page to page."""

    index: int
    start: int = 0
    first_float: int = 0


_Options = dict[int, tuple[float, tuple[Filling, ...], tuple[int, ...]]]
"""Height in rows → cost, fillings from top to bottom, the row where each begins."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A stack of whole stories in `columns` columns, at each height: cost and the fillings from top to bottom."""

    column: int
    columns: int
    options: _Options
    stories: tuple[_Carry, ...]


@dataclass(frozen=True, slots=True)
class _Band:
    """Cells side by side; `heights` at which all cells agree, with the cost."""

    cells: tuple[_Cell, ...]
    heights: dict[int, float]


@dataclass(frozen=True, slots=True)
class _Next:
    """What comes next: position in the queue of stories and in the queue of briefs."""

    story: int
    brief: int


@dataclass(frozen=True, slots=True)
class _State:
    cost: float
    next: _Next
    carry: _Carry | None
    pages: tuple[PlannedPage, ...]


class Planner:
    """Plans one issue.

    Stories keep their order, briefs keep theirs; a brief may stand a little before or after the stories that it was
    listed with, because it fills the column beside a story that has room for it.

    Args:
        slots: of the entries in order.
        filler: gives entry i measured for so many columns, ready to be poured into rectangles.
        columns: of the page.
        gap_rows: rows between bands and between stacked stories.
        room: rows for stories on page p; `room(p, True)` when p is the last page (the imprint stands at its foot).
    """

    def __init__(
        self, slots: Sequence[Slot], filler: Callable[[int, int], Filler], columns: int, gap_rows: int,
        room: Callable[[int, bool], Room],
    ) -> None:  # fmt: skip
        self._filler = filler
        self.columns = columns
        self.gap = gap_rows
        self.room = room
        # In one column there is nothing beside a story, so briefs simply take their turn.
        self.stories = [i for i, slot in enumerate(slots) if slot != "brief" or columns == 1]
        self.briefs = [i for i, slot in enumerate(slots) if slot == "brief" and columns > 1]
        self._stacks: dict[tuple[tuple[int, ...], int], _Options] = {}

    def story(self, index: int, columns: int) -> Story:
        """An entry measured for so many columns."""
        return self._filler(index, columns).story

    def plan(self) -> tuple[PlannedPage, ...]:
        """All pages; every entry is placed completely, in order."""
        states = [_State(0.0, _Next(0, 0), None, ())]
        done: list[_State] = []
        while not done:
            grown: list[_State] = []
            for state in states:
                for following in self._grow(state):
                    (done if following.pages[-1].last else grown).append(following)
            unique: dict[tuple[_Next, _Carry | None], _State] = {}
            for s in sorted(grown, key=lambda s: s.cost - PROGRESS * self._progress(s)):
                unique.setdefault((s.next, s.carry), s)
            states = list(unique.values())[:BEAM]
        return min(done, key=lambda s: s.cost).pages

    def _progress(self, state: _State) -> float:
        """Columns' rows already placed, in pages: states of a beam are compared by what they still have to place."""
        placed = [*self.stories[: state.next.story], *self.briefs[: state.next.brief]]
        rows = sum(self._natural(i) for i in placed)
        if state.carry:
            story = self.story(state.carry.index, 1)
            rows -= story.text_rows - story.cumulative[state.carry.start]
        return rows / (self.columns * max(1, self.room(2, False).rows))

    # --- one page ---------------------------------------------------------------------------------------------

    def _finished(self, at: _Next) -> bool:
        return at.story >= len(self.stories) and at.brief >= len(self.briefs)

    def _grow(self, state: _State) -> Iterator[_State]:
        number = len(state.pages) + 1
        if self._finished(state.next) and state.carry is None:
            page = PlannedPage(number, (), (), (), 0, True)
            yield _State(state.cost, state.next, None, (*state.pages, page))
            return
        for loose in (False, True):
            found = False
            for last in (True, False):
                room = self.room(number, last)
                for bands, following, carry in self._piles(state.next, state.carry, room.rows, last, loose):
                    placed = self._settle(number, room, bands, last, loose)
                    if placed is None:
                        continue
                    found = True
                    page, cost = placed
                    yield _State(state.cost + cost, following, carry, (*state.pages, page))
            if found:
                return
        yield self._forced(state, number)

    def _piles(
        self, start: _Next, carry: _Carry | None, rows: int, last: bool, loose: bool
    ) -> Iterator[tuple[list[_Band], _Next, _Carry | None]]:
        """Piles of bands that may fill a page: (bands, what comes next, what is carried over)."""
        stack: list[tuple[list[_Band], _Next, _Carry | None]] = [([], start, carry)]
        while stack:
            bands, at, going = stack.pop()
            least = sum(min(b.heights) for b in bands) + self.gap * len(bands)
            most = sum(max(b.heights) for b in bands) + (self.gap + GAP_GROWTH) * max(0, len(bands) - 1)
            if self._finished(at) and going is None:
                if last:
                    yield bands, at, None
                continue
            if bands and not last and going is None and (loose or most >= rows - 2):
                yield bands, at, None
            if len(bands) >= MAX_BANDS:
                continue
            opening = start == _Next(0, 0) and carry is None and not bands
            found = self._bands(at, going, rows - least, opening)
            stack.extend(([*bands, band], following, None) for band, following in found)
            if not last:
                room = rows - sum(min(b.heights, key=b.heights.__getitem__) for b in bands) - self.gap * len(bands)
                # The bands above may still grow or shrink a little, so the cut is tried at several heights.
                reach = SPLIT_REACH if bands else 0
                for height in range(min(room + reach, rows), room - reach - 2, -1):
                    for band, following, left in self._splits(at, going, height):
                        yield [*bands, band], following, left

    def _main(self, at: _Next, going: _Carry | None) -> tuple[_Carry | None, _Next, bool]:
        """The story whose turn it is, what comes after it, and whether it may stand in fewer than all columns."""
        if going is not None:
            return going, at, True
        if at.story >= len(self.stories):
            return None, at, False
        index = self.stories[at.story]
        return _Carry(index), _Next(at.story + 1, at.brief), self.story(index, 1).slot == "story"

    def _splits(self, at: _Next, going: _Carry | None, room: int) -> Iterator[tuple[_Band, _Next, _Carry]]:
        """The next story begun (or continued) at the foot of this page and to be continued on the next."""
        main, after, narrow = self._main(at, going)
        if main is None or self.story(main.index, 1).slot == "brief":
            return
        whole = self._part(main, self.columns, room)
        if whole:
            cell, left = whole
            yield _Band((cell,), {h: o[0] for h, o in cell.options.items()}), after, left
        if not narrow or self.columns == 1:
            return
        part = self._part(main, self.columns - 1, room)
        if part is None:
            return
        cell, left = part
        for side, beyond, price in self._sides(after, MAX_SIDE):
            options = self._stack(side, 1)
            heights = {h: o[0] + options[h][0] + price + PAIR_COST for h, o in cell.options.items() if h in options}
            if heights:
                beside = _Cell(self.columns - 1, 1, options, tuple(map(_Carry, side)))
                yield _Band((cell, beside), heights), beyond, left

    def _part(self, carry: _Carry, columns: int, rows: int) -> tuple[_Cell, _Carry] | None:
        filler = self._filler(carry.index, columns)
        if rows < filler.top(carry.start, carry.first_float) + MIN_PART_ROWS:
            return None
        filling = filler.part(rows, carry.start, carry.first_float)
        if filling is None:
            return None
        story = filler.story
        left = story.text_rows - story.cumulative[filling.next_slice] + story.end_rows
        if left < 4 * self.columns or filling.next_slice - carry.start < 3 * columns:
            return None
        options: _Options = {rows: (filling.cost + SPLIT_COST, (filling,), (0,))}
        return _Cell(0, columns, options, (carry,)), _Carry(carry.index, filling.next_slice, filling.next_float)

    # --- bands ------------------------------------------------------------------------------------------------

    def _bands(self, at: _Next, going: _Carry | None, rows: int, opening: bool) -> Iterator[tuple[_Band, _Next]]:
        """Bands of whole stories that may come next and fit in `rows`: (band, what comes after it)."""
        k = self.columns
        main, after, narrow = self._main(at, going)
        if main is not None:
            yield from self._make((self._rest(0, k, main),), after, rows, FULL_COST)
            if narrow and k > 1:
                for side, beyond, price in self._sides(after, MAX_SIDE):
                    cells = (self._rest(0, k - 1, main), self._pile(k - 1, side))
                    yield from self._make(cells, beyond, rows, PAIR_COST + price)
                    if not going:
                        mirrored = (self._pile(0, side), self._rest(1, k - 1, main))
                        yield from self._make(mirrored, beyond, rows, PAIR_COST + price + 0.04)
        if going is not None or k == 1 or opening:
            return
        for row, beyond, price in self._sides(at, 3 * k):
            if len(row) >= k:
                piles = tuple(self._pile(n, group) for n, group in enumerate(self._share(row)))
                yield from self._make(piles, beyond, rows, ROW_COST + price)
            elif self._finished(beyond):
                piles = tuple(self._pile(n, (i,)) for n, i in enumerate(row))
                yield from self._make(piles, beyond, rows, LONE_COST + price)

    def _rest(self, column: int, columns: int, carry: _Carry) -> _Cell:
        """All that is left of a story, at every height that comes out even."""
        if (carry.start, carry.first_float) == (0, 0):
            return _Cell(column, columns, self._stack((carry.index,), columns), (carry,))
        filler = self._filler(carry.index, columns)
        options: _Options = {}
        for h in filler.finish_range(carry.start, carry.first_float):
            filling = filler.finish(h, carry.start, carry.first_float)
            if filling:
                options[h] = (filling.cost, (filling,), (0,))
        return _Cell(column, columns, options, (carry,))

    def _pile(self, column: int, indices: tuple[int, ...]) -> _Cell:
        return _Cell(column, 1, self._stack(indices, 1), tuple(map(_Carry, indices)))

    def _sides(self, at: _Next, limit: int) -> Iterator[tuple[tuple[int, ...], _Next, float]]:
        """Short entries that may stand together, the next short stories, then the next briefs; with a price."""
        stories: list[int] = []
        while True:
            for count in range(min(limit - len(stories), len(self.briefs) - at.brief) + 1):
                chosen = (*stories, *self.briefs[at.brief : at.brief + count])
                if chosen:
                    after = _Next(at.story + len(stories), at.brief + count)
                    yield chosen, after, self._moved(after, count)
            following = at.story + len(stories)
            if len(stories) >= 2 or following >= len(self.stories) or not self._short(self.stories[following]):
                return
            stories.append(self.stories[following])

    def _moved(self, after: _Next, count: int) -> float:
        """Price of printing the last `count` briefs before stories that were listed ahead of them, or long after."""
        price = 0.0
        for brief in self.briefs[after.brief - count : after.brief]:
            price += 0.08 * sum(1 for i in self.stories[after.story :] if i < brief)
            price += 0.02 * sum(1 for i in self.stories[: after.story] if i > brief)
        return price

    def _short(self, i: int) -> bool:
        """Whether a story can stand in one column."""
        story = self.story(i, 1)
        photos = len(story.entry.article.photos)
        return story.slot == "story" and photos <= 1 and not story.foot and story.area_rows <= 48

    def _share(self, entries: Sequence[int]) -> tuple[tuple[int, ...], ...]:
        """Entries in order over the columns, as level as order allows."""
        sizes = [self._natural(i) for i in entries]
        best: tuple[int, tuple[tuple[int, ...], ...]] | None = None
        for cuts in _cuts(len(sizes), self.columns):
            groups = [range(a, b) for a, b in pairwise((0, *cuts, len(sizes)))]
            tallest = max(sum(sizes[g] + self.gap for g in group) for group in groups)
            if best is None or tallest < best[0]:
                best = (tallest, tuple(tuple(entries[g] for g in group) for group in groups))
        assert best is not None
        return best[1]

    def _natural(self, i: int) -> int:
        story = self.story(i, 1)
        return story.head_rows + story.area_rows

    def _make(
        self, cells: tuple[_Cell, ...], following: _Next, rows: int, price: float
    ) -> Iterator[tuple[_Band, _Next]]:
        """The band of these cells at the heights on which all of them agree, if there are any."""
        common = set.intersection(*(set(c.options) for c in cells))
        heights = {h: price + sum(c.options[h][0] for c in cells) for h in common if h <= rows}
        if heights:
            yield _Band(cells, heights), following

    def _stack(self, indices: tuple[int, ...], width: int) -> _Options:
        """A pile of whole stories at each total height: cost, fillings, and the row where each begins."""
        key = (indices, width)
        if key in self._stacks:
            return self._stacks[key]
        totals: dict[int, tuple[float, tuple[Filling, ...]]] = {0: (0.0, ())}
        for i in indices:
            filler = self._filler(i, width)
            grown: dict[int, tuple[float, tuple[Filling, ...]]] = {}
            for h in filler.finish_range():
                filling = filler.finish(h)
                if filling is None:
                    continue
                for total, (cost, chosen) in totals.items():
                    t, c = total + h, cost + filling.cost
                    if t not in grown or c < grown[t][0]:
                        grown[t] = (c, (*chosen, filling))
            totals = grown
        options: _Options = {}
        gaps = len(indices) - 1
        for total, (cost, chosen) in totals.items():
            for extra in range(GAP_GROWTH * gaps + 1 if gaps else 1):
                height = total + self.gap * gaps + extra
                price = cost + (0.06 * extra * extra / gaps if gaps else 0.0)
                if height in options and options[height][0] <= price:
                    continue
                starts, row = [], 0
                for n, filling in enumerate(chosen):
                    starts.append(row)
                    row += filling.rows + self.gap + (extra * (n + 1) // gaps - extra * n // gaps if gaps else 0)
                options[height] = (price, chosen, tuple(starts))
        self._stacks[key] = options
        return options

    # --- rows to places ---------------------------------------------------------------------------------------

    def _settle(
        self, number: int, room: Room, bands: list[_Band], last: bool, loose: bool
    ) -> tuple[PlannedPage, float] | None:
        """Choose the height of every band so that the page comes out even; what is left opens the gaps."""
        gaps = len(bands) - 1
        free = room.rows - self.gap * gaps
        totals: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
        for band in bands:
            grown: dict[int, tuple[float, tuple[int, ...]]] = {}
            for total, (cost, chosen) in totals.items():
                for h, extra in band.heights.items():
                    t, c = total + h, cost + extra
                    if t <= free and (t not in grown or c < grown[t][0]):
                        grown[t] = (c, (*chosen, h))
            totals = grown
        best: tuple[float, int, tuple[int, ...]] | None = None
        for total, (cost, chosen) in totals.items():
            left = free - total
            if last:
                opened = min(left, gaps)
                price = cost + 0.02 * (left - opened) + 1.5 * (left / max(room.rows, 1)) ** 2
            else:
                if left > GAP_GROWTH * gaps + 2 and not loose:
                    continue
                opened = min(left, GAP_GROWTH * gaps)
                price = cost + (0.08 * opened * opened / gaps if gaps else 0.0) + 0.3 * (left - opened)
            if best is None or price < best[0]:
                best = (price, opened, chosen)
        if best is None:
            return None
        cost, opened, chosen = best
        return self._place(number, room, bands, chosen, opened, last), cost

    def _place(
        self, number: int, room: Room, bands: list[_Band], heights: tuple[int, ...], opened: int, last: bool
    ) -> PlannedPage:
        pieces: list[Piece] = []
        rules: list[int] = []
        verticals: list[tuple[int, int, int]] = []
        row = room.top
        gaps = max(1, len(bands) - 1)
        for n, (band, height) in enumerate(zip(bands, heights, strict=True)):
            if n:
                rules.append(row)
                row += self.gap + opened * n // gaps - opened * (n - 1) // gaps
            for cell in band.cells:
                _, fillings, starts = cell.options[height]
                if cell.column:
                    verticals.append((cell.column, row, height))
                for part, filling, offset in zip(cell.stories, fillings, starts, strict=True):
                    pieces.append(self._piece(part, cell.columns, filling, cell.column, row + offset))
            row += height
        return PlannedPage(number, tuple(pieces), tuple(rules), tuple(verticals), row - room.top, last)

    def _piece(self, part: _Carry, columns: int, filling: Filling, column: int, row: int) -> Piece:
        continued = (part.start, part.first_float) != (0, 0)
        return Piece(self.story(part.index, columns), filling, column, row, continued)

    def _forced(self, state: _State, number: int) -> _State:
        """Nothing comes out even: give the next story the page and let it end where it may, ragged if it must."""
        room = self.room(number, False)
        carry = state.carry or _Carry(self._first(state.next))
        following = state.next if state.carry else self._past(state.next)
        tight = self._filler(carry.index, self.columns)
        loose = Filler(tight.story, tight.continued_rows, max_slack=room.rows)
        at = (carry.start, carry.first_float)
        onward = None
        filling = None
        for h in range(min(room.rows, loose.finish_range(*at).start), room.rows + 1):
            filling = filling or loose.finish(h, *at)
        if filling is None:
            filling = loose.part(room.rows, *at)
            if filling is None:
                raise RuntimeError(f"{loose.story.entry.file}: no place found on page {number}")
            onward = _Carry(carry.index, filling.next_slice, filling.next_float)
        piece = self._piece(carry, self.columns, filling, 0, room.top)
        page = PlannedPage(number, (piece,), (), (), filling.rows, False)
        return _State(state.cost + 20, following, onward, (*state.pages, page))

    def _first(self, at: _Next) -> int:
        return self.stories[at.story] if at.story < len(self.stories) else self.briefs[at.brief]

    def _past(self, at: _Next) -> _Next:
        return _Next(at.story + 1, at.brief) if at.story < len(self.stories) else _Next(at.story, at.brief + 1)


def _cuts(n: int, parts: int, start: int = 1) -> Iterator[tuple[int, ...]]:
    """Ways to cut n things in order into so many non-empty parts."""
    if parts == 1:
        yield ()
        return
    for cut in range(start, n - parts + 2):
        for rest in _cuts(n, parts - 1, cut + 1):
            yield (cut, *rest)
