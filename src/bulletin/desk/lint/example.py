"""A short text as an issue: how rows show what they name, and how tests and the benchmark run them.

Each paragraph is body text of one story. A line `@title …`, `@lead …`, `@caption …`, `@kicker …`, `@credit …`,
`@document …`, `@author …`, `@event 2026-11-17` fills a field; `@story` begins the next story; `@day 2026-11-20` is the
day of the issue; `@earlier …` is a story of another issue; `@approved` a status, `@comment # đoán: …` a comment in the
file of the story.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from bulletin.desk.lint.earlier import EarlierText, plain_words
from bulletin.desk.lint.reading import DeskReading
from bulletin.model import (
    Article,
    Author,
    Document,
    Entry,
    Issue,
    IssueSheet,
    Number,
    Photo,
    Placement,
    Publication,
    Source,
    Term,
    Unit,
)

DAY = dt.date(2026, 11, 20)


def issue_of(text: str) -> Issue:
    """The issue that an example means."""
    parts = text.split("@story\n")
    day = next((dt.date.fromisoformat(line[5:].strip()) for line in text.split("\n") if line.startswith("@day ")), DAY)
    terms = tuple(Term(bad=bad, good=good) for bad, _, good in (v.partition(" → ") for v in _values(text, "term")))
    publication = Publication(
        id="vi-du", name="Ví dụ", publisher="Phường Vọng Hải", periodicity="Hằng tuần", legal_profile="internal",
        terms=terms, units=tuple(Unit(name=name) for name in _values(text, "unit")),
    )  # fmt: skip
    entries = tuple(_entry(number, part) for number, part in enumerate(parts))
    sheet = IssueSheet(
        publication="vi-du",
        number=Number(in_year=1),
        date=day,
        flatplan=tuple(Placement(article=e.article.id, slot="story") for e in entries),
    )
    return Issue(folder=Path(), publication=publication, publication_file="publication.yaml", sheet=sheet,
                 entries=entries, marks={},
                 sources={f"articles/bai-{n + 1}.yaml": "\n".join(_values(part, "comment")).encode()
                          for n, part in enumerate(parts)})  # fmt: skip


def reading_of(text: str) -> DeskReading:
    """What the rules read of an example."""
    earlier = (
        EarlierText(f"so-{n + 1}/articles/tin.yaml", plain_words(v)) for n, v in enumerate(_values(text, "earlier"))
    )
    return DeskReading(issue_of(text), tuple(earlier))


def _entry(number: int, text: str) -> Entry:
    def first(name: str) -> str | None:
        return next(iter(_values(text, name)), None)

    name, event = f"bai-{number + 1}", first("event")
    photos = tuple(
        Photo(id=f"a{n}", file=f"photos/a{n}.jpg", caption=caption, alt="Ảnh", credit=first("credit") or "Hải Yến")
        for n, caption in enumerate(_values(text, "caption"))
    )
    article = Article(
        id=name, status="approved" if "@approved" in text else "draft", title=first("title") or "Chuyện trong tuần",
        kicker=first("kicker"), lead=first("lead"),
        body="\n".join(line for line in text.split("\n") if not line.startswith("@")).strip("\n"), photos=photos,
        documents=tuple(Document(number=value) for value in _values(text, "document")),
        authors=() if "@nobody" in text else (Author(name=first("author") or "Hải Yến"),),
        event_date=dt.date.fromisoformat(event) if event else None, form="poem" if "@form poem" in text else None,
        source=None if "@nobody" in text else Source(name="Cổng thông tin phường"),
    )  # fmt: skip
    return Entry(article=article, file=f"articles/{name}.yaml", slot="story")


def _values(text: str, name: str) -> list[str]:
    return [line[len(name) + 2 :] for line in text.split("\n") if line.startswith(f"@{name} ")]
