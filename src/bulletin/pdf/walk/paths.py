"""The current path of a content stream: only its frame, its upright rectangles and whether these are all of it."""

from __future__ import annotations

from functools import lru_cache

from bulletin.geometry import Matrix, Rect, around, bounds, contains, has_area, overlaps
from bulletin.lazy import pattern

_MOST = 300  # rectangles that are kept one by one; maps and tables of more are taken as a whole
_NUMBER = pattern(rb"[-+]?(?:\d+\.?\d*|\.\d+)")
_LETTERS = b"mlcvyh"


class Path:
    """What the path operators have built since the last painting, in mm on the page."""

    __slots__ = ("clips", "exact", "parts")

    def __init__(self) -> None:
        self.parts: list[Rect] = []
        self.exact = True
        self.clips = False

    def clear(self) -> None:
        """The path was painted or dropped."""
        if self.parts:
            self.parts = []
        self.exact = True
        self.clips = False

    def rect(self, ctm: Matrix, x: float, y: float, width: float, height: float) -> None:
        """The operator `re`."""
        self._add(bounds(ctm, x, y, x + width, y + height), _upright(ctm))

    def lines(self, ctm: Matrix, token: bytes) -> None:
        """A run of m, l, c, v, y and h with their operands."""
        found = _frame(token)
        if found is not None:
            x0, y0, x1, y1, plain = found
            self._add(bounds(ctm, x0, y0, x1, y1), plain and _upright(ctm))

    def frame(self) -> Rect | None:
        """The rectangle around everything, None for an empty path."""
        if len(self.parts) == 1:
            return self.parts[0]
        return around(self.parts) if self.parts else None

    def filled(self, *, even_odd: bool) -> tuple[tuple[Rect, ...], bool]:
        """The rectangles that a fill paints, and whether they are all of it.

        A rectangle inside another is a hole under the even-odd rule (the usual way to draw a border); how nested
        rectangles wind is not known, so under the other rule they are not exact.
        """
        solid = [part for part in self.parts if has_area(part)] or self.parts
        if len(solid) == 2 and self.exact:
            outer, inner = solid if contains(solid[0], solid[1]) else solid[::-1]
            if contains(outer, inner):
                return (_ring(outer, inner), True) if even_odd else ((outer,), False)
        alone = len(solid) < 3 or not even_odd or not any(map(overlaps, solid, solid[1:]))
        return tuple(solid), self.exact and alone

    def _add(self, rect: Rect, exact: bool) -> None:
        self.exact = self.exact and exact
        if len(self.parts) >= _MOST:
            self.parts = [around(self.parts)]
            self.exact = False
        self.parts.append(rect)


def _ring(outer: Rect, inner: Rect) -> tuple[Rect, ...]:
    """The four sides of a frame, those without extent left out."""
    x0, y0, x1, y1 = outer
    sides = (
        (x0, y0, x1, inner[1]),
        (x0, inner[3], x1, y1),
        (x0, inner[1], inner[0], inner[3]),
        (inner[2], inner[1], x1, inner[3]),
    )
    return tuple(side for side in sides if has_area(side))


def _upright(ctm: Matrix) -> bool:
    return (not ctm[1] and not ctm[2]) or (not ctm[0] and not ctm[3])


@lru_cache(maxsize=256)
def _frame(token: bytes) -> tuple[float, float, float, float, bool] | None:
    """x0, y0, x1, y1 around a path in its own units, and whether it is one upright rectangle or line."""
    parts = token.translate(None, _LETTERS).split()
    try:
        values = list(map(float, parts))
    except ValueError:
        values = [float(part) for part in _NUMBER.findall(token)]
    if len(values) < 2:
        return None
    xs, ys = values[: len(values) // 2 * 2 : 2], values[1::2]
    plain = 4 <= len(xs) <= 5 and len(set(xs)) <= 2 and len(set(ys)) <= 2 and not {99, 118, 121} & set(token)
    return min(xs), min(ys), max(xs), max(ys), plain
