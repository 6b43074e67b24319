"""FILL: pour a story's rows into the columns of a rectangle so that all columns end level.

A small dynamic programme over the columns: the state is how much text and how many floats (photos, quotes, boxes) have
been placed, the choices are which floats a column takes and how many rows each photo frame gets (its crop may vary
within limits). A column must end exactly at the foot of the rectangle or one row above, at a legal break.
"""

from __future__ import annotations

import math
from typing import cast

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.pour.column_ends import At, ColumnBounds
from bulletin.layout.plan.pour.column_ways import ColumnWays, Step
from bulletin.layout.plan.pour.filling import Column, Filling, StorySection, WidePhotos
from bulletin.layout.plan.pour.piles import ALONE, Near
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.story import PhotoFloat, SideBand, Story, float_heights, natural_rows
from bulletin.lazy import replace


class ColumnFiller:
    """Solves and remembers fillings of one story, or of a section of it (which has no head of its own).

    What is `near` says whether photos are above and under all columns of a section. A photo right under another costs
    `pile`; where that is infinite, as on pages of several columns, it is so only where there is no other way at all,
    and beside bands there is always one.
    """

    def __init__(
        self, story: Story, continued_rows: int, max_slack: int = 1, section: StorySection | None = None,
        near: Near = ALONE, pile: float = math.inf, opens: bool = False,
    ) -> None:  # fmt: skip
        self.story = story
        self.continued_rows = continued_rows
        self.max_slack = max_slack
        self._section = section
        self._near = near
        self.pile = pile
        self._last = section.last if section else len(story.slices)
        self._last_float = section.last_float if section else len(story.floats)
        self._head_rows = 0 if section else story.head_rows
        self._foot_rows = 0 if section else story.foot_rows
        self._end_rows = story.end_rows if section is None or section.final else 0
        # In a book, which has one column, the tail follows the text, and the blank rows are below it.
        book = story.end is not None and story.end.strip
        most_end = max_slack
        if self._end_rows and (book or max_slack <= SEARCH.few_slack):
            most_end = max(max_slack, SEARCH.book_end_slack) if book else SEARCH.end_slack
        end_price = COSTS.book_end_slack if book else COSTS.end_slack
        self._opens = opens
        opened = story.open_rows if opens else 0
        bounds = ColumnBounds(
            self._last, self._last_float, max_slack, self._end_rows, most_end, end_price, pile, opened
        )  # fmt: skip
        self._ways = ColumnWays(story, bounds)
        self._memory: dict[tuple[int, int, int, bool, int], Filling | None] = {}
        self._rooms: dict[tuple[int, int], tuple[int, int]] = {}
        self.memory: dict[object, object] = {}

    def top(self, start: int, first_float: int) -> int:
        """Rows above the columns: the head, or the short head of a continuation."""
        return self._head_rows if (start, first_float) == (0, 0) else self.continued_rows

    def fill_rest(self, rows: int, start: int = 0, first_float: int = 0) -> Filling | None:
        """All that is left, in a rectangle exactly `rows` high; None when that cannot be done evenly."""
        found = self._solve(rows, start, first_float, True)
        if found is None and self._may_pile and not self.parts_photos(start, first_float):
            other = self.opened() if self._may_open else self._piling()
            return other.fill_rest(rows, start, first_float)
        return found

    def fill_part(self, rows: int, start: int = 0, first_float: int = 0, least_floats: int = 0) -> Filling | None:
        """As much as fits in `rows`, to be continued, with the first `least_floats`; None when no even break exists."""
        found = self._solve(rows, start, first_float, False, least_floats)
        return (
            self._piling().fill_part(rows, start, first_float, least_floats)
            if found is None and self._may_pile
            else found
        )

    def parts(self, rows: int, start: int = 0, first_float: int = 0) -> tuple[Filling, ...]:
        """Every even way to fill one column of `rows` with a part, the cheapest for each place where it may end."""
        top = self.top(start, first_float)
        found: dict[At, Step] = {}
        if rows - top >= SEARCH.area_rows:
            self._ways.add((start, first_float), 0.0, rows - top, ALONE, found)
        return tuple(
            Filling(rows, top, None, 0, (Column(floats, start, at[0], slack, opened),), *at, False, cost)
            for at, (cost, _, floats, slack, opened) in found.items()
            if at not in ((start, first_float), (self._last, self._last_float))
        )

    def heights_of_rest(self, start: int = 0, first_float: int = 0) -> range:
        """Heights at which the rest of the story may fit, from tightest to loosest frames."""
        story, k = self.story, self.story.columns
        first = (start, first_float) == (0, 0)
        text = self._text_rows(start)
        left = story.floats[first_float : self._last_float]
        low = text + sum(min(float_heights(f)) for f in left)
        high = text + sum(max(float_heights(f)) for f in left)
        wides = self._wides(start, first_float)
        if wides:
            # A photo over several columns is not in a column.
            own = min(float_heights(story.floats[first_float]))
            low += min(0, min(w.columns * min(w.heights) for w in wides) - own)
            high += max(w.columns * max(w.heights) for w in wides)
        if first and wides:
            high += max((w.columns * max(w.heights) for w in self._lows(first_float + 1)), default=0)
        fixed = self.top(start, first_float) + self._foot_rows
        spare = SEARCH.spare_heights + (self.story.open_rows if self._opens else 0)
        return range(fixed + -(-low // k), fixed + -(-high // k) + spare + 1)

    def all_heights(self, start: int = 0, first_float: int = 0, most: float = math.inf) -> dict[int, Filling]:
        """Every height at which the rest comes out even; if there is none, heights at which it comes out at all.

        A story of a few lines cannot always be shared evenly over three columns; then uneven columns are better than
        a story that fits nowhere. Those of more than `most` rows are not wanted.
        """
        heights = self.heights_of_rest(start, first_float)
        found = {h: filling for h in heights if h <= most and (filling := self.fill_rest(h, start, first_float))}
        if found and self._may_open and max(found) + self.story.open_rows + SEARCH.open_reach >= most:
            found |= self._opened_heights(max(found) + 1, int(most), start, first_float)
        if found or self.max_slack >= SEARCH.uneven_slack:
            return found
        if any(self.fill_rest(h, start, first_float) for h in heights if h > most):
            return {}
        if self._may_open:
            return self.opened().all_heights(start, first_float, most)
        loose = self.loosened(SEARCH.uneven_slack).all_heights(start, first_float, most)
        return {h: replace(filling, cost=filling.cost + COSTS.uneven) for h, filling in loose.items()}

    def _opened_heights(self, least: int, most: int, start: int, first_float: int) -> dict[int, Filling]:
        """The heights from `least` on up to the foot of a page that rows between paragraphs reach."""
        heights = range(least, min(most, least + self.story.open_rows - 1) + 1)
        opened = self.opened()
        return {h: filling for h in heights if (filling := opened.fill_rest(h, start, first_float))}

    @property
    def _may_open(self) -> bool:
        return self.story.open_rows > 0 and not self._opens and self.max_slack < SEARCH.uneven_slack

    def opened(self) -> ColumnFiller:
        """The same story with blank rows between paragraphs, as many as its layout allows."""
        key = ("opened",)
        if key not in self.memory:
            self.memory[key] = ColumnFiller(
                self.story, self.continued_rows, self.max_slack, self._section, self._near, self.pile, True
            )
        return cast("ColumnFiller", self.memory[key])

    def loosened(self, max_slack: int) -> ColumnFiller:
        """The same story with columns that may end so many rows early, and piled photos if it may have them at all."""
        pile = COSTS.piled_photos if self._may_pile else self.pile
        return ColumnFiller(self.story, self.continued_rows, max_slack, self._section, self._near, pile)

    @property
    def _may_pile(self) -> bool:
        return self.pile == math.inf and self._near == ALONE

    def parts_photos(self, start: int, first_float: int) -> bool:
        """Whether there is a height at which the rest comes out even with no photo right under another."""
        key = ("parts photos", start, first_float)
        if key not in self.memory:
            heights = self.heights_of_rest(start, first_float)
            self.memory[key] = any(self._solve(rows, start, first_float, True) for rows in heights)
        return cast("bool", self.memory[key])

    def _piling(self) -> ColumnFiller:
        """The same story with photos right under each other."""
        key = ("piling",)
        if key not in self.memory:
            self.memory[key] = self.loosened(self.max_slack)
        return cast("ColumnFiller", self.memory[key])

    def _text_rows(self, start: int) -> int:
        """Rows of column that the text from a slice on takes, with the end block."""
        return self.story.cumulative[self._last] - self.story.cumulative[start] + self._end_rows

    def _solve(self, rows: int, start: int, first_float: int, final: bool, least_floats: int = 0) -> Filling | None:
        key = (rows, start, first_float, final, least_floats)
        if key not in self._memory:
            found = self._try(rows, start, first_float, final, 0, least_floats)
            if found is None and final:
                # A blank row more between head and text is the smallest change that opens another height.
                found = self._try(rows, start, first_float, final, 1)
            self._memory[key] = found
        return self._memory[key]

    def _try(
        self, rows: int, start: int, first_float: int, final: bool, air: int, least_floats: int = 0
    ) -> Filling | None:
        story = self.story
        top = self.top(start, first_float) + air
        area = rows - top - (self._foot_rows if final else 0)
        if area < SEARCH.area_rows:
            return None
        first = (start, first_float) == (0, 0)
        wides = self._wides(start, first_float)
        # The first photo in a column where it could be wide is the last resort.
        plain = (COSTS.no_wide[story.slot] if first and wides else 0.0) + COSTS.air * air
        best = self._columns(rows, top, area, WidePhotos(plain), start, first_float, final, least_floats=least_floats)
        lows = self._lows(first_float + 1) if first and final else ()
        for n, wide in enumerate(wides):
            price = COSTS.narrower * n + COSTS.air * air
            ways = [
                WidePhotos(cost + price, wide, height)
                for height, cost in self._wide_choices(wide, area, start, first_float + 1, final)
            ]
            for low in lows:
                ways += self._diagonals(wide, low, area, price + COSTS.low_wide)
            for way in ways:
                limit = best.cost if best else math.inf
                best = (
                    self._columns(rows, top, area, way, start, first_float + way.count, final, limit, least_floats)
                    or best
                )
        return best

    def _wides(self, start: int, first_float: int) -> tuple[PhotoFloat, ...]:
        """The ways to print the next photo over several columns, at the beginning of a story and of its rest."""
        if (start, first_float) == (0, 0):
            return self.story.wides
        if self._section is not None or first_float >= self._last_float:
            return ()
        item = self.story.floats[first_float]
        if not isinstance(item, PhotoFloat):
            return ()
        return self.story.wides if item.photo is self.story.opening else self.story.wider.get(item.photo.id, ())

    def _lows(self, number: int) -> tuple[PhotoFloat, ...]:
        """The ways to print a float over the first columns, under their text: never over all of them."""
        if self._section is not None or number >= self._last_float:
            return ()
        item = self.story.floats[number]
        wider = self.story.wider.get(item.photo.id, ()) if isinstance(item, PhotoFloat) else ()
        return tuple(photo for photo in wider if photo.columns < self.story.columns)

    def _diagonals(self, wide: PhotoFloat, low: PhotoFloat, area: int, price: float) -> list[WidePhotos]:
        """A photo above the last columns and one under the first, at heights that make the sum of rows come out."""
        if wide.columns == self.story.columns:
            return []
        cheapest = sorted(low.heights.items(), key=lambda item: item[1])[: SEARCH.low_heights]
        return [
            WidePhotos(cost + extra + price, wide, height, low, rows)
            for rows, extra in cheapest
            for height, cost in self._wide_choices(wide, area, 0, 2, True, low.columns * rows)[: SEARCH.low_heights]
        ]

    def beside(
        self, side: SideBand, start: int, first_float: int, apart: int, most: float = math.inf
    ) -> dict[int, Filling]:  # fmt: skip
        """Every height up to `most` of the rest in columns with a band of photos over some of them, or under.

        The columns of that band have `apart` rows at least.
        """
        k = self.story.columns
        left = self.story.floats[first_float : self._last_float]
        text = self._text_rows(start)
        found: dict[int, Filling] = {}
        for rows, cost in side.band.heights.items():
            way = WidePhotos(cost, side=side, side_rows=rows)
            low = text + way.area + sum(min(float_heights(item)) for item in left)
            high = text + way.area + sum(max(float_heights(item)) for item in left)
            for area in range(max(rows + apart, -(-low // k)), -(-high // k) + SEARCH.spare_heights):
                if area > most:
                    break
                limit = found[area].cost if area in found else math.inf
                made = self._columns(area, 0, area, way, start, first_float, True, limit)
                if made:
                    over = tuple(way.over(j, k) for j in range(k))
                    found[area] = replace(made, side_over=over, side_under=tuple(way.under(j) for j in range(k)))
        return found

    def _wide_choices(
        self, wide: PhotoFloat, area: int, start: int, next_float: int, final: bool, taken: int = 0
    ) -> list[tuple[int, float]]:
        """Frame heights of a wide photo worth trying: those that make the sum of rows come out."""
        story = self.story
        least = 0 if final else SEARCH.under_wide_rows
        options = sorted(((h, c) for h, c in wide.heights.items() if h <= area - least), key=lambda item: item[1])
        if not final:
            return options[: SEARCH.wide_part_heights]
        rest = story.floats[next_float : self._last_float]
        text = self._text_rows(start) + taken
        wanted = (story.columns * area - text - sum(natural_rows(f) for f in rest)) / wide.columns
        spread = sum(max(float_heights(f)) - min(float_heights(f)) for f in rest) / wide.columns
        near = [(h, c) for h, c in options if abs(h - wanted) <= SEARCH.wide_spread + spread]
        near.sort(key=lambda item: abs(item[0] - wanted) + SEARCH.wide_rows_a_cost * item[1])
        return near[: SEARCH.wide_heights]

    def _columns(
        self, rows: int, top: int, area: int, wide: WidePhotos, start: int, first_float: int, final: bool,
        limit: float = math.inf, least_floats: int = 0,
    ) -> Filling | None:  # fmt: skip
        """The cheapest way to fill all columns; None where there is none, or none that costs less than `limit`.

        A part takes the first `least_floats` of the story at least.
        """
        story = self.story
        k = story.columns
        if wide.cost >= limit or (final and not self._possible(k * area - wide.area, start, first_float)):
            return None
        rooms = [(area - wide.over(j, k) - wide.under(j), self._beside(wide, j)) for j in range(k)]
        if wide.area and any(room < area and (room < 0 or 0 < room < SEARCH.stub_rows) for room, _ in rooms):
            return None
        # (slice, float) → cost, the state before, and how the column between them was filled.
        states: dict[At, Step] = {(start, first_float): (wide.cost, None, (), 0, 0)}
        history = [states]
        ways, last = self._ways, rooms[-1]
        for j, (room, near) in enumerate(rooms):
            if final and j == k - 2 and not ways.may_close(states, room, near, *last):
                return None
            found: dict[At, Step] = {}
            if not final and j == k - 1:
                # A part that takes nothing would be continued for ever.
                but = None if wide.top else (start, first_float)
                best = ways.cheapest(states, room, near, limit, but, least_floats)
                if best is None:
                    return None
                history.append(dict([best]))
                break
            closing = final and j == k - 1
            for at, step in states.items():
                if step[0] < limit:  # no column is a gain
                    if not closing:
                        ways.add(at, step[0], room, near, found)
                    elif ways.closes(at, room, near):
                        ways.add_last(at, step[0], room, near, found)
            if not found:
                return None
            if len(found) > SEARCH.states:
                found = dict(sorted(found.items(), key=_cost)[: SEARCH.states])
            states = found
            history.append(found)
        at, step = min(history[-1].items(), key=_cost)
        done = at == (self._last, self._last_float)
        if done != final or step[0] >= limit:
            return None
        columns: list[Column] = []
        here: At = at
        for before in reversed(history[1:]):
            _, previous, floats, slack, opened = before[here]
            assert previous is not None
            columns.append(Column(floats, previous[0], here[0], slack, opened))
            here = previous
        return Filling(
            rows, top, wide.top, wide.top_rows, tuple(reversed(columns)), *at, done, step[0],
            low=wide.low, low_rows=wide.low_rows,
        )  # fmt: skip

    def _beside(self, wide: WidePhotos, column: int) -> Near:
        """Whether photos are above a column and under it."""
        over, under = wide.over(column, self.story.columns), wide.under(column)
        return over > 0 or self._near[0], under > 0 or self._near[1]

    def _possible(self, room: int, start: int, first_float: int) -> bool:
        """Whether all that is left can come out even in columns of `room` rows in all, whatever the breaks."""
        found = self._rooms.get((start, first_float))
        if found is None:
            found = self._rooms[start, first_float] = self._ways.rooms((start, first_float), self._near)
        return found[0] <= room <= found[1]


def _cost(item: tuple[At, Step]) -> float:
    return item[1][0]
