"""Check 27: only the spot inks that were agreed on; the registration colour for marks only."""

from __future__ import annotations

from bulletin.errors import Finding, Text
from bulletin.pdf.walk.drawn import Drawn, PageFacts
from bulletin.preflight.checks.asked import NONE
from bulletin.preflight.checks.colour.painted import painted
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, flight_rule
from bulletin.preflight.subject import InspectedFile, Verdict, found, not_applicable

SPOT = flight_rule(
    "spot", ERROR,
    Text("Trang {page} dùng màu pha “{measured}”, nhà in cho phép: {limit}.",
         "Page {page} uses the spot ink “{measured}”; allowed: {limit}."),
    Text("Mỗi màu pha là thêm một bản kẽm; màu định vị (All) còn phủ kín mọi bản, tới 400 % mực.",
         "Every spot ink is one more plate; the registration colour (All) even prints on all of them, up to 400 %."),
    Text("Anh/chị đổi màu này sang CMYK (All thì sang K100), hoặc thống nhất với nhà in và khai trong mau_pha.",
         "Convert it to CMYK (All to K100), or agree on it with the shop and list it under spots."),
)  # fmt: skip


@check(
    27,
    "spot",
    title=Text("Màu pha", "Spot inks"),
    rules=(SPOT,),
    asks=lambda limits: ", ".join(limits.spots) or NONE,
    fails=Text(
        "Biểu trưng dùng màu pha PANTONE mà nhà in chưa hẹn.",
        "A logo in a PANTONE ink that was not agreed with the shop.",
    ),
    passes=Text(
        "Biểu trưng đã đổi sang CMYK.",
        "The logo converted to CMYK.",
    ),
    of_content=True,
)
def check_spot_inks(subject: InspectedFile) -> Verdict:
    """Only the spot inks that were agreed on; the registration colour for marks only."""
    if not subject.limits.printed:
        return not_applicable("Bản đọc trên máy không có bản kẽm.", "This edition has no plates.")
    allowed = ", ".join(subject.limits.spots) or "–"
    findings: list[Finding] = []
    for page in subject.pages:
        reported: set[str] = set()
        for item in painted(page):
            for name in _spots(item, page):
                if name not in subject.limits.spots and name not in reported:
                    reported.add(name)
                    findings.append(found(SPOT, page.number, item.box, quote=name, measured=name, limit=allowed))
    return findings


def _spots(item: Drawn, page: PageFacts) -> list[str]:
    if item.paint.family == "all":
        box, bleed = item.box, page.bleed
        inside = box[0] < bleed[2] and bleed[0] < box[2] and box[1] < bleed[3] and bleed[1] < box[3]
        return ["All"] if inside else []
    return [name for name, _ in item.paint.spots]
