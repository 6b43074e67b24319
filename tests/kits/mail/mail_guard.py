"""Run a server until the pipe at standard input closes, then end its whole group and remove its folder.

A test may be killed at any moment; the kernel closes its end of the pipe then, so nothing is ever left running.
Usage: mail_guard.py FOLDER PROGRAM [ARGUMENT …]
"""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

_POLITE_S = 5


def main() -> None:
    """Start the program of the command line and stay until it ends or standard input closes."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # only the pipe ends a server
    folder = Path(sys.argv[1])
    server = subprocess.Popen(
        sys.argv[2:],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_usual_signals,
    )
    try:
        while server.poll() is None:
            ready, _, _ = select.select([sys.stdin], [], [], 0.2)
            if ready and not os.read(sys.stdin.fileno(), 64):
                break
    finally:
        _end(folder, server)
        shutil.rmtree(folder, ignore_errors=True)


def _usual_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def _end(folder: Path, server: subprocess.Popen[bytes]) -> None:
    """Ask the group to end, then make it; Postfix's master has a group of its own, named in its lock file."""
    groups = {server.pid}
    with contextlib.suppress(OSError, ValueError):
        groups.add(int((folder / "queue" / "pid" / "master.pid").read_text()))
    for number in (signal.SIGTERM, signal.SIGKILL):
        for group in groups:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(group, number)
        deadline = time.monotonic() + _POLITE_S
        while time.monotonic() < deadline and any(map(_alive, groups)):
            server.poll()
            time.sleep(0.02)
    server.wait()


def _alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


if __name__ == "__main__":
    main()
