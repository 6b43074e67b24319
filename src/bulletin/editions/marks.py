"""Printer's marks around the bleed: crop marks, registration marks, colour bar and slug line.

Lines are in Separation /All, the registration colour that prints on every plate; the bar in the job's own inks. A job
of one ink has one plate and nothing to register, so there all is black: /All would ask for three more plates.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Dictionary

from bulletin.fields.printer import Marks
from bulletin.geometry import PT_PER_MM
from bulletin.lazy import dataclass

MARGIN_MM = 10.0
"""Room for marks outside the bleed on every side."""
_GAP = 1.0 * PT_PER_MM
_LENGTH = 5.0 * PT_PER_MM
_HAIR = 0.25
_PATCH = 5.0 * PT_PER_MM
_SLUG_SIZE, _SLUG_LEAST = 6.0, 4.5
_FACE = "Source Sans 3"
SLUG_FONT = "SourceSans3-Regular"
"""The PostScript name of the slug line's face, as proofs meet it."""
_INKS = (
    (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1), (0, 0, 0, 0.5), (1, 1, 0, 0), (1, 0, 1, 0), (0, 1, 1, 0)
)  # fmt: skip
_BLACKS = ((0, 0, 0, 1), (0, 0, 0, 0.75), (0, 0, 0, 0.5), (0, 0, 0, 0.25))
_XOBJECT = "/PrintersMarks"


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """What the marks of a page need: boxes in pt and the slug line."""

    media: tuple[float, ...]
    trim: tuple[float, ...]
    bleed_pt: float
    slug: str


def add_marks(pdf: pikepdf.Pdf, kind: Marks, slugs: Sequence[str], *, one_ink: bool) -> None:
    """Draw marks on every page, outside its BleedBox, which is closed to the artwork's overhang.

    Args:
        pdf: pages whose boxes are set and whose MediaBox leaves `MARGIN_MM` around the bleed.
        kind: `crop` or `full` (`none` draws nothing).
        slugs: the slug line of each page, used by `full`.
        one_ink: all in black ink alone, the colour bar too.
    """
    if kind == "none":
        return
    sheets = [_sheet(page, slug) for page, slug in zip(pdf.pages, slugs, strict=True)]
    with pikepdf.open(io.BytesIO(_drawn(sheets, kind, one_ink))) as drawn:
        for page, sheet, marks in zip(pdf.pages, sheets, drawn.pages, strict=True):
            _place(pdf, page, sheet, marks)


def _sheet(page: pikepdf.Page, slug: str) -> MarkedPage:
    media, trim, bleed = ([float(value) for value in page.obj[key]] for key in ("/MediaBox", "/TrimBox", "/BleedBox"))
    return MarkedPage(
        (media[0], media[1], media[2], media[3]), (trim[0], trim[1], trim[2], trim[3]), trim[0] - bleed[0], slug
    )


def _place(pdf: pikepdf.Pdf, page: pikepdf.Page, sheet: MarkedPage, marks: pikepdf.Page) -> None:
    form = pdf.copy_foreign(marks.as_form_xobject())
    if "/Group" in form:
        del form["/Group"]
    # Pages may share one resource dictionary; marks belong to one page.
    shared = dict(page.resources.items())
    objects = dict(shared["/XObject"].items()) if "/XObject" in shared else {}
    page.obj.Resources = Dictionary({**shared, "/XObject": Dictionary({**objects, _XOBJECT: form})})
    x0, y0 = sheet.trim[0] - sheet.bleed_pt, sheet.trim[1] - sheet.bleed_pt
    width, height = (sheet.trim[n + 2] - sheet.trim[n] + 2 * sheet.bleed_pt for n in (0, 1))
    before = f"q\n{x0:.4f} {y0:.4f} {width:.4f} {height:.4f} re W n\n".encode()
    after = f"\nQ\nq 1 0 0 1 {sheet.media[0]:.4f} {sheet.media[1]:.4f} cm {_XOBJECT} Do Q\n".encode()
    page.obj.Contents.write(before + page.obj.Contents.read_bytes() + after)


