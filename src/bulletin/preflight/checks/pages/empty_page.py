"""Check 13: pages that print nothing."""

from __future__ import annotations

from bulletin.errors import Finding, Text
from bulletin.preflight.checks.asked import NONE, always
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import WARNING, flight_rule
from bulletin.preflight.subject import InspectedFile, Verdict, as_warning, found

EMPTY_PAGE = flight_rule(
    "empty-page", WARNING,
    Text("Trang {page} không in gì.", "Page {page} prints nothing."),
    Text("Trang trắng thường là do mất nội dung.", "An empty page is mostly a lost one."),
    Text("Anh/chị kiểm lại trang này; nếu cố ý để trắng, xin báo trước cho nhà in.",
         "Look at this page; if it is meant to be blank, tell the shop."),
)  # fmt: skip


@check(
    13,
    "empty-page",
    title=Text("Trang trắng", "Empty pages"),
    rules=(EMPTY_PAGE,),
    asks=always(NONE),
    fails=Text(
        "Trang 3 chỉ có chữ vô hình nên in ra là tờ giấy trắng.",
        "Page 3 holds invisible text only and prints as white paper.",
    ),
    passes=Text(
        "Trang nào cũng có chữ hoặc hình in ra được.",
        "Every page prints some text or a picture.",
    ),
    of_content=True,
)
def check_empty_pages(subject: InspectedFile) -> Verdict:
    """A page that prints nothing; invisible text is nothing."""
    findings: list[Finding] = []
    for page in subject.pages:
        visible = any(item.shown and not item.paint.white and item.look.layer != "mask" for item in page.drawn)
        if not visible and not page.cut and not page.unread:
            rule = EMPTY_PAGE if subject.limits.printed else as_warning(EMPTY_PAGE)
            findings.append(found(rule, page.number))
    return findings
