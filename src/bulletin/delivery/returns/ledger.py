"""What a returned letter changes in the database: one transaction for each letter, the same letter never twice.

Nothing in a letter is believed but what only a recipient of ours can know: the tag in our return address, our
Message-ID (both hold the same unguessable tag) or a signed token. An address that a letter merely names is never
enough, so a forged notice silences nobody.
"""

from __future__ import annotations

import datetime as dt
import sqlite3

from bulletin.delivery.readers import people
from bulletin.delivery.readers.values import (
    COMPLAINT,
    NO_SUCH_ADDRESS,
    SOFT_BOUNCES,
    UNSUBSCRIBED,
    AddressError,
    address_key,
    normalise_address,
    utc,
)  # fmt: skip
from bulletin.delivery.returns.confirming import confirmation
from bulletin.delivery.returns.values import BOUNCES, Doubt, Fate, Kind, LetterOutcome, ReturnedLetter
from bulletin.delivery.tokens import read_token
from bulletin.lazy import dataclass

SOFT_LIMIT, SOFT_DAYS = 3, 30
_MAILED = ("sent", "handing", "in-doubt")


@dataclass(frozen=True, slots=True)
class _Sent:
    """One row of the ledger that a letter is about."""

    run: int
    key: bytes
    address: str
    state: str


def take_in(
    connection: sqlite3.Connection, letter: ReturnedLetter, publication: str, now: dt.datetime
) -> LetterOutcome:
    """Apply one letter inside the caller's transaction, and say what became of it.

    Args:
        connection: the open database, in a transaction.
        letter: what the letter is and says.
        publication: the id of the publication; tokens of another one count for nothing.
        now: the present moment.
    """
    known = connection.execute("SELECT key FROM returned WHERE hash = ?", (letter.hash,)).fetchone()
    if known is not None:
        return LetterOutcome(letter=letter, fate=Fate.ALREADY, key=known[0])
    if letter.kind is Kind.UNSUBSCRIBE:
        return _stop(connection, letter, publication, now)
    rows = _rows(connection, letter)
    if len({row.key for row in rows}) > 1:
        return LetterOutcome(letter=letter, fate=Fate.LEFT, doubt=Doubt.TWO_READERS)
    mailed = [row for row in rows if row.state in _MAILED]
    if not mailed:
        return _without_proof(letter, known=bool(rows))
    row = mailed[0]
    proved = _accepted(connection, row, now)
    outcome = _judged(connection, letter, row, now)
    return LetterOutcome(
        letter=letter, fate=outcome[0], doubt=outcome[1], reason=outcome[2], key=row.key, proved=proved
    )  # fmt: skip


def suppress(connection: sqlite3.Connection, key: bytes, reason: str, now: dt.datetime, detail: str = "") -> bool:
    """Suppress a key inside a transaction; whether it gets less than before, or for a stronger reason."""
    asked = "SELECT reason FROM suppression WHERE key = ?"
    before = connection.execute(asked, (key,)).fetchone()
    people.suppress(connection, key, reason, now, detail)
    return bool(connection.execute(asked, (key,)).fetchone() != before)


def token_secret(connection: sqlite3.Connection) -> bytes:
    """The secret of this database that signs the tokens for stopping."""
    value: bytes = connection.execute("SELECT value FROM secret WHERE name = 'token'").fetchone()[0]
    return value


def settle_doubts(connection: sqlite3.Connection, now: dt.datetime) -> int:
    """Turn `in-doubt` into `sent` where a returned letter has proved it, and say how many.

    A letter may come back before the next `send` finds out that the last one was cut off.
    """
    return connection.execute(
        "UPDATE delivery SET state = 'sent', changed = ? WHERE state = 'in-doubt' AND EXISTS "
        "(SELECT 1 FROM returned WHERE returned.run = delivery.run AND returned.key = delivery.key)",
        (utc(now),),
    ).rowcount


def _rows(connection: sqlite3.Connection, letter: ReturnedLetter) -> list[_Sent]:
    """The rows of the ledger whose tag or Message-ID the letter holds."""
    found: dict[tuple[int, bytes], _Sent] = {}
    for column, values in (("tag", letter.tags), ("tag", letter.stops), ("message_id", letter.message_ids)):
        for value in values:
            spellings = dict.fromkeys((value, value.lower()))
            for spelling in spellings:
                asked = f"SELECT run, key, address, state FROM delivery WHERE {column} = ?"
                for row in connection.execute(asked, (spelling,)):
                    found[row[0], row[1]] = _Sent(*row)
    return sorted(found.values(), key=lambda row: -row.run)


def _without_proof(letter: ReturnedLetter, *, known: bool) -> LetterOutcome:
    """A letter that is about no letter of ours: left for a person, unless it changes nothing whoever it is about."""
    if letter.kind in {Kind.AUTO_REPLY, Kind.DELAYED, Kind.DELIVERED}:
        return LetterOutcome(letter=letter, fate=Fate.IGNORED)
    if letter.kind is Kind.OTHER:
        return LetterOutcome(letter=letter, fate=Fate.LEFT, doubt=Doubt.PERSON)
    return LetterOutcome(letter=letter, fate=Fate.LEFT, doubt=Doubt.NOT_MAILED if known else Doubt.NOT_OURS)


