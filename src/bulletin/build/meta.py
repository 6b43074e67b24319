"""Metadata of an issue for its PDF files."""

from __future__ import annotations

from typing import Any

from bulletin.model import Issue


def title_of(issue: Issue) -> str:
    """The title of an issue's files."""
    from bulletin.text.dates import short_date

    return f"{issue.publication.full_name} – Số {issue.sheet.number.in_year}, {short_date(issue.sheet.date)}"


def meta_of(issue: Issue) -> Any:
    """The identity of an issue as its files state it."""
    from bulletin.editions.identity.meta import Meta
    from bulletin.layout.pages.furniture import masthead

    pub, sheet, words = issue.publication, issue.sheet, masthead(issue)
    authors = dict.fromkeys(a.name for e in issue.entries for a in e.article.authors)
    sections = dict.fromkeys(e.section.name for e in issue.entries if e.section)
    subject = "; ".join(e.article.title for e in issue.entries if e.slot != "brief")
    return Meta(
        title=title_of(issue), publisher=pub.publisher, issue=words.number, date=sheet.date, authors=tuple(authors),
        keywords=(pub.name, *sections), subject=subject[:900],
        identifier=f"{pub.id}/{sheet.date.year}-{sheet.number.in_year:02}",
    )  # fmt: skip
