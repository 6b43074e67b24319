"""Progress of a build: a no-op by default, a pipe to the parent process, or a bar on a terminal."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """What the stages of a build report to. `total` 0 means that the number of steps is not known."""

    def stage(self, name: str, total: int = 0) -> None:
        """A stage begins (`read`, `set`, `photos`, `layout` …) and with it the previous one ends."""

    def advance(self, steps: int = 1) -> None:
        """`steps` more of the running stage are finished."""

    def done(self) -> None:
        """The last stage is finished."""


class Silent:
    """Progress that is not shown."""

    def stage(self, name: str, total: int = 0) -> None:
        return None

    def advance(self, steps: int = 1) -> None:
        return None

    def done(self) -> None:
        return None


SILENT: Progress = Silent()
"""For callers that want no progress."""


def replay(event: dict[str, object], progress: Progress) -> None:
    """Tell `progress` what a child process wrote; an unknown event is ignored, progress never fails a build."""
    kind, total, steps = event.get("progress"), event.get("total"), event.get("steps")
    if kind == "stage":
        progress.stage(str(event.get("name", "")), total if isinstance(total, int) else 0)
    elif kind == "advance":
        progress.advance(steps if isinstance(steps, int) else 1)
    elif kind == "done":
        progress.done()
