"""Confirmations on their way: one connection, opened only when there is a letter to send."""

from __future__ import annotations

import contextlib
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

    def __init__(
        self,
        connect: Callable[[], Session],
        from_address: str,
        from_name: str,
        now: dt.datetime,
        lost: tuple[type[Exception], ...] = (OSError,),
    ) -> None:
        """Nothing is opened yet.

        Args:
            connect: opens a connection on which we are logged in.
            from_address: the office's address.
            from_name: the office's name as readers see it.
            now: the present moment.
            lost: what a session raises when its connection breaks.
        """
        self._connect, self._from, self._name, self._now, self._lost = connect, from_address, from_name, now, lost
        self._session: Session | None = None
        self._unreachable = False

    def send(self, confirmation: Confirmation) -> None:
        """Send one confirmation.

        Raises:
            ToolError: the server refused it. The reader is off the list all the same.
        """
        mark = hashlib.sha256(f"{confirmation.address}\0{self._now.isoformat()}".encode()).hexdigest()[:24]
        message_id = f"<confirmed.{mark}@{self._from.rpartition('@')[2]}>"
        letter = confirmation_bytes(confirmation, self._from, self._name, message_id, format_datetime(self._now))
        try:
            code = self._hand_over(self._opened(), confirmation.address, letter)
        except self._lost as error:
            self._session = None
            raise _refused("–") from error
        if code >= 400:
            self.close()  # the next confirmation begins anew
            raise _refused(str(code))

    def _opened(self) -> Session:
        """The connection; a server that could not be reached once is not waited for again."""
        if self._unreachable:
            raise _refused("–")
        if self._session is None:
            self._unreachable = True
            self._session = self._connect()
            self._unreachable = False
        return self._session

    def _hand_over(self, session: Session, address: str, letter: bytes) -> int:
        """The code of the first answer that refuses, or of the last."""
        steps: tuple[Callable[[], SmtpReply | None], ...] = (
            lambda: session.mail("", letter, utf8=not address.isascii()),
            lambda: session.rcpt(address),
            session.data,
            lambda: session.body(letter),
        )
        for step in steps:
            reply = step()
            if reply is not None and reply.code >= 400:
                return reply.code
        session.dot()
        return session.reply().code

    def close(self) -> None:
        """End the connection, if there is one."""
        session, self._session = self._session, None
        if session is not None:
            with contextlib.suppress(*self._lost):
                session.quit()


def _refused(code: str) -> ToolError:
    return ToolError([Finding(rules.NOT_CONFIRMED, values={"code": code})])
