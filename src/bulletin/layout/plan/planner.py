"""PLAN: stories in given order become rectangles on pages; replaceable as a whole (`plan(stories …) -> pages`).

A page is a pile of *bands*. A band is one story over all columns, or a story over all but one column with a stack of
short ones beside it, or a row of stacks. Every story can tell for each height in rows what it costs to fill that
height evenly, so a page is the choice of bands and heights that adds up to the page exactly. Only the last band of a
page may be continued on the next. A beam of the best beginnings is carried from page to page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bulletin.errors import ExitCode, Finding, Place, ProofError, Rule, Severity, Text
from bulletin.layout.plan.bands import Band, BandMaker, Continuation, QueuePosition
from bulletin.layout.plan.costs import COSTS, SEARCH
from bulletin.layout.plan.fill import ColumnFiller, Filling
from bulletin.layout.plan.misfit import tallest_part
from bulletin.layout.stories.story import Story
from bulletin.lazy import dataclass
from bulletin.model import Slot

NO_PLACE = Rule(
    "layout.no-place",
    Severity.ERROR,
    Text(
        "không xếp được bài “{title}” vào một trang {rows} dòng: {part_vi} cần {needed} dòng",
        "“{title}” fits no page of {rows} rows: {part_en} needs {needed}",
    ),
    Text("Phần này phải nằm trọn trên một trang", "This part must be on one page as a whole"),
    Text("{advice_vi}", "{advice_en}"),
    ExitCode.REFUSED,
)

_TITLE_CHARACTERS = 80
"""Of a headline in a message."""
_INNER_PAGE = 2
"""A page that has neither masthead nor imprint, as most have."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A story, or part of one, on a page: its left column, top row and filling."""

    story: Story
    filling: Filling
    column: int
    row: int
    continued: bool


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """Pieces in reading order; rows where a rule separates bands; (column, top row, rows) of rules between columns."""

    number: int
    pieces: tuple[Piece, ...]
    band_rules: tuple[int, ...]
    column_rules: tuple[tuple[int, int, int], ...]
    used_rows: int
    last: bool


@dataclass(frozen=True, slots=True)
class PageRoom:
    """Rows for stories on a page: `top` rows are taken above, `rows` are free."""

    top: int
    rows: int


@dataclass(frozen=True, slots=True)
class _State:
    cost: float
    next: QueuePosition
    carry: Continuation | None
    pages: tuple[PlannedPage, ...]


def no_place(filler: ColumnFiller, rows: int, start: int, first_float: int) -> Finding:
    """The finding on a story that fits no page: which of its parts is too tall, with the path of the field it is from.

    The path is in `values`; whoever has the issue turns it into a line (`layout.located`).
    """
    part = tallest_part(filler, rows, start, first_float)
    entry = filler.story.entry
    title = entry.article.title[:_TITLE_CHARACTERS]
    values = {
        "title": title, "rows": str(rows), "needed": str(part.rows), "path": part.path,
        "part_vi": part.vi, "part_en": part.en, "advice_vi": part.advice_vi, "advice_en": part.advice_en,
    }  # fmt: skip
    return Finding(NO_PLACE, Place(file=entry.file), entry.article.id, values)


