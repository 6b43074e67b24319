"""Pictures of pages for telephones: JPEG in sRGB, nothing in the file but the picture, the same bytes each time."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from bulletin.lazy import dataclass
from bulletin.pdf.pages.words import place_of
from bulletin.pdf.raster import DrawnPage

SMALL_PX, LARGE_PX = 1080, 2048
SMALL_BYTES = 1_000_000
"""What an Official Account of Zalo takes for a picture, counted in the smaller of the two megabytes."""
SQUARE, WIDE = (1080, 1080), (1920, 1080)
LARGE_QUALITY = 88
_QUALITIES = (90, 84, 78, 72, 66, 60, 50, 40, 30)
_BELOW = 0.10
"""Share of the page's height that is kept below the lead's headline: its first lines, or the head of its photo."""
_GROUND = (236, 236, 236)
_PT_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Jpeg:
    """A finished picture and the quality that it took to fit."""

    data: bytes
    quality: int


def drawn(page: Any, width: int) -> Image.Image:
    """A page exactly `width` px wide."""
    points, _ = page.get_size()
    # PDFium rounds up; a hair less than the wished width never gives a pixel more.
    picture = DrawnPage(page, 1).picture((width - 0.01) / points * _PT_PER_INCH)
    if picture.width == width:
        return picture
    return picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)


def jpeg(picture: Image.Image, most_bytes: int | None = None) -> Jpeg:
    """The picture as JPEG, with the best quality that keeps it below `most_bytes` (the lowest where none does)."""
    made = Jpeg(b"", 0)
    for quality in _QUALITIES if most_bytes else (LARGE_QUALITY,):
        out = io.BytesIO()
        # Colour in full resolution, because of coloured type. No `optimize`, no `progressive`: Pillow gives those a
        # buffer of fixed size, in which the picture of a noisy page has no room ("Suspension not allowed here").
        picture.save(out, "JPEG", quality=quality, subsampling=0)
        made = Jpeg(out.getvalue(), quality)
        if most_bytes is None or len(made.data) < most_bytes:
            break
    return made


def needed(page: Any, lead: str) -> float:
    """How much of page 1 must be seen, as a share of its height from the top: masthead and the lead's headline.

    All of it when the headline is not found.
    """
    box = place_of(page, lead) if lead else None
    return min(1.0, box[3] + _BELOW) if box else 1.0


def cover(page: Any, size: tuple[int, int], share: float) -> Image.Image:
    """The top of page 1 in a frame of `size` px: cut below where enough is seen, else with a ground at both sides.

    Args:
        page: as pypdfium2 opened it.
        size: width and height in px.
        share: how much of the page's height must be seen.
    """
    width, height = size
    points_wide, points_high = page.get_size()
    page_high = width * points_high / points_wide  # px, when the page fills the width
    if page_high * share <= height <= page_high:
        return drawn(page, width).crop((0, 0, width, height))
    scale = min(1.0, height / (page_high * share))
    part = drawn(page, max(1, round(width * scale)))
    frame = Image.new("RGB", size, _GROUND)
    frame.paste(part.crop((0, 0, part.width, min(height, part.height))), ((width - part.width) // 2, 0))
    return frame
