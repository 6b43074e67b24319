"""Checks 1, 2, 5, 38 and 39: the file as a whole, what acts in it, features that presses refuse, its size."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import pikepdf

from bulletin.errors import Finding, Text
from bulletin.geometry import Rect
from bulletin.pdf.document import annots
from bulletin.pdf.links import Active, active_parts
from bulletin.pdf.short_pictures import short_pictures
from bulletin.pdf.unpack import UNREADABLE, no_pictures
from bulletin.pdf.walk.drawn import PlacedPicture
from bulletin.preflight.checks.forms import form_findings, only_signatures
from bulletin.preflight.checks.rules import file as rules
from bulletin.preflight.checks.source import record_source
from bulletin.preflight.subject import InspectedFile, Verdict, as_warning, found, not_applicable, not_run

_MOST_BREACHES = 40
_MOST_UNREAD = 5  # of a page
_MOST_UNPACKED = 256 << 20  # bytes, of all streams together
_STEP = 1 << 18
_JPEG_START, _JPEG_END, _JPEG_TAIL = b"\xff\xd8", b"\xff\xd9", 64  # SOI, EOI (ITU-T T.81, B.1.1.3), padding
_STREAM_NAME = re.compile(r"(WARNING: |ERROR: )|(stream )?<(memory|stream|_io)[^>]*>")
_ZLIB = re.compile(r"Error -?\d+ while decompressing data: ")
_FORMS = frozenset({"/AcroForm", "/Widget"})
_ATTACHED = frozenset({"/EmbeddedFiles", "/FileAttachment", "/AF", "/Collection"})
_HARMLESS = frozenset({"/URI"})  # the base address of relative links in the catalogue
_UNBALANCED = {
    "q": (
        "trang lưu trạng thái vẽ (q) mà không trả lại đủ (Q)",
        "the page saves its graphics state (q) more often than it restores it (Q)",
    ),
    "Q": (
        "trang trả lại trạng thái vẽ (Q) chưa hề được lưu (q)",
        "the page restores a graphics state (Q) that it never saved (q)",
    ),
}
_PRINT_MARKS = frozenset({"/PrinterMark", "/TrapNet"})


class _Silent(pikepdf.StreamParser):
    """Takes in a content stream for the warnings that qpdf has of it."""

    def handle_object(self, *_: object) -> None:
        """Nothing is done with an operand or operator."""

    def handle_eof(self) -> None:
        """Nothing is left to do."""


def syntax(subject: InspectedFile) -> Verdict:
    """1: the structure as qpdf judges it, and whether everything could be read.

    The JPEGs of our own files were decoded when they were made; here only their ends are looked at, since decoding
    them again costs more than all other checks together. Those of other files are decoded.
    """
    pdf = subject.pdf
    said = map(short, (*subject.trouble, *_as_said(_torn(pdf)), *_as_said(_parsed(subject))))
    findings = [_syntax(text, text) for text in list(dict.fromkeys(said))[:_MOST_BREACHES]]
    for number, item, reason in islice(short_pictures(subject.pages), _MOST_BREACHES):
        findings.append(_syntax(reason.vi, reason.en, number, item.box))
    for page in subject.pages:
        if page.unbalanced:
            fault = _syntax(*_UNBALANCED[page.unbalanced], page.number)
            findings.append(_as_warning(fault))  # viewers mend it; a program that puts pages together may not
        findings += [
            found(rules.UNREAD, page.number, reason=reason.vi, reason_en=reason.en)
            for reason in page.unread[:_MOST_UNREAD]
        ]
    findings += [_too_complex(tangle.reason, tangle.page) for tangle in subject.endless]
    read, pages = len(subject.pages), subject.page_count
    if read < pages:
        findings.append(_too_complex(Text(f"đọc {read} trong {pages} trang", f"{read} of {pages} pages were read")))
    return findings


def _syntax(vi: str, en: str, page: int | None = None, box: Rect | None = None) -> Finding:
    return found(rules.SYNTAX, page, box, quote=en if vi == en else "", reason=vi, reason_en=en)


def _too_complex(reason: Text, page: int | None = None) -> Finding:
    return found(rules.TOO_COMPLEX, page, reason=reason.vi, reason_en=reason.en)


def _as_said(said: Iterator[str]) -> Iterator[str]:
    """Faults as they are found, and the one that ends the search."""
    try:
        yield from said
    except UNREADABLE as error:
        yield str(error)


def _parsed(subject: InspectedFile) -> Iterator[str]:
    if subject.endless:  # all of it would be unpacked again, without an end to it
        return
    if subject.laid is None:
        with no_pictures():
            yield from subject.pdf.check_pdf_syntax()
        return
    silent = _Silent()
    unread = {page.number for page in subject.pages if page.unread}
    for number, page in enumerate(subject.pdf.pages, 1):
        if number not in unread:
            page.parse_contents(silent)
    yield from (str(warning) for warning in subject.pdf.get_warnings())


def short(text: str) -> str:
    """One line of qpdf's or zlib's, without the name of a file that it was not given and without addresses."""
    return _ZLIB.sub("", _STREAM_NAME.sub("", " ".join(text.split()))).strip(" :")[:160]


def _torn(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Streams that end early, are overwritten or do not fit their checksum; qpdf passes over many of them."""
    left = _MOST_UNPACKED
    for obj in pdf.objects:
        if not isinstance(obj, pikepdf.Stream):
            continue
        if obj.get("/Filter") == pikepdf.Name.DCTDecode:
            raw = obj.read_raw_bytes()
            if not raw.startswith(_JPEG_START) or _JPEG_END not in raw[-_JPEG_TAIL:]:
                yield f"object {obj.objgen[0]}: incomplete JPEG"
        if obj.get("/Filter") != pikepdf.Name.FlateDecode:
            continue
        raw = obj.read_raw_bytes()
        inflater = zlib.decompressobj()
        try:
            while raw and left > 0 and not inflater.eof:
                left -= len(inflater.decompress(raw, _STEP))
                raw = inflater.unconsumed_tail
        except zlib.error as error:
            yield f"object {obj.objgen[0]}: {error}"
            continue
        if left > 0 and not inflater.eof and obj.read_raw_bytes():
            yield f"object {obj.objgen[0]}: incomplete deflate stream"


