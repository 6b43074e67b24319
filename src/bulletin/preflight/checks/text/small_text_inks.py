"""Check 19: small type in several inks, or in white on several."""

from __future__ import annotations

from bulletin.errors import Finding, Text
from bulletin.preflight.checks.asked import in_several_inks, least
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import WARNING, flight_rule
from bulletin.preflight.checks.text.runs import seen, sized
from bulletin.preflight.grounds import grounds
from bulletin.preflight.subject import MOST_ON_PAGE, InspectedFile, Verdict, not_applicable

SMALL_TEXT_INKS = flight_rule(
    "small-text-inks", WARNING,
    Text("Chữ “{words}” trên trang {page} cỡ {measured} pt {how}; nên từ {limit} pt.",
         "“{words}” on page {page} is {measured} pt {how_en}; {limit} pt or more is safe."),
    Text("Các bản kẽm lệch nhau một chút là chữ nhòe viền hoặc mất nét.",
         "Plates that are slightly off blur its edges or close it up."),
    Text("Anh/chị in chữ này bằng một mực (đen), tăng cỡ chữ hoặc dùng nét đậm.",
         "Print it in one ink, larger or bolder."),
)  # fmt: skip


@check(
    19,
    "small-text-inks",
    title=Text("Chữ nhỏ nhiều mực hoặc chữ trắng", "Small type in several inks or reversed"),
    rules=(SMALL_TEXT_INKS,),
    asks=lambda limits: least(limits.min_text_inks_pt, "pt") if in_several_inks(limits) else "–",
    fails=Text(
        "Chữ cỡ 7 pt màu nâu pha ba mực, hoặc chữ trắng 7 pt trên nền ấy.",
        "Type of 7 pt in a brown of three inks, or white type of 7 pt on it.",
    ),
    passes=Text(
        "Chữ cỡ 7 pt chỉ in bằng mực đen.",
        "Type of 7 pt in black ink alone.",
    ),
    of_content=True,
)
def check_small_text_inks(subject: InspectedFile) -> Verdict:
    """Small type in several inks, or in white on several."""
    limit = subject.limits.min_text_inks_pt
    if not subject.limits.press or limit <= 0:
        return not_applicable("Chỉ bản gửi nhà in mới in nhiều bản kẽm.", "Only press files are printed in plates.")
    if subject.limits.inks == "black":
        return not_applicable("Nhà in này chỉ in một mực.", "This shop prints in one ink.")
    findings: list[Finding] = []
    for page in subject.pages:
        ground = grounds(subject, page)
        reported = 0
        for run in page.runs:
            if not seen(run) or run.size_pt >= limit - 0.01 or reported >= MOST_ON_PAGE or run.paint.family == "all":
                continue
            how: tuple[str, str] | None = None
            if run.paint.ink_count > 1:
                how = "mà in nhiều mực", "in several inks"
            elif run.paint.white:
                under = ground.under(run)
                if under is not None and under.ink_count > 1:
                    how = "trắng trên nền nhiều mực", "in white on several inks"
            if how is not None:
                reported += 1
                findings.append(sized(SMALL_TEXT_INKS, page, run, limit, how=how[0], how_en=how[1]))
    return findings
