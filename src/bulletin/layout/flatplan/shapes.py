"""SHAPES: a described plan as rectangles, lines and labels on one sheet, whatever draws them later."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.geometry import PT_PER_MM
from bulletin.layout.quality.description import DescribedPage, DescribedPlan, Module, PlacedBox
from bulletin.lazy import dataclass

SCALE = 1.15
"""Units of the sheet for each mm of a page."""
GAP, MARGIN, LABEL = 26.0, 24.0, 20.0
SPREADS = 3
"""Pairs of facing pages in a row."""
PAPER, INK, RULE, PHOTO, TEXT, BOX, HOLE = "#ffffff", "#1d2733", "#9aa5b1", "#8795a5", "#c9d0d8", "#f2e4c8", "#e4572e"
TINTS = ("#e8f0fb", "#fbeee6", "#e9f6ec", "#f5eafb", "#fff7d9", "#e6f6f7", "#fbe9ee", "#eef0e2")
CHARACTER = 0.56
"""Mean width of a letter, in sizes of its type."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle; an empty colour is not drawn."""

    x: float
    y: float
    w: float
    h: float
    fill: str = ""
    stroke: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A line of words whose baseline begins at a point."""

    x: float
    y: float
    text: str
    size: float
    colour: str = INK
    bold: bool = False


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """Everything that is drawn, in order."""

    width: float
    height: float
    shapes: tuple[Rect | Label, ...]


def sheet_of(plan: DescribedPlan, like: DescribedPlan | None = None) -> PlanSheet:
    """Return the thumbnails of all pages, facing pages side by side; stories are coloured as in the plan `like`."""
    width, height = (side * SCALE for side in plan.trim_mm)
    spread = 2 * width + GAP
    places = list(_places(plan, spread, width, height))
    shapes: list[Rect | Label] = []
    tints = _tints(like or plan)
    for page, x, y in places:
        shapes += _page(plan, page, x, y, tints)
    rows = max((y for _, _, y in places), default=0.0) + height + MARGIN
    columns = max((x for _, x, _ in places), default=0.0) + width + MARGIN
    return PlanSheet(round(columns, 1), round(rows, 1), tuple(shapes))


def _places(
    plan: DescribedPlan, spread: float, width: float, height: float
) -> Iterator[tuple[DescribedPage, float, float]]:
    """Give each page its place: page 1 on the right of the first pair, as in a printed bulletin."""
    for page in plan.pages:
        pair, right = divmod(page.number, 2)
        x = MARGIN + (pair % SPREADS) * spread + (width if right else 0.0)
        y = MARGIN + LABEL + (pair // SPREADS) * (height + GAP + LABEL)
        yield page, round(x, 2), round(y, 2)


def _tints(plan: DescribedPlan) -> dict[str, str]:
    stories = dict.fromkeys(module.story for page in plan.pages for module in page.modules)
    return {story: TINTS[number % len(TINTS)] for number, story in enumerate(stories)}


def _page(
    plan: DescribedPlan, page: DescribedPage, x: float, y: float, tints: dict[str, str]
) -> Iterator[Rect | Label]:
    width, height = (side * SCALE for side in plan.trim_mm)
    yield Label(x + 2, y - 5, f"{page.number}   {page.full:.0%}", 11, INK, bold=True)
    yield Rect(x, y, width, height, PAPER, RULE)
    for item in page.furniture:
        yield _rect(item.box, x, y, "#eceff2", RULE)
    for module in page.modules:
        yield from _module(plan, page, module, x, y, tints[module.story])
    for white in page.white:
        box = PlacedBox(plan.left(page.number, white.column), plan.top_mm + white.row * plan.row_mm, plan.column_mm,
                  white.rows * plan.row_mm)  # fmt: skip
        yield _rect(box, x, y, PAPER, HOLE)


def _module(
    plan: DescribedPlan, page: DescribedPage, module: Module, x: float, y: float, tint: str
) -> Iterator[Rect | Label]:
    yield _rect(module.box, x, y, tint, RULE)
    for leg in module.legs:
        yield from _leg(plan, page, leg.column, leg.row, leg.foot, x, y)
    for photo in module.photos:
        yield _rect(photo.box, x, y, PHOTO, "")
    for box in module.boxes:
        yield _rect(box.box, x, y, BOX, RULE)
    for quote in module.quotes:
        yield _rect(quote.box, x, y, tint, INK)
    if module.tail:
        yield _rect(module.tail.box, x, y, "#d5dbe1", "")
    yield from _head(module, x, y, tint)
    low = y + (module.box.y + module.box.h) * SCALE - 2
    if module.continues_on:
        text = f"→ {module.continues_on}"
        yield Label(
            x + (module.box.x + module.box.w) * SCALE - len(text) * 9 * CHARACTER, low, text, 9, HOLE, bold=True
        )


def _head(module: Module, x: float, y: float, tint: str) -> Iterator[Rect | Label]:
    part = module.headline
    if part is None:
        return
    size = part.size_pt / PT_PER_MM * SCALE * 0.92
    step = part.box.h * SCALE / max(1, len(part.lines))
    yield _rect(PlacedBox(part.box.x, part.box.y, module.box.w, part.box.h), x, y, tint, "")
    before = f"{module.continued_from} → " if module.continued_from else ""
    for number, line in enumerate(part.lines):
        base = y + part.box.y * SCALE + step * (number + 0.78)
        words = (before if number == 0 else "") + line
        yield Label(x + part.box.x * SCALE, base, words, round(size, 1), INK, bold=True)


def _leg(
    plan: DescribedPlan, page: DescribedPage, column: int, row: int, foot: int, x: float, y: float
) -> Iterator[Rect]:
    """Return a grey bar for every other row of text."""
    left = x + plan.left(page.number, column) * SCALE
    for at in range(row, foot, 2):
        top = y + (plan.top_mm + (at + 0.35) * plan.row_mm) * SCALE
        yield Rect(round(left, 2), round(top, 2), round(plan.column_mm * SCALE, 2), 1.1, TEXT, "")


def _rect(box: PlacedBox, x: float, y: float, fill: str, stroke: str) -> Rect:
    return Rect(
        round(x + box.x * SCALE, 2), round(y + box.y * SCALE, 2), round(box.w * SCALE, 2), round(box.h * SCALE, 2),
        fill, stroke,
    )  # fmt: skip
