"""Bits of HTML that all parts of the report are made of. Whatever comes from a file is escaped here."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from bulletin.errors import Lang, Severity, Text
from bulletin.preflight.report import BoxMm, Status

PICTURE_PPI = 72
_QUALITY = 72

STATUS: dict[Status, tuple[str, Text]] = {
    "passed": ("✓", Text("đạt", "passed")),
    "failed": ("✕", Text("lỗi", "error")),
    "warned": ("!", Text("cần xem", "look")),
    "not-run": ("○", Text("chưa kiểm", "not run")),
    "not-applicable": ("–", Text("không áp dụng", "n/a")),
}
SEVERITY: dict[Severity, tuple[str, Text]] = {
    Severity.ERROR: ("✕", Text("Lỗi", "Error")),
    Severity.WARNING: ("!", Text("Cảnh báo", "Warning")),
    Severity.INFO: ("i", Text("Ghi chú", "Note")),
}


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a JPEG; `box_mm` is what it shows: x, y, width, height in mm from the trim's top left corner."""

    page: int
    jpeg: bytes
    box_mm: BoxMm
    trim_mm: tuple[float, float]


def page_pictures(pdf: bytes, ppi: float = PICTURE_PPI, most: int = 100) -> tuple[PagePicture, ...]:
    """Every page of a file as a picture (the first `most` pages), drawn once; about 15 ms a page."""
    from bulletin.pdf.pdfium import open_pdfium
    from bulletin.pdf.raster import DrawnPage

    pictures = []
    with open_pdfium(pdf) as document:
        for number in range(1, min(len(document), most) + 1):
            sheet = DrawnPage(document[number - 1], number)
            try:
                out = io.BytesIO()
                sheet.picture(ppi).save(out, "JPEG", quality=_QUALITY, subsampling=2)
                pictures.append(PagePicture(number, out.getvalue(), sheet.shown_mm, sheet.trim_mm))
            finally:
                sheet.close()
    return tuple(pictures)


def both(vi: str, en: str) -> str:
    """A text in both languages, of which the page shows one."""
    left, right = escape(vi), escape(en)
    return left if left == right else f'<span lang="vi">{left}</span><span lang="en">{right}</span>'


def text(words: Text) -> str:
    """A `Text` without fields to fill."""
    return both(words.vi, words.en)


def one(lang: Lang, vi: str, en: str) -> str:
    """For attributes and titles, which can hold one language only: that of the whole page."""
    return escape(en if lang == "en" else vi)


def number(value: float, digits: int = 0, unit: str = "") -> str:
    """A number with the decimal sign of each language."""
    plain = f"{value:.{digits}f}{unit}"
    return both(plain.replace(".", ","), plain)


def mm(value: float) -> str:
    """A length for SVG: mm with two digits, no trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def row(cells: Iterable[str], head: str = "", attributes: str = "") -> str:
    """A table row; `head` becomes a row header."""
    start = f'<th scope="row">{head}</th>' if head else ""
    return f"<tr{attributes}>{start}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def table(columns: Iterable[str], rows: Iterable[str], caption: str, kind: str = "") -> str:
    """A table with column heads and a caption, inside a box that scrolls on narrow screens."""
    heads = "".join(f'<th scope="col">{column}</th>' for column in columns)
    return (
        f'<div class="scroll"><table class="{kind}"><caption>{caption}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def section(name: str, title: str, *parts: str) -> str:
    """A section of the page with its heading, nothing when it is empty."""
    body = "".join(parts)
    return (
        f'<section id="{name}" aria-labelledby="{name}-h"><h2 id="{name}-h">{title}</h2>{body}</section>'
        if body
        else ""
    )


def jpeg_uri(data: bytes) -> str:
    return "data:image/jpeg;base64," + b64encode(data).decode("ascii")


def badge(status: Status, count: int = 0) -> str:
    """A check's status as sign and word, never by colour alone."""
    sign, words = STATUS[status]
    times = f" {count}" if count else ""
    return f'<span class="s {status}"><b aria-hidden="true">{sign}</b> {text(words)}{times}</span>'
