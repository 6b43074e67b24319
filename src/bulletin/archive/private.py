"""What must not be kept for ever, and what its keeper must know: subscribers, passwords, places in photos."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_NAMES = frozenset(("mail.yaml", "mail.yml", "readers.db"))
_DATABASE = re.compile(r"\.(db3?|sqlite3?)(-(journal|wal|shm))?$")
_SQLITE = b"SQLite format 3\x00"
_XMP_PLACE = (b"exif:GPSLatitude", b"exif:GPSLongitude")


def is_private(path: str, data: bytes | None = None) -> bool:
    """Whether a file is one of subscribers' data or mail settings, by its path and (where given) its first bytes."""
    *folders, name = path.casefold().split("/")
    return (
        "mail" in folders or name in _NAMES or _DATABASE.search(name) is not None or (data or b"").startswith(_SQLITE)
    )


def private_in(folder: Path) -> Iterator[str]:
    """Names in a folder that hold such data; they are never kept."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        return
    yield from (f"{name}/" if name == "mail" else name for name in names if name == "mail" or is_private(name))


def tells_place(data: bytes, name: str) -> bool:
    """Whether a photo notes where it was taken: in its EXIF block or in its XMP text."""
    from bulletin.assets.photos.contents import RefusedError
    from bulletin.assets.photos.safety import read_header

    if any(mark in data for mark in _XMP_PLACE):
        return True
    try:
        return read_header(data, name).has_gps
    except RefusedError:
        return False
