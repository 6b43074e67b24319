"""Open a photo's file, and that file only: never through a link, and what is decoded is what was looked at.

Between two steps of a build anything in the folder may be exchanged. So every folder below the issue's own is opened
without following links, the size and kind are those of the open file, and its bytes are read once.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from bulletin.assets.photos import rules
from bulletin.assets.photos.contents import RefusedError
from bulletin.lazy import dataclass

MAX_BYTES = 60_000_000
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
_FOLDER = os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class PhotoBytes:
    """The content of a photo's file and the state of the file that it was read from."""

    data: bytes
    status: os.stat_result


def read_photo(path: Path, root: Path) -> PhotoBytes:
    """Read a photo whole.

    Args:
        path: the file, below `root`.
        root: the folder that may not be left.

    Raises:
        RefusedError: it is a link, no plain file, empty or too heavy.
        OSError: it is not there or cannot be read.
    """
    parts = path.relative_to(root).parts
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in parts[:-1]:
            inner = _opened(part, _FOLDER, folder)
            os.close(folder)
            folder = inner
        handle = _opened(parts[-1], _FILE, folder)
    finally:
        os.close(folder)
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        check_status(status)
        data = file.read(MAX_BYTES + 1)
    _check_size(len(data))
    return PhotoBytes(data, status)


def _opened(name: str, flags: int, folder: int) -> int:
    try:
        return os.open(name, flags, dir_fd=folder)
    except OSError:
        try:
            linked = stat.S_ISLNK(os.lstat(name, dir_fd=folder).st_mode)
        except OSError:
            linked = False
        if linked:
            raise RefusedError(rules.LINK) from None
        raise


def check_status(status: os.stat_result) -> None:
    """Raise when a file is no plain file of its own, or has an impossible size.

    Raises:
        RefusedError: which of these.
    """
    if stat.S_ISLNK(status.st_mode) or (stat.S_ISREG(status.st_mode) and status.st_nlink > 1):
        raise RefusedError(rules.LINK)
    if not stat.S_ISREG(status.st_mode):
        folder = stat.S_ISDIR(status.st_mode)
        raise RefusedError(rules.KIND, kind="thư mục / folder" if folder else "thiết bị / device")
    _check_size(status.st_size)


def _check_size(size: int) -> None:
    if size == 0:
        raise RefusedError(rules.EMPTY)
    if size > MAX_BYTES:
        raise RefusedError(rules.TOO_MANY_BYTES, size=f"{size / 1e6:.0f}", limit=str(MAX_BYTES // 10**6))
