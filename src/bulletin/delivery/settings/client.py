"""SMTP clients that do not listen without end: `smtplib` gathers the lines of a reply until the server stops."""

from __future__ import annotations

import io
import smtplib
from typing import Any, Final, cast

LONGEST_REPLY: Final = 65_536
"""Bytes of one reply; the longest that servers really give, the answer to EHLO, has some hundreds."""


class _Lines:
    """The server's lines; `left` says how many bytes of them may still come."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream, self.left = stream, LONGEST_REPLY

    def readline(self, most: int) -> bytes:
        line = self._stream.readline(most)
        self.left -= len(line)
        if self.left < 0:
            raise OSError(f"reply > {LONGEST_REPLY} bytes")
        return line

    def peek(self, size: int) -> bytes:
        return self._stream.peek(size)

    def close(self) -> None:
        self._stream.close()


class _Bounded(smtplib.SMTP):
    def getreply(self) -> tuple[int, bytes]:
        """As in smtplib, which makes of an endless reply that the connection was closed."""
        client = cast(Any, self)
        if client.file is None:
            client.file = _Lines(client.sock.makefile("rb"))
        client.file.left = LONGEST_REPLY
        return super().getreply()


class SmtpClient(_Bounded):
    """A client that begins in plain text."""


class SmtpTlsClient(_Bounded, smtplib.SMTP_SSL):
    """A client that is encrypted from the first byte."""
