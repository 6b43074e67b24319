"""FLOW: stories in given order fill pages of one column, as in a book.

A page is a pile of bands, one story each. Every story can tell for each height in rows what it costs to fill that
height, so a page is the choice of heights that adds up to the page exactly. Only the last band of a page may be
continued on the next. A beam of the best beginnings is carried from page to page. Pages of more columns are planned
by `plan/pages.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bulletin.errors import ProofError
from bulletin.layout.flow.bands import Band, BandMaker, Continuation, blank
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.misfit import no_place
from bulletin.layout.plan.planned import Area, PageRoom, Piece, PlannedPage
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.plan.pour.filling import Filling
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.lazy import dataclass
from bulletin.model import Slot

_INNER_PAGE = 2
"""A page that has neither masthead nor imprint, as most have."""


@dataclass(frozen=True, slots=True)
class _State:
    cost: float
    next: int
    carry: Continuation | None
    pages: tuple[PlannedPage, ...]


class Planner:
    """Plans one issue for a page of one column; stories keep their order.

    Args:
        slots: of the entries in order.
        runs: gives the fillers of entry i, first as it comes, then with its text in more lines and fewer.
        gap_rows: rows between stories.
        room: rows for stories on page p; `room(p, True)` when p is the last page (the imprint is at its foot).
    """

    def __init__(
        self, slots: Sequence[Slot], runs: Callable[[int], Sequence[ColumnFiller]], gap_rows: int,
        room: Callable[[int, bool], PageRoom],
    ) -> None:  # fmt: skip
        self.bands = BandMaker(slots, runs)
        self.gap = gap_rows
        self.room = room

    def plan(self) -> tuple[PlannedPage, ...]:
        """All pages; every entry is placed completely, in order."""
        states = [_State(0.0, 0, None, ())]
        done: list[_State] = []
        while not done:
            grown: list[_State] = []
            for state in states:
                for following in self._grow(state):
                    (done if following.pages[-1].last else grown).append(following)
            unique: dict[tuple[int, Continuation | None], _State] = {}
            for s in sorted(grown, key=lambda s: s.cost - COSTS.progress * self._progress(s)):
                unique.setdefault((s.next, s.carry), s)
            states = list(unique.values())[: SEARCH.flow_beam]
            self.bands.forget()
        return min(done, key=lambda s: s.cost).pages

    def _progress(self, state: _State) -> float:
        """Columns' rows already placed, in pages: states of a beam are compared by what they still have to place."""
        rows = sum(self.bands.natural(i) for i in range(state.next))
        if state.carry:
            story = self.bands.story(state.carry)
            rows -= story.text_rows - story.cumulative[state.carry.start]
        return rows / max(1, self.room(_INNER_PAGE, False).rows)

    # --- one page ---------------------------------------------------------------------------------------------

    def _grow(self, state: _State) -> Iterator[_State]:
        number = len(state.pages) + 1
        if self.bands.finished(state.next) and state.carry is None:
            # The imprint alone on a page is as bad as a blank one.
            page = PlannedPage(number, (), (), (), 0, True)
            cost = COSTS.flow_last + COSTS.last_foot * self.room(number, True).rows
            yield _State(state.cost + cost, state.next, None, (*state.pages, page))
            return
        if number == 1 and self.room(1, False).rows < SEARCH.part_rows:
            # The layout keeps page 1 for masthead and contents: a cover.
            yield _State(state.cost, state.next, None, (PlannedPage(1, (), (), (), 0, False),))
            return
        for loose in (False, True):
            found = False
            for last in (True, False):
                room = self.room(number, last)
                for bands, following, carry in self._piles(state.next, state.carry, room.rows, last, loose):
                    placed = self._settle(number, room, bands, last, loose)
                    if placed is None:
                        continue
                    found = True
                    page, cost = placed
                    yield _State(state.cost + cost, following, carry, (*state.pages, page))
            if found:
                return
        yield self._forced(state, number)

    def _piles(
        self, start: int, carry: Continuation | None, rows: int, last: bool, loose: bool
    ) -> Iterator[tuple[list[Band], int, Continuation | None]]:
        """Piles of bands that may fill a page: (bands, what comes next, what is carried over)."""
        stack: list[tuple[list[Band], int, Continuation | None]] = [([], start, carry)]
        while stack:
            bands, at, continuation = stack.pop()
            least = sum(b.low for b in bands) + self.gap * len(bands)
            most = sum(b.high for b in bands) + (self.gap + SEARCH.flow_gap) * max(0, len(bands) - 1)
            if self.bands.finished(at) and continuation is None:
                if last:
                    yield bands, at, None
                continue
            if bands and not last and continuation is None and (loose or most >= rows - SEARCH.flow_slack):
                yield bands, at, None
            if len(bands) >= SEARCH.bands:
                continue
            found = self.bands.whole(at, continuation, rows - least)
            stack.extend(([*bands, band], following, None) for band, following in found)
            if not last:
                room = rows - sum(min(b.heights, key=b.heights.__getitem__) for b in bands) - self.gap * len(bands)
                # The bands above may still grow or shrink a little, so the cut is tried at several heights.
                reach = SEARCH.split_reach if bands else 0
                for height in range(min(room + reach, rows), room - reach - SEARCH.flow_slack, -1):
                    for band, following, left in self.bands.splits(at, continuation, height):
                        yield [*bands, band], following, left

    # --- rows to places ---------------------------------------------------------------------------------------

    def _settle(
        self, number: int, room: PageRoom, bands: list[Band], last: bool, loose: bool
    ) -> tuple[PlannedPage, float] | None:
        """Choose the height of every band so that the page comes out even; what is left opens the gaps."""
        gaps = len(bands) - 1
        free = room.rows - self.gap * gaps
        totals: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
        for band in bands:
            grown: dict[int, tuple[float, tuple[int, ...]]] = {}
            for total, (cost, chosen) in totals.items():
                for h, extra in band.heights.items():
                    t, c = total + h, cost + extra
                    if t <= free and (t not in grown or c < grown[t][0]):
                        grown[t] = (c, (*chosen, h))
            totals = grown
        best: tuple[float, int, tuple[int, ...]] | None = None
        for total, (cost, chosen) in totals.items():
            left = free - total
            if last:
                opened = min(left, gaps)
                price = cost + COSTS.last_foot * (left - opened) + COSTS.flow_last * (left / max(room.rows, 1)) ** 2
            else:
                if left > SEARCH.flow_gap * gaps + SEARCH.flow_slack and not loose:
                    continue
                opened = min(left, SEARCH.flow_gap * gaps)
                wider = COSTS.band_gap * opened * opened / gaps if gaps else 0.0
                foot = left - opened + _early(bands[-1].fillings[chosen[-1]])
                price = cost + wider + blank(foot)
            if best is None or price < best[0]:
                best = (price, opened, chosen)
        if best is None:
            return None
        cost, opened, chosen = best
        return self._place(number, room, bands, chosen, opened, last), cost

    def _place(
        self, number: int, room: PageRoom, bands: list[Band], heights: tuple[int, ...], opened: int, last: bool
    ) -> PlannedPage:
        pieces: list[Piece] = []
        rules: list[Area] = []
        row = room.top
        gaps = max(1, len(bands) - 1)
        for n, (band, height) in enumerate(zip(bands, heights, strict=True)):
            if n:
                gap = self.gap + opened * n // gaps - opened * (n - 1) // gaps
                rules.append(Area(0, 1, row, gap))
                row += gap
            pieces.append(self._piece(band.story, band.fillings[height], row))
            row += height
        return PlannedPage(number, tuple(pieces), tuple(rules), (), row - room.top, last)

    def _piece(self, part: Continuation, filling: Filling, row: int) -> Piece:
        continued = (part.start, part.first_float) != (0, 0)
        return Piece(self.bands.story(part), filling, 0, row, continued)

    def _forced(self, state: _State, number: int) -> _State:
        """Nothing comes out even: give the next story the page and let it end where it may, ragged if it must."""
        room = self.room(number, False)
        carry = state.carry or Continuation(state.next)
        following = state.next if state.carry else state.next + 1
        tight = self.bands.filler(carry)
        loose = tight.loosened(room.rows)
        at = (carry.start, carry.first_float)
        onward = None
        filling = None
        for h in range(min(room.rows, loose.heights_of_rest(*at).start), room.rows + 1):
            filling = filling or loose.fill_rest(h, *at)
        if filling is None:
            filling = loose.fill_part(room.rows, *at)
            if filling is None and room.rows < self.room(number + 1, False).rows:
                # A head too tall for what furniture leaves of this page begins on the next.
                page = PlannedPage(number, (), (), (), 0, False)
                return _State(state.cost + COSTS.forced, state.next, state.carry, (*state.pages, page))
            if filling is None:
                raise ProofError([no_place(loose, room.rows, *at)])
            onward = Continuation(carry.index, filling.next_slice, filling.next_float, carry.run)
        piece = self._piece(carry, filling, room.top)
        finished = onward is None and self.bands.finished(following)
        last = finished and filling.rows <= self.room(number, True).rows
        page = PlannedPage(number, (piece,), (), (), filling.rows, last)
        return _State(state.cost + COSTS.forced, following, onward, (*state.pages, page))


def _early(filling: Filling) -> int:
    """Blank rows below the text of a part that goes on: they are at the foot of the page."""
    return 0 if filling.done else filling.columns[-1].slack
