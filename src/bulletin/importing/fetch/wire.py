"""One request over one connection to a number that was checked. No proxy, no cookies, no address of ours."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable

from bulletin.importing.fetch import rules
from bulletin.importing.fetch.address import Target, redirected
from bulletin.lazy import dataclass

MIB = 1 << 20
_CHUNK = 1 << 16
_AGENT = "bulletin-import/1 (one page, asked for by a person)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

Connect = Callable[[Target, float], socket.socket]
"""Opens a connection to `target.ip`, with TLS for the right name where the scheme asks for it."""


@dataclass(frozen=True, slots=True)
class WebAnswer:
    """What a server gave: a body, or the target of a redirect."""

    target: Target
    status: int
    kind: str
    charset: str | None
    body: bytes
    redirect: Target | None = None


def system_resolve(host: str, port: int) -> list[str]:
    """The numbers of a host as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return [str(entry[4][0]) for entry in found]


def system_connect(target: Target, timeout_s: float) -> socket.socket:
    """A connection to the number of the target; TLS checks the certificate against the name."""
    plain = socket.create_connection((target.ip, target.port), timeout_s)
    if target.scheme != "https":
        return plain
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
    except BaseException:
        plain.close()
        raise


class _Pinned(http.client.HTTPConnection):
    """A connection that is open already; `http.client` never looks a name up."""

    def __init__(self, target: Target, opened: socket.socket) -> None:
        super().__init__(target.host, target.port)
        self.default_port = target.port
        self.sock = opened

    def connect(self) -> None:
        raise OSError("closed")  # a second connection would go to an unchecked number


def ask(target: Target, connect: Connect, most_bytes: int, deadline: float, timeout_s: float, accept: str) -> WebAnswer:
    """Ask for one address once.

    Args:
        target: with the number that was checked.
        connect: how the connection is made.
        most_bytes: the largest body, packed and unpacked.
        deadline: when everything must be done (`time.monotonic`).
        timeout_s: the time for this answer.
        accept: the kinds of content that are wanted.

    Raises:
        InputError: it cannot be reached, is too large or too slow, or redirects to where nothing may be fetched.
    """
    end = min(deadline, time.monotonic() + timeout_s)
    if end <= time.monotonic():
        raise rules.refused(rules.TOO_SLOW, target.address, limit=str(round(timeout_s)))
    try:
        opened = connect(target, max(0.1, end - time.monotonic()))
        connection = _Pinned(target, opened)
        # A server that sends one byte now and then never meets the time limit of a single read.
        watch = threading.Timer(max(0.0, end - time.monotonic()), _stop, [opened])
        watch.daemon = True
        watch.start()
        try:
            return _exchange(connection, opened, target, most_bytes, end, accept)
        except (OSError, http.client.HTTPException) as error:
            if time.monotonic() >= end:
                raise TimeoutError from error
            raise
        finally:
            watch.cancel()
            connection.close()
            opened.close()
    except TimeoutError as error:
        raise rules.refused(rules.TOO_SLOW, target.address, limit=str(round(timeout_s))) from error
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
        raise rules.refused(rules.NOT_REACHED, target.address, reason=_reason(error)) from error


def _stop(opened: socket.socket) -> None:
    with contextlib.suppress(OSError):
        opened.shutdown(socket.SHUT_RDWR)


def _exchange(
    connection: _Pinned, opened: socket.socket, target: Target, most_bytes: int, end: float, accept: str
) -> WebAnswer:
    headers = {"User-Agent": _AGENT, "Accept": accept, "Accept-Encoding": "gzip, deflate", "Connection": "close"}
    connection.request("GET", target.path, headers=headers)
    response = connection.getresponse()
    kind = response.headers.get_content_type().lower()
    charset = response.headers.get_content_charset()
    location = response.headers.get("Location")
    if response.status in _REDIRECTS and location:
        return WebAnswer(target, response.status, kind, charset, b"", redirected(target, location))
    length = response.headers.get("Content-Length") or ""
    if length.isdecimal() and int(length[:15]) > most_bytes:
        raise rules.refused(rules.TOO_LARGE, target.address, limit=str(most_bytes // MIB))
    body = _body(response, opened, target, most_bytes, end)
    return WebAnswer(target, response.status, kind, charset, body)


def _body(
    response: http.client.HTTPResponse, opened: socket.socket, target: Target, most_bytes: int, end: float
) -> bytes:
    """The body, unpacked as it comes, so that a small answer cannot grow beyond the limit."""
    coding = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if coding not in {"identity", "gzip", "x-gzip", "deflate", ""}:
        raise rules.refused(rules.ANSWER, target.address, reason_vi=f"nén kiểu “{coding[:20]}”",
                            reason_en=f"packed as “{coding[:20]}”")  # fmt: skip
    unpack = zlib.decompressobj(47) if "gzip" in coding else zlib.decompressobj() if coding == "deflate" else None
    made = bytearray()
    while True:
        left = end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        opened.settimeout(left)
        chunk = response.read1(_CHUNK)
        if not chunk:
            if time.monotonic() >= end:
                raise TimeoutError
            if response.length or (unpack is not None and not unpack.eof):
                raise http.client.HTTPException("câu trả lời bị cắt / the answer is cut off")
            return bytes(made)
        while chunk:
            made += unpack.decompress(chunk, _CHUNK) if unpack is not None else chunk
            chunk = unpack.unconsumed_tail if unpack is not None else b""
            if len(made) > most_bytes:
                raise rules.refused(rules.TOO_LARGE, target.address, limit=str(most_bytes // MIB))


def _reason(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"chứng chỉ không đúng / bad certificate: {error.verify_message}"[:160]
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return text[:160]
