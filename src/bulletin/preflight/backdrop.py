"""What is under a place of a page: the last thing that was painted there before."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from bulletin.geometry import Rect, area, holds, intersection, shared
from bulletin.pdf.walk.drawn import WHITE, Drawn, Fill, PageFacts, Paint, PlacedPicture, Run, Shading

_CELL = 10.0  # mm
_WIDE = 400  # cells; larger things are looked at for every place
_MARGIN = 0.05  # mm
_COVERED = 0.5
_ALL = 0.97
_SCAN = 0.6  # of the page


class Backdrop:
    """The fills, pictures and gradients of a page by place."""

    def __init__(self, page: PageFacts) -> None:
        self._cells: defaultdict[tuple[int, int], list[Drawn]] = defaultdict(list)
        self._large: list[Drawn] = []
        self._page = area(page.trim)
        for item in page.drawn:
            if item.shown and isinstance(item, Fill | PlacedPicture | Shading) and item.look.layer != "mask":
                cells = list(_cells(item.box))
                if len(cells) > _WIDE:
                    self._large.append(item)
                else:
                    for cell in cells:
                        self._cells[cell].append(item)

    def under(self, run: Run) -> Paint | None:
        """The colour under the middle of a run: paper where nothing is; None where it cannot be determined."""
        x, y = (run.box[0] + run.box[2]) / 2, (run.box[1] + run.box[3]) / 2
        best: Drawn | None = None
        for item in self._near(x, y):
            if item.order < run.order and _contains(item, x, y) and (best is None or item.order > best.order):
                best = item
        if best is None:
            return WHITE
        if not isinstance(best, Fill) or not best.exact or best.paint.family == "pattern" or _translucent(best):
            return None
        return best.paint

    def cover(self, run: Run) -> Drawn | None:
        """Something solid that was painted over the middle of a run later, and over half of its length."""
        x, y = (run.box[0] + run.box[2]) / 2, (run.box[1] + run.box[3]) / 2
        for item in self._near(x, y):
            solid = isinstance(item, PlacedPicture) or (isinstance(item, Fill) and item.exact)
            if not solid or item.order <= run.order or _translucent(item) or not _contains(item, x, y):
                continue
            if isinstance(item, PlacedPicture) and (item.mask or item.has_mask):
                continue
            wide, _high = shared(item.box, run.box)
            if wide >= _COVERED * (run.box[2] - run.box[0]):
                return item
        return None

    def hides(self, run: Run) -> Drawn | None:
        """Something that was certainly painted over all of a run later; when in doubt, nothing.

        A picture of the whole page is none: scanners lay it over the words that they read from it.
        """
        whole = area(run.box)
        if whole <= 0:
            return None
        x, y = (run.box[0] + run.box[2]) / 2, (run.box[1] + run.box[3]) / 2
        for item in self._near(x, y):
            if item.order <= run.order or not _solid(item) or not _contains(item, x, y):
                continue
            parts = item.parts if isinstance(item, Fill) else (item.box,)
            if isinstance(item, PlacedPicture) and area(item.box) >= _SCAN * self._page:
                continue
            if max(area(intersection(part, run.box)) for part in parts) >= _ALL * whole:
                return item
        return None

    def _near(self, x: float, y: float) -> Iterator[Drawn]:
        if math.isfinite(x) and math.isfinite(y):
            yield from self._cells.get((int(x // _CELL), int(y // _CELL)), ())
        yield from self._large


def _solid(item: Drawn) -> bool:
    """Whether nothing at all shows through, whatever a reader switches on or a press does."""
    if (
        _translucent(item)
        or item.look.optional
        or item.look.overprint_fill
        or item.paint.family in ("pattern", "unknown")
    ):
        return False
    if isinstance(item, PlacedPicture):
        a, b, c, d = item.matrix[:4]
        upright = max(abs(b), abs(c)) < 1e-6 or max(abs(a), abs(d)) < 1e-6
        return upright and not item.mask and not item.has_mask and item.image is not None and "/Mask" not in item.image
    return isinstance(item, Fill) and item.exact


def _cells(box: Rect) -> Iterator[tuple[int, int]]:
    x0, y0, x1, y1 = (int(side // _CELL) for side in box)
    if (x1 - x0 + 1) * (y1 - y0 + 1) > _WIDE:
        yield from ((0, at) for at in range(_WIDE + 1))
        return
    for x in range(x0, x1 + 1):
        for y in range(y0, y1 + 1):
            yield x, y


def _contains(item: Drawn, x: float, y: float) -> bool:
    if isinstance(item, Fill) and item.exact:
        return any(holds(part, x, y, _MARGIN) for part in item.parts)
    return holds(item.box, x, y, _MARGIN)


def _translucent(item: Drawn) -> bool:
    """Whether what is beneath shows through, or mixes with it."""
    look = item.look
    if look.alpha_fill < 1 or look.soft_mask or look.blend != "Normal":
        return True
    return look.overprint_fill and item.paint.white
