"""The pictures of a file as they are placed."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.pdf.walk.drawn import PageFacts, PlacedPicture
from bulletin.preflight.report import PhotoFact
from bulletin.preflight.subject import InspectedFile, frame

_TINY_MM = 1.0  # a picture smaller than that on both sides is a dot, whatever its pixels
HALF_PPI = 0.5


def placed_pictures(page: PageFacts, *, bitmaps: bool) -> Iterator[PlacedPicture]:
    """The visible pictures of a page: those of 1 bit, or all others. Dots are left out."""
    for item in page.drawn:
        if not isinstance(item, PlacedPicture) or not item.shown or item.look.layer == "mask":
            continue
        if (item.bits == 1) is bitmaps and max(item.width_mm, item.height_mm) > _TINY_MM:
            yield item


def photo_facts(subject: InspectedFile) -> tuple[PhotoFact, ...]:
    """All pictures with their resolution, for the report."""
    return tuple(
        PhotoFact(page.number, frame(item.frame), item.width_px, item.height_px, round(item.ppi, 1), item.paint.space)
        for page in subject.pages
        for bitmaps in (False, True)
        for item in placed_pictures(page, bitmaps=bitmaps)
    )
