"""Which run a command works on: a new one, frozen in one transaction, or the one that was begun."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import sqlite3
from typing import Literal

from bulletin.delivery.readers.database import transaction
from bulletin.delivery.sending import rules
from bulletin.delivery.sending.values import Delivery, IssueKey, local, moment, stamp
from bulletin.errors import Finding, InputError
from bulletin.lazy import dataclass

Choice = Literal["new", "resume"]
_DAY = 86_400
_TAG_CHARS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """One run as stored, without its letters. `correction` is 0 for the first sending of an issue.

    `earlier` are releases that the run was sent from before `release_sha256`; all of them make the same letters.
    """

    id: int
    issue: IssueKey
    correction: int
    release_sha256: str
    started: str
    expires: str
    state: str
    earlier: tuple[str, ...] = ()


def latest_run(connection: sqlite3.Connection, issue: IssueKey) -> RunRecord | None:
    """The newest run of an issue."""
    row = connection.execute(
        """SELECT id, correction, release_sha256, started, expires, state, earlier FROM run
           WHERE publication = ? AND year = ? AND number = ? ORDER BY correction DESC LIMIT 1""",
        (issue.publication, issue.year, issue.number),
    ).fetchone()
    if row is None:
        return None
    number, correction, digest, started, expires, state, earlier = row
    return RunRecord(
        id=number, issue=issue, correction=correction, release_sha256=digest, started=started, expires=expires,
        state=state, earlier=tuple(json.loads(earlier)),
    )  # fmt: skip


def frozen_letters(connection: sqlite3.Connection, run: int) -> bytes:
    """The letters that a run was begun with."""
    return bytes(connection.execute("SELECT letters FROM run WHERE id = ?", (run,)).fetchone()[0])


def adopt(connection: sqlite3.Connection, run: RunRecord, release_sha256: str) -> None:
    """Note that a run goes on from another release, which makes the same letters; the one before is kept beside it."""
    with transaction(connection):
        connection.execute(
            "UPDATE run SET release_sha256 = ?, earlier = ? WHERE id = ?",
            (release_sha256, json.dumps([*run.earlier, run.release_sha256]), run.id),
        )


def untouched(connection: sqlite3.Connection, run: int) -> bool:
    """Whether nothing of a run ever went out: it may be begun anew, with the issue and `mail.yaml` as they are now."""
    row = connection.execute(
        "SELECT 1 FROM delivery WHERE run = ? AND (server <> '' OR state NOT IN ('pending', 'suppressed')) LIMIT 1",
        (run,),
    ).fetchone()
    return row is None


def choose(latest: RunRecord | None, same: bool, now: float, *, correction: bool = False, late: bool = False) -> Choice:
    """Whether to begin a run or to go on with the latest.

    Args:
        latest: the newest run of the issue.
        same: whether the issue makes the letters of that run, byte for byte.
        now: seconds since 1970.
        correction: the issue is to go to everybody again.
        late: go on with a run that has expired.

    Raises:
        InputError: the letters have changed, there is nothing to correct, or the run is too old.
    """
    if latest is None:
        if correction:
            raise InputError([Finding(rules.NOTHING_SENT)])
        return "new"
    values = {"started": local(latest.started), "expires": local(latest.expires)}
    if not same:
        if correction:
            return "new"
        raise InputError([Finding(rules.CHANGED, values=values)])
    if correction and not latest.correction:
        raise InputError([Finding(rules.SAME, values=values)])
    if latest.state != "finished" and not late and now >= moment(latest.expires):
        raise InputError([Finding(rules.LATE, values=values)])
    return "resume"


def next_correction(latest: RunRecord | None) -> int:
    """The number of a new run: 0 for the first, then 1, 2 and so on."""
    return 0 if latest is None else latest.correction + 1


def begin(
    connection: sqlite3.Connection, issue: IssueKey, *, correction: int, release_sha256: str, letters: bytes,
    domain: str, now: float, expires_after_days: int, instead_of: int | None = None,
) -> int:  # fmt: skip
    """Freeze a run in one transaction: the letters, the hash of the release, and every reader who wants letters.

    Args:
        connection: the publication's database.
        issue: which issue.
        correction: 0, or the number of the correction.
        release_sha256: hash of `release.json`.
        letters: what resuming needs to send the same letter.
        domain: the sender's domain, for `Message-ID`.
        now: seconds since 1970.
        expires_after_days: after that the run is only continued with `--late`.
        instead_of: an untouched run, which this one replaces.

    Returns:
        The number of the run.

    Raises:
        InputError: nobody is on the list.
    """
    with transaction(connection):
        if instead_of is not None:
            connection.execute("DELETE FROM delivery WHERE run = ?", (instead_of,))
            connection.execute("DELETE FROM run WHERE id = ?", (instead_of,))
        connection.execute("UPDATE run SET state = 'stopped' WHERE publication = ? AND year = ? AND number = ?"
                           " AND state = 'open'", (issue.publication, issue.year, issue.number))  # fmt: skip
        run = connection.execute(
            """INSERT INTO run(publication, year, number, correction, release_sha256, letters, started, expires, state)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open')""",
            (issue.publication, issue.year, issue.number, correction, release_sha256, letters, stamp(now),
             stamp(now + expires_after_days * _DAY)),
        ).lastrowid or 0  # fmt: skip
        rows = recipients(connection, issue, correction, domain, run)
        connection.executemany(
            "INSERT INTO delivery(run, key, address, name, domain, tag, message_id) VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((run, row.key, row.address, row.name, row.domain, row.tag, row.message_id) for row in rows),
        )
        if not rows:
            raise InputError([Finding(rules.NO_READERS)])
    return run


def recipients(
    connection: sqlite3.Connection, issue: IssueKey, correction: int, domain: str, run: int = 0
) -> list[Delivery]:
    """A row for each reader who wants letters, in the order of the list, as a run begun now would have them."""
    secret = bytes(connection.execute("SELECT value FROM secret WHERE name = 'token'").fetchone()[0])
    about = f"{issue.publication}.{issue.year}-{issue.number}{f'.c{correction}' if correction else ''}"
    found = connection.execute(
        "SELECT key, address, name FROM reader WHERE key NOT IN (SELECT key FROM suppression) ORDER BY id"
    ).fetchall()
    return [_row(run, key, address, name, about, _tag(secret, about, key), domain) for key, address, name in found]


def _row(run: int, key: bytes, address: str, name: str, about: str, tag: str, domain: str) -> Delivery:
    return Delivery(
        run=run, key=key, address=address, name=name, domain=address.rpartition("@")[2], tag=tag,
        message_id=f"<bulletin.{about}.{tag}@{domain}>", state="pending",
    )  # fmt: skip


def _tag(secret: bytes, about: str, key: bytes) -> str:
    """The tag of a reader in a run: the same whenever it is computed, and not to be guessed without the database."""
    digest = hmac.new(secret, b"tag\0" + about.encode() + b"\0" + key, hashlib.sha256).digest()
    return base64.b32encode(digest).decode("ascii")[:_TAG_CHARS].lower()