def archive(subject: InspectedFile) -> Verdict:
    """2: PDF/A and PDF/UA, judged by validators."""
    flavours = subject.limits.validate
    if not flavours:
        return not_applicable(
            "Bản này không cần đạt chuẩn PDF/A hay PDF/UA.", "This profile asks for no PDF/A and no PDF/UA."
        )
    if subject.validate is None:
        return not_run(
            f"Chưa nhờ bộ kiểm veraPDF (mất vài giây mỗi lần). Khi cần, gõ: bulletin preflight {subject.name}",
            f"The validator veraPDF was not asked (it takes seconds). When needed: bulletin preflight {subject.name}",
        )
    return judged(flavours, subject.validate(subject.data, flavours))


def judged(flavours: Sequence[str], verdicts: Mapping[str, Sequence[str] | None]) -> Verdict:
    """What validators said of a file: flavour → broken clauses, None where none could judge."""
    if any(verdicts.get(flavour) is None for flavour in flavours):
        return not_run(
            "Chưa cài bộ kiểm veraPDF: gõ pip install 'bulletin[validate]', cài Java và libjaxb-java.",
            "veraPDF is not installed: pip install 'bulletin[validate]', Java and libjaxb-java.",
        )
    return [
        found(
            rules.UA if flavour.startswith("ua") else rules.PDFA,
            quote=clause, flavour=flavour, clause=clause, measured=clause, limit=flavour,
        )
        for flavour in flavours
        for clause in list(dict.fromkeys(verdicts.get(flavour) or ()))[:_MOST_BREACHES]
    ]  # fmt: skip


def active(subject: InspectedFile) -> Verdict:
    """5: encryption, actions, scripts, forms, attachments; in our own record copies the source."""
    return [*_active(subject), *record_source(subject)]


def _active(subject: InspectedFile) -> Iterator[Finding]:
    limits = subject.limits
    if subject.pdf.is_encrypted:
        yield found(rules.ENCRYPTED, reason=_cipher(subject.pdf), reason_en=_cipher(subject.pdf))
    attach = limits.edition == "record" and "1b" not in limits.validate
    signed = only_signatures(subject.pdf)
    seen: set[tuple[str, int | None]] = set()
    for part in (*active_parts(subject.pdf), *_outline_actions(subject.pdf)):
        if part.what in _HARMLESS or (attach and part.what in _ATTACHED) or (part.what, part.page) in seen:
            continue
        if part.what in _FORMS or (signed and part.what == "/Perms"):
            continue  # `form_findings` speaks of forms; a certified file states there what its signature permits
        seen.add((part.what, part.page))
        if part.what in _ATTACHED:
            yield found(rules.ATTACHMENT, part.page, quote=part.what, what=part.what)
        elif part.what in _PRINT_MARKS or (part.page and _only_note(part.what)):
            continue  # check 6 speaks of annotations
        else:
            yield found(rules.ACTION, part.page, quote=part.what, what=_kind(subject.pdf, part.what))
    yield from form_findings(subject.pdf)


def _only_note(what: str) -> bool:
    """Whether a fault of `links.fault` is an annotation that does nothing (`/Text`, `/Highlight` …)."""
    return what.startswith("/") and what not in {"/AA", "/Next", "/JavaScript", "/Launch", "/Movie", "/Sound",
        "/Screen", "/3D", "/RichMedia", "/SubmitForm", "/ImportData", "/ResetForm", "/GoToR", "/GoToE", "/Named",
        "/Rendition", "/Hide", "/SetOCGState", "/Trans", "None"}  # fmt: skip


