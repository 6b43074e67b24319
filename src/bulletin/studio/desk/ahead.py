"""AHEAD: while a story is held above another place, the plan with it there is made, by a forked process.

A list in another order is planned twice, by repairing the last plan and anew, because the better one is taken. That
takes longer than people notice, so it is begun before they let go. The forked process knows all that was measured and
leaves its plan in the cache, where the plan of the same words is found; nobody is told of it.
"""

from __future__ import annotations

import atexit
import contextlib
import resource
from pathlib import Path

from bulletin.build.warm import WarmBuild
from bulletin.runtime.fork import ForkedCall

_MOST_CPU_S = 10
"""After so much CPU time a plan ahead is given up."""
_LONGEST_WAIT_S = 5.0


class PlanAhead:
    """At most one plan that is made ahead; none outlives this process."""

    def __init__(self) -> None:
        self._begun: ForkedCall[None] | None = None
        self._of: tuple[Path, bytes] | None = None
        atexit.register(self._stop)

    def begin(self, warm: WarmBuild, sheet: bytes) -> None:
        """Begin to plan an issue as if its `issue.yaml` held these bytes; what was begun before ends."""
        if self._of == (warm.folder, sheet):
            return
        self._stop()
        with contextlib.suppress(OSError):  # no memory or no more processes: it is planned when it is time
            self._begun = ForkedCall(lambda: _work(warm, sheet))
            self._of = warm.folder, sheet

    def settle(self, folder: Path) -> None:
        """Before an issue is planned: wait for its plan where it is the one that was begun; any other ends."""
        if self._begun is None:
            return
        with contextlib.suppress(OSError):
            if self._of == (folder, (folder / "issue.yaml").read_bytes()):
                self._begun.wait(_LONGEST_WAIT_S)
        self._stop()

    def _stop(self) -> None:
        if self._begun is not None:
            self._begun.stop()
        self._begun = self._of = None


def _work(warm: WarmBuild, sheet: bytes) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_CPU_S, _MOST_CPU_S))
    warm.plan_ahead(sheet)
