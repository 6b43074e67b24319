"""THUMBS: a small upright picture of a photo for a screen, and what the camera noted."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
from pathlib import Path

THUMB_PX = 640
_QUALITY = 82
_TAKEN, _ARTIST, _EXIF = 36867, 315, 0x8769


def write_thumb(path: Path, out: Path) -> None:
    """A small upright JPEG that says nothing of where it was taken."""
    from PIL import Image, ImageOps
    from pillow_heif import register_heif_opener

    from bulletin.runtime.files import atomic_write

    register_heif_opener()
    with Image.open(path) as picture:
        picture.draft("RGB", (THUMB_PX * 2, THUMB_PX * 2))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((THUMB_PX, THUMB_PX))
        made = io.BytesIO()
        upright.convert("RGB").save(made, "JPEG", quality=_QUALITY)
    out.parent.mkdir(parents=True, exist_ok=True)
    atomic_write(out, made.getvalue(), durable=False)


def camera_notes(path: Path) -> dict[str, str]:
    """Day and photographer as the camera noted them: guesses, since clocks and names of cameras are often wrong."""
    from PIL import Image
    from pillow_heif import register_heif_opener

    register_heif_opener()
    found: dict[str, str] = {}
    with contextlib.suppress(Exception), Image.open(path) as picture:
        noted = picture.getexif()
        taken = noted.get_ifd(_EXIF).get(_TAKEN) or ""
        with contextlib.suppress(ValueError):
            found["taken"] = f"{dt.datetime.strptime(str(taken)[:10], '%Y:%m:%d'):%d/%m/%Y}"
        artist = " ".join(str(noted.get(_ARTIST) or "").split())
        if 0 < len(artist) < 80 and artist.isprintable():
            found["credit"] = artist
    return found
