"""One IPP request over HTTP: to CUPS by its socket file or by name and port, to a printer by its `ipp:` address."""

from __future__ import annotations

import http.client
import socket
import ssl
from urllib.parse import urlsplit

from bulletin.delivery.printing.ipp import Answer, NotIppError, answer
from bulletin.lazy import dataclass

PORT = 631
_PATIENCE_S = 20.0
_LONGEST_ANSWER = 8 << 20
_OK = 200


class NoAnswerError(Exception):
    """Nobody answered, or what answered does not speak IPP; the text says which."""


@dataclass(frozen=True, slots=True)
class Host:
    """Where requests go: a socket file, or a name and port, with TLS or without."""

    name: str = "localhost"
    port: int = PORT
    tls: bool = False
    socket_file: str = ""

    def __str__(self) -> str:
        return self.socket_file or f"{self.name}:{self.port}"


class _SocketFile(http.client.HTTPConnection):
    """HTTP over a socket file."""

    def __init__(self, path: str, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path
        self._patience = timeout

    def connect(self) -> None:
        """Connect to the file instead of a name and port."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self._patience)
        self.sock.connect(self._path)


def host_of(uri: str) -> Host:
    """Where a printer with an address of its own is (`ipp://10.0.0.7/ipp/print`).

    Raises:
        ValueError: the address has no name or no good port.
    """
    parts = urlsplit(uri)
    if not parts.hostname:
        raise ValueError(uri)
    return Host(parts.hostname, parts.port or PORT, parts.scheme == "ipps")


def send(host: Host, path: str, message: bytes, document: bytes = b"", patience_s: float = _PATIENCE_S) -> Answer:
    """Send one request and return the answer.

    Args:
        host: where to.
        path: of the queue or printer.
        message: the request.
        document: what follows it: the file to print.
        patience_s: how long to wait for each step.

    Raises:
        NoAnswerError: there is none, or none that is IPP.
    """
    connection = _connection(host, patience_s)
    try:
        # CUPS asks for the Host to be a name that is its own; a socket file has none.
        connection.request("POST", path, message + document, {"Content-Type": "application/ipp"})
        response = connection.getresponse()
        data = response.read(_LONGEST_ANSWER + 1)
        if response.status != _OK:
            raise NoAnswerError(f"HTTP {response.status} {response.reason}")
        return answer(data)
    except NotIppError as error:
        raise NoAnswerError("no IPP") from error
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswerError(getattr(error, "strerror", None) or str(error) or type(error).__name__) from error
    finally:
        connection.close()


def _connection(host: Host, patience_s: float) -> http.client.HTTPConnection:
    if host.socket_file:
        return _SocketFile(host.socket_file, patience_s)
    if not host.tls:
        return http.client.HTTPConnection(host.name, host.port, timeout=patience_s)
    # Printers sign their own certificates; what is protected is the page on its way through the office.
    trusting = ssl.create_default_context()
    trusting.check_hostname = False
    trusting.verify_mode = ssl.CERT_NONE
    return http.client.HTTPSConnection(host.name, host.port, timeout=patience_s, context=trusting)
