"""Tables of Markdown before parsing: a row with more cells than the head would lose words, so the head grows."""

from __future__ import annotations

from bulletin.errors import Rule
from bulletin.lazy import pattern
from bulletin.text import findings

_RULING = pattern(r"[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?")
_BAR = pattern(r"(?<!\\)\|")

TableProblem = tuple[int, Rule, str]
"""Line in the part (from 0), rule, words in question."""


def widen(part: str) -> tuple[str, tuple[TableProblem, ...]]:
    """The text with heads and ruling lines as wide as the widest row, and where that was needed or failed."""
    if "|" not in part:
        return part, ()
    lines = part.split("\n")
    problems: list[TableProblem] = []
    number = 1
    while number < len(lines):
        number = _widen_table(lines, number, problems)
    return "\n".join(lines), tuple(problems)


def _widen_table(lines: list[str], number: int, problems: list[TableProblem]) -> int:
    """Mends the table whose ruling line is `number`, if it is one; returns the line to go on with."""
    if "|" not in lines[number - 1] + lines[number] or _RULING.fullmatch(lines[number]) is None:
        return number + 1
    head = _cells(lines[number - 1])
    if head != _cells(lines[number]):
        problems.append((number - 1, findings.BROKEN_TABLE, lines[number - 1].strip()))
        return number + 1
    rows = _rows(lines, number + 1)
    widest = max(rows, key=_cells, default="")
    missing = _cells(widest) - head
    if missing > 0:
        problems.append((number - 1, findings.TABLE_COLUMNS, widest.strip()))
        lines[number - 1] = _wider(lines[number - 1], "   |" * missing)
        lines[number] = _wider(lines[number], " --- |" * missing)
    return number + len(rows) + 2


def _rows(lines: list[str], first: int) -> list[str]:
    """The lines of the table's body: up to the first empty line."""
    end = next((number for number in range(first, len(lines)) if not lines[number].strip()), len(lines))
    return lines[first:end]


def _cells(line: str) -> int:
    """How many cells a line has; bars at its ends are frame."""
    return len(bar_cells(line))


def bar_cells(line: str) -> tuple[str, ...]:
    """The cells of a line between bars; bars at its ends are frame."""
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return tuple(cell.strip() for cell in _BAR.split(inner))


def is_ruling(line: str) -> bool:
    """Whether a line is the one below the head of a table: `| --- | --- |`."""
    return "|" in line and _RULING.fullmatch(line) is not None


def ruling(columns: int) -> str:
    """The line to type below the head of a table with so many columns."""
    return f"|{' --- |' * columns}"


def _wider(line: str, more: str) -> str:
    bare = line.rstrip()
    framed = bare.endswith("|") and not bare.endswith("\\|")
    return bare + more if framed else f"{bare} |{more}"
