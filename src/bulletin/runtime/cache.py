"""Results worth keeping between builds (prepared photos, static fonts), by content hash.

Everything in it can be made again, so a miss is never an error and anyone may delete it at any time. Two builds may
use it at once: entries appear whole or not at all, and only one of them prunes.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import OutputError
from bulletin.runtime.files import atomic_write

MEBIBYTE = 1 << 20
DAY_S = 86_400
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")
_TAG = b"Signature: 8a477f597d28d172789f06886806bc55\n# Made by bulletin; may be deleted at any time.\n"


def default_folder() -> Path:
    """The folder for caches that this system gives to programs of this user."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("bulletin", appauthor=False))


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder `FOLDER/KIND/KEY` of files; `max_bytes` and `max_age_s` are kept by `prune`."""

    folder: Path
    max_bytes: int = 2048 * MEBIBYTE
    max_age_s: int = 60 * DAY_S
    in_use_s: int = 3600

    def path(self, kind: str, key: str) -> Path:
        """Where an entry lies or would lie; raises ValueError for names that could leave the folder."""
        if not _NAME.fullmatch(kind) or not _NAME.fullmatch(key):
            raise ValueError(f"not a cache name: {kind!r}, {key!r}")
        return self.folder / kind / key

    def get(self, kind: str, key: str) -> Path | None:
        """The file of an entry, marked as used just now; None when there is none.

        An empty file is what a power cut leaves of an entry and counts as none.
        """
        path = self.path(kind, key)
        try:
            if path.stat().st_size == 0:
                return None
            os.utime(path)
        except OSError:
            return None
        return path

    def read(self, kind: str, key: str) -> bytes | None:
        """The content of an entry, None when there is none (also if it is pruned between look and read)."""
        path = self.get(kind, key)
        try:
            return path.read_bytes() if path else None
        except OSError:
            return None

    def put(self, kind: str, key: str, data: bytes) -> Path | None:
        """Keep `data` (not empty); None when the cache cannot be written, which must not fail a build."""
        path = self.path(kind, key)
        try:
            self.prepare()
            atomic_write(path, data, durable=False)
        except OutputError:
            return None
        return path

    def prepare(self) -> None:
        """Make the folder and mark it as a cache (backup programs pass it over, `clear` dares to empty it).

        Raises:
            OutputError: the folder cannot be written.
        """
        if not (self.folder / "CACHEDIR.TAG").exists():
            atomic_write(self.folder / "CACHEDIR.TAG", _TAG, durable=False)

    def size(self) -> int:
        """Bytes in all entries."""
        return sum(stat.st_size for _, stat in self._entries())

    def prune(self, now: float) -> int:
        """Remove what is too old, then the least recently used until the size fits; returns the bytes freed.

        Args:
            now: seconds since the epoch (the clock belongs to the caller). Entries used within `in_use_s` stay,
                because a build beside this one may be about to read them.
        """
        with self._only_one() as alone:
            if not alone:
                return 0
            entries = sorted(self._entries(), key=lambda entry: _used(entry[1]))
            total, freed = sum(stat.st_size for _, stat in entries), 0
            for path, stat in entries:
                age = now - _used(stat)
                if age < self.in_use_s or (age < self.max_age_s and total - freed <= self.max_bytes):
                    continue
                with contextlib.suppress(OSError):
                    path.unlink()
                    freed += stat.st_size
            return freed

    def clear(self) -> int:
        """Remove every entry; returns the bytes freed. Folders that are not ours are not touched."""
        if not (self.folder / "CACHEDIR.TAG").exists():
            return 0
        freed = 0
        for path, stat in list(self._entries()):
            with contextlib.suppress(OSError):
                path.unlink()
                freed += stat.st_size
        return freed

    def _entries(self) -> Iterator[tuple[Path, os.stat_result]]:
        """Files in subfolders, however deep; links are not followed, files beside the tag are not entries."""
        for parent, _, names in os.walk(self.folder):
            if Path(parent) == self.folder:
                continue
            for name in names:
                path = Path(parent, name)
                with contextlib.suppress(OSError):
                    if not path.is_symlink():
                        yield path, path.stat()

    @contextlib.contextmanager
    def _only_one(self) -> Iterator[bool]:
        if not self.folder.is_dir():
            yield False
            return
        handle = os.open(self.folder / ".prune.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield False
            else:
                yield True
        finally:
            os.close(handle)


def _used(stat: os.stat_result) -> float:
    """When an entry was last wanted: marked by `get`, or read by someone who does not go through it."""
    return max(stat.st_mtime, stat.st_atime)
