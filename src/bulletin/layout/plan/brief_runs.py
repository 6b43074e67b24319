"""BRIEF RUNS: briefs below one another in a rail of one column, or level in a strip over several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
class BriefStack:
    """A run at one height."""

    cost: float
    items: tuple[BriefItem, ...]


Heights = Mapping[int, Filling]


def wide_brief(heights: Heights, columns: int) -> dict[int, BriefStack]:
    """One brief over several columns, where it would be alone in one."""
    return {
        rows: BriefStack(filling.cost + COSTS.wide_brief, (BriefItem(0, filling, 0, 0, 0, columns),))
        for rows, filling in heights.items()
    }


def stack_of(heights: Sequence[Heights], gap: int) -> dict[int, BriefStack]:
    """Briefs below one another at every height; gaps may open a little at a price."""
    totals: dict[int, tuple[float, tuple[Filling, ...]]] = {0: (0.0, ())}
    for options in heights:
        grown: dict[int, tuple[float, tuple[Filling, ...]]] = {}
        for rows, filling in options.items():
            for total, (cost, chosen) in totals.items():
                if total + rows not in grown or cost + filling.cost < grown[total + rows][0]:
                    grown[total + rows] = (cost + filling.cost, (*chosen, filling))
        totals = grown
    gaps = len(heights) - 1
    found: dict[int, BriefStack] = {}
    for total, (cost, chosen) in totals.items():
        for extra in range(SEARCH.gap_growth * gaps + 1):
            rows = total + gap * gaps + extra
            price = cost + (COSTS.gap * extra * extra / gaps if gaps else 0.0)
            if rows not in found or price < found[rows].cost:
                found[rows] = BriefStack(price, _items(chosen, gap, extra))
    return found


def _items(chosen: Sequence[Filling], gap: int, extra: int) -> tuple[BriefItem, ...]:
    """Fillings below one another, so many rows more shared by the gaps."""
    items: list[BriefItem] = []
    row = 0
    gaps = max(1, len(chosen) - 1)
    for n, filling in enumerate(chosen):
        own = gap + extra * n // gaps - extra * (n - 1) // gaps if n else 0
        row += own
        items.append(BriefItem(n, filling, 0, row, own))
        row += filling.rows
    return tuple(items)


def strip_of(heights: Sequence[Heights], gap: int, columns: int, most_rows: int) -> dict[int, BriefStack]:
    """Briefs in order over several columns that end as level as they can; blank rows and columns cost."""
    used = min(columns, len(heights))
    groups = _shared([min(h) for h in heights], gap, used)
    stacks = [stack_of(heights[a:b], gap) for a, b in groups]
    found: dict[int, BriefStack] = {}
    for rows in range(max(min(s) for s in stacks), most_rows + 1):
        cost, items = (columns - used) * blank_cost(rows, 1), []
        for column, (stack, (first, _)) in enumerate(zip(stacks, groups, strict=True)):
            own = min((h for h in stack if h <= rows), key=lambda h: _price(stack, h, rows))
            if rows - own > SEARCH.pad_strip:
                break
            cost += _price(stack, own, rows)
            items += [replace(i, number=first + i.number, column=column) for i in stack[own].items]
        else:
            found[rows] = BriefStack(cost, tuple(items))
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
