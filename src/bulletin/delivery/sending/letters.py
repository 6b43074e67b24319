"""Where sending meets `mail.yaml` and the letters: a run's `LetterSource` over the frozen letter of an issue."""

from __future__ import annotations

import datetime as dt
import os
import ssl
from pathlib import Path
from typing import Any

from bulletin.delivery.sending.values import Delivery, Form, IssueKey, Quota, Relay
from bulletin.lazy import dataclass


class SettingsMail:
    """The mail of an office as its `mail.yaml` says."""

    def __init__(self, publication: Path) -> None:
        """Read `mail.yaml`; raises InputError with everything that is wrong in it."""
        from bulletin.delivery.letter.addresses import wire_address
        from bulletin.delivery.settings.read import find_settings

        found = find_settings(publication)
        self._folder: Path = found.folder
        self._settings: Any = found.needed()
        rate = self._settings.rate
        self.quota = Quota(
            per_minute=rate.per_minute, per_day=rate.per_day, per_domain_per_minute=rate.per_domain_per_minute
        )
        self.domain = str(wire_address(self._settings.from_)).rpartition("@")[2]
        self.expires_after_days = int(self._settings.expires_after_days)

    def relay(self) -> Relay:
        from bulletin.delivery.domains import ascii_domain
        from bulletin.delivery.settings.secret import read_password

        smtp = self._settings.smtp
        password = read_password(self._settings, self._folder, os.environ) if smtp.user else ""
        return Relay(
            host=ascii_domain(smtp.host) or smtp.host, port=smtp.port, security=smtp.security, user=smtp.user or "",
            password=password,
        )  # fmt: skip

    def trust(self) -> ssl.SSLContext:
        from bulletin.delivery.settings.connect import trust

        context: ssl.SSLContext = trust(self._settings, self._folder)
        return context

    def freeze(self, build: Path, correction: int) -> bytes:
        from bulletin.delivery.letter.job import letters_of

        return letters_of(build, self._folder, correction=correction).to_bytes()

    def letters(self, frozen: bytes, issue: IssueKey, secret: bytes) -> IssueLetters:
        from bulletin.delivery.letter.sign import read_signer
        from bulletin.delivery.letter.values import Letters

        dkim = self._settings.dkim
        signer = read_signer(dkim, self._folder) if dkim is not None else None
        return IssueLetters(Letters.from_bytes(frozen), issue.publication, secret, signer)


@dataclass(frozen=True, slots=True)
class IssueLetters:
    """The letters of one run. `body` is the frozen letter, `signer` signs each or is None."""

    body: Any
    publication: str
    secret: bytes
    signer: Any

    @property
    def forms(self) -> tuple[Form, ...]:
        forms: tuple[Form, ...] = ("attach", "link")
        return tuple(form for form in forms if getattr(self.body, form) is not None)

    def letter(self, form: Form, delivery: Delivery) -> bytes:
        from bulletin.delivery.letter.one import letter_for
        from bulletin.delivery.letter.values import Recipient

        reader = Recipient(
            address=delivery.address, name=delivery.name, tag=delivery.tag, message_id=delivery.message_id,
            token=self._token(delivery),
        )  # fmt: skip
        return bytes(letter_for(self.body, form, reader, _date(delivery), self.signer))

    def sender(self, delivery: Delivery) -> str:
        from bulletin.delivery.letter.addresses import (
            return_address,
            wire_address,
        )

        heading = self.body.heading
        return str(return_address(heading.from_, delivery.tag) if heading.tagged else wire_address(heading.from_))

    def _token(self, delivery: Delivery) -> str:
        from bulletin.delivery.tokens import make_token

        # A test letter belongs to no reader: whoever presses its button stops nothing.
        return str(make_token(self.secret, self.publication, delivery.key)) if delivery.key else ""


def _date(delivery: Delivery) -> dt.datetime:
    """When the letter was first handed over, for one that may have arrived; now for every other."""
    first = dt.datetime.fromisoformat(delivery.dated) if delivery.dated else dt.datetime.now()
    return first.astimezone()
