"""A mail server on loopback whose answers a test writes, a clock that a test moves, and lists of readers."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import sqlite3
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from bulletin.delivery.readers.database import open_database
from bulletin.delivery.readers.values import address_key
from bulletin.delivery.sending.freeze import begin
from bulletin.delivery.sending.ledger import Ledger
from bulletin.delivery.sending.run import Sending
from bulletin.delivery.sending.smtp import SmtpSession, Timeouts, connect
from bulletin.delivery.sending.values import Delivery, Form, IssueKey, Quota, Relay

ISSUE = IssueKey(publication="binh-hai", year=2026, number=46)
WIDE = Quota(per_minute=10**6, per_day=10**7, per_domain_per_minute=10**6)
START = dt.datetime(2026, 11, 26, 8, tzinfo=dt.UTC).timestamp()

Answer = Callable[[str, int], str | None]
"""Given the recipient and how often it was tried, what to answer; None for the usual, "drop" to hang up."""


@dataclass
class Script:
    """What the server answers, stage by stage, and what it has seen."""

    mail: Answer = lambda who, times: None
    rcpt: Answer = lambda who, times: None
    data: Answer = lambda who, times: None
    accepted: list[tuple[str, bytes]] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    options: list[list[str]] = field(default_factory=list)
    connections: int = 0
    user: tuple[bytes, bytes] | None = None
    _tries: Counter[tuple[str, str]] = field(default_factory=Counter)

    def recipients(self) -> list[str]:
        return [who for who, _ in self.accepted]

    def answer(self, stage: str, who: str, server: SMTP) -> str | None:
        self._tries[stage, who] += 1
        said = getattr(self, stage)(who, self._tries[stage, who])
        if said == "drop":
            assert server.transport is not None
            server.transport.abort()
        return said

    async def handle_MAIL(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.senders.append(address)
        self.options.append(options)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return self.answer("mail", address, server) or "250 OK"

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if said := self.answer("rcpt", address, server):
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        who, said = envelope.rcpt_tos[0], self.answer("data", envelope.rcpt_tos[0], server)
        if said is None or said in ("drop", "accept-and-drop"):
            if said != "drop":
                self.accepted.append((who, bytes(envelope.content or b"")))
            if said == "accept-and-drop" and server.transport is not None:
                server.transport.abort()
            return "250 2.0.0 OK"
        return said

    def login(self, server: Any, session: Any, envelope: Any, mechanism: str, data: LoginPassword) -> AuthResult:
        return AuthResult(success=(data.login, data.password) == self.user, handled=False)


@contextmanager
def serving(script: Any, factory: Callable[[], asyncio.Protocol] | None = None, **options: Any) -> Iterator[int]:
    """A server in a thread of its own; gives its port."""
    loop = asyncio.new_event_loop()
    ready = threading.Event()
    port = 0

    def protocol() -> asyncio.Protocol:
        script.connections += 1
        return factory() if factory else SMTP(script, hostname="relay.test", loop=loop, **options)

    async def start() -> None:
        nonlocal port
        tls = options.pop("ssl_context", None)
        server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=tls)
        port = server.sockets[0].getsockname()[1]
        ready.set()

    def run() -> None:
        loop.create_task(start())  # noqa: RUF006 - the loop runs until it is done
        loop.run_forever()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(120)
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


class FakeClock:
    """Time that passes only when somebody sleeps, or by `tick` at each look."""

    def __init__(self, start: float = START, tick: float = 0.0) -> None:
        self.time, self.tick = start, tick
        self.naps: list[float] = []
        self.stop_after: int | None = None
        self.looks = 0

    def now(self) -> float:
        self.time += self.tick
        return self.time

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.time += seconds

    def stopped(self) -> bool:
        self.looks += 1
        return self.stop_after is not None and self.looks > self.stop_after


@dataclass(frozen=True)
class PlainLetters:
    """Letters of a few lines."""

    forms: tuple[Form, ...] = ("attach", "link")
    sizes: Mapping[str, int] = field(default_factory=lambda: {"attach": 2000, "link": 400})

    def letter(self, form: Form, delivery: Delivery) -> bytes:
        head = f"From: bantin@binhhai.test\r\nTo: {delivery.address}\r\nMessage-ID: {delivery.message_id}\r\n"
        body = f"{head}X-Form: {form}\r\n\r\n.\r\n..dots\r\n".encode()
        return body + (b"x" * 70 + b"\r\n") * (self.sizes[form] // 72)

    def sender(self, delivery: Delivery) -> str:
        return f"bantin+{delivery.tag}@binhhai.test"


def names(count: int, domains: int = 3) -> list[str]:
    """Addresses of so many readers."""
    return [f"reader{number:05}@d{number % domains}.test" for number in range(count)]


def readers(path: Path, addresses: list[str]) -> sqlite3.Connection:
    """A database with these readers."""
    connection = open_database(path / "mail" / "readers.db", create=True)
    rows = [(address_key(connection, one), one, f"Bạn {number}") for number, one in enumerate(addresses)]
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO reader(key, address, name, added) VALUES (?, ?, ?, '')", rows)
    connection.execute("COMMIT")
    return connection


def begun(connection: sqlite3.Connection, now: float = START, **changes: Any) -> int:
    """A run of the issue; its number."""
    values = {"correction": 0, "release_sha256": "a" * 64, "letters": b"letters", "domain": "binhhai.test",
              "expires_after_days": 3} | changes  # fmt: skip
    return begin(connection, ISSUE, now=now, **values)


def dial(port: int, **changes: Any) -> Callable[[], SmtpSession]:
    """What opens connections to a server of `serving`."""
    relay = Relay(**({"host": "127.0.0.1", "port": port, "security": "plain"} | changes))
    return lambda: connect(relay, Timeouts(10, 10))


def sending(connection: sqlite3.Connection, run: int, port: int, **changes: Any) -> Sending:
    """A run of the command with a fake clock and no limits."""
    values: dict[str, Any] = {
        "ledger": Ledger(connection, run, "test"), "letters": PlainLetters(), "connect": dial(port), "quota": WIDE,
        "clock": FakeClock(), "rng": random.Random(1),
    } | changes  # fmt: skip
    return Sending(**values)


def trusted(folder: Path, host: str = "localhost") -> tuple[ssl.SSLContext, Path]:
    """A server's TLS with a certificate for `host`, and the file that a client must trust."""
    import subprocess

    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}", "-keyout", key, "-out", cert],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context, cert
