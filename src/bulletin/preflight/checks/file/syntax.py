"""Check 1: the structure of the file, and whether everything in it could be read."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import islice

import pikepdf

from bulletin.errors import Finding, Text
from bulletin.geometry import Rect
from bulletin.lazy import pattern
from bulletin.pdf.short_pictures import short_pictures
from bulletin.pdf.unpack import UNREADABLE, no_pictures
from bulletin.preflight.checks.asked import always
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, EXPORT, flight_rule
from bulletin.preflight.subject import InspectedFile, Verdict, found, warned

_MOST_BREACHES = 40
_MOST_UNREAD = 5  # of a page
_MOST_UNPACKED = 256 << 20  # bytes, of all streams together
_STEP = 1 << 18
_JPEG_START, _JPEG_END, _JPEG_TAIL = b"\xff\xd8", b"\xff\xd9", 64  # SOI, EOI (ITU-T T.81, B.1.1.3), padding
_STREAM_NAME = pattern(r"(WARNING: |ERROR: )|(stream )?<(memory|stream|_io)[^>]*>")
_ZLIB = pattern(r"Error -?\d+ while decompressing data: ")
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

SYNTAX = flight_rule(
    "syntax", ERROR,
    Text("Tệp PDF bị hỏng hoặc không đúng chuẩn: {reason}.", "The PDF is damaged or malformed: {reason_en}."),
    Text("Máy của nhà in có thể không mở được, hoặc in thiếu.", "The shop's machines may refuse it or lose parts."),
    EXPORT,
)  # fmt: skip
TOO_COMPLEX = flight_rule(
    "too-complex", ERROR,
    Text("Tệp quá lớn hoặc quá rối nên chỉ kiểm được một phần: {reason}.",
         "The file is too large or too tangled to be checked in full: {reason_en}."),
    Text("Phần chưa kiểm có thể còn lỗi.", "The part that was not read may hold any fault."),
    Text("Anh/chị tách tệp thành nhiều phần nhỏ hơn rồi kiểm từng phần.", "Split the file and check the parts."),
)  # fmt: skip
UNREAD = flight_rule(
    "unread", ERROR,
    Text("Trang {page} có nội dung không đọc được: {reason}.",
         "Page {page} holds content that cannot be read: {reason_en}."),
    Text("Phần ấy chưa được kiểm; máy in có thể bỏ trống đúng chỗ đó.",
         "That part was not checked, and printers may leave it blank."),
    Text("Anh/chị mở tệp, xem kỹ trang {page}, rồi xuất lại từ phần mềm dàn trang.",
         "Open the file, look at page {page}, and export it again from the program that made it."),
)  # fmt: skip
UNFINISHED = flight_rule(
    "unreadable", ERROR,
    Text("Không kiểm hết được mục này: {reason}.", "This check could not be finished: {reason_en}."),
    Text("Chỗ mà chương trình không hiểu thì máy in cũng dễ hiểu sai.",
         "What cannot be understood here may be printed wrongly as well."),
    EXPORT,
)  # fmt: skip


class _Silent(pikepdf.StreamParser):
    """Takes in a content stream for the warnings that qpdf has of it."""

    def handle_object(self, *_: object) -> None:
        """Nothing is done with an operand or operator."""

    def handle_eof(self) -> None:
        """Nothing is left to do."""


@check(
    1,
    "syntax",
    title=Text("Cấu trúc tệp PDF", "Syntax of the PDF"),
    rules=(SYNTAX, TOO_COMPLEX, UNREAD, UNFINISHED),
    asks=always("qpdf: 0"),
    fails=Text(
        "Tệp tải về dở dang: phần cuối bị cắt, một ảnh JPEG thiếu đoạn kết.",
        "A file that was not downloaded to its end: its tail and the end of a JPEG are missing.",
    ),
    passes=Text(
        "Tệp xuất thẳng từ phần mềm dàn trang, mở ra là đọc được mọi trang.",
        "A file as the layout program exported it: every page of it can be read.",
    ),
    turn=1,
)
def check_syntax(subject: InspectedFile) -> Verdict:
    """The structure as qpdf judges it, and whether everything could be read.

    The JPEGs of our own files were decoded when they were made; here only their ends are looked at, since decoding
    them again costs more than all other checks together. Those of other files are decoded.
    """
    pdf = subject.pdf
    said = map(short, (*subject.trouble, *_as_said(_torn(pdf)), *_as_said(_parsed(subject))))
    findings = [_fault(text, text) for text in list(dict.fromkeys(said))[:_MOST_BREACHES]]
    for number, item, reason in islice(short_pictures(subject.pages), _MOST_BREACHES):
        findings.append(_fault(reason.vi, reason.en, number, item.box))
    for page in subject.pages:
        if page.unbalanced:
            fault = _fault(*_UNBALANCED[page.unbalanced], page.number)
            findings.append(warned(fault))  # viewers mend it; a program that puts pages together may not
        findings += [
            found(UNREAD, page.number, reason=reason.vi, reason_en=reason.en) for reason in page.unread[:_MOST_UNREAD]
        ]
    findings += [_too_complex(tangle.reason, tangle.page) for tangle in subject.endless]
    read, pages = len(subject.pages), subject.page_count
    if read < pages:
        findings.append(_too_complex(Text(f"đọc {read} trong {pages} trang", f"{read} of {pages} pages were read")))
    return findings


def _fault(vi: str, en: str, page: int | None = None, box: Rect | None = None) -> Finding:
    return found(SYNTAX, page, box, quote=en if vi == en else "", reason=vi, reason_en=en)


def _too_complex(reason: Text, page: int | None = None) -> Finding:
    return found(TOO_COMPLEX, page, reason=reason.vi, reason_en=reason.en)


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
