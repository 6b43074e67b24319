"""RUNS: the same justified paragraph in a line more or fewer, so that a book's page can come out full.

As `total_fit` in `linebreak.py`, but the cheapest way is kept for each number of lines; a line whose gaps would be
wider than a reader expects ends the search, so most paragraphs have one number and only some have two.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from bulletin.layout.lines.linebreak import ROUNDING_PT, Gaps, LineUnit, prefix

WIDEST_GAP = 2.0
"""The widest gap of a paragraph that is set longer, in natural ones."""
LEAST_LAST = 0.12
"""Its last line is at least so full, in shares of the measure."""
_STRETCH = 0.6
_UNEVEN = 100


def breaks_by_count(
    units: Sequence[LineUnit], widths: tuple[float, float], gaps: Gaps
) -> dict[int, tuple[float, tuple[int, ...]]]:
    """Return for each number of lines that a paragraph may have its demerits and the unit after each line.

    Args:
        units: as in `total_fit`.
        widths: measure of the first line and of the others, pt.
        gaps: natural and least word gap, pt.
    """
    n = len(units)
    ink, spaces = prefix(units)
    # A line with its widest gaps is at most so long: the first unit that it may end before is found by bisection.
    widest = [a + b * gaps.natural * WIDEST_GAP for a, b in zip(ink, spaces, strict=True)]
    best: list[dict[int, tuple[float, int]]] = [{} for _ in range(n + 1)]
    best[0][0] = (0.0, 0)
    for i in range(n):
        if not best[i]:
            continue
        width = widths[1 if i else 0]
        lead = 0 if units[i].joined or not i else 1
        first = bisect_right(widest, width + widest[i] + lead * gaps.natural * WIDEST_GAP - ROUNDING_PT, i + 1)
        # The last line may be short: the end is reached from wherever the rest is less than a line.
        for j in range(min(first, n), n + 1):
            line, inner = ink[j] - ink[i], spaces[j] - spaces[i] - lead
            if width - line < inner * gaps.least - ROUNDING_PT:
                break
            cost = _demerits(line, inner, width, gaps, j == n)
            for count, (so_far, _) in best[i].items() if cost is not None else ():
                price = so_far + (cost or 0.0) + (units[i].price if i else 0.0)
                if count + 1 not in best[j] or price < best[j][count + 1][0]:
                    best[j][count + 1] = (price, i)
    return {count: (best[n][count][0], _path(best, n, count)) for count in best[n]}


def _demerits(line: float, inner: int, width: float, gaps: Gaps, last: bool) -> float | None:
    """What a line costs; None when it may not be so."""
    if last:
        if line + inner * gaps.natural < LEAST_LAST * width:
            return None
        gap = min(gaps.natural, (width - line) / inner) if inner else gaps.natural
    elif not inner:
        return None
    else:
        gap = (width - line) / inner
    if gap > WIDEST_GAP * gaps.natural:
        return None
    room = _STRETCH * gaps.natural if gap > gaps.natural else max(gaps.natural - gaps.least, ROUNDING_PT)
    ratio = abs(gap - gaps.natural) / room
    return (1 + _UNEVEN * ratio**3) ** 2


def _path(best: Sequence[dict[int, tuple[float, int]]], end: int, count: int) -> tuple[int, ...]:
    found = []
    while count:
        found.append(end)
        end, count = best[end][count][1], count - 1
    return tuple(reversed(found))
