"""BREAK: every unit once and in order, no line too wide, never worse than first fit by the same measure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.layout.lines.linebreak import Gaps, Line, LineUnit, balanced, first_fit, total_fit

GAPS = Gaps(2.2, 1.7)


def make(widths: Sequence[float], joined: Sequence[bool] = (), spaces: Sequence[int] = ()) -> list[LineUnit]:
    """Units of one character for each 5 pt, one space between them unless joined."""
    units: list[LineUnit] = []
    at = 0
    for n, width in enumerate(widths):
        tied = bool(n and n < len(joined) and joined[n])
        inner = spaces[n] if n < len(spaces) else 0
        if n and not tied:
            at += 1
        size = max(1, int(width / 5)) + 2 * inner
        units.append(LineUnit(at, at + size, width, inner, tied))
        at += size
    return units


def covered(units: Sequence[LineUnit], lines: Sequence[Line]) -> list[list[LineUnit]]:
    """The units of each line; fails when one is lost, doubled, cut or out of order."""
    groups: list[list[LineUnit]] = []
    left = list(units)
    for line in lines:
        group = []
        while left and left[0].end <= line.end:
            group.append(left.pop(0))
        assert group
        assert (group[0].start, group[-1].end) == (line.start, line.end)
        groups.append(group)
    assert not left
    return groups


def spaces_in(group: Sequence[LineUnit]) -> int:
    return sum(u.spaces for u in group) + sum(1 for u in group[1:] if not u.joined)


def demerits(lines: Sequence[Line], widths: tuple[float, float], gaps: Gaps) -> float:
    """What the docstring of `total_fit` promises to make least, computed from the finished lines."""
    total = 0.0
    for n, line in enumerate(lines):
        width = widths[0 if n == 0 else 1]
        free = width - line.width
        if n == len(lines) - 1:
            r = (
                max(0.0, (gaps.natural - free / line.spaces) / max(gaps.natural - gaps.least, 1e-6))
                if line.spaces
                else 0.0
            )
            total += (1 + 100 * r**3) ** 2 + (8000 if line.width + line.spaces * gaps.natural < 0.2 * width else 0)
            continue
        gap = free / max(line.spaces, 1)
        r = (gap - gaps.natural) / (0.6 * gaps.natural)
        if r < 0:
            r = (gaps.natural - gap) / max(gaps.natural - gaps.least, 1e-6)
        total += (1 + 100 * r**3) ** 2
    return total


paragraphs = st.lists(
    st.tuples(st.floats(2, 60), st.booleans(), st.integers(0, 2), st.integers(0, 4)), min_size=1, max_size=60
).map(lambda rows: make([w for w, *_ in rows], [j and k == 0 for _, j, _, k in rows], [s for _, _, s, _ in rows]))
measures = st.tuples(st.floats(70, 160), st.floats(0, 8)).map(lambda m: (m[0] - m[1], m[0]))


@given(paragraphs, measures)
@settings(max_examples=250, deadline=None)
def test_every_unit_stands_once_and_no_line_is_wider_than_the_measure(
    units: list[LineUnit], widths: tuple[float, float]
) -> None:
    for lines in (total_fit(units, widths, GAPS), first_fit(units, widths, GAPS)):
        groups = covered(units, lines)
        for n, (line, group) in enumerate(zip(lines, groups, strict=True)):
            assert line.spaces == spaces_in(group)
            assert line.width == pytest.approx(sum(u.width for u in group))
            assert line.width + line.spaces * GAPS.least <= widths[0 if n == 0 else 1] + 1e-5


@given(paragraphs, measures)
@settings(max_examples=250, deadline=None)
def test_total_fit_is_never_worse_than_first_fit(units: list[LineUnit], widths: tuple[float, float]) -> None:
    ours, greedy = total_fit(units, widths, GAPS), first_fit(units, widths, GAPS)
    assert demerits(ours, widths, GAPS) <= demerits(greedy, widths, GAPS) * (1 + 1e-9) + 1e-6


@given(st.lists(st.floats(4, 40), min_size=1, max_size=9), measures)
@settings(max_examples=120, deadline=None)
def test_total_fit_finds_the_best_of_all_ways(sizes: list[float], widths: tuple[float, float]) -> None:
    units = make(sizes)
    best = min(
        (demerits(lines, widths, GAPS) for lines in _all_ways(units, widths)),
        default=None,
    )
    assert best is not None
    assert demerits(total_fit(units, widths, GAPS), widths, GAPS) == pytest.approx(best, rel=1e-9)


def _all_ways(units: list[LineUnit], widths: tuple[float, float]) -> list[list[Line]]:
    found = []
    n = len(units)
    for mask in range(2 ** (n - 1)):
        cuts = [0, *(i for i in range(1, n) if mask >> (i - 1) & 1), n]
        lines = []
        for a, b in pairwise(cuts):
            group = units[a:b]
            line = Line(group[0].start, group[-1].end, sum(u.width for u in group), spaces_in(group), 0.0)
            if line.width + line.spaces * GAPS.least > widths[0 if a == 0 else 1] + 1e-6:
                break
            lines.append(line)
        else:
            found.append(lines)
    return found


@given(paragraphs, measures)
@settings(max_examples=150, deadline=None)
def test_gaps_fill_every_line_but_the_last(units: list[LineUnit], widths: tuple[float, float]) -> None:
    lines = total_fit(units, widths, GAPS)
    for n, line in enumerate(lines[:-1]):
        if line.spaces:
            assert line.natural == pytest.approx(widths[0 if n == 0 else 1])
    last = lines[-1]
    assert last.gap <= GAPS.natural + 1e-9
    assert last.natural <= widths[0 if len(lines) == 1 else 1] + 1e-5


def test_a_last_line_that_fits_keeps_the_natural_gap() -> None:
    (line,) = total_fit(make([20, 20, 20]), (100, 100), GAPS)
    assert line.gap == GAPS.natural


def test_a_last_line_is_squeezed_rather_than_broken() -> None:
    # Three units of 31.5 and two gaps: 98.9 pt naturally, 97.9 pt at the least.
    (line,) = total_fit(make([31.5, 31.5, 31.5]), (98.2, 98.2), GAPS)
    assert GAPS.least <= line.gap < GAPS.natural


def test_a_last_line_shorter_than_a_fifth_of_the_measure_is_avoided() -> None:
    units = make([3.0] * 33)
    assert len(covered(units, first_fit(units, (150, 150), GAPS))[-1]) == 1
    last = total_fit(units, (150, 150), GAPS)[-1]
    assert last.natural >= 0.2 * 150


def test_joined_units_get_no_space() -> None:
    units = make([40, 40, 10], [False, True, True])
    (line,) = total_fit(units, (100, 100), GAPS)
    assert (line.spaces, line.width) == (0, 90)
    lines = total_fit(units, (60, 60), GAPS)
    assert sum(line.spaces for line in lines) == 0
    assert [line.end for line in lines[:-1]] == [line.start for line in lines[1:]]


@pytest.mark.parametrize("breaker", [total_fit, first_fit])
def test_one_unit_is_one_line(breaker) -> None:  # type: ignore[no-untyped-def]
    assert [(x.start, x.end, x.spaces) for x in breaker(make([50]), (90, 100), GAPS)] == [(0, 10, 0)]


@pytest.mark.parametrize("breaker", [total_fit, first_fit])
@pytest.mark.parametrize("sizes", [[300], [20, 300, 20], [300, 300], [20, 20, 20, 20, 20, 300]])
def test_units_that_are_too_wide_stand_alone_and_none_is_lost(breaker, sizes: list[float]) -> None:  # type: ignore[no-untyped-def]
    units = make(sizes)
    groups = covered(units, breaker(units, (90, 100), GAPS))
    assert all(len(group) == 1 for group in groups if group[0].width > 100)


# --- balanced -------------------------------------------------------------------------------------------------


@given(paragraphs, st.floats(70, 200))
@settings(max_examples=200, deadline=None)
def test_heads_take_the_fewest_lines_and_fit(units: list[LineUnit], width: float) -> None:
    lines = balanced(units, width, GAPS, [0.0] * len(units))
    natural = Gaps(GAPS.natural, GAPS.natural)
    assert len(lines) == len(first_fit(units, (width, width), natural))
    for group, line in zip(covered(units, lines), lines, strict=True):
        assert line.gap == GAPS.natural
        if len(group) > 1:
            assert line.natural <= width + 1e-5


def test_a_head_has_no_single_short_word_on_its_last_line() -> None:
    units = make([30, 30, 30, 30, 30, 30, 8])
    lines = balanced(units, 100, GAPS, [0.0] * len(units))
    sizes = [len(group) for group in covered(units, lines)]
    assert sizes[-1] > 1
    assert len(first_fit(units, (100, 100), GAPS)) == len(lines)


def test_a_head_does_not_end_a_line_with_a_weak_word_when_it_need_not() -> None:
    units = make([20] * 8)
    weak = [0.0] * 8
    weak[3] = 0.12
    even = balanced(units, 120, GAPS, [0.0] * 8)
    assert [len(g) for g in covered(units, even)] == [4, 4]
    sizes = [len(g) for g in covered(units, balanced(units, 120, GAPS, weak))]
    assert sizes in ([3, 5], [5, 3])


@pytest.mark.parametrize("sizes", [[50], [300], [300, 10], [10, 300], [300, 300, 300]])
def test_degenerate_heads_keep_every_unit(sizes: list[float]) -> None:
    units = make(sizes)
    covered(units, balanced(units, 100, GAPS, [0.0] * len(units)))
