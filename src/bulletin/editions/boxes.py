"""Page boxes of a file for the press: trim, bleed and media, nothing else (ISO 15930-7, 6.3; ISO 32000-1, 14.11.2)."""

from __future__ import annotations

import pikepdf
from pikepdf import Array

from bulletin.geometry import PT_PER_MM, Rect, grown

_GONE = ("/CropBox", "/ArtBox", "/UserUnit", "/Rotate")


def set_boxes(pdf: pikepdf.Pdf, bleed_mm: float, margin_mm: float = 0.0) -> None:
    """BleedBox = trim + bleed, MediaBox = bleed + margin, on every page; TrimBox stays. Lengths in mm.

    The layout engine caps the BleedBox at 10 pt, so it is computed from the trim and never read.
    """
    for page in pdf.pages:
        x0, y0, x1, y1 = (float(value) for value in page.trimbox)
        trim = x0, y0, x1, y1
        obj = page.obj
        for key in _GONE:
            if key in obj:
                del obj[key]
        obj.TrimBox = _array(trim)
        obj.BleedBox = _array(grown(trim, bleed_mm * PT_PER_MM))
        obj.MediaBox = _array(grown(trim, (bleed_mm + margin_mm) * PT_PER_MM))


def _array(box: Rect) -> Array:
    return Array([round(value, 4) for value in box])
