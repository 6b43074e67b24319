"""COLUMN WAYS: every way to fill one column of a story with its next floats and the text after them.

What a way costs does not depend on what is in the columns before it. So the ways from one place in a story, in a column
of one height, are found once, though they are asked for with every height of every photo beside that column.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.pour.column_ends import At, ColumnBounds, ColumnEnds, FloatRows
from bulletin.layout.plan.pour.leg_costs import grey_from, slack_cost
from bulletin.layout.plan.pour.opened import OpenPlaces, opened_cost
from bulletin.layout.plan.pour.piles import Near
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.story import Story

Step = tuple[float, At | None, FloatRows, int, int]
"""What a story costs up to the end of a column; where that begins, its floats, blank rows at its foot and in it."""
_Way = tuple[float, float, float, float, float, float, float, FloatRows, int, int]
"""What a column costs, part by part (added up in one order, costs are always rounded alike), and as in a step."""
_MOST_KNOWN = 16
"""Columns whose ways are remembered: those that are asked for again at once. More save no time, and 500 take 40 MB."""
_Ways = list[tuple[At, list[_Way]]]
_ROUNDED = 1e-9
"""What rounding may change of a cost, and more: a way that is dearer by it never wins, after whatever columns."""


class ColumnWays(ColumnEnds):
    """Knows all ways to fill a column of a story; what is `near` one says whether photos are above and under it."""

    def __init__(self, story: Story, bounds: ColumnBounds) -> None:
        super().__init__(story, bounds)
        self._grey: dict[int, int] = {}
        self._known: dict[tuple[At, int, Near], _Ways] = {}
        self._slacks = tuple(slack_cost(rows) for rows in range(bounds.slack + 1))
        self._aways: dict[tuple[int, int, int], dict[int, float]] = {}
        self._places = OpenPlaces(story) if bounds.opened else None
        self._every_blank = self._blanks(bounds.slack)

    def add(self, at: At, so_far: float, room: int, near: Near, found: dict[At, Step]) -> None:
        """Add every way to fill a column of `room` rows from `at` on to `found`, keeping the cheapest for each end."""
        key = (at, room, near)
        every = self._known.get(key)
        if every is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            every = self._known[key] = self._ways(at, room, near)
        for end, ways in every:
            known = found.get(end)
            best = known[0] if known else math.inf
            for crowd, cost, stub, blank, grey, empty, away, chosen, slack, opened in ways:
                price = so_far + crowd + cost + stub + blank + grey + empty + away
                if price < best:
                    best = price
                    found[end] = price, at, chosen, slack, opened

    def cheapest(
        self, states: Mapping[At, Step], room: int, near: Near, limit: float, but: At | None, least_floats: int = 0
    ) -> tuple[At, Step] | None:  # fmt: skip
        """The cheapest end of a column of `room` rows after any of these states that cost less than `limit`.

        It is the end that `add` would find, with all others; `but` is no end, and none is before the first
        `least_floats` of the story. Only where two cost the same to the last bit all are looked at, for the first one
        that is found is taken.
        """
        best, found, equal = math.inf, None, False
        for at, step in states.items():
            so_far = step[0]
            if so_far >= limit or so_far > best:
                continue
            for end, way in self._each(at, room, near, best - so_far + _ROUNDED):
                crowd, cost, stub, blank, grey, empty, away, chosen, slack, opened = way
                price = so_far + crowd + cost + stub + blank + grey + empty + away
                if price > best or end == but or end[1] < least_floats:
                    continue
                if price < best:
                    best, equal = price, False
                    found = end, (price, at, chosen, slack, opened)
                elif found is not None and found[0] != end:
                    equal = True
        if not equal:
            return found
        every: dict[At, Step] = {}
        for at, step in states.items():
            if step[0] < limit:
                self.add(at, step[0], room, near, every)
        return min((one for one in every.items() if one[0] != but and one[0][1] >= least_floats), key=_cost)

    def add_last(self, at: At, so_far: float, room: int, near: Near, found: dict[At, Step]) -> None:
        """Add the cheapest way to fill the last column, which takes all that is left from `at` on."""
        s, f = at
        bounds, count = self._bounds, self._bounds.last_float - f
        rest = self._rest(s)
        least = room - rest - bounds.end_rows
        piles = self._piles(f, count, rest, near, True)
        if least < 0 or (piles and bounds.pile == math.inf):
            return
        crowd = so_far + COSTS.crowd * max(0, count - 1) + (bounds.pile * piles if piles else 0.0)
        stub = self._stub(rest, near)
        grey = 0.0 if self._quoted(f, count) else self._grey_cost(s, bounds.last, rest)
        away = self._away(f, count, s, bounds.last)
        end = (bounds.last, bounds.last_float)
        openable = self._openable(s, bounds.last, count)
        for height, cost, chosen in self._float_choices(f, count):
            for opened in openable:
                slack = least - height - opened
                if 0 <= slack <= bounds.end_slack:
                    price = crowd + cost + stub + bounds.end_price * slack * slack + grey + away
                    price += opened_cost(opened, openable[-1])
                    known = found.get(end)
                    if known is None or price < known[0]:
                        found[end] = price, at, chosen, slack, opened

    def _ways(self, at: At, room: int, near: Near) -> _Ways:
        """For every place where a column may end the ways to fill it up to there, but those that others always beat."""
        found: dict[At, tuple[float, list[_Way]]] = {}
        for end, way in self._each(at, room, near, math.inf):
            crowd, cost, stub, blank, grey, empty, away, *_ = way
            price = crowd + cost + stub + blank + grey + empty + away
            known = found.get(end)
            if known is None or price < known[0] - _ROUNDED:
                found[end] = price, [way]
            elif price <= known[0] + _ROUNDED:
                known[1].append(way)
        return [(end, ways) for end, (_, ways) in found.items()]

    def _each(self, at: At, room: int, near: Near, most: float) -> Iterator[tuple[At, _Way]]:
        """Every way to fill a column, and where it ends; those that surely cost more than `most` may be left out."""
        s, f = at
        ends, bounds = self._ends(s), self._bounds
        column_rows, stub_rows, grey_rows = SEARCH.column_rows, SEARCH.stub_rows, SEARCH.grey_rows
        apart_text, slacks = SEARCH.apart_text, self._slacks
        above, never = near[0], bounds.pile == math.inf
        for one in self._counts(f, near):
            count, crowded, quoted, few, enough = one.count, one.crowded, one.quoted, one.few, one.enough
            if crowded > most:
                continue
            held = count > 0 or above
            aways = self._aways_from(f, count, s) if count else {}
            for height, cost, chosen in one.choices:
                left = room - height
                if crowded + cost > most or (left < column_rows and not (left == 0 and held)):
                    continue
                stub = self._stub(left, near) if left < stub_rows else 0.0
                for slack, opened in self._every_blank if left >= bounds.slack else self._blanks(left):
                    text = left - slack - opened
                    e = ends.get(text)
                    if e is None or (opened and opened not in self._openable(s, e, count)):
                        continue
                    piles = enough if text >= apart_text else few
                    if piles and never:
                        continue
                    crowd = crowded + bounds.pile * piles if piles else crowded
                    grey = 0.0 if quoted or left <= grey_rows else self._grey_cost(s, e, text)
                    empty = COSTS.empty_column if e == s and not held else 0.0
                    away = 0.0
                    if count:
                        known = aways.get(e)
                        away = self._away(f, count, s, e) if known is None else known
                        aways[e] = away
                    blank = slacks[slack]
                    if opened:
                        blank += opened_cost(opened, self._openable(s, e, count)[-1])
                    yield (e, f + count), (crowd, cost, stub, blank, grey, empty, away, chosen, slack, opened)

    def _aways_from(self, f: int, count: int, s: int) -> dict[int, float]:
        """What `_away` has said for the next `count` floats in a column from slice `s` on, for each of its ends."""
        return self._aways.setdefault((f, count, s), {})

    def _blanks(self, room: int) -> list[tuple[int, int]]:
        """Blank rows that a column of so many may have at its foot, and between its paragraphs."""
        slacks = range(min(self._bounds.slack, room) + 1)
        return [(slack, opened) for opened in range(self._bounds.opened + 1) for slack in slacks]

    def _openable(self, s: int, e: int, count: int) -> tuple[int, ...]:
        """How many rows may be blank inside of slices [s, e) and beside so many floats: none is the first.

        At sub-heads and floats there may be any number, and between paragraphs one at each place or none.
        """
        if not self._places or s == e:
            return (0,)
        places, heads = self._places.inside(s, e)
        few, every = min(heads + count, self._bounds.opened), places + count
        return (*range(few + 1), every) if few < every <= self._bounds.opened else tuple(range(few + 1))

    def _stub(self, rows: int, near: Near) -> float:
        """Price of so few rows of text in a column, more beside a wide photo; none at all are right."""
        if rows == 0 or rows >= SEARCH.stub_rows:
            return 0.0
        return (COSTS.stub if any(near) else 0.0) + COSTS.tiny_leg * (rows < SEARCH.column_rows)

    def _grey_cost(self, s: int, e: int, rows: int) -> float:
        """Price of the slices [s, e) in a column, so many rows, when nothing is between too many of them."""
        if rows <= SEARCH.grey_rows:
            return 0.0
        if s not in self._grey:
            self._grey[s] = grey_from(self._story, s)
        return COSTS.grey_column * (e >= self._grey[s])

    def _away(self, f: int, count: int, s: int, e: int) -> float:
        """What it costs to print floats away from where the text speaks of them."""
        price = 0.0
        for item in self._story.floats[f : f + count]:
            distance = s - item.ref if s > item.ref else item.ref - e
            if distance > 0:
                price += min(distance / COSTS.far_slices, COSTS.most_far)
        return price


def _cost(item: tuple[At, Step]) -> float:
    return item[1][0]
