"""Operands of content stream operators, and what the colour operators do to the state."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.geometry import Matrix
from bulletin.pdf.walk.resources import Resources
from bulletin.pdf.walk.state import GraphicsState

FILLS = frozenset([b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"])
STROKES = frozenset([b"S", b"s", b"B", b"B*", b"b", b"b*"])
PAINTS = FILLS | STROKES | {b"n"}
COLOURS = frozenset([b"g", b"G", b"rg", b"RG", b"k", b"K", b"cs", b"CS", b"sc", b"SC", b"scn", b"SCN"])
MARKS = frozenset([b"BMC", b"BDC"])
Operands = Sequence[float | bytes | str]
_DEVICE = {b"g": "DeviceGray", b"rg": "DeviceRGB", b"k": "DeviceCMYK"}


def set_colour(name: bytes, operands: Operands, state: GraphicsState, resources: Resources) -> None:
    """One of the twelve colour operators."""
    small = name.lower()
    fills = name == small
    if small in _DEVICE:
        space = resources.spaces.named(_DEVICE[small])
        paint = space.paint(numbers(operands))
    elif small == b"cs":
        if not operands or not isinstance(operands[-1], str):
            return
        space = resources.spaces.named(operands[-1])
        paint = space.start()
    else:
        space = state.fill_space if fills else state.stroke_space
        pattern = resources.get("/Pattern", operands[-1]) if operands and isinstance(operands[-1], str) else None
        paint = space.paint(numbers(operands), pattern)
    if fills:
        state.fill_space, state.fill = space, paint
    else:
        state.stroke_space, state.stroke = space, paint


def mark_number(operands: Operands, outer: int | None) -> int | None:
    """The number of a marked content sequence; artifacts have none, other marks keep that around them."""
    if "MCID" in operands[:-1]:
        found = operands[operands.index("MCID") + 1]
        return int(found) if isinstance(found, float) else None
    return None if operands[:1] == ["Artifact"] else outer


def numbers(operands: Operands, least: int = 0) -> list[float]:
    """The numbers among the operands; zeros fill up to `least`."""
    found = [item for item in operands if isinstance(item, float)]
    return found if len(found) >= least else [*found, *[0.0] * (least - len(found))]


def matrix(operands: Operands) -> Matrix:
    """The operands of `cm` and `Tm`."""
    a, b, c, d, e, f = numbers(operands, 6)[:6]
    return a, b, c, d, e, f
