"""What is done with readers: added, listed, removed, forgotten, lifted, and shown everything that is stored about them.

An address that is suppressed is never written again but by `lift`. Every function runs in one transaction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bulletin.delivery.readers import rules
from bulletin.delivery.readers.database import Connection, transaction
from bulletin.delivery.readers.lists.values import NOWHERE, ListedPerson
from bulletin.delivery.readers.values import (
    ACTIVE,
    COMPLAINT,
    FORGOTTEN,
    NO_SUCH_ADDRESS,
    REMOVED,
    SOFT_BOUNCES,
    STATES,
    UNSUBSCRIBED,
    Consent,
    Reader,
    address_key,
    keyed,
    masked,
    utc,
)
from bulletin.errors import Finding, InputError, Rule
from bulletin.lazy import dataclass

OWN_WILL = frozenset({UNSUBSCRIBED, FORGOTTEN, COMPLAINT})
"""Reasons that are the person's own will: only their own new consent lifts them."""
_STRENGTH = {reason: rank for rank, reason in enumerate(
    (SOFT_BOUNCES, NO_SUCH_ADDRESS, REMOVED, COMPLAINT, UNSUBSCRIBED, FORGOTTEN))}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compared:
    """A list beside what is stored: who is new, whose row changes, who is there as they are, and who has left."""

    new: tuple[ListedPerson, ...] = ()
    changed: tuple[ListedPerson, ...] = ()
    same: tuple[ListedPerson, ...] = ()
    left: tuple[tuple[ListedPerson, str], ...] = ()
    """People with the reason of their suppression; they are not written."""
    asking: int = 0
    """How many of `new` and `changed` have no consent stored yet."""


def compare(connection: Connection, people: Sequence[ListedPerson]) -> Compared:
    """What storing a list would do; nothing is written."""
    secret = _secret(connection)
    left = dict(connection.execute("SELECT key, reason FROM suppression"))
    stored = {key: (name, date) for key, name, date in connection.execute("SELECT key, name, consent_date FROM reader")}
    groups: dict[bytes, set[str]] = {}
    for key, group in connection.execute(
        "SELECT reader.key, g.name FROM reader_group g JOIN reader ON reader.id = g.reader"
    ):
        groups.setdefault(key, set()).add(group)
    new, changed, same, gone = [], [], [], []
    asking = 0
    for person in people:
        key = keyed(secret, person.address)
        if key in left:
            gone.append((person, left[key]))
        elif key not in stored:
            new.append(person)
            asking += 1
        elif _adds(person, stored[key], groups.get(key, set())):
            changed.append(person)
            asking += not stored[key][1]
        else:
            same.append(person)
    return Compared(tuple(new), tuple(changed), tuple(same), tuple(gone), asking)


def _adds(person: ListedPerson, stored: tuple[str, str], groups: set[str]) -> bool:
    name, consent = stored
    return bool(person.name and person.name != name) or not set(person.groups) <= groups or not consent


def store(connection: Connection, people: Sequence[ListedPerson], consent: Consent, now: dt.datetime) -> Compared:
    """Write a list: new readers, names and groups that changed; consent where none is stored. Who left stays away."""
    with transaction(connection):
        return _stored(connection, people, consent, now)


def _stored(connection: Connection, people: Sequence[ListedPerson], consent: Consent, now: dt.datetime) -> Compared:
    compared = compare(connection, people)
    _write(connection, (*compared.new, *compared.changed), consent, now)
    return compared


def _write(connection: Connection, people: Sequence[ListedPerson], consent: Consent, now: dt.datetime) -> None:
    secret = _secret(connection)
    keys = [keyed(secret, person.address) for person in people]
    days = [person.agreed_on or consent.date for person in people]
    connection.executemany(
        """INSERT INTO reader(key, address, name, added, consent_date, consent_how, consent_words)
           VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(key) DO UPDATE SET
             name = CASE WHEN excluded.name != '' THEN excluded.name ELSE name END,
             consent_how = CASE WHEN consent_date = '' THEN excluded.consent_how ELSE consent_how END,
             consent_words = CASE WHEN consent_date = '' THEN excluded.consent_words ELSE consent_words END,
             consent_date = CASE WHEN consent_date = '' THEN excluded.consent_date ELSE consent_date END""",
        [
            (key, person.address, person.name, utc(now), day.isoformat() if day else "", consent.how, consent.words)
            for key, person, day in zip(keys, people, days, strict=True)
        ],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO reader_group(reader, name) SELECT id, ? FROM reader WHERE key = ?",
        [(group, key) for key, person in zip(keys, people, strict=True) for group in person.groups],
    )


