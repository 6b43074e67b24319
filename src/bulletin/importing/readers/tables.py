"""Tables: sheets of Excel and CSV files, as schedules and lists are kept."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
from collections.abc import Iterator
from typing import Any

from bulletin.importing import rules
from bulletin.importing.document import (
    Origin,
    SourceBlock,
    SourceCell,
    SourceDocument,
    SourceParagraph,
    SourceRun,
    SourceTable,
)
from bulletin.importing.limits import MIB, refusal
from bulletin.importing.readers.charset import decoded
from bulletin.importing.readers.context import Context
from bulletin.importing.readers.markup import parse_xml
from bulletin.importing.readers.package import OfficePackage

_SEPARATORS = ";\t,|"
_SAMPLE_LINES = 50


def read_csv(data: bytes, context: Context) -> SourceDocument:
    """The rows of a text file with separators."""
    if len(data) > context.budget.caps.text_bytes:
        raise refusal(rules.TOO_LARGE, context.file, limit=str(context.budget.caps.text_bytes // MIB))
    text, encoding = decoded(data)
    first, _, rest = text.partition("\n")
    told = first.strip().lower()
    separator = told[4:5] if told.startswith("sep=") and told[4:5] else ""
    if separator:
        text = rest
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator or _separator(text))
    try:
        plain = _capped((list(row) for row in rows if any(cell.strip() for cell in row)), context)
    except csv.Error as error:
        raise refusal(rules.UNREADABLE, context.file, kind="csv", reason=str(error)) from error
    blocks = _table([[(cell.strip(), None) for cell in row] for row in plain], Origin(context.file), ())
    digest = hashlib.sha256(data).hexdigest()
    return SourceDocument("table", context.file, digest, tuple(blocks), encoding=encoding)


def _separator(text: str) -> str:
    """The sign that divides the most lines into the same number of cells."""
    lines = [line for line in text.splitlines()[:_SAMPLE_LINES] if line.strip()]

    def score(sign: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=sign)]
        except csv.Error:
            return (0, 0)
        usual = max(set(widths), key=widths.count) if widths else 1
        return (widths.count(usual) if usual > 1 else 0, usual)

    return max(_SEPARATORS, key=score)


def _capped(rows: Iterator[list[Any]], context: Context) -> list[list[Any]]:
    """The rows up to the caps, with a finding where something is left."""
    caps = context.budget.caps
    made: list[list[Any]] = []
    for row in rows:
        if len(made) >= caps.rows:
            context.tell(rules.CUT, what_vi=f"hơn {caps.rows} hàng", what_en=f"more than {caps.rows} rows")
            break
        if len(row) > caps.columns:
            context.tell(rules.CUT, what_vi=f"hơn {caps.columns} cột", what_en=f"more than {caps.columns} columns")
        made.append(row[: caps.columns])
    return made


def read_xlsx(data: bytes, context: Context) -> SourceDocument:
    """The sheets of an Excel file: each with its name as a heading and its cells as a table. Values, not formulas."""
    import openpyxl

    package = OfficePackage(data, context)
    for name in package.names:  # openpyxl reads with another parser; what it would expand is refused here
        if name.endswith((".xml", ".rels")):
            parse_xml(package.read(name), context.file, "xlsx")
    if any(name.lower().endswith("vbaproject.bin") for name in package.names):
        context.tell(rules.MACROS)
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    blocks: list[SourceBlock] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            context.tell(rules.LEFT_OUT, sheet.title, what_vi=f"trang tính ẩn “{sheet.title}”",
                         what_en=f"the hidden sheet “{sheet.title}”")  # fmt: skip
            continue
        origin = Origin(context.file, f"trang tính {sheet.title}")
        made = _table(_cells(sheet, context), origin, (sheet.title,), _merged(sheet))
        if made:
            blocks += [SourceParagraph((SourceRun(sheet.title),), origin, 2, names=("sheet",)), *made]
    properties = book.properties
    meta = {
        key: (str(value),)
        for key, value in (("dc:title", properties.title), ("dc:creator", properties.creator))
        if value
    }
    return SourceDocument("table", context.file, hashlib.sha256(data).hexdigest(), tuple(blocks), meta=meta)


def _cells(sheet: Any, context: Context) -> list[list[tuple[str, Any]]]:
    """The cells of a sheet as shown, without empty rows and columns at the ends; each with its font."""
    caps = context.budget.caps
    rows = sheet.iter_rows(max_row=min(sheet.max_row, caps.rows + 1), max_col=min(sheet.max_column, caps.columns + 1))
    read = ([(shown(cell.value, str(cell.number_format)), cell.font) for cell in row] for row in rows)
    made = _capped(read, context)
    while made and not any(text for text, _ in made[-1]):
        made.pop()
    width = max((at for row in made for at, (text, _) in enumerate(row, 1) if text), default=0)
    return [row[:width] for row in made]


def shown(value: object, number_format: str = "General") -> str:
    """A value as the sheet shows it to a Vietnamese reader."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, datetime.datetime):
        clock = value.strftime("%H:%M") if value.time() != datetime.time() else ""
        return f"{value:%d/%m/%Y} {clock}".strip()
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float):
        return _number(value, number_format)
    return str(value).strip()


def _number(value: int | float, number_format: str) -> str:
    places = number_format.partition(".")[2]
    decimals = len(places) - len(places.lstrip("0")) if places else None
    percent = "%" in number_format
    scaled = value * 100 if percent else value
    if decimals is not None or percent or "," in number_format:
        text = f"{scaled:,.{decimals or 0}f}" if "," in number_format else f"{scaled:.{decimals or 0}f}"
    else:
        text = str(int(scaled)) if float(scaled).is_integer() and abs(scaled) < 1e15 else repr(round(scaled, 10))
    return text.translate(str.maketrans(",.", ".,")) + ("%" if percent else "")


def _merged(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """Row and column of a merged cell's corner → how many columns and rows it takes."""
    return {
        (area.min_row - 1, area.min_col - 1): (area.max_col - area.min_col + 1, area.max_row - area.min_row + 1)
        for area in sheet.merged_cells.ranges
    }


def _table(
    rows: list[list[tuple[str, Any]]], origin: Origin, names: tuple[str, ...],
    merged: dict[tuple[int, int], tuple[int, int]] | None = None,
) -> list[SourceBlock]:  # fmt: skip
    """The table; nothing when all cells are empty."""
    if not any(text for row in rows for text, _ in row):
        return []
    covered = {
        (row + down, column + right)
        for (row, column), (columns, height) in (merged or {}).items()
        for down in range(min(height, len(rows))) for right in range(min(columns, 200)) if (down, right) != (0, 0)
    }  # fmt: skip
    made = []
    for at, row in enumerate(rows):
        cells = []
        for column, (text, font) in enumerate(row):
            if (at, column) in covered:
                continue
            wide, tall = (merged or {}).get((at, column), (1, 1))
            place = Origin(origin.file, f"{origin.place}, hàng {at + 1}, cột {column + 1}".lstrip(", "))
            run = SourceRun(text, getattr(font, "name", None), bool(getattr(font, "bold", False)),
                            bool(getattr(font, "italic", False)))  # fmt: skip
            blocks = (SourceParagraph((run,), place),) if text else ()
            cells.append(SourceCell(blocks, min(wide, len(row) - column), min(tall, len(rows) - at), at == 0))
        made.append(tuple(cells))
    return [SourceTable(tuple(made), origin, names)]
