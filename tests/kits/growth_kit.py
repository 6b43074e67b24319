"""How the CPU seconds of a work grow with its input, told apart from the noise of a busy machine."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

# Twice the input may cost at most 2.5 times the CPU. Three doublings are measured at once: what grows with the square
# costs 64 times then, what is in proportion 8 times, and a cache that is too small for the longer input adds far less
# than is left between 8 and 15.6.
DOUBLINGS = 3
MOST = 2.5**DOUBLINGS
LEAST_S = 0.002
TRIES = 8


def growth(work: Callable[[int], Callable[[], object]], size: int) -> str:
    """Nothing when the work grows in proportion to its input, else what was measured.

    Args:
        work: makes, for a size, the call that is measured.
        size: the work is measured at a quarter of it and at twice of it.
    """
    short, long = work(size // 4), work(2 * size)
    once = twice = float("inf")
    gc.disable()  # a collection falls on one call or the other by chance
    try:
        for _ in range(TRIES):
            once, twice = min(once, _cost(short)), min(twice, _cost(long))
            if twice <= MOST * max(once, LEAST_S):
                return ""
    finally:
        gc.enable()
    return f"{once:.4f} CPU s, with {2**DOUBLINGS} times the input {twice:.4f} CPU s: {twice / once:.1f} times"


def _cost(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start
