"""What the readers of mailboxes, the judge and the ledger hand on to each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import field
from enum import StrEnum
from typing import Protocol

from bulletin.lazy import dataclass


class Kind(StrEnum):
    """What a letter that came back is, judged from its text alone."""

    HARD = "hard"
    SOFT = "soft"
    POLICY = "policy"  # our letter or our server was refused: nobody's address is at fault
    DELAYED = "delayed"
    DELIVERED = "delivered"
    COMPLAINT = "complaint"
    UNSUBSCRIBE = "unsubscribe"
    AUTO_REPLY = "auto-reply"
    OTHER = "other"


BOUNCES = frozenset({Kind.HARD, Kind.SOFT, Kind.POLICY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One letter in a mailbox: `name` is how the mailbox calls it (UID, file, number)."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedLetter:
    """What a letter says, without asking the ledger whether it is true.

    Args:
        hash: SHA-256 of the letter without what mailboxes add to it.
        kind: what the letter is.
        tags: what is behind the `+` of the addresses it was sent to.
        message_ids: ids of ours of the letter that it is about.
        stops: what is behind `+huy-` of the addresses it was sent to.
        tokens: tokens for stopping that its writer typed or clicked, not those that an answer quotes.
        failed: the addresses that it says could not be reached.
        status: enhanced status code, "" when there is none.
        detail: the server's words, for the report.
        sender: who wrote it (header From), "" when unreadable.
        in_words: it asks to stop in words, without a token.
    """

    hash: bytes
    kind: Kind
    tags: tuple[str, ...] = ()
    message_ids: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    status: str = ""
    detail: str = ""
    sender: str = ""
    subject: str = ""
    date: dt.datetime | None = None
    in_words: bool = False


class Fate(StrEnum):
    """What became of a letter in one reading of the mailbox."""

    SUPPRESSED = "suppressed"  # an address gets no more letters
    NOTED = "noted"  # stored, nothing else changed
    IGNORED = "ignored"  # understood, changes nothing
    ALREADY = "already"  # this very letter was read before
    LEFT = "left"  # not sure: stays in the mailbox for a person


class Doubt(StrEnum):
    """Why a letter stays in the mailbox."""

    NOT_OURS = "not-ours"  # a bounce without tag and Message-ID of ours
    NOT_MAILED = "not-mailed"  # of a letter that never left
    TWO_READERS = "two-readers"
    NO_READER = "no-reader"  # asks to stop, and nobody of this name is on the list
    BAD_TOKEN = "bad-token"
    PERSON = "person"  # an ordinary letter
    UNREADABLE = "unreadable"
    TOO_BIG = "too-big"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """The one letter that tells a reader that nothing more will come; whoever sends letters sends it."""

    address: str
    name: str
    subject: str
    text: str


class Outbox(Protocol):
    """Sends confirmations. It raises `BulletinError` when it cannot."""

    def send(self, confirmation: Confirmation) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterOutcome:
    """One letter and what became of it; `key` is the reader's, `confirmation` what is to be sent to them."""

    letter: ReturnedLetter
    fate: Fate
    doubt: Doubt | None = None
    reason: str = ""
    key: bytes | None = None
    proved: bool = False
    confirmation: Confirmation | None = None


class Mailbox(Protocol):
    """Letters to be read, and a mark for those that are done."""

    def letters(self) -> Iterator[Incoming]: ...

    def done(self, name: str) -> None: ...


@dataclass(slots=True)
class Tally:
    """How many letters of each fate and kind, and the letters that were left, by the mailbox's name for them."""

    fates: dict[Fate, int] = field(default_factory=lambda: dict.fromkeys(Fate, 0))
    kinds: dict[Kind, int] = field(default_factory=lambda: dict.fromkeys(Kind, 0))
    reasons: dict[str, int] = field(default_factory=dict)
    left: list[tuple[str, LetterOutcome]] = field(default_factory=list)
    proved: int = 0
    confirmed: int = 0
    unconfirmed: int = 0

    def add(self, name: str, outcome: LetterOutcome) -> None:
        """Count one letter."""
        self.fates[outcome.fate] += 1
        self.kinds[outcome.letter.kind] += 1
        self.proved += outcome.proved
        if outcome.fate is Fate.SUPPRESSED:
            self.reasons[outcome.reason] = self.reasons.get(outcome.reason, 0) + 1
        if outcome.fate is Fate.LEFT:
            self.left.append((name, outcome))
