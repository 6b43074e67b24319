"""The proof sheet as PDF: A4, wide lines, numbers and names and doubtful words marked, a column to write in.

Set by reportlab like the other lists of the house (register, yearbook): this is a table and no page of an issue, and
the engine that sets issues is fenced to the layout, which is above the desk.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from html import escape
from typing import Any

from bulletin.desk.proof_sheet.marked import MarkedRun, ProofRow, rows_of
from bulletin.desk.repair.found import DeskRead
from bulletin.desk.repair.opened import Opened
from bulletin.errors import Lang
from bulletin.geometry import PT_PER_MM
from bulletin.model import Issue
from bulletin.text.typed import Typed, typed_texts

_REGULAR, _BOLD = "ProofSheet", "ProofSheetBold"
_SIZE, _LEADING, _SMALL = 11.0, 19.0, 8.0
"""Points. The lines are wide apart: signs of correction are written between them."""
_MARGIN_MM, _LABEL_MM, _ROOM_MM = 12.0, 20.0, 46.0
_MANY, _LONG = 12, 1800
_HEAD_PT = 130.0
"""A head of two lines and the first rows below it."""
_GREY, _TINT = "#555555", "#dddddd"


def proof_sheet(issue: Issue, read: DeskRead, lang: Lang) -> bytes:
    """The sheet as PDF; the same issue gives the same bytes."""
    from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
    from reportlab.platypus import SimpleDocTemplate  # type: ignore[import-untyped]

    _register_faces()
    out, margin = io.BytesIO(), _MARGIN_MM * PT_PER_MM
    title = _words(lang, "Tờ đọc soát", "Proof sheet")
    name = f"{title} – {issue.publication.full_name}, {issue.sheet.date:%d/%m/%Y}"
    # The library lists a Helvetica that is not embedded unless its first font, and that of every cell, is ours.
    document: Any = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=margin, rightMargin=margin, topMargin=margin, bottomMargin=margin + 6,
        title=name, invariant=1, lang=lang, initialFontName=_REGULAR,
    )  # fmt: skip
    document.build(list(_parts(issue, read, lang, name, A4[0] - 2 * margin)), onFirstPage=_foot, onLaterPages=_foot)
    return out.getvalue()


def _words(lang: Lang, vi: str, en: str) -> str:
    return en if lang == "en" else vi


def _register_faces() -> None:
    from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
    from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]

    from bulletin.assets.fonts.load import shipped_face

    if _REGULAR not in pdfmetrics.getRegisteredFontNames():
        for name, weight in ((_REGULAR, 400), (_BOLD, 700)):
            pdfmetrics.registerFont(TTFont(name, io.BytesIO(shipped_face("Source Sans 3", weight))))


def _styles() -> dict[str, Any]:
    from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]

    plain = ParagraphStyle("plain", fontName=_REGULAR, fontSize=_SIZE, leading=_LEADING, splitLongWords=1)
    small = ParagraphStyle("small", parent=plain, fontSize=_SMALL, leading=_SMALL * 1.3, textColor=_GREY)
    return {
        "plain": plain, "small": small,
        "title": ParagraphStyle("title", parent=plain, fontName=_BOLD, fontSize=15, leading=20),
        "story": ParagraphStyle("story", parent=plain, fontName=_BOLD, fontSize=12, leading=16, spaceBefore=8),
        "note": ParagraphStyle("note", parent=small, fontSize=_SMALL + 0.5, textColor="#000000"),
    }  # fmt: skip


def _parts(issue: Issue, read: DeskRead, lang: Lang, name: str, width: float) -> Iterator[Any]:
    from reportlab.platypus import CondPageBreak, Paragraph, Spacer

    styles = _styles()
    yield Paragraph(escape(name), styles["title"])
    yield Paragraph(_legend(lang), styles["small"])
    opened = Opened(issue)
    titles = {entry.file: entry.article.title for entry in issue.entries}
    texts = list(typed_texts(issue))
    mine = {one.typed.file for one in read.found}
    for file in dict.fromkeys(typed.file for typed in texts):
        if file == issue.publication_file and file not in mine:
            continue  # the same in every issue
        rows = [row for typed in texts if typed.file == file for row in _rows(typed, read, opened, lang)]
        yield CondPageBreak(_HEAD_PT)
        yield Paragraph(escape(titles.get(file) or file), styles["story"])
        yield Paragraph(escape(file), styles["small"])
        yield Spacer(1, 3)
        yield _table(rows, lang, styles, width)


def _rows(typed: Typed, read: DeskRead, opened: Opened, lang: Lang) -> list[ProofRow]:
    return rows_of(typed, read.found, lang, opened.place(typed, 0).line)


def _legend(lang: Lang) -> str:
    bold, grey = f'<font name="{_BOLD}">', f'<font backColor="{_TINT}">'
    vi = (
        f"{bold}Số, ngày, số văn bản</font> in đậm; <u>tên riêng</u> gạch chân; chữ nghi ngờ trên {grey}nền xám</font> "
        "kèm số ghi chú ở cột phải. Sửa bằng bút ngay trên chữ và ở cột phải; máy không thấy hết lỗi, mong đọc cả bài."
    )
    en = (
        f"{bold}Figures, dates, document numbers</font> are bold; <u>names</u> are underlined; doubtful words are on "
        f"{grey}grey</font> with the number of the remark at the right. Correct on the words and in the right column; "
        "no machine sees every slip, so please read it all."
    )
    return _words(lang, vi, en)


def _table(rows: list[ProofRow], lang: Lang, styles: dict[str, Any], width: float) -> Any:
    from reportlab.platypus import LongTable, Paragraph, TableStyle

    heads = (
        _words(lang, "Chỗ", "Where"),
        _words(lang, "Chữ như đã gõ", "As typed"),
        _words(lang, "Sửa", "Corrections"),
    )
    cells = [[Paragraph(escape(head), styles["small"]) for head in heads]]
    for row in rows:
        label = escape(row.field) + (f"<br/>{_words(lang, 'dòng', 'line')} {row.line}" if row.line else "")
        notes = "<br/>".join(escape(note) for note in row.notes)
        words = "".join(map(_markup, row.runs))
        cells.append(
            [Paragraph(label, styles["small"]), Paragraph(words, styles["plain"]), Paragraph(notes, styles["note"])]
        )
    label_wide, room = _LABEL_MM * PT_PER_MM, _ROOM_MM * PT_PER_MM
    return LongTable(
        cells, colWidths=[label_wide, width - label_wide - room, room], repeatRows=1, splitInRow=int(_tall(rows)),
        style=TableStyle([
            ("FONTNAME", (0, 0), (-1, -1), _REGULAR), ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEABOVE", (0, 0), (-1, -1), 0.3, _GREY), ("LINEBEFORE", (2, 0), (2, -1), 0.6, (0, 0, 0)),
            ("LEFTPADDING", (0, 0), (-1, -1), 3), ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ]),
    )  # fmt: skip


def _tall(rows: list[ProofRow]) -> bool:
    """Whether a row may be taller than a page; only then is a row parted, for the head is repeated there."""
    return any(len(row.notes) > _MANY or sum(len(run.text) for run in row.runs) > 2 * _LONG for row in rows)


def _markup(run: MarkedRun) -> str:
    words = escape(run.text.replace("\t", " ")).replace("\n", "<br/>")
    if run.mark == "number":
        return f'<font name="{_BOLD}">{words}</font>'
    if run.mark == "name":
        return f"<u>{words}</u>"
    if run.mark == "doubt":
        return f'<font backColor="{_TINT}">{words}</font><super><font size="7">({run.note})</font></super>'
    return words


def _foot(canvas: Any, document: Any) -> None:
    canvas.setFont(_REGULAR, 8)
    y = document.bottomMargin / 2
    canvas.drawString(document.leftMargin, y, document.title)
    canvas.drawRightString(document.pagesize[0] - document.rightMargin, y, str(document.page))
