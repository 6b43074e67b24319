"""INSTANCE: one studio a user. A second start finds the first one by a file that only this user can read."""

from __future__ import annotations

import http.client
import json
import os
import warnings
from pathlib import Path

from bulletin.lazy import dataclass

_TIMEOUT_S = 2.0


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


def instance_file() -> Path:
    """The file that says where the studio of this user is."""
    import platformdirs

    with warnings.catch_warnings():  # it says so where the system has no folder for running programs
        warnings.simplefilter("ignore")
        return Path(platformdirs.user_runtime_dir("bulletin")) / "studio.json"


def running() -> Running | None:
    """The studio of this user if it answers; None when there is none."""
    try:
        said = json.loads(instance_file().read_text("utf-8"))
        found = Running(int(said["port"]), str(said["key"]), str(said["folder"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if answers(found) else None


def answers(found: Running) -> bool:
    """Whether a studio answers under its key."""
    host = f"127.0.0.1:{found.port}"
    connection = http.client.HTTPConnection("127.0.0.1", found.port, timeout=_TIMEOUT_S)
    try:
        connection.request("GET", "/api/hello", headers={"Host": host, "X-Bulletin-Key": found.key})
        answer = connection.getresponse()
        said = json.loads(answer.read(10_000))
        return answer.status == 200 and said.get("name") == "bulletin studio"
    except (OSError, ValueError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def remember(found: Running) -> None:
    """Write where this studio is, for the next start; readable by this user alone."""
    path = instance_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"port": found.port, "key": found.key, "folder": found.folder}, file)
    part.replace(path)


def forget(found: Running) -> None:
    """Remove the file if it is still that of this studio."""
    path = instance_file()
    try:
        if json.loads(path.read_text("utf-8")).get("key") == found.key:
            path.unlink()
    except (OSError, ValueError):
        return
