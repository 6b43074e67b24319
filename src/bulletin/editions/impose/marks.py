"""Fold and crop marks on an imposed sheet: thin black lines outside the pages, as content-stream operators."""

from __future__ import annotations

from collections.abc import Iterable

from bulletin.editions.impose.order import Kind
from bulletin.editions.impose.sheet import SheetGeometry
from bulletin.geometry import PT_PER_MM, Rect

Line = tuple[float, float, float, float]
_THIN = 0.3
"""pt; hairlines below 0.25 pt drop out on some copiers."""
_GAP = 2 * PT_PER_MM
_LONG = 5 * PT_PER_MM
_AT_EDGE = 8 * PT_PER_MM
"""A copier leaves 4 to 6 mm of the sheet white, so a mark that begins at the edge must reach further in."""


def marks(ground: SheetGeometry, kind: Kind, *, fold: bool, loose: bool, bleed: float) -> bytes:
    """The operators of one side's marks, empty when there are none.

    Args:
        ground: the sheet.
        kind: a booklet is cut along its outer edges, a stack through the middle too, two-up only its loose sheet.
        fold: whether fold marks are wanted.
        loose: whether the sheet holds one leaf twice and is cut, not folded.
        bleed: how far paint reaches beyond the pages, in pt.
    """
    cut_middle = kind == "cut-stack" or loose
    parts = []
    uncut = kind == "two-up" and not loose
    cuts = [] if uncut else [*_corners(ground, bleed), *(_middle(ground, bleed) if cut_middle else ())]
    if cuts:
        parts.append(_drawn(cuts, b"[] 0 d"))
    if fold and kind == "booklet" and not loose:
        parts.append(_drawn(_middle(ground, bleed), b"[3 2] 0 d"))
    return b"\n".join(parts)


def _corners(ground: SheetGeometry, bleed: float) -> list[Line]:
    """Crop marks where the sheet has room beside the pages."""
    x0, y0, x1, y1 = ground.pair
    lines: list[Line] = []
    across, down = _reach(x0, bleed), _reach(y0, bleed)
    if down and x0 > _GAP:  # nothing is cut off the sides of pages that fill the sheet's width
        lines += [line for x in (x0, x1) for line in _uprights(ground.pair, x, down)]
    if across and y0 > _GAP:
        for y in (y0, y1):
            lines += [(x0 - across[0], y, x0 - across[1], y), (x1 + across[0], y, x1 + across[1], y)]
    return lines


def _middle(ground: SheetGeometry, bleed: float) -> list[Line]:
    """Both ends of the fold: beyond the pages where the sheet has room, else from the sheet's edge inwards."""
    reach = _reach(ground.pair[1], bleed)
    if reach:
        return _uprights(ground.pair, ground.middle, reach)
    middle, top = ground.middle, ground.height
    return [(middle, 0.0, middle, _AT_EDGE), (middle, top, middle, top - _AT_EDGE)]


def _reach(room: float, bleed: float) -> tuple[float, float] | None:
    """From where to where a mark goes, counted from the page's edge; None when the room beside it is too small."""
    start = bleed + _GAP
    end = min(start + _LONG, room)
    return (start, end) if end - start > _GAP else None


def _uprights(pair: Rect, x: float, reach: tuple[float, float]) -> list[Line]:
    _, low, _, top = pair
    return [(x, low - reach[0], x, low - reach[1]), (x, top + reach[0], x, top + reach[1])]


def _drawn(lines: Iterable[Line], dash: bytes) -> bytes:
    drawn = " ".join(f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l" for a, b, c, d in lines)
    return b"q 0 G %.1f w %s %s S Q" % (_THIN, dash, drawn.encode())
