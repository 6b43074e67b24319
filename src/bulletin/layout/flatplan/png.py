"""The sheet of thumbnails as PNG, drawn in a font that the caller chooses."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bulletin.layout.flatplan.shapes import PlanSheet, Rect

ENLARGED = 1.5
MOST_PX = 80_000_000
"""A larger sheet is drawn smaller."""


def png_of(sheet: PlanSheet, font: Path) -> bytes:
    """Return the picture."""
    scale = min(ENLARGED, (MOST_PX / (sheet.width * sheet.height)) ** 0.5)
    image = Image.new("RGB", (round(sheet.width * scale), round(sheet.height * scale)), "#f6f7f9")
    draw = ImageDraw.Draw(image)
    for shape in sheet.shapes:
        if isinstance(shape, Rect):
            corners = (shape.x * scale, shape.y * scale, (shape.x + shape.w) * scale, (shape.y + shape.h) * scale)
            draw.rectangle(corners, fill=shape.fill or None, outline=shape.stroke or None)
        else:
            face = _face(str(font), max(5, round(shape.size * scale)))
            draw.text((shape.x * scale, shape.y * scale), shape.text, shape.colour, face, anchor="ls")
    out = io.BytesIO()
    image.quantize(64, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


@lru_cache(maxsize=64)
def _face(font: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font, size)
