"""Results worth keeping between builds (prepared photos, static fonts, codes, compiled templates), by content hash.

Everything in it can be made again, so a miss is never an error and anyone may delete it at any time. Two builds may
use it at once: entries appear whole or not at all, and only one of them prunes. There is no fsync: an entry that a
power cut has emptied or a bad disk has changed fails its hash and is made again.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from bulletin.errors import OutputError
from bulletin.lazy import dataclass, pattern
from bulletin.runtime.files import atomic_write, fill, forget_strays, part_name, write_error

MEBIBYTE = 1 << 20
DAY_S = 86_400
TAG_FILE = "CACHEDIR.TAG"
PARTS = "parts"
"""The folder for unfinished files of a cache: one place to look for what a killed build left."""
_NAME = pattern(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")
_TAG = b"Signature: 8a477f597d28d172789f06886806bc55\n# Made by bulletin; may be deleted at any time.\n"
_DEEPEST = 5
DIGEST_BYTES = 64
"""Of the hash before the content of a sealed file."""


# --- one file ---------------------------------------------------------------------------------------------------


def sha256(data: bytes) -> str:
    """Hexadecimal SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """Write a cache file in one step, so that no reader ever sees half of it.

    Raises:
        OSError: the folder cannot be written, or the disk is full.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = _parts(path) / part_name(path.name)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    try:
        fill(handle, data, durable=False)
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def keep(path: Path, data: bytes) -> bool:
    """Write a cache file; False when the cache cannot be written, which must not fail a build."""
    try:
        write_whole(path, data)
    except OSError:
        return False
    return True


def read_verified(path: Path, digest: str) -> bytes | None:
    """The bytes of a file if they still have the hash they were stored with, else None; marks the file as used."""
    data = read_marked(path)
    return data if data is not None and sha256(data) == digest else None


def read_marked(path: Path) -> bytes | None:
    """The bytes of a cache file, or None; marks the file as used, so that it is not pruned."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    mark_used(path)
    return data


def keep_sealed(path: Path, data: bytes) -> bool:
    """Write a cache file behind its own hash; False when the cache cannot be written."""
    return keep(path, sha256(data).encode() + data)


def read_sealed(path: Path) -> bytes | None:
    """Return what `keep_sealed` wrote; None when there is none or it was changed. Marks the file as used."""
    return unsealed(read_marked(path) or b"")


def unsealed(sealed: bytes) -> bytes | None:
    """The content of a file that `keep_sealed` wrote; None when it was changed."""
    digest, data = sealed[:DIGEST_BYTES], sealed[DIGEST_BYTES:]
    return data if data and sha256(data).encode() == digest else None


def mark_used(path: Path) -> None:
    """Remember that a file was used now. Many file systems do not keep the time of reading."""
    with contextlib.suppress(OSError):
        os.utime(path)


def _parts(path: Path) -> Path:
    """Where an unfinished file goes: `parts/` of the cache that `path` is in, else beside it."""
    for parent in path.parents[:_DEEPEST]:
        if (parent / TAG_FILE).exists():
            folder = parent / PARTS
            folder.mkdir(exist_ok=True)
            return folder
    return path.parent


# --- the folder -------------------------------------------------------------------------------------------------


def default_folder() -> Path:
    """The folder for caches that this system gives to programs of this user."""
    import platformdirs

    folder = Path(platformdirs.user_cache_dir("bulletin", appauthor=False))
    if folder.is_absolute():
        return folder
    # No HOME, or XDG_CACHE_HOME is relative, which by its specification is ignored.
    with contextlib.suppress(RuntimeError):
        home = Path.home()
        if home.is_absolute():
            return home / ".cache" / "bulletin"
    return next(iter(spare_folders()))


def spare_folders() -> Iterator[Path]:
    """Cache folders for when the usual one cannot be written: this user's own in the folders for temporary files."""
    import tempfile

    with contextlib.suppress(OSError):  # no temporary folder can be written
        yield Path(tempfile.gettempdir()) / _spare_name()
    yield Path("/var/tmp") / _spare_name()


def _spare_name() -> str:
    return f"bulletin-{os.getuid()}"


def usable(folder: Path) -> Path:
    """`folder` made ready, or a spare one when it cannot be written.

    Raises:
        OutputError: no cache folder can be written; names `folder`.
    """
    try:
        if folder.name == _spare_name() and not _private(folder):
            raise write_error(folder, PermissionError(errno.EACCES, "not this user's own"))
        Cache(folder).prepare()
    except OutputError as error:
        return spare_for(folder, error)
    return folder


