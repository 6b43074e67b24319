"""CONTENTS: “Trong số này” on page 1, the main stories of the other pages and where they begin."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bulletin.fields import roles
from bulletin.geometry import PT_PER_MM
from bulletin.layout.lines.setter import LineSetter, SetText
from bulletin.layout.pages.frames import Frame, TextFrame
from bulletin.layout.pages.furniture import poured
from bulletin.layout.plan.planned import Area, PlannedPage
from bulletin.lazy import dataclass

NUMBER_PT = 16.0
"""Least width of the page number before an entry of the contents, with the space behind it."""
NUMBER_AIR_PT = 9.0
"""White beside that number: 2 mm before it, where a ground begins, and the rest behind it."""
NUMBER_SPARE_PT = 4.0
"""Kept free at the end of an entry, so that it does not touch the number of the next column."""
GROUND_ROWS = 0.35
"""From the top of the contents' rows to their ground; the story above keeps that much white."""
TITLE_ROWS = (0.6, 1.2)
"""Top and height of “Trong số này”: a quarter of a row inside the ground, and one line of the display face."""
HEAD_ROWS = 2.0
"""From the top of the contents' rows to the first entry: the title and a gap."""
PAD_ROWS = 2.2
"""Rows of the contents that hold no entry: the head, and a little of the ground below the last one."""
ENTRY_GAP_LINES = 0.15
"""Between two entries of the contents, in lines: an entry of two lines is still seen as one."""
ENTRY_AIR_LINES = 1.5
"""What that gap grows by where one column of entries leaves room, in lines, at most."""
BESIDE_TEASERS = 2
"""Entries that the contents have at least where other stories are teased: a box for one story looks forgotten."""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    title: TextFrame
    number: Frame
    page: int
    story: str


@dataclass(frozen=True, slots=True)
class Contents:
    frame: Frame
    heading: Frame
    entries: tuple[ContentsEntry, ...]


@dataclass(frozen=True, slots=True)
class _Listed:
    """A story that may be listed: its title, its page, its id."""

    title: SetText
    page: int
    story: str

    @property
    def lines(self) -> int:
        return len(self.title.lines)


def contents_box(setter: LineSetter, pages: Sequence[PlannedPage], teased: Collection[str] = ()) -> Contents | None:
    """Return “Trong số này”: the main stories that do not begin on page 1 and are not teased, as many as fit.

    One column of entries that leaves room is set with more air, and the box is only as high as they need: it keeps to
    the foot of its place. On a book's cover it keeps to the top, its entries close.
    """
    spec, f = setter.spec, setter.spec.furniture
    if not f.contents_rows:
        return None
    area = pages[0].contents or Area(0, spec.columns, spec.rows - f.contents_rows, f.contents_rows)
    columns = max(1, f.contents_columns * area.columns // spec.columns)
    width = (spec.span_mm(area.columns) - spec.gutter_mm * (columns - 1)) / columns
    role = spec.role(roles.CONTENTS)
    lines_a_row = spec.row_pt / role.leading_pt
    capacity = int((area.rows - PAD_ROWS) * lines_a_row)
    # No gap is needed below the last entry of a column.
    most = (area.rows - HEAD_ROWS) * lines_a_row + ENTRY_GAP_LINES
    digits = "0" * len(str(len(pages)))
    number_pt = max(NUMBER_PT, setter.shaper.text(digits, spec.role(roles.CONTENTS_NUMBER)) + NUMBER_AIR_PT)
    titles = _listed(setter, pages, teased, width * PT_PER_MM - number_pt - NUMBER_SPARE_PT)
    chosen = _fitting(titles[: f.contents_entries], columns, capacity, most)
    if not chosen or (teased and sum(map(len, chosen)) < BESIDE_TEASERS):
        return None
    lead = role.leading_pt / PT_PER_MM
    more, spare = _air(chosen, area, spec.row_mm, lead) if spec.columns > 1 else (0.0, 0)
    top = spec.margins_mm.top + (area.row + spare) * spec.row_mm
    left, whole = spec.left_mm(1, area.column), spec.span_mm(area.columns)
    title_top, title_height = (part * spec.row_mm for part in TITLE_ROWS)
    heading = Frame(left, top + title_top, whole, title_height)
    entries: list[ContentsEntry] = []
    for n, group in enumerate(chosen):
        x, y = left + n * (width + spec.gutter_mm), top + HEAD_ROWS * spec.row_mm
        for one in group:
            h = one.title.height_pt / PT_PER_MM
            at = Frame(x, y, number_pt / PT_PER_MM, lead)
            title = Frame(x + number_pt / PT_PER_MM, y, width - number_pt / PT_PER_MM, h)
            entries.append(ContentsEntry(TextFrame(title, one.title, 0, one.lines), at, one.page, one.story))
            y += h + lead * ENTRY_GAP_LINES + more
    ground = (area.rows - spare - GROUND_ROWS) * spec.row_mm
    frame = Frame(left, top + GROUND_ROWS * spec.row_mm, whole, ground)
    if spec.columns == 1:
        low = max(entry.title.frame.y + entry.title.frame.h for entry in entries)
        frame = replace(frame, h=min(frame.h, low + spec.row_mm - frame.y))
    return Contents(frame, heading, tuple(entries))


def _listed(setter: LineSetter, pages: Sequence[PlannedPage], teased: Collection[str], room_pt: float) -> list[_Listed]:
    """The stories that may be listed, in the order of pages; no briefs."""
    found: list[_Listed] = []
    for page in pages[1:] if len(pages) > 1 else pages:
        for piece in page.pieces:
            article = piece.story.entry.article
            if not piece.continued and piece.story.listed and article.id not in teased:
                title = setter.set(article.short_title or article.title, roles.CONTENTS, room_pt)
                found.append(_Listed(title, page.number, article.id))
    return found


def _air(chosen: Sequence[Sequence[_Listed]], area: Area, row_mm: float, lead_mm: float) -> tuple[float, int]:
    """The white between entries beyond the least, mm, and the rows of the box that are spare even so."""
    if len(chosen) > 1:
        return 0.0, 0  # columns of entries fill their few rows as level as they can
    (group,) = chosen
    gaps = len(group) - 1
    used = sum(one.lines for one in group) + ENTRY_GAP_LINES * gaps
    free = (area.rows - PAD_ROWS) * row_mm - used * lead_mm
    more = min(ENTRY_AIR_LINES * lead_mm, free / gaps) if gaps and free > 0 else 0.0
    return more, max(0, int((free - more * gaps) / row_mm))


def _fitting(wanted: Sequence[_Listed], columns: int, capacity: int, most: float) -> list[Sequence[_Listed]]:
    """As many entries as fit in columns of so many lines, and `most` with their gaps, in order.

    Those that no column holds are left out, then the last ones.
    """
    wanted = [one for one in wanted if one.lines <= capacity]
    while wanted:
        heights = [one.lines + ENTRY_GAP_LINES for one in wanted]
        for limit in range(1, capacity + 1):
            cuts = poured(heights, columns, min(limit + 0.5, most), 0.0)
            if cuts is not None:
                return [wanted[a:b] for a, b in zip([0, *cuts], cuts, strict=False)]
        wanted = wanted[:-1]
    return []
