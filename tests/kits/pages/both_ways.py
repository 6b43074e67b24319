"""Pages set twice: by the page setter alone, and with the words drawn by us. Letters are read by PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.pages.compose import ComposedPage
from bulletin.layout.setting.referee import page_setter, placeholders
from bulletin.layout.setting.result import SetPages


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter on its page, and where its pen is, pt from the bottom left corner."""

    page: int
    text: str
    x: float
    y: float


def letters(pdf: bytes) -> list[Letter]:
    """All letters of a file in the order of its content; spaces left out."""
    found: list[Letter] = []
    document = pdfium.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            x, y = ctypes.c_double(), ctypes.c_double()
            for at in range(text.count_chars()):
                sign = chr(raw.FPDFText_GetUnicode(text.raw, at) or 0x20)
                if not sign.isspace() and raw.FPDFText_IsGenerated(text.raw, at) != 1:
                    raw.FPDFText_GetCharOrigin(text.raw, at, x, y)
                    found.append(Letter(number + 1, sign, x.value, y.value))
            text.close()
            page.close()
    finally:
        document.close()
    return found


def set_both_ways(engine: LayoutEngine, composed: Composed) -> tuple[SetPages, SetPages]:
    """The same pages with the words drawn by us, and with all of them set by WeasyPrint, which spaces no letters."""
    setter = page_setter(engine).setter
    pages = tuple(map(_untracked, composed.pages))
    done = []
    for ours in (True, False):
        setter.draws_words = ours
        done.append(setter.set_pages(composed.head, pages, placeholders(pages)))
    setter.draws_words = True
    return done[0], done[1]


def _untracked(page: ComposedPage) -> ComposedPage:
    """A page whose lines have no letter-spacing."""
    planned = tuple(tuple(replace(line, tracking=0.0) for line in lines) for lines in page.planned)
    return replace(page, planned=planned)


def farthest(ours: Sequence[Letter], theirs: Sequence[Letter]) -> tuple[float, str]:
    """How far apart the same letters are at most (pt), with the words around; the letters must be the same."""
    assert [(a.page, a.text) for a in ours] == [(b.page, b.text) for b in theirs]
    worst, where = 0.0, 0
    for at, (a, b) in enumerate(zip(ours, theirs, strict=True)):
        gap = max(abs(a.x - b.x), abs(a.y - b.y))
        if gap > worst:
            worst, where = gap, at
    return worst, "".join(a.text for a in ours[max(0, where - 20) : where + 20])
