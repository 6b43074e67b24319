"""BARS: the figures of a table as bars, from what is typed in its last column.

A bar begins at nothing and is as long as its number is beside the largest one, so lengths never say more than figures
do. A row whose name is bold is a sum and has none. One number that is not like the others (no number, less than
nothing, another unit) and the table is printed without bars, since a reader would compare what cannot be compared.
"""

from __future__ import annotations

from dataclasses import replace

from bulletin.errors import Rule, Severity, Text
from bulletin.lazy import dataclass, pattern
from bulletin.model import Block, Inline, Table, plain

_NUMBER = pattern(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?\s*(\D*)")
"""Digits with dots between thousands and a comma before decimals (Decree 30/2020 writes numbers so), then a unit."""
_LEAST_ROWS = 2

NO_BARS = Rule(
    id="text.no-bars",
    severity=Severity.WARNING,
    what=Text(
        "Bảng được in không có thanh, vì ô “{cell}” không so được với các ô khác ở cột cuối.",
        "The table is printed without bars: “{cell}” cannot be compared with the other cells of the last column.",
    ),
    why=Text(
        "Thanh dài ngắn theo số: mọi ô ở cột cuối phải là một số không âm, cùng một đơn vị; phải có ít nhất hai số "
        "và một số lớn hơn 0. Dòng có tên in đậm là dòng cộng, không có thanh.",
        "A bar is as long as its number: each cell of the last column must be a number, not negative, of one unit; two "
        "numbers at least, and one of them above 0. A row whose name is bold is a sum and has no bar.",
    ),
    remedy=Text(
        "Xin ghi ở cột cuối mỗi dòng một số kiểu 1.250 hay 12,5 (đơn vị giống nhau, như 12,5 %), dòng cộng thì gõ "
        "**Cộng**; không cần thanh thì xóa dòng “bars” của hộp tin.",
        "Type a number such as 1.250 or 12,5 in the last cell of each row (one unit, as in 12,5 %), and **Sum** for a "
        "sum; without bars, delete the line “bars” of the box.",
    ),
    form=Text(
        "Xin ghi ở cột cuối mỗi dòng một số kiểu 1.250 hay 12,5, cùng đơn vị; tên dòng cộng thì chọn chữ rồi bấm Đậm; "
        "không cần thanh thì bỏ chọn mục thanh của hộp tin.",
        "Put a number such as 1.250 or 12,5 into the last cell of each row, of one unit; make the name of a sum bold; "
        "without bars, clear that choice of the box.",
    ),
)

NO_TABLE = Rule(
    id="text.bars-without-table",
    severity=Severity.WARNING,
    what=Text("Hộp tin muốn có thanh nhưng trong hộp không có bảng.", "The box asks for bars and has no table."),
    why=Text(
        "Thanh được vẽ theo số ở cột cuối của bảng.", "Bars are drawn from the numbers in the last column of a table."
    ),
    remedy=Text(
        "Xin ghi số liệu thành bảng: | Nội dung | Số |, dòng dưới | --- | --- |, rồi mỗi dòng một số; hoặc xóa dòng "
        "“bars” của hộp tin.",
        "Type the figures as a table: | What | Number |, below it | --- | --- |, then a row for each; or delete the "
        "line “bars” of the box.",
    ),
    form=Text(
        "Xin thêm một bảng có số ở cột cuối vào hộp tin, hoặc bỏ chọn mục thanh của hộp.",
        "Put a table with numbers in its last column into the box, or clear the choice of bars.",
    ),
)

RULES: tuple[Rule, ...] = (NO_BARS, NO_TABLE)
"""Every rule of this module."""


@dataclass(frozen=True, slots=True)
class Barred:
    """Blocks whose tables have their bars; and why one has none, with the cell (as printed) that kept it from them."""

    blocks: tuple[Block, ...]
    refused: tuple[tuple[Rule, str], ...] = ()


def with_bars(blocks: tuple[Block, ...], asked: bool) -> Barred:
    """Return the blocks of a box with the bars of its tables; a table that cannot have any stays as it is.

    Args:
        blocks: of the box, in order.
        asked: whether the box asks for bars; otherwise nothing is changed.
    """
    if not asked:
        return Barred(blocks)
    made: list[Block] = []
    refused: list[tuple[Rule, str]] = []
    for block in blocks:
        if isinstance(block, Table):
            bars, cell = _bars(block)
            refused += [] if cell is None else [(NO_BARS, cell)]
            made.append(replace(block, bars=bars))
        else:
            made.append(block)
    if not any(isinstance(block, Table) for block in made):
        refused.append((NO_TABLE, ""))
    return Barred(tuple(made), tuple(refused))


def _bars(table: Table) -> tuple[tuple[float | None, ...], str | None]:
    """The length of each row's bar as a share of the longest, or the cell that cannot be compared."""
    values: list[float | None] = []
    units: set[str] = set()
    for row in table.rows:
        if _is_sum(row[0]):
            values.append(None)
            continue
        cell = plain(row[-1]).strip()
        found = _NUMBER.fullmatch(cell)
        if found is None:
            return (), cell
        units.add(" ".join(found[3].split()))
        if len(units) > 1:
            return (), cell
        values.append(float(f"{found[1].replace('.', '')}.{found[2] or 0}"))
    known = [value for value in values if value is not None]
    if len(known) < _LEAST_ROWS or not max(known):
        return (), plain(table.rows[-1][-1] if table.rows else table.head[-1]).strip()
    return tuple(None if value is None else value / max(known) for value in values), None


def _is_sum(name: Inline) -> bool:
    return bool(plain(name).strip()) and all(span.bold for span in name if span.text.strip())
