"""Lists of readers as files, and a database to read them into."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from bulletin.delivery.readers.lists.gather import gather
from bulletin.delivery.readers.lists.reading import read_list
from bulletin.delivery.readers.lists.values import Gathered
from bulletin.delivery.readers.values import Consent

TODAY = dt.date(2026, 11, 26)
NOW = dt.datetime(2026, 11, 26, 8, tzinfo=dt.UTC)
CONSENT = Consent(date=dt.date(2026, 11, 1), how="phiếu", words="Tôi đồng ý nhận bản tin")

Rows = Sequence[Sequence[Any]]


def workbook(sheets: Mapping[str, Rows], hidden: Sequence[str] = (), merged: Sequence[str] = ()) -> bytes:
    """An XLSX with these sheets; `merged` ranges are of the first."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(list(row))
        page.sheet_state = "hidden" if title in hidden else "visible"
    for span in merged:
        book.worksheets[0].merge_cells(span)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(data: bytes, **parts: bytes | None) -> bytes:
    """The archive with parts replaced, added or (None) left out; `__` in a name is `/`, `_dot_` a point."""
    named = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in named:
                new.writestr(name, old.read(name))
        for name, part in named.items():
            if part is not None:
                new.writestr(name, part)
    return out.getvalue()


def read(folder: Path, data: bytes | str, name: str = "list", sheet: str | None = None) -> Gathered:
    """A list of these bytes, understood."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return gather(read_list(path, sheet), TODAY)


def publication(folder: Path) -> Path:
    """A publication without an issue."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "publication.yaml").write_text(
        "id: binh-hai\nname: Bình Hải\npublisher: UBND\nperiodicity: tuần\n", encoding="utf-8"
    )
    return folder
