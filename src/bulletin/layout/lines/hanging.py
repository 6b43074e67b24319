"""Signs that hang outside the measure: a line that begins with a quotation mark looks indented, unless it hangs.

Lines are broken as if nothing hung, so no word moves from one line to another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bulletin.layout.laid import HANGS_BEFORE, HANGS_BEHIND
from bulletin.layout.lines.linebreak import Line
from bulletin.layout.lines.shape import Shaper
from bulletin.layout.lines.units import Spans
from bulletin.layout.spec import Role


def hung(lines: Sequence[Line], spans: Spans, role: Role, shaper: Shaper) -> tuple[Line, ...]:
    """The lines of a text with what hangs at their ends, as far as the role allows it.

    Behind a line that is flush left nothing hangs, since its end is nowhere near the measure.
    """
    most = role.hang_em * role.size_pt
    out = []
    for line in lines:
        text = spans.text[line.start : line.end]
        first = len(text) - len(text.lstrip("".join(HANGS_BEFORE)))
        last = len(text.rstrip("".join(HANGS_BEHIND)))
        start = _width(spans, role, shaper, line.start, line.start + first) if role.align != "right" else 0.0
        end = _width(spans, role, shaper, line.start + last, line.end) if role.align != "left" else 0.0
        out.append(replace(line, hang_start=min(start, most), hang_end=min(end, most)))
    return tuple(out)


def _width(spans: Spans, role: Role, shaper: Shaper, start: int, end: int) -> float:
    """The width of some signs, each by itself."""
    return sum(
        shaper.word(sign, shaper.face(role, span.bold, span.italic), role.size_pt)
        for span in spans.cut(start, end)
        for sign in span.text
    )
