"""Finished files wait on disk and not in memory: a spool is a nameless file that goes when its process does."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from bulletin.lazy import dataclass

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Spooled:
    """Bytes on a spool: `start` and `size` in the open file `handle` of the process that made the spool.

    `sha256` is their fingerprint, taken before they left memory.
    """

    handle: int
    start: int
    size: int
    sha256: str

    def pieces(self) -> Iterator[bytes]:
        """The bytes, a piece at a time.

        Raises:
            OSError: the disk no longer gives them.
        """
        at, end = self.start, self.start + self.size
        while at < end:
            piece = os.pread(self.handle, min(_PIECE, end - at), at)
            if not piece:
                raise OSError(f"{end - at} bytes of a finished file are gone")
            yield piece
            at += len(piece)

    def read(self) -> bytes:
        """All of the bytes."""
        return b"".join(self.pieces())


class Spool:
    """A place for finished files; where it gets no room, they stay in memory.

    A process that is forked later may put files here, if this one does not meanwhile.

    Args:
        folder: on whose disk they wait.
    """

    def __init__(self, folder: Path) -> None:
        self._file: IO[bytes] | None = None
        with contextlib.suppress(OSError):  # no room, or no such folder
            self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (open as long as the spool is needed)
        self._end = 0

    def put(self, data: bytes) -> bytes | Spooled:
        """The bytes as they wait."""
        if self._file is None:
            return data
        handle, at, left = self._file.fileno(), self._end, memoryview(data)
        try:
            while left:
                done = os.pwrite(handle, left[:_PIECE], at)
                at, left = at + done, left[done:]
        except OSError:
            return data
        found = Spooled(handle, self._end, len(data), hashlib.sha256(data).hexdigest())
        self._end = at
        return found

    @property
    def file(self) -> IO[bytes] | None:
        """The open file, for a process that puts one thing there and nothing else; None where there is no room."""
        return self._file

    def close(self) -> None:
        """Give the disk its room back."""
        if self._file is not None:
            self._file.close()


def pieces_of(data: bytes | Spooled) -> Iterator[bytes]:
    """Bytes a piece at a time, wherever they are."""
    return data.pieces() if isinstance(data, Spooled) else iter((data,))


def bytes_of(data: bytes | Spooled) -> bytes:
    """Bytes, wherever they are."""
    return data.read() if isinstance(data, Spooled) else data
