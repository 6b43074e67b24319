"""What of a kept issue goes into the catalogue: its stories, and the words that are printed beside them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from bulletin.archive.catalogue.folding import composed
from bulletin.archive.catalogue.names import NameKind, speaker
from bulletin.archive.catalogue.tokens import BREAK
from bulletin.archive.store.object import StoredObject, read_bytes
from bulletin.issue_text import ArticleText, IssueText, issue_text_from, printed_parts
from bulletin.lazy import dataclass
from bulletin.text.rules.numbers import document_numbers

_DATE = re.compile(r"( –)?( \w+ \w+,)? \d\d/\d\d/\d{4}( \d\d:\d\d)?$")
"""What layouts print behind a place or a source."""
_PAGE = re.compile(r"text/page-(\d{1,4})\.txt")

EntryKind = Literal["story", "page"]
Name = tuple[NameKind, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """A story, or the words of a page that belong to no story. `text` is NFC, its parts divided by empty lines."""

    kind: EntryKind
    story: str
    title: str
    section: str
    pages: tuple[int, ...]
    text: str
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueIssue:
    """One issue as the catalogue knows it; `pages` has the text of every page by its number."""

    id: str
    label: str
    date: dt.date
    pages: Mapping[int, str]
    entries: tuple[CatalogueEntry, ...]


def contents(obj: StoredObject) -> CatalogueIssue:
    """The words of the newest version of an issue.

    Raises:
        InputError: a file that is needed is damaged.
    """
    state = obj.state()
    pages = {
        int(found[1]): composed(read_bytes(obj, path).decode("utf-8", "replace")).replace("\r\n", "\n")
        for path in state
        if (found := _PAGE.fullmatch(path))
    }
    issue = issue_text_from(read_bytes(obj, "articles.json")) if "articles.json" in state else None
    stories = [_story(article) for article in issue.articles] if issue else []
    beside = _beside(pages, issue.articles, stories) if issue else pages
    entries = (*stories, *(_page(number, text.strip()) for number, text in sorted(beside.items()) if text.strip()))
    date, label = (issue.date, _label(issue)) if issue else _facts(obj)
    return CatalogueIssue(id=obj.id, label=label, date=date, pages=pages, entries=entries)


def _label(issue: IssueText) -> str:
    return f"{issue.full_name} số {issue.number}/{issue.date.year}"


def _facts(obj: StoredObject) -> tuple[dt.date, str]:
    """Date and name of an issue from before the program."""
    from bulletin.release import release_from

    release = release_from(read_bytes(obj, "release.json"))
    return release.date, f"{release.publication} số {release.number}/{release.date.year}"


def _story(article: ArticleText) -> CatalogueEntry:
    text = composed(BREAK.join(part for part in _parts(article) if part.strip()))
    named = dict.fromkeys((*_named(article), *_documents(text)))
    return CatalogueEntry(
        kind="story", story=article.id, title=composed(article.title), section=composed(article.section),
        pages=article.pages, text=text, names=tuple(named),
    )  # fmt: skip


def _parts(article: ArticleText) -> Iterator[str]:
    yield from printed_parts(article)
    for document in article.documents:
        yield " ".join(filter(None, (document.kind, document.number, document.issuer, document.title)))
    for date in (article.event_date, article.published_at):
        if date:
            yield f"{date:%d/%m/%Y}"


def _named(article: ArticleText) -> Iterator[Name]:
    for author in article.authors:
        yield from (("author", composed(author)), ("person", composed(author)))
    for photo in article.photos:
        if photo.credit:
            yield from (("author", composed(photo.credit)), ("person", composed(photo.credit)))
    for quote in article.quotes:
        if name := speaker(composed(quote)):
            yield "person", name
    if article.place:
        yield "place", composed(article.place)
    yield from (("document", composed(document.number)) for document in article.documents)


def _documents(text: str) -> Iterator[Name]:
    parts = (part for part in text.split(BREAK) if "/" in part)
    return (("document", number) for part in parts for number in document_numbers(part))


def _page(number: int, text: str) -> CatalogueEntry:
    names = tuple(dict.fromkeys(_documents(text)))
    return CatalogueEntry(
        kind="page", story="", title="", section="", pages=(number,), text=text, names=names,
    )  # fmt: skip


def _beside(
    pages: Mapping[int, str], articles: Iterable[ArticleText], stories: Sequence[CatalogueEntry]
) -> dict[int, str]:
    """The lines of each page that no story of that page has, without running heads and the titles in the contents."""
    titles = BREAK.join(story.title for story in stories)
    words = dict.fromkeys(pages, titles + BREAK)
    for article, story in zip(articles, stories, strict=True):
        for number in story.pages:
            words[number] = words.get(number, "") + " ".join((*story.text.split(), BREAK, *_printed(article)))
    own = {number: _not_in(words[number], text) for number, text in pages.items()}
    heads = Counter(head for lines in own.values() for head in {_without_figures(line) for line in lines if line})
    # A head of left pages is on every other page, and page 1 has none.
    running = {head for head, count in heads.items() if count >= 2 and count * 3 >= len(pages)}
    return {n: "\n".join("" if _without_figures(line) in running else line for line in own[n]) for n in own}


def _printed(article: ArticleText) -> Iterator[str]:
    """The words of a story as layouts put them together."""
    yield composed(f"{article.kicker} · {article.genre}")
    for photo in article.photos:
        yield composed(f"{photo.caption} Ảnh: {photo.credit}")
    for quote in article.quotes:
        yield composed(f"“{quote.rpartition(' – ')[0] or quote}”")
    yield composed(f"Nguồn: {article.source} –")
    yield composed(article.place[:1].upper() + article.place[1:])
    yield article.url.partition("://")[2]


def _not_in(words: str, text: str) -> list[str]:
    """The lines of a page that are not among some words, with an empty one for each run that is."""
    kept: list[str] = []
    for line in text.split("\n"):
        plain = " ".join(line.split())
        if plain and plain not in words and _DATE.sub("", plain) not in words:
            kept.append(plain)
        elif kept and kept[-1]:
            kept.append("")
    return kept


def _without_figures(line: str) -> str:
    return re.sub(r"\d+", "0", line)
