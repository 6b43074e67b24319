"""What a draft is worth once another program has read the page too."""

from __future__ import annotations

from dataclasses import replace

from bulletin.importing.draft import Draft, sure
from bulletin.importing.find.lines import key_of
from bulletin.importing.result import Opinion


def agreed(draft: Draft, opinion: Opinion) -> Draft:
    """The draft after another program has read the page: agreement makes a guess sure, nothing else changes."""
    title, date, authors = draft.title, draft.date, draft.authors
    if title.certainty == "guess" and opinion.title and key_of(opinion.title) == key_of(title.value or ""):
        title = sure(title.value or "", f"{title.reason} + trafilatura")
    far = "xa mọi ngày" in date.reason
    if date.certainty == "guess" and date.value and opinion.date == date.value.date() and not far:
        date = replace(date, certainty="sure", reason=f"{date.reason} + trafilatura", second=None)
    name = authors.value[0].name if authors.value else ""
    if authors.certainty == "guess" and opinion.author and key_of(name) == key_of(opinion.author):
        authors = replace(authors, certainty="sure", reason=f"{authors.reason} + trafilatura", second=None)
    return replace(draft, title=title, date=date, authors=authors)
