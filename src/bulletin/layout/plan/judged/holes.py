"""HOLES: blank rows below each other in a column of a page, more than part two pieces.

A column that ends a row early, the row of the line that says where its story goes on, and the gap below it are one hole
to the eye, though each of them is as small as it should be. So white is added up where pieces are at their places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.planned import Piece, PlannedPage
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.story import BoxFloat

Cover = tuple[int, int, int]
"""A column of a page, the first row that something is printed on, and the row below it."""


def holes_cost(
    page: PlannedPage, top: int, foot: int, columns: int, covers: Sequence[Sequence[Cover]] | None = None
) -> float:  # fmt: skip
    """The price of the holes between two rows of a page of so many columns; what all leave at its foot is none.

    `covers` are those of its pieces, where they are known.
    """
    every = holes(page, top, foot, columns, covers)
    return sum(COSTS.hole + COSTS.hole_row * (rows - SEARCH.hole_rows) for rows in every)


def holes(
    page: PlannedPage, top: int, foot: int, columns: int, covers: Sequence[Sequence[Cover]] | None = None
) -> list[int]:  # fmt: skip
    """The rows of every hole between two rows of a page."""
    runs: list[tuple[int, int, int]] = []
    printed: list[list[tuple[int, int]]] = [[] for _ in range(columns)]
    for column, first, last in _printed(page, covers):
        printed[column].append((first, last))
    for column, here in enumerate(printed):
        at = top
        here.sort()
        for first, last in (*here, (foot, foot)):
            if first - at > SEARCH.hole_rows:
                runs.append((column, at, first))
            at = max(at, last)
    ends = {column: first for column, first, last in runs if last == foot}
    level = max(ends.values()) if len(ends) == columns else foot
    rows = [min(last, level) - first for _, first, last in runs]
    return [n for n in rows if n > SEARCH.hole_rows]


def rows_printed(page: PlannedPage, top: int, columns: int) -> float:
    """Rows below row `top` down to the last thing that is printed in a column, in the mean of all columns."""
    feet = [top] * columns
    for column, _, last in _printed(page):
        feet[column] = max(feet[column], last)
    return sum(feet) / columns - top


def _printed(page: PlannedPage, covers: Sequence[Iterable[Cover]] | None = None) -> list[Cover]:
    found = [cover for every in covers or map(piece_covers, page.pieces) for cover in every]
    areas = [area for area, _ in page.notices] + [head.area for head in page.briefs_heads]
    areas += [page.contents] if page.contents else []
    for area in areas:
        found += [(area.column + n, area.row, area.row + area.rows) for n in range(area.columns)]
    return [(column, first, last) for column, first, last in found if first < last]


def piece_covers(piece: Piece) -> Iterator[Cover]:
    """What of the columns of a page a piece is printed on; of one that is parted by tables, all of it but its end."""
    story, filling = piece.story, piece.filling
    foot = piece.row + filling.rows - filling.jump_rows
    end = story.end_rows if filling.done else 0
    for j in range(story.columns):
        column = piece.column + j
        if filling.parts:
            yield column, piece.row, foot
            continue
        yield column, piece.row, piece.row + filling.body_top
        under = filling.wide is not None and j >= story.columns - filling.wide.columns
        first = piece.row + filling.body_top + (filling.wide_rows if under else 0)
        if under:
            yield column, piece.row + filling.body_top, first
        low = filling.low_rows if filling.low and j < filling.low.columns else 0
        below = foot - (story.foot_rows if filling.done else 0) - filling.below_rows
        yield column, below - low, foot
        yield from _column(piece, j, column, first, below - low, end if j == filling.closing else 0)


def _column(piece: Piece, j: int, column: int, first: int, foot: int, end: int) -> Iterator[Cover]:
    """What of a column is printed on: boxes are at its foot, and so is the end of the story in the last one."""
    floats, text = piece.story.floats, piece.filling.columns[j]
    boxes = sum(rows for number, rows in text.floats if isinstance(floats[number], BoxFloat))
    last = piece.filling.done and j == piece.filling.closing
    blank = foot - end - text.slack
    if last:  # the boxes follow the text
        yield column, first, blank
        yield column, foot - end, foot
    else:
        yield column, first, blank - boxes
        yield column, foot - boxes, foot
