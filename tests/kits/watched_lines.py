"""Coverage watches each test function for a while and lets the rest of it run as fast as it can.

To note every line that runs costs a test half of its time or more. A search, a property with a hundred examples and a
table with a thousand cases run the same lines again and again, so each function is watched until it has used its share
of CPU time in a worker. The mark for coverage stays as it is: it is held by fewer lines seen, never by more.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SHARE_S = 0.6
"""CPU seconds (user) for which the lines of one test function are noted, in each worker."""
_used: dict[str, float] = {}


def _enough(_signal: int, _frame: FrameType | None) -> None:
    sys.settrace(None)


@contextmanager
def watched_for_its_share(function: str, share: float = SHARE_S) -> Iterator[None]:
    """In the block the tracer of coverage, where there is one, stops when this function has used its share."""
    tracer = sys.gettrace()
    if tracer is None:
        yield
        return
    left = share - _used.get(function, 0.0)
    before, began = None, time.process_time()
    if left > 0:
        before = signal.signal(signal.SIGVTALRM, _enough)
        signal.setitimer(signal.ITIMER_VIRTUAL, left)
    else:
        sys.settrace(None)
    try:
        yield
    finally:
        if before is not None:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)
        sys.settrace(tracer)
        _used[function] = _used.get(function, 0.0) + time.process_time() - began
