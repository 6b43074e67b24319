"""What sending costs: `python -m benchmarks.sending`.

CPU of the sending process for each letter (without attachment and DKIM), its peak memory, both with a ledger in
memory, and a server in a process of its own that says yes to everything.

    python -m benchmarks.sending                 10,000 readers
    python -m benchmarks.sending --readers 2000
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Target
from bulletin.delivery.readers.database import open_database
from bulletin.delivery.sending.freeze import begin
from bulletin.delivery.sending.ledger import Ledger, recover
from bulletin.delivery.sending.rehearsal import write_letters
from bulletin.delivery.sending.run import Sending
from bulletin.delivery.sending.smtp import connect
from bulletin.delivery.sending.throttle import WallClock
from bulletin.delivery.sending.values import Delivery, Form, IssueKey, Quota, Relay

CPU_MS = 2.0
PEAK_MIB = 80.0
_NO_LIMIT = Quota(per_minute=10**9, per_day=10**9, per_domain_per_minute=10**9)


@dataclass(frozen=True)
class Sample:
    """A letter of a usual size: 5.6 kB of HTML, 4 kB of text."""

    forms: tuple[Form, ...] = ("link",)

    def letter(self, form: Form, delivery: Delivery) -> bytes:
        head = f"To: {delivery.address}\r\nMessage-ID: {delivery.message_id}\r\nSubject: 46\r\n\r\n"
        return head.encode() + _BODY

    def sender(self, delivery: Delivery) -> str:
        return f"bantin+{delivery.tag}@binhhai.example"


_BODY = (b"Mot dong chu cua ban tin phuong Binh Hai, so 46, ra ngay 26 thang 11.\r\n") * 136


class _Yes(asyncio.Protocol):
    """A server that takes every letter."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._out, self._rest, self._letter = transport, b"", False
        self._out.write(b"220 relay\r\n")  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self._rest += data
        while True:
            if self._letter:
                _, end, rest = self._rest.partition(b"\r\n.\r\n")
                if not end:
                    return
                self._letter, self._rest = False, rest
                self._out.write(b"250 2.0.0 OK\r\n")  # type: ignore[attr-defined]
                continue
            line, end, rest = self._rest.partition(b"\r\n")
            if not end:
                return
            self._rest, self._letter = rest, line == b"DATA"
            self._out.write(b"354 go\r\n" if self._letter else b"250 OK\r\n")  # type: ignore[attr-defined]


def _serve(write: int) -> None:
    async def main() -> None:
        server = await asyncio.get_running_loop().create_server(_Yes, "127.0.0.1", 0)
        os.write(write, f"{server.sockets[0].getsockname()[1]}\n".encode())
        await server.serve_forever()

    asyncio.run(main())


def _prepare(path: Path, readers: int) -> None:
    """A list of readers, written by a process whose memory is not measured."""
    connection = open_database(path, create=True)
    rows = (
        (hashlib.sha256(str(n).encode()).digest(), f"reader{n}@d{n % 40}.example", f"Nguyễn Văn {n}")
        for n in range(readers)
    )
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO reader(key, address, name, added) VALUES (?, ?, ?, '')", rows)
    connection.execute("COMMIT")
    connection.close()


def _send(folder: Path, port: int, readers: int) -> tuple[float, float, float]:
    """Seconds of CPU for freezing and sending, seconds of the wall, and MiB at the most."""
    wall, cpu = time.monotonic(), time.process_time()
    connection = open_database(folder / "mail" / "readers.db")
    recover(connection, time.time())
    run = begin(
        connection, IssueKey(publication="binh-hai", year=2026, number=46), correction=0, release_sha256="0",
        letters=_BODY, domain="binhhai.example", now=time.time(), expires_after_days=3,
    )  # fmt: skip
    relay = Relay(host="127.0.0.1", port=port, security="plain")
    outcome = Sending(
        ledger=Ledger(connection, run, "bench"), letters=Sample(), connect=lambda: connect(relay), quota=_NO_LIMIT,
        clock=WallClock(),
    ).send()  # fmt: skip
    assert outcome.counts["sent"] == readers
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return time.process_time() - cpu, time.monotonic() - wall, peak


def _dry(folder: Path) -> float:
    """Seconds of the wall for writing every letter of the list."""
    connection, wall = open_database(folder / "mail" / "readers.db"), time.monotonic()
    run = connection.execute("SELECT MAX(id) FROM run").fetchone()[0]
    write_letters(Sample(), Ledger(connection, run).deliveries(), folder / "dry-run")
    return time.monotonic() - wall


def _apart(work: object, *values: object) -> int:
    """Run a function in a fork, so that its memory is its own; its process number."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work(*values)  # type: ignore[operator]
            code = 0
        finally:
            os._exit(code)
    return pid


def main(arguments: list[str] | None = None) -> int:
    """The command line; 0 when both targets are met."""
    parser = argparse.ArgumentParser(description="Measure what sending costs.")
    parser.add_argument("--readers", type=int, default=10_000, metavar="N", help="how many (default 10000)")
    readers = parser.parse_args(arguments).readers
    base = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="bulletin-bench-", dir=base if base.is_dir() else None))
    read, write = os.pipe()
    server = _apart(_serve, write)
    try:
        os.waitpid(_apart(_prepare, folder / "mail" / "readers.db", readers), 0)
        with os.fdopen(read) as stream:
            cpu, wall, peak = _send(folder, int(stream.readline()), readers)
        dry = _dry(folder)
    finally:
        os.kill(server, signal.SIGKILL)
        os.waitpid(server, 0)
        shutil.rmtree(folder, ignore_errors=True)
    targets = (
        Target("CPU a letter", cpu / readers * 1000, CPU_MS, "ms"),
        Target(f"memory with {readers} readers", peak, PEAK_MIB, "MiB"),
    )
    sys.stdout.write("\n".join(str(target) for target in targets) + "\n")
    sys.stdout.write(f"  {readers / wall:.0f} letters a second; --dry-run {dry:.1f} s\n")
    return 0 if all(target.met for target in targets) else 1


if __name__ == "__main__":
    sys.exit(main())
