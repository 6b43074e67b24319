"""PLACING: the modules of a page at the places that were typed for a plan which was chosen.

A search meets a chosen page again only as long as it breaks ties alike, and it numbers modules in the order in which it
meets them. So the page is not searched: every story and every brief has its typed rectangle, and the cuts between them
are read off these. What is not typed, the contents and the notices of the office, takes what is left.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.forms import cuts_at
from bulletin.layout.plan.judge import foot_cost
from bulletin.layout.plan.modules import Begun, BriefRun, ModuleShelf, Whole
from bulletin.layout.plan.packer import Packed, PackedSpot, blank_cost, members
from bulletin.layout.plan.planned import Area, PageRoom
from bulletin.layout.plan.search_limits import SEARCH

Spots = Sequence[PackedSpot]


class PagePlacer:
    """Puts modules at typed places.

    Args:
        shelf: of the modules.
        columns: of a page.
    """

    def __init__(self, shelf: ModuleShelf, columns: int) -> None:
        self._shelf = shelf
        self._columns = columns

    def packings(self, modules: int, areas: Mapping[int, Area], room: PageRoom) -> Iterator[tuple[float, Packed]]:
        """A set of modules as a packer would give it, and what it costs, the cheapest first.

        There is none where a module does not come out in its place, and there are some where one has no typed place.
        What goes on on a later page is left out of the cost.

        Args:
            modules: of the page.
            areas: the typed place of each story and brief on it.
            room: of the page.
        """
        spots: list[PackedSpot] = []
        untyped: list[int] = []
        for number in members(modules):
            module = self._shelf.module(number)
            if isinstance(module, BriefRun):
                spot = self._run(number, module, areas)
            elif isinstance(module, Whole | Begun):
                spot = _at(number, areas.get(module.rest.number))
            else:
                untyped.append(number)
                continue
            if spot is None or (isinstance(module, Whole) and not np.isfinite(self._cost(spot))):
                return
            spots.append(spot)
        foot = room.top + room.rows
        spots = [self._lengthened(spot, spots, foot) for spot in spots]
        found = [(self._price(every, room) + sum(map(self._cost, every)), every)
                 for every in self._completed(spots, untyped, room)]  # fmt: skip
        for cost, every in sorted(found, key=lambda one: one[0])[: SEARCH.typed_packings]:
            if cost < math.inf:
                across: list[Area] = []
                upright: list[tuple[int, int, int]] = []
                ordered = tuple(_cut(every, across, upright))
                yield cost, Packed(ordered, tuple(across), tuple(upright))

    def _cost(self, spot: PackedSpot) -> float:
        """What a module costs in its place; infinite where it does not come out there, nothing where it goes on."""
        if isinstance(self._shelf.module(spot.module), Begun):
            return 0.0
        leaf = self._shelf.leaf(spot.module, spot.columns)
        return float(leaf[spot.rows]) if leaf is not None and spot.rows < len(leaf) else math.inf

    def _price(self, spots: Spots, room: PageRoom) -> float:
        """What places cost a packer, with the blank rows at the foot of the page."""
        rows = max(spot.row + spot.rows for spot in spots) - room.top
        if _columns(spots) < self._columns:
            return math.inf
        sides = _sides(spots)
        if sides is None:
            return self._gaps(spots, room.top) + foot_cost(room.rows - rows)
        # Blank rows that all parts of a page have below them are sometimes cheaper than those at its foot.
        own = sum(self._gaps(part, room.top) for part in sides)
        return own + min(
            sum(blank_cost(high - _rows(part), _columns(part)) for part in sides) + foot_cost(room.rows - high)
            for high in range(rows, room.rows + 1)
        )

    def _gaps(self, spots: Spots, top: int) -> float:
        """The price of wider gaps and of blank rows below parts; infinite where no packer would place them so."""
        if min(spot.row for spot in spots) != top:
            return math.inf
        if len(spots) == 1:
            return 0.0
        sides = _sides(spots)
        if sides is not None:
            if sum(map(_columns, sides)) < _columns(spots):
                return math.inf
            high = _rows(spots)
            return sum(self._gaps(part, top) + blank_cost(high - _rows(part), _columns(part)) for part in sides)
        piled = _piled(spots)
        if piled is None or min(map(_columns, piled)) < _columns(spots):
            return math.inf
        above, below = piled
        start = min(spot.row for spot in below)
        extra = start - top - _rows(above) - self._shelf.gap
        if not 0 <= extra <= SEARCH.gap_growth:
            return math.inf
        price = COSTS.wider_gap * extra * extra * _columns(spots)
        return self._gaps(above, top) + price + self._gaps(below, start)

    def _run(self, number: int, run: BriefRun, areas: Mapping[int, Area]) -> PackedSpot | None:
        """The place of a run of briefs, each of which is where it was typed."""
        briefs = self._shelf.briefs[run.first : run.first + run.count]
        typed = {index: areas[index] for index in briefs if index in areas}
        if len(typed) < len(briefs):
            return None
        column = min(area.column for area in typed.values())
        columns = max(area.column + area.columns for area in typed.values()) - column
        row = min(area.row for area in typed.values())
        leaf = self._shelf.leaf(number, columns) if columns <= self._columns else None
        for rows in np.flatnonzero(np.isfinite(leaf)).tolist() if leaf is not None else ():
            placed = self._shelf.placed(PackedSpot(number, column, columns, 0, rows))
            assert placed is not None  # a run is never cut
            top = row - min(piece.row for piece in placed.pieces)
            here = {p.story.index: Area(p.column, p.story.columns, p.row + top, p.filling.rows) for p in placed.pieces}
            if here == typed:
                return PackedSpot(number, column, columns, top, rows)
        return None

    def _lengthened(self, spot: PackedSpot, spots: Spots, foot: int) -> PackedSpot:
        """The place of a story that fills a page, with the rows below it at whose end it cannot be cut."""
        module = self._shelf.module(spot.module)
        if not isinstance(module, Begun) or module.why != "fill":
            return spot
        filler = self._shelf.filler(module.rest.number, spot.columns)
        under = [other.row - self._shelf.gap for other in spots if _level(spot, other) and other.row > spot.row]
        most = min([foot, *under]) - spot.row
        for rows in range(spot.rows + 1, min(most, spot.rows + SEARCH.cut_reach) + 1):
            if cuts_at(filler, module.rest, rows, SEARCH.jump_rows):
                break
            spot = replace(spot, rows=rows)
        return spot

    # --- what is not typed ------------------------------------------------------------------------------------

    def _completed(self, spots: Spots, untyped: Sequence[int], room: PageRoom) -> Iterator[list[PackedSpot]]:
        """The places with one for each of some modules in what the others leave of a page."""
        if not untyped:
            yield list(spots)
            return
        for columns in range(1, self._columns + 1):
            leaf = self._shelf.leaf(untyped[0], columns)
            heights = np.flatnonzero(np.isfinite(leaf)).tolist() if leaf is not None else []
            for column in range(self._columns - columns + 1):
                for row, most in self._free(Area(column, columns, 0, 0), spots, room):
                    for rows in heights:
                        if rows <= most:
                            here = PackedSpot(untyped[0], column, columns, row, rows)
                            yield from self._completed([*spots, here], untyped[1:], room)

    def _free(self, across: Area, spots: Spots, room: PageRoom) -> Iterator[tuple[int, int]]:
        """Rows at which something may begin in some columns, right below something else, and how high it may be."""
        gap, foot = self._shelf.gap, room.top + room.rows
        at, level = room.top, False
        for top, end in [*sorted((s.row, s.row + s.rows) for s in spots if _level(s, across)), (foot + gap, foot)]:
            for row in range(at, at + SEARCH.gap_growth * level + 1):
                if top - gap > row:
                    yield row, top - gap - row
            at, level = max(at, end + gap), True


def _at(number: int, area: Area | None) -> PackedSpot | None:
    return PackedSpot(number, area.column, area.columns, area.row, area.rows) if area else None


def _level(one: PackedSpot | Area, other: PackedSpot | Area) -> bool:
    """Whether two places have columns in common."""
    return one.column < other.column + other.columns and other.column < one.column + one.columns


def _rows(spots: Spots) -> int:
    return max(spot.row + spot.rows for spot in spots) - min(spot.row for spot in spots)


def _columns(spots: Spots) -> int:
    return max(spot.column + spot.columns for spot in spots) - min(spot.column for spot in spots)


def _sides(spots: Spots) -> tuple[Spots, Spots] | None:
    """The parts left and right of the first cut from top to foot."""
    for edge in sorted({spot.column for spot in spots})[1:]:
        left = [spot for spot in spots if spot.column + spot.columns <= edge]
        right = [spot for spot in spots if spot.column >= edge]
        if len(left) + len(right) == len(spots):
            return left, right
    return None


def _piled(spots: Spots) -> tuple[Spots, Spots] | None:
    """The parts above and below the first cut from side to side."""
    for row in sorted({spot.row for spot in spots})[1:]:
        above = [spot for spot in spots if spot.row + spot.rows <= row]
        below = [spot for spot in spots if spot.row >= row]
        if len(above) + len(below) == len(spots):
            return above, below
    return None


def _cut(spots: Spots, across: list[Area], upright: list[tuple[int, int, int]]) -> Iterator[PackedSpot]:
    """Places in the order of a packer, which adds the gaps and rules between them.

    Parts side by side are looked for first: in a square of four stories they cost a packer less.
    """
    if len(spots) == 1:
        yield spots[0]
        return
    top = min(spot.row for spot in spots)
    sides = _sides(spots)
    if sides is not None:
        upright.append((min(spot.column for spot in sides[1]), top, _rows(spots)))
        first, second = sides
    else:
        piled = _piled(spots)
        assert piled is not None  # else the places had no price
        first, second = piled
    yield from _cut(first, across, upright)
    if sides is None:
        row, column = top + _rows(first), min(spot.column for spot in spots)
        across.append(Area(column, _columns(spots), row, min(spot.row for spot in second) - row))
    yield from _cut(second, across, upright)
