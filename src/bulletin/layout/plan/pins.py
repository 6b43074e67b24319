"""PINS: what opens page 1, in which order briefs are printed, and which are printed by a page, as entries are pinned.

And what is said of an entry that is pinned to a page on which it does not begin.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from bulletin.errors import Finding, Place, Rule, Severity, Text
from bulletin.fields.issue import page_wish
from bulletin.layout.plan.planned import PlannedPage
from bulletin.model import Entry, Issue, Slot

PIN_MISSED = Rule(
    "layout.pin-missed",
    Severity.WARNING,
    Text("bài “{story}” được ghim vào trang {wanted}, nhưng bắt đầu ở trang {page}.",
         "“{story}” is pinned to page {wanted}, but begins on page {page}."),
    Text("Các trang trước không đủ bài để đến trang ấy, hoặc trang ấy không đủ chỗ.",
         "The pages before it have too few stories, or that page has too little room."),
    Text("Hãy ghim bài vào trang {page} (trang: {page}) hoặc bỏ ghim trong issue.yaml.",
         "Pin it to page {page} (page: {page}) or unpin it in issue.yaml."),
    form=Text("Hãy ghim bài vào trang {page}, hoặc bỏ ghim.",
     "Pin it to page {page}, or unpin it."),
)  # fmt: skip

SECTION_MISSED = Rule(
    "layout.section-page-missed",
    Severity.WARNING,
    Text("bài “{story}” của chuyên mục có trang riêng {wanted}, nhưng bắt đầu ở trang {page}.",
         "“{story}” is of a section whose pages are {wanted}, but begins on page {page}."),
    Text("Trang riêng của mục không đủ chỗ cho mọi bài của mục, hoặc số báo không dài đến trang ấy.",
         "The pages of the section have too little room for all its stories, or the issue is not so long."),
    Text("Hãy thêm trang cho mục trong publication.yaml (trang_rieng: {wanted} thành một khoảng có cả trang {page}), "
         "hoặc ghim bài này ở trang {page} (trang: {page}) trong issue.yaml.",
         "Give the section more pages in publication.yaml (pages, a range with page {page} in it), or pin this story "
         "to page {page} (page: {page}) in issue.yaml."),
    form=Text("Hãy thêm trang riêng cho chuyên mục, hoặc ghim bài này vào trang {page}.",
              "Give the section more pages, or pin this story to page {page}."),
)  # fmt: skip
BESIDE_MISSED = Rule(
    "layout.beside-missed",
    Severity.WARNING,
    Text("bài “{story}” được ghim cạnh bài “{wanted}”, nhưng bắt đầu ở trang {page}, bài kia ở trang {other}.",
         "“{story}” is pinned beside “{wanted}”, but begins on page {page} and the other one on page {other}."),
    Text("Một trang không đủ chỗ cho cả hai bài, hoặc chúng bị ghim vào hai trang khác nhau.",
         "One page has too little room for both, or they are pinned to different pages."),
    Text("Hãy bỏ canh_bai ở dòng này trong issue.yaml, hoặc rút ngắn một trong hai bài.",
         "Delete beside in this line of issue.yaml, or shorten one of the two stories."),
    form=Text("Hãy để trống mục bài cùng trang, hoặc rút ngắn một trong hai bài.",
              "Leave the story on the same page empty, or shorten one of the two."),
)  # fmt: skip


def pin_remarks(issue: Issue, planned: Sequence[PlannedPage]) -> Iterator[Finding]:
    """A warning for each story that begins on another page than it, its section or its mate is pinned to."""
    begins = {p.story.index: page.number for page in planned for p in page.pieces if not p.continued}
    for index, entry in enumerate(issue.entries):
        page = begins.get(index)
        if entry.page and page and page != entry.page:
            values = {"story": entry.article.id, "wanted": str(entry.page), "page": str(page)}
            yield Finding(PIN_MISSED, line_place(issue, entry, "page"), str(entry.page), values)
    for index, (first, last) in own_pages(issue).items():
        entry, page = issue.entries[index], begins.get(index)
        if page and not entry.page and not first <= page <= last:
            wanted = f"{first}" if first == last else f"{first}–{last}"
            values = {"story": entry.article.id, "wanted": wanted, "page": str(page)}
            yield Finding(SECTION_MISSED, line_place(issue, entry, "article"), entry.article.id, values)
    for one, other in beside_pairs(issue):
        if one in begins and other in begins and begins[one] != begins[other]:
            entry, mate = issue.entries[one], issue.entries[other].article.id
            values = {"story": entry.article.id, "wanted": mate, "page": str(begins[one]), "other": str(begins[other])}
            yield Finding(BESIDE_MISSED, line_place(issue, entry, "beside"), mate, values)


def own_pages(issue: Issue) -> dict[int, tuple[int, int]]:
    """Return entry → first and last of the pages that its section owns; briefs may be anywhere."""
    found: dict[int, tuple[int, int]] = {}
    for index, entry in enumerate(issue.entries):
        typed = entry.section.pages if entry.section else None
        if typed is not None and entry.slot != "brief":
            wish = page_wish(typed)
            found[index] = (wish.least, wish.most)
    return found


def beside_pairs(issue: Issue) -> tuple[tuple[int, int], ...]:
    """Return the entries that are to begin on one page, in pairs: the one that says so, and the one that it names."""
    numbers = {entry.article.id: n for n, entry in enumerate(issue.entries) if entry.slot != "brief"}
    return tuple(
        (n, numbers[entry.beside])
        for n, entry in enumerate(issue.entries)
        if entry.beside in numbers and entry.slot != "brief" and entry.beside != entry.article.id
    )


def line_place(issue: Issue, entry: Entry, field: str) -> Place:
    """Where a field of an entry's line of the flatplan is typed."""
    number = next((n for n, p in enumerate(issue.sheet.flatplan) if p.article == entry.article.id), 0)
    return issue.place("issue.yaml", "flatplan", number, field)


