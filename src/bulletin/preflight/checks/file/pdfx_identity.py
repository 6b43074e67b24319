"""Check 3: what a press file says about itself (ISO 15930-4 and 15930-7)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pikepdf

from bulletin.errors import Text
from bulletin.lazy import pattern
from bulletin.pdf.unpack import UNREADABLE, TooMuch, unpacked
from bulletin.preflight.checks.file.intents import press_intents, profile_of
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, flight_rule
from bulletin.preflight.subject import InspectedFile, Verdict, found, not_applicable

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_VERSION = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_TRAPPED = "{http://ns.adobe.com/pdf/1.3/}Trapped"
_EXPECTED = {"x-4": ("PDF/X-4",), "x-1a": ("PDF/X-1a:2003", "PDF/X-1a:2001")}
_DATE = pattern(r"D:\d{4}(\d\d){0,5}([-+Z](\d\d'?(\d\d)?'?)?)?")
_MOST_XMP = 4 << 20

PDFX = flight_rule(
    "pdfx-identity", ERROR,
    Text("Tệp không đúng PDF/{standard}: {reason}.", "The file is no proper PDF/{standard}: {reason}."),
    Text("Nhà in dựa vào thông tin này để biết tệp đã sẵn sàng in.",
         "Print shops rely on this to know that the file is ready for press."),
    Text("Anh/chị xuất lại tệp với chuẩn PDF/{standard}, đủ tiêu đề, ngày tháng, Trapped và hồ sơ màu CMYK.",
         "Export as PDF/{standard} with title, dates, Trapped and an embedded CMYK profile."),
)  # fmt: skip

_STANDARDS = {"x-4": "PDF/X-4", "x-1a": "PDF/X-1a:2003", "none": "–"}


@check(
    3,
    "pdfx-identity",
    title=Text("Thông tin nhận dạng PDF/X", "Identity of a PDF/X file"),
    rules=(PDFX,),
    asks=lambda limits: _STANDARDS[limits.standard],
    fails=Text(
        "Tệp gửi nhà in không ghi Trapped, hoặc ghi tên chuẩn là PDF/X-3.",
        "A press file without Trapped, or one that calls itself PDF/X-3.",
    ),
    passes=Text(
        "Tệp PDF/X-4 có tiêu đề, hai mốc ngày giờ, Trapped và một hồ sơ màu CMYK.",
        "A PDF/X-4 file with title, both dates, Trapped and one CMYK profile.",
    ),
)
def check_pdfx_identity(subject: InspectedFile) -> Verdict:
    """Version, Info, file identifier, one output intent with a CMYK printer profile."""
    standard = subject.limits.standard
    if standard == "none" or not subject.limits.press:
        return not_applicable("Bản này không theo chuẩn PDF/X.", "This profile asks for no PDF/X.")
    name = standard.upper()
    return [found(PDFX, quote=reason, standard=name, reason=reason) for reason in _identity(subject, standard)]


def _identity(subject: InspectedFile, standard: str) -> Iterator[str]:
    pdf = subject.pdf
    info = pdf.trailer.get("/Info")
    info = info if isinstance(info, pikepdf.Dictionary) else pikepdf.Dictionary()
    xmp = _xmp(pdf)
    yield from _version(info, xmp, standard)
    for key in ("/Title", "/CreationDate", "/ModDate"):
        value = str(info.get(key, "")).strip()
        if not value:
            yield f"Info {key}: –"
        elif key != "/Title" and not _DATE.fullmatch(value):
            yield f"Info {key}: {value}"
    if str(info.get("/Trapped", "")) not in ("/True", "/False"):
        yield f"Info /Trapped: {str(info.get('/Trapped', '')) or '–'}"
    if xmp is not None and standard == "x-4":
        title, trapped = _text(xmp, _TITLE), _text(xmp, _TRAPPED)
        if title and title != str(info.get("/Title", "")):
            yield f"XMP dc:title “{title}” ≠ Info /Title"
        if trapped and f"/{trapped}" != str(info.get("/Trapped", "")):
            yield f"XMP pdf:Trapped {trapped} ≠ Info /Trapped"
    identifier = pdf.trailer.get("/ID")
    if not isinstance(identifier, pikepdf.Array) or len(identifier) != 2:
        yield "trailer /ID: –"
    if standard == "x-1a" and pdf.pdf_version > "1.4":
        yield f"PDF {pdf.pdf_version} > 1.4"
    yield from _intent(pdf, standard)


def _version(info: pikepdf.Object, xmp: ET.Element | None, standard: str) -> Iterator[str]:
    if standard == "x-4":
        if xmp is None:
            yield "XMP: –"
        else:
            stated = _text(xmp, _VERSION)
            if stated not in _EXPECTED[standard]:
                yield f"XMP GTS_PDFXVersion: {stated or '–'}"
        return
    stated = str(info.get("/GTS_PDFXVersion", ""))
    if stated not in _EXPECTED[standard]:
        yield f"Info /GTS_PDFXVersion: {stated or '–'}"


def _intent(pdf: pikepdf.Pdf, standard: str) -> Iterator[str]:
    intents = press_intents(pdf)
    if len(intents) != 1:
        yield f"GTS_PDFX OutputIntents: {len(intents)}"
        return
    if not str(intents[0].get("/OutputConditionIdentifier", "")).strip():
        yield "OutputConditionIdentifier: –"
    profile = profile_of(intents[0])
    if profile is None:
        if standard == "x-4" or "/DestOutputProfile" in intents[0]:  # X-1a may name a registered condition alone
            yield "DestOutputProfile: –"
        return
    kind, space = profile[12:16], profile[16:20]
    if kind != b"prtr" or space not in (b"CMYK", b"GRAY"):
        yield f"DestOutputProfile: {kind.decode('latin-1')} {space.decode('latin-1')}"


def _xmp(pdf: pikepdf.Pdf) -> ET.Element | None:
    """The parsed XMP packet; None when there is none, it is not XML, or it declares entities."""
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return None
    try:
        data = unpacked(stream, _MOST_XMP)
        if b"<!" in data.replace(b"<!--", b""):  # no document type, so no entity bombs
            return None
        return ET.fromstring(data)
    except (TooMuch, *UNREADABLE, ET.ParseError, ValueError, LookupError):
        return None


def _text(xmp: ET.Element, name: str) -> str:
    """A property, written as an element (plain or as alternatives) or as an attribute of its description."""
    for description in xmp.iter(f"{_RDF}Description"):
        if name in description.attrib:
            return description.attrib[name].strip()
        element = description.find(name)
        if element is not None:
            item = element.find(f".//{_RDF}li")
            return ((element.text if item is None else item.text) or "").strip()
    return ""
