"""PACK: rectangles tile the page, nothing overlaps, and the least cost is found."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.packer import Costs, Packed, Packer

ROWS, COLUMNS, GAP = 40, 3, 2


def leaves(seed: int, count: int) -> list[dict[int, Costs]]:
    """Modules of random areas: for each width the cost of some heights."""
    r = random.Random(seed)
    found = []
    for _ in range(count):
        area, widths = r.randint(14, 60), {}
        for columns in range(1, COLUMNS + 1):
            costs = np.full(ROWS + 1, np.inf)
            for height in range(area // columns, area // columns + r.randint(1, 5)):
                if height <= ROWS:
                    costs[height] = r.random()
            widths[columns] = costs
        found.append(widths)
    return found


def packer_of(modules: list[dict[int, Costs]], ranks: list[float] | None = None, loose: bool = True) -> Packer:
    return Packer(ROWS, GAP, lambda n, w: modules[n][w], lambda n: ranks[n] if ranks else 0.0, loose)


def check(packed: Packed, modules: list[dict[int, Costs]], rows: int) -> None:
    assert sorted(spot.module for spot in packed.spots) == list(range(len(modules)))
    for spot in packed.spots:
        assert np.isfinite(modules[spot.module][spot.columns][spot.rows])
        assert spot.column >= 0
        assert spot.column + spot.columns <= COLUMNS
        assert 0 <= spot.row <= spot.row + spot.rows <= rows
    for n, one in enumerate(packed.spots):
        for other in packed.spots[n + 1 :]:
            beside = one.column + one.columns <= other.column or other.column + other.columns <= one.column
            apart = one.row + one.rows + GAP <= other.row or other.row + other.rows + GAP <= one.row
            assert beside or apart


@pytest.mark.parametrize("seed", range(12))
def test_every_height_that_has_a_cost_can_be_placed(seed: int) -> None:
    modules = leaves(seed, 2 + seed % 4)
    packer = packer_of(modules)
    chosen = (1 << len(modules)) - 1
    costs = packer.costs(chosen, COLUMNS)
    fine = np.flatnonzero(np.isfinite(costs))
    for rows in fine[:: max(1, len(fine) // 6)]:
        check(packer.packed(chosen, COLUMNS, int(rows), 0), modules, int(rows))


@pytest.mark.parametrize("seed", range(6))
def test_two_modules_are_packed_as_well_as_any_way_there_is(seed: int) -> None:
    one, other = leaves(100 + seed, 2)
    costs = packer_of([one, other], loose=False).costs(0b11, COLUMNS)
    piles = {}
    for a in range(ROWS + 1):
        for b in range(ROWS + 1 - a - GAP):
            price = one[COLUMNS][a] + other[COLUMNS][b]
            piles[a + b + GAP] = min(piles.get(a + b + GAP, np.inf), price)
    assert all(costs[rows] <= price + 1e-9 for rows, price in piles.items())
    for rows in range(ROWS + 1):
        for width in (1, 2):
            for left, right in ((one, other), (other, one)):
                assert costs[rows] <= left[width][rows] + right[COLUMNS - width][rows] + COSTS.side + 1e-9


def test_what_is_wanted_higher_is_above() -> None:
    modules = [{w: np.where(np.arange(ROWS + 1) == 12, 0.0, np.inf) for w in (1, 2, 3)} for _ in range(3)]
    packed = packer_of(modules, [0.0, 9.0, 4.0]).packed(0b111, COLUMNS, 40, 0)
    by_rank = sorted(packed.spots, key=lambda spot: -[0.0, 9.0, 4.0][spot.module])
    assert by_rank[0].row == 0
    assert all(above.row <= below.row for above, below in pairwise(by_rank))


def test_a_part_that_is_lower_than_its_neighbour_pays_for_each_blank_row() -> None:
    def at(height: int) -> dict[int, Costs]:
        return {w: np.where(np.arange(ROWS + 1) == height, 0.0, np.inf) for w in (1, 2, 3)}

    even, uneven = (packer_of([at(20), at(h)]).costs(0b11, COLUMNS)[20] for h in (20, 17))
    assert even == pytest.approx(COSTS.side)
    assert uneven > even
