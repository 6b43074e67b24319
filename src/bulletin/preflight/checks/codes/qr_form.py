"""Check 33: QR codes are black vectors on white with a quiet zone and modules that are large enough."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.errors import Finding, Text, spoken
from bulletin.pdf.walk.drawn import Drawn, Fill, PageFacts, PlacedPicture
from bulletin.preflight.checks.asked import number, of_paper
from bulletin.preflight.checks.codes.found import absence, frame_of
from bulletin.preflight.checks.inks import inks_in_words
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, flight_rule
from bulletin.preflight.qr.form import on_white, pure_black
from bulletin.preflight.report import CodeFact
from bulletin.preflight.subject import InspectedFile, Verdict, as_warning, found

_QUIET = 4.0  # modules (ISO/IEC 18004, 5.3.8)
_ROUNDING = 0.25  # modules, for the raster that it is measured on
_LEAST_MM, _GOOD_MM = 0.33, 0.4
_MM = 0.005

QR_FORM = flight_rule(
    "qr-form", ERROR,
    Text("Mã QR trên trang {page} sai hình thức: {reason}.",
         "The QR code on page {page} has a wrong form: {reason_en}."),
    Text("Mã QR phải đen tuyền trên nền trắng, có lề trắng bốn ô thì máy photo in ra mới quét được.",
         "Only pure black on white with four modules of white around it survives a copier."),
    Text("Anh/chị đặt mã bằng hình véc-tơ đen (K100), nền trắng, chừa lề bốn ô.",
         "Draw it as black vectors (K100) on white and keep four modules free."),
)  # fmt: skip
QR_MODULE = flight_rule(
    "qr-module", ERROR,
    Text("Ô của mã QR trên trang {page} chỉ {measured} mm, nên từ {limit} mm.",
         "The modules of the QR code on page {page} are {measured} mm; {limit} mm or more is good."),
    Text("Điện thoại cầm tay khó quét ô nhỏ.", "Hand-held telephones struggle with small modules."),
    Text("Anh/chị in mã to hơn hoặc dùng địa chỉ ngắn hơn.", "Print it larger or use a shorter address."),
)  # fmt: skip

_ROOM, _LEAST, _GOOD = number(_QUIET), number(_LEAST_MM), number(_GOOD_MM)
_asked = of_paper(f"véc-tơ đen; viền ≥ {_ROOM} ô; ô ≥ {_LEAST} mm (L/E), ≥ {_GOOD} (C/W) / vector, quiet zone, module")


@check(
    33,
    "qr-form",
    title=Text("Hình thức mã QR", "Form of QR codes"),
    rules=(QR_FORM, QR_MODULE),
    asks=_asked,
    fails=Text(
        "Mã QR chèn vào dưới dạng ảnh, sát chữ bên cạnh.",
        "A QR code put in as a picture, close to the text beside it.",
    ),
    passes=Text(
        "Mã QR véc-tơ màu K100 trên nền trắng, chừa lề bốn ô, ô rộng 0,42 mm.",
        "A vector code in K100 on white with four free modules around it, each 0.42 mm wide.",
    ),
    of_content=True,
    where_shown=True,
    turn=3,
)
def check_qr_form(subject: InspectedFile) -> Verdict:
    """Black vectors on white, quiet zone, size of modules."""
    absent = absence(subject)
    if absent is not None:
        return absent
    pages = {page.number: page for page in subject.pages}
    return [
        finding
        for code in subject.codes or ()
        if code.modules
        for finding in _form(subject, pages.get(code.page), code)
    ]


def _form(subject: InspectedFile, page: PageFacts | None, code: CodeFact) -> Iterator[Finding]:
    box = frame_of(code)
    for reason in _faults(subject, page, code):
        yield found(QR_FORM, code.page, box, quote=code.text, reason=reason[0], reason_en=reason[1])
    if code.module_mm < _GOOD_MM - _MM:
        error = code.module_mm < _LEAST_MM - _MM and subject.limits.printed
        limit = _LEAST_MM if error else _GOOD_MM
        if error or subject.limits.printed:
            rule = QR_MODULE if error else as_warning(QR_MODULE)
            measured = f"{code.module_mm:.2f}"
            yield found(rule, code.page, box, quote=code.text, measured=measured, limit=f"{limit:g}")


def _faults(subject: InspectedFile, page: PageFacts | None, code: CodeFact) -> Iterator[tuple[str, str]]:
    if code.quiet_modules < _QUIET - _ROUNDING:
        measured = f"{code.quiet_modules:g}"
        yield f"lề trắng chỉ {spoken(measured, 'vi')} ô", f"{measured} modules of quiet zone"
    if code.inverted:
        yield "trắng trên nền đen", "white on black"
    elif not pure_black(code):
        yield "không đen tuyền", "not pure black"
    elif not on_white(code):
        yield "nền không trắng", "not on white"
    if page is None or not subject.limits.printed:
        return
    for item in _on(page, code):
        if isinstance(item, PlacedPicture):
            yield "là hình ảnh, không phải véc-tơ", "a picture, not vectors"
            return
        if not item.paint.white and not item.paint.black_only and item.paint.inks is not None and pure_black(code):
            yield inks_in_words(item.paint), inks_in_words(item.paint)
            return


def _on(page: PageFacts, code: CodeFact) -> Iterator[Drawn]:
    """What is drawn inside a code's box and makes up most of it."""
    x, y, width, height = code.box_mm
    for item in page.drawn:
        if item.shown and isinstance(item, Fill | PlacedPicture):
            x0, y0, x1, y1 = item.box
            inside = x0 >= x - 0.3 and y0 >= y - 0.3 and x1 <= x + width + 0.3 and y1 <= y + height + 0.3
            if inside and (x1 - x0) > width / 2 and (y1 - y0) > height / 2:
                yield item
