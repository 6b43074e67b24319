"""Which file each thread is working on, so that a limit that is met can name it."""

from __future__ import annotations

import threading
from types import TracebackType

_NOW: dict[int, list[str]] = {}


class working_on:  # noqa: N801 - reads as a statement: `with working_on(file):`
    """Marks the file that this thread reads, sets or decodes until the block ends."""

    __slots__ = ("_file",)

    def __init__(self, file: str) -> None:
        self._file = file

    def __enter__(self) -> None:
        _NOW.setdefault(threading.get_ident(), []).append(self._file)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, MemoryError) and not hasattr(error, "__notes__"):
            error.add_note(self._file)  # who catches it is outside of this block
        files = _NOW.get(threading.get_ident())
        if files:
            files.pop()
        if not files:
            _NOW.pop(threading.get_ident(), None)


def files_at_work() -> tuple[str, ...]:
    """The files that are being worked on, those of other threads (photos) first."""
    own = threading.get_ident()
    threads = sorted(_NOW.items(), key=lambda item: item[0] == own)
    return tuple(dict.fromkeys(files[-1] for _thread, files in threads if files))
