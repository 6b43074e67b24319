"""What is in a folder, and the SHA-512 of a file as its medium has it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path

from bulletin.lazy import dataclass

_CHUNK = 1 << 20


@dataclass(slots=True)
class Entries:
    """Everything below a folder by its path: plain files, folders, and what is neither (links, pipes)."""

    files: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)


def entries(folder: Path) -> Entries:
    """Everything below a folder; a folder that cannot be listed, or is none, is empty."""
    found = Entries()
    waiting = [""]
    while waiting:
        above = waiting.pop()
        for entry in _listed(folder / above):
            path = f"{above}/{entry.name}" if above else entry.name
            if entry.is_dir(follow_symlinks=False):
                found.folders.add(path)
                waiting.append(path)
            elif entry.is_file(follow_symlinks=False):
                found.files.add(path)
            else:
                found.others.add(path)
    return found


def _listed(folder: Path) -> Iterator[os.DirEntry[str]]:
    if folder.is_symlink():
        return
    with contextlib.suppress(OSError), os.scandir(folder) as listed:
        yield from listed


def file_hash(file: Path) -> tuple[str, int] | None:
    """SHA-512 and size of a plain file; None when it cannot be read whole.

    The system is asked to forget what it remembers of the file: a disk that lost it must not be helped by memory.
    """
    try:
        handle = _opened(file)
    except OSError:
        return None
    with os.fdopen(handle, "rb", buffering=0) as stream:
        try:
            size = os.fstat(handle).st_size
            _advise(handle, "POSIX_FADV_DONTNEED")
            _advise(handle, "POSIX_FADV_SEQUENTIAL")
            digest, read, buffer = hashlib.sha512(), 0, memoryview(bytearray(min(_CHUNK, size + 1)))
            while count := stream.readinto(buffer):
                digest.update(buffer[:count])
                read += count
        except OSError:
            return None
    return digest.hexdigest(), read


def read_file(file: Path) -> bytes | None:
    """The bytes of a plain file; None when it cannot be read."""
    try:
        with os.fdopen(_opened(file), "rb", buffering=0) as stream:
            return stream.readall()
    except OSError:
        return None


def _opened(file: Path) -> int:
    handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError("not a plain file")
    return handle


def _advise(handle: int, name: str) -> None:
    with contextlib.suppress(OSError, AttributeError):
        os.posix_fadvise(handle, 0, 0, getattr(os, name))
