"""Loading C libraries by their names alone.

Where a name is not found, `ctypes.util.find_library` asks the compiler and the linker, a process for each try.
WeasyPrint tries the names of every system in turn, so on Linux its import started 36 of them (measured: 0.2 s of CPU,
0.9 s of waiting on a busy machine) before it came to the name that the dynamic loader knows.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def _unknown(name: str) -> str | None:
    return None


@contextmanager
def by_name_only() -> Iterator[None]:
    """On Linux, libraries are looked up by the dynamic loader and by nothing else meanwhile."""
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _unknown
    try:
        yield
    finally:
        ctypes.util.find_library = search
