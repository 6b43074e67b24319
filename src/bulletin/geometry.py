"""Lengths, rectangles and matrices: the arithmetic that every wing of the house shares.

A rectangle is (x0, y0, x1, y1) with x0 ≤ x1 and y0 ≤ y1, in whatever unit its owner says; y may run up (PDF) or down
(a page as people read it). It is a plain tuple: a page has thousands of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

MM_PER_INCH = 25.4
PT_PER_INCH = 72
"""The point of PDF and CSS."""
PX_PER_INCH = 96
"""The pixel of CSS, in which WeasyPrint places boxes; never that of a picture."""
PT_PER_MM = PT_PER_INCH / MM_PER_INCH
MM_PER_PT = MM_PER_INCH / PT_PER_INCH
MM_PER_PX = MM_PER_INCH / PX_PER_INCH

Rect = tuple[float, float, float, float]
"""x0, y0, x1, y1."""
Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f of ISO 32000-1, 8.3.3."""
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


# --- rectangles -------------------------------------------------------------------------------------------------------


def ordered(x0: float, y0: float, x1: float, y1: float) -> Rect:
    """Return the rectangle between two opposite corners."""
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def placed(x: float, y: float, width: float, height: float) -> Rect:
    """Return the rectangle from its first corner, width and height."""
    return x, y, x + width, y + height


def overlaps(one: Rect, other: Rect) -> bool:
    """Return whether two rectangles share more than an edge; one without width or height may overlap too."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def shared(one: Rect, other: Rect) -> tuple[float, float]:
    """Return width and height of what two rectangles share; negative where they are apart by so much."""
    return min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])


def contains(outer: Rect, inner: Rect, slack: float = 0.0) -> bool:
    """Return whether a rectangle is inside of another, or beyond its sides by no more than `slack`."""
    return (
        outer[0] - slack <= inner[0]
        and outer[1] - slack <= inner[1]
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )


def holds(box: Rect, x: float, y: float, slack: float = 0.0) -> bool:
    """Return whether a point is inside of a rectangle, or beyond its sides by no more than `slack`."""
    return box[0] - slack <= x <= box[2] + slack and box[1] - slack <= y <= box[3] + slack


def intersection(one: Rect, other: Rect) -> Rect:
    """Return what two rectangles share; x1 < x0 or y1 < y0 when they share nothing (`is_there`)."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def is_there(box: Rect) -> bool:
    """Return whether an intersection has anything in it, be it a line or a point."""
    return box[0] <= box[2] and box[1] <= box[3]


def has_area(box: Rect) -> bool:
    """Return whether an intersection is more than a line or a point."""
    return box[0] < box[2] and box[1] < box[3]


def area(box: Rect) -> float:
    """Return the area, 0 for an intersection with nothing in it."""
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def union(one: Rect, other: Rect) -> Rect:
    """Return the smallest rectangle around two."""
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def around(rects: Iterable[Rect]) -> Rect:
    """Return the smallest rectangle around several, at least one."""
    lefts, lows, rights, highs = zip(*rects, strict=True)
    return min(lefts), min(lows), max(rights), max(highs)


def grown(box: Rect, by: float) -> Rect:
    """Return the rectangle made larger by so much on every side."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


# --- matrices ---------------------------------------------------------------------------------------------------------


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """Return the matrix that applies `m` first and then `n` (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def bounds(m: Matrix, x0: float, y0: float, x1: float, y1: float) -> Rect:
    """Return the upright rectangle around a rectangle that went through `m`."""
    a, b, c, d, e, f = m
    if not b and not c:
        xa, xb, ya, yb = a * x0 + e, a * x1 + e, d * y0 + f, d * y1 + f
        return (xa, ya, xb, yb) if xa <= xb and ya <= yb else (min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))
    xs = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
    ys = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
    return min(xs), min(ys), max(xs), max(ys)


def scale_of(m: Matrix) -> float:
    """Return how a matrix enlarges lengths on average: √|det|, by which a line grows (ISO 32000-1, 8.4.3.2)."""
    return math.sqrt(abs(m[0] * m[3] - m[1] * m[2]))
