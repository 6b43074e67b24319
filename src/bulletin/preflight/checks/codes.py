"""Checks 33, 34 and 35: QR codes as drawn and as read, bar codes."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.errors import Finding, spoken
from bulletin.geometry import Rect, around
from bulletin.pdf.walk.drawn import Drawn, Fill, PageFacts, PlacedPicture
from bulletin.preflight.checks.black import inks_in_words
from bulletin.preflight.checks.rules import text as rules
from bulletin.preflight.qr.form import on_white, pure_black, reading_in_words
from bulletin.preflight.report import CodeFact
from bulletin.preflight.subject import InspectedFile, Verdict, as_warning, found, not_applicable, not_run, undrawn

_QUIET = 4.0  # modules (ISO/IEC 18004, 5.3.8)
_ROUNDING = 0.25  # modules, for the raster that it is measured on
_LEAST_MM, _GOOD_MM = 0.33, 0.4
_MM = 0.005
_MARGIN = 0.5
_BARS = 20  # fewer upright bars side by side are a table or a pattern
_BAR_MM, _BAR_HIGH_MM, _GAP_MM = 2.0, 4.0, 4.0


def _absent(subject: InspectedFile) -> Verdict | None:
    if subject.endless:
        return undrawn(subject)
    if subject.codes is None:
        return not_run("Lần kiểm này không quét thử mã QR.", "Reading QR codes was not asked for.")
    if not subject.codes:
        return not_applicable("Tệp không có mã QR.", "The file has no QR codes.")
    return None


def _rect(code: CodeFact) -> Rect:
    x, y, width, height = code.box_mm
    return x, y, x + width, y + height


def qr_form(subject: InspectedFile) -> Verdict:
    """33: black vectors on white, quiet zone, size of modules."""
    absent = _absent(subject)
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
    box = _rect(code)
    for reason in _faults(subject, page, code):
        yield found(rules.QR_FORM, code.page, box, quote=code.text, reason=reason[0], reason_en=reason[1])
    if code.module_mm < _GOOD_MM - _MM:
        error = code.module_mm < _LEAST_MM - _MM and subject.limits.printed
        limit = _LEAST_MM if error else _GOOD_MM
        if error or subject.limits.printed:
            rule = rules.QR_MODULE if error else as_warning(rules.QR_MODULE)
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


def qr_reading(subject: InspectedFile) -> Verdict:
    """34: every code reads as its edition is printed, says the right thing and has room to spare."""
    absent = _absent(subject)
    if absent is not None:
        return absent
    findings: list[Finding] = []
    for code in subject.codes or ():
        box = _rect(code)
        failed = [name for name, good in code.readings if not good and "dpi" in name]
        if not code.text or failed:
            readings = [reading_in_words(name) for name in failed]
            findings.append(
                found(rules.QR_READING, code.page, box, quote=code.expected or code.text,
                      measured=", ".join(said.en for said in readings) or "–",
                      measured_vi="; ".join(said.vi for said in readings) or "–")
            )  # fmt: skip
        elif code.margin < _MARGIN:
            measured, limit = f"{code.margin * 100:.0f}", f"{_MARGIN * 100:.0f}"
            findings.append(found(rules.QR_MARGIN, code.page, box, quote=code.text, measured=measured, limit=limit))
        if code.text and code.expected and code.text != code.expected:
            findings.append(
                found(rules.QR_CONTENT, code.page, box, quote=code.text, measured=code.text, limit=code.expected)
            )
    return findings


def barcode(subject: InspectedFile) -> Verdict:
    """35: bar codes are black only; their bar width reduction is the shop's to say.

    Found by their drawing: at least 20 upright bars of one height side by side.
    """
    if not subject.limits.press:
        return not_applicable("Chỉ xét mã vạch trong bản gửi nhà in.", "Bar codes are looked at in press files.")
    findings: list[Finding] = []
    for page in subject.pages:
        for box, bars in _bar_codes(page):
            mixed = next((bar for bar in bars if not bar.paint.black_only), None)
            if mixed is None:
                findings.append(found(rules.BARCODE_WIDTH, page.number, box))
            else:
                findings.append(found(rules.BARCODE, page.number, box, measured=inks_in_words(mixed.paint)))
    return findings


def _bar_codes(page: PageFacts) -> Iterator[tuple[Rect, list[Fill]]]:
    bars = [
        (part, item)
        for item in page.drawn
        if isinstance(item, Fill) and item.shown and item.exact and not item.paint.white
        for part in item.parts
        if 0 < part[2] - part[0] <= _BAR_MM and part[3] - part[1] >= _BAR_HIGH_MM
    ]
    bars.sort(key=lambda bar: (round(bar[0][1]), bar[0][0]))
    group: list[tuple[Rect, Fill]] = []
    for bar in bars:
        if group and (
            abs(bar[0][1] - group[0][0][1]) > 1 or bar[0][0] - group[-1][0][2] > _GAP_MM or bar[0][0] < group[-1][0][0]
        ):
            yield from _code(group)
            group = []
        group.append(bar)
    yield from _code(group)


def _code(group: list[tuple[Rect, Fill]]) -> Iterator[tuple[Rect, list[Fill]]]:
    if len(group) >= _BARS:
        yield around([part for part, _ in group]), [item for _, item in group]
