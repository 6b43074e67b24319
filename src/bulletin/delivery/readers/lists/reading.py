"""A file of readers as sheets of plain text. Whatever is in the file ends in sheets or in a finding."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from bulletin.delivery.readers.lists import rules
from bulletin.delivery.readers.lists.csv_list import read_csv
from bulletin.delivery.readers.lists.values import ListFile
from bulletin.errors import Finding, InputError, Place, Rule

LARGEST = 32 << 20
_ZIP = b"PK\x03\x04"
_FORMS = (
    (b"\xd0\xcf\x11\xe0", "XLS cũ, hoặc XLSX có mật khẩu", "an old XLS, or an XLSX with a password"),
    (b"%PDF-", "PDF", "PDF"),
    (b"{\\rtf", "RTF", "RTF"),
    (b"\x89PNG", "ảnh PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "ảnh JPEG", "a JPEG picture"),
    (b"\x1f\x8b", "tệp nén", "a compressed file"),
    (b"Rar!", "tệp nén", "a compressed file"),
    (b"7z\xbc\xaf", "tệp nén", "a compressed file"),
    (b"<", "HTML hoặc XML", "HTML or XML"),
)


def read_list(path: Path, sheet: str | None = None) -> ListFile:
    """The sheets of a CSV or XLSX file; its bytes tell which, not its name.

    Args:
        path: the file.
        sheet: read this sheet of a workbook only, even when it is hidden.

    Raises:
        InputError: it cannot be opened, is neither form, or is larger than any list.
    """
    data = _bytes(path)
    if data.startswith(_ZIP):
        from bulletin.delivery.readers.lists.xlsx_list import read_xlsx  # openpyxl costs a third of a second

        return read_xlsx(data, path.name, sheet)
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, vi, en in _FORMS:
        if start.startswith(magic):
            raise _refused(rules.BINARY, path.name, what=vi, what_en=en)
    if sheet is not None:
        raise _refused(rules.NO_SHEET, path.name, word=sheet, known="–")
    return read_csv(data, path.name)


def _bytes(path: Path) -> bytes:
    """The bytes of a plain file that is not too large; a pipe or device is not read."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as stream:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise _refused(rules.NOT_THERE, path.name, reason="không phải tệp thường", reason_en="no plain file")
            data = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise _refused(rules.NOT_THERE, path.name, reason=reason, reason_en=reason) from error
    if len(data) > LARGEST:
        size = f"{LARGEST >> 20} MiB"
        raise _refused(rules.TOO_LARGE, path.name, what=f"hơn {size}", what_en=f"over {size}")
    return data


def _refused(rule: Rule, file: str, **values: str) -> InputError:
    return InputError([Finding(rule, Place(file), "", values)])
