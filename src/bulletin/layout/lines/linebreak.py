"""BREAK: total-fit line breaking (Knuth and Plass, "Breaking Paragraphs into Lines", 1981) for text without hyphens.

The whole paragraph is weighed: every way to break it is a path, a line costs more the further its word gaps are
from the natural space, and the cheapest path wins. Vietnamese has short syllables and no hyphenation, so a
first-fit breaker leaves one wide line beside a tight one; the sum of squares evens them out.

A *unit* is what may not be broken: a word, or several tied by the glue rules. Widths are in pt.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from bulletin.lazy import dataclass

# Demerits, in TeX's unit: a line whose gaps are stretched or shrunk to their limit has (1 + 100)².
_BADNESS = 100
_STRETCH = 0.6
"""How far a gap is stretched at its limit, in shares of the natural gap."""
_SHORT_LINE = 0.2
"""A last line below this share of the measure is short …"""
_SHORT_DEMERITS = 8000.0
"""… and has so many more."""
_TOO_WIDE_DEMERITS = 1e9
"""For a unit that is wider than the measure: taken only when nothing else is left."""
_ROUNDING_PT = 1e-6

# Ragged lines, in shares of the measure squared.
_AIM = 1.04
"""The length that lines are compared with, in shares of their mean: a little longer keeps the last line shorter."""
_LONELY_LINE = 0.3
"""A last line of a head below this share of the measure is lonely …"""
_LONELY_COST = 0.5
"""… and costs this."""


@dataclass(frozen=True, slots=True)
class LineUnit:
    """Unbreakable piece of a paragraph: characters [start, end), its ink width, the spaces inside it.

    `joined` units follow the one before without a space (a long address broken after a slash).
    """

    start: int
    end: int
    width: float
    spaces: int = 0
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Characters [start, end) of the paragraph; `width` of the ink without spaces, `spaces` gaps of `gap` pt each.

    `inset` is the white before a line of verse, pt.
    """

    start: int
    end: int
    width: float
    spaces: int
    gap: float
    inset: float = 0.0

    @property
    def natural(self) -> float:
        return self.width + self.spaces * self.gap


@dataclass(frozen=True, slots=True)
class Gaps:
    """Word gap: as the font has it, and the least that is allowed (CSS then only ever stretches)."""

    natural: float
    least: float


def _prefix(units: Sequence[LineUnit]) -> tuple[list[float], list[int]]:
    """Running sums of ink and of spaces; the space before a unit counts with that unit."""
    ink, spaces = [0.0], [0]
    for i, unit in enumerate(units):
        ink.append(ink[-1] + unit.width)
        spaces.append(spaces[-1] + unit.spaces + (0 if unit.joined or i == 0 else 1))
    return ink, spaces


def _inner(units: Sequence[LineUnit], spaces: Sequence[int], i: int, j: int) -> int:
    """Spaces inside a line of units [i, j): the one before its first unit does not count."""
    lead = 0 if units[i].joined or i == 0 else 1
    return spaces[j] - spaces[i] - lead


def _lines(
    units: Sequence[LineUnit], breaks: Sequence[int], widths: tuple[float, float], gaps: Gaps
) -> tuple[Line, ...]:
    ink, spaces = _prefix(units)
    lines: list[Line] = []
    for n, (i, j) in enumerate(zip((0, *breaks), breaks, strict=False)):
        inner = _inner(units, spaces, i, j)
        free = widths[0 if n == 0 else 1] - (ink[j] - ink[i])
        gap = free / inner if inner else gaps.natural
        if j == len(units):
            gap = min(gap, gaps.natural)
        lines.append(Line(units[i].start, units[j - 1].end, ink[j] - ink[i], inner, gap))
    return tuple(lines)


def first_fit(units: Sequence[LineUnit], widths: tuple[float, float], gaps: Gaps) -> tuple[Line, ...]:
    """Greedy lines, as CSS sets them: each takes what fits at the least gap; `widths` of the first and other lines."""
    ink, spaces = _prefix(units)
    breaks: list[int] = []
    i = 0
    while i < len(units):
        width = widths[0 if i == 0 else 1]
        j = i + 1
        while j < len(units) and ink[j + 1] - ink[i] + _inner(units, spaces, i, j + 1) * gaps.least <= width:
            j += 1
        breaks.append(j)
        i = j
    return _lines(units, breaks, widths, gaps)


