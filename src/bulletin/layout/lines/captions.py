"""The lines of a caption with its credit, which is never torn.

The credit is at the right end of the last line if it fits there, else on a line of its own. A last line without credit
is not left with a word or two: the lines are balanced then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bulletin.layout.lines.linebreak import Gaps, Line, LineUnit, balanced, first_fit

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
    last, name = lines[-1], own[0]
    if len(own) == 1 and last.natural + max(gap, APART_EM * em) + name.natural <= width - _ROOM_PT:
        joined = Line(last.start, name.end, last.width + name.width, last.spaces + name.spaces + 1, gap)
        push = width - _ROOM_PT - joined.natural if to_right else APART_EM * em - gap
        return (*lines[:-1], replace(joined, push_pt=max(0.0, push), push_at=name.start))
    if to_right:
        own = tuple(
            replace(line, push_pt=max(0.0, width - _ROOM_PT - line.natural), push_at=line.start) for line in own
        )
    return (*_filled(lines, caption, width, gaps), *own)


def _filled(lines: tuple[Line, ...], units: Sequence[LineUnit], width: float, gaps: Gaps) -> tuple[Line, ...]:
    """Greedy lines, or balanced ones where the last would be short."""
    if len(lines) == 1 or lines[-1].natural >= LEAST_FILLED * width:
        return lines
    return balanced(units, width, gaps, [0.0] * len(units))
