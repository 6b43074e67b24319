"""Check 34: every QR code reads as its edition is printed, says the right thing and has room to spare."""

from __future__ import annotations

from bulletin.errors import Finding, Text
from bulletin.preflight.checks.asked import always, number
from bulletin.preflight.checks.codes.found import absence, frame_of
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, WARNING, flight_rule
from bulletin.preflight.qr.form import reading_in_words
from bulletin.preflight.subject import InspectedFile, Verdict, found

_MARGIN = 0.5

QR_READING = flight_rule(
    "qr-reading", ERROR,
    Text("Không quét được mã QR trên trang {page} ({measured_vi}).",
         "The QR code on page {page} does not read ({measured})."),
    Text("Điện thoại của người đọc sẽ không quét được.", "Readers' telephones would not scan it."),
    Text("Anh/chị in mã to hơn, đen trên nền trắng, hoặc dùng địa chỉ ngắn hơn.",
         "Print it larger, black on white, or use a shorter address."),
)  # fmt: skip
QR_CONTENT = flight_rule(
    "qr-content", ERROR,
    Text("Mã QR trên trang {page} dẫn tới {measured}, đáng lẽ là {limit}.",
         "The QR code on page {page} leads to {measured} instead of {limit}."),
    Text("Người đọc sẽ tới nhầm trang.", "Readers would land elsewhere."),
    Text("Anh/chị dựng lại số báo.", "Build the issue again."),
)  # fmt: skip
QR_MARGIN = flight_rule(
    "qr-margin", WARNING,
    Text("Mã QR trên trang {page} chỉ quét được {measured} % số lần thử, nên từ {limit} %.",
         "The QR code on page {page} was read in {measured} % of the trials; {limit} % or more is good."),
    Text("Giấy gấp, mực lem một chút là không quét được nữa.", "A fold or a little spread of ink would stop it."),
    Text("Anh/chị in mã to hơn hoặc dùng địa chỉ ngắn hơn.", "Print it larger or use a shorter address."),
)  # fmt: skip

_asked = always(f"đọc đúng; ≥ {number(100 * _MARGIN)} % lần thử / reads as typed, share of trials")


@check(
    34,
    "qr-reading",
    title=Text("Quét thử mã QR", "Reading of QR codes"),
    rules=(QR_READING, QR_CONTENT, QR_MARGIN),
    asks=_asked,
    fails=Text(
        "Mã QR in ra không quét được, hoặc dẫn tới địa chỉ khác với bài.",
        "A QR code that cannot be read in print, or leads to another address than the story's.",
    ),
    passes=Text(
        "Mã QR đọc được cả khi mực nở và giấy nghiêng, ra đúng địa chỉ.",
        "A QR code that reads with dot gain and on a slant, and gives the right address.",
    ),
    of_content=True,
    where_shown=True,
    turn=3,
)
def check_qr_reading(subject: InspectedFile) -> Verdict:
    """Every code reads as its edition is printed, says the right thing and has room to spare."""
    absent = absence(subject)
    if absent is not None:
        return absent
    findings: list[Finding] = []
    for code in subject.codes or ():
        box = frame_of(code)
        failed = [name for name, good in code.readings if not good and "dpi" in name]
        if not code.text or failed:
            readings = [reading_in_words(name) for name in failed]
            findings.append(
                found(QR_READING, code.page, box, quote=code.expected or code.text,
                      measured=", ".join(said.en for said in readings) or "–",
                      measured_vi="; ".join(said.vi for said in readings) or "–")
            )  # fmt: skip
        elif code.margin < _MARGIN:
            measured, limit = f"{code.margin * 100:.0f}", f"{_MARGIN * 100:.0f}"
            findings.append(found(QR_MARGIN, code.page, box, quote=code.text, measured=measured, limit=limit))
        if code.text and code.expected and code.text != code.expected:
            findings.append(found(QR_CONTENT, code.page, box, quote=code.text, measured=code.text, limit=code.expected))
    return findings
