"""TABLE FRAMES: where the cells of a table and its bars are on the page."""

from __future__ import annotations

from bulletin.geometry import PT_PER_MM
from bulletin.layout.pages.frames import Frame, TableFrame, TableRow, TextFrame
from bulletin.layout.stories.table import BAR_PT, CELL_PAD_PT, CELL_SPACE_PT, TableBlock


def table_frame(frame: Frame, table: TableBlock) -> TableFrame:
    """Return a table in its frame: its cells, and the bars of its rows, with the frames (mm) that they will take."""
    rows: list[TableRow] = []
    y = frame.y
    for n, (cells, height) in enumerate(zip(table.rows, table.heights_pt, strict=True)):
        x = frame.x
        frames: list[TextFrame] = []
        for cell, width in zip(cells, table.widths_pt, strict=True):
            w = width / PT_PER_MM
            frames.append(TextFrame(Frame(x, y, w, height / PT_PER_MM), cell, 0, len(cell.lines)))
            x += w
        y += height / PT_PER_MM
        share = table.table.bars[n - 1] if n and table.table.bars else None
        rows.append(TableRow(tuple(frames), height, n == 0, None if share is None else _bar(frame, y, share)))
    return TableFrame(frame, table, tuple(rows))


def _bar(table: Frame, foot: float, share: float) -> Frame:
    """The bar of a row that ends at `foot` mm: under its words, from the left edge of the first of them."""
    pad = CELL_PAD_PT / PT_PER_MM
    top = foot - (CELL_SPACE_PT / 2 + BAR_PT) / PT_PER_MM
    return Frame(table.x + pad, top, (table.w - 2 * pad) * share, BAR_PT / PT_PER_MM)
