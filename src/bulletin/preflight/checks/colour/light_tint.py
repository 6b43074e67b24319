"""Check 32: a colour whose strongest ink is below the lightest tint does not print."""

from __future__ import annotations

from bulletin.errors import Finding, Text
from bulletin.pdf.walk.drawn import PlacedPicture, Run
from bulletin.preflight.checks.asked import least
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import WARNING, flight_rule
from bulletin.preflight.subject import MOST_ON_PAGE, InspectedFile, Verdict, found, not_applicable

LIGHT_TINT = flight_rule(
    "light-tint", WARNING,
    Text("Nền hoặc chữ trên trang {page} có tông {measured} %, dưới {limit} % thì không in ra được.",
         "Page {page} has a tint of {measured} %; below {limit} % nothing prints."),
    Text("Chấm mực quá nhỏ không bám giấy, nền sẽ lốm đốm hoặc trắng.", "Dots that small do not hold on paper."),
    Text("Anh/chị tăng tông lên ít nhất {limit} %, hoặc bỏ nền.", "Raise it to {limit} % or leave it out."),
)  # fmt: skip


@check(
    32,
    "light-tint",
    title=Text("Tông quá nhạt", "Tints too light to print"),
    rules=(LIGHT_TINT,),
    asks=lambda limits: least(limits.lightest_tint, "%"),
    fails=Text(
        "Nền khung chữ màu K1.",
        "A box on a ground of K1.",
    ),
    passes=Text(
        "Nền khung chữ màu K10.",
        "A box on a ground of K10.",
    ),
    of_content=True,
)
def check_light_tints(subject: InspectedFile) -> Verdict:
    """A colour whose strongest ink is below the lightest tint does not print."""
    limit = subject.limits.lightest_tint
    if limit is None or limit <= 0:
        return not_applicable("Bản này không xét tông nhạt.", "This profile sets no lightest tint.")
    findings: list[Finding] = []
    for page in subject.pages:
        reported = 0
        for item in page.drawn:
            inks = item.paint.inks
            if (
                not item.shown
                or inks is None
                or isinstance(item, PlacedPicture)
                or item.paint.spots
                or reported >= MOST_ON_PAGE
            ):
                continue
            if isinstance(item, Run) and not item.inked:
                continue
            strongest = max(inks) * 100
            if 0.05 < strongest < limit - 0.01:
                reported += 1
                findings.append(
                    found(LIGHT_TINT, page.number, item.box, measured=f"{strongest:.1f}", limit=f"{limit:g}")
                )
    return findings
