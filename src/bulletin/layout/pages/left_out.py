"""Typed words of the masthead for which a layout has no room: nobody finds out on paper, so they are named.

What page 1 must show is an error where it is missing (`printed.FRONT`); these a layout may leave out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bulletin.errors import Finding, Place, Rule, Severity, Text
from bulletin.layout.pages.furniture import Masthead
from bulletin.layout.pages.printed import bare
from bulletin.model import Issue

LEFT_OUT = Rule(
    "layout.masthead-left-out",
    Severity.INFO,
    Text("Mẫu {layout} không có chỗ cho dòng này ở đầu trang nhất: “{words}”.",
         "The layout {layout} has no place for these words at the head of page 1: “{words}”."),
    Text("Dòng đã gõ mà không in thì người đọc không biết.", "What was typed and is not printed, no reader gets."),
    Text("Nếu cần in, hãy gõ nó vào thong_bao trong issue.yaml, đổi mẫu, hoặc thêm {mend} vào "
         "masthead.html.j2 của mẫu riêng.",
         "If it is needed, type it under notices in issue.yaml, take another layout, or print {mend} "
         "in the masthead.html.j2 of a layout of your own."),
    form=Text("Nếu cần in, hãy thêm nó vào thông báo của số báo, hoặc chọn mẫu trình bày khác.",
     "If it is needed, add it to the notices of the issue, or choose another layout."),
)  # fmt: skip
_TYPED = {
    "tagline": ("tagline",),
    "since": ("since",),
    "circulation": ("circulation",),
    "lunar": ("lunar",),
    "price": ("print", "price"),
}
"""Words of the masthead that only it prints → the field that they were typed in."""
_OF_ISSUE = frozenset({"lunar", "price"})


def left_out(issue: Issue, masthead: Masthead, printed: Iterable[str], layout: str) -> Iterator[Finding]:
    """A finding for all words of the masthead that are nowhere in the printed texts."""
    everything = "\n".join(map(bare, printed))
    for name, path in _TYPED.items():
        words = getattr(masthead, name)
        if words and bare(words) not in everything:
            file = "issue.yaml" if name in _OF_ISSUE else issue.publication_file
            place: Place = issue.place(file, *path)
            yield Finding(
                LEFT_OUT, place, words, {"layout": layout, "words": words, "mend": f"{{{{ masthead.{name} }}}}"}
            )
