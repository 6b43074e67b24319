"""Which files the pages of an issue depend on, and a watch over them that reports when it ends."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from bulletin import datafiles
from bulletin.errors import ExitCode, Finding, InputError, Rule, Severity, Text

POLLING = Rule(
    "preview.polling",
    Severity.WARNING,
    Text(
        "hệ thống không báo được khi tệp thay đổi ({reason}); chương trình tự xem lại thư mục mỗi giây",
        "the system cannot tell when a file changes ({reason}); the folder is looked through every second",
    ),
    Text(
        "Trang vẫn được dựng lại sau mỗi lần lưu, chỉ chậm hơn một chút",
        "Pages are rebuilt all the same, a little later",
    ),
    Text(
        "Không bắt buộc; muốn nhanh hơn, hãy đóng bớt chương trình đang theo dõi nhiều thư mục, hoặc gõ: "
        "sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512",
        "Not needed; to be quicker, close programs that watch many folders, or type: "
        "sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512",
    ),
    ExitCode.DONE,
)
CANNOT_WATCH = Rule(
    "preview.cannot-watch",
    Severity.ERROR,
    Text("không theo dõi được thư mục “{folder}”: {reason}", "the folder “{folder}” cannot be watched: {reason}"),
    Text("Không có nó, trang sẽ không được dựng lại khi anh/chị lưu tệp", "Without it no save would rebuild the pages"),
    Text(
        "Kiểm tra thư mục còn đó và đọc được, rồi chạy lại bulletin preview",
        "See that the folder is there and can be read, then run bulletin preview again",
    ),
    ExitCode.BAD_INPUT,
)

_PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".tif", ".tiff", ".gif", ".bmp", ".avif", ".svg"}
_FONTS = {".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2"}
# What a build reads; PDFs and pictures that a build writes are in `build/`, which is left out.
_WATCHED = _PICTURES | _FONTS | {".yaml", ".yml", ".css", ".j2", ".icc", ".icm"}
OWN_FOLDERS = ("layouts", "fonts", "printers")
"""Folders beside `publication.yaml` that a build reads."""
_READ_ONCE = {"layouts", "fonts"}
"""What a working process reads once and keeps."""
_LOOK_ABOVE_MS = 700
_POLL_S = 1.0
_FOLDERS_ABOVE = 4
_MOST_FILES = 5000

Stamps = dict[Path, tuple[int, int, int]]
"""Time, size and number of files."""


class Watch:
    """Calls `changed` after every change of a file that the pages depend on, until it is stopped.

    Args:
        folder: the issue.
        changed: gets whether something changed that a working process keeps in memory (layouts, fonts).
    """

    def __init__(self, folder: Path, changed: Callable[[bool], None]) -> None:
        self._folder = folder
        self._changed = changed
        self._stop = threading.Event()
        self._depends: tuple[Path, ...] = ()
        # Before anything is built: what is saved while the thread of the watch is not yet running counts too.
        self._first = {**self._outside(), **self._stamps(folder)}
        self.findings: tuple[Finding, ...] = ()
        self.error: Exception | None = None

    def depends_on(self, paths: Iterable[Path]) -> None:
        """Look at these files and folders too; what is in the issue's folder is watched in any case."""
        self._depends = tuple(path for path in paths if not path.is_relative_to(self._folder))

    def stop(self) -> None:
        self._stop.set()

    def run(self) -> None:
        """Watch until `stop`; an error that ends it earlier is kept in `error` and reported by a last call."""
        try:
            self._run()
        except Exception as error:
            self.error = error
            self._changed(False)

    def _run(self) -> None:
        try:
            self._listen(self._first)
        except OSError as error:
            self.findings = (Finding(POLLING, values={"reason": _reason(error)}),)
            self._changed(False)
            try:
                self._look(self._first)
            except OSError as worse:
                values = {"folder": str(self._folder), "reason": _reason(worse)}
                raise InputError([Finding(CANNOT_WATCH, values=values)]) from worse

    def _listen(self, seen: Stamps) -> None:
        """Let the system report changes in the issue's folder; poll the rest.

        `publication.yaml` may be in a folder above, which may be someone's whole home: that is not watched.
        """
        from watchfiles import watch

        shipped = datafiles.folder("layouts")
        listening = False
        for changes in watch(
            self._folder,
            shipped,
            watch_filter=lambda _, path: concerns(Path(path), self._folder),
            stop_event=self._stop,
            rust_timeout=_LOOK_ABOVE_MS,
            yield_on_timeout=True,
            debounce=400,
            raise_interrupt=False,
        ):
            # The first time the issue's folder is compared too: it may have changed before the system watched it.
            now = self._outside()
            # No file is looked at twice: the second look would hide what is saved between the two.
            whole = now if listening else {**now, **self._stamps(self._folder)}
            differing = _differing(seen, whole)
            seen, listening = now, True
            self._tell([*(Path(path) for _, path in changes), *differing])

    def _look(self, seen: Stamps) -> None:
        """Look through all folders every second."""
        shipped = datafiles.folder("layouts")
        seen = {**seen, **self._stamps(shipped)}
        while not self._stop.wait(_POLL_S):
            if not self._folder.is_dir():
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self._folder))
            now = {**self._outside(), **self._stamps(self._folder, shipped)}
            self._tell(_differing(seen, now))
            seen = now

    def _tell(self, touched: list[Path]) -> None:
        if touched:
            self._changed(any(_kept_in_memory(path, self._folder) for path in touched))

    def _outside(self) -> Stamps:
        """Return the state of every file outside the issue's folder that a build may read, but for our layouts."""
        return self._stamps(*_files_above(self._folder), *self._depends)

    def _stamps(self, *paths: Path) -> Stamps:
        """Return the state of these files and of those in these folders."""
        found: Stamps = {}
        for path in paths:
            for file in _files(path, self._folder):
                try:
                    status = file.stat()
                except OSError:
                    continue
                found[file] = (status.st_mtime_ns, status.st_size, status.st_ino)
        return found


