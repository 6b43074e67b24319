"""The catalogue's file: a SQLite database that is made from the store and may be deleted at any time."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from bulletin.archive.catalogue.contents import CatalogueIssue, Name
from bulletin.archive.catalogue.folding import fold, lower_and_fold
from bulletin.archive.catalogue.tokens import TOKENIZER, indexed, parted

FILE = "muc-luc.db"
VERSION = 1
"""Raised when the tables or the fold change: an older file is made anew."""

_TABLES = f"""
CREATE TABLE issues(id TEXT PRIMARY KEY, label TEXT, date TEXT, stamp TEXT, digest TEXT, base INTEGER UNIQUE);
CREATE TABLE entries(id INTEGER PRIMARY KEY, issue TEXT, date TEXT, kind TEXT, story TEXT, title TEXT, section TEXT,
                     section_folded TEXT, pages TEXT, text TEXT);
CREATE INDEX entries_issue ON entries(issue);
CREATE TABLE page_texts(issue TEXT, page INTEGER, text TEXT, PRIMARY KEY(issue, page));
CREATE TABLE names(id INTEGER PRIMARY KEY, kind TEXT, name TEXT, folded TEXT, UNIQUE(kind, name));
CREATE TABLE named(name INTEGER, entry INTEGER, confirmed INTEGER, PRIMARY KEY(name, entry)) WITHOUT ROWID;
CREATE INDEX named_entry ON named(entry);
CREATE TABLE units(old TEXT, name TEXT, successor TEXT, PRIMARY KEY(old, successor)) WITHOUT ROWID;
CREATE TABLE facts(key TEXT PRIMARY KEY, value TEXT);
CREATE VIRTUAL TABLE words USING fts5(exact, exact_parts, folded, folded_parts, content='', columnsize=0,
                                      tokenize="{TOKENIZER}");
