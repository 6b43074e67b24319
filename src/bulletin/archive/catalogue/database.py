"""The catalogue's file: a SQLite database that is made from the store and may be deleted at any time."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from bulletin.archive.catalogue.contents import CatalogueEntry, KeptIssue, Name
from bulletin.archive.catalogue.folding import fold, lower
from bulletin.archive.catalogue.tokens import TOKENIZER, indexed, parted

FILE = "muc-luc.db"
VERSION = 1
"""Raised when the tables or the fold change: an older file is made anew."""

_TABLES = f"""
CREATE TABLE issues(id TEXT PRIMARY KEY, label TEXT, date TEXT, stamp TEXT, digest TEXT);
CREATE TABLE entries(id INTEGER PRIMARY KEY, issue TEXT, date TEXT, kind TEXT, story TEXT, title TEXT, section TEXT,
                     section_folded TEXT, pages TEXT, text TEXT);
CREATE INDEX entries_issue ON entries(issue);
CREATE TABLE page_texts(issue TEXT, page INTEGER, text TEXT, PRIMARY KEY(issue, page));
CREATE TABLE names(id INTEGER PRIMARY KEY, kind TEXT, name TEXT, folded TEXT, UNIQUE(kind, name));
CREATE TABLE named(name INTEGER, entry INTEGER, confirmed INTEGER, PRIMARY KEY(name, entry)) WITHOUT ROWID;
CREATE INDEX named_entry ON named(entry);
CREATE TABLE candidates(kind TEXT, name TEXT, entry INTEGER, PRIMARY KEY(kind, name, entry)) WITHOUT ROWID;
CREATE INDEX candidates_entry ON candidates(entry);
CREATE TABLE units(old TEXT, name TEXT, successor TEXT, PRIMARY KEY(old, successor)) WITHOUT ROWID;
CREATE TABLE facts(key TEXT PRIMARY KEY, value TEXT);
CREATE VIRTUAL TABLE words USING fts5(exact, exact_parts, folded, folded_parts, content='', tokenize="{TOKENIZER}");
PRAGMA user_version = {VERSION};
"""
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


def add_issue(db: sqlite3.Connection, issue: KeptIssue, stamp: str, digest: str) -> None:
    """Put an issue that is not there into the tables."""
    date = issue.date.isoformat()
    db.execute("INSERT INTO issues VALUES(?,?,?,?,?)", (issue.id, issue.label, date, stamp, digest))
    db.executemany("INSERT INTO page_texts VALUES(?,?,?)", [(issue.id, n, text) for n, text in issue.pages.items()])
    for entry in issue.entries:
        row = db.execute(
            "INSERT INTO entries VALUES(NULL,?,?,?,?,?,?,?,?,?)",
            (
                issue.id, date, entry.kind, entry.story, entry.title, entry.section, fold(entry.section),
                json.dumps(entry.pages), entry.text,
            ),
        ).lastrowid  # fmt: skip
        assert row is not None
        db.execute(f"INSERT INTO words({_WORDS}) VALUES(?,?,?,?,?)", (row, *_columns(entry.text)))
        _add_names(db, row, entry)


def _columns(text: str) -> tuple[str, str, str, str]:
    exact, folded = lower(text), fold(text)
    return indexed(exact), parted(exact), indexed(folded), parted(folded)


def _add_names(db: sqlite3.Connection, row: int, entry: CatalogueEntry) -> None:
    for name in entry.names:
        link_name(db, name, [row])
    db.executemany("INSERT OR IGNORE INTO candidates VALUES(?,?,?)", [(*name, row) for name in entry.candidates])


def link_name(db: sqlite3.Connection, name: Name, rows: Iterable[int], *, confirmed: bool = False) -> None:
    """Say that entries name a person, place, document or author."""
    kind, text = name
    db.execute("INSERT OR IGNORE INTO names VALUES(NULL,?,?,?)", (kind, text, fold(text)))
    (found,) = db.execute("SELECT id FROM names WHERE kind = ? AND name = ?", name).fetchone()
    db.executemany("INSERT OR IGNORE INTO named VALUES(?,?,?)", [(found, row, int(confirmed)) for row in rows])


def drop_issue(db: sqlite3.Connection, issue: str) -> None:
    """Take an issue out of the tables."""
    for row, text in db.execute("SELECT id, text FROM entries WHERE issue = ?", (issue,)).fetchall():
        # The index keeps no text, so it must be given what to forget.
        db.execute(f"INSERT INTO words(words, {_WORDS}) VALUES('delete',?,?,?,?,?)", (row, *_columns(text)))
        db.execute("DELETE FROM named WHERE entry = ?", (row,))
        db.execute("DELETE FROM candidates WHERE entry = ?", (row,))
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
