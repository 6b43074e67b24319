"""One output at a time in a child process: its stages are told as they come, and it can be stopped at any of them."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import signal
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bulletin.errors import BulletinError, Finding
from bulletin.lazy import dataclass
from bulletin.runtime.child import WarmChild
from bulletin.runtime.limits import Limits
from bulletin.runtime.wire import ChildBugError, findings_from_wire
from bulletin.studio.jobs.archive import ArchiveReading, in_words, kept_finding
from bulletin.studio.jobs.child import OutputRequest
from bulletin.studio.jobs.kinds import OutputKind
from bulletin.studio.jobs.made import MadeOutput, remember

_ENTRY = "bulletin.studio.jobs.child:output_job"
_READING = "bulletin.studio.jobs.archive:reading_job"
BUSY = "Đang làm một bản khác; xin chờ hoặc bấm Dừng."
Tell = Callable[[Mapping[str, Any]], None]
InChild = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]
"""Asks a child process: its entry and its order, and what it answers."""


@dataclass(frozen=True, slots=True)
class JobOrder:
    """What is to be made: `out` gets the files, `now` is the time with its zone."""

    kind: OutputKind
    folder: Path
    out: Path
    cache: Path
    now: dt.datetime
    confirmed: bool = False
    reason: str | None = None


class _Stages:
    """Progress as events: stage, steps done and steps in all (0: unknown)."""

    def __init__(self, tell: Tell, kind: str) -> None:
        self._tell, self._kind = tell, kind
        self._name, self._done, self._total = "", 0, 0

    def stage(self, name: str, total: int = 0) -> None:
        self._name, self._done, self._total = name, 0, total
        self._say()

    def advance(self, steps: int = 1) -> None:
        self._done += steps
        self._say()

    def done(self) -> None:
        return None

    def _say(self) -> None:
        said = {"state": "running", "stage": self._name, "done": self._done, "total": self._total}
        self._tell({"kind": self._kind, **said})


class JobRunner:
    """Makes outputs one after the other, each in a thread of its own with a fresh child.

    Args:
        tell: is called with each event of a job: `kind`, `state` (`running`, `asks`, `made`, `refused`, `stopped`) and
            what belongs to the state.
    """

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._child: WarmChild | None = None
        self._stopped = False
        self._thread: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether a job runs."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, order: JobOrder) -> bool:
        """Begin a job; False when another one runs."""
        return self._begin(order.kind.id, lambda: self._made(order, self._result(order)))

    def read_archive(self, kind: str, folder: Path, now: dt.datetime) -> bool:
        """Begin to read the archive of an issue; False when another job runs."""
        request = ArchiveReading(folder=folder, now=now.isoformat())
        return self._begin(kind, lambda: self._read(self._in_child(_READING, request.to_wire(), kind)))

    def run(self, kind: str, work: Callable[[InChild], dict[str, Any]]) -> bool:
        """Begin another kind of job; False when another one runs.

        Args:
            kind: its name in events.
            work: does it in a thread, with what asks a child of its own; gives the last event.
        """
        return self._begin(kind, lambda: work(lambda entry, order: self._in_child(entry, order, kind)))

    def _begin(self, kind: str, work: Callable[[], dict[str, Any]]) -> bool:
        with self._lock:
            if self.busy:
                return False
            self._stopped = False
            self._thread = threading.Thread(target=self._run, args=(kind, work), daemon=True)
            self._thread.start()
            return True

    def stop(self) -> None:
        """Stop the running job: its child ends at once, and what was made before stays."""
        with self._lock:
            self._stopped = True
            pid = self._child.pid if self._child is not None else None
            if pid is not None:
                # The thread of the job reaps the child; two that wait for one process get in each other's way.
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(pid, signal.SIGKILL)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for the running job; whether it ended."""
        if self._thread is not None:
            self._thread.join(seconds)
        return not self.busy

    def _run(self, kind: str, work: Callable[[], dict[str, Any]]) -> None:
        try:
            self._tell({"kind": kind, "state": "running", "stage": "read", "done": 0, "total": 0})
            event = work()
        except (BulletinError, ChildBugError, OSError, ValueError) as error:
            event = {"state": "stopped"} if self._stopped else {"state": "refused", "findings": _findings(error)}
        self._tell({"kind": kind, **event})

    def _result(self, order: JobOrder) -> dict[str, Any]:
        request = OutputRequest(
            folder=order.folder, out=order.out, cache=order.cache, kind=order.kind.id, now=order.now.isoformat(),
            confirmed=order.confirmed, reason=order.reason,
        )  # fmt: skip
        return self._in_child(_ENTRY, request.to_wire(), order.kind.id)

    def _in_child(self, entry: str, order: Mapping[str, Any], kind: str) -> dict[str, Any]:
        child = WarmChild(entry, Limits())
        with self._lock:
            if self._stopped:
                raise ValueError("stopped")
            self._child = child
        try:
            return child.run(order, _Stages(self._tell, kind))
        finally:
            with self._lock:
                self._child = None
            child.close()

    def _read(self, result: Mapping[str, Any]) -> dict[str, Any]:
        """How the archive is: sums, and each file that is not as it was kept."""
        findings = [in_words(one) for one in findings_from_wire(result.get("findings"))]
        sums = {name: result[name] for name in ("damaged", "issues", "files", "bytes", "damages")}
        return {"state": "checked", **sums, "findings": findings}

    def _made(self, order: JobOrder, result: Mapping[str, Any]) -> dict[str, Any]:
        if result.get("asks"):
            return {"state": "asks"}
        findings = [kept_finding(finding) for finding in findings_from_wire(result.get("findings"))]
        files = {name: (order.out / name).stat().st_size for name in result.get("files", {}).values() if name}
        made = MadeOutput(
            kind=order.kind.id, at=order.now.isoformat(timespec="seconds"), digest=str(result["digest"]), files=files,
            pages=int(result.get("pages") or 0), draft=bool(result.get("draft")), kept=str(result.get("kept") or ""),
            findings=tuple(findings), editions=tuple(result.get("editions") or ()),
        )  # fmt: skip
        remember(order.folder, made)
        return {"state": "made", "findings": findings, "files": files}


def _findings(error: Exception) -> list[dict[str, object]]:
    found: tuple[Finding, ...] = error.findings if isinstance(error, BulletinError) else ()
    return [in_words(finding) for finding in found]
