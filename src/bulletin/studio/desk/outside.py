"""OUTSIDE: edits by other hands. Files that change and are not what the studio wrote are told to windows."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path

from bulletin.studio.desk.desk import HIDDEN, Desk

_STEP_MS = 200
_SKIPPED = frozenset({HIDDEN, "build", ".git", "node_modules"})


class OutsideWatch:
    """Watches the opened folder in a thread of its own.

    Args:
        desk: whose files are watched.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._end = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to watch."""
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop watching."""
        self._end.set()

    def _run(self) -> None:
        from watchfiles import watch

        places = {bulletin.folder for bulletin in self._desk.bulletins()} or {self._desk.folder}
        for changes in watch(*places, stop_event=self._end, step=_STEP_MS, raise_interrupt=False):
            self.tell(Path(path) for _, path in changes)

    def tell(self, paths: Iterable[Path]) -> None:
        """Tell windows of files that another hand changed, and plan their issues anew."""
        folders: dict[Path, set[str]] = {}
        for path in paths:
            if _SKIPPED & set(path.parts) or path.name[0] in ".~" or self._desk.is_ours(path):
                continue
            folder = self._issue_of(path)
            if folder is not None:
                folders.setdefault(folder, set()).add(path.name)
        for folder, names in folders.items():
            known = self._desk.names_of(folder)
            if known is not None:
                self._desk.tell("outside", *known, files=sorted(names))
            self._desk.changed(folder)

    def _issue_of(self, path: Path) -> Path | None:
        every = [issue.folder for bulletin in self._desk.bulletins(fresh=True) for issue in bulletin.issues]
        held = [folder for folder in every if path.is_relative_to(folder)]
        if not held and path.name == "publication.yaml":
            held = [folder for folder in every if folder.is_relative_to(path.parent)][:1]
        return max(held, key=lambda folder: len(folder.parts)) if held else None