class Planner:
    """Plans one issue.

    Stories keep their order, briefs keep theirs; a brief may be a little before or after the stories that it was
    listed with, because it fills the column beside a story that has room for it.

    Args:
        slots: of the entries in order.
        filler: gives entry i measured for so many columns, ready to be poured into rectangles.
        columns: of the page.
        gap_rows: rows between bands and between stacked stories.
        room: rows for stories on page p; `room(p, True)` when p is the last page (the imprint is at its foot).
    """

    def __init__(
        self, slots: Sequence[Slot], filler: Callable[[int, int], ColumnFiller], columns: int, gap_rows: int,
        room: Callable[[int, bool], PageRoom],
    ) -> None:  # fmt: skip
        self.bands = BandMaker(slots, filler, columns, gap_rows)
        self._filler = filler
        self.columns = columns
        self.gap = gap_rows
        self.room = room

    def plan(self) -> tuple[PlannedPage, ...]:
        """All pages; every entry is placed completely, in order."""
        states = [_State(0.0, QueuePosition(0, 0), None, ())]
        done: list[_State] = []
        while not done:
            grown: list[_State] = []
            for state in states:
                for following in self._grow(state):
                    (done if following.pages[-1].last else grown).append(following)
            unique: dict[tuple[QueuePosition, Continuation | None], _State] = {}
            for s in sorted(grown, key=lambda s: s.cost - COSTS.progress * self._progress(s)):
                unique.setdefault((s.next, s.carry), s)
            states = list(unique.values())[: SEARCH.beam]
            self.bands.forget()
        return min(done, key=lambda s: s.cost).pages

    def _progress(self, state: _State) -> float:
        """Columns' rows already placed, in pages: states of a beam are compared by what they still have to place."""
        placed = [*self.bands.stories[: state.next.story], *self.bands.briefs[: state.next.brief]]
        rows = sum(self.bands.natural(i) for i in placed)
        if state.carry:
            story = self.bands.story(state.carry.index, 1)
            rows -= story.text_rows - story.cumulative[state.carry.start]
        return rows / (self.columns * max(1, self.room(_INNER_PAGE, False).rows))

    # --- one page ---------------------------------------------------------------------------------------------

    def _grow(self, state: _State) -> Iterator[_State]:
        number = len(state.pages) + 1
        if self.bands.finished(state.next) and state.carry is None:
            page = PlannedPage(number, (), (), (), 0, True)
            yield _State(state.cost, state.next, None, (*state.pages, page))
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
        self, start: QueuePosition, carry: Continuation | None, rows: int, last: bool, loose: bool
    ) -> Iterator[tuple[list[Band], QueuePosition, Continuation | None]]:
        """Piles of bands that may fill a page: (bands, what comes next, what is carried over)."""
        stack: list[tuple[list[Band], QueuePosition, Continuation | None]] = [([], start, carry)]
        while stack:
            bands, at, continuation = stack.pop()
            least = sum(b.low for b in bands) + self.gap * len(bands)
            most = sum(b.high for b in bands) + (self.gap + SEARCH.gap_growth) * max(0, len(bands) - 1)
            if self.bands.finished(at) and continuation is None:
                if last:
                    yield bands, at, None
                continue
            if bands and not last and continuation is None and (loose or most >= rows - SEARCH.page_slack):
                yield bands, at, None
            if len(bands) >= SEARCH.bands:
                continue
            opening = start == QueuePosition(0, 0) and carry is None and not bands
            found = self.bands.whole(at, continuation, rows - least, opening)
            stack.extend(([*bands, band], following, None) for band, following in found)
            if not last:
                room = rows - sum(min(b.heights, key=b.heights.__getitem__) for b in bands) - self.gap * len(bands)
                # The bands above may still grow or shrink a little, so the cut is tried at several heights.
                reach = SEARCH.split_reach if bands else 0
                for height in range(min(room + reach, rows), room - reach - SEARCH.page_slack, -1):
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
                price = cost + COSTS.last_foot * (left - opened) + COSTS.last_page * (left / max(room.rows, 1)) ** 2
            else:
                if left > SEARCH.gap_growth * gaps + SEARCH.page_slack and not loose:
                    continue
                opened = min(left, SEARCH.gap_growth * gaps)
                wider = COSTS.band_gap * opened * opened / gaps if gaps else 0.0
                price = cost + wider + COSTS.foot * (left - opened)
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
        rules: list[int] = []
        verticals: list[tuple[int, int, int]] = []
        row = room.top
        gaps = max(1, len(bands) - 1)
        for n, (band, height) in enumerate(zip(bands, heights, strict=True)):
            if n:
                rules.append(row)
                row += self.gap + opened * n // gaps - opened * (n - 1) // gaps
            for cell in band.cells:
                _, fillings, starts = cell.options[height]
                if cell.column:
                    verticals.append((cell.column, row, height))
                for part, filling, offset in zip(cell.stories, fillings, starts, strict=True):
                    pieces.append(self._piece(part, cell.columns, filling, cell.column, row + offset))
            row += height
        return PlannedPage(number, tuple(pieces), tuple(rules), tuple(verticals), row - room.top, last)

    def _piece(self, part: Continuation, columns: int, filling: Filling, column: int, row: int) -> Piece:
        continued = (part.start, part.first_float) != (0, 0)
        return Piece(self.bands.story(part.index, columns), filling, column, row, continued)

    def _forced(self, state: _State, number: int) -> _State:
        """Nothing comes out even: give the next story the page and let it end where it may, ragged if it must."""
        room = self.room(number, False)
        carry = state.carry or Continuation(self._first(state.next))
        following = state.next if state.carry else self._past(state.next)
        tight = self._filler(carry.index, self.columns)
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
            onward = Continuation(carry.index, filling.next_slice, filling.next_float)
        piece = self._piece(carry, self.columns, filling, 0, room.top)
        finished = onward is None and self.bands.finished(following)
        last = finished and filling.rows <= self.room(number, True).rows
        page = PlannedPage(number, (piece,), (), (), filling.rows, last)
        return _State(state.cost + COSTS.forced, following, onward, (*state.pages, page))

    def _first(self, at: QueuePosition) -> int:
        return self.bands.stories[at.story] if at.story < len(self.bands.stories) else self.bands.briefs[at.brief]

    def _past(self, at: QueuePosition) -> QueuePosition:
        return (
            QueuePosition(at.story + 1, at.brief)
            if at.story < len(self.bands.stories)
            else QueuePosition(at.story, at.brief + 1)
        )
