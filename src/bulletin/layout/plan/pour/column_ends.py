"""COLUMN ENDS: where the columns of a story may end, and whether what is left then fills the last one.

Most heights at which a story might come out have no even way at all. That is told here, without the cost of any way.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from operator import itemgetter

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.pour.piles import Near, most_apart, piled
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.story import ColumnFloat, PhotoFloat, QuoteFloat, Story, float_heights
from bulletin.lazy import dataclass

At = tuple[int, int]
"""The next slice and the next float of a story."""
FloatRows = tuple[tuple[int, int], ...]
"""The floats of a column, each with its rows."""


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


@dataclass(frozen=True, slots=True)
class FloatCount:
    """So many floats in a column: their price, whether a quote is among them, and their heights.

    `few` and `enough` are the piles with too few rows of text to part two photos, and with enough.
    """

    count: int
    crowded: float
    quoted: bool
    few: int
    enough: int
    choices: tuple[tuple[int, float, FloatRows], ...]


class ColumnEnds:
    """Knows where columns of a story may end; what is `near` one says whether photos are above and under it."""

    def __init__(self, story: Story, bounds: ColumnBounds) -> None:
        self._story = story
        self._bounds = bounds
        self._legal: dict[int, dict[int, int]] = {}
        self._choices: dict[tuple[int, int], tuple[tuple[int, float, FloatRows], ...]] = {}
        self._quotes = tuple(isinstance(item, QuoteFloat) for item in story.floats)
        self._photos = tuple(isinstance(item, PhotoFloat) for item in story.floats)
        self._ending: tuple[list[int], list[int]] | None = None
        self._taken: dict[tuple[int, int, int], frozenset[int]] = {}
        self._rests: dict[int, list[int]] = {}
        self._closings: dict[tuple[int, int, Near], set[int]] = {}
        self._taking: dict[tuple[int, Near], Sequence[FloatCount]] = {}

    def rooms(self, at: At, near: Near) -> tuple[int, int]:
        """The least and the most rows that all columns have together which all that is left from `at` on may fill.

        There are none where it has more photos than all columns take with no photo right under another.
        """
        story, bounds = self._story, self._bounds
        if bounds.pile == math.inf:
            apart = most_apart(near, False) * (story.columns - 1) + most_apart(near, True)
            if sum(self._photos[at[1] : bounds.last_float]) > apart:
                return 1, 0
        skips = [piece.skip for piece in story.slices[at[0] : bounds.last]]
        # The first column always saves the blank row above a sub-head, each other one may.
        text = story.cumulative[bounds.last] - story.cumulative[at[0]] - (skips[0] if skips else 0) + bounds.end_rows
        more = story.columns - 1
        left = [[rows for rows, _ in _cheapest(item)] for item in story.floats[at[1] : bounds.last_float]]
        low = text - more * max(skips[1:], default=0) + sum(map(min, left))
        blank = more * bounds.slack + bounds.end_slack + story.columns * bounds.opened
        return low, text + sum(map(max, left)) + blank

    def closes(self, at: At, room: int, near: Near) -> bool:
        """Whether all that is left from `at` on may fill the last column of so many rows."""
        return at[0] in self._closing(at[1], room, near)

    def _closing(self, f: int, room: int, near: Near) -> Collection[int]:
        """The slices that may be next in the last column of so many rows with float `f`: what is left fills it then."""
        key = (f, room, near)
        found = self._closings.get(key)
        if found is None:
            bounds = self._bounds
            if not self._rests:
                for s in range(bounds.last + 1):
                    self._rests.setdefault(self._rest(s), []).append(s)
            fine: set[int] = set()
            few, enough = self._piles_near(f, bounds.last_float - f, near, True)
            for rows in self._rows_taken(f, bounds.last_float - f, bounds.end_slack):
                rest = room - bounds.end_rows - rows
                slices = self._rests.get(rest)
                if slices and not (bounds.pile == math.inf and (enough if rest >= SEARCH.apart_text else few)):
                    fine.update(slices)
            found = self._closings[key] = fine
        return found

    def may_close(self, states: Iterable[At], room: int, near: Near, last_room: int, last_near: Near) -> bool:
        """Whether a column of `room` rows from one of these states on may leave what fills the last one.

        Most heights have no such way, and this is told many times faster than all ways are found.
        """
        bounds, cumulative = self._bounds, self._story.cumulative
        never, apart_text = bounds.pile == math.inf, SEARCH.apart_text
        for s, f in states:
            ends, head = self._ends(s), self._head(s)
            for one in self._counts(f, near):
                closing = self._closing(f + one.count, last_room, last_near)
                if not closing:
                    continue
                taken = self._rows_taken(f, one.count, bounds.slack)
                for e in closing:
                    if e < s:
                        continue
                    text = cumulative[e] - head if e > s else 0
                    piles = never and (one.enough if text >= apart_text else one.few)
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

    def _counts(self, f: int, near: Near) -> Sequence[FloatCount]:
        """How many of the next floats a column that is not the last may take from float `f` on."""
        found = self._taking.get((f, near))
        if found is None:
            made, never = [], self._bounds.pile == math.inf
            for count in range(min(self._bounds.last_float - f, SEARCH.floats) + 1):
                few, enough = self._piles_near(f, count, near, False)
                if not (never and few and enough):
                    crowded = COSTS.crowd * max(0, count - 1)
                    choices = self._float_choices(f, count)
                    made.append(FloatCount(count, crowded, self._quoted(f, count), few, enough, choices))
            found = self._taking[f, near] = made
        return found

    def _float_choices(self, first: int, count: int) -> tuple[tuple[int, float, FloatRows], ...]:
        """Ways to take the next `count` floats: (rows in all, cost, rows of each), cheapest for every total."""
        key = (first, count)
        if key not in self._choices:
            totals: dict[int, tuple[float, FloatRows]] = {0: (0.0, ())}
            for i in range(first, first + count):
                grown: dict[int, tuple[float, FloatRows]] = {}
                options = _cheapest(self._story.floats[i])
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
        few, enough = (self._piles(f, count, rows, near, closes) for rows in (0, SEARCH.apart_text))
        return few, enough

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


def _cheapest(item: ColumnFloat) -> list[tuple[int, float]]:
    """The heights at which a float is tried, each with its price."""
    return sorted(float_heights(item).items(), key=itemgetter(1))[: SEARCH.float_heights]
