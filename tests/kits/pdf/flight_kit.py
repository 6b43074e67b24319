"""Small hand-written PDFs for the preflight: one page of 100 × 80 mm with 3 mm bleed, and what is said of it."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from bulletin.errors import Finding
from bulletin.fields.printer import Condition, Printer
from bulletin.pdf.walk.drawn import PageFacts
from bulletin.preflight.inspect import preflight, walk_file
from bulletin.preflight.limits import EditionLimits, limits_for
from bulletin.preflight.report import Report

MM = 72 / 25.4
WIDTH, HEIGHT, BLEED = 100.0, 80.0, 3.0
SHOP = Printer(title="Xưởng thử", paper="coated", condition=Condition(identifier="FOGRA39"), page_multiple=1)
PRESS = limits_for("press", SHOP)
SCREEN = limits_for("screen")
OFFICE = limits_for("office")
Change = Callable[[pikepdf.Pdf], None]
XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
<pdf:Trapped>False</pdf:Trapped><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Thử</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>""".encode()
PROFILE = b"\0" * 12 + b"prtrCMYK" + b"\0" * 108


def mm(*values: float) -> str:
    """Numbers in pt from mm."""
    return " ".join(f"{value * MM:.3f}" for value in values)


def box(x: float, y: float, width: float, height: float) -> str:
    """A rectangle in mm from the trim's top left, as operands of `re`."""
    return mm(x, HEIGHT - y - height, width, height)


def words(text: str = "abc", *, size: float = 10, at: tuple[float, float] = (20, 40), font: str = "F") -> str:
    """Text with its baseline at a place in mm from the trim's top left."""
    return f"BT /{font} {size} Tf {mm(at[0], HEIGHT - at[1])} Td ({text}) Tj ET"


GOOD = "0 0 0 1 k " + words()


def font_of(pdf: pikepdf.Pdf, **entries: Any) -> pikepdf.Object:
    """A simple font, embedded as a subset, in which every letter is half as wide as it is high."""
    program = pdf.make_stream(b"\0\1\0\0" + b"\0" * 8)
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Probe"), Flags=32, FontFile2=program)
    made = Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/ABCDEF+Probe"), FirstChar=32, Widths=Array([500] * 224),
        ToUnicode=pdf.make_stream(b"1 beginbfrange <20> <7e> <0020> endbfrange"), FontDescriptor=descriptor,
    )  # fmt: skip
    for key, value in entries.items():
        if value is None:
            del made[f"/{key}"]
        else:
            made[f"/{key}"] = value
    return pdf.make_indirect(made)


def make(content: str | bytes = GOOD, *, pages: int = 1, change: Change | None = None, **lists: Any) -> bytes:
    """A good press file with other content.

    Args:
        content: of every page; the origin is the trim's lower left corner.
        pages: how many.
        change: what is done to the open file before it is saved.
        lists: resources such as `XObject`, each a dictionary or a function of the file.
    """
    pdf = pikepdf.new()
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(WIDTH * MM, HEIGHT * MM)).obj
        around = [-BLEED * MM, -BLEED * MM, (WIDTH + BLEED) * MM, (HEIGHT + BLEED) * MM]
        page.MediaBox, page.BleedBox = Array(around), Array(around)
        page.TrimBox = Array([0, 0, WIDTH * MM, HEIGHT * MM])
        page.Resources = Dictionary(Font=Dictionary(F=font_of(pdf)))
        for key, value in lists.items():
            page.Resources[f"/{key}"] = value(pdf) if callable(value) else value
        page.Contents = pdf.make_stream(content.encode("latin-1") if isinstance(content, str) else content)
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(Title=String("Thử"), CreationDate=String("D:20260101000000Z"), ModDate=String("D:20260101000000Z"),
                   Trapped=Name("/False"))
    )  # fmt: skip
    pdf.Root.Metadata = pdf.make_stream(XMP, Type=Name.Metadata, Subtype=Name.XML)
    profile = pdf.make_stream(PROFILE, N=4)
    pdf.Root.OutputIntents = Array([
        Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=String("FOGRA39"),
                   DestOutputProfile=profile)
    ])  # fmt: skip
    if change is not None:
        change(pdf)
    out = io.BytesIO()
    pdf.save(out, static_id=True, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def page_of(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The first page's dictionary."""
    return pdf.pages[0].obj


def picture(
    pdf: pikepdf.Pdf, pixels: tuple[int, int] = (100, 100), space: Any = Name.DeviceGray, bits: int = 8, **more: Any
) -> pikepdf.Stream:
    """A picture that no one decodes."""
    data = zlib.compress(b"\0" * 64)
    return pdf.make_stream(
        data, Type=Name.XObject, Subtype=Name.Image, Width=pixels[0], Height=pixels[1], ColorSpace=space,
        BitsPerComponent=bits, **{"Filter": Name.FlateDecode, **more},
    )  # fmt: skip


def form(pdf: pikepdf.Pdf, content: str, **entries: Any) -> pikepdf.Stream:
    """A form of the page's size."""
    return pdf.make_stream(
        content.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([-50, -50, 1000, 1000]), **entries
    )


def drawn(content: str | bytes, **lists: Any) -> PageFacts:
    """What the walk sees on a page."""
    with pikepdf.open(io.BytesIO(make(content, **lists))) as pdf:
        return walk_file(pdf)[0][0]


def look(data: bytes, limits: EditionLimits = PRESS, **tools: Any) -> Report:
    """The report."""
    return preflight(data, limits, name="thu.pdf", **tools)


def of_rule(report: Report, rule: str) -> list[Finding]:
    """The findings of one rule."""
    return [finding for finding in report.findings if finding.rule.id == f"preflight.{rule}"]


def limits(**changes: Any) -> EditionLimits:
    """Press limits with changes."""
    return replace(PRESS, **changes)
