"""A printable A4 page with a table: the register, the deposit slip, the sheet to sign on delivery.

These are lists and not issues, so they are no work for the layouts: a table over as many pages as it needs, its head
repeated, in the faces of the program, with page numbers.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import field
from html import escape
from typing import Any

from bulletin.geometry import PT_PER_MM
from bulletin.lazy import dataclass

_FAMILY = "Source Sans 3"
_REGULAR, _BOLD = "BulletinSheet", "BulletinSheetBold"
_SIZE, _LEADING = 9.0, 11.5
_MARGIN_MM = 15.0
_LINE = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is printed. `shares` divide the width among the columns; `row_mm` is the least height of a row."""

    title: str
    lines: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    shares: tuple[float, ...] = ()
    foot: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    landscape: bool = False
    row_mm: float = 0.0
    right: frozenset[int] = field(default_factory=frozenset)


def sheet_pdf(sheet: Sheet) -> bytes:
    """The sheet as PDF; the same sheet gives the same bytes."""
    from reportlab.lib.pagesizes import A4, landscape  # type: ignore[import-untyped]
    from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer  # type: ignore[import-untyped]

    _register_faces()
    size = landscape(A4) if sheet.landscape else A4
    margin = _MARGIN_MM * PT_PER_MM
    out = io.BytesIO()
    # The library lists a Helvetica that is not embedded unless its first font, and that of every cell, is ours.
    document: Any = SimpleDocTemplate(
        out, pagesize=size, leftMargin=margin, rightMargin=margin, topMargin=margin, bottomMargin=margin,
        title=sheet.title, invariant=1, lang="vi",
        initialFontName=_REGULAR,
    )  # fmt: skip
    plain = ParagraphStyle("plain", fontName=_REGULAR, fontSize=_SIZE, leading=_LEADING, splitLongWords=1)
    bold = ParagraphStyle("bold", parent=plain, fontName=_BOLD)
    title = ParagraphStyle("title", parent=bold, fontSize=15, leading=19, spaceAfter=4)
    parts: list[Any] = [Paragraph(escape(sheet.title), title)]
    parts += [Paragraph(escape(line), plain) for line in sheet.lines]
    width = size[0] - 2 * margin
    if sheet.heads:
        parts += [Spacer(1, 8), _table(sheet, width, plain, bold)]
    parts += [Spacer(1, 8), *(Paragraph(escape(line), plain) for line in sheet.foot)]
    if sheet.signatures:
        parts += [Spacer(1, 14), _signatures(sheet.signatures, width, bold)]
    document.build(parts, onFirstPage=_numbered, onLaterPages=_numbered)
    return out.getvalue()


def _register_faces() -> None:
    from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
    from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]

    from bulletin.assets.fonts.load import shipped_face

    if _REGULAR not in pdfmetrics.getRegisteredFontNames():
        for name, weight in ((_REGULAR, 400), (_BOLD, 700)):
            pdfmetrics.registerFont(TTFont(name, io.BytesIO(shipped_face(_FAMILY, weight))))


def _table(sheet: Sheet, width: float, plain: Any, bold: Any) -> Any:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, Paragraph, TableStyle

    right = ParagraphStyle("right", parent=plain, alignment=2)
    shares = sheet.shares or (1.0,) * len(sheet.heads)
    cells = [[Paragraph(escape(head), bold) for head in sheet.heads]]
    cells += [
        [Paragraph(escape(text), right if n in sheet.right else plain) for n, text in enumerate(row)]
        for row in sheet.rows
    ]
    least = sheet.row_mm * PT_PER_MM
    pad = max(2.5, (least - _LEADING) / 2)
    return LongTable(
        cells, colWidths=[width * share / sum(shares) for share in shares], repeatRows=1,
        style=TableStyle([
            ("FONTNAME", (0, 0), (-1, -1), _REGULAR),
            ("GRID", (0, 0), (-1, -1), _LINE, (0, 0, 0)), ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 1), (-1, -1), pad), ("BOTTOMPADDING", (0, 1), (-1, -1), pad),
            ("LEFTPADDING", (0, 0), (-1, -1), 3), ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ]),
    )  # fmt: skip


def _signatures(names: Sequence[str], width: float, bold: Any) -> Any:
    from reportlab.platypus import Paragraph, Table

    names_row = [[Paragraph(escape(name), bold) for name in names]]
    style = [("FONTNAME", (0, 0), (-1, -1), _REGULAR)]
    return Table(names_row, colWidths=[width / len(names)] * len(names), style=style)


def _numbered(canvas: Any, document: Any) -> None:
    canvas.setFont(_REGULAR, 8)
    canvas.drawRightString(document.pagesize[0] - document.rightMargin, document.bottomMargin / 2, str(document.page))
