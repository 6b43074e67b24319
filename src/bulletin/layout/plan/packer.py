"""PACK: sets of modules become rectangles by straight cuts, exactly, for every height at once.

For a set of modules and a width in columns a dynamic programme over all its subsets gives the least cost for every
height in rows. A set is *flat* when it is one module or two parts side by side that are equally high, and *piled* when
a flat part is above the others: `any = min(flat, piled)`. Leaves are the forms of stories. Where rows are blank below a
part that is lower than its neighbour, or a gap is wider than it must be, that has its price.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.planned import Area
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.lazy import dataclass

Costs = NDArray[np.float64]
"""Cost for each height in rows, from 0 to the most; infinite where there is none."""
_INF = np.inf
_least = np.minimum.reduce
"""The least cost, or the least of each column: `min` of an array takes twice as long to come to it."""
_SAME = 1e-9
"""What rounding may take from a cost."""


@dataclass(frozen=True, slots=True)
class PackedSpot:
    """Where a module is on a page: its number, left column, columns, top row and rows."""

    module: int
    column: int
    columns: int
    row: int
    rows: int


@dataclass(frozen=True, slots=True)
class Packed:
    """The modules of a page in reading order, the gaps between parts one above the other, and upright rules.

    A rule is (column, top row, rows).
    """

    spots: tuple[PackedSpot, ...]
    across: tuple[Area, ...]
    upright: tuple[tuple[int, int, int], ...]


def members(chosen: int) -> Iterator[int]:
    """The numbers of the modules in a set."""
    while chosen:
        low = chosen & -chosen
        yield low.bit_length() - 1
        chosen ^= low


def parts_in(chosen: int) -> Iterator[int]:
    """Every subset of a set, without the empty one and the set itself."""
    part = (chosen - 1) & chosen
    while part:
        yield part
        part = (part - 1) & chosen


class Packer:
    """Packs sets of modules; a set is a number whose bits are the numbers of modules.

    Args:
        rows: the most rows of a page.
        gap: rows between two modules, one above the other.
        leaf: gives the cost of module n over so many columns for each height; None when it has no such width.
        rank: of module n: how high on a page it is wanted.
        loose: whether any number of rows may be blank, where nothing else is possible.
        parts: of a set, which are tried as its upper or left part.
    """

    def __init__(
        self, rows: int, gap: int, leaf: Callable[[int, int], Costs | None], rank: Callable[[int], float],
        loose: bool = False, parts: Callable[[int], Iterable[int]] = parts_in,
    ) -> None:  # fmt: skip
        self.rows = rows
        self.gap = gap
        self.loose = loose
        self._leaf = leaf
        self._rank = rank
        self._parts = parts
        self._flat: dict[tuple[int, int], Costs] = {}
        self._any: dict[tuple[int, int], Costs] = {}
        self._below: dict[tuple[int, int], Costs] = {}
        self._padded: dict[tuple[int, int], Costs] = {}
        self._spans: dict[int, tuple[int, int, Costs]] = {}
        self._under_any: dict[tuple[int, int], Costs] = {}
        self._ranks: dict[int, float] = {}
        self._none: Costs = np.full(rows + 1, _INF)

    def costs(self, chosen: int, columns: int) -> Costs:
        """The least cost of a set for every height."""
        key = (chosen, columns)
        found = self._any.get(key)
        if found is None:
            found = self.flat(chosen, columns)
            if chosen & (chosen - 1):
                for top in self._parts(chosen):
                    one = self._piled(top, chosen ^ top, columns)
                    if one is not None:
                        found = np.minimum(found, one)
            self._any[key] = found = self._known(found)
        return found

    def _known(self, found: Costs) -> Costs:
        """The same costs; those without any height are one array, recognised at once."""
        return found if found is self._none or _least(found) < _INF else self._none

    def flat(self, chosen: int, columns: int) -> Costs:
        """The least cost of one module, or of parts side by side, for every height."""
        key = (chosen, columns)
        found = self._flat.get(key)
        if found is None:
            if not chosen & (chosen - 1):
                leaf = self._leaf(chosen.bit_length() - 1, columns)
                found = self._none if leaf is None else leaf
            else:
                found = self._none
                for left in self._parts(chosen) if columns > 1 else ():
                    for width in range(1, columns):
                        one = self._side(left, chosen ^ left, width, columns)
                        if one is not None:
                            found = np.minimum(found, one)
            self._flat[key] = found = self._known(found)
        return found

    def _piled(self, top: int, low: int, columns: int) -> Costs | None:
        above = self.flat(top, columns)
        if above is self._none:
            return None
        below = self._under(low, columns)
        if below is self._none:
            return None
        lowest, highest = self._span(above)
        sums: Costs = _least(self._shifted(low, below, columns)[lowest:highest] + above[lowest:highest, None])
        return sums + self._order(top, low)

    def _span(self, costs: Costs) -> tuple[int, int]:
        """The first height that is possible, and one after the last."""
        key = id(costs)
        found = self._spans.get(key)
        if found is None:
            possible = np.flatnonzero(costs < _INF)
            # The array is kept with its span: another one at its place in memory would be taken for it.
            found = self._spans[key] = (int(possible[0]), int(possible[-1]) + 1, costs)
        return found[:2]

    def _shifted(self, low: int, below: Costs, columns: int) -> Costs:
        """The costs of a part below another of any height: row n is for one of n rows. A view, not a copy."""
        key = (low, columns)
        found = self._under_any.get(key)
        if found is None:
            size = self.rows + 1
            padded = np.concatenate([self._none[1:], below])
            # What `sliding_window_view(padded, size)[::-1]` is, without all that it looks at first.
            step = padded.itemsize
            found = np.ndarray((size, size), np.float64, padded, (size - 1) * step, (-step, step))
            self._under_any[key] = found
        return found

    def _order(self, top: int, low: int) -> float:
        over = self._most(low) - self._most(top)
        return COSTS.inverted * over if over > 0 else 0.0

    def _most(self, chosen: int) -> float:
        found = self._ranks.get(chosen)
        if found is None:
            found = self._ranks[chosen] = max(self._rank(n) for n in members(chosen))
        return found

    def _under(self, chosen: int, columns: int) -> Costs:
        """The costs of a part below another: its height with the gap, which may be wider at a price."""
        key = (chosen, columns)
        known = self._below.get(key)
        if known is None:
            own = self.costs(chosen, columns)
            found = self._none if own is self._none else self._none.copy()
            for extra in range(SEARCH.gap_growth + 1) if own is not self._none else ():
                gap = self.gap + extra
                price = COSTS.wider_gap * extra * extra * columns
                found[gap:] = np.minimum(found[gap:], own[: self.rows + 1 - gap] + price)
            known = self._below[key] = self._known(found)
        return known

    def _side(self, left: int, right: int, width: int, columns: int) -> Costs | None:
        one = self._pad(left, width)
        if one is self._none:
            return None
        other = self._pad(right, columns - width)
        if other is self._none:
            return None
        price = COSTS.side + COSTS.mirrored * (self._most(right) > self._most(left))
        return one + other + price

    def _pad(self, chosen: int, columns: int) -> Costs:
        """The costs of a part beside another: blank rows below it have a price."""
        key = (chosen, columns)
        found = self._padded.get(key)
        if found is None:
            own = self.costs(chosen, columns)
            found = own if own is self._none else own.copy()
            for extra in range(1, self._most_blank(columns) + 1) if own is not self._none else ():
                found[extra:] = np.minimum(found[extra:], own[:-extra] + blank_cost(extra, columns))
            self._padded[key] = found
        return found

    def _most_blank(self, columns: int) -> int:
        return self.rows if self.loose else SEARCH.pad_area // columns

    # --- back from costs to places ----------------------------------------------------------------------------

    def packed(self, chosen: int, columns: int, rows: int, top: int) -> Packed:
        """The places of the modules of a set in `rows` rows from row `top`."""
        spots: list[PackedSpot] = []
        across: list[Area] = []
        upright: list[tuple[int, int, int]] = []
        self._place_any(chosen, 0, columns, top, rows, (spots, across, upright))
        return Packed(tuple(spots), tuple(across), tuple(upright))

    def _place_any(self, chosen: int, column: int, columns: int, row: int, rows: int, out: _Out) -> None:
        wanted = self.costs(chosen, columns)[rows] + _SAME
        if self.flat(chosen, columns)[rows] <= wanted:
            self._place_flat(chosen, column, columns, row, rows, out)
            return
        for top in self._parts(chosen):
            low = chosen ^ top
            above, below = self.flat(top, columns), self._under(low, columns)
            sums = above[: rows + 1] + below[: rows + 1][::-1] + self._order(top, low)
            height = int(np.argmin(sums))
            if sums[height] <= wanted:
                self._place_flat(top, column, columns, row, height, out)
                gap = self._gap_used(low, columns, rows - height)
                out[1].append(Area(column, columns, row + height, gap))
                start = row + height + gap
                self._place_any(low, column, columns, start, row + rows - start, out)
                return
        raise AssertionError("a packed set has no parts")

    def _gap_used(self, low: int, columns: int, rows: int) -> int:
        own, wanted = self.costs(low, columns), self._under(low, columns)[rows] + _SAME
        for extra in range(SEARCH.gap_growth + 1):
            height = rows - self.gap - extra
            if height >= 0 and own[height] + COSTS.wider_gap * extra * extra * columns <= wanted:
                return self.gap + extra
        raise AssertionError("a packed part has no gap")

    def _place_flat(self, chosen: int, column: int, columns: int, row: int, rows: int, out: _Out) -> None:
        if not chosen & (chosen - 1):
            out[0].append(PackedSpot(chosen.bit_length() - 1, column, columns, row, rows))
            return
        wanted = self.flat(chosen, columns)[rows] + _SAME
        for left in self._parts(chosen):
            for width in range(1, columns):
                one = self._side(left, chosen ^ left, width, columns)
                if one is not None and one[rows] <= wanted:
                    right, beside = chosen ^ left, columns - width
                    high = self._own_rows(left, width, rows), self._own_rows(right, beside, rows)
                    out[2].append((column + width, row, max(high)))
                    self._place_any(left, column, width, row, high[0], out)
                    self._place_any(right, column + width, beside, row, high[1], out)
                    return
        raise AssertionError("a packed set has no sides")

    def _own_rows(self, chosen: int, columns: int, rows: int) -> int:
        """The rows that a part takes of those that it was given, the others are blank below it."""
        own, wanted = self.costs(chosen, columns), self._pad(chosen, columns)[rows] + _SAME
        for extra in range(min(self._most_blank(columns), rows) + 1):
            if own[rows - extra] + blank_cost(extra, columns) <= wanted:
                return rows - extra
        raise AssertionError("a padded part has no height")


_Out = tuple[list[PackedSpot], list[Area], list[tuple[int, int, int]]]


def blank_cost(rows: int, columns: int) -> float:
    """Price of blank rows below a part: the first are hardly seen, a hole is."""
    return COSTS.pad * rows * columns * (1 + rows * columns / COSTS.pad_growth)