def _drawn(sheets: Sequence[MarkedPage], kind: Marks, one_ink: bool) -> bytes:
    from reportlab.lib.colors import CMYKColor, CMYKColorSep  # type: ignore[import-untyped]
    from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
    from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

    font = "Helvetica"
    if kind == "full":
        from bulletin.assets.fonts.load import shipped_face

        font = "BulletinSlug"
        pdfmetrics.registerFont(TTFont(font, io.BytesIO(shipped_face(_FACE, 400))))
    out = io.BytesIO()
    # Without a name of ours the library lists a Helvetica that is not embedded.
    canvas: Any = Canvas(out, invariant=1, pageCompression=1, initialFontName=font)
    every_plate = CMYKColor(0, 0, 0, 1) if one_ink else CMYKColorSep(1, 1, 1, 1, spotName="All", density=1)
    for sheet in sheets:
        width, height = sheet.media[2] - sheet.media[0], sheet.media[3] - sheet.media[1]
        canvas.setPageSize((width, height))
        canvas.setStrokeColor(every_plate)
        canvas.setLineWidth(_HAIR)
        trim = tuple(sheet.trim[n] - sheet.media[n % 2] for n in range(4))
        _crop(canvas, trim, sheet.bleed_pt + _GAP)
        if kind == "full":
            _registration(canvas, trim, sheet.bleed_pt + _GAP)
            _bar(canvas, trim, sheet.bleed_pt + _GAP, _BLACKS if one_ink else _INKS)
            _slug(canvas, trim, sheet, font)
        canvas.showPage()
    canvas.save()
    data = out.getvalue()
    if kind == "full":
        return data
    return _without_fonts(data)


def _without_fonts(data: bytes) -> bytes:
    """Crop marks hold no text; the library lists its first font nevertheless."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            if "/Font" in page.obj.Resources:
                del page.obj.Resources["/Font"]
            contents = page.obj.Contents
            kept = [i for i in pikepdf.parse_content_stream(page) if str(i.operator) not in ("BT", "ET", "Tf", "TL")]
            contents.write(pikepdf.unparse_content_stream(kept))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


def _crop(canvas: Any, trim: Sequence[float], away: float) -> None:
    x0, y0, x1, y1 = trim
    for x in (x0, x1):
        canvas.line(x, y0 - away, x, y0 - away - _LENGTH)
        canvas.line(x, y1 + away, x, y1 + away + _LENGTH)
    for y in (y0, y1):
        canvas.line(x0 - away, y, x0 - away - _LENGTH, y)
        canvas.line(x1 + away, y, x1 + away + _LENGTH, y)


def _registration(canvas: Any, trim: Sequence[float], away: float) -> None:
    """A circle and a cross at the middle of every side."""
    x0, y0, x1, y1 = trim
    middle, centre, off, radius = (x0 + x1) / 2, (y0 + y1) / 2, away + 3.5 * PT_PER_MM, 1.5 * PT_PER_MM
    for x, y in ((middle, y0 - off), (middle, y1 + off), (x0 - off, centre), (x1 + off, centre)):
        canvas.circle(x, y, radius)
        canvas.line(x - 2 * radius, y, x + 2 * radius, y)
        canvas.line(x, y - 2 * radius, x, y + 2 * radius)


def _bar(canvas: Any, trim: Sequence[float], away: float, inks: Sequence[Sequence[float]]) -> None:
    """Patches in the upper left margin, clear of the crop mark and of the register mark in the middle."""
    from reportlab.lib.colors import CMYKColor

    room = (trim[0] + trim[2]) / 2 - 5 * PT_PER_MM - trim[0] - 4 * PT_PER_MM
    side = min(_PATCH, room / len(inks))
    for at, ink in enumerate(inks):
        canvas.setFillColor(CMYKColor(*ink))
        x, y = trim[0] + 4 * PT_PER_MM + at * side, trim[3] + away + 0.5 * PT_PER_MM
        canvas.rect(x, y, side, 4 * PT_PER_MM, stroke=0, fill=1)


def _slug(canvas: Any, trim: Sequence[float], sheet: MarkedPage, font: str) -> None:
    """One line in the lower margin from the crop mark to the register mark, smaller when it is long, at last cut."""
    from reportlab.lib.colors import CMYKColor
    from reportlab.pdfbase.pdfmetrics import stringWidth  # type: ignore[import-untyped]

    text, size = sheet.slug, _SLUG_SIZE
    room = (trim[2] - trim[0]) / 2 - 9 * PT_PER_MM
    natural = stringWidth(text, font, size)
    if natural > room:
        size = max(_SLUG_LEAST, size * room / natural)
    while text and stringWidth(text, font, size) > room:
        text = text[:-2].rstrip() + "…" if len(text) > 2 else ""
    canvas.setFillColor(CMYKColor(0, 0, 0, 1))
    canvas.setFont(font, size)
    canvas.drawString(trim[0] + 4 * PT_PER_MM, trim[1] - sheet.bleed_pt - _GAP - 3.5 * PT_PER_MM, text)
