"""`bulletin studio` as people start it, in a process of its own, and requests of every kind to it."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class Reply:
    """What came back."""

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    def json(self) -> Any:
        return json.loads(self.body)


class StudioCommand:
    """The program on a folder; ends with the block."""

    def __init__(self, folder: Path, cache: Path, home: Path, *, environ: Mapping[str, str] | None = None) -> None:
        self.folder, self.home = folder, home
        home.mkdir(mode=0o700, exist_ok=True)
        command = [sys.executable, "-m", "bulletin", "studio", str(folder), "--no-open"]
        env = {
            **os.environ,
            "XDG_RUNTIME_DIR": str(home),
            "BULLETIN_CACHE": str(cache),
            "PYTHONUNBUFFERED": "1",
            **(environ or {}),
        }
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, text=True)
        assert self.process.stdout is not None
        self.printed = self.process.stdout.readline()  # what is said for people is on the other stream
        found = re.search(r"http://127\.0\.0\.1:(\d+)/#k=([\w-]+)", self.printed)
        if found is None:
            self.process.kill()
            raise AssertionError(self.printed + self.process.communicate()[1])
        self.port, self.key = int(found[1]), found[2]

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def origin(self) -> str:
        return f"http://{self.host}"

    @property
    def url(self) -> str:
        """The address of its window."""
        return f"{self.origin}/#k={self.key}"

    def headers(self, **more: str) -> dict[str, str]:
        """What the window sends."""
        return {"Host": self.host, "Origin": self.origin, "Sec-Fetch-Site": "same-origin", "X-Bulletin-Key": self.key,
                **more}  # fmt: skip

    def ask(self, method: str, path: str, said: Any = None, headers: Mapping[str, str] | None = None) -> Reply:
        """A request as the window makes it; `headers` instead of those of the window."""
        sent = dict(self.headers() if headers is None else headers)
        body = None
        if said is not None:
            body = said if isinstance(said, bytes) else json.dumps(said, ensure_ascii=False).encode()
            sent.setdefault("Content-Type", "application/json")
            sent.setdefault("Content-Length", str(len(body)))
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in sent.items():
                connection.putheader(name, value)
            connection.endheaders()
            if body:
                connection.send(body)
            answer = connection.getresponse()
            return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def names(self) -> tuple[str, str]:
        """The names of the first bulletin and its newest issue."""
        found = self.ask("GET", "/api/home").json()["bulletins"][0]
        return found["id"], found["issues"][0]["id"]

    def at(self, *rest: str) -> str:
        """An address below the first issue."""
        return "/".join(("/api", *self.names(), *rest))

    def edit(
        self, kind: str, ident: str, *ops: Mapping[str, Any], number: int = 1, client: str = "w", base: str = ""
    ) -> Reply:
        said = {"client": client, "number": number, "kind": kind, "id": ident, "base": base, "ops": list(ops)}
        return self.ask("POST", self.at("edits"), said)

    def cpu_s(self) -> float:
        """CPU seconds of the server so far, without its children."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mib(self) -> float:
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+)", text)
        assert found
        return int(found[1]) / 1024

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> tuple[str, str]:
        """End it as Ctrl-C does; what it printed since."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.communicate(timeout=120)

    def __enter__(self) -> StudioCommand:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def state_of(folder: Path) -> dict[str, str]:
    """Every file below a folder with the hash of its bytes; links as what they point to.

    The last plan is left out, if it is a plain file: a warm session may write it at any time.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        elif path.is_file() and not path.match(".bulletin/pages-*.json"):
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def until(true: Any, seconds: float = 240.0, every: float = 0.05) -> Any:
    """Wait until something is true, and return it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = true()
        if found:
            return found
        time.sleep(every)
    raise AssertionError("it did not happen in time")
