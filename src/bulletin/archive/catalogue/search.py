"""Looking for words and names: hits in order, each with its issue, page, story and a snippet."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from bulletin.archive.catalogue import database as table
from bulletin.archive.catalogue.folding import composed, fold
from bulletin.archive.catalogue.names import NameKind
from bulletin.archive.catalogue.query import Level, Question, Term, questions
from bulletin.archive.catalogue.rules import NO_WORDS
from bulletin.archive.catalogue.snippet import Snippet, places, snippet
from bulletin.archive.catalogue.tokens import words_of
from bulletin.errors import Finding, InputError
from bulletin.lazy import dataclass


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
    allowed = _allowed(db, conditions, values) if conditions else None
    order = _Order(db)
    if allowed is None and request.limit is not None and not order.shared and not units.concern(asked):
        chosen, count = _first(db, asked, request.limit)
    else:
        ranked = _ranked(db, asked, allowed, order) if asked else _unranked(order.sorted(allowed or ()))
        chosen, count = ranked[: request.limit], len(ranked)
    words = [words_of(fold(composed(request.words))), words_of(fold(composed(request.place)))]
    return Found(
        hits=tuple(_hit(db, row, question) for row, question in chosen),
        count=count,
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

    @staticmethod
    def concern(asked: Sequence[Question]) -> bool:
        """Whether a name was replaced, so that a later question does not find what the earlier ones do."""
        return any(question.level == "renamed" for question in asked)

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


class _Order:
    """Newest first: by the rows themselves, unless issues share a day."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.shared = table.shared_days(db)

    def sorted(self, rows: Iterable[int]) -> list[int]:
        if not self.shared:
            return sorted(rows, reverse=True)
        return sorted(rows, key=self._key, reverse=True)

    def _key(self, row: int) -> tuple[int, str, int]:
        base = table.base_of(row)
        return table.day_of(base), self.shared[base], row


def _allowed(db: sqlite3.Connection, conditions: Sequence[str], values: Sequence[str]) -> set[int]:
    """The rows that meet all conditions."""
    return {row for (row,) in db.execute(f"SELECT e.id FROM entries e WHERE {' AND '.join(conditions)}", values)}


def _unranked(rows: Iterable[int]) -> list[tuple[int, Question | None]]:
    return [(row, None) for row in rows]


def _first(
    db: sqlite3.Connection, asked: Sequence[Question], limit: int
) -> tuple[list[tuple[int, Question | None]], int]:
    """The first rows and how many there are in all, without asking for more of them than are wanted.

    Every question finds what the ones before it find, so the last counts them all; the index gives the newest first.
    """
    seen: set[int] = set()
    ranked: list[tuple[int, Question | None]] = []
    for question in asked:
        room = limit - len(ranked)
        if room > 0:
            sql = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?"
            rows = [row for (row,) in db.execute(sql, (question.match, room + len(seen))) if row not in seen][:room]
            seen.update(rows)
            ranked += [(row, question) for row in rows]
    if len(ranked) < limit:
        return ranked, len(ranked)
    (count,) = db.execute("SELECT count(*) FROM words WHERE words MATCH ?", (asked[-1].match,)).fetchone()
    return ranked, int(count)


def _ranked(
    db: sqlite3.Connection, asked: Sequence[Question], allowed: set[int] | None, order: _Order
) -> list[tuple[int, Question | None]]:
    """The rows of every question that no better one has found, newest first."""
    seen: set[int] = set()
    ranked: list[tuple[int, Question | None]] = []
    for question in asked:
        found = {row for (row,) in db.execute("SELECT rowid FROM words WHERE words MATCH ?", (question.match,))}
        found -= seen
        if allowed is not None:
            found &= allowed
        seen |= found
        ranked += [(row, question) for row in order.sorted(found)]
    return ranked


def _hit(db: sqlite3.Connection, row: int, question: Question | None) -> Hit:
    issue, date, story, pages, title, section, text, label = db.execute(
        "SELECT e.issue, e.date, e.story, e.pages, e.title, e.section, e.text, i.label"
        " FROM entries e JOIN issues i ON i.id = e.issue WHERE e.id = ?",
        (row,),
    ).fetchone()
    return Hit(
        issue=issue, label=label, date=dt.date.fromisoformat(date),
        page=_page(db, issue, tuple(json.loads(pages)), question), story=story, title=title, section=section,
        level=question.level if question else None, snippet=snippet(text, question or Question("words", False, ())),
    )  # fmt: skip


def _page(db: sqlite3.Connection, issue: str, pages: tuple[int, ...], question: Question | None) -> int:
    """The page of a story with the most of the words; its first page where no page text helps."""
    if question is None or len(pages) < 2:
        return pages[0] if pages else 1
    marks = ",".join("?" * len(pages))
    rows = db.execute(
        f"SELECT page, text FROM page_texts WHERE issue = ? AND page IN ({marks}) ORDER BY page", (issue, *pages)
    ).fetchall()
    if not rows:
        return pages[0]
    counts: dict[int, int] = {page: len({fold(text[s:e]) for s, e in places(text, question)}) for page, text in rows}
    return min(counts, key=lambda page: (-counts[page], page))
