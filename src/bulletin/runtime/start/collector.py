"""Python's collector of unused objects, kept from looking at what never goes away.

Imports make some 300,000 objects that live as long as the process. The collector walked through them again and again,
in imports and in everything after them: 0.1 s of CPU a build.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

SELDOM = 50_000
"""New objects after which the youngest are looked at; Python's own number is 700. Peak memory stays the same."""
HARDLY_EVER = 1_000_000
"""The same for a search. Of what it makes nearly all is remembered and next to nothing is in circles (a hundred objects
of 150,000), so each look is lost: 21 ms of CPU for 8 pages, and it writes to memory that two processes share."""


@contextlib.contextmanager
def importing() -> Iterator[None]:
    """Nothing is collected while the block imports; afterwards all that is there is left alone for good."""
    gc.disable()
    try:
        yield
    finally:
        collect_seldom()
        gc.enable()


def collect_now() -> None:
    """Give back what nobody uses any more; a page setter leaves a megabyte a page in circles."""
    gc.collect()


def collect_seldom(after: int = SELDOM) -> None:
    """From now on, what is there is left alone, and what is new is looked at seldom: after so many new objects."""
    gc.freeze()
    gc.set_threshold(after, *gc.get_threshold()[1:])
