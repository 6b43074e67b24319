"""Every change to the disk that the archive makes, one method each, so that a test can stop it before any of them."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from bulletin.errors import Finding, OutputError
from bulletin.lazy import dataclass
from bulletin.runtime.files import sync_folder, write_error

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Hashed:
    """A file whose bytes are known by their SHA-512 already; when it is copied it must still have them."""

    path: Path
    sha512: str


Source = bytes | Path | Hashed


class Disk:
    """Writes files and folders durably; `step` is called before each change and does nothing."""

    def step(self, what: str, path: Path) -> None:
        """Called before each change: `mkdir`, `create`, `write`, `sync`, `rename`, `sync-folder`, `remove`."""

    def folder(self, path: Path) -> None:
        """Make a folder and those above it."""
        if not path.is_dir():
            self.folder(path.parent)
            self.step("mkdir", path)
            path.mkdir(exist_ok=True)

    def write(self, path: Path, source: Source) -> str:
        """Write a new file that nobody may change, wait until the disk has it, and return its SHA-512."""
        self.step("create", path)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
        digest = hashlib.sha512()
        with os.fdopen(os.open(path, flags, 0o444), "wb", buffering=0) as stream:
            for chunk in _chunks(source):
                self.step("write", path)
                _all(stream.fileno(), chunk)
                digest.update(chunk)
            self.step("sync", path)
            os.fsync(stream.fileno())
        return digest.hexdigest()

    def rename(self, old: Path, new: Path) -> None:
        """Put a finished file or folder in its place; a file there is replaced, a folder is not."""
        self.step("rename", new)
        old.replace(new)

    def sync_folders(self, folders: Iterable[Path]) -> None:
        """Wait until the disk has the names in some folders."""
        for folder in folders:
            self.step("sync-folder", folder)
            sync_folder(folder)

    def remove(self, folder: Path) -> None:
        """Remove a folder of unfinished files."""
        self.step("remove", folder)
        shutil.rmtree(folder)


DISK = Disk()


def digest_of(source: Source) -> str:
    """SHA-512 of what is to be written."""
    if isinstance(source, Hashed):
        return source.sha512
    if isinstance(source, bytes):
        return hashlib.sha512(source).hexdigest()
    with source.open("rb") as stream:
        return hashlib.file_digest(stream, "sha512").hexdigest()


def disk_error(place: Path, error: OSError) -> OutputError:
    """The error for a failure to write into an archive: names the file, and no option that these commands lack."""
    told = write_error(Path(error.filename2 or error.filename or place), error)
    cut = {"remedy": " bằng --out THƯ_MỤC", "remedy_en": " with --out DIR"}
    return OutputError(
        Finding(one.rule, one.place, values={**one.values, **{k: one.values[k].replace(v, "") for k, v in cut.items()}})
        for one in told.findings
    )


def _chunks(source: Source) -> Iterator[bytes]:
    if isinstance(source, bytes):
        for start in range(0, len(source), _CHUNK):
            yield source[start : start + _CHUNK]
        return
    path = source.path if isinstance(source, Hashed) else source
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
