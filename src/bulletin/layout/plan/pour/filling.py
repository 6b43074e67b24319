"""FILLING: how a rectangle is filled with a story: what each column holds, and the photos over several of them."""

from __future__ import annotations

from bulletin.layout.stories.story import BoxFloat, PhotoBand, PhotoFloat, SideBand
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """Floats as (index, rows), slices [start, end) of the stream, rows of blank space left over.

    So many blank rows are `opened` between its paragraphs (`opened.py`).
    """

    floats: tuple[tuple[int, int], ...]
    start: int
    end: int
    slack: int
    opened: int = 0


@dataclass(frozen=True, slots=True)
class StorySection:
    """The part of a story that one filler sets: up to these slices and floats; `final` when the story ends with it."""

    first: int
    last: int
    first_float: int
    last_float: int
    final: bool


@dataclass(frozen=True, slots=True)
class FilledPart:
    """What begins at a row of a filling that is parted by bars: a bar over all columns, or a filled section."""

    row: int
    bar: BoxFloat | None
    filling: Filling | None


@dataclass(frozen=True, slots=True)
class PlacedBand:
    """A band of photos at its first row, `rows` high."""

    row: int
    rows: int
    band: PhotoBand


@dataclass(frozen=True, slots=True)
class SideBox:
    """A box at the head of a column: the column, the first row of the box in the filling, and its rows."""

    box: BoxFloat
    column: int
    row: int
    rows: int


@dataclass(frozen=True, slots=True)
class Filling:
    """A rectangle `rows` high, filled.

    `body_top` is the first row of the columns; `wide` is the photo above the last of them, `wide_rows` high, and `low`
    the one under the first of them, `low_rows` high.
    `next_slice` and `next_float` say where a continuation starts; `done` that nothing is left. Where bars part the
    text, `parts` are its pieces from top to bottom, and `columns` those of all of them, with one for each bar.
    `bands` are photos over all columns between head and text, and under the text, where they take the last `below_rows`
    rows; one over some columns takes the first `side_over` rows of each column, or the last `side_under`.
    `head_row` is where the head begins, below what is above it; the last `jump_rows` rows hold the line that says where
    the story goes on. A box `aside` is above the text of a column or takes all of it.
    """

    rows: int
    body_top: int
    wide: PhotoFloat | None
    wide_rows: int
    columns: tuple[Column, ...]
    next_slice: int
    next_float: int
    done: bool
    cost: float
    parts: tuple[FilledPart, ...] = ()
    bands: tuple[PlacedBand, ...] = ()
    head_row: int = 0
    jump_rows: int = 0
    below_rows: int = 0
    low: PhotoFloat | None = None
    low_rows: int = 0
    side_over: tuple[int, ...] = ()
    side_under: tuple[int, ...] = ()
    aside: SideBox | None = None

    @property
    def is_boxed(self) -> bool:
        """Whether the last column holds a box and no text."""
        return self.aside is not None and not self.side_over

    @property
    def closing(self) -> int:
        """The column in which a story ends, if it does: the last one that holds text."""
        return len(self.columns) - 1 - self.is_boxed

    def over(self, column: int) -> int:
        """Rows of photos over several columns above the text of a column."""
        first = len(self.columns) - (self.wide.columns if self.wide else 0)
        wide = self.wide_rows if self.wide and column >= first else 0
        return wide + (self.side_over[column] if self.side_over else 0)

    def under(self, column: int) -> int:
        """Rows of photos over several columns, but not all, under the text of a column."""
        low = self.low_rows if self.low and column < self.low.columns else 0
        return low + (self.side_under[column] if self.side_under else 0)


@dataclass(frozen=True, slots=True)
class WidePhotos:
    """Photos over several columns: one above the last, one under the first, or a band at their side; their price."""

    cost: float
    top: PhotoFloat | None = None
    top_rows: int = 0
    low: PhotoFloat | None = None
    low_rows: int = 0
    side: SideBand | None = None
    side_rows: int = 0

    @property
    def count(self) -> int:
        return (self.top is not None) + (self.low is not None)

    @property
    def area(self) -> int:
        """Rows of column that they take."""
        top = self.top.columns * self.top_rows if self.top else 0
        side = self.side.columns * self.side_rows if self.side else 0
        return top + side + (self.low.columns * self.low_rows if self.low else 0)

    def over(self, column: int, columns: int) -> int:
        """Rows above a column, of so many."""
        top = self.top_rows if self.top and column >= columns - self.top.columns else 0
        return top + self._aside(column, False)

    def under(self, column: int) -> int:
        """Rows under a column."""
        low = self.low_rows if self.low and column < self.low.columns else 0
        return low + self._aside(column, True)

    def _aside(self, column: int, low: bool) -> int:
        return self.side_rows if self.side and self.side.low is low and self.side.covers(column) else 0
