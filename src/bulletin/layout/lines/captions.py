"""The lines of a caption with its credit, which is never torn.

The credit is at the right end of the last line if it fits there. A last line is not left with a word or two, nor with
a credit alone: words of the line above come down to it until it is filled, in no more lines than before. Where they
cannot, the credit is on a line of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bulletin.layout.lines.linebreak import Gaps, Line, LineUnit, balanced, first_fit, inner_spaces, prefix

LEAST_FILLED = 0.6
"""Share of the measure that the last line of a caption fills, where its words allow it."""
APART_EM = 1.0
"""White between a caption and the credit on its last line, at least."""
_ROOM_PT = 0.1
"""What the page setter may round up on a line that is filled to its end."""


def caption_lines(
    caption: Sequence[LineUnit], credit: Sequence[LineUnit], width: float, gap: float, em: float, to_right: bool
) -> tuple[Line, ...]:
    """The lines of a caption and its credit.

    Args:
        caption: units of the words about the photo, at least one.
        credit: units of the credit, none where there is no credit.
        width: the measure, pt.
        gap: the natural word gap, pt.
        em: size of the type, pt.
        to_right: whether the credit goes to the right end of its line (in a caption that is flush left).
    """
    gaps = Gaps(gap, gap)
    lines = first_fit(caption, (width, width), gaps)
    if not credit:
        return _filled(lines, caption, width, gaps)
    own = first_fit(credit, (width, width), gaps)
    apart, name = max(gap, APART_EM * em), own[0]
    room = width - (apart + name.natural + _ROOM_PT if len(own) == 1 else width)
    wanted = _wanted(width) - gap - name.natural
    fits = lines[-1].natural <= room
    if fits and lines[-1].natural >= wanted:
        return _signed(lines, name, width, gap, apart, to_right)
    if len(lines) + (not fits) > 1 and (moved := _moved(caption, room, wanted, width, gaps)):
        return _signed(moved, name, width, gap, apart, to_right)
    if fits:
        return _signed(lines, name, width, gap, apart, to_right)
    if to_right:
        own = tuple(
            replace(line, push_pt=max(0.0, width - _ROOM_PT - line.natural), push_at=line.start) for line in own
        )
    return (*_filled(lines, caption, width, gaps), *own)


def _signed(
    lines: tuple[Line, ...], name: Line, width: float, gap: float, apart: float, to_right: bool
) -> tuple[Line, ...]:  # fmt: skip
    """Lines of a caption with its credit on the last of them."""
    last = lines[-1]
    joined = Line(last.start, name.end, last.width + name.width, last.spaces + name.spaces + 1, gap)
    push = width - _ROOM_PT - joined.natural if to_right else apart - gap
    return (*lines[:-1], replace(joined, push_pt=max(0.0, push), push_at=name.start))


def _wanted(width: float) -> float:
    """The least natural width of a last line, pt."""
    return LEAST_FILLED * width + _ROOM_PT


def _moved(
    units: Sequence[LineUnit], room: float, wanted: float, width: float, gaps: Gaps
) -> tuple[Line, ...] | None:  # fmt: skip
    """Lines whose last one holds the fewest words that are as wide as wanted, in a room; None where none are."""
    ink, spaces = prefix(units)
    for first in range(len(units) - 1, 0, -1):
        words = ink[-1] - ink[first] + inner_spaces(units, spaces, first, len(units)) * gaps.natural
        if words > room:
            return None
        if words >= wanted:
            above = balanced(units[:first], width, gaps, [0.0] * first)
            return (*above, *first_fit(units[first:], (width, width), gaps))
    return None


def _filled(lines: tuple[Line, ...], units: Sequence[LineUnit], width: float, gaps: Gaps) -> tuple[Line, ...]:
    """Greedy lines, or balanced ones where the last would be short, if need be with more words on the last."""
    if len(lines) == 1 or lines[-1].natural >= _wanted(width):
        return lines
    even = balanced(units, width, gaps, [0.0] * len(units))
    if even[-1].natural >= _wanted(width):
        return even
    return _moved(units, width, _wanted(width), width, gaps) or even


def tied(units: Sequence[LineUnit], ranges: Sequence[tuple[int, int]]) -> list[LineUnit]:
    """Return the units of a text, all that begin in one of these ranges of characters in one: no line ends in it."""
    found: list[LineUnit] = []
    last = -1
    for unit in units:
        own = next((n for n, (start, end) in enumerate(ranges) if start <= unit.start < end), -1)
        if found and own == last >= 0:
            before = found[-1]
            spaces = before.spaces + unit.spaces + (not unit.joined)
            found[-1] = replace(before, end=unit.end, width=before.width + unit.width, spaces=spaces)
        else:
            found.append(unit)
        last = own
    return found
