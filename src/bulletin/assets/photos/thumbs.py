"""THUMBS: a small upright picture of a photo for a screen, and what the camera noted."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.runtime.cache import Cache

if TYPE_CHECKING:
    from PIL import Image

KIND = "thumbs"
"""The folder of the cache that small pictures go to."""
THUMB_PX = 640
_QUALITY = 82
_TAKEN, _ARTIST, _EXIF = 36867, 315, 0x8769


def keep_thumb(cache: Path, path: Path, sha256: str) -> None:
    """Keep a small upright JPEG of a photo that says nothing of where it was taken, if there is none yet.

    Args:
        cache: the cache folder.
        path: of a photo that was looked at to its end.
        sha256: of its bytes, the name of the picture.
    """
    from PIL import Image, ImageOps
    from pillow_heif import register_heif_opener

    if Cache(cache).get(KIND, sha256) is not None:
        return
    register_heif_opener()
    with Image.open(path) as picture:
        picture.draft("RGB", (THUMB_PX * 2, THUMB_PX * 2))
        keep_decoded(cache, sha256, ImageOps.exif_transpose(picture))


def keep_decoded(cache: Path, sha256: str, upright: Image.Image) -> None:
    """Keep the small picture of a photo that is decoded and upright, which is made small itself."""
    upright.thumbnail((THUMB_PX, THUMB_PX))
    made = io.BytesIO()
    upright.convert("RGB").save(made, "JPEG", quality=_QUALITY)
    Cache(cache).put(KIND, sha256, made.getvalue())


def camera_notes(path: Path) -> dict[str, str]:
    """Day and photographer as the camera noted them: guesses, since clocks and names of cameras are often wrong."""
    from PIL import Image
    from pillow_heif import register_heif_opener

    register_heif_opener()
    found: dict[str, str] = {}
    # Notes of cameras are broken in many ways, and each of them means only that there is no guess.
    with contextlib.suppress(Exception), Image.open(path) as picture:
        noted = picture.getexif()
        taken = noted.get_ifd(_EXIF).get(_TAKEN) or ""
        with contextlib.suppress(ValueError):
            found["taken"] = f"{dt.datetime.strptime(str(taken)[:10], '%Y:%m:%d'):%d/%m/%Y}"
        artist = " ".join(str(noted.get(_ARTIST) or "").split())
        if 0 < len(artist) < 80 and artist.isprintable():
            found["credit"] = artist
    return found
