"""RECEIVING: a file on its way in: below the hidden folder of its issue, under a name of ours, never through a link."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from bulletin.errors import BulletinError
from bulletin.studio.answers import Call, NotDoneError, agree, said_finding, said_signed
from bulletin.studio.desk.desk import HIDDEN, NotKnownError
from bulletin.studio.desk.sign_offs import SignedError

SPARE_BYTES = 200_000_000
"""What stays free on the disk."""
MOST_WAITING = 40
MOST_FILE_BYTES = 60_000_000
OLD_S = 3600.0
"""After how long a file that still waits is nobody's."""


class ReceivedFile:
    """One file that is being received; it is removed at the end of its block unless it was moved on."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle = handle
        self.bytes = 0

    def write(self, data: bytes) -> None:
        """Add what came.

        Raises:
            NotDoneError: the file is too large.
        """
        self.bytes += len(data)
        if self.bytes > MOST_FILE_BYTES:
            raise NotDoneError("Tệp lớn quá 60 MB.", 413)
        os.write(self._handle, data)

    def close(self) -> None:
        """End the file."""
        handle, self._handle = self._handle, -1  # its number is somebody else's once it is closed
        if handle >= 0:
            os.close(handle)


def _forget_old(place: Path) -> None:
    """Remove what a studio that was killed was receiving."""
    until = time.time() - OLD_S
    for path in place.iterdir():
        with contextlib.suppress(OSError):
            if path.lstat().st_mtime < until:
                path.unlink()


@contextlib.contextmanager
def incoming(folder: Path) -> Iterator[ReceivedFile]:
    """A new file for what comes into an issue.

    Raises:
        NotDoneError: too many are on their way, or the disk is nearly full.
    """
    place = folder / HIDDEN / "incoming"
    if place.is_symlink() or (folder / HIDDEN).is_symlink():
        raise NotDoneError("Thư mục của số báo có liên kết lạ nên không nhận tệp.", 409)
    place.mkdir(parents=True, exist_ok=True)
    _forget_old(place)
    if sum(1 for _ in place.iterdir()) >= MOST_WAITING:
        raise NotDoneError("Đang nhận quá nhiều tệp; xin chờ một lúc rồi thả tiếp.", 429)
    if shutil.disk_usage(place).free < SPARE_BYTES:
        raise NotDoneError("Ổ đĩa gần đầy nên chưa nhận được tệp.", 507)
    path = place / secrets.token_hex(16)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    one = ReceivedFile(path, handle)
    try:
        yield one
    finally:
        one.close()
        with contextlib.suppress(OSError):
            path.unlink()


Taken = Callable[[Call, Path, Path], Mapping[str, Any]]
"""Looks at a file that came for a folder and keeps it: its name and `findings`; `ok` where it may be refused."""


async def receive(request: Request, folder_of: Callable[[Call], Path], taken: Taken) -> Response:
    """A file that is put into the window: received, looked at, and only then named and moved."""
    call = Call(request.app.state.studio, dict(request.path_params), None)
    agree(request)
    try:
        folder = await run_in_threadpool(folder_of, call)
        with incoming(folder) as one:
            async for part in request.stream():
                await run_in_threadpool(one.write, part)
            one.close()
            found = await run_in_threadpool(taken, call, folder, one.path)
        return JSONResponse(found, 200 if found.get("ok", True) else 422)
    except NotKnownError as error:
        return JSONResponse({"what": str(error)}, 404)
    except NotDoneError as error:
        return JSONResponse({"what": str(error)}, error.status)
    except SignedError as error:
        return JSONResponse(said_signed(error), 409)
    except BulletinError as error:
        return JSONResponse({"findings": [said_finding(one) for one in error.findings]}, 422)
    except ClientDisconnect:
        return JSONResponse({"what": "Tệp chưa tới hết."}, 400)
    except OSError as error:
        return JSONResponse({"what": f"Máy không ghi được tệp ({error.strerror})."}, 507)


def digest_of_file(path: Path) -> str:
    """The SHA-256 of what a file holds."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
