"""Check 25: lines, drawn or filled, are wide enough for one ink and for several."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.errors import Finding, Rule, Text
from bulletin.geometry import MM_PER_PT
from bulletin.pdf.walk.drawn import Drawn, Fill, PageFacts, Stroke
from bulletin.preflight.checks.asked import in_several_inks, number
from bulletin.preflight.checks.colour.painted import painted
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, flight_rule
from bulletin.preflight.limits import EditionLimits
from bulletin.preflight.subject import MOST_ON_PAGE, InspectedFile, Verdict, as_warning, found, not_applicable

THIN_LINE = flight_rule(
    "thin-line", ERROR,
    Text("Nét trên trang {page} chỉ dày {measured} pt ({how}), phải từ {limit} pt.",
         "A line on page {page} is {measured} pt wide ({how_en}); it needs {limit} pt."),
    Text("Nét mảnh hơn sẽ đứt hoặc mất khi in; nét nhiều mực còn nhòe khi bản kẽm lệch.",
         "Thinner lines break up or vanish in print; in several inks they blur when plates are off."),
    Text("Anh/chị làm nét dày hơn, hoặc chỉ in bằng một mực.", "Make it wider, or print it in one ink."),
)  # fmt: skip


def _asked(limits: EditionLimits) -> str:
    one = f"≥ {number(limits.min_line_pt)} pt"
    if not in_several_inks(limits):
        return one
    return f"{one}; nhiều mực / several inks ≥ {number(limits.min_line_inks_pt)} pt (C/W)"


@check(
    25,
    "thin-line",
    title=Text("Nét mảnh", "Thin lines"),
    rules=(THIN_LINE,),
    asks=_asked,
    fails=Text(
        "Đường kẻ dày 0,1 pt giữa hai cột.",
        "A rule of 0.1 pt between two columns.",
    ),
    passes=Text(
        "Đường kẻ dày 0,5 pt màu đen.",
        "A black rule of 0.5 pt.",
    ),
    of_content=True,
)
def check_thin_lines(subject: InspectedFile) -> Verdict:
    """Lines, drawn or filled, are wide enough for one ink and for several."""
    if subject.limits.min_line_pt <= 0:
        return not_applicable("Bản này không in nên không xét nét mảnh.", "This edition is not printed.")
    findings: list[Finding] = []
    for page in subject.pages:
        findings += list(_thin(page, subject))[:MOST_ON_PAGE]
    return findings


def _thin(page: PageFacts, subject: InspectedFile) -> Iterator[Finding]:
    limits = subject.limits
    for item in painted(page):
        width = _width(item)
        if width is None or item.paint.white or item.paint.family in ("all", "pattern"):
            continue
        several = limits.press and limits.inks == "cmyk" and item.paint.ink_count > 1
        if width < limits.min_line_pt - 0.005:
            how = ("mảnh nhất có thể", "as thin as the device can") if width == 0 else ("một mực", "one ink")
            yield _line(THIN_LINE, page, item, width, limits.min_line_pt, how)
        elif several and width < limits.min_line_inks_pt - 0.005:
            how = ("nhiều mực", "several inks")
            yield _line(as_warning(THIN_LINE), page, item, width, limits.min_line_inks_pt, how)


def _line(rule: Rule, page: PageFacts, item: Drawn, width: float, limit: float, how: tuple[str, str]) -> Finding:
    return found(rule, page.number, item.box, measured=f"{width:.2f}", limit=f"{limit:g}", how=how[0], how_en=how[1])


def _width(item: Drawn) -> float | None:
    """Width of a line in pt; None for what is none. A fill is a line when it is one upright bar."""
    if isinstance(item, Stroke):
        return item.width_pt
    if not isinstance(item, Fill) or not item.exact or not item.parts:
        return None
    sides = [min(part[2] - part[0], part[3] - part[1]) for part in item.parts]
    return min((side for side in sides if side > 0), default=0.0) / MM_PER_PT
