"""Drawn photos of six shapes, with the rectangle of every face known.

A picture is drawn once per shape and variant and kept in memory; `photo()` gives it a comment of its own, so that no
two files of an issue are the same bytes.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw

from benchmarks.pages.prose import Dice

SHAPES: dict[str, tuple[int, int]] = {
    "panorama": (3000, 1000),
    "wide": (2400, 1350),
    "landscape": (2400, 1600),
    "square": (1800, 1800),
    "portrait": (1800, 2400),
    "tall": (1350, 2400),
}
"""Width and height in px of the finest variant."""
WEIGHTS = (6, 20, 38, 8, 20, 8)
"""How often each shape comes, in the order of `SHAPES`."""
VARIANTS = 8
SCALES = (1.0, 1.0, 1.0, 1.0, 1.0, 0.66, 0.66, 0.45)
"""Of each variant: most photos come from cameras, some went through a messenger."""
DRAWN_AT = 4
"""Pictures are drawn that much smaller and enlarged."""
SKIN = ((236, 200, 172), (222, 180, 148), (198, 152, 118), (176, 130, 98))
CLOTHES = ((150, 40, 45), (40, 70, 130), (230, 230, 225), (60, 110, 70), (90, 60, 110), (205, 150, 60))
QUALITY = 82

Face = tuple[float, float, float, float]
"""Left, top, right, bottom in shares of the picture."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A JPEG with its size in px and the faces in it."""

    shape: str
    size: tuple[int, int]
    faces: tuple[Face, ...]
    jpeg: bytes


@lru_cache(maxsize=len(SHAPES) * VARIANTS)
def drawn(shape: str, variant: int) -> Drawn:
    """Return one of the pictures; the same for the same arguments."""
    width, height = (round(side * SCALES[variant]) for side in SHAPES[shape])
    dice = Dice(f"picture {shape} {variant}")
    small = (width // DRAWN_AT, height // DRAWN_AT)
    image = _scene(dice, small)
    faces = _people(dice, image, 0 if variant % 4 == 3 else dice.number(1, 6 if width > height else 3))
    out = io.BytesIO()
    image.resize((width, height), Image.Resampling.BICUBIC).save(out, "JPEG", quality=QUALITY)
    return Drawn(shape, (width, height), faces, out.getvalue())


def photo(dice: Dice, note: str) -> tuple[Drawn, bytes]:
    """Return a picture by chance, and its file with a comment that no other has."""
    shape = tuple(SHAPES)[dice.weighted(WEIGHTS)]
    picture = drawn(shape, dice.number(0, VARIANTS - 1))
    comment = note.encode()
    mark = b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment
    return picture, picture.jpeg[:2] + mark + picture.jpeg[2:]


def _scene(dice: Dice, size: tuple[int, int]) -> Image.Image:
    """Draw sky, sea or street, and houses."""
    width, height = size
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    horizon = int(height * (0.35 + 0.2 * dice.share()))
    warm = dice.number(0, 60)
    for y in range(height):
        part = y / height
        sky = (150 + warm, 180 + int(40 * part), 215 - warm // 2)
        ground = (95 + int(60 * part), 100 + warm // 2, 80 + int(30 * part))
        draw.line((0, y, width, y), fill=sky if y < horizon else ground)
    for _ in range(dice.number(4, 11)):
        left, wide = dice.number(0, width), dice.number(width // 16, width // 5)
        top = horizon - dice.number(height // 20, max(height // 20, horizon - 4))
        shade = dice.number(70, 210)
        draw.rectangle((left, top, left + wide, horizon + height // 14), fill=(shade, shade - 15, shade - 30))
        for x in range(left + 3, left + wide - 3, max(6, wide // 5)):
            draw.rectangle((x, top + 4, x + 3, top + 8), fill=(250, 240, 190))
    for _ in range(dice.number(20, 60)):
        x, y = dice.number(0, width), dice.number(horizon, height)
        tone = dice.number(60, 190)
        draw.line((x, y, x + width // 20, y), fill=(tone, tone, tone - 20))
    return image


def _people(dice: Dice, image: Image.Image, count: int) -> tuple[Face, ...]:
    """Draw people side by side; returns their faces."""
    if not count:
        return ()
    draw = ImageDraw.Draw(image)
    width, height = image.size
    room = width / count
    radius = min(room * 0.2, height * (0.06 + 0.06 * dice.share()))
    row = height * (0.16 + 0.3 * dice.share())
    faces: list[Face] = []
    for n in range(count):
        x = room * (n + 0.5) + room * 0.2 * (dice.share() - 0.5)
        y = max(radius * 1.3, row + radius * (dice.share() - 0.5))
        body = (x - radius * 1.7, y + radius * 1.1, x + radius * 1.7, height)
        draw.rounded_rectangle(body, radius=radius, fill=dice.pick(CLOTHES))
        skin = dice.pick(SKIN)
        draw.ellipse((x - radius * 0.95, y - radius * 1.35, x + radius * 0.95, y + radius * 0.6), fill=(35, 30, 30))
        draw.ellipse((x - radius * 0.85, y - radius, x + radius * 0.85, y + radius * 1.2), fill=skin)
        for side in (-1, 1):
            eye = x + side * radius * 0.35
            draw.ellipse(
                (eye - radius * 0.1, y - radius * 0.1, eye + radius * 0.1, y + radius * 0.1), fill=(30, 25, 25)
            )
        draw.arc(
            (x - radius * 0.35, y + radius * 0.3, x + radius * 0.35, y + radius * 0.75), 20, 160, fill=(120, 50, 50)
        )
        box = ((x - radius) / width, (y - radius * 1.35) / height, (x + radius) / width, (y + radius * 1.2) / height)
        faces.append(tuple(round(max(0.0, min(1.0, side)), 4) for side in box))  # type: ignore[arg-type]
    return tuple(faces)