def _secret(connection: Connection) -> bytes:
    return bytes(connection.execute("SELECT value FROM secret WHERE name = 'hash'").fetchone()[0])


def readers(connection: Connection, groups: Sequence[str] = ()) -> Iterator[Reader]:
    """The readers in the order of their addresses, or those of any of the groups; suppressed ones with the reason."""
    wanted = set(groups)
    of: dict[int, list[str]] = {}
    for number, group in connection.execute("SELECT reader, name FROM reader_group ORDER BY reader, name"):
        of.setdefault(number, []).append(group)
    rows = connection.execute(
        """SELECT reader.id, address, name, consent_date, consent_how, consent_words, coalesce(reason, ?)
           FROM reader LEFT JOIN suppression USING (key) ORDER BY address""",
        (ACTIVE,),
    )
    for number, address, name, day, how, words, state in rows:
        named = tuple(of.get(number, ()))
        if not wanted or wanted & set(named):
            consent = Consent(date=dt.date.fromisoformat(day) if day else None, how=how, words=words)
            yield Reader(address=address, name=name, groups=named, consent=consent, state=state)


def group_names(connection: Connection) -> tuple[str, ...]:
    """The groups that any reader is in."""
    return tuple(row[0] for row in connection.execute("SELECT DISTINCT name FROM reader_group ORDER BY name"))


def add(connection: Connection, person: ListedPerson, consent: Consent, now: dt.datetime) -> str:
    """Write one reader; returns `new`, `changed` or `same`. A consent that is given replaces the one stored.

    Raises:
        InputError: the address is suppressed; `lift` says what is needed.
    """
    with transaction(connection):
        compared = _stored(connection, [person], consent, now)
        if consent.date is not None and not compared.left:
            connection.execute(
                "UPDATE reader SET consent_date = ?, consent_how = ?, consent_words = ? WHERE key = ?",
                (consent.date.isoformat(), consent.how, consent.words, address_key(connection, person.address)),
            )
    if compared.left:
        reason = compared.left[0][1]
        raise InputError(
            [_finding(rules.LEFT, person.address, reason=reason, since=_since(connection, person.address))]
        )
    return "new" if compared.new else "changed" if compared.changed or consent.date else "same"


