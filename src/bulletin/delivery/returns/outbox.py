"""Confirmations on their way: one connection, opened only when there is a letter to send."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from email.utils import format_datetime
from typing import Protocol

from bulletin.delivery.returns import rules
from bulletin.delivery.returns.confirming import confirmation_bytes
from bulletin.delivery.returns.values import Confirmation
from bulletin.errors import Finding, ToolError


class SmtpReply(Protocol):
    """What a server answers."""

    @property
    def code(self) -> int: ...


class Session(Protocol):
    """A connection that takes letters; that of `delivery.sending.smtp` is one."""

    def mail(self, sender: str, letter: bytes, *, utf8: bool) -> SmtpReply: ...
    def rcpt(self, address: str) -> SmtpReply: ...
    def data(self) -> SmtpReply: ...
    def body(self, letter: bytes) -> SmtpReply | None: ...
    def dot(self) -> None: ...
    def reply(self) -> SmtpReply: ...
    def quit(self) -> None: ...


class SmtpOutbox:
    """Sends confirmations with an empty return address: what goes wrong with them comes back to nobody."""

    def __init__(self, connect: Callable[[], Session], from_address: str, from_name: str, now: dt.datetime) -> None:
        self._connect, self._from, self._name, self._now = connect, from_address, from_name, now
        self._session: Session | None = None

    def send(self, confirmation: Confirmation) -> None:
        """Send one confirmation.

        Raises:
            ToolError: the server refused it. The reader is off the list all the same.
        """
        if self._session is None:
            self._session = self._connect()
        mark = hashlib.sha256(f"{confirmation.address}\0{self._now.isoformat()}".encode()).hexdigest()[:24]
        message_id = f"<confirmed.{mark}@{self._from.rpartition('@')[2]}>"
        letter = confirmation_bytes(confirmation, self._from, self._name, message_id, format_datetime(self._now))
        session = self._session
        steps: tuple[Callable[[], SmtpReply | None], ...] = (
            lambda: session.mail("", letter, utf8=not confirmation.address.isascii()),
            lambda: session.rcpt(confirmation.address),
            session.data,
            lambda: session.body(letter),
        )
        for step in steps:
            self._accepted(step())
        session.dot()
        self._accepted(session.reply())

    def close(self) -> None:
        """End the connection, if there is one."""
        if self._session is not None:
            self._session.quit()
            self._session = None

    def _accepted(self, reply: SmtpReply | None) -> None:
        if reply is not None and reply.code >= 400:
            self.close()  # the next confirmation begins anew
            raise ToolError([Finding(rules.NOT_CONFIRMED, values={"code": str(reply.code)})])
