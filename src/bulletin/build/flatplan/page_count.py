"""PAGE COUNT: what is said of an issue that does not come out at the wanted number of pages."""

from __future__ import annotations

from bulletin.build.rules import PAGE_COUNT
from bulletin.errors import Finding
from bulletin.layout.fit.answer import PageAnswer, StoryCut
from bulletin.model import Issue

_TITLE = 60
"""Letters of a title in a message."""


def page_count(issue: Issue, told: PageAnswer, pages: int) -> Finding:
    """The warning, with how much is too much or too little, what to cut, and the counts that are possible."""
    balance = told.balance
    over = balance.lines > 0
    vi, en = _remedy(told, over)
    values = {
        "pages": str(pages), "wanted": str(issue.sheet.pages), "reached": ", ".join(map(str, told.reached)),
        "lines": str(abs(balance.lines)), "words": str(abs(balance.words)),
        "amount_vi": "thừa" if over else "thiếu", "amount_en": "too much" if over else "too little",
        "remedy_vi": vi, "remedy_en": en,
    }  # fmt: skip
    return Finding(PAGE_COUNT, issue.place("issue.yaml", "pages"), str(issue.sheet.pages), values)


def _remedy(told: PageAnswer, over: bool) -> tuple[str, str]:
    last = told.reached[0] if over else told.reached[-1]
    change = f"ghi so_trang: {last} (pages: {last}) trong issue.yaml", f"write pages: {last} in issue.yaml"
    ways = []
    if told.cuts:
        verb = ("cắt", "cut") if over else ("thêm", "add")
        preposition = ("ở", "from") if over else ("vào", "to")
        ways.append(tuple(_words(told.cuts, verb[n], preposition[n], ("chữ", "words")[n]) for n in (0, 1)))
    if told.photo:
        one = told.photo
        vi = f"bỏ ảnh {one.photo} của bài “{_short(one)}”"
        ways.append((vi, f"leave out photo {one.photo} of “{_short(one)}”"))
    ways.append(change)
    vi, en = (", hoặc ".join(way[0] for way in ways), ", or ".join(way[1] for way in ways))
    return f"{vi[0].upper()}{vi[1:]}", f"{en[0].upper()}{en[1:]}"


def _words(cuts: tuple[StoryCut, ...], verb: str, preposition: str, words: str) -> str:
    return ", ".join(f"{verb} {abs(cut.words)} {words} {preposition} “{_short(cut)}”" for cut in cuts)


def _short(cut: StoryCut) -> str:
    return cut.title if len(cut.title) <= _TITLE else f"{cut.title[:_TITLE].rstrip()}…"
