"""What the modules of sending hand to each other: deliveries, replies, limits, and the parts that a run is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal, Protocol

from bulletin.delivery.sending.states import WAITING, DeliveryState
from bulletin.lazy import dataclass

Form = Literal["attach", "link"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One row of the ledger: one reader in one run."""

    run: int
    key: bytes
    address: str
    name: str
    domain: str
    tag: str
    message_id: str
    state: DeliveryState
    attempts: int = 0
    due: str = ""
    form: str = ""
    server: str = ""
    code: int | None = None
    enhanced: str = ""
    reply: str = ""
    changed: str = ""
    dated: str = ""
    """The `Date:` of the letter while it may have been taken, so that a second try is the same letter."""


@dataclass(frozen=True, slots=True)
class CameBack:
    """What came back about a letter that was taken: `kind` as in the table `returned`, and when."""

    kind: str
    at: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ServerReply:
    """What the relay answered; `enhanced` is its status code of three parts (`5.1.1`), "" where it gave none."""

    code: int
    enhanced: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How many letters the relay takes: by sliding minute, by sliding day, and by minute for each domain."""

    per_minute: int
    per_day: int
    per_domain_per_minute: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """The server that takes our letters. `plain` is for a server on this machine only."""

    host: str
    port: int
    security: Literal["starttls", "tls", "plain"]
    user: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueKey:
    """Which issue of which publication."""

    publication: str
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.publication} {self.number}/{self.year}"


class LetterSource(Protocol):
    """Makes a run's letters; `forms` are those that this issue can be sent in, the wanted one first."""

    @property
    def forms(self) -> tuple[Form, ...]: ...

    def letter(self, form: Form, delivery: Delivery) -> bytes:
        """The complete letter with CRLF, not dot-stuffed."""
        ...

    def sender(self, delivery: Delivery) -> str:
        """The return address of the envelope."""
        ...


class Clock(Protocol):
    """Time in seconds since 1970; tests bring their own."""

    def now(self) -> float: ...

    def sleep(self, seconds: float) -> None:
        """Return after that time, or earlier when somebody stops the run."""
        ...

    def stopped(self) -> bool:
        """Whether somebody has asked the run to end after the letter in hand."""
        ...


@dataclass(frozen=True, slots=True)
class Counts:
    """How many deliveries of a run are in each state; a state that nobody is in is 0."""

    by_state: Mapping[DeliveryState, int]

    def __getitem__(self, state: DeliveryState) -> int:
        return self.by_state.get(state, 0)

    @property
    def total(self) -> int:
        return sum(self.by_state.values())

    @property
    def waiting(self) -> int:
        return sum(self[state] for state in WAITING)


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingProgress:
    """One line of progress. `seconds_left` is what the limits alone ask for."""

    counts: Counts
    last_minute: int
    left_today: int
    seconds_left: float


Ending = Literal["done", "quota", "later", "unreachable", "stopped", "lost-replies", "interrupted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a run of the command ended; `next_at` is when it can go on, `reply` the answer that ended it.

    `refusals` counts the letters in a row that were refused because of the sender.
    """

    ending: Ending
    counts: Counts
    next_at: float | None = None
    reply: ServerReply | None = None
    refusals: int = 0


def stamp(seconds: float) -> str:
    """A moment as the database stores it: UTC, ISO, whole seconds, never later than the moment."""
    return dt.datetime.fromtimestamp(int(seconds), dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local(stored: str) -> str:
    """A stored moment as people here read it."""
    return dt.datetime.fromisoformat(stored).astimezone().strftime("%d/%m/%Y %H:%M")


def moment(stored: str) -> float:
    """The seconds of a stored moment."""
    return dt.datetime.fromisoformat(stored).timestamp()