def _accepted(connection: sqlite3.Connection, row: _Sent, now: dt.datetime) -> bool:
    """Whatever came back was accepted before: it settles a doubt."""
    changed = connection.execute(
        "UPDATE delivery SET state = 'sent', changed = ? WHERE run = ? AND key = ? AND state = 'in-doubt'",
        (utc(now), row.run, row.key),
    ).rowcount
    return changed > 0


def _judged(
    connection: sqlite3.Connection, letter: ReturnedLetter, row: _Sent, now: dt.datetime
) -> tuple[Fate, Doubt | None, str]:
    """Store the letter and what follows from its kind, for a row that is known to be its own."""
    kind = letter.kind
    if kind is Kind.HARD and letter.failed and not _names(letter, row):
        kind = Kind.SOFT  # the reader passes our letters on, and it is the other address that fails
    stored = {Kind.HARD: "hard", Kind.SOFT: "soft", Kind.COMPLAINT: "complaint"}.get(kind, "accepted")
    _store(connection, letter, row.key, row.run, stored, now)
    if kind is Kind.OTHER:
        return Fate.LEFT, Doubt.PERSON, ""
    if kind is Kind.HARD and suppress(connection, row.key, NO_SUCH_ADDRESS, now, letter.detail[:200]):
        return Fate.SUPPRESSED, None, NO_SUCH_ADDRESS
    if kind is Kind.COMPLAINT and suppress(connection, row.key, COMPLAINT, now):
        return Fate.SUPPRESSED, None, COMPLAINT
    often = kind is Kind.SOFT and _too_often(connection, row.key)
    if often and suppress(connection, row.key, SOFT_BOUNCES, now, letter.detail[:200]):
        return Fate.SUPPRESSED, None, SOFT_BOUNCES
    return (Fate.NOTED if kind in BOUNCES else Fate.IGNORED), None, ""


def _store(
    connection: sqlite3.Connection, letter: ReturnedLetter, key: bytes, run: int | None, kind: str, now: dt.datetime
) -> None:
    """Remember the letter. Its own date counts where it can be true: a mailbox may be read weeks later."""
    date = letter.date if letter.date is not None and letter.date <= now else now
    connection.execute(
        "INSERT INTO returned(hash, key, run, kind, at, detail) VALUES (?, ?, ?, ?, ?, ?)",
        (letter.hash, key, run, kind, utc(date), letter.detail[:200] if kind in {"hard", "soft"} else ""),
    )


def _names(letter: ReturnedLetter, row: _Sent) -> bool:
    """Whether a notice names the reader's own address; one that was forgotten has no address left to compare."""
    if not row.address:
        return True
    return any(_same(address, row.address) for address in letter.failed)


def _same(one: str, other: str) -> bool:
    try:
        return normalise_address(one).casefold() == normalise_address(other).casefold()
    except AddressError:
        return False


def _too_often(connection: sqlite3.Connection, key: bytes) -> bool:
    """Whether letters of three runs failed for a while within 30 days; one letter that fails twice counts once."""
    asked = "SELECT run, min(at) FROM returned WHERE key = ? AND kind = 'soft' GROUP BY run ORDER BY 2"
    times = [dt.datetime.fromisoformat(at) for _, at in connection.execute(asked, (key,))]
    span = dt.timedelta(days=SOFT_DAYS)
    return any(late - early <= span for early, late in zip(times, times[SOFT_LIMIT - 1 :], strict=False))


def _stop(connection: sqlite3.Connection, letter: ReturnedLetter, publication: str, now: dt.datetime) -> LetterOutcome:
    """A reader who asks to stop: by token, by the tag in `+huy-TAG`, or in words from an address on the list."""
    rows = _rows(connection, letter)
    secret = token_secret(connection)
    signed = {found[1] for token in letter.tokens if (found := read_token(secret, token)) and found[0] == publication}
    keys = signed | {row.key for row in rows}
    if letter.in_words and not keys:
        keys = _on_the_list(connection, letter.sender)
    if len(keys) != 1:
        forged = bool(letter.tokens or letter.stops)
        doubt = Doubt.TWO_READERS if keys else Doubt.BAD_TOKEN if forged else Doubt.NO_READER
        return LetterOutcome(letter=letter, fate=Fate.LEFT, doubt=doubt)
    key = next(iter(keys))
    mailed = [row for row in rows if row.state in _MAILED]
    proved = bool(mailed) and _accepted(connection, mailed[0], now)
    _store(connection, letter, key, mailed[0].run if mailed else None, "unsubscribe", now)
    if not suppress(connection, key, UNSUBSCRIBED, now):
        return LetterOutcome(letter=letter, fate=Fate.IGNORED, key=key, proved=proved)
    reader = connection.execute("SELECT address, name FROM reader WHERE key = ?", (key,)).fetchone()
    answer = confirmation(reader[0], reader[1]) if reader and reader[0] else None
    return LetterOutcome(
        letter=letter, fate=Fate.SUPPRESSED, reason=UNSUBSCRIBED, key=key, proved=proved, confirmation=answer
    )


def _on_the_list(connection: sqlite3.Connection, sender: str) -> set[bytes]:
    """The key of a sender who is a reader; an empty set for anybody else."""
    try:
        key = address_key(connection, normalise_address(sender))
    except AddressError:
        return set()
    return {key} if connection.execute("SELECT 1 FROM reader WHERE key = ?", (key,)).fetchone() else set()
