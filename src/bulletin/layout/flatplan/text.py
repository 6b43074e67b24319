"""The plan on a terminal: every page as a small block of letters, a letter for each story."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import cycle

from bulletin.layout.quality.description import DescribedPage, DescribedPlan, Module

ROWS_A_LINE = 3
"""Rows of the page that one line of text shows."""
CELLS = 22
"""Letters across a page, without its frame."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
HEAD, PHOTO, BOX, TAIL, BLANK, FURNITURE = "█", "▒", "≡", "_", " ", "·"
LEAST_WIDTH = 40


def letters_of(plan: DescribedPlan) -> dict[str, str]:
    """Return a letter for each story, in the order of the pages; after 52 of them letters come again."""
    stories = dict.fromkeys(module.story for page in plan.pages for module in page.modules)
    return dict(zip(stories, cycle(LETTERS), strict=False))


def picture(plan: DescribedPlan, width: int, like: DescribedPlan | None = None) -> list[str]:
    """Return the lines of all pages, as many side by side as a terminal of this width has room for.

    Stories have the letters that they have in the plan `like`.
    """
    letters = letters_of(like or plan)
    pages = [_page(plan, page, letters) for page in plan.pages]
    side = max(1, (max(width, LEAST_WIDTH) + 2) // (CELLS + 4))
    lines: list[str] = []
    for first in range(0, len(pages), side):
        chosen = pages[first : first + side]
        lines += ["  ".join(parts).rstrip() for parts in zip(*chosen, strict=True)]
        lines.append("")
    return lines


def _page(plan: DescribedPlan, page: DescribedPage, letters: dict[str, str]) -> list[str]:
    height = -(-plan.rows // ROWS_A_LINE)
    cells = [[BLANK] * CELLS for _ in range(height)]
    for item in page.furniture:
        _paint(plan, cells, FURNITURE, 0, plan.columns, item.row, item.rows)
    for module in page.modules:
        _module(plan, cells, module, letters[module.story])
    for white in page.white:
        _paint(plan, cells, BLANK, white.column, 1, white.row + 1, white.rows - 1)
    title = f" {page.number} ".center(CELLS, "─")
    foot = f" {page.full:.0%} ".center(CELLS, "─")
    return [f"┌{title}┐", *(f"│{''.join(row)}│" for row in cells), f"└{foot}┘"]


def _module(plan: DescribedPlan, cells: list[list[str]], module: Module, letter: str) -> None:
    for leg in module.legs:
        _paint(plan, cells, letter, leg.column, 1, leg.row, leg.foot - leg.row)
    if module.tail:
        _paint(plan, cells, TAIL, module.tail.column, 1, module.tail.row, module.tail.rows)
    for box in module.boxes:
        _paint(plan, cells, BOX, box.column, box.columns, box.row, box.rows)
    for photo in module.photos:
        _paint(plan, cells, PHOTO, photo.column, photo.columns, photo.row, photo.rows)
    _paint(plan, cells, HEAD, module.column, module.columns, module.row, max(1, module.head_rows))
    line = min(len(cells) - 1, max(0, module.row) // ROWS_A_LINE)
    left = _across(plan, module.column)
    cells[line][left] = letter


def _paint(
    plan: DescribedPlan, cells: list[list[str]], sign: str, column: int, columns: int, row: int, rows: int
) -> None:
    first = max(0, round(row / ROWS_A_LINE))
    last = min(len(cells), max(first + 1, round((row + rows) / ROWS_A_LINE)))
    left, right = _across(plan, column), _across(plan, column + columns)
    if column + columns < plan.columns and right - left > 2:
        right -= 1
    for line in cells[first:last]:
        line[left:right] = [sign] * (right - left)


def _across(plan: DescribedPlan, column: int) -> int:
    return round(column * CELLS / plan.columns)


def legend(plan: DescribedPlan, lang: str) -> list[str]:
    """Return a line for each story: its letter, its pages, its title."""
    letters = letters_of(plan)
    pages: dict[str, list[int]] = {}
    titles: dict[str, str] = {}
    for page in plan.pages:
        for module in page.modules:
            pages.setdefault(module.story, []).append(page.number)
            titles[module.story] = module.title
    word = "trang" if lang == "vi" else "page"
    width = max((len(_numbers(numbers)) for numbers in pages.values()), default=0)
    return [
        f"{letters[story]}  {word} {_numbers(numbers):{width}}  {_short(titles[story])}"
        for story, numbers in pages.items()
    ]


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(str(number) for number in numbers)


def _short(title: str, most: int = 60) -> str:
    return title if len(title) <= most else title[: most - 1].rsplit(" ", 1)[0] + "…"


def signs(lang: str) -> str:
    """Return what the signs of the picture mean."""
    vi = f"{HEAD} tít  {PHOTO} ảnh  {BOX} hộp, bảng  {TAIL} cuối bài  {FURNITURE} măng-sét, mục lục, thông tin xuất bản"
    en = f"{HEAD} head  {PHOTO} photo  {BOX} box, table  {TAIL} end of story  {FURNITURE} masthead, contents, imprint"
    return vi if lang == "vi" else en


def joined(lines: Iterable[str]) -> str:
    """Return the lines as one text."""
    return "\n".join(lines) + "\n"
