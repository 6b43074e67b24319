"""JUDGED PAGE: a page that was made, with what it costs as a whole. It is judged once for all beginnings before it."""

from __future__ import annotations

from bulletin.layout.plan.forms import Rest
from bulletin.layout.plan.judge import blank_share, last_cost, page_cost, page_photos
from bulletin.layout.plan.judged.holes import holes_cost
from bulletin.layout.plan.judged.spread import PageEdges, page_edges
from bulletin.layout.plan.planned import PageRoom, PlannedPage
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


def judged_page(
    page: PlannedPage, rests: tuple[Rest, ...], rows: int, room: PageRoom, columns: int
) -> JudgedPage:  # fmt: skip
    """The page with its prices; `rows` are those that it was priced with when it was packed."""
    photos = page_photos(page)
    edges = page_edges(page, columns, photos)
    if page.last:
        # Columns that end higher than the last row of the page are blank below, too.
        alone, below = page.number == 1, 1 - rows / max(1, room.rows)
        blank = last_cost(blank_share(page, room, columns), alone) - last_cost(below, alone)
        return JudgedPage(page, rests, page_cost(page, room.rows, photos) + blank, 0.0, edges)
    foot = room.top + room.rows
    white = holes_cost(page, room.top, foot, columns)
    return JudgedPage(page, rests, page_cost(page, foot, photos), white, edges)