def _differing(before: Stamps, now: Stamps) -> list[Path]:
    return [path for path in {**before, **now} if before.get(path) != now.get(path)]


def concerns(path: Path, folder: Path) -> bool:
    """Whether a changed file may change the pages: no hidden files, nothing that builds wrote."""
    inside = path.relative_to(folder).parts if path.is_relative_to(folder) else path.parts[-1:]
    if inside[:1] == ("build",) or any(part.startswith(".") for part in inside):
        return False
    # Whatever comes into `articles/` has its finding, a Word file too; an editor's spare copy has none.
    typed = inside[:1] == ("articles",) and not path.name.endswith("~")
    return typed or path.suffix.lower() in _WATCHED


def _kept_in_memory(path: Path, folder: Path) -> bool:
    """Whether a working process reads the file once and keeps it."""
    inside = path.relative_to(folder) if path.is_relative_to(folder) else path
    return path.is_relative_to(datafiles.folder("layouts")) or bool(_READ_ONCE & set(inside.parts[:-1]))


def _files_above(folder: Path) -> Iterator[Path]:
    """`publication.yaml` of the folders above and what is kept beside it, also for an issue that cannot be read."""
    for parent in folder.parents[:_FOLDERS_ABOVE]:
        file = parent / "publication.yaml"
        yield file
        if file.is_file():
            yield from (parent / name for name in OWN_FOLDERS)


def _files(path: Path, issue: Path) -> Iterator[Path]:
    """A file, or the files in a folder that may change the pages, however deep; not more than a few thousand."""
    if not path.is_dir():
        yield path
        return
    count = 0
    for parent, folders, names in os.walk(path):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and Path(parent, name) != issue / "build"
        )
        for name in names:
            count += 1
            if count > _MOST_FILES:
                return
            file = Path(parent, name)
            if concerns(file, issue):
                yield file


def _reason(error: OSError) -> str:
    return error.strerror or str(error) or type(error).__name__
