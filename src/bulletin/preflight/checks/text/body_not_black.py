"""Check 21: body text is on the black plate alone."""

from __future__ import annotations

from bulletin.errors import Finding, Text
from bulletin.preflight.bodies import body_runs
from bulletin.preflight.checks.asked import of_press
from bulletin.preflight.checks.inks import TRACE, press_only
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, flight_rule
from bulletin.preflight.checks.text.runs import about, visible
from bulletin.preflight.subject import MOST_ON_PAGE, InspectedFile, Verdict

BODY_NOT_BLACK = flight_rule(
    "body-not-black", ERROR,
    Text("Chữ bài “{words}” trên trang {page} không phải đen đơn: {measured}.",
         "Body text “{words}” on page {page} is not black only: {measured}."),
    Text("Chữ bài phải nằm gọn trên một bản kẽm đen thì mới sắc nét.",
         "Body text is sharp only when it lies on the black plate alone."),
    Text("Anh/chị đặt màu chữ bài là C0 M0 Y0 K100 (hoặc xám chỉ dùng mực đen).",
         "Set body text in C0 M0 Y0 K100, or a tint of black."),
)  # fmt: skip


@check(
    21,
    "body-not-black",
    title=Text("Chữ bài không phải đen đơn", "Body text that is not black only"),
    rules=(BODY_NOT_BLACK,),
    asks=of_press("chỉ K / K only"),
    fails=Text(
        "Chữ bài in màu xanh C100 M60.",
        "Body text in a blue of C100 M60.",
    ),
    passes=Text(
        "Chữ bài in màu K100, hoặc xám chỉ dùng mực đen.",
        "Body text in K100, or in a tint of black.",
    ),
    of_content=True,
)
def check_body_is_black(subject: InspectedFile) -> Verdict:
    """Body text is on the black plate alone."""
    absent = press_only(subject)
    if absent is not None:
        return absent
    bodies = body_runs(subject)
    findings: list[Finding] = []
    for page in subject.pages:
        wrong = [
            run for run in visible(page)
            if id(run) in bodies and run.paint.inks is not None and not run.paint.white
            and (max(run.paint.inks[:3]) > TRACE or run.paint.spots)
        ]  # fmt: skip
        findings += [about(BODY_NOT_BLACK, page, run) for run in wrong[:MOST_ON_PAGE]]
    return findings
