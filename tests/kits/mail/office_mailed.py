"""An office whose issue was mailed: its database, its readers, and what only they can know."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from returned_letters import PUBLICATION, Person

from bulletin.delivery.readers.database import database_path, open_database
from bulletin.delivery.readers.values import address_key
from bulletin.delivery.returns.ledger import token_secret
from bulletin.delivery.tokens import make_token

NOW = dt.datetime(2026, 3, 3, 9, 0, tzinfo=dt.UTC)
_PUBLICATION = """\
id: binh-hai
name: Bình Hải
"""


@dataclass
class Office:
    """A publication's folder, its open database, and readers to whom run 1 was mailed."""

    folder: Path
    connection: sqlite3.Connection
    people: list[Person]
    publication: str = PUBLICATION
    runs: list[int] = field(default_factory=lambda: [1])

    def key(self, person: Person) -> bytes:
        return address_key(self.connection, person.address)

    def suppressed(self) -> dict[bytes, str]:
        return dict(self.connection.execute("SELECT key, reason FROM suppression"))

    def state(self, person: Person, run: int = 1) -> str:
        row = self.connection.execute("SELECT state FROM delivery WHERE run = ? AND key = ?", (run, self.key(person)))
        return str(row.fetchone()[0])

    def set_state(self, person: Person, state: str, run: int = 1) -> None:
        values = (state, run, self.key(person))
        self.connection.execute("UPDATE delivery SET state = ? WHERE run = ? AND key = ?", values)

    def another_run(self, number: int) -> list[Person]:
        """The same readers in the run of another issue, with its tags and Message-IDs."""
        return add_run(self.connection, number, [person.address for person in self.people], "sent")


def add_run(connection: sqlite3.Connection, run: int, addresses: list[str], state: str) -> list[Person]:
    """A run with one row for each address, in one state."""
    connection.execute("BEGIN")
    connection.execute(
        "INSERT INTO run(id, publication, year, number, correction, release_sha256, letters, started, expires, state) "
        "VALUES (?, ?, 2026, ?, 0, 'ab', x'00', '2026-03-02T01:00:00Z', '2026-03-05T01:00:00Z', "
        "'open')",
        (run, PUBLICATION, run),
    )
    secret, people = token_secret(connection), []
    for address in addresses:
        key = address_key(connection, address)
        tag = hashlib.sha256(f"{run} {address}".encode()).hexdigest()[:20]
        message_id = f"<bulletin.{PUBLICATION}.2026-{run}.{tag}@binhhai.example>"
        values = (run, key, address, address.rpartition("@")[2], tag, message_id, state)
        connection.execute(
            "INSERT INTO delivery(run, key, address, name, domain, tag, message_id, state) "
            "VALUES (?, ?, ?, '', ?, ?, ?, ?)",
            values,
        )
        people.append(Person(address, tag, message_id, make_token(secret, PUBLICATION, key)))
    connection.execute("COMMIT")
    return people


@contextlib.contextmanager
def office(
    folder: Path, number: int = 3, *, state: str = "sent", addresses: list[str] | None = None
) -> Iterator[Office]:
    """A publication's folder with readers to whom an issue was mailed."""
    (folder / "publication.yaml").write_text(_PUBLICATION, "utf-8")
    names = addresses or [f"ban.doc.{n:03}@doc.example" for n in range(number)]
    with contextlib.closing(open_database(database_path(folder), create=True)) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # tests on a busy disk; the real setting has a test of its own
        connection.execute("BEGIN")
        for name in names:
            values = (address_key(connection, name), name, "2026-01-01T00:00:00Z")
            connection.execute("INSERT INTO reader(key, address, added) VALUES (?, ?, ?)", values)
        connection.execute("COMMIT")
        yield Office(folder, connection, add_run(connection, 1, names, state))
