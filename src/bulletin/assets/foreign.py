"""Whose fault an error is that was met while a library read somebody's file: the file's, or the program's."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from types import TracebackType

_PACKAGE = Path(__file__).resolve().parent.parent
_NEVER_THE_FILE = (MemoryError, NameError, ImportError, SyntaxError)


def is_fault_of_file(problem: Exception, readers: Collection[str] = ()) -> bool:
    """Return whether a file is to blame for an error: it arose inside a library, which may raise anything.

    What arises in lines of our own is our own slip, and want of memory is nobody's.

    Args:
        problem: the error, as it was caught.
        readers: our own modules whose lines take values out of what a library has read; their errors are the file's.
    """
    if isinstance(problem, _NEVER_THE_FILE):
        return False
    where = _innermost(problem.__traceback__)
    return where is None or _PACKAGE not in where.parents or where.relative_to(_PACKAGE).as_posix() in readers


def _innermost(trace: TracebackType | None) -> Path | None:
    """The source file of the line that raised."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return None if trace is None else Path(trace.tb_frame.f_code.co_filename).resolve()
