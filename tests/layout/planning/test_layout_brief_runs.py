"""BRIEF RUNS: every brief is there once, strips are as level as their briefs allow, white is between briefs."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest

from bulletin.layout.plan.brief_runs import BriefRuns, BriefStack, exchanged, tight, unlevel
from bulletin.layout.plan.pour.filling import Column, Filling
from bulletin.layout.plan.search_limits import SEARCH

GAP, ROWS = 2, 60


def filling(rows: int, slack: int = 0) -> Filling:
    """A brief of so many rows, some of them blank above its end."""
    return Filling(rows, 2, None, 0, (Column((), 0, 1, slack),), 1, 0, True, 0.03 * slack)


def runs_of(sizes: list[int], kept: bool = False) -> BriefRuns:
    heights: list[Mapping[int, Filling]] = [{n: filling(n), n + 1: filling(n + 1, 1)} for n in sizes]
    return BriefRuns(heights.__getitem__, GAP, ROWS, kept)


def check(stack: BriefStack, sizes: list[int], rows: int, columns: int) -> None:
    assert sorted(item.number for item in stack.items) == list(range(len(sizes)))
    for column in range(columns):
        row = 0
        for item in (item for item in stack.items if item.column == column):
            assert item.row == row + item.gap
            assert item.gap == 0 if row == 0 else item.gap >= GAP
            row = item.row + item.filling.rows
        assert row <= rows


def feet(stack: BriefStack) -> list[int]:
    """The row below the last brief of each column."""
    ends: dict[int, int] = {}
    for item in stack.items:
        ends[item.column] = max(ends.get(item.column, 0), item.row + item.filling.rows)
    return list(ends.values())


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("columns", [2, 3])
def test_every_brief_is_there_once_whatever_the_height(seed: int, columns: int) -> None:
    r = random.Random(seed)
    sizes = [r.randint(7, 22) for _ in range(r.randint(1, 7))]
    for rows, stack in runs_of(sizes).strip(0, len(sizes), columns).items():
        check(stack, sizes, rows, columns)


@pytest.mark.parametrize("seed", range(20))
def test_exchanges_never_make_columns_less_level(seed: int) -> None:
    r = random.Random(100 + seed)
    sizes = [r.randint(7, 22) for _ in range(r.randint(3, 9))]

    def span(numbers: tuple[int, ...]) -> tuple[int, int]:
        least = sum(sizes[n] for n in numbers) + GAP * (len(numbers) - 1)
        return least, least + len(numbers)

    cut = r.randint(1, len(sizes) - 1)
    before = (tuple(range(cut)), tuple(range(cut, len(sizes))))
    after, count = exchanged(before, span)
    assert sorted(n for column in after for n in column) == list(range(len(sizes)))
    assert unlevel(after, span) <= unlevel(before, span)
    assert (after == before) is (count == 0)


def test_briefs_change_columns_where_order_leaves_a_hole() -> None:
    sizes = [14, 14, 4, 4]
    level = runs_of(sizes).strip(0, 4, 2)
    best = level[min(level, key=lambda rows: level[rows].cost)]
    assert feet(best) == [20, 20]
    columns = [{item.number for item in best.items if item.column == column} for column in (0, 1)]
    assert all(len(column & {0, 1}) == 1 for column in columns)


def test_an_order_that_is_law_is_kept() -> None:
    sizes = [14, 14, 4, 4]
    for stack in runs_of(sizes, kept=True).strip(0, 4, 2).values():
        assert [item.number for item in stack.items] == [0, 1, 2, 3]


def test_a_strip_whose_order_is_level_is_left_alone() -> None:
    for stack in runs_of([8, 8, 8, 8]).strip(0, 4, 2).values():
        assert [item.number for item in stack.items] == [0, 1, 2, 3]


def test_white_is_between_briefs_and_not_in_them() -> None:
    heights = {10 + slack: filling(10 + slack, slack) for slack in range(5)}
    assert list(tight(heights)) == [10 + slack for slack in range(SEARCH.brief_slack + 1)]
    loose = {13: filling(13, 3), 14: filling(14, 4)}
    assert list(tight(loose)) == [13]