def _kind(pdf: pikepdf.Pdf, what: str) -> str:
    """What an opening action does (`/OpenAction JavaScript`)."""
    action = pdf.Root.get(what) if what in ("/OpenAction",) else None
    return f"{what} {action.get('/S', '')}".strip() if isinstance(action, pikepdf.Dictionary) else what


def _cipher(pdf: pikepdf.Pdf) -> str:
    try:
        return f"R{pdf.encryption.R}, {pdf.encryption.bits} bit"
    except (pikepdf.PdfError, ValueError, AttributeError):
        return "/Encrypt"


def _outline_actions(pdf: pikepdf.Pdf) -> Iterator[Active]:
    """Bookmarks that do more than lead to a page."""
    todo: list[object] = [pdf.Root.get("/Outlines")]
    seen: set[tuple[int, int]] = set()
    while todo:
        item = todo.pop()
        if not isinstance(item, pikepdf.Dictionary) or item.objgen in seen:
            continue
        seen.add(item.objgen)
        action = item.get("/A")
        kind = str(action.get("/S", "")) if isinstance(action, pikepdf.Dictionary) else ""
        if kind and kind not in ("/GoTo", "/URI"):
            yield Active(None, kind)
        todo += [item.get("/First"), item.get("/Next")]


def features(subject: InspectedFile) -> Verdict:
    """38: layers, OPI, alternates, PostScript, LZW, JPX, 16 bit, transfer curves."""
    findings = list(_features(subject))
    return findings if subject.limits.printed else [_as_warning(finding) for finding in findings]


def _as_warning(finding: Finding) -> Finding:
    return Finding(as_warning(finding.rule), finding.place, finding.quote, finding.values)


def _features(subject: InspectedFile) -> Iterator[Finding]:
    if "/OCProperties" in subject.pdf.Root:
        yield found(rules.FEATURES, quote="/OCProperties", what="optional content (OCProperties)")
    for page in subject.pages:
        for name in sorted(page.features):
            what = {"PS": "PostScript XObject", "deep": "forms nested too deep"}.get(name, f"ExtGState {name}")
            if name != "BX":
                yield found(rules.FEATURES, page.number, quote=name, what=what)
        reported: set[tuple[int, int]] = set()
        for item in page.pictures:
            if item.image is not None and item.image.objgen in reported:
                continue
            if item.image is not None:
                reported.add(item.image.objgen)
            yield from _picture(subject, page.number, item)
    yield from _packed(subject.pdf)


def _picture(subject: InspectedFile, page: int, item: PlacedPicture) -> Iterator[Finding]:
    box = item.box
    if "LZWDecode" in item.filters:
        yield found(rules.FEATURES, page, box, what="LZWDecode")
    old = subject.limits.standard == "x-1a"
    newer = rules.FEATURES if old else as_warning(rules.FEATURES)  # PDF/X-4 knows them, many machines do not
    if "JPXDecode" in item.filters:
        yield found(newer, page, box, what="JPEG 2000 (JPXDecode)")
    if item.bits == 16:
        yield found(newer, page, box, what="16 bit")
    if item.image is not None:
        for key, name in (("/Alternates", "alternate images"), ("/OPI", "OPI")):
            if key in item.image:
                yield found(rules.FEATURES, page, box, what=name)


def _packed(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """LZW in content streams and fonts, PostScript in forms: found from all objects, drawn or not."""
    reported: set[str] = set()
    for obj in pdf.objects:
        if not isinstance(obj, pikepdf.Stream):
            continue
        kind = obj.get("/Subtype")
        what = ""
        if kind == pikepdf.Name.Form and "/OPI" in obj:
            what = "OPI (form)"
        elif kind == pikepdf.Name.PS or (kind == pikepdf.Name.Form and obj.get("/Subtype2") == pikepdf.Name.PS):
            what = "PostScript XObject"
        elif kind == pikepdf.Name.Form and "/Ref" in obj:
            what = "reference XObject"
        elif kind != pikepdf.Name.Image and "LZWDecode" in str(obj.get("/Filter", "")):
            what = "LZWDecode"
        if what and what not in reported:
            reported.add(what)
            yield found(rules.FEATURES, quote=what, what=what)


def size(subject: InspectedFile) -> Verdict:
    """39: megabytes."""
    measured = len(subject.data) / 1e6
    limit = subject.limits.max_mb
    if measured <= limit:
        return ()
    return (found(rules.FILE_SIZE, measured=f"{measured:.1f}", limit=f"{limit:g}"),)


def annotations_of(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    """The annotations that may show on paper: neither traps nor printer's marks nor popups."""
    for annotation in annots(page):
        if str(annotation.get("/Subtype", "")) not in {*_PRINT_MARKS, "/Popup"}:
            yield annotation
