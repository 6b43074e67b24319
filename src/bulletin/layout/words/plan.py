"""What a plan says of a line beside its words, for the page that is drawn from it."""

from __future__ import annotations

from bulletin.layout.lines.linebreak import Line
from bulletin.layout.lines.setter import SAFETY_PT
from bulletin.lazy import dataclass

STRETCHED_PT = 0.3
"""White at the end of a line that is not worth a gap of its own (`html_lines`)."""


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line's white and fine typography, pt.

    Attributes:
        inset: white before it.
        rest: white behind it that is not shared out among the gaps of a justified line.
        push: more white inside it, before its character `push_at`, counted from 0.
        shrink: how much narrower each space of a line is that is not stretched.
        tracking: added behind every glyph but the last.
        hang_start: how far its first sign is outside the measure.
        hang_end: how far its last sign is outside.
    """

    inset: float = 0.0
    rest: float = 0.0
    push: float = 0.0
    push_at: int = 0
    shrink: float = 0.0
    tracking: float = 0.0
    hang_start: float = 0.0
    hang_end: float = 0.0


AS_IT_COMES = PlannedLine()


def planned_line(line: Line, align: str, measure: float, typed_end: bool) -> PlannedLine:
    """What the plan says of one of its lines; a last line keeps its gap and leaves the rest of the measure white."""
    rest = 0.0
    if align == "justify" and (line.ragged or typed_end):
        # A line without a gap cannot give way, so the white must not fill it to the last hundredth: `…-nghi-quyet.`
        # would be broken at a hyphen.
        rest = measure - line.inset - line.width - line.spaces * line.gap - (0.0 if line.spaces else 2 * SAFETY_PT)
    push_at = line.push_at - line.start if line.push_pt else 0
    return PlannedLine(
        line.inset, rest if rest > STRETCHED_PT else 0.0, line.push_pt, push_at,
        line.shrink, line.tracking, line.hang_start, line.hang_end,
    )  # fmt: skip
