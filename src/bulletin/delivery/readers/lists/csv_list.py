"""CSV as Excel, LibreOffice and address books write it: four encodings, three separators."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator

from bulletin.delivery.readers.lists import rules
from bulletin.delivery.readers.lists.values import ListFile, ListSheet, SheetRow
from bulletin.errors import Finding, InputError, Place

MOST_ROWS = 100_000
MOST_COLUMNS = 64
_LONGEST_CELL = 32_767
"""What Excel itself allows in a cell."""
_SEPARATORS = (";", "\t", ",")
_LOOKED_AT = 40
_NAMES = {"\t": "tab"}


def read_csv(data: bytes, name: str) -> ListFile:
    """The one sheet of a CSV file.

    Raises:
        InputError: its encoding is unknown, a quotation mark is left open, or it is too long.
    """
    text, encoding = _decoded(data, name)
    text = unicodedata.normalize("NFC", text)
    said, skipped = _said_separator(text)
    if skipped:
        text = text.partition("\n")[2]
    separator = said or _guessed_separator(text)
    rows = tuple(_rows(text, separator, skipped, name))
    return ListFile((ListSheet("", rows),), (), f"{encoding}, {_NAMES.get(separator, separator)}")


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    """The text and the name of its encoding; marks at the beginning decide, then what can be decoded at all."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        tries = ["utf-16"]
    elif data.startswith(b"\xef\xbb\xbf"):
        tries = ["utf-8-sig"]
    elif zeros := data[:4000].count(0):
        # Every second byte of plain letters is zero in UTF-16; which one tells the order.
        even = data[:4000:2].count(0)
        tries = ["utf-16-be" if even * 2 > zeros else "utf-16-le"]
    else:
        tries = ["utf-8", "cp1258"]
    for encoding in tries:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise InputError([Finding(rules.ENCODING, Place(name))])


def _said_separator(text: str) -> tuple[str | None, int]:
    """The separator of Excel's line `sep=;`, and how many lines it takes."""
    first = text[:10].partition("\n")[0].strip().strip('"')
    return (first[4], 1) if first[:4].lower() == "sep=" and len(first) == 5 and first[4] in ";,\t|" else (None, 0)


def _guessed_separator(text: str) -> str:
    """The separator that divides the first lines most evenly; a list of one column has none, so `,` will do."""
    lines = [line for line in text[:20_000].splitlines()[:_LOOKED_AT] if line.strip()]
    best, chosen = 0, ","
    for separator in _SEPARATORS:
        try:
            counts = [len(row) for row in csv.reader(lines, delimiter=separator)]
        except csv.Error:
            continue
        divided = [count for count in counts if count > 1]
        score = max((divided.count(count) * (count + 100) for count in set(divided)), default=0)
        if score > best:
            best, chosen = score, separator
    return chosen


def _rows(text: str, separator: str, before: int, name: str) -> Iterator[SheetRow]:
    # `strict` names a quotation mark that is left open; read without it, one such mark swallows the rows that follow.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            values = {"what": f"dòng/line {line + before + 1}: {error}"}
            raise InputError([Finding(rules.QUOTES, Place(name, line + before + 1), "", values)]) from error
        if cells is None:
            return
        first, line = line + 1, reader.line_num
        if line > MOST_ROWS:
            values = {"what": f"hơn {MOST_ROWS} dòng", "what_en": f"over {MOST_ROWS} rows"}
            raise InputError([Finding(rules.TOO_LARGE, Place(name), "", values)])
        if any(cells):
            yield SheetRow(first + before, tuple(cell[:_LONGEST_CELL] for cell in cells[:MOST_COLUMNS]))
