"""COLUMN WAYS: every way to fill one column of a story with its next floats and the text after them.

What a way costs does not depend on what is in the columns before it. So the ways from one place in a story, in a column
of one height, are found once, though they are asked for with every height of every photo beside that column.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.pour.leg_costs import grey_from, slack_cost
from bulletin.layout.plan.pour.opened import OpenPlaces, opened_cost
from bulletin.layout.plan.pour.piles import Near, piled
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.story import PhotoFloat, QuoteFloat, Story, float_heights
from bulletin.lazy import dataclass

At = tuple[int, int]
"""The next slice and the next float of a story."""
FloatRows = tuple[tuple[int, int], ...]
"""The floats of a column, each with its rows."""
Step = tuple[float, At | None, FloatRows, int, int]
"""What a story costs up to the end of a column; where that begins, its floats, blank rows at its foot and in it."""
_Way = tuple[float, float, float, float, float, float, float, FloatRows, int, int]
"""What a column costs, part by part (added up in one order, costs are always rounded alike), and as in a step."""
_MOST_KNOWN = 16
"""Columns whose ways are remembered: those that are asked for again at once. More save no time, and 500 take 40 MB."""
_Ways = list[tuple[At, list[_Way]]]
_ROUNDED = 1e-9
"""What rounding may change of a cost, and more: a way that is dearer by it never wins, after whatever columns."""
Closing = Sequence[Collection[int]]
"""For each float that may be next in the last column the slices that may be: what is left fills that column then."""


@dataclass(frozen=True, slots=True)
class ColumnBounds:
    """Where the columns of a story, or of a section of it, end.

    `last` and `last_float` are one more than the last slice and float. Columns end `slack` rows early at most, the
    last one `end_slack`, which costs `end_price` times its square; below its text are the `end_rows` of the end block.
    A photo right under another costs `pile`; where that is infinite, there is none. So many rows may be `opened` in a
    column between its paragraphs.
    """

    last: int
    last_float: int
    slack: int
    end_rows: int
    end_slack: int
    end_price: float
    pile: float
    opened: int = 0


class ColumnWays:
    """Knows all ways to fill a column of a story; what is `near` one says whether photos are above and under it."""

    def __init__(self, story: Story, bounds: ColumnBounds) -> None:
        self._story = story
        self._bounds = bounds
        self._legal: dict[int, dict[int, int]] = {}
        self._choices: dict[tuple[int, int], tuple[tuple[int, float, FloatRows], ...]] = {}
        self._grey: dict[int, int] = {}
        self._quotes = tuple(isinstance(item, QuoteFloat) for item in story.floats)
        self._photos = tuple(isinstance(item, PhotoFloat) for item in story.floats)
        self._known: dict[tuple[At, int, Near], _Ways] = {}
        self._slacks = tuple(slack_cost(rows) for rows in range(bounds.slack + 1))
        self._aways: dict[tuple[int, int, int], dict[int, float]] = {}
        self._ending: tuple[list[int], list[int]] | None = None
        self._taken: dict[tuple[int, int, int], frozenset[int]] = {}
        self._rests: dict[int, list[int]] = {}
        self._closings: dict[tuple[int, Near], list[set[int]]] = {}
        self._pile_counts: dict[tuple[int, int, Near, bool], tuple[int, int]] = {}
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
        self, states: Mapping[At, Step], room: int, near: Near, limit: float, but: At | None
    ) -> tuple[At, Step] | None:  # fmt: skip
        """The cheapest end of a column of `room` rows after any of these states that cost less than `limit`.

        It is the end that `add` would find, with all others; `but` is no end. Only where two cost the same to the last
        bit all are looked at, for the first one that is found is taken.
        """
        best, found, equal = math.inf, None, False
        for at, step in states.items():
            so_far = step[0]
            if so_far >= limit or so_far > best:
                continue
            for end, way in self._each(at, room, near, best - so_far + _ROUNDED):
                crowd, cost, stub, blank, grey, empty, away, chosen, slack, opened = way
                price = so_far + crowd + cost + stub + blank + grey + empty + away
                if price > best or end == but:
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
        return min((one for one in every.items() if one[0] != but), key=_cost)

    def closing(self, room: int, near: Near) -> Closing:
        """What may be left for the last column of so many rows; what else is left does not fill it."""
        found = self._closings.get((room, near))
        if found is None:
            bounds = self._bounds
            if not self._rests:
                for s in range(bounds.last + 1):
                    self._rests.setdefault(self._rest(s), []).append(s)
            found = self._closings[room, near] = [set() for _ in range(bounds.last_float + 1)]
            for f, fine in enumerate(found):
                few, enough = self._piles_near(f, bounds.last_float - f, near, True)
                for rows in self._rows_taken(f, bounds.last_float - f, bounds.end_slack):
                    rest = room - bounds.end_rows - rows
                    if not (bounds.pile == math.inf and (enough if rest >= SEARCH.apart_text else few)):
                        fine.update(self._rests.get(rest, ()))
        return found

    def may_close(self, states: Iterable[At], room: int, near: Near, closing: Closing) -> bool:
        """Whether a column of `room` rows from one of these states on may leave what fills the last one.

        Most heights have no such way, and this is told many times faster than all ways are found.
        """
        bounds, cumulative = self._bounds, self._story.cumulative
        never, apart_text = bounds.pile == math.inf, SEARCH.apart_text
        for s, f in states:
            ends, head = self._ends(s), self._head(s)
            for count in range(min(bounds.last_float - f, SEARCH.floats) + 1):
                few, enough = self._piles_near(f, count, near, False) if never else (0, 0)
                if few and enough:
                    continue
                taken = self._rows_taken(f, count, bounds.slack)
                for e in closing[f + count]:
                    if e < s:
                        continue
                    text = cumulative[e] - head if e > s else 0
                    piles = enough if text >= apart_text else few
                    if not piles and room - text in taken and ends.get(text) == e:
                        return True
        return False

    def _rows_taken(self, f: int, count: int, slack: int) -> frozenset[int]:
        """The rows of a column that the next `count` floats take with up to so many blank rows below the text.

        Blank rows between paragraphs are among them, whether there are places for them or not.
        """
        found = self._taken.get((f, count, slack))
        if found is None:
            heights = [height for height, _, _ in self._float_choices(f, count)]
            blank = range(slack + self._bounds.opened + 1)
            found = self._taken[f, count, slack] = frozenset(height + rows for height in heights for rows in blank)
        return found

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
        most = self._openable(s, bounds.last, count)
        for height, cost, chosen in self._float_choices(f, count):
            for opened in range(most + 1):
                slack = least - height - opened
                if 0 <= slack <= bounds.end_slack:
                    price = crowd + cost + stub + bounds.end_price * slack * slack + grey + away
                    price += opened_cost(opened, most)
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
        for count in range(min(bounds.last_float - f, SEARCH.floats) + 1):
            crowded = COSTS.crowd * max(0, count - 1)
            quoted = self._quoted(f, count)
            few, enough = self._piles_near(f, count, near, False)
            if (never and few and enough) or crowded > most:
                continue
            held = count > 0 or above
            aways = self._aways_from(f, count, s) if count else {}
            for height, cost, chosen in self._float_choices(f, count):
                left = room - height
                if crowded + cost > most or (left < column_rows and not (left == 0 and held)):
                    continue
                stub = self._stub(left, near) if left < stub_rows else 0.0
                for slack, opened in self._every_blank if left >= bounds.slack else self._blanks(left):
                    text = left - slack - opened
                    e = ends.get(text)
                    if e is None or (opened and opened > self._openable(s, e, count)):
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
                        blank += opened_cost(opened, self._openable(s, e, count))
                    yield (e, f + count), (crowd, cost, stub, blank, grey, empty, away, chosen, slack, opened)

    def _aways_from(self, f: int, count: int, s: int) -> dict[int, float]:
        """What `_away` has said for the next `count` floats in a column from slice `s` on, for each of its ends."""
        return self._aways.setdefault((f, count, s), {})

    def _blanks(self, room: int) -> list[tuple[int, int]]:
        """Blank rows that a column of so many may have at its foot, and between its paragraphs."""
        slacks = range(min(self._bounds.slack, room) + 1)
        return [(slack, opened) for opened in range(self._bounds.opened + 1) for slack in slacks]

    def _openable(self, s: int, e: int, count: int) -> int:
        """The most rows that may be blank between the paragraphs of slices [s, e), and beside so many floats."""
        if not self._places or s == e:
            return 0
        return min(self._places.between(s, e) + count, self._bounds.opened)

    def _float_choices(self, first: int, count: int) -> tuple[tuple[int, float, FloatRows], ...]:
        """Ways to take the next `count` floats: (rows in all, cost, rows of each), cheapest for every total."""
        key = (first, count)
        if key not in self._choices:
            totals: dict[int, tuple[float, FloatRows]] = {0: (0.0, ())}
            for i in range(first, first + count):
                grown: dict[int, tuple[float, FloatRows]] = {}
                cheapest = sorted(float_heights(self._story.floats[i]).items(), key=lambda o: o[1])
                options = cheapest[: SEARCH.float_heights]
                for total, (cost, chosen) in totals.items():
                    for height, extra in options:
                        t, c = total + height, cost + extra
                        if t not in grown or c < grown[t][0]:
                            grown[t] = (c, (*chosen, (i, height)))
                totals = grown
            self._choices[key] = tuple((t, c, chosen) for t, (c, chosen) in totals.items())
        return self._choices[key]

    def _quoted(self, f: int, count: int) -> bool:
        return any(self._quotes[f : f + count])

    def _piles(self, f: int, count: int, text: int, near: Near, closes: bool) -> int:
        """How many photos are right under another one with the next `count` floats and so many rows of text."""
        photos = sum(self._photos[f : f + count])
        return piled(photos, count - photos, text, near, closes) if photos or all(near) else 0

    def _piles_near(self, f: int, count: int, near: Near, closes: bool) -> tuple[int, int]:
        """What `_piles` says of too few rows of text to part two photos, and of enough."""
        key = (f, count, near, closes)
        found = self._pile_counts.get(key)
        if found is None:
            few, enough = (self._piles(f, count, rows, near, closes) for rows in (0, SEARCH.apart_text))
            found = self._pile_counts[key] = few, enough
        return found

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

    def _rest(self, s: int) -> int:
        """Rows of all text from slice `s`, which is at the head of a column."""
        return self._story.cumulative[self._bounds.last] - self._head(s)

    def _head(self, s: int) -> int:
        """Rows of all text before what is printed of slice `s` at the head of a column."""
        story = self._story
        return story.cumulative[s] + (story.slices[s].skip if s < self._bounds.last else 0)

    def _ends(self, s: int) -> dict[int, int]:
        """Rows of text in a column that begins with slice `s` → slice before which it may end."""
        ends = self._legal.get(s)
        if ends is None:
            if self._ending is None:
                every = [e for e in range(1, self._bounds.last + 1) if self._may_end(e)]
                self._ending = every, [self._story.cumulative[e] for e in every]
            base, (every, rows) = self._head(s), self._ending
            after = bisect_right(every, s)
            ends = {0: s}
            ends.update({row - base: e for row, e in zip(rows[after:], every[after:], strict=True)})
            self._legal[s] = ends
        return ends

    def _may_end(self, e: int) -> bool:
        """Whether a column may end before slice `e`; a ragged page takes any end of a paragraph, never of a sub-head.

        Else a text of sub-heads with one line each, which has no good break, could not be printed at all.
        """
        story, last = self._story, self._bounds.last
        if e in story.sealed and e != last:
            return False
        if story.breakable[e] or self._bounds.slack <= SEARCH.uneven_slack or e == len(story.slices):
            return story.breakable[e] or (e == last < len(story.slices))
        before, after = story.slices[e - 1].block, story.slices[e].block
        together = story.blocks[before].kind == "subhead" or story.blocks[after].form == "signature"
        return before != after and not together

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
