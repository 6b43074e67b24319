"""Pieces beside the text: photos, quotes, boxes and the tail of a story, in plain numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bulletin.assets.photos.geometry import effective_ppi, inside, share_of, used_part
from bulletin.layout.pages.frames import BoxFrame, EndFrame, Frame, PhotoFrame, QuoteFrame, RunFrame, StoryFrame
from bulletin.layout.quality.description import BoxPlace, PhotoPlace, PlacedBox, QuotePlace, Tail
from bulletin.layout.quality.legs import Grid, extent
from bulletin.text.fold import fold

NEAR_ROWS = 6
"""A pull quote so near to the same words is read twice."""
SIDE_MM = 1.0
"""White beside a picture that nobody sees."""


def photo_place(grid: Grid, item: PhotoFrame, story: str, end: int) -> PhotoPlace:
    """Return a photo of a story; `end` is the row below its module. The legs of the story are known to the grid."""
    photo, frame, caption = item.item.photo, item.frame, item.caption.text if item.caption else None
    row, below = extent(grid, item)
    column, _ = grid.columns(frame)
    columns = item.item.columns
    width, height = item.item.size_px
    part = used_part(photo.crop)
    lines = tuple(caption.text[line.start : line.end] for line in caption.lines) if caption else ()
    last = caption.lines[-1] if caption and caption.lines else None
    left, top, right, bottom = item.crop
    # What shares columns with the photo beside it has no more room than its own width.
    side = 0.0 if item.item.shared else grid.spec.span_mm(columns) - frame.w
    return PhotoPlace(
        id=photo.id, file=item.item.file, box=box_of(frame), column=column, columns=columns, row=row, rows=below - row,
        crop=(round(left, 4), round(top, 4), round(right, 4), round(bottom, 4)),
        cut_off=round(1 - share_of(part, item.crop), 4), aimed=photo.focus is not None,
        ppi=round(effective_ppi(width, height, inside(part, item.crop), frame.w, frame.h), 1),
        side_white_mm=round(side, 2) if side > SIDE_MM else 0.0, caption=lines, caption_beside=item.item.beside,
        caption_fill=round(last.natural / caption.width_pt, 3) if caption and last else 1.0,
        credit_torn=_credit_torn(photo.credit, item),
        text_below=tuple(_below(grid.runs.get((story, c), ()), below, end) for c in range(column, column + columns)),
    )  # fmt: skip


def _below(runs: Iterable[tuple[int, int]], row: int, end: int) -> int:
    """Return the rows of text of a column between two rows."""
    return sum(last - max(first, row) for first, last in runs if last > row and first < end)


def _credit_torn(credit: str | None, item: PhotoFrame) -> bool:
    if not credit or item.caption is None:
        return False
    text = item.caption.text
    start = text.text.rfind(f"Ảnh: {credit}")
    if start < 0:
        return False
    ink = sum(line.natural for line in text.lines if line.end > start)
    parts = sum(line.end > start and line.start < len(text.text) for line in text.lines)
    share = (len(text.text) - start) / max(1, sum(line.end - line.start for line in text.lines if line.end > start))
    return parts > 1 and ink * share <= text.width_pt


def quote_place(grid: Grid, frame: StoryFrame) -> tuple[QuotePlace, ...]:
    """Return the pull quotes of a story on a page."""
    found = []
    for item in frame.items:
        if not isinstance(item, QuoteFrame):
            continue
        row, below = extent(grid, item)
        column, _ = grid.columns(item.frame)
        others = [
            (extent(grid, other), other)
            for other in frame.items
            if other is not item and column in range(grid.columns(other.frame)[0], sum(grid.columns(other.frame)))
        ]
        above = [other for (_, last), other in others if last <= row + 1]
        under = [other for (first, _), other in others if first >= below - 1]
        before = max((r for r in above if isinstance(r, RunFrame)), key=lambda r: r.frame.y, default=None)
        inside = before is not None and not before.parts[-1].ends and any(isinstance(r, RunFrame) for r in under)
        words = fold(item.text.text.text.strip("“”. "))
        near = any(
            first < below + NEAR_ROWS and last > row - NEAR_ROWS
            for _, other in others
            if isinstance(other, RunFrame)
            for first, last in _said_rows(grid, other, words)
        )
        found.append(QuotePlace(column, row, below - row, box_of(item.frame), inside, not above or not under, near))
    return tuple(found)


def _said_rows(grid: Grid, run: RunFrame, words: str) -> Iterator[tuple[int, int]]:
    """For each paragraph of a run that says some words, the first row of the lines that do, and the row below them."""
    for part in run.parts:
        text, lines = part.text, range(part.first, part.last)
        if words not in fold(text.words(part.first, part.last)):
            continue
        first = max(n for n in lines if words in fold(text.words(n, part.last)))
        last = min(n for n in lines if words in fold(text.words(first, n + 1)))
        top = grid.rows(part.frame)[1] - part.last  # white above the first line is inside of the frame
        yield top + first, top + last + 1


def box_place(grid: Grid, item: BoxFrame) -> BoxPlace:
    """Return a box or a table."""
    row, below = extent(grid, item)
    column, columns = grid.columns(item.frame)
    return BoxPlace(column, columns, row, below - row, item.framed, box_of(item.frame))


def tail_of(grid: Grid, item: EndFrame, frame: StoryFrame) -> Tail:
    """Return the end of a story."""
    row, below = extent(grid, item)
    column, _ = grid.columns(item.frame)
    above = [
        extent(grid, other)[1]
        for other in frame.items
        if other is not item and column in range(grid.columns(other.frame)[0], sum(grid.columns(other.frame)))
    ]
    last = max((bottom for bottom in above if bottom <= row + 1), default=row)
    return Tail(column, row, below - row, box_of(item.frame), max(0, row - last), item.qr is not None)


def box_of(frame: Frame) -> PlacedBox:
    """Return a frame, rounded to hundredths of a millimetre."""
    return PlacedBox(round(frame.x, 2), round(frame.y, 2), round(frame.w, 2), round(frame.h, 2))
