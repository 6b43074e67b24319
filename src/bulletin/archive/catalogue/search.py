"""Looking for words and names: hits in order, each with its issue, page, story and a snippet."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bulletin.archive.catalogue.folding import composed, fold
from bulletin.archive.catalogue.names import NameKind
from bulletin.archive.catalogue.query import LEVELS, Level, Question, Term, questions
from bulletin.archive.catalogue.rules import NO_WORDS
from bulletin.archive.catalogue.snippet import Snippet, places, snippet
from bulletin.archive.catalogue.tokens import words_of
from bulletin.errors import Finding, InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """What is looked for: words, and conditions that must all hold. Dates are included on both ends."""

    words: str = ""
    person: str = ""
    place: str = ""
    document: str = ""
    author: str = ""
    section: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    limit: int | None = None

    @property
    def names(self) -> Iterator[tuple[NameKind, str]]:
        """The conditions on names that were given."""
        given: tuple[tuple[NameKind, str], ...] = (
            ("person", self.person), ("place", self.place), ("document", self.document), ("author", self.author),
        )  # fmt: skip
        return ((kind, text) for kind, text in given if text.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One story, or one page with words beside its stories (`story` and `title` are empty then)."""

    issue: str
    label: str
    date: dt.date
    page: int
    story: str
    title: str
    section: str
    level: Level | None
    snippet: Snippet


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The hits asked for, how many there are in all, and names of units that are no more with their successors."""

    hits: tuple[Hit, ...]
    count: int
    renamed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    issue: str
    date: str
    kind: str
    story: str
    pages: tuple[int, ...]


def search(db: sqlite3.Connection, request: SearchRequest) -> Found:
    """The hits for a request, best level first, newest first inside each.

    Raises:
        InputError: nothing is asked for.
    """
    units = _Units(db)
    asked = questions(request.words, units.successors)
    conditions, values = _conditions(request, units)
    if not asked and (request.words.strip() or not conditions):
        raise InputError([Finding(NO_WORDS)])
    ranked = _ranked(_asked_rows(db, asked, conditions, values) if asked else _all_rows(db, conditions, values))
    chosen = ranked if request.limit is None else ranked[: request.limit]
    words = [words_of(fold(composed(request.words))), words_of(fold(composed(request.place)))]
    return Found(
        hits=tuple(_hit(db, row, question) for row, question in chosen),
        count=len(ranked),
        renamed=units.named_in(words),
    )


class _Units:
    """Names of units that are no more, and what took their place, directly or later."""

    def __init__(self, db: sqlite3.Connection) -> None:
        rows = db.execute("SELECT old, name, successor FROM units ORDER BY old, successor").fetchall()
        self.names: dict[Term, str] = {tuple(old.split()): name for old, name, _ in rows}
        direct: dict[Term, list[str]] = {}
        for old, _, successor in rows:
            direct.setdefault(tuple(old.split()), []).append(successor)
        self.chains = {old: _followed(old, direct) for old in direct}
        self.successors: dict[Term, list[Term]] = {
            old: [words_of(fold(name)) for name in chain] for old, chain in self.chains.items()
        }

    def named_in(self, texts: Iterable[Term]) -> dict[str, tuple[str, ...]]:
        """The units that some words name."""
        return {
            self.names[old]: self.chains[old] for old in self.chains for words in texts
            if any(words[at : at + len(old)] == old for at in range(len(words) - len(old) + 1))
        }  # fmt: skip


def _followed(old: Term, direct: Mapping[Term, Sequence[str]]) -> tuple[str, ...]:
    """All later names of a unit, the next first; units that name each other end the way."""
    found: dict[str, None] = {}
    todo, seen = [old], {old}
    while todo:
        for name in direct.get(todo.pop(0), ()):
            key = words_of(fold(name))
            if key not in seen:
                seen.add(key)
                found[name] = None
                todo.append(key)
    return tuple(found)


def _conditions(request: SearchRequest, units: _Units) -> tuple[list[str], list[str]]:
    """Conditions on the table `entries` in SQL, with their values."""
    conditions: list[str] = []
    values: list[str] = []
    for kind, text in request.names:
        wanted = fold(composed(" ".join(text.split())))
        patterns = [_pattern(kind, wanted)]
        if kind == "place":
            later = units.successors.get(words_of(wanted), ())
            patterns += [_pattern(kind, " ".join(name)) for name in later]
        either = " OR ".join(["' ' || n.folded || ' ' LIKE ? ESCAPE '!'"] * len(patterns))
        conditions.append(
            f"e.id IN (SELECT entry FROM named JOIN names n ON n.id = named.name WHERE n.kind = ? AND ({either}))"
        )
        values += [kind, *patterns]
    if request.section.strip():
        conditions.append("' ' || e.section_folded || ' ' LIKE ? ESCAPE '!'")
        values.append(_pattern("person", fold(composed(" ".join(request.section.split())))))
    for sign, day in ((">=", request.first), ("<=", request.last)):
        if day:
            conditions.append(f"e.date {sign} ?")
            values.append(day.isoformat())
    return conditions, values


def _pattern(kind: NameKind, folded: str) -> str:
    """Whole words anywhere in a name; the beginning of a document's number."""
    for sign in "!%_":
        folded = folded.replace(sign, f"!{sign}")
    return f" {folded}%" if kind == "document" else f"% {folded} %"


