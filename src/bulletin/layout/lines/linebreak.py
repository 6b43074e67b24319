"""BREAK: total-fit line breaking (Knuth and Plass, "Breaking Paragraphs into Lines", 1981) for text without hyphens.

The whole paragraph is weighed: every way to break it is a path, a line costs more the further its word gaps are
from the natural space, and the cheapest path wins. Vietnamese has short syllables and no hyphenation, so a
first-fit breaker leaves one wide line beside a tight one; the sum of squares evens them out.

A *unit* is what may not be broken: a word, or several tied by the glue rules. Widths are in pt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
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
ROUNDING_PT = 1e-6

# Ragged lines, in shares of the measure squared.
_AIM = 1.04
"""The length that lines are compared with, in shares of their mean: a little longer keeps the last line shorter."""
_LONELY_LINE = 0.3
"""A last line of a head below this share of the measure is lonely …"""
_LONELY_COST = 0.5
"""… and costs this."""
_MORE_LINES = 1.0
"""What a line more than the fewest costs: no shape of the lines is worth it, but a name in one piece is."""


@dataclass(frozen=True, slots=True)
class LineUnit:
    """Unbreakable piece of a paragraph: characters [start, end), its ink width, the spaces inside it.

    `joined` units follow the one before without a space (a long address broken after a slash). `price` is what it costs
    to begin a line with the unit, in demerits: a soft tie holds it to the one before. `letters` are those that a
    planned letter-spacing widens.
    """

    start: int
    end: int
    width: float
    spaces: int = 0
    joined: bool = False
    price: float = 0.0
    letters: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """Characters [start, end) of the paragraph; `width` of the ink without spaces, `spaces` gaps of `gap` pt each.

    `inset` is the white before a line of verse, pt. `push_pt` is more white before the character `push_at`: a credit at
    the end of its line. A `ragged` line of justified text keeps its natural gaps and ends where it ends. Fine
    typography, in pt too: `tracking` is added behind each glyph but the last, and `width` includes it; `shrink` is
    taken from each space of a line that is not stretched; `hang_start` and `hang_end` say how far the first and the
    last sign are outside the measure.
    """

    start: int
    end: int
    width: float
    spaces: int
    gap: float
    inset: float = 0.0
    push_pt: float = 0.0
    push_at: int = 0
    ragged: bool = False
    tracking: float = 0.0
    shrink: float = 0.0
    hang_start: float = 0.0
    hang_end: float = 0.0

    @property
    def natural(self) -> float:
        return self.width + self.spaces * self.gap


@dataclass(frozen=True, slots=True)
class Gaps:
    """Word gap: as the font has it, and the least that is allowed (CSS then only ever stretches)."""

    natural: float
    least: float


@dataclass(frozen=True, slots=True)
class Looseness:
    """What may be done to a line whose gaps come out too wide.

    Args:
        size_pt: of the type.
        tracking_em: the most letter-spacing of a line, in shares of the size; 0 for none.
        ragged_from: a paragraph with a line of wider gaps, in natural ones, is set ragged.
    """

    size_pt: float
    tracking_em: float = 0.0
    ragged_from: float = inf


SAVE_FROM = 1.5
"""Gaps, in natural ones, from which letters are spaced to save the gaps."""


def prefix(units: Sequence[LineUnit]) -> tuple[list[float], list[int]]:
    """Running sums of ink and of spaces; the space before a unit counts with that unit."""
    ink, spaces = [0.0], [0]
    for i, unit in enumerate(units):
        ink.append(ink[-1] + unit.width)
        spaces.append(spaces[-1] + unit.spaces + (0 if unit.joined or i == 0 else 1))
    return ink, spaces


def inner_spaces(units: Sequence[LineUnit], spaces: Sequence[int], i: int, j: int) -> int:
    """Spaces inside a line of units [i, j): the one before its first unit does not count."""
    lead = 0 if units[i].joined or i == 0 else 1
    return spaces[j] - spaces[i] - lead


def _lines(
    units: Sequence[LineUnit],
    breaks: Sequence[int],
    widths: tuple[float, ...],
    gaps: Gaps,
    loose: Looseness | None = None,
) -> tuple[Line, ...]:
    ink, spaces = prefix(units)
    lines: list[Line] = []
    plain: list[Line] = []
    for n, (i, j) in enumerate(zip((0, *breaks), breaks, strict=False)):
        inner = inner_spaces(units, spaces, i, j)
        free = widths[min(n, len(widths) - 1)] - (ink[j] - ink[i])
        gap = free / inner if inner else gaps.natural
        if j == len(units):
            gap = min(gap, gaps.natural)
        line = Line(units[i].start, units[j - 1].end, ink[j] - ink[i], inner, gap)
        plain.append(line)
        lines.append(_spaced(line, sum(unit.letters for unit in units[i:j]), gaps.natural, loose) if loose else line)
    if loose and any(line.gap > loose.ragged_from * gaps.natural for line in lines if line.spaces):
        # One wide line cannot be mended by its neighbours: the paragraph keeps its lines and its natural gaps.
        return tuple(
            replace(line, gap=gaps.natural, ragged=True) if line.gap > gaps.natural else line for line in plain
        )
    return tuple(lines)


def _spaced(line: Line, letters: int, natural: float, loose: Looseness) -> Line:
    """A loose line with letters spaced as far as its gaps need it."""
    most = loose.tracking_em * loose.size_pt * letters
    taken = min(most, (line.gap - SAVE_FROM * natural) * line.spaces)
    if taken <= ROUNDING_PT:
        return line
    return replace(line, width=line.width + taken, gap=line.gap - taken / line.spaces, tracking=taken / letters)


def first_fit(units: Sequence[LineUnit], widths: tuple[float, float], gaps: Gaps) -> tuple[Line, ...]:
    """Greedy lines, as CSS sets them: each takes what fits at the least gap; `widths` of the first and other lines."""
    ink, spaces = prefix(units)
    breaks: list[int] = []
    i = 0
    while i < len(units):
        width = widths[0 if i == 0 else 1]
        j = i + 1
        while j < len(units) and ink[j + 1] - ink[i] + inner_spaces(units, spaces, i, j + 1) * gaps.least <= width:
            j += 1
        breaks.append(j)
        i = j
    return _lines(units, breaks, widths, gaps)


def total_fit(
    units: Sequence[LineUnit], widths: tuple[float, float], gaps: Gaps, loose: Looseness | None = None
) -> tuple[Line, ...]:
    """The most even lines for a justified paragraph.

    Args:
        units: at least one; none wider than the narrower of `widths` (split those first).
        widths: measure of the first line (less its indent) and of the others, pt.
        gaps: natural and least word gap, pt.
        loose: what may be done to loose lines; the lines are chosen as they then come out.

    Demerits of a line are (1 + 100 r³)² as in TeX, r being the gap's distance from the natural gap in shares of the
    stretch (`_STRETCH`) or of the shrink. A last line shorter than a fifth of the measure is costly, and so is a unit
    with a price at a line's head.
    """
    n = len(units)
    ink, spaces = prefix(units)
    letter = loose.tracking_em * loose.size_pt if loose else 0.0
    letters = list(accumulate((unit.letters * letter for unit in units), initial=0.0))
    saved = SAVE_FROM * gaps.natural
    best = [inf] * (n + 1)
    back = [0] * (n + 1)
    best[0] = 0.0
    natural, least = gaps.natural, gaps.least
    stretch, shrink = natural * _STRETCH, max(natural - least, ROUNDING_PT)
    for i in range(n):
        so_far = best[i]
        if so_far is inf:
            continue
        so_far += units[i].price if i else 0.0
        width = widths[0] if i == 0 else widths[1]
        base_ink = ink[i]
        base_spaces = spaces[i] + (0 if units[i].joined or i == 0 else 1)
        for j in range(i + 1, n + 1):
            line = ink[j] - base_ink
            inner = spaces[j] - base_spaces
            free = width - line
            if free < inner * least - ROUNDING_PT:
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
                if letter and inner and gap > saved:
                    gap = max(saved, gap - (letters[j] - letters[i]) / inner)
                r = (gap - natural) / stretch if gap > natural else (natural - gap) / shrink
                cost = so_far + (1 + _BADNESS * r * r * r) ** 2
            if cost < best[j]:
                best[j], back[j] = cost, i
    breaks: list[int] = []
    j = n
    while j:
        breaks.append(j)
        j = back[j]
    return _lines(units, breaks[::-1], widths, gaps, loose)


def lines_at(
    units: Sequence[LineUnit], breaks: Sequence[int], widths: tuple[float, ...], gaps: Gaps, loose: Looseness
) -> tuple[Line, ...]:
    """Lines that end before the units of these numbers, which another search has found.

    The last of `widths` is the measure of all lines that have none of their own.
    """
    return _lines(units, breaks, widths, gaps, loose)


def line_demerits(width: float, free: float, inner: int, saved: float, gaps: Gaps, last: bool) -> float:
    """The demerits of a line as `total_fit` counts them.

    Args:
        width: its measure, pt.
        free: what its ink leaves of the measure, pt.
        inner: its gaps.
        saved: the white that letter-spacing may take from the gaps, pt.
        gaps: natural and least word gap, pt.
        last: whether it ends the paragraph.
    """
    shrink = max(gaps.natural - gaps.least, ROUNDING_PT)
    if free < inner * gaps.least - ROUNDING_PT:
        return _TOO_WIDE_DEMERITS
    if last:
        r = max(0.0, (gaps.natural - free / inner) / shrink) if inner else 0.0
        short = width - free + inner * gaps.natural < _SHORT_LINE * width
        return (1 + _BADNESS * r * r * r) ** 2 + (_SHORT_DEMERITS if short else 0.0)
    gap = free / max(inner, 1)
    if saved:
        gap = max(SAVE_FROM * gaps.natural, gap - saved / inner)
    r = (gap - gaps.natural) / (gaps.natural * _STRETCH) if gap > gaps.natural else (gaps.natural - gap) / shrink
    return (1 + _BADNESS * r * r * r) ** 2


MOST_BALANCED = 40
"""Lines. All ways to share the words over the lines are weighed, so the time grows with words × lines; nobody sees
whether a text of more lines is balanced, and most pages cannot hold it."""


def balanced(units: Sequence[LineUnit], width: float, gaps: Gaps, penalties: Sequence[float]) -> tuple[Line, ...]:
    """Ragged lines of nearly equal length: heads, standfirsts, captions.

    They are the fewest that fit, or one more where that saves a line end as bad as `_MORE_LINES`.

    Args:
        units: as in `total_fit`.
        width: the measure, pt.
        gaps: the natural gap is used throughout.
        penalties: for each unit what it costs to end a line after it, in shares of the measure squared (a head broken
            by sense does not end a line with "và" or "của").
    """
    greedy = first_fit(units, (width, width), Gaps(gaps.natural, gaps.natural))
    count = len(greedy)
    if count > MOST_BALANCED:
        return greedy
    cost, breaks = _shared(units, width, gaps.natural, penalties, count)
    if cost > _MORE_LINES:
        more, other = _shared(units, width, gaps.natural, penalties, count + 1)
        if more + _MORE_LINES < cost:
            breaks = other
    if not breaks:
        return greedy
    return tuple(
        Line(line.start, line.end, line.width, line.spaces, gaps.natural)
        for line in _lines(units, breaks, (width, width), gaps)
    )


def _shared(
    units: Sequence[LineUnit], width: float, gap: float, penalties: Sequence[float], count: int
) -> tuple[float, list[int]]:
    """The cheapest way to share units over so many lines: cost, and where each line ends; no ends if there is none."""
    n = len(units)
    ink, spaces = prefix(units)

    def natural(i: int, j: int) -> float:
        return ink[j] - ink[i] + inner_spaces(units, spaces, i, j) * gap

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
                if line > width + ROUNDING_PT and j > i + 1:
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
    return best[count][n], breaks[::-1] if j == 0 and best[count][n] < inf else []
