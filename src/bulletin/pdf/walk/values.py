"""Values out of a file that may hold anything: numbers, matrices, rectangles."""

from __future__ import annotations

import math

import pikepdf

from bulletin.geometry import IDENTITY, Matrix, Rect, ordered


def number(item: object, otherwise: float = 0.0) -> float:
    """A number of the file, `otherwise` for anything else and for what is not finite."""
    try:
        value = float(item)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return otherwise
    return value if math.isfinite(value) else otherwise


def matrix_of(item: object) -> Matrix:
    """A /Matrix entry; the identity when there is none or it is not one."""
    if not isinstance(item, pikepdf.Array) or len(item) != 6:
        return IDENTITY
    a, b, c, d, e, f = (number(part) for part in item)
    return a, b, c, d, e, f


def rect_of(item: object) -> Rect | None:
    """A rectangle entry with its corners in order; None when it is not one."""
    if not isinstance(item, pikepdf.Array) or len(item) != 4:
        return None
    try:
        x0, y0, x1, y1 = (float(part) for part in item)
    except (TypeError, ValueError):
        return None
    box = ordered(x0, y0, x1, y1)
    return box if all(math.isfinite(part) and abs(part) < 1e7 for part in box) else None
