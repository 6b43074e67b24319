"""CUTS: the straight cuts of a page that is known, so that only its heights are solved again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bulletin.layout.plan.packer import PackedSpot


class PageCuts:
    """The cuts of pages as a packer asks for them: for each set of modules the one part that is split off."""

    def __init__(self) -> None:
        self._part: dict[int, int] = {}
        self._columns: dict[int, int] = {}

    def add(self, spots: Sequence[PackedSpot]) -> None:
        """Hold a page to the cuts between these places."""
        self._columns |= {spot.module: spot.columns for spot in spots}
        self._split(spots)

    def parts(self, chosen: int) -> Iterable[int]:
        """The upper or left part of a set; none of a set that no page has."""
        part = self._part.get(chosen)
        return () if part is None else (part,)

    def wide(self, number: int, columns: int) -> bool:
        """Whether a module has this width."""
        return self._columns.get(number) == columns

    def _split(self, spots: Sequence[PackedSpot]) -> None:
        if len(spots) < 2:
            return
        first = _above(spots) or _left(spots)
        if first:
            rest = [spot for spot in spots if spot not in first]
            self._part[_bits(spots)] = _bits(first)
            self._split(first)
            self._split(rest)


def _above(spots: Sequence[PackedSpot]) -> list[PackedSpot]:
    """What is above the first cut from side to side; nothing where there is none."""
    for foot in sorted({spot.row + spot.rows for spot in spots}):
        above = [spot for spot in spots if spot.row + spot.rows <= foot]
        if len(above) < len(spots) and all(spot.row >= foot for spot in spots if spot not in above):
            return above
    return []


def _left(spots: Sequence[PackedSpot]) -> list[PackedSpot]:
    """What is left of the first cut from top to foot; nothing where there is none."""
    for edge in sorted({spot.column + spot.columns for spot in spots}):
        left = [spot for spot in spots if spot.column + spot.columns <= edge]
        if len(left) < len(spots) and all(spot.column >= edge for spot in spots if spot not in left):
            return left
    return []


def _bits(spots: Sequence[PackedSpot]) -> int:
    return sum(1 << spot.module for spot in spots)
