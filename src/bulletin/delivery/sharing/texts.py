"""The words beside the pictures: a short and a long post, and a description of every picture. Pure, Vietnamese."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bulletin.issue_text import ArticleText, IssueText

_HEADS = 3
_LEAD_CHARS = 240
_LONGEST = 1000
"""Letters of one description: longer ones tire those who listen to it."""


def posts(issue: IssueText, link: str) -> str:
    """The content of `bai-dang.txt`: what to copy for a group, then for a page."""
    return (
        "=== BẢN NGẮN (nhóm Zalo) ===\n\n" + "\n".join(_short(issue, link)).strip()
        + "\n\n\n=== BẢN DÀI (trang Facebook, Zalo OA) ===\n\n" + "\n".join(_long(issue, link)).strip() + "\n"
    )  # fmt: skip


def headline(issue: IssueText) -> str:
    """What is shared, in one line."""
    parts = (part for part in (_full_name(issue), issue.number_words, issue.date_words) if part)
    return " – ".join(parts)


def lead_of(issue: IssueText) -> ArticleText | None:
    """The first story of page 1: the one that the issue calls its lead, else the first one there."""
    front = [article for article in issue.articles if 1 in article.pages]
    return next((article for article in front if article.slot == "lead"), front[0] if front else None)


def _full_name(issue: IssueText) -> str:
    name = issue.full_name or issue.name
    label = issue.label.capitalize()
    return name if not label or name.casefold().startswith(label.casefold()) else f"{label} {name}"


def _short(issue: IssueText, link: str) -> Iterator[str]:
    yield headline(issue)
    yield ""
    told = [article for article in issue.articles if article.title]
    for article in told[:_HEADS]:
        yield f"• {article.title}"
    if len(told) > _HEADS:
        yield f"… và {len(told) - _HEADS} tin, bài khác."
    if link:
        yield ""
        yield f"Đọc cả số: {link}"


def _long(issue: IssueText, link: str) -> Iterator[str]:
    yield headline(issue)
    lead = lead_of(issue)
    if lead and lead.title:
        yield ""
        yield lead.title + (_pages(lead) and f" ({_pages(lead)})")
        if lead.lead:
            yield _cut(lead.lead, _LEAD_CHARS)
    others = [article for article in issue.articles if article is not lead and article.title]
    if others:
        yield ""
        yield "Trong số này:"
    for section in dict.fromkeys(article.section for article in others):
        if section:
            yield ""
            yield section
        for article in others:
            if article.section == section:
                yield f"• {article.title}" + (_pages(article) and f" – {_pages(article)}")
    if link:
        yield ""
        yield f"Đọc cả số: {link}"
    contact = " · ".join(part for part in (issue.publisher, issue.phone, issue.email) if part)
    if contact:
        yield ""
        yield contact


def _pages(article: ArticleText) -> str:
    return f"trang {article.pages[0]}" if article.pages else ""


def descriptions(issue: IssueText, pages: int, covers: Iterable[str], names: Iterable[tuple[str, int]]) -> str:
    """The content of `mo-ta.txt`: the description of every picture, to paste where Zalo and Facebook ask for it.

    Args:
        issue: its words.
        pages: how many there are.
        covers: files that show the top of page 1.
        names: file and page of every picture of a whole page.
    """
    files: dict[int, list[str]] = {}
    for file, page in names:
        files.setdefault(page, []).append(file)
    blocks = [(", ".join(covers), describe_cover(issue))]
    blocks += [(", ".join(files[page]), describe(issue, page, pages)) for page in sorted(files)]
    return "\n\n".join(f"[{file}]\n{words}" for file, words in blocks) + "\n"


def describe_cover(issue: IssueText) -> str:
    """The description of the pictures of page 1's top."""
    lead = lead_of(issue)
    words = f"Trang nhất của {headline(issue)}."
    if lead and lead.title:
        words += f" Bài chính: “{lead.title}”."
        if lead.photos and lead.photos[0].alt:
            words += f" Ảnh: {_sentence(lead.photos[0].alt)}"
    return _cut(words, _LONGEST)


def describe(issue: IssueText, page: int, pages: int) -> str:
    """The description of a page: its stories, and the photos of those that begin on it."""
    here = [article for article in issue.articles if page in article.pages]
    begun = [article for article in here if article.pages[0] == page]
    titles = "; ".join(f"“{article.title}”" for article in begun if article.title)
    rest = "; ".join(f"“{article.title}”" for article in here if article not in begun and article.title)
    words = f"Trang {page} trong {pages} trang, {headline(issue)}."
    words += f" Các bài: {titles}." if titles else ""
    words += f" Tiếp theo trang trước: {rest}." if rest else ""
    seen = [photo.alt or photo.caption for article in begun for photo in article.photos if photo.alt or photo.caption]
    words += "".join(f" Ảnh: {_sentence(alt)}" for alt in seen)
    return _cut(words, _LONGEST)


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def _cut(words: str, most: int) -> str:
    """The words up to the last sentence that fits, else up to the last word."""
    words = " ".join(words.split())
    if len(words) <= most:
        return words
    kept = words[: most - 1]
    end = max(kept.rfind(mark) for mark in (". ", "! ", "? ", "… "))
    return kept[: end + 1] if end > most // 3 else kept.rpartition(" ")[0].rstrip(" ,;:–") + "…"