def total_fit(units: Sequence[LineUnit], widths: tuple[float, float], gaps: Gaps) -> tuple[Line, ...]:
    """The most even lines for a justified paragraph.

    Args:
        units: at least one; none wider than the narrower of `widths` (split those first).
        widths: measure of the first line (less its indent) and of the others, pt.
        gaps: natural and least word gap, pt.

    Demerits of a line are (1 + 100 r³)² as in TeX, r being the gap's distance from the natural gap in shares of the
    stretch (`_STRETCH`) or of the shrink. A last line shorter than a fifth of the measure is costly.
    """
    n = len(units)
    ink, spaces = _prefix(units)
    best = [inf] * (n + 1)
    back = [0] * (n + 1)
    best[0] = 0.0
    natural, least = gaps.natural, gaps.least
    stretch, shrink = natural * _STRETCH, max(natural - least, _ROUNDING_PT)
    for i in range(n):
        so_far = best[i]
        if so_far is inf:
            continue
        width = widths[0] if i == 0 else widths[1]
        base_ink = ink[i]
        base_spaces = spaces[i] + (0 if units[i].joined or i == 0 else 1)
        for j in range(i + 1, n + 1):
            line = ink[j] - base_ink
            inner = spaces[j] - base_spaces
            free = width - line
            if free < inner * least - _ROUNDING_PT:
                if j == i + 1 and best[j] > so_far + _TOO_WIDE_DEMERITS:
                    best[j], back[j] = so_far + _TOO_WIDE_DEMERITS, i
                break
            if j == n:
                short = line + inner * natural < _SHORT_LINE * width
                r = max(0.0, (natural - free / inner) / shrink) if inner else 0.0
                cost = so_far + (1 + _BADNESS * r * r * r) ** 2 + (_SHORT_DEMERITS if short else 0.0)
            else:
                # A line of one unit cannot be justified; it costs what a gap as wide as its white would cost.
                gap = free / max(inner, 1)
                r = (gap - natural) / stretch if gap > natural else (natural - gap) / shrink
                cost = so_far + (1 + _BADNESS * r * r * r) ** 2
            if cost < best[j]:
                best[j], back[j] = cost, i
    breaks: list[int] = []
    j = n
    while j:
        breaks.append(j)
        j = back[j]
    return _lines(units, breaks[::-1], widths, gaps)


MOST_BALANCED = 40
"""Lines. All ways to share the words over the lines are weighed, so the time grows with words × lines; nobody sees
whether a text of more lines is balanced, and most pages cannot hold it."""


def balanced(units: Sequence[LineUnit], width: float, gaps: Gaps, penalties: Sequence[float]) -> tuple[Line, ...]:
    """Ragged lines of nearly equal length in the fewest lines that fit: heads, standfirsts, captions.

    Args:
        units: as in `total_fit`.
        width: the measure, pt.
        gaps: the natural gap is used throughout.
        penalties: for each unit what it costs to end a line after it, in shares of the measure squared (a head broken
            by sense does not end a line with "và" or "của").
    """
    n = len(units)
    ink, spaces = _prefix(units)

    def natural(i: int, j: int) -> float:
        return ink[j] - ink[i] + _inner(units, spaces, i, j) * gaps.natural

    greedy = first_fit(units, (width, width), Gaps(gaps.natural, gaps.natural))
    count = len(greedy)
    if count > MOST_BALANCED:
        return greedy
    target = min(width, natural(0, n) / count * _AIM)
    best = [[inf] * (n + 1) for _ in range(count + 1)]
    back = [[0] * (n + 1) for _ in range(count + 1)]
    best[0][0] = 0.0
    for k in range(count):
        for i in range(n):
            so_far = best[k][i]
            if so_far == inf:
                continue
            for j in range(i + 1, n + 1):
                line = natural(i, j)
                if line > width + _ROUNDING_PT and j > i + 1:
                    break
                slack = (target - line) / width
                cost = so_far + slack * slack + (penalties[j - 1] if j < n else 0.0)
                if j == n and count > 1 and line < _LONELY_LINE * width:
                    cost += _LONELY_COST
                if cost < best[k + 1][j]:
                    best[k + 1][j], back[k + 1][j] = cost, i
    breaks: list[int] = []
    j = n
    for k in range(count, 0, -1):
        breaks.append(j)
        j = back[k][j]
    if j != 0 or best[count][n] == inf:
        return greedy
    return tuple(
        Line(line.start, line.end, line.width, line.spaces, gaps.natural)
        for line in _lines(units, breaks[::-1], (width, width), gaps)
    )
