"""Check 23: nothing white overprints, for it would vanish."""

from __future__ import annotations

from bulletin.errors import Finding, Text
from bulletin.preflight.checks.asked import NONE, of_press
from bulletin.preflight.checks.colour.painted import named, painted, set_to_overprint
from bulletin.preflight.checks.inks import PLATES
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, flight_rule
from bulletin.preflight.subject import MOST_ON_PAGE, InspectedFile, Verdict, not_applicable

WHITE_OVERPRINT = flight_rule(
    "white-overprint", ERROR,
    Text("Trang {page} có {what} màu trắng đặt in chồng.", "Page {page} has white {what_en} set to overprint."),
    Text("Màu trắng in chồng sẽ biến mất trên bản kẽm.", "White that overprints vanishes on the plates."),
    Text("Anh/chị tắt in chồng cho màu trắng.", "Switch overprint off for white."),
)  # fmt: skip


@check(
    23,
    "white-overprint",
    title=Text("Màu trắng in chồng", "White that overprints"),
    rules=(WHITE_OVERPRINT,),
    asks=of_press(NONE),
    fails=Text(
        "Chữ trắng trên ảnh, đặt in chồng: bản kẽm không có chữ ấy.",
        "White text on a photo, set to overprint: the plates do not show it.",
    ),
    passes=Text(
        "Chữ trắng khoét nền.",
        "White text that knocks out.",
    ),
    of_content=True,
)
def check_white_overprint(subject: InspectedFile) -> Verdict:
    """Nothing white overprints, for it would vanish."""
    if not subject.limits.press:
        return not_applicable(*PLATES)
    findings: list[Finding] = []
    for page in subject.pages:
        white = [item for item in painted(page) if set_to_overprint(item) and item.paint.white]
        findings += [named(WHITE_OVERPRINT, page, item) for item in white[:MOST_ON_PAGE]]
    return findings
