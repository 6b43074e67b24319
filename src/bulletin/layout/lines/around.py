"""The most even lines for a justified paragraph that runs around something at its head, such as an initial.

As `total_fit` in `linebreak.py`, but each of the first lines has a measure of its own, so the number of a line is part
of the state.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import inf

from bulletin.layout.lines.linebreak import (
    ROUNDING_PT,
    SAVE_FROM,
    Gaps,
    Line,
    LineUnit,
    Looseness,
    inner_spaces,
    line_demerits,
    lines_at,
    prefix,
)


def fit_around(units: Sequence[LineUnit], widths: tuple[float, ...], gaps: Gaps, loose: Looseness) -> tuple[Line, ...]:
    """The lines of a paragraph.

    Args:
        units: as in `total_fit`; none wider than the narrowest of `widths`.
        widths: measure of each of the first lines, and of all others, pt.
        gaps: natural and least word gap, pt.
        loose: what may be done to loose lines.
    """
    n, last = len(units), len(widths) - 1
    ink, spaces = prefix(units)
    letter = loose.tracking_em * loose.size_pt
    letters = list(accumulate((unit.letters * letter for unit in units), initial=0.0))
    # best[k][i]: the first i units are on k lines, or on `last` lines and more.
    best = [[inf] * (n + 1) for _ in widths]
    back = [[(0, 0)] * (n + 1) for _ in widths]
    best[0][0] = 0.0
    for i in range(n):
        for number, width in enumerate(widths):
            if best[number][i] is inf:
                continue
            so_far = best[number][i] + (units[i].price if i else 0.0)
            after = min(number + 1, last)
            for j in range(i + 1, n + 1):
                inner = inner_spaces(units, spaces, i, j)
                free = width - (ink[j] - ink[i])
                if free < inner * gaps.least - ROUNDING_PT and j > i + 1:
                    break
                saved = letters[j] - letters[i] if inner and free > SAVE_FROM * gaps.natural * inner else 0.0
                cost = so_far + line_demerits(width, free, inner, saved, gaps, j == n)
                if cost < best[after][j]:
                    best[after][j], back[after][j] = cost, (number, i)
    number = min(range(len(widths)), key=lambda k: best[k][n])
    breaks: list[int] = []
    j = n
    while j:
        breaks.append(j)
        number, j = back[number][j]
    return lines_at(units, breaks[::-1], widths, gaps, loose)