def reason_of(connection: Connection, address: str) -> str | None:
    """Why an address is suppressed; None where it is not."""
    key = address_key(connection, address)
    row = connection.execute("SELECT reason FROM suppression WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None


def suppress(connection: Connection, key: bytes, reason: str, now: dt.datetime, detail: str = "") -> None:
    """Inside a transaction: nothing more is sent to an address. The stronger of two reasons stays.

    Letters of runs that are under way and have not been begun become `suppressed`.
    """
    before = connection.execute("SELECT reason FROM suppression WHERE key = ?", (key,)).fetchone()
    if before is None or _STRENGTH[reason] > _STRENGTH.get(before[0], -1):
        connection.execute(
            """INSERT INTO suppression(key, reason, since, detail) VALUES (?, ?, ?, ?) ON CONFLICT(key) DO UPDATE
               SET reason = excluded.reason, since = excluded.since, detail = excluded.detail""",
            (key, reason, utc(now), detail),
        )
    connection.execute(
        "UPDATE delivery SET state = 'suppressed', changed = ? WHERE key = ? AND state IN ('pending', 'deferred')",
        (utc(now), key),
    )


def remove(connection: Connection, address: str, now: dt.datetime) -> None:
    """Take a reader off the list for good: no later list brings them back.

    Raises:
        InputError: nobody has this address.
    """
    key = address_key(connection, address)
    with transaction(connection):
        if not connection.execute("DELETE FROM reader WHERE key = ?", (key,)).rowcount:
            raise InputError([_finding(rules.UNKNOWN, address)])
        suppress(connection, key, REMOVED, now)


def forget(connection: Connection, address: str, now: dt.datetime) -> bool:
    """Erase a person: the row, the address in the ledger and what servers said of it.

    The keyed hash stays, and of each letter what accounts for it: run, domain, identifiers, times, server and result.

    Returns:
        Whether anything about them was stored. Also a stranger is kept away from then on: they asked for it.
    """
    key = address_key(connection, address)
    with transaction(connection):
        rows = connection.execute("DELETE FROM reader WHERE key = ?", (key,)).rowcount
        rows += connection.execute(
            "UPDATE delivery SET address = '', name = '', reply = '' WHERE key = ?", (key,)
        ).rowcount
        rows += connection.execute("UPDATE returned SET detail = '' WHERE key = ?", (key,)).rowcount
        suppress(connection, key, FORGOTTEN, now)
        connection.execute("UPDATE suppression SET detail = '' WHERE key = ?", (key,))
    return rows > 0


def lift(connection: Connection, address: str, name: str, consent: Consent | None, now: dt.datetime) -> str:
    """End a suppression; returns its reason. A new consent is stored with the person.

    Raises:
        InputError: the address is not suppressed, or the person's own consent is missing.
    """
    key = address_key(connection, address)
    with transaction(connection):
        reason = reason_of(connection, address)
        if reason is None:
            raise InputError([_finding(rules.NOT_SUPPRESSED, address)])
        if reason in OWN_WILL and (consent is None or consent.date is None):
            raise InputError([_finding(rules.NEEDS_CONSENT, address, reason=reason)])
        connection.execute("DELETE FROM suppression WHERE key = ?", (key,))
        # What failed for a while before has been judged: three new failures are needed, not one.
        connection.execute("UPDATE returned SET kind = 'accepted' WHERE key = ? AND kind = 'soft'", (key,))
        if consent is not None and consent.date is not None:
            connection.execute("UPDATE reader SET consent_date = '' WHERE key = ?", (key,))
            _write(connection, [ListedPerson(address, name, (), consent.date, NOWHERE)], consent, now)
    return reason


def everything(connection: Connection, address: str) -> Mapping[str, Any]:
    """All that is stored about a person, by the name of the table; empty tables where there is nothing."""
    key = address_key(connection, address)
    reader = _dicts(
        connection,
        "SELECT address, name, added, consent_date, consent_how, consent_words FROM reader WHERE key = ?",
        key,
    )
    return {
        "reader": reader[0] if reader else None,
        "groups": [row["name"] for row in _dicts(
            connection,
            "SELECT g.name FROM reader_group g JOIN reader r ON r.id = g.reader WHERE r.key = ? ORDER BY g.name", key)],
        "suppression": next(iter(_dicts(
            connection, "SELECT reason, since, detail FROM suppression WHERE key = ?", key)), None),
        "deliveries": _dicts(
            connection,
            """SELECT publication, year, number, correction, delivery.address, delivery.name, domain, tag, message_id,
               delivery.state, attempts, due, form, server, code, enhanced, reply, changed, dated
               FROM delivery JOIN run ON run.id = delivery.run WHERE key = ? ORDER BY run.id""", key),
        "returned": _dicts(connection, "SELECT run, kind, at, detail FROM returned WHERE key = ? ORDER BY at", key),
    }  # fmt: skip


def _dicts(connection: Connection, query: str, key: bytes) -> list[dict[str, Any]]:
    cursor = connection.execute(query, (key,))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _since(connection: Connection, address: str) -> str:
    key = address_key(connection, address)
    return str(connection.execute("SELECT since FROM suppression WHERE key = ?", (key,)).fetchone()[0])


def _finding(rule: Rule, address: str, reason: str = "", since: str = "") -> Finding:
    state = STATES.get(reason, STATES[ACTIVE])
    values = {"who": masked(address), "reason": state.vi, "reason_en": state.en, "since": since[:10]}
    return Finding(rule, values=values)


def counts(found: Iterable[Reader]) -> Mapping[str, int]:
    """How many readers are in each state."""
    totals: dict[str, int] = {}
    for reader in found:
        totals[reader.state] = totals.get(reader.state, 0) + 1
    return totals
