"""The volume's own words drawn on blank pages: lists, running folios. The issues' pages are put below them later."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from bulletin.archive.yearbook.plan import Bound, Volume
from bulletin.archive.yearbook.setting import BOLD, FOOT, MARGIN, REGULAR, SetPage, register_fonts, width_of
from bulletin.geometry import PT_PER_MM

STRIP = 10 * PT_PER_MM
"""pt at the foot of a page of an issue, for the running folio; the page is scaled to what is left."""
_BASE = 6.2 * PT_PER_MM
"""A copier leaves the outer 5 mm of a sheet white, and figures reach half a millimetre below their line."""
_SIDE = 12 * PT_PER_MM
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def roman(number: int) -> str:
    """A number in small Roman figures."""
    out = ""
    for value, sign in _ROMAN:
        out += sign * (number // value)
        number %= value
    return out


def drawn(volume: Volume, front: Sequence[SetPage], back: Sequence[SetPage], page: tuple[float, float]) -> bytes:
    """A PDF with all pages of a volume: those of the issues have only their folios."""
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

    register_fonts()
    out = io.BytesIO()
    canvas: Any = Canvas(out, pagesize=page, invariant=1, pageCompression=1, initialFontName=REGULAR)
    for at, words in enumerate(front):
        _words(canvas, words)
        if at > 1 and words:
            _folio(canvas, page, at % 2 == 0, roman(at + 1), "", FOOT - 6 * PT_PER_MM)
        canvas.showPage()
    for bound in volume.issues:
        for folio in range(bound.first, bound.after):
            if folio < bound.first + bound.issue.pages:
                _folio(canvas, page, folio % 2 == 1, str(folio), _beside(bound, folio), _BASE)
            canvas.showPage()
    for at, words in enumerate(back):
        _words(canvas, words)
        if words:
            folio = volume.after + at
            _folio(canvas, page, folio % 2 == 1, str(folio), "", FOOT - 6 * PT_PER_MM)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def blank_pages(volume: Volume, front: Sequence[SetPage], back: Sequence[SetPage]) -> frozenset[int]:
    """The pages that are left white on purpose, counted from 1, so that every part begins on a right-hand page."""
    white = [at for at, words in enumerate(front, 1) if not words]
    start = len(front) + 1 - volume.first
    for bound in volume.issues:
        white += range(start + bound.first + bound.issue.pages, start + bound.after)
    start += volume.after
    return frozenset((*white, *(start + at for at, words in enumerate(back) if not words)))


def _beside(bound: Bound, folio: int) -> str:
    """What is said beside the running folio: the issue and its own page number."""
    return f"{bound.issue.titled}, trang {folio - bound.first + 1}"


def _words(canvas: Any, words: SetPage) -> None:
    for word in words:
        canvas.setFillGray(0)
        canvas.setFont(word.font, word.size)
        canvas.drawString(word.x, word.y, word.text)


def _folio(canvas: Any, page: tuple[float, float], right: bool, number: str, beside: str, y: float) -> None:
    """The folio at the outer edge, what is beside it at the inner."""
    side = min(_SIDE, MARGIN)
    canvas.setFillGray(0)
    canvas.setFont(BOLD, 11)
    size = 8.5
    room = page[0] - 2 * side - width_of(number, BOLD, 11) - 12
    size = min(size, size * room / max(width_of(beside, REGULAR, size), 1))
    if right:
        canvas.drawRightString(page[0] - side, y, number)
        canvas.setFont(REGULAR, size)
        canvas.drawString(side, y, beside)
    else:
        canvas.drawString(side, y, number)
        canvas.setFont(REGULAR, size)
        canvas.drawRightString(page[0] - side, y, beside)
