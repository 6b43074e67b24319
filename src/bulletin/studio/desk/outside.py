"""OUTSIDE: edits by other hands. Files that change and are not what the studio wrote are told to windows."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable
from pathlib import Path

from bulletin.sources.copies import original_name
from bulletin.studio.desk.bulletins import OWN
from bulletin.studio.desk.desk import HIDDEN, Desk

_STEP_MS = 200
_OWN_FILES = ("publication.yaml", "mail.yaml")
_SKIPPED = frozenset({HIDDEN, "build", ".git", "node_modules"})


class OutsideWatch:
    """Watches the opened folders in a thread of its own.

    Args:
        desk: whose files are watched.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._end = False
        self._turn = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to watch."""
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop watching."""
        self._end = True
        self._turn.set()

    def renew(self) -> None:
        """Watch the folders that are open now."""
        self._turn.set()

    def _run(self) -> None:
        from watchfiles import watch

        while not self._end:
            self._turn = turn = threading.Event()
            if self._end:
                return
            places = {bulletin.folder for bulletin in self._desk.bulletins()} | set(self._desk.folders)
            for changes in watch(*filter(Path.is_dir, places), stop_event=turn, step=_STEP_MS, raise_interrupt=False):
                with contextlib.suppress(OSError):  # a folder that is gone again
                    self.tell(Path(path) for _, path in changes)
            if not turn.is_set():  # the watch ended by itself
                return

    def tell(self, paths: Iterable[Path]) -> None:
        """Tell windows of files that another hand changed, and plan their issues anew."""
        paths = tuple(paths)
        folders: dict[Path, set[Path]] = {}
        every = [issue.folder for bulletin in self._desk.bulletins(fresh=True) for issue in bulletin.issues]
        for path in paths:
            folder = _issue_of(path, every)
            if folder is not None and not _is_passed_over(path, folder) and not self._desk.is_ours(path):
                folders.setdefault(folder, set()).add(path)
        self._tell_own(paths)
        for folder, changed in folders.items():
            names = {path.name for path in changed}
            known = self._desk.names_of(folder)
            if known is not None:
                copies = sorted(name for name in names if original_name(name) is not None)
                self._desk.tell("outside", *known, files=sorted(names), copies=copies)
            self._desk.plan_anew(folder, changed)

    def _tell_own(self, paths: Iterable[Path]) -> None:
        """Tell windows of the publications whose own files another hand changed."""
        for path in paths:
            known = self._desk.names_of(path.parent) if path.name in _OWN_FILES else None
            if known is not None and known[1] == OWN and not self._desk.is_ours(path):
                self._desk.tell("outside", *known, files=[path.name], copies=[])


def _is_passed_over(path: Path, folder: Path) -> bool:
    """Whether a file is none that people type: hidden, half written, or made by a program."""
    inside = path.relative_to(folder).parts if path.is_relative_to(folder) else path.parts[-1:]
    return bool(_SKIPPED & set(inside)) or path.name[0] in ".~"


def _issue_of(path: Path, every: list[Path]) -> Path | None:
    held = [folder for folder in every if path.is_relative_to(folder)]
    if not held and path.name == "publication.yaml":
        held = [folder for folder in every if folder.is_relative_to(path.parent)][:1]
    return max(held, key=lambda folder: len(folder.parts)) if held else None