def front_story(slots: Sequence[Slot], pins: Mapping[int, int], display: Container[int] = ()) -> int | None:
    """The entry that opens page 1: the lead that is pinned to it, else the first story that may be on it.

    Args:
        slots: of the entries.
        pins: the pages that entries are pinned to.
        display: entries that are display items; one of them opens page 1 only where there is no story.
    """
    every = [i for i, slot in enumerate(slots) if slot != "brief"]
    stories = [i for i in every if i not in display] or every
    pinned = [i for i in stories if pins.get(i) == 1]
    free = [i for i in stories if i not in pins]
    leads = [i for i in pinned if slots[i] == "lead"]
    return next(iter((*leads, *pinned, *free, *stories)), None)


_MIDDLE = 0.5
ENTRIES_A_PAGE = 2
"""Entries for each page of a bulletin: where a pinned page is in an issue must follow from its list alone."""


def brief_order(slots: Sequence[Slot], pins: Mapping[int, int], kept: bool = False) -> tuple[int, ...]:
    """Return the entries that are briefs, in the order in which pages take them.

    That of the list, but a pinned brief comes as far back as its page is in the issue, so that the others neither wait
    for it nor crowd the pages before it.

    Args:
        slots: of the entries.
        pins: the pages that entries are pinned to.
        kept: whether the order of the list is law.
    """
    briefs = [i for i, slot in enumerate(slots) if slot == "brief"]
    free = [i for i in briefs if i not in pins]
    if kept or len(free) == len(briefs):
        return tuple(briefs)
    pages = max(len(slots) // ENTRIES_A_PAGE, *pins.values())
    at = {i: (n + _MIDDLE) / len(free) for n, i in enumerate(free)} | {
        i: (pins[i] - 1) / pages for i in briefs if i in pins
    }
    return tuple(sorted(briefs, key=lambda i: (at[i], i)))


def briefs_due(briefs: Sequence[int], pins: Mapping[int, int], page: int) -> tuple[int, int]:
    """Return how many briefs must be printed when a page is full, and how many may be: those pinned later must wait.

    A brief that is pinned to an earlier page, where it had no room, may come on any.
    """
    due = max((n + 1 for n, index in enumerate(briefs) if pins.get(index) == page), default=0)
    late = next((n for n, index in enumerate(briefs) if pins.get(index, 0) > page), len(briefs))
    return due, late
