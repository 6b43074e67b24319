"""BRIEF RUNS: briefs below one another in a rail of one column, or level in a strip over several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, combinations, pairwise

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.packer import blank_cost
from bulletin.layout.plan.pour.filling import Filling
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.lazy import dataclass, replace


@dataclass(frozen=True, slots=True)
class BriefItem:
    """A brief of a run: its number in the queue, its place in the run, and the rows of the gap above it.

    Its head is `larger` by so many steps than those of other briefs.
    """

    number: int
    filling: Filling
    column: int
    row: int
    gap: int
    columns: int = 1
    larger: int = 0


@dataclass(frozen=True, slots=True)
class BriefColumn:
    """Briefs of a run below one another: numbers, fillings, the least gap, and the rows that gaps share beside it.

    The head of the first one is `larger` by so many steps than those of the others.
    """

    numbers: tuple[int, ...]
    fillings: tuple[Filling, ...]
    gap: int
    extra: int = 0
    column: int = 0
    columns: int = 1
    larger: int = 0

    def items(self) -> Iterator[BriefItem]:
        """The briefs at their places."""
        row = 0
        gaps = max(1, len(self.fillings) - 1)
        for n, (number, filling) in enumerate(zip(self.numbers, self.fillings, strict=True)):
            own = self.gap + self.extra * n // gaps - self.extra * (n - 1) // gaps if n else 0
            row += own
            yield BriefItem(number, filling, self.column, row, own, self.columns, 0 if n else self.larger)
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
LEADS = (2, 3)
"""Steps by which the head of the first brief is larger on a page that no story begins on, in fewer than three columns
and in more."""
STEPS = (0, 1)
"""The same of the first brief of every other column, in turn: heads side by side are not of one size."""


def wide_brief(number: int, heights: Heights, columns: int) -> dict[int, BriefStack]:
    """One brief over several columns, where it would be alone in one."""
    return {
        rows: BriefStack(filling.cost + COSTS.wide_brief, (BriefColumn((number,), (filling,), 0, columns=columns),))
        for rows, filling in heights.items()
    }


def tight(heights: Heights) -> Heights:
    """Heights of a brief at which hardly a row inside it is blank: white is between briefs, not in them."""
    least = min(map(_blank, heights.values()))
    return {h: f for h, f in heights.items() if _blank(f) <= max(least, SEARCH.brief_slack)}


def _blank(filling: Filling) -> int:
    return sum(column.slack for column in filling.columns)


_Totals = Mapping[int, tuple[float, tuple[Filling, ...]]]
"""For each sum of rows without gaps, the least cost and the fillings."""
Column = tuple[int, ...]
"""Numbers of briefs below one another."""


class BriefRuns:
    """All runs of the briefs of an issue; what two runs have in common is found once.

    Args:
        heights: gives brief n of the queue at every height, in one column.
        gap: rows between stories.
        most_rows: of a page.
        kept: whether the order of briefs is law; else two of a strip may change places to make it level.
        larger: gives brief n under a head that is so many steps larger; where there is none, under its own.
    """

    def __init__(
        self, heights: Callable[[int], Heights], gap: int, most_rows: int, kept: bool = False,
        larger: Callable[[int, int], Heights] | None = None,
    ) -> None:  # fmt: skip
        self.heights = heights
        self.larger = larger or (lambda number, _steps: heights(number))
        self.gap = gap
        self.most_rows = most_rows
        self.kept = kept
        self._totals: dict[Column, _Totals] = {}
        self._stacks: dict[tuple[Column, int], dict[int, BriefStack]] = {}

    def stack(self, first: int, last: int, opens: bool = False) -> dict[int, BriefStack]:
        """Briefs `first` to `last - 1` below one another at every height; gaps may open a little at a price.

        The first one has a larger head where it `opens` a page that no story begins on.
        """
        return self._column(tuple(range(first, last)), LEADS[0] if opens else 0)

    def _column(self, numbers: Column, larger: int) -> dict[int, BriefStack]:
        key = (numbers, larger)
        if key not in self._stacks:
            self._stacks[key] = self._stack(numbers, larger)
        return self._stacks[key]

    def _stack(self, numbers: Column, larger: int) -> dict[int, BriefStack]:
        gaps = len(numbers) - 1
        found: dict[int, BriefStack] = {}
        sums = self._sums(numbers)
        if larger:
            sums = self._one_more(self._sums(numbers[1:]), self.larger(numbers[0], larger), first=True)
        for total, (cost, chosen) in sums.items():
            for extra in range(SEARCH.gap_growth * gaps + 1):
                rows = total + self.gap * gaps + extra
                price = cost + (COSTS.gap * extra * extra / gaps if gaps else 0.0)
                if rows <= self.most_rows and (rows not in found or price < found[rows].cost):
                    found[rows] = BriefStack(price, (BriefColumn(numbers, chosen, self.gap, extra, larger=larger),))
        return found

    def _sums(self, numbers: Column) -> _Totals:
        if not numbers:
            return {0: (0.0, ())}
        if numbers not in self._totals:
            self._totals[numbers] = self._one_more(self._sums(numbers[:-1]), self.heights(numbers[-1]))
        return self._totals[numbers]

    def _one_more(self, totals: _Totals, options: Heights, first: bool = False) -> _Totals:
        grown: dict[int, tuple[float, tuple[Filling, ...]]] = {}
        for rows, filling in options.items():
            for total, (cost, chosen) in totals.items():
                both = total + rows
                if both <= self.most_rows and (both not in grown or cost + filling.cost < grown[both][0]):
                    every = (filling, *chosen) if first else (*chosen, filling)
                    grown[both] = (cost + filling.cost, every)
        return grown

    def strip(self, first: int, last: int, columns: int, opens: bool = False) -> dict[int, BriefStack]:
        """Briefs over several columns that end as level as they can; blank rows and columns cost.

        Heads side by side are not of one size; the first is the largest where it `opens` a page.
        """
        used = min(columns, last - first)
        shared = _shared([min(self.heights(n)) for n in range(first, last)], self.gap, used)
        groups = tuple(tuple(range(first + a, first + b)) for a, b in shared)
        steps = [STEPS[(column + 1) % len(STEPS)] if used > 1 else 0 for column in range(used)]
        steps[0] = LEADS[used >= len(LEADS) + 1] if opens else steps[0]
        found: dict[int, BriefStack] = {}
        self._add_strip(found, 0.0, groups, columns, steps)
        if not self.kept:
            changed, count = exchanged(groups, self._span, partial(self._more, steps))
            if count:
                self._add_strip(found, COSTS.brief_moved * count, changed, columns, steps)
        return found

    def _span(self, numbers: Column) -> tuple[int, int]:
        """The least rows of a column of briefs, and the most that it may have without a gap that is seen."""
        gaps = self.gap * (len(numbers) - 1)
        every = [self.heights(n) for n in numbers]
        return sum(map(min, every)) + gaps, sum(map(max, every)) + gaps + len(numbers) - 1

    def _more(self, steps: Sequence[int], column: int, numbers: Column) -> int:
        """Rows that the larger head of the first brief of a column takes beyond its own."""
        number = numbers[0]
        return min(self.larger(number, steps[column])) - min(self.heights(number)) if steps[column] else 0

    def _add_strip(
        self, found: dict[int, BriefStack], price: float, groups: Groups, columns: int, steps: Sequence[int]
    ) -> None:  # fmt: skip
        """Add the heights of a strip with these briefs in its columns, where they are cheaper than what is known."""
        stacks = [self._column(numbers, larger) for numbers, larger in zip(groups, steps, strict=True)]
        if not all(stacks):
            return
        for rows in range(max(min(s) for s in stacks), self.most_rows + 1):
            cost, owns = price + (columns - len(groups)) * blank_cost(rows, 1), []
            for stack in stacks:
                own = min((h for h in stack if h <= rows), key=lambda h: _price(stack, h, rows))
                if rows - own > SEARCH.pad_strip:
                    break
                cost += _price(stack, own, rows)
                owns.append(own)
            else:
                if rows not in found or cost < found[rows].cost:
                    every = [stack[own].set_in for stack, own in zip(stacks, owns, strict=True)]
                    set_in = [replace(one, column=column) for column, some in enumerate(every) for one in some]
                    found[rows] = BriefStack(cost, tuple(set_in))


def _price(stack: Mapping[int, BriefStack], own: int, rows: int) -> float:
    return stack[own].cost + blank_cost(rows - own, 1)


Groups = tuple[Column, ...]
"""Numbers of briefs, column by column."""


def no_more(_column: int, _numbers: Column) -> int:
    """No rows more in any column."""
    return 0


def exchanged(
    groups: Groups, span: Callable[[Column], tuple[int, int]], more: Callable[[int, Column], int] = no_more
) -> tuple[Groups, int]:
    """Columns of briefs made level by moving one to another column or by two that change places; how many times.

    Args:
        groups: numbers of briefs, column by column.
        span: the least and the most rows of such a column.
        more: rows that column n takes beyond that, with these numbers in it.
    """
    best, count = groups, 0
    while unlevel(best, span, more)[0] > 0 and count < SEARCH.brief_exchanges:
        better = min(_exchanges(best), key=lambda one: unlevel(one, span, more))
        if unlevel(better, span, more) >= unlevel(best, span, more):
            break
        best, count = better, count + 1
    return best, count


def unlevel(
    groups: Groups, span: Callable[[Column], tuple[int, int]], more: Callable[[int, Column], int] = no_more
) -> tuple[int, int]:
    """Rows by which columns miss a common foot, and rows between the longest and the shortest at their least."""
    each = [(span(one), more(column, one)) for column, one in enumerate(groups)]
    spans = [(least + extra, most + extra) for (least, most), extra in each]
    low, high = max(least for least, _ in spans), min(most for _, most in spans)
    return max(0, low - high), low - min(least for least, _ in spans)


def _exchanges(groups: Groups) -> Iterator[Groups]:
    """Every way to move one brief to another column or to exchange two; each column keeps the order of the list."""
    yield groups
    for a, b in combinations(range(len(groups)), 2):
        for here in (None, *groups[a]):
            for there in (None, *groups[b]):
                one, other = _with(groups[a], here, there), _with(groups[b], there, here)
                if one and other:
                    yield tuple(one if n == a else other if n == b else g for n, g in enumerate(groups))


def _with(numbers: Column, out: int | None, new: int | None) -> Column:
    """A column without one brief and with another, in the order of the list."""
    return tuple(sorted([n for n in numbers if n != out] + ([] if new is None else [new])))


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
