"""Check 20: black text below 24 pt takes no other ink to speak of."""

from __future__ import annotations

from bulletin.errors import Finding, Text
from bulletin.pdf.walk.drawn import Paint
from bulletin.preflight.checks.asked import number, of_press
from bulletin.preflight.checks.inks import press_only
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, flight_rule
from bulletin.preflight.checks.text.runs import about, visible
from bulletin.preflight.subject import MOST_ON_PAGE, InspectedFile, Verdict

_LARGE_PT = 24.0
_DARK, _MIXED = 0.5, 0.3

RICH_BLACK = flight_rule(
    "rich-black-text", ERROR,
    Text("Chữ đen “{words}” trên trang {page} (cỡ {size} pt) pha nhiều mực: {measured}.",
         "Black text “{words}” on page {page} ({size} pt) is mixed of several inks: {measured}."),
    Text("Chữ nhỏ pha bốn mực dễ nhòe viền màu và lâu khô.", "Small text in four inks gets coloured fringes."),
    Text("Anh/chị đặt màu chữ là đen đơn: C0 M0 Y0 K100.", "Set the text in black only: C0 M0 Y0 K100."),
)  # fmt: skip


@check(
    20,
    "rich-black-text",
    title=Text("Chữ đen pha nhiều mực", "Text in rich black"),
    rules=(RICH_BLACK,),
    asks=of_press(f"< {number(_LARGE_PT)} pt: chỉ K / K only"),
    fails=Text(
        "Chữ 10 pt màu C60 M50 Y50 K100.",
        "Type of 10 pt in C60 M50 Y50 K100.",
    ),
    passes=Text(
        "Chữ 10 pt màu K100.",
        "Type of 10 pt in K100.",
    ),
    of_content=True,
)
def check_rich_black_text(subject: InspectedFile) -> Verdict:
    """Black text below 24 pt takes no other ink to speak of."""
    absent = press_only(subject)
    if absent is not None:
        return absent
    findings: list[Finding] = []
    for page in subject.pages:
        rich = [run for run in visible(page) if run.size_pt < _LARGE_PT and _rich(run.paint)]
        findings += [about(RICH_BLACK, page, run, size=f"{run.size_pt:.1f}") for run in rich[:MOST_ON_PAGE]]
    return findings


def _rich(paint: Paint) -> bool:
    return paint.inks is not None and paint.inks[3] >= _DARK and sum(paint.inks[:3]) >= _MIXED
