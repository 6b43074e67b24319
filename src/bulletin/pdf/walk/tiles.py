"""How often the tiles of patterns are drawn: a file of one kilobyte may ask for millions of millions of them."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

import pikepdf

from bulletin.geometry import Matrix, Rect, area
from bulletin.pdf.walk.values import number, rect_of

MOST_TILES = 8_000_000
"""Of a whole file. PDFium draws four million a second; a hatch of 1 pt over all of A4 has half a million."""


class Tiles:
    """Counts the tiles of a page, those inside tiles too."""

    def __init__(self) -> None:
        self.count = 0.0
        self._times = 1.0
        self._inside: dict[Hashable, float] = {}

    def again(self, key: Hashable, tiles: float) -> None:
        """A pattern that was walked before is drawn once more."""
        self.count += self._times * tiles * (1 + self._inside.get(key, 0.0))

    @contextmanager
    def walk(self, key: Hashable, tiles: float) -> Iterator[None]:
        """While a pattern's content is walked, everything counts once for each tile."""
        self.count += self._times * tiles
        before, self._times = self._times, self._times * max(tiles, 1.0)
        start = self.count
        try:
            yield
        finally:
            self._inside[key] = (self.count - start) / self._times if math.isfinite(self._times) else 0.0
            self._times = before


def tiles_in(pattern: pikepdf.Object, matrix: Matrix, box: Rect) -> float:
    """How many tiles of a pattern cover an area.

    Args:
        pattern: a tiling pattern.
        matrix: from its space to the page's mm.
        box: the painted area, mm.
    """
    frame = rect_of(pattern.get("/BBox")) or (0.0, 0.0, 1.0, 1.0)
    across = abs(number(pattern.get("/XStep"))) or frame[2] - frame[0]
    down = abs(number(pattern.get("/YStep"))) or frame[3] - frame[1]
    tile = across * down * abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])
    covered = area(box)
    if not covered or frame[0] == frame[2] or frame[1] == frame[3]:
        return 0.0
    return max(covered / tile, 1.0) if tile > 0 else math.inf
