"""Checks 3 and 4: what a press file says about itself (ISO 15930-4 and 15930-7) and the condition it is made for."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from hashlib import sha256

import pikepdf

from bulletin.errors import Finding
from bulletin.pdf.unpack import UNREADABLE, TooMuch, unpacked
from bulletin.preflight.checks.rules import file as rules
from bulletin.preflight.subject import InspectedFile, Verdict, found, not_applicable

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_VERSION = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_TRAPPED = "{http://ns.adobe.com/pdf/1.3/}Trapped"
_EXPECTED = {"x-4": ("PDF/X-4",), "x-1a": ("PDF/X-1a:2003", "PDF/X-1a:2001")}
_DATE = re.compile(r"D:\d{4}(\d\d){0,5}([-+Z](\d\d'?(\d\d)?'?)?)?")
_MOST_XMP = 4 << 20


def identity(subject: InspectedFile) -> Verdict:
    """3: version, Info, file identifier, one output intent with a CMYK printer profile."""
    standard = subject.limits.standard
    if standard == "none" or not subject.limits.press:
        return not_applicable("Bản này không theo chuẩn PDF/X.", "This profile asks for no PDF/X.")
    name = standard.upper()
    return [found(rules.PDFX, quote=reason, standard=name, reason=reason) for reason in _identity(subject, standard)]


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


def condition(subject: InspectedFile) -> Verdict:
    """4: the identifier and the profile are those of the job."""
    limits = subject.limits
    if not limits.press:
        return not_applicable("Bản này không gửi nhà in.", "This profile is not for a print shop.")
    if limits.condition is None:
        return not_applicable(
            "Hồ sơ nhà in không ghi điều kiện in.", "The printer profile names no printing condition."
        )
    return list(_condition(subject, limits.condition.identifier))


def _condition(subject: InspectedFile, wanted: str) -> Iterator[Finding]:
    intents = press_intents(subject.pdf)
    names = [str(intent.get("/OutputConditionIdentifier", "")).strip() for intent in intents]
    if wanted not in names:
        yield found(rules.CONDITION, quote=", ".join(names), measured=", ".join(names) or "–", limit=wanted)
        return
    profile = profile_of(intents[names.index(wanted)])
    limits = subject.limits
    if profile is not None and limits.icc_sha256 and sha256(profile).hexdigest() != limits.icc_sha256:
        stated = _description(profile) or f"ICC {sha256(profile).hexdigest()[:8]}"
        yield found(rules.CONDITION, quote=stated, measured=stated, limit=limits.icc_name or wanted)


def press_intents(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The output intents of subtype GTS_PDFX."""
    listed = pdf.Root.get("/OutputIntents")
    if not isinstance(listed, pikepdf.Array):
        return []
    return [
        item for item in listed
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name.GTS_PDFX
    ]  # fmt: skip


def profile_of(intent: pikepdf.Object) -> bytes | None:
    """The embedded ICC profile of an output intent."""
    stream = intent.get("/DestOutputProfile")
    try:
        data = unpacked(stream) if isinstance(stream, pikepdf.Stream) else b""
    except (TooMuch, *UNREADABLE):
        data = b""
    return data if len(data) >= 128 else None


def _description(profile: bytes) -> str:
    """The `desc` tag of an ICC profile, version 2 or 4 (ICC.1:2022, 10.6 and 10.15)."""
    count = int.from_bytes(profile[128:132], "big")
    for number in range(min(count, 100)):
        entry = profile[132 + 12 * number : 144 + 12 * number]
        if entry[:4] == b"desc":
            offset, size = int.from_bytes(entry[4:8], "big"), int.from_bytes(entry[8:12], "big")
            data = profile[offset : offset + size]
            if data[:4] == b"desc":
                return data[12 : 12 + int.from_bytes(data[8:12], "big")].rstrip(b"\0").decode("latin-1")
            if data[:4] == b"mluc" and len(data) >= 28:
                start, length = int.from_bytes(data[24:28], "big"), int.from_bytes(data[20:24], "big")
                return data[start : start + length].decode("utf-16-be", "replace")
    return ""


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
