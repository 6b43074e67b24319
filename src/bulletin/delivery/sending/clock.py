"""The real clock, which a request to stop wakes up."""

from __future__ import annotations

import threading
import time


class WallClock:
    """Time of day; `stop` ends the run after the letter in hand."""

    def __init__(self) -> None:
        self._stop = threading.Event()

    def now(self) -> float:
        return time.time()

    def sleep(self, seconds: float) -> None:
        # In slices: a handler of signals runs between two of them.
        end = time.monotonic() + seconds
        while not self._stop.is_set() and (left := end - time.monotonic()) > 0:
            self._stop.wait(min(left, 0.5))

    def stopped(self) -> bool:
        return self._stop.is_set()

    def stop(self) -> None:
        self._stop.set()
