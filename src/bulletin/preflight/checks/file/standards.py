"""Check 2: PDF/A and PDF/UA, as the validators judge them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bulletin.errors import Text
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, EXPORT, flight_rule
from bulletin.preflight.limits import EditionLimits
from bulletin.preflight.report import ARCHIVE
from bulletin.preflight.subject import InspectedFile, Verdict, found, not_applicable, not_run
from bulletin.runtime.spool import bytes_of

_MOST_BREACHES = 40

PDFA = flight_rule(
    "pdfa", ERROR,
    Text("Tệp không đạt chuẩn PDF/A-{flavour}: điều {clause}.", "The file breaks PDF/A-{flavour}: clause {clause}."),
    Text("Nhà in và cơ quan lưu trữ kiểm tệp theo chuẩn này trước khi nhận.",
         "Print shops and archives hold files to this standard before they accept them."),
    EXPORT,
)  # fmt: skip
UA = flight_rule(
    "ua", ERROR,
    Text("Tệp không đạt chuẩn trợ năng PDF/UA-1: điều {clause}.", "The file breaks PDF/UA-1: clause {clause}."),
    Text("Người khiếm thị dùng máy đọc màn hình sẽ không nghe được đầy đủ.",
         "Blind readers with a screen reader would not get all of it."),
    EXPORT,
)  # fmt: skip

_FLAVOURS = {"1b": "PDF/A-1b", "2b": "PDF/A-2b", "3a": "PDF/A-3a", "ua1": "PDF/UA-1"}


def _asked(limits: EditionLimits) -> str:
    return ", ".join(_FLAVOURS[name] for name in limits.validate) or "–"


@check(
    ARCHIVE,
    "pdfa",
    title=Text("Chuẩn lưu trữ PDF/A và trợ năng PDF/UA", "PDF/A and PDF/UA"),
    rules=(PDFA, UA),
    asks=_asked,
    fails=Text(
        "Bản lưu trữ không ghi trong tệp rằng mình theo chuẩn PDF/A nào.",
        "A record copy that does not say in its metadata which PDF/A it is.",
    ),
    passes=Text(
        "Bản lưu trữ PDF/A-3a mà veraPDF không tìm ra điều nào sai.",
        "A record copy in PDF/A-3a in which veraPDF finds no broken clause.",
    ),
    turn=4,
)
def check_archive_standards(subject: InspectedFile) -> Verdict:
    """PDF/A and PDF/UA, judged by validators."""
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
    return judged(flavours, subject.validate(bytes_of(subject.data), flavours))


def judged(flavours: Sequence[str], verdicts: Mapping[str, Sequence[str] | None]) -> Verdict:
    """What validators said of a file: flavour → broken clauses, None where none could judge."""
    if any(verdicts.get(flavour) is None for flavour in flavours):
        return not_run(
            "Chưa cài bộ kiểm veraPDF: gõ pip install 'bulletin[validate]', cài Java và libjaxb-java.",
            "veraPDF is not installed: pip install 'bulletin[validate]', Java and libjaxb-java.",
        )
    return [
        found(
            UA if flavour.startswith("ua") else PDFA,
            quote=clause, flavour=flavour, clause=clause, measured=clause, limit=flavour,
        )
        for flavour in flavours
        for clause in list(dict.fromkeys(verdicts.get(flavour) or ()))[:_MOST_BREACHES]
    ]  # fmt: skip
