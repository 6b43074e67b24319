"""The one database of a publication's mail: readers, suppression and ledger in `mail/readers.db`.

One file at rest is the whole truth: a rollback journal and `synchronous=EXTRA` make a copy on a USB stick complete, and
what was committed is on the disk. What is deleted is overwritten (`secure_delete`), since people ask to be forgotten.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from bulletin.delivery.readers import rules
from bulletin.errors import Finding, InputError, OutputError, Place, Rule

Connection = sqlite3.Connection
"""For those who pass a database on without knowing what it is."""
FOLDER = "mail"
FILE = "readers.db"
BUSY_MS = 10_000
_APPLICATION = 0x42544E31
"""`BTN1` in the file's header: a database of another program is never taken for ours."""

_FIRST = (
    "CREATE TABLE secret(name TEXT PRIMARY KEY, value BLOB NOT NULL)",
    """CREATE TABLE reader(id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, address TEXT NOT NULL,
       name TEXT NOT NULL DEFAULT '', added TEXT NOT NULL, consent_date TEXT NOT NULL DEFAULT '',
       consent_how TEXT NOT NULL DEFAULT '', consent_words TEXT NOT NULL DEFAULT '')""",
    """CREATE TABLE reader_group(reader INTEGER NOT NULL REFERENCES reader(id) ON DELETE CASCADE,
       name TEXT NOT NULL, PRIMARY KEY(reader, name))""",
    """CREATE TABLE suppression(key BLOB PRIMARY KEY, reason TEXT NOT NULL, since TEXT NOT NULL,
       detail TEXT NOT NULL DEFAULT '')""",
    """CREATE TABLE returned(hash BLOB PRIMARY KEY, key BLOB NOT NULL, run INTEGER, kind TEXT NOT NULL,
       at TEXT NOT NULL, detail TEXT NOT NULL DEFAULT '')""",
    """CREATE TABLE run(id INTEGER PRIMARY KEY, publication TEXT NOT NULL, year INTEGER NOT NULL,
       number INTEGER NOT NULL, correction INTEGER NOT NULL DEFAULT 0, release_sha256 TEXT NOT NULL,
       letters BLOB NOT NULL, started TEXT NOT NULL, expires TEXT NOT NULL, state TEXT NOT NULL)""",
    """CREATE TABLE delivery(run INTEGER NOT NULL REFERENCES run(id), key BLOB NOT NULL, address TEXT NOT NULL,
       name TEXT NOT NULL, domain TEXT NOT NULL, tag TEXT NOT NULL UNIQUE, message_id TEXT NOT NULL UNIQUE,
       state TEXT NOT NULL DEFAULT 'pending', attempts INTEGER NOT NULL DEFAULT 0, due TEXT NOT NULL DEFAULT '',
       form TEXT NOT NULL DEFAULT '', server TEXT NOT NULL DEFAULT '', code INTEGER,
       enhanced TEXT NOT NULL DEFAULT '', reply TEXT NOT NULL DEFAULT '', changed TEXT NOT NULL DEFAULT '',
       claimed_by TEXT NOT NULL DEFAULT '', PRIMARY KEY(run, key))""",
    "CREATE INDEX delivery_state ON delivery(run, state, due)",
    "CREATE TABLE sent_at(at TEXT NOT NULL, domain TEXT NOT NULL)",
    f"PRAGMA application_id = {_APPLICATION}",
)
_DATED = ("ALTER TABLE delivery ADD COLUMN dated TEXT NOT NULL DEFAULT ''",)
_REBUILT = ("ALTER TABLE run ADD COLUMN earlier TEXT NOT NULL DEFAULT '[]'",)
MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _DATED, _REBUILT)
"""The statements that lead from version 0 to 1, from 1 to 2 …; one that was released is never changed."""


def database_path(publication_folder: Path) -> Path:
    """Where the database of a publication is: beside its `publication.yaml`."""
    return publication_folder / FOLDER / FILE


