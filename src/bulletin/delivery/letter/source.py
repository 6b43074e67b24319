"""The letters of a run for whoever sends them: one call for one row of the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bulletin.delivery.letter.addresses import envelope
from bulletin.delivery.letter.one import letter_for
from bulletin.delivery.letter.sign import Signer
from bulletin.delivery.letter.values import Envelope, Form, Letters, Recipient


class LedgerRow(Protocol):
    """What a letter needs of a row of the ledger."""

    @property
    def key(self) -> bytes: ...
    @property
    def address(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def tag(self) -> str: ...
    @property
    def message_id(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLetters:
    """The letters of one run. `token` makes a reader's token of their key, `now` tells the time with its zone."""

    letters: Letters
    token: Callable[[bytes], str]
    now: Callable[[], dt.datetime]
    signer: Signer | None = None

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms in which the issue can be sent, the wanted one first."""
        wanted: tuple[Form, ...] = ("attach", "link")
        return tuple(form for form in wanted if getattr(self.letters, form) is not None)

    def letter(self, form: Form, row: LedgerRow) -> bytes:
        """The complete letter with CRLF, not dot-stuffed."""
        who = Recipient(
            address=row.address, name=row.name, tag=row.tag, message_id=row.message_id, token=self.token(row.key)
        )
        return letter_for(self.letters, form, who, self.now(), self.signer)

    def sender(self, row: LedgerRow) -> str:
        """The return address of the envelope."""
        return self.envelope(row, utf8_offered=True).sender

    def envelope(self, row: LedgerRow, *, utf8_offered: bool) -> Envelope:
        """Both addresses of the envelope; raises InputError where the server cannot take the reader's."""
        heading = self.letters.heading
        return envelope(heading.from_, row.tag, row.address, tagged=heading.tagged, utf8_offered=utf8_offered)
