"""Drawings of a foreign file that look like a QR code, so that one which no reader finds is noticed all the same."""

from __future__ import annotations

from typing import Any

from bulletin.geometry import MM_PER_PT, holds, placed
from bulletin.lazy import dataclass
from bulletin.pdf.raster import DrawnPage
from bulletin.preflight.report import BoxMm

QUIET_SHARE = 4 / 25  # of the symbol's side: four modules of a small code
_LEAST_SEGMENTS = 300  # version 1 has 21 × 21 modules, a good half of its runs are black
_LOOKED_AT = 200
_SIDES_MM = (5.0, 120.0)
_SQUARE = 0.02


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a code is or may be: its box with quiet zone; `text` is what it must say, empty when not known."""

    page: int
    box_mm: BoxMm
    text: str = ""


def suspects_of(page: Any, sheet: DrawnPage) -> list[Spot]:
    """Square vector paths of hundreds of straight pieces: that is how codes are drawn, and hardly anything else.

    A code of hundreds of single rectangles, or a picture that no reader makes sense of, is not noticed.
    """
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    left, top = sheet.origin_pt
    spots = []
    for item in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,)):
        if pdfium.FPDFPath_CountSegments(item.raw) < _LEAST_SEGMENTS or not _straight(item.raw, pdfium):
            continue
        x0, y0, x1, y1 = _on_page(item)
        width, height = (x1 - x0) * MM_PER_PT, (y1 - y0) * MM_PER_PT
        if not _SIDES_MM[0] <= width <= _SIDES_MM[1] or abs(width - height) > _SQUARE * width:
            continue
        quiet = width * QUIET_SHARE
        x, y = (x0 - left) * MM_PER_PT, (top - y1) * MM_PER_PT
        if _seen((x, y, width, height), sheet.shown_mm):
            spots.append(Spot(sheet.number, (x - quiet, y - quiet, width + 2 * quiet, height + 2 * quiet)))
    return spots


def _on_page(item: Any) -> tuple[float, float, float, float]:
    """Left, low, right, top in page space: PDFium gives those of a form's object in the form's own space."""
    x0, y0, x1, y1 = item.get_bounds()
    corners = [(x0, y0), (x1, y0), (x0, y1), (x1, y1)]
    form = item.container
    while form is not None:
        matrix = form.get_matrix()
        corners = [matrix.on_point(*corner) for corner in corners]
        form = form.container
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _seen(box: BoxMm, shown: BoxMm) -> bool:
    """Whether the middle of a box is on the part of the page that is shown."""
    x, y, width, height = box
    return holds(placed(*shown), x + width / 2, y + height / 2)


def _straight(path: Any, pdfium: Any) -> bool:
    """Whether the first segments hold no curve."""
    return all(
        pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(path, at)) != pdfium.FPDF_SEGMENT_BEZIERTO
        for at in range(_LOOKED_AT)
    )