def open_database(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """The database, brought to this program's version. Transactions are explicit: see `transaction`.

    Args:
        path: `mail/readers.db` of a publication.
        create: make an empty one (folder 0700, file 0600) where there is none.

    Raises:
        InputError: it is missing, of a newer program, damaged, or not ours.
        OutputError: it cannot be made or written.
    """
    shown = f"{path.parent.name}/{path.name}"
    with _told(shown):
        _prepare(path, shown, create=create)
        connection = sqlite3.connect(path, timeout=BUSY_MS / 1000, isolation_level=None)
        try:
            connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
            _ours(connection, shown)
            _set_up(connection)
            migrate(connection, MIGRATIONS)
        except BaseException:
            connection.close()
            raise
    return connection


@contextlib.contextmanager
def using(path: Path, *, create: bool = False) -> Iterator[sqlite3.Connection]:
    """The database for one command: closed afterwards, and what SQLite refuses inside becomes a finding."""
    with contextlib.closing(open_database(path, create=create)) as connection:
        try:
            yield connection
        except sqlite3.Error as error:
            raise _failed(error, f"{path.parent.name}/{path.name}") from error


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything inside is stored, or nothing is; nobody else writes meanwhile."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself rolls back on a full disk
            connection.execute("ROLLBACK")
        raise


def migrate(connection: sqlite3.Connection, migrations: Sequence[Sequence[str]]) -> None:
    """Run the migrations that the file lacks, each in a transaction of its own with the new number."""
    while (version := user_version(connection)) < len(migrations):
        with transaction(connection):
            if user_version(connection) != version:
                continue  # another process has just done it
            for statement in migrations[version]:
                connection.execute(statement)
            if version == 0:
                rows = [(name, secrets.token_bytes(32)) for name in ("hash", "token")]
                connection.executemany("INSERT INTO secret(name, value) VALUES (?, ?)", rows)
            connection.execute(f"PRAGMA user_version = {version + 1}")


def user_version(connection: sqlite3.Connection) -> int:
    """How many migrations the file has been through."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _prepare(path: Path, shown: str, *, create: bool) -> None:
    """Make folder and file where asked, and close them to everybody else where they are open."""
    if not os.path.lexists(path):
        if not create:
            raise InputError([Finding(rules.NO_DATABASE, Place(shown))])
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    for place, kind, mode in ((path.parent, stat.S_ISDIR, 0o700), (path, stat.S_ISREG, 0o600)):
        status = place.lstat()
        if not kind(status.st_mode):
            raise InputError([Finding(rules.NOT_OURS, Place(shown))])
        if status.st_mode & 0o077:
            place.chmod(mode)


def _set_up(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA trusted_schema = OFF")


def _ours(connection: sqlite3.Connection, shown: str) -> None:
    """Refuse what this program did not write or cannot know."""
    version = user_version(connection)
    if version > len(MIGRATIONS):
        values = {"found": str(version), "known": str(len(MIGRATIONS))}
        raise InputError([Finding(rules.NEWER, Place(shown), "", values)])
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application != _APPLICATION and not (version == 0 and empty):
        raise InputError([Finding(rules.NOT_OURS, Place(shown))])


@contextlib.contextmanager
def _told(shown: str) -> Iterator[None]:
    """What SQLite or the disk answers, as a finding."""
    try:
        yield
    except sqlite3.Error as error:
        raise _failed(error, shown) from error
    except OSError as error:
        raise OutputError([_finding(rules.CANNOT_WRITE, shown, error.strerror or type(error).__name__)]) from error


def _failed(error: sqlite3.Error, shown: str) -> InputError | OutputError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return OutputError([_finding(rules.BUSY, shown, str(error))])
    if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
        return InputError([_finding(rules.DAMAGED, shown, str(error))])
    return OutputError([_finding(rules.CANNOT_WRITE, shown, str(error))])


def _finding(rule: Rule, shown: str, reason: str) -> Finding:
    return Finding(rule, Place(shown), "", {"reason": reason})
