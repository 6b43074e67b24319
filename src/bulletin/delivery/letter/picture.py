"""The picture of page 1 that goes into a letter."""

from __future__ import annotations

import io

from bulletin.geometry import MM_PER_INCH
from bulletin.lazy import dataclass
from bulletin.pdf.pdfium import Undrawable, open_pdfium

MOST_BYTES = 120_000
SHOWN_PX = 320
_TRIES = ((640, 82), (640, 72), (640, 60), (560, 60), (480, 55), (400, 50), (320, 45), (240, 40), (160, 30))


@dataclass(frozen=True, slots=True)
class FrontPicture:
    """A JPEG without metadata and its size in px."""

    data: bytes
    width_px: int
    height_px: int


def page_picture(pdf: bytes, most_bytes: int = MOST_BYTES) -> FrontPicture | None:
    """Page 1 as a JPEG of at most so many bytes, twice as fine as it is shown if it can be; else None.

    The letter is whole without its picture, so a page that cannot be drawn does not stop it.
    """
    from bulletin.pdf.raster import DrawnPage  # Pillow takes time to load

    try:
        with open_pdfium(pdf) as document:
            page = DrawnPage(document[0], 1)
            try:
                return _fitting(page, most_bytes)
            finally:
                page.close()
    except Undrawable:
        return None


def _fitting(page: object, most_bytes: int) -> FrontPicture | None:
    from bulletin.pdf.raster import DrawnPage

    assert isinstance(page, DrawnPage)
    width_mm = max(page.shown_mm[2], 1.0)
    for width_px, quality in _TRIES:
        picture = page.picture(width_px / width_mm * MM_PER_INCH)
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() <= most_bytes:
            return FrontPicture(out.getvalue(), *picture.size)
    return None
