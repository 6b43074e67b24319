"""The reader of content streams against hand-written pages, and against PDFium's own text extraction."""

from __future__ import annotations

import io

import make_laid
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from bulletin.pdf.pdfium import open_pdfium
from bulletin.pdf.text.fonts import FontUses
from bulletin.pdf.walk.page import PageFacts, read_page
from bulletin.preflight.proofs.text import _words

MM = 25.4 / 72
CMAP = b"1 beginbfrange <20> <7e> <0020> endbfrange 1 beginbfchar <e9> <1ebf> endbfchar"


def page_of(content: bytes, resources: dict[str, object] | None = None) -> PageFacts:
    """A page 200 × 100 pt with font /F (every code 500 wide) and the given content."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 100))
    font = Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/ABCDEF+Probe"), FirstChar=32,
        Widths=Array([500] * 224), ToUnicode=pdf.make_stream(CMAP),
    )  # fmt: skip
    extra = {key: value(pdf) if callable(value) else value for key, value in (resources or {}).items()}
    page.obj.Resources = Dictionary(Font=Dictionary(F=font), **extra)
    page.obj.Contents = pdf.make_stream(content)
    return read_page(page, FontUses())


def shown(content: bytes, resources: dict[str, object] | None = None) -> list[tuple[str, float, float, float]]:
    """(text, x of start, baseline from the foot, x of end), all in pt."""
    return [
        (run.text, run.start[0] / MM, 100 - run.start[1] / MM, run.end[0] / MM)
        for run in page_of(content, resources).runs
    ]


@pytest.mark.parametrize(
    ("content", "runs"),
    [
        (b"BT /F 10 Tf 20 50 Td (ab) Tj ET", [("ab", 20, 50, 30)]),
        (b"BT /F 10 Tf 20 50 Td (a) Tj (b) Tj ET", [("ab", 20, 50, 30)]),
        (b"BT /F 10 Tf 20 50 Td [(a) -1000 (b)] TJ ET", [("ab", 20, 50, 40)]),
        (b"BT /F 10 Tf 20 50 Td [<61> -1000 <62>]TJ ET", [("ab", 20, 50, 40)]),
        (b"BT /F 10 Tf 20 50 Td [<61>-500<>-500<62>] TJ ET", [("ab", 20, 50, 40)]),
        (b"BT /F 10 Tf 12 TL 20 50 Td (a) Tj T* (b) Tj (c) ' ET",
         [("a", 20, 50, 25), ("b", 20, 38, 25), ("c", 20, 26, 25)]),
        (b"BT /F 10 Tf 20 50 TD (a) Tj 0 -12 TD (b) Tj T* (c) Tj ET",
         [("a", 20, 50, 25), ("b", 20, 38, 25), ("c", 20, 26, 25)]),
        (b'BT /F 10 Tf 12 TL 20 50 Td 1 2 (a b) " ET', [("a b", 20, 38, 35)]),
        (b"BT /F 10 Tf 2 Tc 20 50 Td (ab) Tj ET", [("ab", 20, 50, 34)]),
        (b"BT /F 10 Tf 3 Tw 20 50 Td (a b) Tj ET", [("a b", 20, 50, 38)]),
        (b"BT /F 10 Tf 50 Tz 20 50 Td (ab) Tj ET", [("ab", 20, 50, 25)]),
        (b"BT /F 10 Tf 5 Ts 20 50 Td (a) Tj ET", [("a", 20, 55, 25)]),
        (b"BT /F 1 Tf 10 0 0 10 20 50 Tm (ab) Tj ET", [("ab", 20, 50, 30)]),
        (b"q 2 0 0 2 10 10 cm BT /F 10 Tf 5 5 Td (a) Tj ET Q BT /F 10 Tf 1 1 Td (b) Tj ET",
         [("a", 20, 20, 30), ("b", 1, 1, 6)]),
        (b"BT /F 10 Tf 20 50 Td (\\(a\\)\\\\\\141\\n) Tj ET", [("(a)\\a\ufffd", 20, 50, 45)]),
        (b"BT /F 10 Tf 20 50 Td (x(y)z) Tj ET", [("x(y)z", 20, 50, 45)]),
        (b"BT /F 10 Tf 20 50 Td (a\\\nb) Tj ET", [("ab", 20, 50, 30)]),
        (b"BT /F 10 Tf 20 50 Td <e9> Tj ET", [("ế", 20, 50, 25)]),
        (b"BT /F 10 Tf 20 50 Td <6> Tj ET", [("`", 20, 50, 25)]),
        (b"/Span <</ActualText (no)/MCID 3>> BDC BT /F 10 Tf 20 50 Td (a) Tj ET EMC", [("a", 20, 50, 25)]),
        (b"% (no) Tj\nBT /F 10 Tf 20 50 Td (a) Tj ET", [("a", 20, 50, 25)]),
        (b"10 10 m 20 20 l 1 2 3 4 5 6 c h S BT /F 10 Tf 20 50 Td (a) Tj ET", [("a", 20, 50, 25)]),
        (b"BI /W 1 /H 1 /CS /G /BPC 8 ID (no) Tj\xff EI BT /F 10 Tf 20 50 Td (a) Tj ET", [("a", 20, 50, 25)]),
        (b"BT /G 10 Tf (lost) Tj /F 10 Tf 20 50 Td (a) Tj ET Q Q", [("a", 20, 50, 25)]),
        (b"BT /F 10 Tf 20 50 Td (open", [("open", 20, 50, 40)][:0]),
    ],
)  # fmt: skip
def test_text_operators(content: bytes, runs: list[tuple[str, float, float, float]]) -> None:
    assert shown(content) == [(text, *map(pytest.approx, numbers)) for text, *numbers in runs]


def form(pdf: pikepdf.Pdf) -> pikepdf.Object:
    body = pdf.make_stream(b"BT /F 10 Tf 1 2 Td (in) Tj ET /Fm Do")
    body.Type, body.Subtype, body.BBox, body.Matrix = (
        Name.XObject,
        Name.Form,
        Array([0, 0, 99, 99]),
        Array([2, 0, 0, 2, 5, 5]),
    )
    return Dictionary(Fm=body)


def test_forms_are_entered_and_end() -> None:
    runs = shown(b"q 1 0 0 1 10 10 cm /Fm Do Q BT /F 10 Tf 0 0 Td (out) Tj ET", {"XObject": form})
    assert runs[0] == ("in", pytest.approx(17), pytest.approx(19), pytest.approx(37))
    assert runs[-1][0] == "out"


def image(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return Dictionary(Im=pdf.make_stream(b"x", Type=Name.XObject, Subtype=Name.Image, Width=2, Height=1))


def test_pictures_with_their_size_on_the_page() -> None:
    (placed,) = page_of(b"q 72 0 0 36 20 30 cm /Im Do Q /Im2 Do", {"XObject": image}).pictures
    assert placed.box == pytest.approx([20 * MM, (100 - 66) * MM, 92 * MM, 70 * MM])
    assert (placed.width_mm, placed.height_mm) == pytest.approx((25.4, 12.7))


def test_turned_picture_keeps_its_own_sides() -> None:
    (placed,) = page_of(b"q 0 72 -36 0 50 10 cm /Im Do Q", {"XObject": image}).pictures
    assert (placed.width_mm, placed.height_mm) == pytest.approx((25.4, 12.7))
    assert placed.box == pytest.approx([14 * MM, 18 * MM, 50 * MM, 90 * MM])


@pytest.mark.parametrize(
    ("clip", "hidden"),
    [
        (b"0 0 200 100 re W n", False), (b"0 0 22 100 re W n", True), (b"0 55 200 45 re W n", True),
        (b"0 0 200 100 re W n 100 0 100 100 re W* n", True), (b"0 0 1 1 re f", False),
        (b"q 0 0 1 1 re W n Q", False),
    ],
)  # fmt: skip
def test_clips(clip: bytes, hidden: bool) -> None:
    (run,) = page_of(clip + b" BT /F 10 Tf 20 50 Td (ab) Tj ET").runs
    assert run.clipped is hidden


def test_same_words_as_pdfium_reads() -> None:
    """PDFium orders and parts words by its own rules; on plain pages both must agree word for word."""
    laid = make_laid.big(pages=2, codes=0)
    with pikepdf.open(io.BytesIO(laid.pdf)) as pdf, open_pdfium(laid.pdf) as other:
        for number, page in enumerate(pdf.pages):
            own = _words(read_page(page, FontUses()).runs)
            assert len(own) > 300
            assert own == other[number].get_textpage().get_text_bounded().split()
