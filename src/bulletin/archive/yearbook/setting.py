"""Lists set as pages: contents with leaders, indexes in columns. Words with their places; nothing is drawn here.

Set by reportlab with the house's own faces: the engine that sets issues is fenced to the layout, which is below.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bulletin.geometry import PT_PER_MM
from bulletin.lazy import dataclass

REGULAR, BOLD = "YearbookSerif", "YearbookSerifBold"
_FACE = "Source Serif 4"
MARGIN, FOOT = 18 * PT_PER_MM, 16 * PT_PER_MM
_GUTTER = 8 * PT_PER_MM
_SIZE, _LEAD = 10.0, 13.5
_DOTS = " . "


@dataclass(frozen=True, slots=True)
class ListEntry:
    """A line of a list with its folios; a heading has none and `level` 1 or 2. `leader` sets the folio at the right."""

    text: str
    folios: tuple[int, ...] = ()
    level: int = 0
    indent: float = 0.0
    leader: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """Words at a place in pt from the lower left corner; `target` is the folio that they link to."""

    x: float
    y: float
    text: str
    font: str
    size: float
    target: int | None = None
    width: float = 0.0


SetPage = tuple[Word, ...]


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Make the faces known to reportlab, once a process."""
    from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
    from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]

    from bulletin.assets.fonts.load import shipped_face

    for name, weight in ((REGULAR, 400), (BOLD, 700)):
        pdfmetrics.registerFont(TTFont(name, io.BytesIO(shipped_face(_FACE, weight))))


@lru_cache(maxsize=200_000)
def width_of(text: str, font: str, size: float) -> float:
    """The width of a text in pt."""
    from reportlab.pdfbase.pdfmetrics import stringWidth  # type: ignore[import-untyped]

    register_fonts()
    return float(stringWidth(text, font, size))


def set_list(title: str, entries: Sequence[ListEntry], page: tuple[float, float], columns: int = 1) -> list[SetPage]:
    """The pages of a list under a title; a page is width and height in pt."""
    wide, high = page
    measure = (wide - 2 * MARGIN - (columns - 1) * _GUTTER) / columns
    top, low = high - MARGIN - 34, FOOT + 10
    pages: list[list[Word]] = [[Word(MARGIN, high - MARGIN - 12, title, BOLD, 20)]]
    column, y = 0, top
    for at, entry in enumerate(entries):
        lines = list(_lines(entry, measure))
        need = len(lines) * _LEAD + _above(entry)
        if entry.level and at + 1 < len(entries):
            need += 2 * _LEAD  # a heading is never the last of a column
        if y - min(need, top - low) < low:
            column, y = column + 1, top
            if column == columns:
                pages.append([])
                column = 0
        y -= 0 if y == top else _above(entry)
        x = MARGIN + column * (measure + _GUTTER)
        for line in lines:
            if y < low:
                column, y = column + 1, top
                if column == columns:
                    pages.append([])
                    column = 0
                x = MARGIN + column * (measure + _GUTTER)
            pages[-1] += [Word(x + w.x, y, w.text, w.font, w.size, w.target, w.width) for w in line]
            y -= _LEAD
    return [tuple(words) for words in pages]


def _above(entry: ListEntry) -> float:
    return {0: 0.0, 1: 14.0, 2: 7.0}[entry.level] if entry.text else 8.0


def _lines(entry: ListEntry, measure: float) -> Iterator[list[Word]]:
    font, size = (BOLD if entry.bold or entry.level else REGULAR), 12.5 if entry.level == 1 else _SIZE
    if entry.leader:
        yield from _led(entry, measure, font, size)
        return
    words = [(word, None) for word in entry.text.split()]
    folios = [(f"{folio}{',' if at < len(entry.folios) - 1 else ''}", folio) for at, folio in enumerate(entry.folios)]
    x, line = entry.indent, list[Word]()
    gap = width_of(" ", font, size)
    for text, target in [*words, *folios]:
        for part in _parted(text, measure - entry.indent - 12, font, size):
            wide = width_of(part, font, size)
            if line and x + wide > measure:
                yield line
                x, line = entry.indent + 12, []
            line.append(Word(x, 0, part, font, size, target, wide))
            x += wide + gap
    if line:
        yield line


def _led(entry: ListEntry, measure: float, font: str, size: float) -> Iterator[list[Word]]:
    """A title over as many lines as it needs, dots, and the folio at the right edge."""
    folio = entry.folios[0]
    room = measure - entry.indent - width_of("00000", font, size) - 10
    rows, row = list[str](), ""
    for word in (part for text in entry.text.split() for part in _parted(text, room, font, size)):
        if row and width_of(f"{row} {word}", font, size) > room:
            rows.append(row)
            row = word
        else:
            row = f"{row} {word}".strip()
    rows.append(row)
    for text in rows[:-1]:
        yield [Word(entry.indent, 0, text, font, size, folio, width_of(text, font, size))]
    text, number = rows[-1], str(folio)
    wide, right = width_of(text, font, size), measure - width_of(number, font, size)
    line = [Word(entry.indent, 0, text, font, size, folio, wide)]
    dot = width_of(_DOTS, REGULAR, size)
    count = int((right - 6 - entry.indent - wide - 6) / dot)
    if count > 0:
        line.append(Word(right - 6 - count * dot, 0, _DOTS * count, REGULAR, size))
    line.append(Word(right, 0, number, font, size, folio, measure - right))
    yield line


def _parted(text: str, room: float, font: str, size: float) -> Iterator[str]:
    """A word in pieces that fit; nearly always one."""
    while width_of(text, font, size) > room and len(text) > 1:
        cut = next((n for n in range(len(text) - 1, 1, -1) if width_of(text[:n], font, size) <= room), 1)
        yield text[:cut]
        text = text[cut:]
    yield text
