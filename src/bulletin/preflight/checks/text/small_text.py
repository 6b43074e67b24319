"""Check 18: body text and all other text have their smallest sizes."""

from __future__ import annotations

from bulletin.errors import Finding, Text
from bulletin.preflight.bodies import body_runs
from bulletin.preflight.checks.asked import number
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, flight_rule
from bulletin.preflight.checks.text.runs import in_slug, seen, sized
from bulletin.preflight.grounds import grounds
from bulletin.preflight.limits import EditionLimits
from bulletin.preflight.subject import MOST_ON_PAGE, InspectedFile, Verdict

SMALL_TEXT = flight_rule(
    "small-text", ERROR,
    Text("Chữ “{words}” trên trang {page} chỉ cỡ {measured} pt, phải từ {limit} pt.",
         "“{words}” on page {page} is {measured} pt; it needs {limit} pt."),
    Text("Chữ nhỏ hơn mức này khó đọc khi in, nhất là dấu tiếng Việt.",
         "Smaller type is hard to read in print, Vietnamese marks first of all."),
    Text("Anh/chị tăng cỡ chữ.", "Set it larger."),
)  # fmt: skip


def _asked(limits: EditionLimits) -> str:
    body, other = number(limits.min_text_pt), number(limits.min_text_one_ink_pt)
    return f"chữ bài / body ≥ {body} pt; khác / other ≥ {other} pt"


@check(
    18,
    "small-text",
    title=Text("Cỡ chữ nhỏ nhất", "Smallest type"),
    rules=(SMALL_TEXT,),
    asks=_asked,
    fails=Text(
        "Lời chú ảnh cỡ 4 pt.",
        "A caption in 4 pt.",
    ),
    passes=Text(
        "Chữ bài từ 6 pt, chữ khác từ 5 pt.",
        "Body text of 6 pt or more, other text of 5 pt or more.",
    ),
    of_content=True,
)
def check_small_text(subject: InspectedFile) -> Verdict:
    """Body text and all other text have their smallest sizes."""
    limits = subject.limits
    bodies = body_runs(subject)
    findings: list[Finding] = []
    for page in subject.pages:
        reported = 0
        ground = grounds(subject, page)
        for run in page.runs:
            limit = limits.min_text_pt if id(run) in bodies else limits.min_text_one_ink_pt
            if not seen(run) or run.size_pt >= limit - 0.01 or reported >= MOST_ON_PAGE or in_slug(run, page):
                continue
            if run.paint.white and (under := ground.under(run)) is not None and under.white:
                continue  # white on paper: there is nothing to read
            reported += 1
            findings.append(sized(SMALL_TEXT, page, run, limit))
    return findings
