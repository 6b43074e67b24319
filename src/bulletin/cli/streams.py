"""The standard streams made safe before anything else runs: closed, full or broken ones never end the program.

A stream that is closed counts as one that nobody reads. Talk (stderr) that cannot be written is dropped. Data (stdout)
that cannot be written is noted, and `lost` tells afterwards, so that the work itself is finished first.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from typing import TextIO

from bulletin.errors import ExitCode, Finding, OutputError, Rule, Severity, Text

UNSAID = Rule(
    "output.unsaid",
    Severity.ERROR,
    Text("Kết quả không ghi hết được ra stdout: {reason}.", "The result could not be written to stdout: {reason_en}."),
    Text(
        "Tệp hoặc chương trình nhận kết quả đã thiếu dữ liệu; các tệp khác của lệnh này không bị ảnh hưởng.",
        "The file or program that takes the result lacks data; other files of this command are not concerned.",
    ),
    Text(
        "Hãy chuyển kết quả sang ổ đĩa còn chỗ trống (lệnh … > tệp-khác) rồi chạy lại.",
        "Send the result to a disk with free space (command … > another-file) and run again.",
    ),
    ExitCode.CANNOT_WRITE,
)
_REASONS = {errno.ENOSPC: "đĩa đã đầy", errno.EDQUOT: "đĩa đã đầy", errno.EIO: "ổ đĩa bị lỗi"}
_GONE = frozenset({errno.EPIPE, errno.EBADF})


class _Raw(io.RawIOBase):
    """A descriptor whose failures are noted and not raised."""

    def __init__(self, number: int) -> None:
        self._number = number
        self.failed: OSError | None = None

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._number

    def isatty(self) -> bool:
        return os.isatty(self._number)

    def write(self, data: object) -> int:
        view = memoryview(data)  # type: ignore[arg-type]
        if self.failed is None:
            try:
                return os.write(self._number, view)
            except OSError as error:
                self.failed = error
        return view.nbytes


def secure() -> Callable[[], OSError | None]:
    """Replace stdout and stderr by streams that do not raise; open what is closed.

    Returns:
        A function that flushes stdout and returns why data was lost. A reader that has gone (`head`) lost nothing.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            # Left closed, the number would go to the next file that is opened, and talk would be written into that.
            os.open(os.devnull, os.O_RDWR)
    out, sys.stdout = _wrapped(1, sys.stdout)
    _, sys.stderr = _wrapped(2, sys.stderr)
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - open as long as the program runs

    def lost() -> OSError | None:
        sys.stdout.flush()
        return None if out.failed is None or out.failed.errno in _GONE else out.failed

    return lost


def unsaid(error: OSError) -> OutputError:
    """The error with the reason why data did not get through stdout."""
    reason = error.strerror or "?"
    values = {"reason": _REASONS.get(error.errno or 0, reason), "reason_en": reason.lower()}
    return OutputError([Finding(UNSAID, values=values)])


def _wrapped(number: int, old: TextIO | None) -> tuple[_Raw, TextIO]:
    """A text stream like the old one over a descriptor that does not raise."""
    raw = _Raw(number)
    encoding, errors = (old.encoding, old.errors) if old else ("utf-8", "backslashreplace")
    lines = number == 2 or raw.isatty()
    return raw, io.TextIOWrapper(io.BufferedWriter(raw), encoding=encoding, errors=errors, line_buffering=lines)
