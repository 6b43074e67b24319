"""Photos as telephones make them: turned by EXIF, with day, place and photographer, as JPEG or HEIC."""

from __future__ import annotations

import io
from pathlib import Path

import pillow_heif
from PIL import Image


def shot(kind: str, size: tuple[int, int] = (1600, 1200), seed: int = 1) -> bytes:
    """A photo of a telephone: turned by EXIF, with place, day and photographer."""
    pillow_heif.register_heif_opener()
    picture = Image.linear_gradient("L").resize(size).point(lambda value: (value * seed) % 256).convert("RGB")
    noted = Image.Exif()
    noted[274], noted[315] = 6, "Minh Khue"
    noted.get_ifd(0x8769)[36867] = "2026:11:20 08:00:00"
    noted.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, kind, exif=noted)
    return out.getvalue()


def roll(folder: Path, count: int, heic: int) -> list[Path]:
    """Files of a telephone in a folder; the first ones are HEIC, as an iPhone sends them."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for number in range(count):
        kind, name = ("HEIF", f"IMG_{4000 + number}.HEIC") if number < heic else ("JPEG", f"z{61000 + number}_zalo.jpg")
        path = folder / name
        path.write_bytes(shot(kind, (1280, 960), seed=number + 1))
        made.append(path)
    return made
