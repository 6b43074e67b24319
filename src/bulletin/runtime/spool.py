"""Finished files wait on disk and not in memory: a spool is a nameless file that goes when its process does."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from bulletin.lazy import dataclass

_PIECE = 1 << 20
_BUFFER = 1 << 16


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

    def put(self, data: bytes | BinaryIO) -> bytes | Spooled:
        """The bytes as they wait; an open file is copied a piece at a time, so it may be larger than the memory."""
        if self._file is None:
            return _whole(data)
        handle, at, digest = self._file.fileno(), self._end, hashlib.sha256()
        try:
            for piece in _pieces(data):
                digest.update(piece)
                left = memoryview(piece)
                while left:
                    done = os.pwrite(handle, left, at)
                    at, left = at + done, left[done:]
        except OSError:
            return _whole(data)
        found = Spooled(handle, self._end, at - self._end, digest.hexdigest())
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


class _SpooledFile(io.RawIOBase):
    """Bytes on a spool as a file that can be read; several may be open at once, since each has its own place."""

    def __init__(self, data: Spooled) -> None:
        self._data, self._at = data, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._data.size}[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        room = memoryview(buffer).cast("B")[: max(0, self._data.size - self._at)]
        done = os.preadv(self._data.handle, [room], self._data.start + self._at) if room else 0
        self._at += done
        return done


def file_of(data: bytes | Spooled) -> BinaryIO:
    """Bytes as an open file, wherever they are; those on a spool are read when they are asked for."""
    if isinstance(data, Spooled):
        return cast(BinaryIO, io.BufferedReader(_SpooledFile(data), _BUFFER))
    return io.BytesIO(data)


def size_of(data: bytes | Spooled) -> int:
    """How many bytes, wherever they are."""
    return data.size if isinstance(data, Spooled) else len(data)


def pieces_of(data: bytes | Spooled) -> Iterator[bytes]:
    """Bytes a piece at a time, wherever they are."""
    return data.pieces() if isinstance(data, Spooled) else iter((data,))


def bytes_of(data: bytes | Spooled) -> bytes:
    """Bytes, wherever they are."""
    return data.read() if isinstance(data, Spooled) else data


def _pieces(data: bytes | BinaryIO) -> Iterator[bytes | memoryview]:
    if isinstance(data, bytes):
        whole = memoryview(data)
        yield from (whole[at : at + _PIECE] for at in range(0, len(whole), _PIECE))
        return
    data.seek(0)
    while piece := data.read(_PIECE):
        yield piece


def _whole(data: bytes | BinaryIO) -> bytes:
    if isinstance(data, bytes):
        return data
    data.seek(0)
    return data.read()
