"""`bulletin preview`: watch the folder, rebuild in a warm child on every save, show the pages in the browser."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bulletin.errors import BulletinError, Finding, Lang
from bulletin.preview.request import PreviewRequest
from bulletin.preview.server import Server
from bulletin.preview.state import Page, PreviewState
from bulletin.preview.watch import Watch
from bulletin.runtime.child import WarmChild
from bulletin.runtime.limits import Limits
from bulletin.runtime.wire import ChildBugError, findings_from_wire

ENTRY = "bulletin.preview.job:job"
DEFAULT_PORT = 8765


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
        self.state = PreviewState(folder.name, lang)
        self.server = _open_server(self.state, port)
        self._child = WarmChild(entry, limits)
        self._changed = threading.Event()
        self._stale = False
        self._watch = Watch(folder, self._saved)

    @contextmanager
    def running(self) -> Iterator[Preview]:
        """Serve and watch in the background while the block runs."""
        self._child.start()
        threads = [
            threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.2}, daemon=True),
            threading.Thread(target=self._watch.run, daemon=True),
        ]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self._watch.stop()
            self.state.close()
            self.server.shutdown()
            self.server.server_close()
            self._child.close()
            threads[1].join(5)

    def rebuilds(self) -> Iterator[bool]:
        """Build now and after every change, for ever; yields whether each build succeeded.

        Raises:
            BulletinError: the folder cannot be watched any more.
            Exception: whatever else ended the watch.
        """
        self._changed.set()
        while True:
            self._changed.wait()
            self._changed.clear()
            if self._watch.error:
                raise self._watch.error
            yield self.rebuild()

    @property
    def notices(self) -> tuple[Finding, ...]:
        """Findings on the preview itself, whatever the issue is like."""
        return self._watch.findings

    def rebuild(self) -> bool:
        """Build once and show the result, also a failed one."""
        self.state.building()
        if self._stale:  # templates and fonts are read once per process
            self._stale = False
            self._child.close()
        started = time.monotonic()
        try:
            result, pages = self._ask()
        except BulletinError as error:
            self.state.failed((*self.notices, *error.findings))
            return False
        except ChildBugError as error:
            self.state.failed((), note=error.bug.kind)
            return False
        except OSError as error:
            self.state.failed((), note=error.strerror or type(error).__name__)
            return False
        self._watch.depends_on(map(Path, result.get("depends") or ()))
        findings = (*self.notices, *findings_from_wire(result["findings"]))
        if result["ok"]:
            self.state.ready(pages, findings, time.monotonic() - started)
        else:
            self.state.failed(findings)
        return bool(result["ok"])

    def _ask(self) -> tuple[dict[str, Any], list[Page]]:
        """Return the child's answer and the pages; ask once more when the cache was emptied in between."""
        order = PreviewRequest(folder=self.folder, cache=self._cache).to_wire()
        for last in (False, True):
            result = self._child.run(order)
            try:
                return result, [Page.read(Path(path)) for path in result["pages"]] if result["ok"] else []
            except FileNotFoundError:
                if last:
                    raise
        raise AssertionError

    def _saved(self, kept_in_memory: bool) -> None:
        """A file changed, or the watch has a finding."""
        self._stale |= kept_in_memory
        self._changed.set()


def _open_server(state: PreviewState, port: int | None) -> Server:
    try:
        return Server(state, DEFAULT_PORT if port is None else port)
    except OSError as error:
        if port is None and error.errno == errno.EADDRINUSE:
            return Server(state, 0)
        raise
