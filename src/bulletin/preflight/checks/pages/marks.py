"""Check 36: marks are outside the bleed, there when asked for, absent when forbidden; the slug is legible."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.errors import Finding, Text
from bulletin.geometry import Rect, contains, grown, overlaps
from bulletin.pdf.walk.drawn import Drawn, PageFacts, Run
from bulletin.preflight.checks.asked import NONE
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, flight_rule
from bulletin.preflight.limits import EditionLimits
from bulletin.preflight.subject import InspectedFile, Verdict, as_warning, found, not_applicable

_SLUG_PT = 5.0

MARKS = flight_rule(
    "marks", ERROR,
    Text("Dấu in trên trang {page}: {reason}.", "Printer's marks on page {page}: {reason_en}."),
    Text("Dấu nằm sai chỗ có thể còn lại trên tờ báo sau khi cắt, hoặc chồng lên dấu của nhà in.",
         "Marks in the wrong place may stay on the page after cutting, or lie on the shop's own."),
    Text("Anh/chị xuất lại với dau_cat: none, hoặc đặt dấu in ngoài phần tràn lề.",
         "Export again with marks: none, or keep them outside the bleed."),
)  # fmt: skip


def _asked(limits: EditionLimits) -> str:
    if not limits.press:
        return "–"
    return "ngoài BleedBox / outside" if limits.marks_allowed else NONE


_TOUCH_MM = 0.01


@check(
    36,
    "marks",
    title=Text("Dấu in", "Printer's marks"),
    rules=(MARKS,),
    asks=_asked,
    fails=Text(
        "Dấu cắt lấn vào phần tràn lề.",
        "A crop mark that reaches into the bleed.",
    ),
    passes=Text(
        "Mọi dấu in nằm ngoài phần tràn lề, hoặc không có dấu nào khi nhà in không nhận.",
        "All marks are outside the bleed, or there are none where the shop takes none.",
    ),
    of_content=True,
)
def check_marks(subject: InspectedFile) -> Verdict:
    """Marks lie outside the bleed, are there when asked for and not there when forbidden; the slug is legible."""
    if not subject.limits.press:
        return not_applicable("Chỉ bản gửi nhà in mới có dấu in.", "Only press files have printer's marks.")
    return [finding for page in subject.pages for finding in _marks(page, subject)]


def _marks(page: PageFacts, subject: InspectedFile) -> Iterator[Finding]:
    limits = subject.limits
    outside = [item for item in page.drawn if item.shown and not item.paint.white and _outside(item.box, page.bleed)]
    for item in page.drawn:
        straddles = not contains(page.trim, item.box)
        if item.shown and item.paint.family == "all" and straddles and not _outside(item.box, page.bleed):
            yield _mark(page, item, "lấn vào vùng tràn lề", "reach into the bleed")
            break
    if outside and not limits.marks_allowed:
        yield _mark(page, outside[0], "nhà in này không nhận tệp có dấu in", "this shop takes files without marks only")
    if not outside and limits.marks != "none":
        yield found(
            as_warning(MARKS),
            page.number,
            reason="đã đặt nhưng không có",
            reason_en="asked for, but there are none",
        )
    for item in outside:
        if isinstance(item, Run) and item.inked and (item.size_pt < _SLUG_PT or item.clipped):
            warned = _mark(page, item, "dòng ghi chú không đọc được", "the slug line cannot be read")
            yield Finding(as_warning(warned.rule), warned.place, item.text, warned.values)
            break


def _mark(page: PageFacts, item: Drawn, vi: str, en: str) -> Finding:
    return found(MARKS, page.number, item.box, reason=vi, reason_en=en)


def _outside(box: Rect, bleed: Rect) -> bool:
    return not overlaps(box, grown(bleed, -_TOUCH_MM))
