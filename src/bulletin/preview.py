"""`bulletin preview`: watch the folder, rebuild in a warm child on every save, show the pages in the browser."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bulletin import datafiles
from bulletin.errors import BulletinError, Lang
from bulletin.preview_server import Server
from bulletin.preview_state import Page, State
from bulletin.runtime.child import WarmChild
from bulletin.runtime.limits import Limits
from bulletin.runtime.wire import ChildBugError, findings_from_wire

ENTRY = "bulletin.preview_job:job"
DEFAULT_PORT = 8765
# What a build reads; PDFs and pictures that a build writes lie in `build/`, which is left out.
_PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".tif", ".tiff", ".gif", ".bmp"}
_WATCHED = _PICTURES | {".yaml", ".yml", ".ttf", ".otf", ".css", ".j2"}
_LOOK_ABOVE_MS = 700
_FOLDERS_ABOVE = 4


class Preview:
    """One running preview. Ends, with its child, when the `with` block does."""

    def __init__(
        self,
        folder: Path,
        cache: Path,
        lang: Lang,
        port: int | None = None,
        entry: str = ENTRY,
        limits: Limits | None = None,
    ) -> None:
        """Open the port and start the child.

        Args:
            folder: the issue.
            cache: the cache folder.
            lang: of the browser page.
            port: None takes the usual one, or any free one when that is taken.
            entry: what the child runs for a rebuild.
            limits: for one rebuild.

        Raises:
            OSError: the port that was asked for is taken.
        """
        self.folder, self._cache = folder, cache
        self.state = State(folder.name, lang)
        self.server = _open_server(self.state, port)
        self._child = WarmChild(entry, limits)
        self._changed = threading.Event()
        self._stop = threading.Event()
        self._layout_changed = False

    @contextmanager
    def running(self) -> Iterator[Preview]:
        """Serve and watch in the background while the block runs."""
        self._child.start()
        threads = [
            threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.2}, daemon=True),
            threading.Thread(target=self._watch, daemon=True),
        ]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self._stop.set()
            self.state.close()
            self.server.shutdown()
            self.server.server_close()
            self._child.close()
            threads[1].join(5)

    def rebuilds(self) -> Iterator[bool]:
        """Build now and after every change, for ever; yields whether each build succeeded."""
        self._changed.set()
        while True:
            self._changed.wait()
            self._changed.clear()
            yield self.rebuild()

    def rebuild(self) -> bool:
        """Build once and show the result, good or bad."""
        self.state.building()
        if self._layout_changed:  # templates are read once per process
            self._layout_changed = False
            self._child.close()
        started = time.monotonic()
        try:
            result = self._child.run({"folder": str(self.folder), "cache": str(self._cache)})
            pages = [Page.read(Path(path)) for path in result["pages"]] if result["ok"] else []
        except BulletinError as error:
            self.state.failed(error.findings)
            return False
        except ChildBugError as error:
            self.state.failed((), note=error.bug.kind)
            return False
        except OSError as error:
            self.state.failed((), note=error.strerror or type(error).__name__)
            return False
        findings = findings_from_wire(result["findings"])
        if result["ok"]:
            self.state.ready(pages, findings, time.monotonic() - started)
        else:
            self.state.failed(findings)
        return bool(result["ok"])

    def _watch(self) -> None:
        from watchfiles import watch

        layouts = datafiles.folder("layouts")
        above = _files_above(self.folder)
        seen = _stamps(above)
        for changes in watch(
            self.folder,
            layouts,
            watch_filter=lambda _, path: concerns(Path(path), self.folder),
            stop_event=self._stop,
            rust_timeout=_LOOK_ABOVE_MS,
            yield_on_timeout=True,
            debounce=400,
            raise_interrupt=False,
        ):
            # `publication.yaml` may lie in a folder above, which may be someone's whole home: look, do not watch.
            now = _stamps(above)
            if changes or now != seen:
                seen = now
                self._layout_changed |= any(Path(path).is_relative_to(layouts) for _, path in changes)
                self._changed.set()


def concerns(path: Path, folder: Path) -> bool:
    """Whether a changed file may change the pages: no hidden files, nothing that builds wrote."""
    inside = path.relative_to(folder).parts if path.is_relative_to(folder) else path.parts[-1:]
    return path.suffix.lower() in _WATCHED and inside[0] != "build" and not any(part.startswith(".") for part in inside)


def _files_above(folder: Path) -> tuple[Path, ...]:
    return tuple(parent / "publication.yaml" for parent in folder.parents[:_FOLDERS_ABOVE])


def _stamps(files: Iterable[Path]) -> tuple[int, ...]:
    def stamp(path: Path) -> int:
        try:
            return path.stat().st_mtime_ns
        except OSError:
            return 0

    return tuple(map(stamp, files))


def _open_server(state: State, port: int | None) -> Server:
    try:
        return Server(state, DEFAULT_PORT if port is None else port)
    except OSError as error:
        if port is None and error.errno == errno.EADDRINUSE:
            return Server(state, 0)
        raise
