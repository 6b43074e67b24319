"""Tables that are none for the program: cells between runs of blanks, rows with empty lines between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.desk.lint.reading import DeskReading, TextPiece
from bulletin.desk.lint.row import Row, slip, warning
from bulletin.desk.lint.slip import Slip
from bulletin.lazy import pattern
from bulletin.text.body.cells import cell_lines
from bulletin.text.body.tables import bar_cells, is_ruling, ruling

LOOSE = warning(
    "loose-table",
    ("Các dòng này có vẻ là một bảng {columns} cột, nhưng được in thành đoạn văn.",
     "These lines look like a table of {columns} columns, but they are printed as paragraphs."),
    ("Các hàng của bảng phải liền nhau, không có dòng trống, và các ô cách nhau bằng dấu | hoặc phím Tab; nhiều dấu "
     "cách liền nhau chỉ được in thành một.",
     "The rows of a table follow each other without empty lines, and bars or tabs part its cells; a run of blanks is "
     "printed as one."),
    ("Xin bỏ các dòng trống giữa các hàng, gõ mỗi hàng theo mẫu {head}; ngay dưới hàng đầu phải có dòng {ruling}.",
     "Delete the empty lines between the rows, type each row like {head}; below the first there must be {ruling}."),
    form=("Xin gõ lại các dòng này thành bảng.", "Type these lines again as a table."),
)  # fmt: skip

_CELLS = pattern(r"[ \u00a0]*\t[ \t\u00a0]*|(?<![.!?:;,…])[ \u00a0]{2,}")
_WIDE = pattern(r"(?<=\S)[ \u00a0]{3,}(?=\S)")
_LONGEST_CELL = 40
"""Signs. What is longer on average is a sentence with a blank too many."""
_SURE_ROWS = 3
"""So many rows of as many cells are a table even where only two blanks part them."""

Rows = tuple[int, int, tuple[str, ...]]
"""First line, the line behind the last one, the cells of the first row."""


def loose_tables(piece: TextPiece) -> list[Rows]:
    """The lines of a body that look like a table and are set as paragraphs."""
    text = piece.typed.text
    if "\t" not in text and "  " not in text and "|" not in text:
        return []
    lines = text.split("\n")
    pasted = cell_lines(lines)
    rows = [None if pasted[number] else _cells(line) for number, line in enumerate(lines)]
    found: list[Rows] = []
    at = 0
    while at < len(lines):
        group = _group(lines, rows, at)
        if group and _is_loose(lines, rows, group):
            found.append((group[0], group[-1] + 1, rows[group[0]] or ()))
        at = group[-1] + 1 if group else at + 1
    return found


def _cells(line: str) -> tuple[str, ...] | None:
    """The cells of a line that may be a row; None for any other line."""
    bare = line.strip()
    if bare.startswith("|") and bare.endswith("|") and len(bare) > 1:
        return bar_cells(bare)
    if "|" in bare or not (cells := [cell for cell in _CELLS.split(bare) if cell]):
        return None
    short = sum(map(len, cells)) <= _LONGEST_CELL * len(cells)
    return tuple(cells) if len(cells) > 1 and short else None


def _group(lines: Sequence[str], rows: Sequence[tuple[str, ...] | None], first: int) -> list[int]:
    """The rows from a line on that belong together: of as many cells, with one empty line between them at most."""
    group: list[int] = []
    for number in range(first, len(lines)):
        row = rows[number]
        if row is None:
            if lines[number].strip() or not group or number - group[-1] > 1:
                break
            continue
        apart = bool(group) and number - group[-1] > 1
        begins = apart and number + 1 < len(lines) and is_ruling(lines[number + 1])
        if begins or (group and len(row) != len(rows[group[0]] or ())):
            break
        group.append(number)
    return group


def _is_loose(lines: Sequence[str], rows: Sequence[tuple[str, ...] | None], group: Sequence[int]) -> bool:
    typed = [lines[number] for number in group if not is_ruling(lines[number])]
    if len(typed) < 2:
        return False
    if len(group) < group[-1] - group[0] + 1:  # an empty line between two rows
        tight = any("|" in line or "\t" in line.strip() for line in typed)
        return tight or len(typed) >= _SURE_ROWS or all(map(_WIDE.search, typed))
    if "|" in typed[0] or "\t" in typed[0].strip():
        return False
    return len(typed) >= _SURE_ROWS or all(map(_WIDE.search, typed))


def find_loose(reading: DeskReading) -> Iterator[Slip]:
    """Every such table at its first row."""
    for piece in reading.of("body", "boxes.body"):
        lines = piece.typed.text.split("\n")
        for first, _end, cells in loose_tables(piece):
            start = sum(len(line) + 1 for line in lines[:first])
            if not piece.quoted(start):
                span = start + len(lines[first]) - len(lines[first].lstrip()), start + len(lines[first].rstrip())
                head = f"| {' | '.join(cells)} |"
                yield slip(LOOSE, piece, span, columns=str(len(cells)), head=head, ruling=ruling(len(cells)))


ROWS: tuple[Row, ...] = (
    Row(
        LOOSE,
        "leftovers",
        find_loose,
        "Tổ     Hộ     Người\nMột    12     40\nHai    15     52",
        "Tổ\tHộ\tNgười\nMột\t12\t40\nHai\t15\t52\n\nBà con vui.  Ai cũng đến.\nChợ đông.  Trời nắng.",
    ),
)
