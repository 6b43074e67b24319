"""Check 12: a booklet needs whole sheets."""

from __future__ import annotations

from bulletin.errors import Text
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import WARNING, flight_rule
from bulletin.preflight.subject import InspectedFile, Verdict, found, not_applicable

PAGE_MULTIPLE = flight_rule(
    "page-multiple", WARNING,
    Text("Tệp có {measured} trang, không phải bội số của {limit}; sẽ thêm {blanks} trang trắng.",
         "The file has {measured} pages, no multiple of {limit}; {blanks} blank ones will be added."),
    Text("Sách đóng ghim cần số trang chia hết cho {limit}.", "A stitched booklet needs a multiple of {limit} pages."),
    Text("Anh/chị thêm hoặc bớt bài, hoặc thống nhất trước với nhà in chỗ đặt trang trắng.",
         "Add or drop a story, or agree with the shop where blanks go."),
)  # fmt: skip


@check(
    12,
    "page-multiple",
    title=Text("Bội số trang", "Number of pages"),
    rules=(PAGE_MULTIPLE,),
    asks=lambda limits: f"× {limits.page_multiple}" if limits.page_multiple > 1 else "–",
    fails=Text(
        "Tập đóng ghim có 6 trang, mà mỗi tờ gấp đôi cho 4 trang.",
        "A stitched booklet of 6 pages, while each folded sheet gives 4.",
    ),
    passes=Text(
        "Tập đóng ghim có 8 trang: vừa đúng hai tờ.",
        "A stitched booklet of 8 pages: two whole sheets.",
    ),
)
def check_page_multiple(subject: InspectedFile) -> Verdict:
    """A booklet needs whole sheets."""
    multiple = subject.limits.page_multiple
    if multiple <= 1:
        return not_applicable("Bản này in được mọi số trang.", "Any number of pages will do.")
    count = subject.page_count
    if count <= 2:
        return not_applicable("Một tờ rời thì không đóng tập.", "A single sheet is not bound.")
    if not count % multiple:
        return ()
    blanks = -count % multiple
    return (found(PAGE_MULTIPLE, measured=str(count), limit=str(multiple), blanks=str(blanks)),)
