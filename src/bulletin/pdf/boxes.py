"""The boxes of a page, read so that nothing written in a file can trip them."""

from __future__ import annotations

import pikepdf

from bulletin.geometry import MM_PER_PT, Rect, intersection, is_there
from bulletin.lazy import dataclass
from bulletin.pdf.document import inherited
from bulletin.pdf.walk.values import number, rect_of

_A4: Rect = (0.0, 0.0, 595.276, 841.89)


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes of a page in pt (x0, y0, x1, y1 in order), None where the page has none of its own."""

    number: int
    media: Rect
    crop: Rect | None
    bleed: Rect | None
    trim: Rect | None
    art: Rect | None
    turn: int
    unit: float
    has_media: bool = True

    @property
    def cut(self) -> Rect:
        """The trim, or what stands for it (ISO 32000-1, 14.11.2: the CropBox, then the MediaBox)."""
        if self.trim or self.crop is None:
            return self.trim or self.media
        seen = intersection(self.crop, self.media)  # readers show no more of it (ISO 32000-1, 14.11.2.1)
        return seen if is_there(seen) else self.media

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the trim, mm."""
        x0, y0, x1, y1 = self.cut
        return (x1 - x0) * self.unit * MM_PER_PT, (y1 - y0) * self.unit * MM_PER_PT

    @property
    def bleed_mm(self) -> tuple[float, float, float, float]:
        """How far the BleedBox reaches beyond the trim: left, top, right, bottom in mm."""
        x0, y0, x1, y1 = self.cut
        b0, b1, b2, b3 = self.bleed or self.cut
        scale = self.unit * MM_PER_PT
        return (x0 - b0) * scale, (b3 - y1) * scale, (b2 - x1) * scale, (y0 - b1) * scale


def boxes_of(page: pikepdf.Page, count: int) -> Boxes:
    """The boxes of the page with number `count`; a MediaBox that is missing counts as A4."""
    media = rect_of(inherited(page.obj, "/MediaBox"))
    unit = number(page.obj.get("/UserUnit"), 1.0)
    return Boxes(
        count,
        media or _A4,
        rect_of(inherited(page.obj, "/CropBox")),
        rect_of(page.obj.get("/BleedBox")),
        rect_of(page.obj.get("/TrimBox")),
        rect_of(page.obj.get("/ArtBox")),
        int(number(inherited(page.obj, "/Rotate"))) % 360,
        unit if unit > 0 else 1.0,
        media is not None,
    )
