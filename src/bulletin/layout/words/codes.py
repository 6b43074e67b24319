"""QR codes are drawn as rectangles in one path, from the path data that the template printed."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}"
_MOVE = re.compile(r"[Mm](-?\d+) (-?\d+)h(\d+)v(\d+)h-\d+z")
_BLACK = "#000000"
_NAMESPACE = "{http://www.w3.org/2000/xmlns/}xmlns"
Module = tuple[int, int, int, int]
"""x, y, width and height in modules."""


def code_of(svg: Element) -> tuple[tuple[Module, ...], float] | None:
    """The black of a QR code and the side of its drawing in modules; None for any other drawing."""
    kids = list(svg)
    box = (svg.get("viewBox") or "").split()
    if [kid.tag for kid in kids] != [f"{SVG}title", f"{SVG}path"] or len(box) != 4 or box[2] != box[3]:
        return None
    path, known = kids[1], {"width", "height", "viewBox", _NAMESPACE}
    if set(path.keys()) != {"d", "fill"} or path.get("fill") != _BLACK or set(svg.keys()) - known:
        return None
    modules = _modules(path.get("d", ""))
    return (modules, float(box[2])) if modules and box[2].isdecimal() else None


def _modules(data: str) -> tuple[Module, ...]:
    found: list[Module] = []
    x = y = end = 0
    for move in _MOVE.finditer(data):
        if move.start() != end:
            return ()
        end = move.end()
        x, y = x + int(move[1]), y + int(move[2])
        found.append((x, y, int(move[3]), int(move[4])))
    return tuple(found) if end == len(data) else ()


def without_path(svg: Element) -> None:
    """Leave the title alone."""
    svg.remove(list(svg)[1])


def content_of(modules: tuple[Module, ...], scale: tuple[float, float]) -> bytes:
    """The operators of a code: one path of rectangles, filled black."""
    across, down = scale
    parts = [b"%.6g 0 0 %.6g 0 0 cm" % (across, down), b"0 0 0 rg"]
    parts += [b"%d %d %d %d re" % module for module in modules]
    return b"\n".join((*parts, b"f"))
