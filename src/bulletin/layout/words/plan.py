"""What a plan says of a line beside its words, for the page that is drawn from it."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.layout.lines.linebreak import Line

STRETCHED_PT = 0.3
"""White at the end of a line that is not worth a gap of its own (`html_lines`)."""


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line's white and fine typography, pt.

    Attributes:
        inset: white before it.
        rest: white behind it that is not shared out among the gaps of a justified line.
        shrink: how much narrower each space of a line is that is not stretched.
        tracking: added behind every glyph but the last.
        hang_start: how far its first sign is outside the measure.
        hang_end: how far its last sign is outside.
    """

    inset: float = 0.0
    rest: float = 0.0
    shrink: float = 0.0
    tracking: float = 0.0
    hang_start: float = 0.0
    hang_end: float = 0.0


AS_IT_COMES = PlannedLine()


def planned_line(line: Line, align: str, measure: float, typed_end: bool) -> PlannedLine:
    """What the plan says of one of its lines; a last line keeps its gap and leaves the rest of the measure white."""
    rest = 0.0
    if align == "justify" and typed_end:
        rest = measure - line.width - line.spaces * line.gap
    return PlannedLine(
        line.inset, rest if rest > STRETCHED_PT else 0.0, line.shrink, line.tracking, line.hang_start, line.hang_end
    )
