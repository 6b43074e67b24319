"""Which page is where on the sheets: pure arithmetic on page numbers, no PDF.

A *leaf* is a page with the one behind it. A *side* of a sheet holds two pages, left and right, as one sees them when
the sheet is turned over like the page of a book (about its vertical middle); how the printer turns it is the business
of `impose_sheet`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bulletin.lazy import dataclass

Kind = Literal["booklet", "two-up", "cut-stack"]
Side = tuple[int | None, int | None]
"""Left and right page, counted from 0; None stays white."""


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """A sheet of paper. `depth` counts the sheets around it in a folded booklet.

    `loose` is a sheet that holds one leaf twice: cut through the middle, it serves two copies.
    """

    front: Side
    back: Side
    depth: int = 0
    loose: bool = False

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.front, self.back


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """All sheets in the order in which they are printed; `blanks` are page numbers (from 1) of the finished copy."""

    sheets: tuple[PaperSheet, ...]
    blanks: tuple[int, ...]

    @property
    def loose(self) -> bool:
        """Whether the last sheet is a loose one."""
        return bool(self.sheets) and self.sheets[-1].loose

    @property
    def one_sided(self) -> bool:
        """Whether all backs stay white: such a file is printed, and written, without them."""
        return all(side is None for sheet in self.sheets for side in sheet.back)


def plan(kind: Kind, pages: int, *, insert: bool = False) -> SheetPlan:
    """The order of `pages` pages (at least one) for a way of binding; `insert` counts for booklets only."""
    if kind == "booklet":
        return booklet(pages, insert=insert)
    return two_up(pages) if kind == "two-up" else cut_stack(pages)


def booklet(pages: int, *, insert: bool = False) -> SheetPlan:
    """Sheets that are laid into each other, folded and stapled in the fold (saddle stitch).

    Blank pages stand before the back cover, so that the last page stays last; a single page is the front. With
    `insert`, the leaf in the middle becomes a loose sheet of its own where that saves blank pages: 10 pages are a
    booklet of 8 and one loose leaf.
    """
    numbers = list(range(pages))
    loose: tuple[PaperSheet, ...] = ()
    blanks_after = 0
    if insert and insert_helps(pages):
        middle = (pages - 2 + -(pages - 2) % 4) // 2
        leaf = numbers[middle : middle + 2]
        del numbers[middle : middle + 2]
        # Twice on its sheet: cut through the middle, and one sheet serves two copies.
        loose = (PaperSheet((leaf[0], leaf[0]), (leaf[1], leaf[1]), loose=True),)
        blanks_after = 2
    padded, at = _pad(numbers)
    sheets = tuple(
        PaperSheet((padded[-1 - 2 * i], padded[2 * i]), (padded[2 * i + 1], padded[-2 - 2 * i]), i)
        for i in range(len(padded) // 4)
    )
    return SheetPlan(sheets + loose, tuple(number + blanks_after for number in at))


def insert_helps(pages: int) -> bool:
    """Whether taking the middle leaf out saves blank pages: one or two pages too many for whole sheets of four."""
    return pages > 4 and pages % 4 in {1, 2}


def two_up(pages: int) -> SheetPlan:
    """Two pages beside each other in reading order, front and back: for reading, not for cutting or folding.

    A page that would be alone on its sheet is there twice, to be cut: nobody copies half an empty sheet.
    """
    whole = pages - (pages % 4 == 1)
    padded: Sequence[int | None] = [*range(whole), *[None] * (-whole % 4)]
    sheets = tuple(
        PaperSheet((padded[i], padded[i + 1]), (padded[i + 2], padded[i + 3])) for i in range(0, len(padded), 4)
    )
    last = (PaperSheet((whole, whole), (None, None), loose=True),) if whole < pages else ()
    return SheetPlan(sheets + last, tuple(range(whole + 1, len(padded) + 1)))


def cut_stack(pages: int) -> SheetPlan:
    """Print, cut the whole pile through the middle, lay the right half under the left: the leaves are in order."""
    padded: Sequence[int | None] = [*range(pages), *[None] * (-pages % 4)]
    half = len(padded) // 2
    sheets = tuple(
        # Behind the left page of the front is the right page of the back.
        PaperSheet((padded[i], padded[half + i]), (padded[half + i + 1], padded[i + 1]))
        for i in range(0, half, 2)
    )
    return SheetPlan(sheets, tuple(range(pages + 1, len(padded) + 1)))


def _pad(numbers: Sequence[int]) -> tuple[list[int | None], tuple[int, ...]]:
    """Pages of whole sheets of four and the numbers (from 1) of the blank ones among them."""
    missing = -len(numbers) % 4
    before = len(numbers) - (len(numbers) > 1)
    padded = [*numbers[:before], *[None] * missing, *numbers[before:]]
    return padded, tuple(range(before + 1, before + 1 + missing))
