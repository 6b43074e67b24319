"""Check 28: nothing lets anything shine through; an error in PDF/X-1a, a warning in PDF/X-4."""

from __future__ import annotations

from bulletin.errors import Finding, Rule, Severity, Text
from bulletin.pdf.walk.drawn import Drawn, PlacedPicture, Stroke
from bulletin.preflight.checks.asked import NONE
from bulletin.preflight.checks.inks import PLATES
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import WARNING, flight_rule
from bulletin.preflight.limits import EditionLimits
from bulletin.preflight.subject import MOST_ON_PAGE, InspectedFile, Verdict, found, not_applicable

TRANSPARENCY = flight_rule(
    "transparency", WARNING,
    Text("Trang {page} có độ trong suốt: {what}.", "Page {page} uses transparency: {what}."),
    Text("Khi ra kẽm, phần này được ép phẳng: màu và nét có thể đổi; PDF/X-1a không cho phép.",
         "It is flattened for plates, which may change colours and edges; PDF/X-1a forbids it."),
    Text("Anh/chị dùng màu đặc thay cho hiệu ứng trong suốt, đổ bóng, hòa trộn.",
         "Use solid colours instead of opacity, shadows and blending."),
)  # fmt: skip


def _asked(limits: EditionLimits) -> str:
    if not limits.press:
        return "–"
    return NONE if limits.standard == "x-1a" else "có thì báo / reported"


@check(
    28,
    "transparency",
    title=Text("Độ trong suốt", "Transparency"),
    rules=(TRANSPARENCY,),
    asks=_asked,
    fails=Text(
        "Khung chữ có bóng đổ mờ 50 %.",
        "A box with a shadow of 50 % opacity.",
    ),
    passes=Text(
        "Khung chữ có nền màu đặc.",
        "A box on a solid colour.",
    ),
    of_content=True,
)
def check_transparency(subject: InspectedFile) -> Verdict:
    """Nothing lets anything shine through; an error in PDF/X-1a, a warning in PDF/X-4."""
    if not subject.limits.press:
        return not_applicable(*PLATES)
    old = subject.limits.standard == "x-1a"
    rule = Rule(TRANSPARENCY.id, Severity.ERROR if old else Severity.WARNING, TRANSPARENCY.what,
                TRANSPARENCY.why, TRANSPARENCY.remedy, TRANSPARENCY.exit_code)  # fmt: skip
    findings: list[Finding] = []
    for page in subject.pages:
        reported = 0
        for item in page.drawn:
            what = _translucent(item)
            if what and reported < MOST_ON_PAGE:
                reported += 1
                findings.append(found(rule, page.number, item.box, what=what))
        if old and page.groups:
            findings.append(found(rule, page.number, what="Group /Transparency"))
    return findings


def _translucent(item: Drawn) -> str:
    look = item.look
    alpha = look.alpha_stroke if isinstance(item, Stroke) else look.alpha_fill
    if alpha < 1:
        return f"{alpha * 100:.0f} %"
    if look.blend != "Normal":
        return look.blend
    if look.soft_mask:
        return "SMask"
    return "SMask" if isinstance(item, PlacedPicture) and item.has_mask else ""
