"""The validators' process of one test run: `server.py SOCKET PID`. Ends when it is told to, or when PID has ended."""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
import time
from pathlib import Path

from bulletin.preflight.validators import engine


def main(path: Path, master: int) -> None:
    """Answer one order (a JSON line) for each connection, one after the other: Java is started once."""
    threading.Thread(target=_watch, args=(master,), daemon=True).start()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen(64)
        path.with_name("ready").mkdir()
        while True:
            talk, _ = listener.accept()
            with talk, talk.makefile("rwb") as stream:
                order = json.loads(stream.readline() or b"{}")
                if not order:
                    break
                try:
                    answer = engine.job(order)
                except Exception as error:  # the test that asked shows it
                    answer = {"failed": f"{type(error).__name__}: {error}"}
                stream.write(json.dumps(answer).encode() + b"\n")
    os._exit(0)  # Java's threads would keep us


def _watch(master: int) -> None:
    while Path(f"/proc/{master}").exists():
        time.sleep(2)
    os._exit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
