"""What is said of a chosen plan that no longer holds: stories are on other pages than was chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.errors import Finding, Rule, Severity, Text
from bulletin.layout.plan.held.compare import on_other_pages, parts_of
from bulletin.layout.plan.held.places import held_places
from bulletin.layout.plan.pins import line_place
from bulletin.layout.plan.planned import PlannedPage
from bulletin.layout.spec import LayoutSpec
from bulletin.model import Issue
from bulletin.sources.folding import shorten

PLACE_MISSED = Rule(
    "layout.place-missed",
    Severity.WARNING,
    Text("bản đồ trang đã chọn không còn vừa: {count} bài sang trang khác, bài đầu tiên là “{story}”.",
         "the chosen plan no longer fits: {count} stories are on other pages, “{story}” is the first of them."),
    Text("Bài đã dài ra hoặc ngắn đi, hoặc có bài thêm, bài bớt, nên các trang được xếp lại từ đầu.",
         "Stories have become longer or shorter, came in or were taken out, so the pages were planned anew."),
    Text("Hãy chọn lại: bulletin plan THƯ_MỤC --choose 1 giữ bản đồ trang bây giờ, --choose 0 bỏ chỗ đã chọn.",
         "Choose again: bulletin plan FOLDER --choose 1 keeps the plan as it is now, --choose 0 takes the places out."),
    form=Text("Hãy chọn lại một bản đồ trang.", "Choose a plan again."),
)  # fmt: skip


def place_remarks(issue: Issue, planned: Sequence[PlannedPage], spec: LayoutSpec) -> Iterator[Finding]:
    """A warning where a story is on other pages than in the plan that was chosen."""
    held, parts = held_places(issue, spec), parts_of(planned)
    gone = sorted(on_other_pages(held, parts))
    if gone:
        entry = issue.entries[gone[0]]
        values = {"count": str(len(gone)), "story": entry.article.id}
        yield Finding(PLACE_MISSED, line_place(issue, entry, "place"), shorten(str(entry.place)), values)