def spare_for(folder: Path, error: OutputError) -> Path:
    """A spare cache folder made ready, which is not `folder`.

    Raises:
        OutputError: `error`, when there is none either.
    """
    for spare in spare_folders():
        if spare == folder or not _private(spare):
            continue
        with contextlib.suppress(OutputError):
            Cache(spare).prepare()
            return spare
    raise error


def clear_all(folder: Path) -> int:
    """Empty a cache folder and this user's spare ones; returns the bytes freed."""
    return sum(Cache(place).clear() for place in {folder, *spare_folders()})


def _private(folder: Path) -> bool:
    """Make a folder that this user alone can enter; False when another user's folder is there."""
    try:
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder `FOLDER/KIND/KEY` of files; `max_bytes` and `max_age_s` are kept by `prune`.

    `KIND` may have several steps (`photos/pictures`).
    """

    folder: Path
    max_bytes: int = 2048 * MEBIBYTE
    max_age_s: int = 60 * DAY_S
    in_use_s: int = 3600

    def path(self, kind: str, key: str) -> Path:
        """The place of an entry, whether there is one or not; raises ValueError for names that leave the folder."""
        steps = (*kind.split("/"), key)
        if not all(map(_NAME.fullmatch, steps)):
            raise ValueError(f"not a cache name: {kind!r}, {key!r}")
        return self.folder.joinpath(*steps)

    def get(self, kind: str, key: str) -> Path | None:
        """The file of an entry, marked as used just now; None when there is none.

        An empty file is what a power cut leaves of an entry and counts as none.
        """
        path = self.path(kind, key)
        try:
            if path.stat().st_size == 0:
                return None
        except OSError:
            return None
        mark_used(path)
        return path

    def read(self, kind: str, key: str) -> bytes | None:
        """The content of an entry, None when there is none (also if it is pruned between look and read)."""
        return read_marked(self.path(kind, key)) or None

    def put(self, kind: str, key: str, data: bytes) -> Path | None:
        """Keep `data` (not empty); None when the cache cannot be written, which must not fail a build."""
        path = self.path(kind, key)
        with contextlib.suppress(OutputError):
            self.prepare()
            return path if keep(path, data) else None
        return None

    def prepare(self) -> None:
        """Make the folder, mark it as a cache, remove what killed builds left unfinished.

        Backup programs pass over a marked folder, and `clear` dares to empty it.

        Raises:
            OutputError: the folder cannot be written.
        """
        if not (self.folder / TAG_FILE).exists():
            atomic_write(self.folder / TAG_FILE, _TAG, durable=False)
        parts = self.folder / PARTS
        try:
            parts.mkdir(exist_ok=True)
        except OSError as error:
            raise write_error(parts, error) from error
        if not os.access(parts, os.W_OK | os.X_OK):
            raise write_error(parts, PermissionError(errno.EACCES, "permission denied"))
        forget_strays(parts)

    def size(self) -> int:
        """Bytes in all entries."""
        return sum(found.st_size for _, found in self._entries())

    def prune(self, now: float) -> int:
        """Remove what is too old, then the least recently used until the size fits; returns the bytes freed.

        Args:
            now: seconds since the epoch (the clock belongs to the caller). Entries used within `in_use_s` stay,
                because a build beside this one may be about to read them.
        """
        with self._only_one() as alone:
            if not alone:
                return 0
            # Every use is marked (`mark_used`); the time of reading is not kept by many file systems.
            entries = sorted(self._entries(), key=lambda entry: entry[1].st_mtime)
            total, freed = sum(found.st_size for _, found in entries), 0
            for path, found in entries:
                age = now - found.st_mtime
                if age < self.in_use_s or (age < self.max_age_s and total - freed <= self.max_bytes):
                    continue
                with contextlib.suppress(OSError):
                    path.unlink()
                    freed += found.st_size
            return freed

    def clear(self) -> int:
        """Remove every entry; returns the bytes freed. Folders that are not ours are not touched."""
        if not (self.folder / TAG_FILE).exists():
            return 0
        freed = 0
        for path, found in list(self._entries()):
            with contextlib.suppress(OSError):
                path.unlink()
                freed += found.st_size
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
        try:
            handle = os.open(self.folder / ".prune.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError:  # a full or read-only disk: nothing can be freed
            yield False
            return
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield False
            else:
                yield True
        finally:
            os.close(handle)
