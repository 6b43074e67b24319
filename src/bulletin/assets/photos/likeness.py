"""What a photo looks like in 64 bits: the same for the same photo in another size or quality."""

from __future__ import annotations

from pathlib import Path

from bulletin.assets.photos.safety import MAX_PIXELS

_ACROSS, _DOWN = 9, 8
NEAR = 6
"""Bits. Two photos that differ in no more are the same one; unlike photos differ in about half of the bits."""


def fingerprint(path: Path) -> int | None:
    """For each of 64 fields whether it is brighter than its right neighbour; None for what cannot be looked at."""
    from PIL import Image, ImageOps

    try:
        with Image.open(path, formats=("JPEG", "PNG", "WEBP", "TIFF")) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                return None
            opened.draft("L", (8 * _ACROSS, 8 * _DOWN))
            upright = ImageOps.exif_transpose(opened)
            small = upright.convert("L").resize((_ACROSS, _DOWN), Image.Resampling.BOX)
    except Exception:  # a damaged picture may raise anything; the build says what is wrong with it
        return None
    grey = small.tobytes()
    bits = 0
    for row in range(_DOWN):
        for at in range(row * _ACROSS, row * _ACROSS + _ACROSS - 1):
            bits = bits << 1 | (grey[at] > grey[at + 1])
    return bits


def alike(one: int, other: int) -> bool:
    """Whether two fingerprints are of the same photo. A plain area has no fingerprint that says anything."""
    plain = {0, 2 ** (_DOWN * (_ACROSS - 1)) - 1}
    return one not in plain and other not in plain and (one ^ other).bit_count() <= NEAR
