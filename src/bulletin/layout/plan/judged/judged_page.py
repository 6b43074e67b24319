"""JUDGED PAGE: a page that was made, with what it costs as a whole. It is judged once for all beginnings before it."""

from __future__ import annotations

from bulletin.layout.plan.forms import Rest
from bulletin.layout.plan.judge import blank_share, last_cost, page_cost, photo_areas
from bulletin.layout.plan.judged.holes import Cover, holes_cost, piece_covers
from bulletin.layout.plan.judged.spread import PageEdges, page_edges
from bulletin.layout.plan.planned import Area, PageRoom, Piece, PlannedPage
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True)
class JudgedPage:
    """A page, what it carries over, the price of the page as a whole, and that of its holes; a last page has none.

    `edges` are what the page that it faces is judged with.
    """

    page: PlannedPage
    rests: tuple[Rest, ...]
    whole: float
    holes: float
    edges: PageEdges


class PageJudge:
    """Judges pages of so many columns; what is where in a piece is found once for all pages that it is on."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._known: dict[int, tuple[Piece, list[Area], list[Cover]]] = {}

    def judged(self, page: PlannedPage, rests: tuple[Rest, ...], rows: int, room: PageRoom) -> JudgedPage:
        """The page with its prices; `rows` are those that it was priced with when it was packed."""
        looks = list(map(self._look, page.pieces))
        photos = [areas for _, areas, _ in looks]
        edges = page_edges(page, self._columns, photos)
        if page.last:
            # Columns that end higher than the last row of the page are blank below, too.
            alone, below = page.number == 1, 1 - rows / max(1, room.rows)
            blank = last_cost(blank_share(page, room, self._columns), alone) - last_cost(below, alone)
            return JudgedPage(page, rests, page_cost(page, room.rows, photos) + blank, 0.0, edges)
        foot = room.top + room.rows
        white = holes_cost(page, room.top, foot, self._columns, [covers for _, _, covers in looks])
        return JudgedPage(page, rests, page_cost(page, foot, photos), white, edges)

    def _look(self, piece: Piece) -> tuple[Piece, list[Area], list[Cover]]:
        """A piece, its photos, and what of the page it is printed on; it is kept, so that its number stays its own."""
        found = self._known.get(id(piece))
        if found is None:
            found = self._known[id(piece)] = piece, list(photo_areas(piece)), list(piece_covers(piece))
        return found
