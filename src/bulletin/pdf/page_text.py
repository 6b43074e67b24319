"""The words on each page of a PDF, in the order in which PDFium reads them."""

from __future__ import annotations

import unicodedata

from bulletin.pdf.pdfium import open_pdfium

_LINE_ENDS = str.maketrans({"\r": None, "\x00": None, "\ufffe": "-", "\u00ad": "-"})


def page_texts(pdf: bytes) -> tuple[str, ...]:
    """The text of every page, NFC, lines ended by line feeds; a page without text is empty.

    Raises:
        Undrawable: the file cannot be opened, or a page of it cannot be read.
    """
    with open_pdfium(pdf) as document:
        return tuple(_text(document[number]) for number in range(len(document)))


def _text(page: object) -> str:
    layer = page.get_textpage()  # type: ignore[attr-defined]
    try:
        words = str(layer.get_text_bounded())
    finally:
        layer.close()
        page.close()  # type: ignore[attr-defined]
    # A hyphen at the end of a line comes as a mark that is no character.
    return unicodedata.normalize("NFC", words.translate(_LINE_ENDS)).strip()
