"""Preflight: all 39 checks on one finished file, ours or another's, and the report that they make."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import pikepdf

from bulletin.errors import Finding, Severity, Text
from bulletin.layout.laid import Laid
from bulletin.pdf.boxes import boxes_of
from bulletin.pdf.form_graph import EndlessPage, endless_pages
from bulletin.pdf.names import make_readable
from bulletin.pdf.pdfium import Undrawable
from bulletin.pdf.text.fonts import FontUses
from bulletin.pdf.unpack import UNREADABLE, bounded
from bulletin.pdf.walk.drawn import PageFacts, PlacedPicture
from bulletin.pdf.walk.page import read_page
from bulletin.pdf.walk.resources import Budget, Library
from bulletin.pdf.walk.tiles import MOST_TILES
from bulletin.preflight.checks.catalogue import CHECKS, FUNCTIONS, OF_CONTENT, ORDER, WHERE_SHOWN
from bulletin.preflight.checks.file.active_content import ENCRYPTED
from bulletin.preflight.checks.file.syntax import SYNTAX, UNFINISHED, short
from bulletin.preflight.checks.pictures.placed import photo_facts
from bulletin.preflight.checks.text.text_lost import TEXT_LOST
from bulletin.preflight.limits import EditionLimits
from bulletin.preflight.proofs.prove import Expected, prove_read
from bulletin.preflight.report import CheckResult, PageSize, Report
from bulletin.preflight.subject import (
    CodeReader,
    InkMaker,
    InspectedFile,
    NotRun,
    Validate,
    Verdict,
    found,
    not_run,
)
from bulletin.runtime.answers import lacks_memory, of_the_machine
from bulletin.runtime.spool import Spooled, file_of
from bulletin.runtime.wire import bug_of

MOST_PAGES = 2000
"""Pages that are read; a file with more gets a finding and the rest is not looked at."""
MOST_PIXELS = 400_000_000
"""Pixels of a picture that are still decoded; a whole A2 sheet at 600 ppi has 139 million."""
MOST_PICTURE = 1 << 30
"""Bytes of a picture that are still decoded; that sheet has 556 million."""
_MOST_FINDINGS = 200
_MEMORY = 512 << 20  # bytes, of one unpacked stream (pictures)
_HEADER = 1024  # bytes in which a reader looks for %PDF- (ISO 32000-1, annex H)

_USUAL_INK = 300.0  # per cent; the scale of the ink map for a profile without a limit
_CLOSED = not_run("Không mở được tệp nên chưa kiểm mục này.", "The file cannot be opened, so this was not checked.")
_INTERRUPTED = not_run(
    "Đang kiểm mục này thì tệp vượt giới hạn xử lý; hãy tách tệp rồi kiểm từng phần.",
    "This was being checked when the file met a limit; split the file and check the parts.",
)
_NOT_REACHED = not_run(
    "Chưa tới lượt mục này thì tệp vượt giới hạn xử lý; hãy tách tệp rồi kiểm từng phần.",
    "A limit was met before this was checked; split the file and check the parts.",
)
_NO_MEMORY = not_run(
    "Mục này cần nhiều bộ nhớ hơn mức cho phép; hãy tách tệp rồi kiểm từng phần.",
    "This needs more memory than is allowed; split the file and check the parts.",
)
_ODD = Text("tệp có chỗ mà chương trình không hiểu", "it holds something that this program does not understand")
_UNDRAWN = Text("trình vẽ trang (PDFium) không mở được tệp", "the program that draws pages (PDFium) gives up")
_NO_PDF = Text("đây không phải tệp PDF (đầu tệp không có %PDF-)", "this is no PDF (it does not start with %PDF-)")
Save = Callable[[Report], None]
"""Takes the report as far as it is: whoever ends the process later has that much."""


def preflight(
    pdf: bytes,
    limits: EditionLimits,
    *,
    name: str,
    laid: Laid | None = None,
    validate: Validate | None = None,
    ink: InkMaker | None = None,
    codes: CodeReader | None = None,
    save: Save | None = None,
) -> Report:
    """Every check on one file; whatever the bytes are, a report comes out.

    Args:
        pdf: the file.
        limits: what it must keep to.
        name: how reports call it.
        laid: what was laid out, for our own files; without it some checks have nothing to compare with.
        validate: PDF/A and PDF/UA validators; check 2 says that it did not run when there are none.
        ink: makes maps of the ink (`ink.ink_maps`); check 31 did not run without.
        codes: reads QR codes in many trials (`qr_trials.code_reader`); checks 33 and 34 did not run without.
        save: gets the report before each check.
    """
    if save is not None:
        save(_unopened(name, limits, 0, (), _NOT_REACHED))
    try:
        with bounded(_MEMORY), pikepdf.open(io.BytesIO(pdf)) as document:
            subject = _read(name, pdf, document, limits, laid)
            subject.validate, subject.make_ink, subject.read_codes = validate, ink, codes
            return _inspected(subject, save)
    except pikepdf.PasswordError:
        return _unopened(name, limits, 5, [found(ENCRYPTED, reason="mật khẩu", reason_en="password")])
    except UNREADABLE as error:
        if b"%PDF-" in pdf[:_HEADER]:
            said = short(str(error))
            return _unopened(name, limits, 1, [found(SYNTAX, reason=said, reason_en=said)])
        return _unopened(name, limits, 1, [found(UNFINISHED, reason=_NO_PDF.vi, reason_en=_NO_PDF.en)])
    except Exception as error:
        if laid is not None or of_the_machine(error):
            raise
        return _unopened(name, limits, 1, [_not_understood()], trace=trace_of(error))


def judge(
    pdf: bytes | Spooled,
    limits: EditionLimits,
    expected: Expected,
    *,
    name: str,
    laid: Laid,
    ink: InkMaker,
    codes: CodeReader,
) -> tuple[tuple[Finding, ...], Report]:
    """Proof and preflight of an edition of ours from one reading of its pages.

    The words and the QR codes are proved by checks 17 and 34, which stand in the report.

    Returns:
        What contradicts the layout or the edition's promises, and the report.
    """
    with bounded(_MEMORY), pikepdf.open(file_of(pdf)) as document:
        subject = _read(name, pdf, document, limits, laid)
        subject.make_ink, subject.read_codes = ink, codes
        report = _inspected(subject)
        sound = not any(finding.is_(TEXT_LOST) for finding in report.findings)
        read = {page.number: page for page in subject.pages}
        proofs = tuple(prove_read(document, read, subject.fonts, laid, expected, sound))
        return proofs, report


def _inspected(subject: InspectedFile, save: Save | None = None) -> Report:
    done: dict[int, CheckResult] = {}
    for number in ORDER:
        if save is not None:
            save(_report(subject, {**done, number: result_of(number, _INTERRUPTED)}))
        done[number] = _qualified(_run(number, subject), subject)
    return _report(subject, done)


def _report(subject: InspectedFile, done: Mapping[int, CheckResult]) -> Report:
    results = tuple(done.get(check.number) or result_of(check.number, _NOT_REACHED) for check in CHECKS)
    return Report(
        subject.name, subject.limits.profile, subject.limits.title, _sizes(subject), results,
        photo_facts(subject), subject.codes_so_far or (), subject.ink_so_far or (),
        ink_limit=subject.limits.ink_limit or _USUAL_INK,
        ppi_limits=(subject.limits.ppi_least, subject.limits.ppi_good, subject.limits.ppi_most),
        drawable=not subject.endless,
    )  # fmt: skip


def walk_file(document: pikepdf.Pdf, budget: Budget | None = None) -> tuple[tuple[PageFacts, ...], FontUses]:
    """Everything that the pages of an open file draw, and its fonts with the glyphs that they show."""
    fonts, library = FontUses(), Library(budget)
    pages = [
        read_page(page, fonts, boxes_of(page, number), library)
        for number, page in zip(range(1, MOST_PAGES + 1), document.pages, strict=False)
    ]
    return tuple(pages), fonts


def _read(
    name: str, pdf: bytes | Spooled, document: pikepdf.Pdf, limits: EditionLimits, laid: Laid | None
) -> InspectedFile:  # fmt: skip
    trouble: list[str] = [str(warning) for warning in document.get_warnings()]
    if laid is None:
        make_readable(document)
    boxes = tuple(
        boxes_of(page, number) for number, page in zip(range(1, MOST_PAGES + 1), document.pages, strict=False)
    )
    pages, fonts = walk_file(document)
    return InspectedFile(
        name=name, data=pdf, pdf=document, limits=limits, boxes=boxes, pages=pages, fonts=fonts, laid=laid,
        trouble=tuple(trouble), page_count=len(document.pages),
        endless=(*endless_pages(document, MOST_PAGES), *_endless(pages)),
    )  # fmt: skip


def _endless(pages: tuple[PageFacts, ...]) -> Iterator[EndlessPage]:
    """Pages that nobody gets to the end of: too much content, too many tiles of patterns, enormous pictures."""
    tiles = 0.0
    for page in pages:
        if page.cut:
            yield EndlessPage(
                page.number, Text(f"dừng ở trang {page.number}", f"the reading ended on page {page.number}")
            )
            return  # nothing is read from there on
        tiles += page.tiles
        if tiles > MOST_TILES:
            yield EndlessPage(
                page.number, Text("mẫu tô được lặp quá nhiều lần", "a pattern is repeated far too many times")
            )
            tiles = 0.0
    yield from _enormous(pages)


def _enormous(pages: tuple[PageFacts, ...]) -> Iterator[EndlessPage]:
    """Pages with a picture that nothing can decode in reasonable time, such as 60,000 × 60,000 px."""
    for page in pages:
        for picture in page.pictures:
            if enormous(picture):
                size = f"{picture.width_px} × {picture.height_px} px"
                if picture.bits != 8:
                    size = f"{size}, {picture.bits} bit"
                yield EndlessPage(page.number, Text(f"ảnh {size} quá lớn", f"a picture of {size} is too large"))
                break


def enormous(picture: PlacedPicture) -> bool:
    """Whether a picture is named and not decoded."""
    pixels = picture.width_px * picture.height_px
    channels = {"gray": 1, "rgb": 3, "lab": 3, "cmyk": 4}.get(picture.paint.family, 1)
    return pixels > MOST_PIXELS or pixels * channels * max(picture.bits, 1) // 8 > MOST_PICTURE


def _run(number: int, subject: InspectedFile) -> CheckResult:
    """One check.

    What trips it in a file of others is a finding, and the steps of the program stand in the report. A file of ours is
    no excuse: there it is a bug. Trouble of the machine is not blamed on any file.
    """
    try:
        return result_of(number, FUNCTIONS[number](subject))
    except Undrawable:
        return result_of(number, [found(UNFINISHED, reason=_UNDRAWN.vi, reason_en=_UNDRAWN.en)])
    except UNREADABLE as error:
        said = short(str(error))
        return result_of(number, [found(UNFINISHED, reason=said, reason_en=said)])
    except Exception as error:
        if lacks_memory(error):
            return result_of(number, _NO_MEMORY)
        if subject.laid is not None or of_the_machine(error):
            raise
        return replace(result_of(number, [_not_understood()]), trace=trace_of(error))


def _not_understood() -> Finding:
    return found(UNFINISHED, reason=_ODD.vi, reason_en=_ODD.en)


def trace_of(error: BaseException) -> tuple[str, ...]:
    """The steps of an exception for those who mend the program: files below the package, no paths of a machine."""
    bug = bug_of(error)
    steps = (f"{frame.file}:{frame.line} {frame.function}" for frame in bug.frames)
    return (*steps, f"{bug.kind}: {bug.message}"[:200])


def _qualified(result: CheckResult, subject: InspectedFile) -> CheckResult:
    """A check of what pages hold says what it did not see; nothing is passed that was not read."""
    number = result.check.number
    if number not in OF_CONTENT:
        return result
    missed = [page.number for page in subject.pages if page.unread or page.cut]
    missed += range(len(subject.pages) + 1, subject.page_count + 1)
    if not missed or (result.status == "not-applicable" and number not in WHERE_SHOWN) or result.status == "not-run":
        return result
    pages = ", ".join(map(str, missed[:12])) + (" …" if len(missed) > 12 else "")
    reason = Text(
        f"Trang {pages} chưa đọc được trọn vẹn (xem mục 1); hãy sửa trang ấy rồi kiểm lại.",
        f"Page {pages} could not be read in full (see check 1); mend it and check again.",
    )
    if not result.findings:
        return replace(result, status="not-run", reason=reason)
    return replace(result, reason=result.reason or reason)


def result_of(number: int, verdict: Verdict) -> CheckResult:
    """Turn a check's return value into a `CheckResult`."""
    check = CHECKS[number - 1]
    if isinstance(verdict, NotRun):
        return CheckResult(check, verdict.status, (), verdict.reason)
    findings = tuple(verdict)
    more = len(findings) - _MOST_FINDINGS
    reason = None
    if more > 0:
        findings = tuple(sorted(findings, key=lambda f: f.severity is not Severity.ERROR)[:_MOST_FINDINGS])
        reason = Text(f"Còn {more} chỗ nữa, không liệt kê hết.", f"{more} more places are not listed.")
    failed = any(finding.severity is Severity.ERROR for finding in findings)
    return CheckResult(check, "failed" if failed else "warned" if findings else "passed", findings, reason)


def _unopened(
    name: str,
    limits: EditionLimits,
    number: int,
    verdict: Verdict,
    others: NotRun = _CLOSED,
    trace: tuple[str, ...] = (),
) -> Report:
    """The report on a file that cannot be opened: one verdict, everything else not run."""
    results = [result_of(check.number, verdict if check.number == number else others) for check in CHECKS]
    if trace:
        results[number - 1] = replace(results[number - 1], trace=trace)
    return Report(name, limits.profile, limits.title, (), tuple(results), drawable=False)


def _sizes(subject: InspectedFile) -> tuple[PageSize, ...]:
    return tuple(
        PageSize(page.number, round(page.size_mm[0], 2), round(page.size_mm[1], 2), _rounded(page.bleed_mm))
        for page in subject.boxes
    )


def _rounded(bleed: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = (round(width, 2) for width in bleed)
    return left, top, right, bottom
