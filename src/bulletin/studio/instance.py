"""INSTANCE: one studio a user and folder. A second start finds the first by a file that only this user can read."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import http.client
import json
import os
import stat
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

from bulletin.errors import OutputError
from bulletin.lazy import dataclass
from bulletin.runtime.files import atomic_write
from bulletin.studio.guard.proof import NONCE_HEADER, PATH, new_nonce, proves

_TIMEOUT_S = 2.0
KEY_SIGNS = 43
"""Signs of a key: 32 bytes in base 64."""


@dataclass(frozen=True, slots=True)
class Running:
    """A studio that runs: its port, its key, and the folder that it opened."""

    port: int
    key: str
    folder: str

    @property
    def url(self) -> str:
        """The address of its window; the key is in the fragment, which no browser sends."""
        return f"http://127.0.0.1:{self.port}/#k={self.key}"


def instance_file(folder: str) -> Path:
    """The file that says where the studio of a folder is."""
    import platformdirs

    with warnings.catch_warnings():  # it says so where the system has no folder for running programs
        warnings.simplefilter("ignore")
        place = Path(platformdirs.user_runtime_dir("bulletin"))
    return place / f"studio-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]}.json"


def running(folder: str) -> Running | None:
    """The studio of this user on a folder if it answers; None when there is none."""
    found = left_over(folder)
    return found if found is not None and answers(found) else None


def left_over(folder: str) -> Running | None:
    """The studio that served a folder last and did not end by itself, whether it runs or not."""
    try:
        said = json.loads(_read(instance_file(folder)))
        found = Running(int(said["port"]), str(said["key"]), str(said["folder"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    good = found.folder == folder and 1024 <= found.port <= 65535 and len(found.key) == KEY_SIGNS
    return found if good else None


def _read(path: Path) -> bytes:
    """What a file of ours says; one of another user, or that others can write, could lead to a strange address."""
    _check_place(path.parent)
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or status.st_uid != os.getuid() or status.st_mode & 0o077:
            raise PermissionError(errno.EPERM, "not ours")
        return file.read(10_000)


def _check_place(place: Path) -> None:
    """Refuse a folder in which others could put files: without one for running programs it is among temporary ones.

    Raises:
        PermissionError: the folder, or the one above it, is not this user's alone.
    """
    for folder in (place, place.parent):
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid() or status.st_mode & 0o022:
            raise PermissionError(errno.EPERM, "not ours")


@contextlib.contextmanager
def only_one(folder: str) -> Iterator[bool]:
    """Whether no other studio of this user serves a folder or is about to; holds the place while the block runs."""
    path = instance_file(folder).with_suffix(".lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _check_place(path.parent)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError:  # then a second start opens a second window
        yield True
        return
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
    finally:
        os.close(handle)


def wait_for_other(folder: str, seconds: float = 20.0) -> Running | None:
    """The studio that another start is just bringing up; None when it does not answer in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = running(folder)
        if found is not None:
            return found
        time.sleep(0.1)
    return None


def answers(found: Running) -> bool:
    """Whether a studio answers that has its key; the key itself is not sent to whoever listens there."""
    host, nonce = f"127.0.0.1:{found.port}", new_nonce()
    connection = http.client.HTTPConnection("127.0.0.1", found.port, timeout=_TIMEOUT_S)
    try:
        connection.request("GET", PATH, headers={"Host": host, NONCE_HEADER: nonce})
        answer = connection.getresponse()
        said = json.loads(answer.read(10_000))
        return answer.status == 200 and proves(said.get("proof"), found.key, host, nonce)
    except (OSError, ValueError, AttributeError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def remember(found: Running) -> None:
    """Write where this studio is, for the next start; readable by this user alone.

    Raises:
        OSError: it cannot be written where nobody else can write.
    """
    path = instance_file(found.folder)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _check_place(path.parent)
    data = {"port": found.port, "key": found.key, "folder": found.folder}
    try:
        atomic_write(path, json.dumps(data).encode(), durable=False, mode=0o600)
    except OutputError as error:
        raise OSError(errno.EIO, "cannot write") from error


def forget(found: Running) -> None:
    """Remove the file if it is still that of this studio."""
    path = instance_file(found.folder)
    try:
        if json.loads(_read(path)).get("key") == found.key:
            path.unlink()
    except (OSError, ValueError, AttributeError):
        return
