"""Processes that send and are killed at a chosen moment, and the judge of what they left behind."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sqlite3
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP
from smtp_kit import START, WIDE, FakeClock, PlainLetters, begun, dial, names, readers

from bulletin.delivery.readers.database import open_database
from bulletin.delivery.sending.ledger import Ledger, recover
from bulletin.delivery.sending.lock import sending_lock
from bulletin.delivery.sending.run import Sending
from bulletin.delivery.sending.smtp import SmtpSession

DOUBTFUL = ("handing", "dot", "reply")
"""Points from which on nobody can know: the commit before the dot, the dot, the reply that was not yet written down."""
LETTERS = PlainLetters(("link",), {"link": 400})
Change = Callable[[Sending], None]
"""Breaks a run on purpose, to see whether the judge notices."""


class _Noted:
    def __init__(self, file: int) -> None:
        self._file = file

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        os.write(self._file, f"{envelope.rcpt_tos[0]}\n".encode())
        return "250 OK"


@contextmanager
def relay(log: Path) -> Iterator[int]:
    """A server in a process of its own, which writes down whom it took a letter for; gives its port."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        with _last_words():
            os.close(read)
            asyncio.run(_serve(log, write))
        os._exit(1)
    os.close(write)
    try:
        with os.fdopen(read) as stream:
            yield int(stream.readline())
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


async def _serve(log: Path, write: int) -> None:
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(_Noted(file), hostname="relay.test", loop=loop), "127.0.0.1", 0)
    os.write(write, f"{server.sockets[0].getsockname()[1]}\n".encode())
    await server.serve_forever()


@contextmanager
def _last_words() -> Iterator[None]:
    """A forked child must never go on with the tests of its parent."""
    try:
        yield
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def send_until(folder: Path, run: int, port: int, point: str, letters: int, change: Change | None) -> bool:
    """Send in a process that is killed at `point` of the letter after `letters`; True if it was killed."""
    pid = os.fork()
    if pid == 0:
        with _last_words(), sending_lock(folder / "mail", "test"):
            connection = open_database(folder / "mail" / "readers.db")
            recover(connection, START)
            _sending(connection, run, port, point, letters, change).send()
        os._exit(0)
    status = os.waitpid(pid, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the sender failed by itself"
    return os.WIFSIGNALED(status)


def _sending(
    connection: sqlite3.Connection, run: int, port: int, point: str, letters: int, change: Change | None
) -> Sending:
    left = letters

    def step(name: str) -> None:
        nonlocal left
        if name == point:
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1

    one = Sending(
        ledger=Ledger(connection, run, str(os.getpid())), letters=LETTERS, connect=dial(port), quota=WIDE,
        clock=FakeClock(), rng=random.Random(1), step=step,
    )  # fmt: skip
    if change:
        change(one)
    return one


@dataclass(frozen=True)
class Killed:
    """What a list looks like in the end: whom the server took a letter for, the ledger, how often it was killed."""

    point: str
    addresses: list[str]
    accepted: Counter[str]
    states: dict[str, str]
    kills: int


def kill_and_resume(folder: Path, point: str, readers_: int, times: int, change: Change | None = None) -> Killed:
    """Send a list, killed so many times at seeded readers and resumed each time, to its end."""
    addresses = names(readers_, 7)
    with closing(readers(folder, addresses)) as connection:
        run = begun(connection)
    rng = random.Random(f"{point} {readers_} {times}")
    stops = sorted(rng.sample(range(readers_ - times), times))
    log = folder / "accepted.txt"
    kills = before = 0
    with relay(log) as port:
        for stop in stops:
            kills += send_until(folder, run, port, point, stop - before, change)
            before = stop
        for _ in range(3):
            send_until(folder, run, port, "", 0, change)
        time.sleep(0.1)  # a letter of a killed sender may still be read
    with closing(open_database(folder / "mail" / "readers.db")) as connection:
        states = {one.address: str(one.state) for one in Ledger(connection, run).deliveries()}
    accepted: Counter[str] = Counter()
    with suppress(FileNotFoundError):
        accepted.update(log.read_text().split())
    return Killed(point, addresses, accepted, states, kills)


def complaints(end: Killed) -> list[str]:
    """What must not be: a letter twice, a reader forgotten, a ledger that is wrong, a doubt without reason."""
    found = [f"twice: {who}" for who, count in end.accepted.items() if count > 1]
    for who in end.addresses:
        state = end.states[who]
        if state == "in-doubt":
            if end.point not in DOUBTFUL:
                found.append(f"in doubt without reason: {who}")
        elif state != "sent" or not end.accepted[who]:
            found.append(f"forgotten: {who} ({state}, accepted {end.accepted[who]} times)")
    doubts = sum(state == "in-doubt" for state in end.states.values())
    if doubts > end.kills:
        found.append(f"{doubts} in doubt after {end.kills} kills")
    return found


# --- the same run with its order broken -------------------------------------------------------------------------------


def handing_after_the_dot(one: Sending) -> None:
    """`handing` is committed when the dot is already sent."""
    ledger, waiting = one.ledger, list[Any]()
    commit = ledger.handing
    ledger.handing = lambda *row: waiting.append(row)  # type: ignore[method-assign]
    step, dial_ = one.step, one.connect

    def later(name: str) -> None:
        step(name)
        if name == "dot":
            commit(*waiting.pop())

    one.step, one.connect = later, dial_


def doubt_is_sent_again(one: Sending) -> None:
    """Recovery takes a letter that was being handed over for one that was not."""
    one.ledger._db.execute("UPDATE delivery SET state = 'pending' WHERE state = 'in-doubt'")


def sent_before_the_dot(one: Sending) -> None:
    """The result is written down before there is one."""
    ledger = one.ledger
    commit = ledger.handing

    def early(delivery: Any, server: str, form: str, now: float) -> None:
        commit(delivery, server, form, now)
        ledger._db.execute("UPDATE delivery SET state = 'sent' WHERE key = ?", (delivery.key,))

    ledger.handing = early  # type: ignore[method-assign]
    ledger.sent = lambda *row: None  # type: ignore[method-assign]


def claim_never_returns(one: Sending) -> None:
    """Recovery leaves claimed rows as they are."""
    one.ledger._db.execute("UPDATE delivery SET state = 'failed' WHERE claimed_by != '' AND state = 'pending'")


def body_and_dot_together(one: Sending) -> None:
    """The dot goes with the body, as the library's own `sendmail` does."""

    class Hasty(SmtpSession):
        def body(self, letter: bytes) -> Any:
            found = super().body(letter)
            super().dot()
            time.sleep(0.01)  # the server reads it; the reply would be taken for an early one
            return found

        def dot(self) -> None:
            pass

    dial_ = one.connect

    def hasty() -> SmtpSession:
        session = dial_()
        session.__class__ = Hasty
        return session

    one.connect = hasty
