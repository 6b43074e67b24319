"""DESCRIBE: composed pages become a description in plain numbers.

Everything is read from where the placed pieces are, not from how the planner found them. So a form that the planner
learns later is described without a word here.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bulletin.geometry import around
from bulletin.layout.engine import Composed
from bulletin.layout.laid import TextSlot
from bulletin.layout.lines.shape import Shaper
from bulletin.layout.pages.frames import BoxFrame, EndFrame, Frame, PageFrame, PhotoFrame, StoryFrame
from bulletin.layout.pages.place import Placer
from bulletin.layout.quality.description import (
    DescribedPage,
    DescribedPlan,
    Form,
    FurniturePlace,
    HeadPart,
    Leg,
    Module,
    PhotoPlace,
    PlacedBox,
    White,
)
from bulletin.layout.quality.legs import Grid, legs_of
from bulletin.layout.quality.pieces import box_of, box_place, photo_place, quote_place, tail_of
from bulletin.layout.quality.sense import breaks_of
from bulletin.layout.spec import LayoutSpec

GAP_ROWS = 3
"""Blank rows in a column that part two pieces; more are a hole."""
FILLER_SLOTS = frozenset({"filler"})
FURNITURE = ("masthead", "teaser", "contents", "imprint")
NAMING = ("teaser", "contents")
"""Roles of the names of stories of other pages."""


def describe(spec: LayoutSpec, shaper: Shaper, composed: Composed) -> DescribedPlan:
    """Return the description of an issue that was composed.

    Args:
        spec: the layout.
        shaper: that measured its words, for the natural word spaces.
        composed: the pages.
    """
    placer = Placer(spec)
    frames = [placer.page(planned) for planned in composed.planned]
    jumps = _jumps(frames)
    made = [
        _page(Grid(spec, frame.number), shaper, frame, page.slots, jumps)
        for frame, page in zip(frames, composed.pages, strict=True)
    ]
    return DescribedPlan(
        layout=spec.name, trim_mm=spec.trim_mm, columns=spec.columns, column_mm=round(spec.column_mm, 3),
        gutter_mm=spec.gutter_mm, rows=spec.rows, row_mm=round(spec.row_mm, 4), top_mm=spec.margins_mm.top,
        left_mm=(spec.margins_mm.inner, spec.margins_mm.outer), pages=tuple(made),
    )  # fmt: skip


Jumps = Mapping[tuple[int, str], tuple[int | None, int | None]]
"""Page and story → page before and after on which the story is."""


def _jumps(frames: Sequence[PageFrame]) -> Jumps:
    pages: dict[str, list[int]] = {}
    for frame in frames:
        for story in frame.stories:
            pages.setdefault(story.story.entry.article.id, []).append(frame.number)
    found: dict[tuple[int, str], tuple[int | None, int | None]] = {}
    for story_id, numbers in pages.items():
        for before, number, after in zip([None, *numbers], numbers, [*numbers[1:], None], strict=False):
            found[number, story_id] = (before, after)
    return found


def _page(grid: Grid, shaper: Shaper, frame: PageFrame, slots: Iterable[TextSlot], jumps: Jumps) -> DescribedPage:
    spec = grid.spec
    modules = tuple(_module(grid, shaper, story, jumps[frame.number, story.story.entry.article.id])
                    for story in frame.stories)  # fmt: skip
    furniture = (*_furniture(grid, slots), *_beside(grid, frame))
    top = max((f.row + f.rows for f in furniture if f.kind in ("masthead", "teaser")), default=0)
    top = max(top, spec.furniture.masthead_rows if frame.number == 1 else 0)
    foot = min((f.row for f in furniture if f.kind in ("contents", "imprint")), default=spec.rows)
    rows = max(0, foot - top)
    covers = [cover for module in modules for cover in _covers(grid, module)]
    covers += [_covered(grid, item.box) for item in furniture if item.kind in ("briefs", "notice")]
    full, white = _white(spec.columns, top, top + rows, covers)
    return DescribedPage(frame.number, frame.last, top, rows, round(full, 4), modules, furniture, white)


def _module(grid: Grid, shaper: Shaper, frame: StoryFrame, jump: tuple[int | None, int | None]) -> Module:
    entry = frame.story.entry
    row, end = grid.rows(frame.frame)
    column, columns = grid.columns(frame.frame)
    legs = legs_of(grid, shaper, frame)
    photos = tuple(
        photo_place(grid, item, entry.article.id, end) for item in frame.items if isinstance(item, PhotoFrame)
    )
    head_rows = _head_rows(grid, frame)
    return Module(
        story=entry.article.id, title=entry.article.title, slot=entry.slot,
        section=entry.section.id if entry.section else "", filler=entry.slot in FILLER_SLOTS,
        column=column, columns=columns, row=row, rows=end - row, box=box_of(frame.frame),
        form=_form(photos, column, columns, row, head_rows, legs),
        head=tuple(
            HeadPart(part.text.role_name, part.text.role.size_pt, lines, breaks_of(lines), box_of(part.frame))
            for part in frame.head
            for lines in [tuple(part.text.text[ln.start : ln.end] for ln in part.text.lines)]
        ),
        head_rows=head_rows,
        continued_from=jump[0] if frame.continued else None, continues_on=jump[1] if frame.continues else None,
        legs=legs, photos=photos, quotes=quote_place(grid, frame), boxes=tuple(
            box_place(grid, item) for item in frame.items if isinstance(item, BoxFrame)
        ),
        tail=next((tail_of(grid, item, frame) for item in frame.items if isinstance(item, EndFrame)), None),
        display=entry.display,
    )  # fmt: skip


def _head_rows(grid: Grid, frame: StoryFrame) -> int:
    if not frame.head:
        return 0
    low = max(part.frame.y + part.frame.h for part in frame.head)
    high = min(part.frame.y for part in frame.head)
    return math.ceil((low - high) / grid.spec.row_mm - 0.02)


def _form(
    photos: Sequence[PhotoPlace], column: int, columns: int, row: int, head_rows: int, legs: Sequence[Leg]
) -> Form:
    if not photos:
        return "text"
    largest = max(photos, key=lambda photo: photo.box.w * photo.box.h)
    if largest.row <= row and head_rows:
        return "photo-above-head"
    if columns > 1 and largest.columns > 1 and any(leg.row < largest.row for leg in legs if _over(leg, largest)):
        return "photo-under-text"
    if largest.columns == columns and columns > 1:
        return "photo-over-all"
    if largest.columns == 1:
        return "photo-in-column"
    return "photo-over-first" if largest.column == column else "photo-over-last"


def _over(leg: Leg, photo: PhotoPlace) -> bool:
    """Whether a column of text is one of those of a photo."""
    return photo.column <= leg.column < photo.column + photo.columns


def _furniture(grid: Grid, slots: Iterable[TextSlot]) -> tuple[FurniturePlace, ...]:
    """Return masthead, teasers, contents and imprint, as far as they have words in the type area."""
    boxes: dict[str, list[tuple[float, float, float, float]]] = {}
    entries: Counter[str] = Counter()
    for slot in slots:
        kind = slot.role.split("-")[0]
        if slot.story is None and kind in FURNITURE:
            boxes.setdefault(kind, []).append(
                (slot.box.x, slot.box.y, slot.box.x + slot.box.width, slot.box.y + slot.box.height)
            )
            entries[kind] += slot.begins and slot.role in NAMING
    found = []
    for kind, rects in boxes.items():
        x0, y0, x1, y1 = around(rects)
        frame = Frame(x0, y0, x1 - x0, y1 - y0)
        first, last = grid.rows(frame)
        rows = max(0, last) - max(0, first)
        found.append(FurniturePlace(kind, max(0, first), rows, box_of(frame), entries[kind]))
    return tuple(found)


def _beside(grid: Grid, frame: PageFrame) -> Iterator[FurniturePlace]:
    """Return common heads of briefs and notices of the office."""
    boxes = [("briefs", story.over.frame) for story in frame.stories if story.over]
    boxes += [("notice", notice.frame) for notice in frame.notices]
    for kind, box in boxes:
        first, last = grid.rows(box)
        yield FurniturePlace(kind, first, last - first, box_of(box))


Cover = tuple[int, int, int, int]
"""First column, columns, first row, row below."""


def _covers(grid: Grid, module: Module) -> list[Cover]:
    """Return what of a page the pieces of a module are printed on."""
    covers = [_covered(grid, part.box) for part in module.head]
    covers += [(photo.column, photo.columns, photo.row, photo.row + photo.rows) for photo in module.photos]
    covers += [(quote.column, 1, quote.row, quote.row + quote.rows) for quote in module.quotes]
    covers += [(box.column, box.columns, box.row, box.row + box.rows) for box in module.boxes]
    if module.tail:
        covers.append((module.tail.column, 1, module.tail.row, module.tail.row + module.tail.rows))
    for leg in module.legs:
        covers += [(leg.column, 1, first, last) for first, last in grid.runs.get((module.story, leg.column), ())]
    return covers


def _covered(grid: Grid, box: PlacedBox) -> Cover:
    frame = Frame(box.x, box.y, box.w, box.h)
    return (*grid.columns(frame), *grid.rows(frame))


def _white(columns: int, top: int, foot: int, covers: Sequence[Cover]) -> tuple[float, tuple[White, ...]]:
    """Return the printed share of the columns between two rows, and the holes."""
    if foot <= top:
        return 1.0, ()
    runs: list[tuple[int, int, int]] = []
    for column in range(columns):
        at = top
        ranges = sorted((first, last) for left, wide, first, last in covers if left <= column < left + wide)
        for first, last in [*ranges, (foot, foot)]:
            if min(first, foot) - at > GAP_ROWS or (first >= foot and at == top):
                runs.append((column, at, min(first, foot)))
            at = max(at, last)
    ends = {column: row for column, row, last in runs if last >= foot}
    level = max(ends.values()) if len(ends) == columns else foot
    found: list[White] = []
    for column, first, last in runs:
        if last > level:
            found.append(White(column, max(first, level), last - max(first, level), "foot"))
            last = level
        if last - first > GAP_ROWS:
            found.append(White(column, first, last - first, "trapped"))
    blank = sum(last - first for _, first, last in runs)
    return 1 - blank / (columns * (foot - top)), tuple(found)
