"""What a letter says: the stories of an issue as the values that both templates print. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bulletin.issue_text import ArticleText, IssueText
from bulletin.lazy import dataclass, pattern
from bulletin.sources import addresses

LONGEST_STANDFIRST = 240
STANDFIRSTS = (LONGEST_STANDFIRST, 120, 0)
"""Lengths to try until the HTML is short enough."""
_LONGEST_SENTENCE = 2.0
_SENTENCE_END = pattern(r"[.!?…]+[\"”’»)\]]*(?=\s+[^\s])")
_ABBREVIATIONS = frozenset((
    "tp", "tx", "tt", "q", "p", "x", "h", "ths", "ts", "pgs", "gs", "bs", "ks", "cn", "th.s", "gs.ts", "pgs.ts", "đ/c",
    "ông", "mr", "mrs", "ms", "dr", "st", "no", "nxb", "v.v", "vd", "tr", "đt", "tel",
)) - {"ông"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterStory:
    """One line of the contents. `pages` is “trang 3”, `url` the story on the web; "" where there is none."""

    kicker: str
    title: str
    standfirst: str
    pages: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSection:
    """A section with its stories; its heading is never empty."""

    heading: str
    stories: tuple[LetterStory, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPdf:
    """The PDF of the letter: `attached` is its file name or "", `url` its address or "", `size` is “3,2 MB”."""

    attached: str
    url: str
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPicture:
    """The picture of page 1 inside the letter: its address there, its description, the size at which it is shown."""

    src: str
    alt: str
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopping:
    """How the reader stops the letters. `mailto` and `url` are links, `address` and `subject` are what one types."""

    mailto: str
    address: str
    subject: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContent:
    """Everything that a template may print. `opening` is the first line: what this is and who sends it."""

    lang: str
    full_name: str
    number: str
    date: str
    title: str
    opening: str
    correction: bool
    sections: tuple[LetterSection, ...]
    pdf: LetterPdf
    picture: LetterPicture | None
    imprint: tuple[str, ...]
    stop: Stopping


def subject_of(issue: IssueText, correction: int = 0) -> str:
    """The subject of the letter: name, number and date, after “Bản sửa” for a correction."""
    words = [issue.full_name, issue.number_words[:1].lower() + issue.number_words[1:], f"{issue.date:%d/%m/%Y}"]
    said = ", ".join(word for word in words if word)
    return f"Bản sửa: {said}" if correction else said


def opening_of(issue: IssueText, from_name: str) -> str:
    """The first line of a letter."""
    number = issue.number_words[:1].lower() + issue.number_words[1:]
    sender = issue.publisher or from_name
    parts = [issue.full_name, number, issue.date_words[:1].lower() + issue.date_words[1:]]
    return f"{', '.join(part for part in parts if part)}. {sender} gửi bạn đọc."


def sections_of(issue: IssueText, longest: int = LONGEST_STANDFIRST) -> tuple[LetterSection, ...]:
    """The stories by section in printing order; those without a section come first, below “Trong số này”."""
    named = dict.fromkeys((*issue.sections, *(article.section for article in issue.articles if article.section)))
    groups = [("", "Trong số này"), *((name, name) for name in named)]
    found = []
    for name, heading in groups:
        stories = tuple(_story(article, longest) for article in issue.articles if article.section == name)
        if stories:
            found.append(LetterSection(heading=heading, stories=stories))
    return tuple(found)


def _story(article: ArticleText, longest: int) -> LetterStory:
    title = article.title or next((photo.caption for photo in article.photos if photo.caption), "") or article.id
    lead = article.lead or next((block.text for block in article.blocks if block.kind == "paragraph"), "")
    lead = lead if lead != title else ""
    return LetterStory(
        kicker=plain(article.kicker), title=plain(title), standfirst=standfirst(lead, longest),
        pages=pages_words(article.pages), url=web_address(article.url),
    )  # fmt: skip


def pages_words(pages: Iterable[int]) -> str:
    """`trang 3`, `trang 3, 5`."""
    numbers = sorted(set(pages))
    return f"trang {', '.join(map(str, numbers))}" if numbers else ""


def web_address(url: str) -> str:
    """The address if readers can follow it from a letter, else nothing."""
    good = re.match(r"https?://", url, re.I) and url.isascii() and addresses.problem_of(url) is None
    return url if good else ""


def plain(text: str) -> str:
    """A text on one line."""
    return re.sub(r"\s+", " ", text).strip()


def standfirst(text: str, longest: int) -> str:
    """The beginning of a text up to the end of a sentence, as near below `longest` characters as there is one.

    A first sentence that is longer is kept whole up to twice that; beyond, it ends after a word, with `…`.
    """
    text = plain(text)
    if longest == 0 or len(text) <= longest:
        return text if longest else ""
    ends = list(_sentence_ends(text))
    fitting = [end for end in ends if end <= longest]
    if fitting:
        return text[: fitting[-1]]
    if ends and ends[0] <= longest * _LONGEST_SENTENCE:
        return text[: ends[0]]
    cut = text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-")
    return f"{cut}…"


def _sentence_ends(text: str) -> Iterator[int]:
    for match in _SENTENCE_END.finditer(text):
        after = text[match.end() :].lstrip(' "“‘«([')[:1]
        if not (after.isupper() or after.isdigit()):
            continue
        before = re.split(r"[\s(“\"]", text[: match.start()])[-1]
        point = match.group()[0] == "."
        if point and (before.lower() in _ABBREVIATIONS or (len(before) == 1 and before.isupper())):
            continue
        yield match.end()
    yield len(text)


def imprint_of(issue: IssueText) -> tuple[str, ...]:
    """The imprint and the office's contacts, one line each."""
    lines = [f"{role.rstrip(' :')}: {line}" if role.strip(" :") else line for role, line in issue.imprint]
    wanted = (
        ("Cơ quan chủ quản", issue.owner), ("Cơ quan xuất bản", issue.publisher), ("Trụ sở", issue.address),
        ("Điện thoại", issue.phone), ("Thư điện tử", issue.email), ("Cổng thông tin", issue.portal),
    )  # fmt: skip
    printed = "\n".join(lines)
    lines += [f"{label}: {value}" for label, value in wanted if value and _bare(value) not in printed]
    return tuple(plain(line) for line in lines if line.strip())


def _bare(address: str) -> str:
    """An address as an imprint prints it."""
    return re.sub(r"^https?://|/$", "", address)


def picture_words(issue: IssueText) -> str:
    """The description of the picture of page 1: what it shows, and the titles on it."""
    titles = [plain(article.title) for article in issue.articles if 1 in article.pages and article.title]
    number = issue.number_words[:1].lower() + issue.number_words[1:]
    said = f"Ảnh trang nhất của {issue.full_name}, {number}"
    return f"{said}. Các tít: {'; '.join(titles[:6])}." if titles else f"{said}."
