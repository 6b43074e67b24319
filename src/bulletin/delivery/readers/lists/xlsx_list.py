"""XLSX by openpyxl's reader. The archive is measured first, since a small file can unpack to gigabytes."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from bulletin.delivery.readers.lists import rules
from bulletin.delivery.readers.lists.csv_list import MOST_COLUMNS, MOST_ROWS
from bulletin.delivery.readers.lists.values import ListFile, ListSheet, SheetRow
from bulletin.errors import Finding, InputError, Place
from bulletin.lazy import pattern

_MOST_PARTS = 2000
_MOST_BYTES = 48 << 20
_MOST_TAGS = 3_000_000
_LONGEST_ROW = 1 << 20
_FIRST = 1 << 16
_SHEET = b"sheetData"
_WIDE = (_SHEET.decode().encode("utf-16-le"), _SHEET.decode().encode("utf-16-be"))
_ROW = pattern(rb"<(?:\w+:)?row[\s>/]")
_FORMULA = pattern(rb"<(?:\w+:)?f[\s>/]")
_OTHERS = (
    ("content.xml", "ODS"), ("word/document.xml", "DOCX"), ("ppt/presentation.xml", "PPTX"),
    ("Index/Document.iwa", "Numbers"), ("xl/workbook.bin", "XLSB"),
)  # fmt: skip


class _RootSeen(Exception):  # noqa: N818 - ends the reading of a prolog
    pass


def read_xlsx(data: bytes, name: str, sheet: str | None = None) -> ListFile:
    """The sheets of a workbook that are shown, or the one that is asked for.

    A formula counts as its stored result; one that has none is kept as typed, so that its row is named.

    Raises:
        InputError: it is damaged, no workbook, or larger than any list.
    """
    formulas = _measured(data, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(data, name, sheet, formulas=formulas)
    except InputError:
        raise
    except Exception as error:
        # A crafted workbook makes the library fail in ways that it does not name; none of them is a fault of ours.
        raise _damaged(name, type(error).__name__) from error


def _read(data: bytes, name: str, wanted: str | None, *, formulas: bool) -> ListFile:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    typed = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False) if formulas else None
    sheets, hidden = [], []
    known = [_plain(page.title) for page in book.worksheets]
    if wanted is not None and _plain(wanted) not in known:
        values = {"word": wanted, "known": ", ".join(known)}
        raise InputError([Finding(rules.NO_SHEET, Place(name), "", values)])
    for number, (page, title) in enumerate(zip(book.worksheets, known, strict=True)):
        if wanted is not None and title != _plain(wanted):
            continue
        if wanted is None and page.sheet_state != "visible":
            hidden.append(title)
            continue
        rows = _rows(page, typed.worksheets[number] if typed else None, name)
        sheets.append(ListSheet(title, tuple(rows)))
    return ListFile(tuple(sheets), tuple(hidden), "xlsx")


def _rows(page: Any, typed: Any, name: str) -> Iterator[SheetRow]:
    """The rows that hold anything, numbered as the spreadsheet shows them."""
    page.reset_dimensions()  # what the file says about its size is not always so
    span = {"max_col": MOST_COLUMNS, "max_row": MOST_ROWS + 1, "values_only": True}
    formulas = typed.iter_rows(**span) if typed else None
    if typed:
        typed.reset_dimensions()
    for number, values in enumerate(page.iter_rows(**span), 1):
        if formulas is not None:
            values = _with_formulas(values, next(formulas, ()))
        if values.count(None) == len(values):
            continue
        if number > MOST_ROWS:
            said = {"what": f"hơn {MOST_ROWS} dòng", "what_en": f"over {MOST_ROWS} rows"}
            raise InputError([Finding(rules.TOO_LARGE, Place(name), "", said)])
        cells = tuple(["" if value is None else _text(value) for value in values])
        if any(cells):
            yield SheetRow(number, cells)


def _with_formulas(values: tuple[Any, ...], typed: tuple[Any, ...]) -> tuple[Any, ...]:
    """The stored results, and the formula itself where none is stored."""
    if None not in values:
        return values
    pairs = zip(values, (*typed, *[None] * (len(values) - len(typed))), strict=False)
    return tuple(
        "=" + str(getattr(formula, "text", formula)).lstrip("=") if value is None and formula is not None else value
        for value, formula in pairs
    )


def _text(value: Any) -> str:
    """A cell as text: whole numbers without a point, days as `2026-11-26`."""
    if isinstance(value, str):
        return value if value.isascii() else _plain(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _measured(data: bytes, name: str) -> bool:
    """Refuse what no list of readers is; say whether any sheet holds a formula."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _parts(archive, name)
    except (InputError, MemoryError):
        raise
    except Exception as error:  # the zip reader fails in a dozen ways on damaged archives
        raise _damaged(name, type(error).__name__) from error


def _parts(archive: zipfile.ZipFile, name: str) -> bool:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    for sign, form in _OTHERS:
        if sign in names:
            raise InputError([Finding(rules.BINARY, Place(name), "", {"what": form, "what_en": form})])
    if len(parts) > _MOST_PARTS or len(names) < len(parts):
        raise _damaged(name, f"{len(parts)} parts")
    # A part never unpacks to more than it says, since the reader stops there. Any name may be that of a sheet.
    if (size := sum(part.file_size for part in parts)) > _MOST_BYTES:
        values = {"what": f"bung ra {size >> 20} MiB", "what_en": f"unpacks to {size >> 20} MiB"}
        raise InputError([Finding(rules.TOO_LARGE, Place(name), "", values)])
    tags, formulas = 0, False
    for part in parts:
        text = archive.read(part)
        tags += text.count(b"<")
        if tags > _MOST_TAGS:
            said = {"what": f"hơn {_MOST_TAGS} thẻ", "what_en": f"over {_MOST_TAGS} tags"}
            raise InputError([Finding(rules.TOO_LARGE, Place(name), "", said)])
        if not _plain_prolog(text):
            raise _damaged(name, f"{part.filename[:60]}: DOCTYPE")
        if any(wide in text for wide in _WIDE):
            raise _damaged(name, "UTF-16")  # no program writes sheets so, and rows could not be measured
        if _SHEET in text:
            _short_rows(text, name)
            formulas = formulas or _FORMULA.search(text) is not None
    return formulas


def _short_rows(text: bytes, name: str) -> None:
    """A row is kept in memory whole, so none may be longer than any real one."""
    last = 0
    for match in _ROW.finditer(text):
        if match.start() - last > _LONGEST_ROW:
            break
        last = match.start()
    else:
        if len(text) - last <= _LONGEST_ROW:
            return
    raise _damaged(name, "row > 1 MiB")


def _plain_prolog(text: bytes) -> bool:
    """Whether an XML part begins without a DOCTYPE, in which entities are declared; no workbook has one."""
    parser = expat.ParserCreate()
    seen: list[str] = []

    def doctype(*_: object) -> None:
        seen.append("doctype")
        raise _RootSeen

    def root(*_: object) -> None:
        raise _RootSeen

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = root
    try:
        for start in range(0, len(text), _FIRST):
            parser.Parse(text[start : start + _FIRST])
    except _RootSeen:
        return not seen
    except expat.ExpatError:
        return True  # the library names it when the part is needed
    return True


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _damaged(name: str, what: str) -> InputError:
    return InputError([Finding(rules.DAMAGED_XLSX, Place(name), "", {"what": what})])
