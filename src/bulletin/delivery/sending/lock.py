"""One sender for each publication: a lock that the system takes back when its holder dies, however it dies."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

from bulletin.delivery.sending import rules
from bulletin.delivery.sending.values import local, stamp
from bulletin.errors import Finding, OutputError
from bulletin.lazy import dataclass
from bulletin.runtime.files import write_error

FILE = "send.lock"


@dataclass(frozen=True, slots=True)
class LockOwner:
    """Who sends: the number of the process, since when, and what."""

    process: int
    since: str
    what: str


@contextlib.contextmanager
def sending_lock(folder: Path, what: str) -> Iterator[None]:
    """Hold the publication's lock; `folder` is `mail/`, `what` names the issue for others.

    Raises:
        OutputError: somebody else sends, or the lock cannot be written.
    """
    path = folder / FILE
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise write_error(path, error) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            owner = _read(handle)
            since = local(owner.since) if owner.since else "?"
            values = {"pid": str(owner.process or "?"), "since": since, "what": owner.what or "?"}
            raise OutputError([Finding(rules.RUNNING, values=values)]) from error
        owner = LockOwner(os.getpid(), stamp(time.time()), what)
        _write(handle, json.dumps({"pid": owner.process, "since": owner.since, "what": what}).encode())
        yield
        _write(handle, b"")
    finally:
        os.close(handle)


def lock_owner(folder: Path) -> LockOwner | None:
    """Who sends at present; None if nobody does."""
    try:
        handle = os.open(folder / FILE, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return _read(handle)
    finally:
        os.close(handle)
    return None


def _write(handle: int, data: bytes) -> None:
    with contextlib.suppress(OSError):  # the lock holds without its words
        os.ftruncate(handle, 0)
        os.pwrite(handle, data, 0)


def _read(handle: int) -> LockOwner:
    try:
        value = json.loads(os.pread(handle, 10_000, 0))
        return LockOwner(int(value["pid"]), str(value["since"]), str(value["what"]))
    except (OSError, ValueError, KeyError, TypeError):
        return LockOwner(0, "", "")
