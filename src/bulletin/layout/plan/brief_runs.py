"""BRIEF RUNS: briefs below one another in a rail of one column, or level in a strip over several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from bulletin.layout.plan.costs import COSTS, SEARCH
from bulletin.layout.plan.fill import Filling
from bulletin.layout.plan.packer import blank_cost
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True)
class BriefItem:
    """A brief of a run: its number in it, its place in the run, and the rows of the gap above it."""

    number: int
    filling: Filling
    column: int
    row: int
    gap: int
    columns: int = 1


@dataclass(frozen=True, slots=True)
class BriefColumn:
    """Briefs of a run below one another: their fillings, the least gap, and the rows that the gaps share beside it."""

    fillings: tuple[Filling, ...]
    gap: int
    extra: int = 0
    first: int = 0
    column: int = 0
    columns: int = 1

    def items(self) -> Iterator[BriefItem]:
        """The briefs at their places."""
        row = 0
        gaps = max(1, len(self.fillings) - 1)
        for n, filling in enumerate(self.fillings):
            own = self.gap + self.extra * n // gaps - self.extra * (n - 1) // gaps if n else 0
            row += own
            yield BriefItem(self.first + n, filling, self.column, row, own, self.columns)
            row += filling.rows


@dataclass(frozen=True, slots=True)
class BriefStack:
    """A run at one height. Thousands are weighed and few are set: places are found when they are asked for."""

    cost: float
    set_in: tuple[BriefColumn, ...]

    @property
    def items(self) -> tuple[BriefItem, ...]:
        """Every brief at its place."""
        return tuple(item for column in self.set_in for item in column.items())


Heights = Mapping[int, Filling]


def wide_brief(heights: Heights, columns: int) -> dict[int, BriefStack]:
    """One brief over several columns, where it would be alone in one."""
    return {
        rows: BriefStack(filling.cost + COSTS.wide_brief, (BriefColumn((filling,), 0, columns=columns),))
        for rows, filling in heights.items()
    }


_Totals = Mapping[int, tuple[float, tuple[Filling, ...]]]
"""For each sum of rows without gaps, the least cost and the fillings."""


class BriefRuns:
    """All runs of the briefs of an issue; what two runs have in common is found once.

    Args:
        heights: gives brief n of the queue at every height, in one column.
        gap: rows between stories.
        most_rows: of a page.
    """

    def __init__(self, heights: Callable[[int], Heights], gap: int, most_rows: int) -> None:
        self.heights = heights
        self.gap = gap
        self.most_rows = most_rows
        self._totals: dict[tuple[int, int], _Totals] = {}
        self._stacks: dict[tuple[int, int], dict[int, BriefStack]] = {}

    def stack(self, first: int, last: int) -> dict[int, BriefStack]:
        """Briefs `first` to `last - 1` below one another at every height; gaps may open a little at a price."""
        key = (first, last)
        if key not in self._stacks:
            self._stacks[key] = self._stack(first, last)
        return self._stacks[key]

    def _stack(self, first: int, last: int) -> dict[int, BriefStack]:
        gaps = last - first - 1
        found: dict[int, BriefStack] = {}
        for total, (cost, chosen) in self._sums(first, last).items():
            for extra in range(SEARCH.gap_growth * gaps + 1):
                rows = total + self.gap * gaps + extra
                price = cost + (COSTS.gap * extra * extra / gaps if gaps else 0.0)
                if rows <= self.most_rows and (rows not in found or price < found[rows].cost):
                    found[rows] = BriefStack(price, (BriefColumn(chosen, self.gap, extra),))
        return found

    def _sums(self, first: int, last: int) -> _Totals:
        if first == last:
            return {0: (0.0, ())}
        key = (first, last)
        if key not in self._totals:
            self._totals[key] = self._one_more(self._sums(first, last - 1), self.heights(last - 1))
        return self._totals[key]

    def _one_more(self, totals: _Totals, options: Heights) -> _Totals:
        grown: dict[int, tuple[float, tuple[Filling, ...]]] = {}
        for rows, filling in options.items():
            for total, (cost, chosen) in totals.items():
                both = total + rows
                if both <= self.most_rows and (both not in grown or cost + filling.cost < grown[both][0]):
                    grown[both] = (cost + filling.cost, (*chosen, filling))
        return grown

    def strip(self, first: int, last: int, columns: int) -> dict[int, BriefStack]:
        """Briefs in order over several columns that end as level as they can; blank rows and columns cost."""
        used = min(columns, last - first)
        groups = _shared([min(self.heights(n)) for n in range(first, last)], self.gap, used)
        stacks = [self.stack(first + a, first + b) for a, b in groups]
        found: dict[int, BriefStack] = {}
        if not all(stacks):
            return found
        for rows in range(max(min(s) for s in stacks), self.most_rows + 1):
            cost, set_in = (columns - used) * blank_cost(rows, 1), []
            for column, (stack, (start, _)) in enumerate(zip(stacks, groups, strict=True)):
                own = min((h for h in stack if h <= rows), key=lambda h: _price(stack, h, rows))
                if rows - own > SEARCH.pad_strip:
                    break
                cost += _price(stack, own, rows)
                set_in += [replace(one, first=start, column=column) for one in stack[own].set_in]
            else:
                found[rows] = BriefStack(cost, tuple(set_in))
        return found


def _price(stack: Mapping[int, BriefStack], own: int, rows: int) -> float:
    return stack[own].cost + blank_cost(rows - own, 1)


def _shared(sizes: Sequence[int], gap: int, columns: int) -> list[tuple[int, int]]:
    """Briefs in order over the columns, as level as order allows: first and last of each column."""
    sums = (0, *accumulate(size + gap for size in sizes))
    best = min(
        ((0, *cuts, len(sizes)) for cuts in _cuts(len(sizes), columns)),
        key=lambda bounds: max(sums[b] - sums[a] for a, b in pairwise(bounds)),
    )
    return list(pairwise(best))


def _cuts(n: int, parts: int, start: int = 1) -> Iterator[tuple[int, ...]]:
    """Ways to cut n things in order into so many non-empty parts."""
    if parts == 1:
        yield ()
        return
    for cut in range(start, n - parts + 2):
        for rest in _cuts(n, parts - 1, cut + 1):
            yield (cut, *rest)
