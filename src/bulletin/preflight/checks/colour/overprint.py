"""Check 24: only black text and black lines overprint."""

from __future__ import annotations

from bulletin.errors import Finding, Text
from bulletin.pdf.walk.drawn import Run, Stroke
from bulletin.preflight.checks.asked import of_press
from bulletin.preflight.checks.colour.painted import named, painted, set_to_overprint
from bulletin.preflight.checks.inks import PLATES, inks_in_words
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import WARNING, flight_rule
from bulletin.preflight.subject import MOST_ON_PAGE, InspectedFile, Verdict, not_applicable

OVERPRINT = flight_rule(
    "overprint", WARNING,
    Text("Trang {page} có {what} in chồng mà không phải chữ đen ({measured}).",
         "Page {page} has overprinting {what_en} other than black text ({measured})."),
    Text("Màu sẽ trộn với nền bên dưới, khác với khi xem trên màn hình.",
         "Its colour mixes with what lies beneath, unlike on screen."),
    Text("Anh/chị tắt in chồng ở chỗ này, trừ khi cố ý.", "Switch overprint off there unless it is meant."),
)  # fmt: skip


@check(
    24,
    "overprint",
    title=Text("In chồng khác", "Other overprint"),
    rules=(OVERPRINT,),
    asks=of_press("chỉ chữ và nét đen / black text and lines only"),
    fails=Text(
        "Mảng đỏ đặt in chồng lên nền vàng.",
        "A red rectangle set to overprint on yellow.",
    ),
    passes=Text(
        "Chỉ chữ và nét đen đặt in chồng.",
        "Only black text and black lines overprint.",
    ),
    of_content=True,
)
def check_overprint(subject: InspectedFile) -> Verdict:
    """Only black text and black lines overprint."""
    if not subject.limits.press:
        return not_applicable(*PLATES)
    findings: list[Finding] = []
    for page in subject.pages:
        others = [
            item for item in painted(page)
            if set_to_overprint(item) and not item.paint.white and item.paint.family not in ("all", "pattern")
            and not (item.paint.black_only and isinstance(item, Run | Stroke))
        ]  # fmt: skip
        findings += [named(OVERPRINT, page, item, measured=inks_in_words(item.paint)) for item in others[:MOST_ON_PAGE]]
    return findings
