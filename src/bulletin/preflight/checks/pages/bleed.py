"""Check 9: the bleed is wide enough on all sides."""

from __future__ import annotations

from bulletin.errors import Finding, Text
from bulletin.preflight.checks.asked import least
from bulletin.preflight.checks.pages.sides import SIDES
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, flight_rule
from bulletin.preflight.subject import InspectedFile, Verdict, found, not_applicable

_BLEED_MM = 0.05  # rounding of a box to hundredths of a point

BLEED = flight_rule(
    "bleed", ERROR,
    Text("Trang {page} chỉ tràn lề {measured} mm ({side}), nhà in cần {limit} mm.",
         "Page {page} has {measured} mm of bleed ({side_en}); the shop needs {limit} mm."),
    Text("Dao cắt lệch một chút là lộ mép giấy trắng.", "A cut that is slightly off would show white paper."),
    Text("Anh/chị đặt tràn lề {limit} mm rồi xuất lại (publication.yaml: outputs.press.bleed_mm).",
         "Set a bleed of {limit} mm and export again (publication.yaml: outputs.press.bleed_mm)."),
)  # fmt: skip


@check(
    9,
    "bleed",
    title=Text("Phần tràn lề", "Bleed"),
    rules=(BLEED,),
    asks=lambda limits: least(limits.bleed_mm, "mm"),
    fails=Text(
        "Trang chỉ tràn lề 1,5 mm, trong khi nhà in cần 3 mm.",
        "A page with 1.5 mm of bleed, while the shop needs 3 mm.",
    ),
    passes=Text(
        "Trang tràn lề 3 mm ở cả bốn phía.",
        "A page with 3 mm of bleed on all four sides.",
    ),
)
def check_bleed(subject: InspectedFile) -> Verdict:
    """The BleedBox reaches far enough beyond the trim on all sides."""
    limit = subject.limits.bleed_mm
    if not subject.limits.press or limit <= 0:
        return not_applicable("Bản này không cần tràn lề.", "This profile asks for no bleed.")
    findings: list[Finding] = []
    for page in subject.boxes:
        short = [(width, side) for width, side in zip(page.bleed_mm, SIDES, strict=True) if width < limit - _BLEED_MM]
        if short:
            width, side = min(short)
            findings.append(
                found(BLEED, page.number, side=side[0], side_en=side[1],
                      measured=f"{max(width, 0.0):.1f}", limit=f"{limit:g}")
            )  # fmt: skip
    return findings