_COLUMNS = "e.id, e.issue, e.date, e.kind, e.story, e.pages"


def _asked_rows(
    db: sqlite3.Connection, asked: Sequence[Question], conditions: Sequence[str], values: Sequence[str]
) -> Iterator[tuple[_Row, Question | None]]:
    """The rows of every question that no better one has found."""
    seen: set[int] = set()
    narrowed = "".join(f" AND {condition}" for condition in conditions)
    for question in asked:
        rows = db.execute(
            f"SELECT {_COLUMNS} FROM words w CROSS JOIN entries e ON e.id = w.rowid WHERE words MATCH ?{narrowed}",
            (question.match, *values),
        )
        for row in rows:
            if row[0] not in seen:
                seen.add(row[0])
                yield _row(row), question


def _all_rows(
    db: sqlite3.Connection, conditions: Sequence[str], values: Sequence[str]
) -> Iterator[tuple[_Row, Question | None]]:
    for row in db.execute(f"SELECT {_COLUMNS} FROM entries e WHERE {' AND '.join(conditions)}", values):
        yield _row(row), None


def _row(row: tuple[int, str, str, str, str, str]) -> _Row:
    return _Row(row[0], row[1], row[2], row[3], row[4], tuple(json.loads(row[5])))


def _ranked(found: Iterable[tuple[_Row, Question | None]]) -> list[tuple[_Row, Question | None]]:
    """In order, without pages to which a story that is as good leads already."""
    ordered = sorted(found, key=lambda pair: (pair[0].pages, pair[0].story))
    ordered.sort(key=lambda pair: (pair[0].date, pair[0].issue), reverse=True)
    ordered.sort(key=lambda pair: (_rank(pair[1]), pair[0].kind == "page"))
    led: set[tuple[str, int]] = set()
    kept: list[tuple[_Row, Question | None]] = []
    for row, question in ordered:
        if row.kind == "page" and (row.issue, row.pages[0]) in led:
            continue
        led.update((row.issue, page) for page in row.pages)
        kept.append((row, question))
    kept.sort(key=lambda pair: (pair[0].date, pair[0].issue), reverse=True)
    kept.sort(key=lambda pair: _rank(pair[1]))
    return kept


def _rank(question: Question | None) -> int:
    return LEVELS.index(question.level) if question else 0


def _hit(db: sqlite3.Connection, row: _Row, question: Question | None) -> Hit:
    title, section, text, label = db.execute(
        "SELECT e.title, e.section, e.text, i.label FROM entries e JOIN issues i ON i.id = e.issue WHERE e.id = ?",
        (row.id,),
    ).fetchone()
    shown = question or Question("words", False, ())
    return Hit(
        issue=row.issue, label=label, date=dt.date.fromisoformat(row.date), page=_page(db, row, question),
        story=row.story, title=title, section=section, level=question.level if question else None,
        snippet=snippet(text, shown),
    )  # fmt: skip


def _page(db: sqlite3.Connection, row: _Row, question: Question | None) -> int:
    """The page of a story with the most of the words; its first page where no page text helps."""
    pages = row.pages or (1,)
    if question is None or len(pages) == 1:
        return pages[0]
    marks = ",".join("?" * len(pages))
    rows = db.execute(
        f"SELECT page, text FROM page_texts WHERE issue = ? AND page IN ({marks})", (row.issue, *pages)
    ).fetchall()
    if not rows:
        return pages[0]
    counts: dict[int, int] = {page: len({fold(text[s:e]) for s, e in places(text, question)}) for page, text in rows}
    return min(counts, key=lambda page: (-counts[page], page))
