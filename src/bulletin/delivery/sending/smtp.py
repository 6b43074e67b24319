"""One connection to the relay, step by step: the body and the final dot are two steps, and a commit fits between."""

from __future__ import annotations

import base64
import contextlib
import hmac
import re
import select
import smtplib
import socket
import ssl
from collections.abc import Iterator
from typing import Any

from bulletin.delivery.sending import rules
from bulletin.delivery.sending.answers import Meaning, meaning
from bulletin.delivery.sending.values import Relay, ServerReply
from bulletin.delivery.settings.client import SmtpClient, SmtpTlsClient
from bulletin.errors import Finding, Rule, ToolError
from bulletin.lazy import dataclass, pattern

_ENHANCED = pattern(r"\s*([245]\.\d{1,3}\.\d{1,3})(?=\s|$)")
_UNPRINTABLE = pattern(r"[\x00-\x1f\x7f]+")
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_LONGEST_REPLY = 500
_HELLO = "[127.0.0.1]"
"""What we call ourselves, as other mail programs do: nothing about this computer or its network."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds to wait: for each reply, and for the reply to a whole letter (a scan for viruses takes its time)."""

    command: float = 120.0
    letter: float = 600.0


class ConnectionLost(Exception):  # noqa: N818 - the name of an event
    """The connection is gone; `reply` is what there is to tell people. `reached`: a server had answered at all."""

    def __init__(self, text: str, code: int = 0, *, reached: bool = True) -> None:
        super().__init__(text)
        self.reply, self.reached = ServerReply(code, "", text), reached


def server_reply(code: int, text: bytes | str) -> ServerReply:
    """A reply with its enhanced code apart, as people may see it: one line, no unprintable signs, not endless."""
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    found = _ENHANCED.match(words)
    rest = words.replace(found[1], "") if found else words
    return ServerReply(code, found[1] if found else "", " ".join(_UNPRINTABLE.sub(" ", rest).split())[:_LONGEST_REPLY])


def dot_stuffed(letter: bytes) -> bytes:
    """A letter as it goes over the wire: lines end in CRLF, the last one too, and no line is a lone dot."""
    if letter.count(b"\n") != letter.count(b"\r\n") or letter.count(b"\r") != letter.count(b"\r\n"):
        letter = re.sub(rb"\r\n|\r|\n", b"\r\n", letter)
    stuffed = letter.replace(b"\r\n.", b"\r\n..")
    if stuffed.startswith(b"."):
        stuffed = b"." + stuffed
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"


class SmtpSession:
    """A greeted, encrypted connection on which we are logged in. `carried` counts the letters that it took."""

    def __init__(self, client: smtplib.SMTP, host: str, timeouts: Timeouts) -> None:
        self._client, self.host, self._timeouts = client, host, timeouts
        self.carried = 0
        if client.sock is not None:
            # The dot is a small packet after the body: without this it waits for the body's receipt, 40 ms a letter.
            client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        size = client.esmtp_features.get("size", "")
        self.size = int(size) if size.isdecimal() and int(size) else None
        self.utf8 = client.has_extn("smtputf8")

    def mail(self, sender: str, letter: bytes, *, utf8: bool) -> ServerReply:
        """Begin a letter; `letter` is what will be sent."""
        options = f" SIZE={len(letter)}" if self._client.has_extn("size") else ""
        if utf8:
            self._client.command_encoding = "utf-8"
        if self._client.has_extn("8bitmime") and not letter.isascii():
            options += " BODY=8BITMIME"
        return self._say(f"MAIL FROM:<{sender}>{options}{' SMTPUTF8' if utf8 else ''}")

    def rcpt(self, address: str) -> ServerReply:
        """Name the one recipient."""
        return self._say(f"RCPT TO:<{address}>")

    def data(self) -> ServerReply:
        """Ask to send the letter; 354 means yes."""
        return self._say("DATA")

    def body(self, letter: bytes) -> ServerReply | None:
        """Send the letter without its end; a reply if the relay speaks before the dot (it wants no more)."""
        with _losses():
            self._client.send(dot_stuffed(letter))
        return self._early()

    def dot(self) -> None:
        """End the letter: from here on it may be accepted."""
        with _losses():
            self._client.send(b".\r\n")

    def reply(self) -> ServerReply:
        """The relay's answer to the letter."""
        sock = self._client.sock
        with _losses():
            if sock is not None:
                sock.settimeout(self._timeouts.letter)
            answer = server_reply(*self._client.getreply())
            if sock is not None:
                sock.settimeout(self._timeouts.command)
        self.carried += 1
        return answer

    def reset(self) -> None:
        """Forget the letter that was begun."""
        if not meaning(self._say("RSET")) == Meaning.ACCEPTED:
            raise ConnectionLost("RSET")

    def quit(self) -> None:
        """Say good-bye and close."""
        with contextlib.suppress(ConnectionLost):
            self._say("QUIT")
        self.close()

    def close(self) -> None:
        """Close at once: a letter without its dot is thrown away by the relay."""
        self._client.close()

    def _say(self, line: str) -> ServerReply:
        with _losses():
            return server_reply(*self._client.docmd(line))

    def _early(self) -> ServerReply | None:
        """What the relay says while it should listen; ConnectionLost if it has gone."""
        sock = self._client.sock
        with _losses():
            if sock is None or not (_held_back(sock) or select.select([sock], [], [], 0)[0]):
                return None
            if isinstance(sock, ssl.SSLSocket) and not _has_words(self._client, sock, self._timeouts.command):
                return None  # a record of TLS itself
            return server_reply(*self._client.getreply())


