"""Check 37: text and its ground differ in lightness, so that a grey copy can be read."""

from __future__ import annotations

from bulletin.errors import Finding, Text
from bulletin.geometry import overlaps
from bulletin.pdf.walk.drawn import PageFacts, Run
from bulletin.preflight.checks.asked import always, number
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import WARNING, flight_rule
from bulletin.preflight.checks.text.runs import visible
from bulletin.preflight.grounds import grounds
from bulletin.preflight.subject import MOST_ON_PAGE, InspectedFile, Verdict, found, shortened

_LEAST_CONTRAST = 30.0

GREY_CONTRAST = flight_rule(
    "grey-contrast", WARNING,
    Text("Chữ “{words}” trên trang {page} chìm vào nền khi in xám: chênh độ sáng {measured}, nên từ {limit}.",
         "“{words}” on page {page} sinks into its ground in grey: ΔL* {measured}, {limit} or more is good."),
    Text("Bản photo đen trắng và người mắt kém sẽ không đọc được.", "Copies and older readers lose it."),
    Text("Anh/chị chọn chữ đậm hơn hoặc nền nhạt hơn.", "Take darker text or a lighter ground."),
)  # fmt: skip


@check(
    37,
    "grey-contrast",
    title=Text("Tương phản khi in xám", "Contrast in grey"),
    rules=(GREY_CONTRAST,),
    asks=always(f"ΔL* ≥ {number(_LEAST_CONTRAST)}"),
    fails=Text(
        "Chữ đỏ trên nền xanh lá đậm: in xám thì hai màu như một.",
        "Red text on dark green: in grey the two look alike.",
    ),
    passes=Text(
        "Chữ đen trên nền vàng nhạt.",
        "Black text on pale yellow.",
    ),
    of_content=True,
)
def check_grey_contrast(subject: InspectedFile) -> Verdict:
    """Text and its ground differ in lightness, so that a grey copy can be read."""
    findings: list[Finding] = []
    for page in subject.pages:
        ground = grounds(subject, page)
        reported = 0
        for run in visible(page):
            lightness = run.paint.lightness
            if reported >= MOST_ON_PAGE or lightness is None or run.look.alpha_fill < 1 or _beside(run, page):
                continue
            under = ground.under(run)
            beneath = None if under is None else under.lightness
            if beneath is None or abs(lightness - beneath) >= _LEAST_CONTRAST:
                continue
            reported += 1
            findings.append(
                found(GREY_CONTRAST, page.number, run.box, quote=run.text.strip(), words=shortened(run.text),
                      measured=f"{abs(lightness - beneath):.0f}", limit=f"{_LEAST_CONTRAST:g}")
            )  # fmt: skip
    return findings


def _beside(run: Run, page: PageFacts) -> bool:
    """Whether a run is outside the trim, where nobody reads it."""
    return not overlaps(run.box, page.trim)
