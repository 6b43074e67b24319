"""Pictures of a page as plates of ink in the page's coarse cells, decoded no finer than that needs."""

from __future__ import annotations

import io
import math
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageChops

from bulletin.geometry import Matrix
from bulletin.pdf.walk.drawn import PlacedPicture
from bulletin.preflight.ink.kept import kept_or_decoded
from bulletin.runtime.answers import of_the_machine

Plates = tuple[Image.Image, ...]
_INVERTED = [255 - level for level in range(256)]
_MOST_PIXELS = 60_000_000
_MOST_JPEG = 400_000_000  # is decoded at an eighth of its size
_FINER = 2  # decoded at least so much finer than the cells, and then averaged


_KEPT_BYTES = 8 << 20
"""Of decoded pictures; a page full of them has 6 MB."""


class Pixels:
    """Pictures decoded once for a file, by object number and size; those used last are kept, within a bound.

    Args:
        most_bytes: of pictures in memory.
        cache: the cache folder, where those of JPEGs are kept for the next build; None keeps nothing.
    """

    def __init__(self, most_bytes: int = _KEPT_BYTES, cache: Path | None = None) -> None:
        self._cache = cache
        self._kept: dict[tuple[object, ...], Image.Image | None] = {}
        self._room = most_bytes

    def of(self, item: PlacedPicture, wanted: tuple[int, int]) -> Image.Image | None:
        """The picture as inks (mode CMYK) or black ink (mode L), at least `wanted` px; None if it cannot be read."""
        image = item.image
        most = _MOST_JPEG if item.filters == ("DCTDecode",) else _MOST_PIXELS
        if image is None or item.width_px * item.height_px > most:
            return None
        key = (image.objgen, wanted) if image.objgen != (0, 0) else (id(image), wanted)
        if key in self._kept:
            self._kept[key] = found = self._kept.pop(key)  # the last one now
            return found
        try:
            found = self._made(image, item, wanted)
        except Exception as error:  # a broken picture is another check's finding; the map shows what can be known
            if of_the_machine(error):
                raise
            found = None
        self._kept[key] = found
        self._room -= _bytes(found)
        while self._room < 0 and len(self._kept) > 1:
            self._room += _bytes(self._kept.pop(next(iter(self._kept))))
        return found

    def _made(self, image: pikepdf.Stream, item: PlacedPicture, wanted: tuple[int, int]) -> Image.Image:
        def made() -> Image.Image:
            return _reduced(_decoded(image, item, wanted), wanted)

        if item.filters != ("DCTDecode",):
            return made()
        # A JPEG says its colours itself; of the dictionary only the direction of its values counts.
        asked = (wanted, _flipped(image.get("/Decode")))
        return kept_or_decoded(self._cache, image.read_raw_bytes(), asked, made)


def placed_plates(
    item: PlacedPicture, box: tuple[int, int, int, int], origin: tuple[float, float], cell: float, pixels: Pixels
) -> tuple[Plates, Image.Image] | None:
    """The four plates of a picture in a box of cells, and the mask of the cells that it covers.

    Args:
        item: the picture as placed.
        box: cells (left, top, right, bottom) that show it.
        origin: place of the first cell, mm.
        cell: side of a cell, mm.
        pixels: pictures decoded before.
    """
    wanted = max(1, math.ceil(item.width_mm / cell)), max(1, math.ceil(item.height_mm / cell))
    picture = pixels.of(item, wanted)
    if picture is None:
        return None
    size = box[2] - box[0], box[3] - box[1]
    back = _back(item.matrix, picture.size, box, origin, cell)
    if back is None:
        return None
    part = picture.transform(size, Image.Transform.AFFINE, back, Image.Resampling.BILINEAR)
    whole = Image.new("L", picture.size, 255)
    mask = whole.transform(size, Image.Transform.AFFINE, back, Image.Resampling.NEAREST)
    if part.mode == "CMYK":
        return part.split(), mask
    empty = Image.new("L", size)
    return (empty, empty, empty, part), mask


def _back(
    matrix: Matrix, size: tuple[int, int], box: tuple[int, int, int, int], origin: tuple[float, float], cell: float
) -> tuple[float, float, float, float, float, float] | None:
    """From cells of the box to px of the picture, whose first row is at the top of the unit square (8.9.5.2)."""
    a, b, c, d, e, f = matrix
    det = a * d - b * c
    if abs(det) < 1e-9:
        return None
    left, top = origin[0] + box[0] * cell - e, origin[1] + box[1] * cell - f
    width, height = size
    return (
        d / det * cell * width, -c / det * cell * width, (d * left - c * top) / det * width,
        b / det * cell * height, -a / det * cell * height, height - (a * top - b * left) / det * height,
    )  # fmt: skip


def _reduced(picture: Image.Image, wanted: tuple[int, int]) -> Image.Image:
    """A picture averaged to about the cells that it is wanted for."""
    across, down = picture.width // wanted[0], picture.height // wanted[1]
    return picture.reduce((across, down)) if across >= 2 and down >= 2 else picture


def _bytes(picture: Image.Image | None) -> int:
    return picture.width * picture.height * len(picture.mode) if picture else 0


def _decoded(image: pikepdf.Stream, item: PlacedPicture, wanted: tuple[int, int]) -> Image.Image:
    if item.filters == ("DCTDecode",):
        coarse = Image.open(io.BytesIO(image.read_raw_bytes()))
        coarse.draft(None, (wanted[0] * _FINER, wanted[1] * _FINER))
        coarse.load()
        picture: Image.Image = coarse
    else:
        picture = pikepdf.PdfImage(image).as_pil_image()
    flipped = _flipped(image.get("/Decode"))
    if picture.mode == "CMYK":
        # Pillow takes every four-colour JPEG as Adobe's, which stores inks upside down, and turns it; a PDF says so
        # itself with /Decode, and other filters store inks as they are.
        return picture if flipped == (item.filters == ("DCTDecode",)) else picture.point(_INVERTED * 4)
    if picture.mode in ("1", "L", "I;16", "LA"):
        grey = picture.convert("L")
        return grey if flipped else grey.point(_INVERTED)
    colours = picture.convert("RGB")
    return _separated(colours.point(_INVERTED * 3) if flipped else colours)


def _separated(colours: Image.Image) -> Image.Image:
    """RGB as inks, the common part of the three colours as black."""
    cyan, magenta, yellow = (band.point(_INVERTED) for band in colours.split())
    black = ImageChops.darker(ImageChops.darker(cyan, magenta), yellow)
    return Image.merge("CMYK", (*(ImageChops.subtract(ink, black) for ink in (cyan, magenta, yellow)), black))


def _flipped(decode: Any) -> bool:
    """Whether /Decode turns all values upside down."""
    return isinstance(decode, pikepdf.Array) and len(decode) >= 2 and float(decode[0]) > float(decode[1])