def _held_back(sock: socket.socket) -> bool:
    return isinstance(sock, ssl.SSLSocket) and sock.pending() > 0


def _has_words(client: smtplib.SMTP, sock: ssl.SSLSocket, timeout: float) -> bool:
    """Whether an encrypted connection has words for us, or its end, and not only keys."""
    stream: Any = client.file
    sock.settimeout(0)
    try:
        stream.peek(1)
    except ssl.SSLWantReadError:
        return False
    finally:
        sock.settimeout(timeout)
    return True


@contextlib.contextmanager
def _losses() -> Iterator[None]:
    """Everything by which a connection can end becomes `ConnectionLost`."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        raise ConnectionLost(server_reply(error.smtp_code, error.smtp_error).text) from error
    except (smtplib.SMTPException, OSError) as error:
        raise ConnectionLost(_reason(error)) from error


def _reason(error: Exception) -> str:
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(_UNPRINTABLE.sub(" ", str(text)).split())[:_LONGEST_REPLY]


# --- connecting -------------------------------------------------------------------------------------------------------


def connect(relay: Relay, timeouts: Timeouts | None = None, context: ssl.SSLContext | None = None) -> SmtpSession:
    """A connection on which letters can be sent.

    Args:
        relay: the server, and the login if there is one.
        timeouts: how long to wait for it.
        context: TLS with an authority of the office's own; otherwise the system's authorities.

    Raises:
        ConnectionLost: it cannot be reached, drops us, or asks to come later (code 421).
        ToolError: no encryption, a bad certificate, a refused login, or a greeting that refuses us.
    """
    timeouts = timeouts or Timeouts()
    if relay.security == "plain" and relay.host not in _LOOPBACK:
        raise _refusal(rules.NO_TLS, relay)
    if context is None and relay.security != "plain":
        context = ssl.create_default_context()
    client = _dial(relay, timeouts, context)
    try:
        _expect(relay, client.ehlo())
        if relay.security == "starttls":
            _encrypt(client, relay, context)
            _expect(relay, client.ehlo())
        if relay.user:
            _log_in(client, relay)
    except (smtplib.SMTPException, OSError) as error:
        client.close()
        raise ConnectionLost(_reason(error)) from error
    except BaseException:
        client.close()
        raise
    return SmtpSession(client, relay.host, timeouts)


def _dial(relay: Relay, timeouts: Timeouts, context: ssl.SSLContext | None) -> smtplib.SMTP:
    reached = False
    try:
        if relay.security == "tls":
            client: smtplib.SMTP = SmtpTlsClient(local_hostname=_HELLO, timeout=timeouts.command, context=context)
        else:
            client = SmtpClient(local_hostname=_HELLO, timeout=timeouts.command)
        # Without the name here, a certificate could not be compared with it.
        client._host = relay.host  # type: ignore[attr-defined]
        code, text = client.connect(relay.host, relay.port)
        reached = True
    except smtplib.SMTPServerDisconnected as error:
        raise ConnectionLost(_reason(error)) from error
    except ssl.SSLCertVerificationError as error:
        raise _refusal(rules.CERTIFICATE, relay, reason=error.verify_message) from error
    except ssl.SSLError as error:
        raise _refusal(rules.TLS_FAILED, relay, reason=error.reason or str(error)) from error
    except (OSError, UnicodeError) as error:
        raise ConnectionLost(_reason(error), reached=reached) from error
    try:
        _expect(relay, (code, text))
    except BaseException:
        client.close()
        raise
    return client


def _expect(relay: Relay, answer: tuple[int, bytes]) -> None:
    """Go on after a good reply to a greeting."""
    reply = server_reply(*answer)
    if 200 <= reply.code < 300:
        return
    if 500 <= reply.code < 600:
        raise _refusal(rules.REFUSED, relay, reply=said(reply))
    raise ConnectionLost(reply.text or "?", reply.code)


def _encrypt(client: smtplib.SMTP, relay: Relay, context: ssl.SSLContext | None) -> None:
    if not client.has_extn("starttls"):
        raise _refusal(rules.NO_TLS, relay)
    try:
        answer = client.starttls(context=context)
    except ssl.SSLCertVerificationError as error:
        raise _refusal(rules.CERTIFICATE, relay, reason=error.verify_message) from error
    except ssl.SSLError as error:
        raise _refusal(rules.TLS_FAILED, relay, reason=error.reason or str(error)) from error
    except smtplib.SMTPResponseException as error:
        raise ConnectionLost(server_reply(error.smtp_code, error.smtp_error).text, error.smtp_code) from error
    if answer[0] != 220:
        raise _refusal(rules.NO_TLS, relay)


def _log_in(client: smtplib.SMTP, relay: Relay) -> None:
    """AUTH by the first way that the server offers; passwords may have any letters."""
    offered = client.esmtp_features.get("auth", "").upper().split()
    user, password = relay.user.encode(), relay.password.encode()
    if "PLAIN" in offered:
        answer = client.docmd("AUTH", "PLAIN " + _b64(b"\0" + user + b"\0" + password))
    elif "LOGIN" in offered:
        answer = _dialogue(client, "LOGIN", _b64(user), _b64(password))
    elif "CRAM-MD5" in offered:
        answer = _cram(client, user, password)
    else:
        raise _refusal(rules.LOGIN, relay, user=relay.user, reply="AUTH ∉ EHLO")
    reply = server_reply(*answer)
    if reply.code == 235:
        return
    if 400 <= reply.code < 500 or reply.code < 0:
        raise ConnectionLost(reply.text or "AUTH", reply.code)
    raise _refusal(rules.LOGIN, relay, user=relay.user, reply=said(reply))


def _dialogue(client: smtplib.SMTP, way: str, *answers: str) -> tuple[int, bytes]:
    reply = client.docmd("AUTH", way)
    for answer in answers:
        if reply[0] != 334:
            break
        reply = client.docmd(answer)
    return reply


def _cram(client: smtplib.SMTP, user: bytes, password: bytes) -> tuple[int, bytes]:
    code, challenge = client.docmd("AUTH", "CRAM-MD5")
    if code != 334:
        return code, challenge
    digest = hmac.new(password, base64.b64decode(challenge), "md5").hexdigest()
    return client.docmd(_b64(user + b" " + digest.encode()))


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def said(reply: ServerReply) -> str:
    """A reply as one line for people."""
    return " ".join(part for part in (str(reply.code or ""), reply.enhanced, reply.text) if part) or "?"


def _refusal(rule: Rule, relay: Relay, **values: str) -> ToolError:
    return ToolError([Finding(rule, values={"host": relay.host, "port": str(relay.port), **values})])
