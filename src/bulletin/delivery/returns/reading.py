"""One reading of a mailbox: every letter is judged, applied and marked, in this order."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from dataclasses import replace

from bulletin.delivery.readers.database import transaction
from bulletin.delivery.returns.classify import classify
from bulletin.delivery.returns.ledger import settle_doubts, take_in
from bulletin.delivery.returns.parse import MOST_BYTES, letter_hash
from bulletin.delivery.returns.values import (
    Doubt,
    Fate,
    Incoming,
    Kind,
    LetterOutcome,
    Mailbox,
    Outbox,
    ReturnedLetter,
    Tally,
)
from bulletin.errors import BulletinError


class _UndoError(Exception):
    """Takes back what a trial has written."""


def read_mailbox(
    mailbox: Mailbox,
    connection: sqlite3.Connection,
    publication: str,
    now: dt.datetime,
    outbox: Outbox | None = None,
    *,
    dry_run: bool = False,
) -> Tally:
    """Read every letter of a mailbox and say what became of each.

    A letter is stored before it is marked, so a crash in between reads it twice and changes nothing the second time.
    A confirmation goes out after its reader is suppressed: at most once, whatever happens.

    Args:
        mailbox: where the letters are.
        connection: the publication's database.
        publication: the publication's id.
        now: the present moment.
        outbox: who sends confirmations; None leaves them unsent and counts them.
        dry_run: change neither database nor mailbox, and send nothing.
    """
    tally = Tally()
    if dry_run:
        # Read first: while a trial is open nobody else can write, and a server may be slow.
        read = [(incoming.name, _read(incoming)) for incoming in mailbox.letters()]
        with contextlib.suppress(_UndoError), transaction(connection):
            for name, facts in read:
                tally.add(name, _apply(connection, facts, publication, now))
            tally.proved += settle_doubts(connection, now)
            raise _UndoError
        return tally
    for incoming in mailbox.letters():
        facts = _read(incoming)
        with transaction(connection):
            outcome = _apply(connection, facts, publication, now)
        tally.add(incoming.name, outcome)
        _confirm(outcome, outbox, tally)
        if outcome.fate is not Fate.LEFT and outcome.letter.kind is not Kind.AUTO_REPLY:
            # Automatic answers may say where somebody is, which a person wants to read.
            mailbox.done(incoming.name)
    with transaction(connection):
        tally.proved += settle_doubts(connection, now)
    return tally


def _read(incoming: Incoming) -> ReturnedLetter | LetterOutcome:
    """What a letter says, or why it stays unread."""
    doubt = Doubt.TOO_BIG
    if len(incoming.data) <= MOST_BYTES:
        try:
            return classify(incoming.data)
        except (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError):
            # Python's parser has faults of its own with letters made to find them; a person looks at these.
            doubt = Doubt.UNREADABLE
    letter = ReturnedLetter(hash=letter_hash(incoming.data), kind=Kind.OTHER)
    return LetterOutcome(letter=letter, fate=Fate.LEFT, doubt=doubt)


def _apply(
    connection: sqlite3.Connection, facts: ReturnedLetter | LetterOutcome, publication: str, now: dt.datetime
) -> LetterOutcome:
    if isinstance(facts, LetterOutcome):
        return facts
    outcome = take_in(connection, facts, publication, now)
    if outcome.fate is Fate.ALREADY and facts.kind is Kind.OTHER:
        # An answer from a person was counted as proof once, and still waits for a person.
        return replace(outcome, fate=Fate.LEFT, doubt=Doubt.PERSON)
    return outcome


def _confirm(outcome: LetterOutcome, outbox: Outbox | None, tally: Tally) -> None:
    if outcome.confirmation is None:
        return
    if outbox is not None:
        try:
            outbox.send(outcome.confirmation)
        except BulletinError:
            tally.unconfirmed += 1  # the reader is off the list all the same
        else:
            tally.confirmed += 1
    else:
        tally.unconfirmed += 1
