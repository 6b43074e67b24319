"""Parts of a finished page as pixels, placed in mm from the trim's top left corner: what eyes and readers get.

Pages are drawn as they stand in the file, without the viewer's rotation, so that places in mm mean the same as in the
walk of the page's objects.
"""

from __future__ import annotations

import math
from typing import Any

from PIL import Image

from bulletin.geometry import MM_PER_INCH, MM_PER_PT, PT_PER_INCH, ordered

_MOST_PIXELS = 40_000_000  # a hostile page may be 5 m wide: it is drawn coarser then


class DrawnPage:
    """One page as pypdfium2 opened it.

    `shown_mm` is what can be drawn: x, y, width, height from the trim, whose top left corner is `origin_pt`.
    """

    def __init__(self, page: Any, number: int) -> None:
        page.set_rotation(0)
        self._page = page
        self.number = number
        # What PDFium draws: the CropBox, its own or inherited, as far as it is within the page.
        left, bottom, right, top = page.get_bbox()
        trim = ordered(*(page.get_trimbox(fallback_ok=False) or (left, bottom, right, top)))
        self.origin_pt = trim[0], trim[3]
        self.trim_mm: tuple[float, float] = ((trim[2] - trim[0]) * MM_PER_PT, (trim[3] - trim[1]) * MM_PER_PT)
        self.shown_mm = (
            (left - trim[0]) * MM_PER_PT,
            (trim[3] - top) * MM_PER_PT,
            (right - left) * MM_PER_PT,
            (top - bottom) * MM_PER_PT,
        )

    def picture(self, ppi: float, box: tuple[float, float, float, float] | None = None) -> Image.Image:
        """A part of the page (x, y, width, height in mm) as RGB, None for all of it, edges smoothed."""
        return self._draw(ppi, box, smooth=True)

    def hard(self, ppi: float, box: tuple[float, float, float, float]) -> Image.Image:
        """The same with hard edges, as a printer's own raster has them."""
        return self._draw(ppi, box, smooth=False)

    def _draw(self, ppi: float, box: tuple[float, float, float, float] | None, *, smooth: bool) -> Image.Image:
        x0, y0, width, height = self.shown_mm
        x, y, w, h = box or self.shown_mm
        ppi = min(ppi, math.sqrt(_MOST_PIXELS / max(w * h, 1)) * MM_PER_INCH)
        dot = MM_PER_INCH / ppi
        size = max(1, round(w / dot)), max(1, round(h / dot))
        left, top = max(x, x0), max(y, y0)
        right, low = min(x + w, x0 + width), min(y + h, y0 + height)
        if right - left < 2 * dot or low - top < 2 * dot:
            return Image.new("RGB", size, "white")
        cut = (left - x0, y0 + height - low, x0 + width - right, top - y0)
        bitmap = self._page.render(
            scale=ppi / PT_PER_INCH,
            crop=tuple(max(0.0, side / MM_PER_PT) for side in cut),
            rev_byteorder=True,
            may_draw_forms=False,
            draw_annots=False,
            no_smoothpath=not smooth,
            no_smoothimage=not smooth,
            no_smoothtext=not smooth,
        )
        part = _image(bitmap)
        bitmap.close()
        if box is None or part.size == size:
            return part
        whole = Image.new("RGB", size, "white")  # what is beyond the page is bare paper
        whole.paste(part, (round((left - x) / dot), round((top - y) / dot)))
        return whole

    def close(self) -> None:
        self._page.close()


def _image(bitmap: Any) -> Image.Image:
    """A copy of PDFium's pixels as RGB."""
    size, mode = (bitmap.width, bitmap.height), {1: "L", 3: "RGB", 4: "RGBX"}[bitmap.n_channels]
    picture = Image.frombytes(mode, size, bytes(bitmap.buffer), "raw", mode, bitmap.stride)
    return picture if mode == "RGB" else picture.convert("RGB")
