"""AHEAD: while a story is held above another place, the plan with it there is made, by a forked process.

A list in another order is planned twice, by repairing the last plan and anew, because the better one is taken. That
takes longer than people notice, so it is begun before they let go. The forked process knows all that was measured and
leaves its plan in the cache, where the plan of the same words is found; nobody is told of it.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import time
from pathlib import Path

from bulletin.build.warm import WarmBuild

_MOST_CPU_S = 10
"""After so much CPU time a plan ahead is given up."""
_LONGEST_WAIT_S, _POLL_S = 5.0, 0.005


class PlanAhead:
    """At most one plan that is made ahead."""

    def __init__(self) -> None:
        self._pid = 0
        self._of: tuple[Path, bytes] | None = None

    def begin(self, warm: WarmBuild, sheet: bytes) -> None:
        """Begin to plan an issue as if its `issue.yaml` held these bytes; what was begun before ends."""
        if self._of == (warm.folder, sheet):
            return
        self._stop()
        try:
            self._pid = os.fork()
        except OSError:  # no memory or no more processes: it is planned when it is time
            return
        if self._pid == 0:
            _work(warm, sheet)
        self._of = warm.folder, sheet

    def settle(self, folder: Path) -> None:
        """Before an issue is planned: wait for its plan where it is the one that was begun; any other ends."""
        if self._of is None:
            return
        with contextlib.suppress(OSError):
            if self._of == (folder, (folder / "issue.yaml").read_bytes()):
                self._wait()
        self._stop()

    def _wait(self) -> None:
        end = time.monotonic() + _LONGEST_WAIT_S
        while time.monotonic() < end:
            if os.waitpid(self._pid, os.WNOHANG)[0]:
                self._pid = 0
                return
            time.sleep(_POLL_S)

    def _stop(self) -> None:
        if self._pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self._pid, 0)
        self._pid, self._of = 0, None


def _work(warm: WarmBuild, sheet: bytes) -> None:
    """In the forked process: plan, and leave without running anybody's exit handlers."""
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_CPU_S, _MOST_CPU_S))
        warm.plan_ahead(sheet)
    finally:
        os._exit(0)