INSERT INTO words(words, rank) VALUES('hashsize', 33554432);
PRAGMA user_version = {VERSION};
"""
_SAME_DAY_BITS, _ENTRY_BITS = 8, 14
_WORDS = "rowid, exact, exact_parts, folded, folded_parts"


def create(path: Path | str) -> sqlite3.Connection:
    """A new catalogue without issues; `path` must not be there, or be `:memory:`."""
    db = connect(path)
    # The file is disposable and takes its name only when it is whole, so it need not survive a power cut.
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA journal_mode = MEMORY")
    db.executescript(_TABLES)
    return db


def connect(path: Path | str) -> sqlite3.Connection:
    """An open database file; transactions are begun by hand."""
    return sqlite3.connect(path, isolation_level=None, timeout=60.0)


def is_current(db: sqlite3.Connection) -> bool:
    """Whether an open file is a catalogue of this version; a broken one is not."""
    try:
        version: int = db.execute("PRAGMA user_version").fetchone()[0]
        return version == VERSION
    except sqlite3.DatabaseError:
        return False


@contextlib.contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All that is written inside, or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def add_issue(db: sqlite3.Connection, issue: CatalogueIssue, stamp: str, digest: str) -> None:
    """Put an issue that is not there into the tables."""
    date = issue.date.isoformat()
    base = _free_base(db, issue.date.toordinal())
    db.execute("INSERT INTO issues VALUES(?,?,?,?,?,?)", (issue.id, issue.label, date, stamp, digest, base))
    # Only a story that runs over several pages asks on which of them a word is.
    asked = {page for entry in issue.entries if len(entry.pages) > 1 for page in entry.pages}
    texts = [(issue.id, page, text) for page, text in issue.pages.items() if page in asked]
    db.executemany("INSERT INTO page_texts VALUES(?,?,?)", texts)
    # The index takes rising rows from memory; each that falls would be written to the disk alone.
    rising = [(row_of(base, number), entry) for number, entry in reversed(list(enumerate(issue.entries)))]
    stories = [
        (row, issue.id, date, one.kind, one.story, one.title, one.section, fold(one.section), json.dumps(one.pages),
         one.text) for row, one in rising
    ]  # fmt: skip
    db.executemany("INSERT INTO entries VALUES(?,?,?,?,?,?,?,?,?,?)", stories)
    columns = [(row, *_columns(one.text)) for row, one in rising]
    db.executemany(f"INSERT INTO words({_WORDS}) VALUES(?,?,?,?,?)", columns)
    link_names(db, [(name, row) for row, one in rising for name in one.names])


def row_of(base: int, number: int) -> int:
    """The row of an entry: the newest issue has the highest rows, and in an issue its first entry."""
    return base << _ENTRY_BITS | (1 << _ENTRY_BITS) - 1 - number


def base_of(row: int) -> int:
    """The number of the issue to which a row belongs; greater for a later date."""
    return row >> _ENTRY_BITS


def day_of(base: int) -> int:
    """The day of an issue by its number, counted as Python does."""
    return base >> _SAME_DAY_BITS


def _free_base(db: sqlite3.Connection, day: int) -> int:
    """The number of a new issue: its day, and behind it the first that no other issue of that day has."""
    first, end = day << _SAME_DAY_BITS, day + 1 << _SAME_DAY_BITS
    taken = {row[0] for row in db.execute("SELECT base FROM issues WHERE base >= ? AND base < ?", (first, end))}
    return next(base for base in range(first, end) if base not in taken)


def shared_days(db: sqlite3.Connection) -> dict[int, str]:
    """The ids of issues that share their day with another, by their number: that order depends on when they came."""
    last = (1 << _SAME_DAY_BITS) - 1
    shared = db.execute("SELECT 1 FROM issues WHERE base & ? LIMIT 1", (last,)).fetchone()
    return dict(db.execute("SELECT base, id FROM issues").fetchall()) if shared else {}


def _columns(text: str) -> tuple[str, str, str, str]:
    exact, folded = lower_and_fold(indexed(text))
    exact_parts, folded_parts = parted(folded, (exact, folded))
    return exact, exact_parts, folded, folded_parts


def link_names(db: sqlite3.Connection, named: Iterable[tuple[Name, int]], *, confirmed: bool = False) -> None:
    """Say that entries name persons, places, documents or authors."""
    pairs = list(named)
    unlike = dict.fromkeys(name for name, _ in pairs)
    db.executemany(
        "INSERT OR IGNORE INTO names VALUES(NULL,?,?,?)", [(kind, text, fold(text)) for kind, text in unlike]
    )
    db.executemany(
        "INSERT OR IGNORE INTO named SELECT id, ?, ? FROM names WHERE kind = ? AND name = ?",
        [(row, int(confirmed), *name) for name, row in pairs],
    )


def drop_issue(db: sqlite3.Connection, issue: str) -> None:
    """Take an issue out of the tables."""
    for row, text in db.execute("SELECT id, text FROM entries WHERE issue = ?", (issue,)).fetchall():
        # The index keeps no text, so it must be given what to forget.
        db.execute(f"INSERT INTO words(words, {_WORDS}) VALUES('delete',?,?,?,?,?)", (row, *_columns(text)))
        db.execute("DELETE FROM named WHERE entry = ?", (row,))
    for table, key in (("entries", "issue"), ("page_texts", "issue"), ("issues", "id")):
        db.execute(f"DELETE FROM {table} WHERE {key} = ?", (issue,))


def forget_unused_names(db: sqlite3.Connection) -> None:
    """Drop names that no entry has any more."""
    db.execute("DELETE FROM names WHERE id NOT IN (SELECT name FROM named)")


def fact(db: sqlite3.Connection, key: str) -> str:
    """One remembered value; empty where there is none."""
    row = db.execute("SELECT value FROM facts WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def remember(db: sqlite3.Connection, key: str, value: str) -> None:
    """Keep one value."""
    db.execute("INSERT OR REPLACE INTO facts VALUES(?,?)", (key, value))
