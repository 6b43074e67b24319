"""What the pre-pass hands on: the lines for the parser, and where they differ from those that were typed."""

from __future__ import annotations

from dataclasses import field

from bulletin.errors import Finding, Rule
from bulletin.lazy import dataclass


@dataclass(slots=True)
class Prepared:
    """The lines as typed, the lines for the parser, and which values were mended by which rule (keys are 0-based)."""

    typed: list[str]
    lines: list[str]
    mends: dict[tuple[int, int], Rule] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    shifts: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Lines that got more blanks than were typed, and the columns of those blanks in `lines`, from the left."""

    def typed_column(self, line: int, column: int) -> int:
        """The column as typed of a place in `lines`."""
        return column - sum(column > shift for shift in self.shifts.get(line, ()))

    def mended_column(self, line: int, column: int) -> int:
        """The column in `lines` of a place as typed."""
        for shift in self.shifts.get(line, ()):
            column += column >= shift
        return column
