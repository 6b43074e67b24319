"""Check 5: encryption, actions, scripts, forms and attachments; in record copies of ours the source."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from bulletin.errors import Finding, Text
from bulletin.pdf.document import PRINT_MARKS
from bulletin.pdf.links import Active, active_parts
from bulletin.preflight.checks.asked import NONE, always
from bulletin.preflight.checks.file.forms import FORM, form_findings, only_signatures
from bulletin.preflight.checks.file.record_source import RECORD_SOURCE, record_source
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, EXPORT, flight_rule
from bulletin.preflight.subject import InspectedFile, Verdict, found

_FORMS = frozenset({"/AcroForm", "/Widget"})
_ATTACHED = frozenset({"/EmbeddedFiles", "/FileAttachment", "/AF", "/Collection"})
_HARMLESS = frozenset({"/URI"})  # the base address of relative links in the catalogue

ENCRYPTED = flight_rule(
    "encrypted", ERROR,
    Text("Tệp có mật khẩu hoặc bị khóa quyền: {reason}.", "The file is encrypted: {reason_en}."),
    Text("Nhà in không mở, không dàn khuôn được; cơ quan lưu trữ cũng không nhận.",
         "The shop cannot open or impose it, and no archive takes it."),
    Text("Anh/chị xuất lại tệp, không đặt mật khẩu và không giới hạn quyền.",
         "Export again without a password or restrictions."),
)  # fmt: skip
ACTION = flight_rule(
    "action", ERROR,
    Text("Tệp có lệnh tự chạy: {what}.", "The file carries an action: {what}."),
    Text("Máy chủ của nhà in và cổng thông tin chặn những tệp như vậy, vì mã độc cũng làm thế.",
         "Shops and portals block such files, since malware does the same."),
    EXPORT,
)  # fmt: skip
ATTACHMENT = flight_rule(
    "attachment", ERROR,
    Text("Tệp có tệp khác đính kèm: {what}.", "Other files are attached: {what}."),
    Text("Bản này không được mang tệp kèm; chỉ bản lưu trữ mới kèm nguồn.",
         "This edition must not carry attachments; only the record does."),
    EXPORT,
)  # fmt: skip


@check(
    5,
    "active-content",
    title=Text("Mật khẩu, lệnh chạy, biểu mẫu, tệp kèm", "Encryption, actions, forms, attachments"),
    rules=(ENCRYPTED, ACTION, FORM, ATTACHMENT, RECORD_SOURCE),
    asks=always(NONE),
    fails=Text(
        "Tệp mở ra là chạy một đoạn mã, hoặc có ô để điền, hoặc đòi mật khẩu.",
        "A file that runs a script when it is opened, holds a form, or asks for a password.",
    ),
    passes=Text(
        "Tệp chỉ có trang; bản đọc trên máy thêm liên kết tới trang mạng.",
        "A file of pages only; on screen, links to web pages besides.",
    ),
)
def check_active_content(subject: InspectedFile) -> Verdict:
    """Encryption, actions, scripts, forms, attachments; in our own record copies the source."""
    return [*_active(subject), *record_source(subject)]


def _active(subject: InspectedFile) -> Iterator[Finding]:
    limits = subject.limits
    if subject.pdf.is_encrypted:
        yield found(ENCRYPTED, reason=_cipher(subject.pdf), reason_en=_cipher(subject.pdf))
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
            yield found(ATTACHMENT, part.page, quote=part.what, what=part.what)
        elif part.what in PRINT_MARKS or (part.page and _only_note(part.what)):
            continue  # check 6 speaks of annotations
        else:
            yield found(ACTION, part.page, quote=part.what, what=_kind(subject.pdf, part.what))
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
