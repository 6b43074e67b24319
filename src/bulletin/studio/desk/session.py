"""SESSION: after each change the newest state is planned, then pictured; nothing queues, and nobody waits for it."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from bulletin.errors import BulletinError
from bulletin.runtime.child import WarmChild
from bulletin.runtime.limits import Limits
from bulletin.runtime.wire import ChildBugError, findings_from_wire
from bulletin.studio.answers import said_finding
from bulletin.studio.desk.request import SessionRequest

_ENTRY = "bulletin.studio.desk.child:job"
_MOST_PICTURES = 400
_SETTLE_S = 90.0
Tell = Callable[[Path, Mapping[str, Any]], None]


class PageSession:
    """Plans and pictures issues in one child process.

    Args:
        cache: the cache folder.
        tell: gets the issue folder and the event `planned`, `pictured` or `failed`.
    """

    def __init__(self, cache: Path, tell: Tell) -> None:
        self._cache, self._tell = cache, tell
        self._child = WarmChild(_ENTRY, Limits())
        self._wanted: list[Path] = []
        self._failed: set[Path] = set()
        self._fresh: set[Path] = set()
        self._news = threading.Condition()
        self._closed = False
        self._busy: Path | None = None
        self._supposed: SessionRequest | None = None
        self._thread: threading.Thread | None = None
        self._pictures: dict[str, Path] = {}
        self.plans: dict[Path, Mapping[str, Any]] = {}
        self.pages: dict[Path, list[dict[str, Any]]] = {}

    def want(self, folder: Path) -> None:
        """Plan and picture an issue as it is now; what was wanted before and not begun is forgotten."""
        with self._news:
            self._failed.discard(folder)
            self._fresh.discard(folder)
            self._supposed = None
            if folder in self._wanted:
                self._wanted.remove(folder)
            self._wanted.append(folder)
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._run, daemon=True)
                self._thread.start()
            self._news.notify_all()

    def begin(self, folder: Path) -> None:
        """Plan and picture an issue that nobody asked for yet; not again what failed and was not changed since."""
        if not {folder} & {*self.pages, *self._wanted, *self._failed, self._busy}:
            self.want(folder)

    def ahead(self, folder: Path, sheet: bytes) -> None:
        """Plan an issue as if its `issue.yaml` held these bytes, when nothing else is to be done; nothing is told."""
        with self._news:
            if self._thread is not None and folder in self.plans and not self._wanted:
                self._supposed = SessionRequest(folder=folder, cache=self._cache, step="ahead", sheet=sheet.decode())
                self._news.notify_all()

    def settle(self, folder: Path) -> bool:
        """Wait until the pages that are known are those of the issue as it is now; False where there is no hope."""
        if not {folder} & {*self._fresh, *self._wanted, *self._failed, self._busy}:
            self.want(folder)  # nobody asked for it yet, or another issue came in between

        def ended() -> bool:
            hope = folder in self._wanted or folder == self._busy
            return folder in self._fresh or self._closed or not hope

        with self._news:
            self._news.wait_for(ended, _SETTLE_S)
            return folder in self._fresh

    def picture(self, digest: str) -> bytes | None:
        """The PNG of a page by its name; None when it is not known any more."""
        path = self._pictures.get(digest)
        try:
            return path.read_bytes() if path is not None else None
        except OSError:
            return None

    def close(self) -> None:
        """End the child."""
        with self._news:
            self._closed = True
            self._news.notify_all()
        if self._thread is not None:
            self._thread.join(5)
        self._child.close()

    def _run(self) -> None:
        while True:
            with self._news:
                while not self._wanted and not self._supposed and not self._closed:
                    self._news.wait()
                if self._closed:
                    return
                supposed, self._supposed = self._supposed, None
                if supposed is not None:  # it ends at once: another process has the work
                    with suppress(BulletinError, ChildBugError):
                        self._child.run(supposed.to_wire())
                    continue
                folder = self._wanted.pop()
                for forgotten in self._wanted:  # planned when somebody looks at it
                    self.pages.pop(forgotten, None)
                self._wanted.clear()
                self._busy = folder
            try:
                self._one(folder)
            finally:
                with self._news:
                    self._busy = None
                    self._news.notify_all()

    def _one(self, folder: Path) -> None:
        planned = self._ask(folder, "plan")
        if planned is None or self._closed:
            return
        self.plans[folder] = planned
        if planned["ok"]:
            self._tell(folder, {"type": "planned", **_shown(planned)})
        else:
            self._fail(folder, _shown(planned))
        if not planned["ok"] or self._wanted:  # somebody went on: the newer state first
            return
        made = self._ask(folder, "pictures")
        if made is None or self._closed:
            return
        if made["ok"]:
            self.pages[folder] = self._named(made)
            with self._news:
                if folder not in self._wanted:
                    self._fresh.add(folder)
            self._tell(folder, {"type": "pictured", "pages": self.pages[folder], "findings": _findings(made)})
        else:
            self._fail(folder, {"findings": _findings(made)})

    def _fail(self, folder: Path, told: Mapping[str, Any]) -> None:
        self._failed.add(folder)  # before it is told: who hears it may ask at once
        self._tell(folder, {"type": "failed", **told})

    def _ask(self, folder: Path, step: str) -> dict[str, Any] | None:
        request = SessionRequest(folder=folder, cache=self._cache, step=step)
        try:
            return self._child.run(request.to_wire())
        except BulletinError as error:
            self._fail(folder, {"findings": [said_finding(one) for one in error.findings]})
        except ChildBugError as error:
            what = {"severity": "error", "what": "Chương trình gặp lỗi khi dàn trang; chữ của bạn vẫn được lưu."}
            self._fail(folder, {"findings": [what | {"remedy": str(error)[:200]}]})
        return None

    def _named(self, made: Mapping[str, Any]) -> list[dict[str, Any]]:
        changed = set(made["changed"])
        found = []
        for number, path in enumerate(made["pages"], 1):
            digest = hashlib.sha256(path.encode()).hexdigest()[:32]
            self._pictures[digest] = Path(path)
            found.append({"number": number, "digest": digest, "changed": number in changed})
        while len(self._pictures) > _MOST_PICTURES:
            self._pictures.pop(next(iter(self._pictures)))
        return found


def _shown(planned: Mapping[str, Any]) -> dict[str, Any]:
    return {**(planned["plan"] or {}), "findings": _findings(planned)}


def _findings(made: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {**said_finding(one), "file": one.place.file, "line": one.place.line, "column": one.place.column,
         "page": one.place.page}
        for one in findings_from_wire(made.get("findings"))
    ]  # fmt: skip
