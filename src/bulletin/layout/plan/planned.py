"""What a plan is: pages with the pieces of stories in rows of the grid."""

from __future__ import annotations

from bulletin.layout.plan.fill import Filling
from bulletin.layout.stories.story import BoxFloat, Story
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A story, or part of one, on a page: its left column, top row and filling.

    `before` is the page that the story was begun on and `after` the one that it goes on to; 0 where there is none.
    """

    story: Story
    filling: Filling
    column: int
    row: int
    continued: bool
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a page: left column, columns, top row, rows."""

    column: int
    columns: int
    row: int
    rows: int


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """Pieces in reading order.

    `across` are gaps between pieces one above the other, each with a rule in it; `upright` are (column, top row, rows)
    of rules between columns. `contents` is the place of the contents of the issue; `notices` are those of the
    office that close a gap.
    """

    number: int
    pieces: tuple[Piece, ...]
    across: tuple[Area, ...]
    upright: tuple[tuple[int, int, int], ...]
    used_rows: int
    last: bool
    contents: Area | None = None
    notices: tuple[tuple[Area, BoxFloat], ...] = ()


@dataclass(frozen=True, slots=True)
class PageRoom:
    """Rows for stories on a page: `top` rows are taken above, `rows` are free."""

    top: int
    rows: int
