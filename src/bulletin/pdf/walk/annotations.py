"""The appearances of annotations (ISO 32000-1, 12.5.5)."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from bulletin.geometry import Matrix, bounds, multiply
from bulletin.pdf.walk.values import matrix_of, number, rect_of

_HIDDEN = 2  # annotation flag (table 165)


def appearances(listed: object) -> Iterator[tuple[pikepdf.Stream, Matrix]]:
    """The normal appearance of every visible annotation, and the matrix that fits its BBox into its Rect."""
    for annotation in listed if isinstance(listed, pikepdf.Array) else ():
        if not isinstance(annotation, pikepdf.Dictionary) or int(number(annotation.get("/F"))) & _HIDDEN:
            continue
        look = annotation.get("/AP")
        normal = look.get("/N") if isinstance(look, pikepdf.Dictionary) else None
        if isinstance(normal, pikepdf.Dictionary) and not isinstance(normal, pikepdf.Stream):
            normal = normal.get(str(annotation.get("/AS", "/Off")))
        rect = rect_of(annotation.get("/Rect"))
        if not isinstance(normal, pikepdf.Stream) or rect is None:
            continue
        own = matrix_of(normal.get("/Matrix"))
        frame = bounds(own, *(rect_of(normal.get("/BBox")) or (0.0, 0.0, 1.0, 1.0)))
        wide, high = frame[2] - frame[0], frame[3] - frame[1]
        across = (rect[2] - rect[0]) / wide if wide else 1.0
        down = (rect[3] - rect[1]) / high if high else 1.0
        yield normal, multiply(own, (across, 0.0, 0.0, down, rect[0] - frame[0] * across, rect[1] - frame[1] * down))
