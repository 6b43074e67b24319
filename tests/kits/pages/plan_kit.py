"""Plans written by hand, as the description has them: three columns of 50 rows, a page that nobody could fault."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bulletin.layout.quality.description import (
    BoxPlace,
    DescribedPage,
    DescribedPlan,
    HeadPart,
    Leg,
    Module,
    PhotoPlace,
    PlacedBox,
    QuotePlace,
    Tail,
    White,
)

ROW_MM, COLUMN_MM, GUTTER_MM, TOP_MM, LEFT_MM, ROWS = 4.0, 50.0, 5.0, 18.0, 12.0, 50


def box(column: int, columns: int, row: float, rows: float) -> PlacedBox:
    """A box on the grid."""
    width = columns * COLUMN_MM + (columns - 1) * GUTTER_MM
    return PlacedBox(LEFT_MM + column * (COLUMN_MM + GUTTER_MM), TOP_MM + row * ROW_MM, width, rows * ROW_MM)


def headline(size_pt: float, lines: tuple[str, ...] = ("Một tít",), column: int = 0, columns: int = 3, row: int = 0,
             breaks: tuple[Any, ...] | None = None, role: str = "headline-story") -> HeadPart:  # fmt: skip
    place = box(column, columns, row, 2 * len(lines))
    return HeadPart(role, size_pt, lines, ("free",) * (len(lines) - 1) if breaks is None else breaks, place)


def leg(column: int = 0, row: int = 4, rows: int = 20, **changes: Any) -> Leg:
    return replace(Leg(column, row, rows, row + rows, min(rows, 20), 0, rows, (1.0,) * rows, 3.0, 0), **changes)


def photo(column: int = 0, columns: int = 3, row: int = 4, rows: int = 12, **changes: Any) -> PhotoPlace:
    plain = PhotoPlace(
        "anh-1", "photos/a.jpg", box(column, columns, row, rows - 2), column, columns, row, rows, (0, 0, 1, 1), 0.0,
        False, 200.0, 0.0, ("Một chú thích Ảnh: Hải Khuê",), False, 0.9, False, (8,) * columns,
    )  # fmt: skip
    return replace(plain, **changes)


def quote(**changes: Any) -> QuotePlace:
    return replace(QuotePlace(1, 14, 6, box(1, 1, 14, 6), False, False, False), **changes)


def table(column: int = 0) -> BoxPlace:
    return BoxPlace(column, 1, 30, 6, False, box(column, 1, 30, 6))


def tail(rows: int = 3, white: int = 0) -> Tail:
    return Tail(2, 24, rows, box(2, 1, 24, rows), white, True)


def module(story: str = "bai-1", size_pt: float = 20.0, row: int = 0, rows: int = 25, column: int = 0, columns: int = 3,
           **changes: Any) -> Module:  # fmt: skip
    plain = Module(
        story=story, title="Một tít", slot="story", section="doi-song", filler=False, column=column, columns=columns,
        row=row, rows=rows, box=box(column, columns, row, rows), form="text",
        head=(headline(size_pt, column=column, columns=columns, row=row),), head_rows=2, continued_from=None,
        continues_on=None, legs=tuple(leg(c, row + 4, rows - 4) for c in range(column, column + columns)), photos=(),
        quotes=(), boxes=(), tail=None,
    )  # fmt: skip
    return replace(plain, **changes)


def page(number: int, *modules: Module, full: float = 1.0, white: tuple[White, ...] = ()) -> DescribedPage:
    return DescribedPage(number, False, 0, ROWS, full, modules, (), white)


def plan_of(*pages: DescribedPage, width_mm: float = 190.0) -> DescribedPlan:
    pages = (*pages[:-1], replace(pages[-1], last=True))
    return DescribedPlan(
        "thu", (width_mm, 270.0), 3, COLUMN_MM, GUTTER_MM, ROWS, ROW_MM, TOP_MM, (LEFT_MM, LEFT_MM), pages
    )


def good(number: int) -> DescribedPage:
    """A page that no term has anything to say about."""
    lead = module(f"chinh-{number}", 30.0, photos=(photo(),), tail=tail())
    return page(number, lead, module(f"phu-{number}", 20.0, row=26, rows=24))


def front() -> DescribedPage:
    """A front page with three stories."""
    return page(1, module("a", 32.0, photos=(photo(),)), module("b", 20.0, row=26, rows=12),
                module("c", 16.0, row=39, rows=11))  # fmt: skip


def plan_with(*inner: DescribedPage) -> DescribedPlan:
    """A plan with these pages between a good first and a good last page."""
    return plan_of(front(), *inner, good(len(inner) + 2))
