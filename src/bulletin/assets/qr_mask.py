"""Which of the eight masks a QR code gets: the one with the fewest penalty points of ISO/IEC 18004.

The library `qrcode` draws a code eight times and looks at every module of each by itself, 3 ms a code. Here it is drawn
once; the other masks are laid over its data, and rows and columns are looked at as numbers and texts. The points are
those that the library gives, so the code is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from bulletin.lazy import pattern

_MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda i, j: (i + j) % 2 == 0,
    lambda i, j: i % 2 == 0,
    lambda i, j: j % 3 == 0,
    lambda i, j: (i + j) % 3 == 0,
    lambda i, j: (i // 2 + j // 3) % 2 == 0,
    lambda i, j: (i * j) % 2 + (i * j) % 3 == 0,
    lambda i, j: ((i * j) % 2 + (i * j) % 3) % 2 == 0,
    lambda i, j: ((i * j) % 3 + (i + j) % 2) % 2 == 0,
)
"""Whether the module of row i, column j is turned over."""
_RUN = pattern(r"0{5,}|1{5,}")
_FINDER = pattern(r"(?=10111010000|00001011101)")


def best_mask(code: Any) -> int:
    """The number of the mask for a code of the library `qrcode` that has its data and its size."""
    code.makeImpl(True, 0)  # as the library draws it to count points: without the modules that name the mask
    side = len(code.modules)
    drawn = tuple(_number(row) for row in code.modules)
    free = _free_rows(code)
    masks = _masks(side)
    bare = [row ^ (mask & data) for row, mask, data in zip(drawn, masks[0], free, strict=True)]
    points = [
        penalty([row ^ (turned & data) for row, turned, data in zip(bare, mask, free, strict=True)], side)
        for mask in masks
    ]
    return points.index(min(points))


def penalty(rows: Sequence[int], side: int) -> int:
    """The points of a drawn code; each row is a number whose bits are its modules, the first the highest."""
    across = [f"{row:0{side}b}" for row in rows]
    lines = "\n".join((*across, *map("".join, zip(*across, strict=True))))
    points = sum(len(run) - 2 for run in _RUN.findall(lines))
    points += 40 * len(_FINDER.findall(lines))
    most = (1 << (side - 1)) - 1
    for upper, lower in pairwise(rows):
        # Bit n is 1 where the modules n and n + 1 of both rows have one colour.
        points += 3 * ((~((upper ^ lower) | ((upper ^ lower) >> 1) | (upper ^ (upper >> 1)))) & most).bit_count()
    dark = sum(row.bit_count() for row in rows)
    return points + int(abs(float(dark) / side**2 * 100 - 50) / 5) * 10


def _number(row: Sequence[bool]) -> int:
    return int("".join("1" if module else "0" for module in row), 2)


def _free_rows(code: Any) -> tuple[int, ...]:
    """The modules that hold data, which alone are turned over, as rows of bits."""
    from qrcode.main import precomputed_qr_blanks  # type: ignore[import-untyped]

    drawn = code.modules
    code.modules = [list(row) for row in precomputed_qr_blanks[code.version]]
    code.setup_type_info(True, 0)
    if code.version >= 7:
        code.setup_type_number(True)
    free = tuple(_number([module is None for module in row]) for row in code.modules)
    code.modules = drawn
    return free


@lru_cache(maxsize=8)
def _masks(side: int) -> tuple[tuple[int, ...], ...]:
    """For each mask the modules that it turns over, as rows of bits."""
    return tuple(tuple(_number([mask(i, j) for j in range(side)]) for i in range(side)) for mask in _MASKS)
