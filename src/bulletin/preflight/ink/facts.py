"""Numbers from a map of ink, without any picture library."""

from __future__ import annotations

from bulletin.preflight.report import InkMap

MOST = 400.0


def share_above(ink: InkMap, percent: float) -> float:
    """Share of the map's area with more total ink than `percent`, 0 … 1."""
    from_level = int(percent * 255 / MOST) + 1
    if not ink.cells or from_level > 255:
        return 0.0
    few = bytes(range(from_level))
    return len(ink.cells.translate(None, few)) / len(ink.cells)
