"""Page pictures as JPEG files, drawn in a child process: anybody may have made an old PDF."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bulletin.geometry import MM_PER_INCH
from bulletin.runtime.files import atomic_write
from bulletin.runtime.progress import SILENT, Progress

ENTRY = "bulletin.archive.shelf.pictures:pictures_job"
PAGE_PX, COVER_PX = 1000, 360
_QUALITY = 78


def picture_names(sha512: str, pages: int) -> tuple[str, ...]:
    """The cover's name and the names of the page pictures; another file gives other names."""
    mark = sha512[:10]
    return (f"bia-{mark}.jpg", *(f"trang-{number:02d}-{mark}.jpg" for number in range(1, pages + 1)))


def pictures_job(order: Mapping[str, object], report: Progress = SILENT) -> dict[str, Any]:
    """Child entry: draw the pages of `file` into the folder `out` under `names`; the first is the small cover.

    Returns:
        `sizes`: width and height in pixels of each picture, or `problem` when the file cannot be drawn.
    """
    from bulletin.pdf.pdfium import Undrawable, open_pdfium

    names, out = [str(name) for name in order["names"]], Path(str(order["out"]))  # type: ignore[attr-defined]
    try:
        with open_pdfium(Path(str(order["file"])).read_bytes()) as document:
            if len(document) != len(names) - 1:
                return {"problem": f"{len(document)} ≠ {len(names) - 1}"}
            _draw(document[0], 1, COVER_PX, out / names[0])
            for number, name in enumerate(names[1:], 1):
                _draw(document[number - 1], number, PAGE_PX, out / name)
    except Undrawable as error:
        return {"problem": str(error)}
    return {}


def jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels that a JPEG's frame header tells.

    Raises:
        ValueError: there is none.
    """
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        if 0xC0 <= data[at + 1] <= 0xC2:
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    raise ValueError("no frame header")


def _draw(page: Any, number: int, width_px: int, path: Path) -> None:
    from bulletin.pdf.raster import DrawnPage

    sheet = DrawnPage(page, number)
    try:
        out = io.BytesIO()
        picture = sheet.picture(width_px / (sheet.shown_mm[2] / MM_PER_INCH))
        picture.save(out, "JPEG", quality=_QUALITY, subsampling=2, optimize=True)
    finally:
        sheet.close()
    atomic_write(path, out.getvalue(), durable=False)
