"""Reading a yearbook back: folios, links, labels, bookmarks, and small pages to bind."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf

from bulletin.pdf.text.pages import page_texts

A5 = (419.5, 595.3)


def sheets(*texts: str, size: tuple[float, float] = A5, rotate: int = 0, colour: tuple[float, ...] = (0.5,)) -> bytes:
    """A PDF with a line of plain letters on each page, in a colour (grey, RGB or CMYK)."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for text in texts:
        if rotate:
            canvas.setPageRotation(rotate)
        if len(colour) == 4:
            canvas.setFillColorCMYK(*colour)
        else:
            canvas.setFillColorRGB(*(colour * 3)[:3])
        canvas.drawString(40, size[1] / 2, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def labels(pdf: pikepdf.Pdf) -> list[str]:
    """The label of every page, as readers show it."""
    return [page.label for page in pdf.pages]


def links(pdf: pikepdf.Pdf) -> Iterator[tuple[int, str, int]]:
    """Every link: index of its page, what it says, index of the page that it leads to."""
    numbers = {page.objgen: at for at, page in enumerate(pdf.pages)}
    for at, page in enumerate(pdf.pages):
        for annotation in page.obj.get("/Annots", []):
            yield at, str(annotation.Contents), numbers[annotation.Dest[0].objgen]


def last_lines(data: bytes) -> list[list[str]]:
    """The lines of text of every page."""
    return [text.split("\n") for text in page_texts(data)]


def pixel(data: bytes, page: int, x: float, y: float) -> int:
    """The grey (0 black, 255 white) at a place of a page, in pt from the lower left corner of its trim."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            media = [float(edge) for edge in pdf.pages[page].mediabox]
        image = document[page].render(scale=2, may_draw_forms=False).to_pil().convert("L")
        value = image.getpixel((int((x - media[0]) * 2), int((media[3] - y) * 2)))
        assert isinstance(value, int)
        return value
    finally:
        document.close()
