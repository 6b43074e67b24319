"""The child process: takes jobs line by line from standard input, answers over a pipe of its own.

Started as `python -m bulletin.runtime.worker PIPE ENTRY`. `ENTRY` (`package.module:function`) is imported before the
first job arrives, so the import overlaps with the parent's own work. It is called as `function(job, progress)`.
"""

from __future__ import annotations

import importlib
import os
import queue
import resource
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any

from bulletin.runtime import wire
from bulletin.runtime.answers import answer_of
from bulletin.runtime.limits import Limits
from bulletin.runtime.start.collector import importing
from bulletin.runtime.start.compiled import use_compiled

Entry = Callable[[Mapping[str, object], Any], dict[str, Any]]
PARENT_GONE = 113
MEBIBYTE = 1 << 20


class _Pipe:
    """The answering side; a Progress too."""

    def __init__(self, handle: int) -> None:
        os.set_inheritable(handle, False)
        self._stream = os.fdopen(handle, "wb", buffering=0)

    def say(self, **message: object) -> None:
        data = wire.encode(message)
        while data:
            data = data[self._stream.write(data) or 0 :]

    def stage(self, name: str, total: int = 0) -> None:
        self.say(progress="stage", name=name, total=total)

    def advance(self, steps: int = 1) -> None:
        self.say(progress="advance", steps=steps)

    def done(self) -> None:
        self.say(progress="done")


def main(argv: list[str]) -> int:
    """Serve until standard input ends; returns the exit status."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends us
    pipe, name = _Pipe(int(argv[0])), argv[1]
    jobs: queue.Queue[bytes] = queue.Queue()
    busy = threading.Event()
    threading.Thread(target=_listen, args=(jobs, busy), daemon=True).start()
    try:
        module, _, function = name.partition(":")
        with importing():
            use_compiled()
            entry: Entry = getattr(importlib.import_module(module), function)
    except BaseException as error:  # every failure of an import must reach the parent as a message
        jobs.get()
        pipe.say(**_answer(error, Limits()))
        return 1
    while line := jobs.get():
        answer = _work(entry, line, pipe)
        busy.clear()  # before the answer is sent, or the parent could send the next job in between
        pipe.say(**answer)
    return 0


def _listen(jobs: queue.Queue[bytes], busy: threading.Event) -> None:
    """Hand jobs over. When standard input ends in the middle of a job the parent was killed: end at once."""
    for line in sys.stdin.buffer:
        busy.set()
        jobs.put(line)
    if busy.is_set():
        if os.getpgrp() == os.getpid():
            os.killpg(0, signal.SIGKILL)  # we lead a group of our own: nothing that the job started stays behind
        os._exit(PARENT_GONE)
    jobs.put(b"")


def _work(entry: Entry, line: bytes, pipe: _Pipe) -> dict[str, object]:
    """Run one job and return its result, error or bug as a message."""
    order = wire.decode(line)
    job, numbers = order["job"], order["limits"]
    assert isinstance(job, dict)
    assert isinstance(numbers, dict)
    limits = Limits.from_dict(numbers)
    _bound(limits)
    try:
        result = entry(job, pipe)
        answer: dict[str, object] = {"result": result}
        wire.encode(answer)  # a result that JSON cannot hold is a bug of the entry, so find out inside this try
    except BaseException as error:  # also SystemExit: the parent decides what ends
        answer = _answer(error, limits)
    return answer


def _answer(error: BaseException, limits: Limits) -> dict[str, object]:
    found = answer_of(error, limits)
    return {"bug": _bug(found)} if isinstance(found, wire.Bug) else {"error": wire.error_to_wire(found)}


def _bound(limits: Limits) -> None:
    """Set the limits for the next job. CPU counts from what earlier jobs of this process have used."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    for kind, amount in (
        (resource.RLIMIT_CPU, used + limits.cpu_s),
        (resource.RLIMIT_DATA, limits.memory_mib * MEBIBYTE),
        (resource.RLIMIT_FSIZE, limits.file_mib * MEBIBYTE),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (amount if hard == resource.RLIM_INFINITY else min(amount, hard), hard))


def _bug(bug: wire.Bug) -> dict[str, object]:
    frames = [[frame.file, frame.line, frame.function] for frame in bug.frames]
    return {"kind": bug.kind, "message": bug.message, "frames": frames}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
