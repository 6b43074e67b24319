"""The folder that finished files go to: written by one build at a time, never through a link, its index last.

The folder is opened once, without following a link, and everything after that names files inside the open folder. So
what is exchanged between look and use changes nothing.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bulletin.errors import ExitCode, Finding, OutputError, Place, Rule, Severity, Text
from bulletin.runtime.files import fill, forget_strays, part_name, write_error
from bulletin.runtime.spool import Spooled, pieces_of

LINK = Rule(
    "output.link",
    Severity.ERROR,
    Text(
        "“{path}” là một liên kết mềm (trỏ tới “{real}”), không phải {kind}.",
        "“{path}” is a symbolic link (to “{real}”), not {kind_en}.",
    ),
    Text(
        "Ghi qua một liên kết có thể đè lên tệp ở nơi khác; chưa có tệp nào được ghi.",
        "Writing through a link could replace files elsewhere; nothing was written.",
    ),
    Text("{remedy}", "{remedy_en}"),
    ExitCode.CANNOT_WRITE,
)


class TargetFolder:
    """An open folder; made by `open_target`."""

    def __init__(self, folder: Path, handle: int) -> None:
        self.folder = folder
        self._handle = handle

    def put(
        self, files: Mapping[str, bytes | Spooled], *, last: str = "release.json", withdrawn: Iterable[str] = ()
    ) -> tuple[Path, ...]:
        """Put several files into the folder: all are on disk before the first is renamed, `last` comes last.

        Whoever reads `last` (which carries the hashes of the others) therefore never finds a file half-written. When
        the process is killed between the renames, the `last` from before names files that are gone or changed.

        Args:
            files: plain file names (no folders) and whole contents.
            last: the name that is renamed after all others; need not be among `files`.
            withdrawn: files to remove first. They go when everything is on disk and before anything is renamed.

        Returns:
            The paths in the order in which they were put in place.

        Raises:
            OutputError: nothing was put in place, or (only if a rename itself fails) not `last`.
            ValueError: a name is not a plain file name.
        """
        names = sorted(files, key=lambda name: (name == last, name))
        stale = [name for name in withdrawn if name not in files]
        for name in (*names, *stale):
            if Path(name).name != name or name in {"", ".", ".."}:
                raise ValueError(f"not a plain file name: {name!r}")
        for name in names:
            self._look(name)
        parts: list[tuple[str, str]] = []
        current = ""
        try:
            for current in names:
                parts.append((self._part(current, files[current]), current))
            for current in stale:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(current, dir_fd=self._handle)
            for part, current in parts:
                os.rename(part, current, src_dir_fd=self._handle, dst_dir_fd=self._handle)
            with contextlib.suppress(OSError):  # some network shares cannot sync a folder; the files are complete
                os.fsync(self._handle)
        except OSError as error:
            raise write_error(self.folder / current, error) from error
        finally:
            for part, _ in parts:
                self._forget(part)
        return tuple(self.folder / target for _, target in parts)

    def _look(self, name: str) -> None:
        """Only a plain file may be replaced: a rename cannot replace a folder, and must not replace a link."""
        path = self.folder / name
        try:
            mode = os.stat(name, dir_fd=self._handle, follow_symlinks=False).st_mode
        except FileNotFoundError:
            return
        except OSError as error:
            raise write_error(path, error) from error
        if stat.S_ISLNK(mode):
            raise _link(path, folder=False)
        if stat.S_ISDIR(mode):
            raise write_error(path, OSError(errno.EISDIR, os.strerror(errno.EISDIR)))
        if not stat.S_ISREG(mode):
            raise write_error(path, OSError(errno.ENODEV, "not a plain file"))

    def _part(self, name: str, data: bytes | Spooled) -> str:
        part = part_name(name)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
        handle = os.open(part, flags, 0o666, dir_fd=self._handle)
        try:
            fill(handle, pieces_of(data), durable=True)
        except BaseException:
            self._forget(part)
            raise
        return part

    def _forget(self, name: str) -> None:
        with contextlib.suppress(OSError):
            os.unlink(name, dir_fd=self._handle)


@contextlib.contextmanager
def open_target(folder: Path, below: Path | None = None) -> Iterator[TargetFolder]:
    """Open a folder for finished files, make it if need be, and keep other builds out of it meanwhile.

    What a killed build left unfinished there is removed.

    Args:
        folder: where the files go.
        below: a folder whose content came from elsewhere (the issue): below it no step of the way may be a link.

    Raises:
        OutputError: the folder is a link, cannot be made or cannot be opened.
    """
    handle = _open(folder, below)
    try:
        with contextlib.suppress(OSError):  # a share without locks: the files are compared after writing all the same
            fcntl.flock(handle, fcntl.LOCK_EX)
        forget_strays(handle)
        yield TargetFolder(folder, handle)
    finally:
        os.close(handle)  # the lock goes with it


def publish(folder: Path, files: Mapping[str, bytes], *, last: str = "release.json") -> tuple[Path, ...]:
    """Put several files into `folder` as `Target.put` does, with the folder to ourselves."""
    with open_target(folder) as target:
        return target.put(files, last=last)


def _open(folder: Path, below: Path | None) -> int:
    inside = below is not None and folder != below and folder.is_relative_to(below)
    start = below if below is not None and inside else folder
    steps = folder.relative_to(start).parts
    path = start
    try:
        start.mkdir(parents=True, exist_ok=True)
        # The folder itself may be reached as its owner likes; the folder for the files may not be a link.
        handle = os.open(start, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | (0 if inside else os.O_NOFOLLOW))
    except OSError as error:
        if not inside and start.is_symlink():
            raise _link(start, folder=True) from error
        raise write_error(start, error) from error
    for step in steps:
        path = path / step
        try:
            inner = _step(step, handle)
        except OSError as error:
            if path.is_symlink():
                raise _link(path, folder=True) from error
            raise write_error(path, error) from error
        finally:
            os.close(handle)
        handle = inner
    return handle


def _step(name: str, handle: int) -> int:
    """A folder inside an open one, made if it is not there and never reached through a link."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        return os.open(name, flags, dir_fd=handle)
    except FileNotFoundError:
        with contextlib.suppress(FileExistsError):  # another build made it just now
            os.mkdir(name, dir_fd=handle)
        return os.open(name, flags, dir_fd=handle)


def _link(path: Path, *, folder: bool) -> OutputError:
    real = os.path.realpath(path)
    vi, en = ("thư mục", "a folder") if folder else ("tệp thường", "a plain file")
    if folder:
        remedy = f"Hãy xóa liên kết (rm “{path}”), hoặc chỉ thẳng thư mục thật: --out “{real}”."
        remedy_en = f"Remove the link (rm “{path}”), or name the folder itself: --out “{real}”."
    else:
        remedy = f"Hãy xóa liên kết (rm “{path}”) rồi chạy lại, hoặc chọn thư mục khác bằng --out THƯ_MỤC."
        remedy_en = f"Remove the link (rm “{path}”) and run again, or choose another folder with --out DIR."
    values = {
        "path": str(path), "real": real, "kind": vi, "kind_en": en, "remedy": remedy, "remedy_en": remedy_en,
    }  # fmt: skip
    return OutputError([Finding(LINK, Place(file=str(path)), values=values)])
