"""One job, one child process: limits on CPU, memory, file size and time; every failure in it becomes a message.

A broken font can end the layout library with a segmentation fault. In a process of its own that costs one job and
not the program. `run_job` starts one for a single job, `WarmChild` keeps it for the next one (preview, many issues).
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import resource
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from bulletin.errors import BulletinError
from bulletin.lazy import pattern
from bulletin.runtime import wire
from bulletin.runtime.limits import BAD_ANSWER, MEMORY, WALL, Limits, ended, limit_error
from bulletin.runtime.progress import Progress, Silent, replay

_CHUNK = 1 << 16
_LONGEST_LINE = 64 << 20
_STDERR_BYTES = 1 << 16
_NEAR_LIMIT = 0.85
_EXIT_WAIT_S = 2.0
_POLL_S = 0.25
# What C libraries print before they abort because they got no memory.
_NO_MEMORY = pattern(rb"alloc|out of memory|MemoryError", re.IGNORECASE)
# The same for every caller, so that no setting of the caller can show in the result.
_FIXED = {
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    # One core plans: threads that wait for sums which never come took 50 ms of CPU.
    "OPENBLAS_NUM_THREADS": "1",
    # Big blocks go back to the system when they are freed: measured 152 instead of 180 MiB for 32 pages with 80 photos.
    # Each time they come anew, page by page: with 128 KiB as both limits a first build had 92,000 faults in place of
    # 58,000, 50 ms of CPU, and 1 MiB less.
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "524288",
    "MALLOC_TRIM_THRESHOLD_": "1048576",
}
# Inherited settings that would change what a build gives or where it looks for code.
_DROPPED = ("PYTHONSTARTUP", "PYTHONINSPECT", "PYTHONWARNINGS", "PYTHONBREAKPOINT", "PYTHONPROFILEIMPORTTIME")


def run_job(
    entry: str, job: Mapping[str, object], limits: Limits | None = None, on_progress: Progress | None = None
) -> dict[str, Any]:
    """Run `entry(job, progress)` in a fresh interpreter and return what it returns.

    Args:
        entry: `package.module:function`, importable by the child.
        job: JSON values; `limits` is added to it so that the job can keep the page limit itself.
        limits: what the job may use.
        on_progress: is called with the job's progress.

    Returns:
        The entry's result (JSON values).

    Raises:
        BulletinError: raised by the entry, with its findings.
        LimitError: a limit was met, or the child crashed or answered nonsense; its process group is gone.
        ChildBugError: the entry raised anything else.
    """
    with WarmChild(entry, limits) as child:
        return child.run(job, on_progress)


class WarmChild:
    """The same child for several jobs, one after the other; a new one is started after a crash or a limit."""

    def __init__(self, entry: str, limits: Limits | None = None) -> None:
        self._entry = entry
        self._limits = limits or Limits()
        self._process: _Process | None = None

    def start(self) -> None:
        """Start the child now, so that its imports are done when the first job comes."""
        if self._process is None or not self._process.alive():
            self.close()
            self._process = _Process(self._entry)

    def run(self, job: Mapping[str, object], on_progress: Progress | None = None) -> dict[str, Any]:
        """Run one job; see `run_job` for arguments, result and errors."""
        self.start()
        assert self._process is not None
        order = {"job": {"limits": self._limits.as_dict(), **job}, "limits": self._limits.as_dict()}
        try:
            return self._process.ask(wire.encode(order), self._limits, on_progress or Silent())
        except (BulletinError, wire.ChildBugError):
            if self._process.broken:
                self.close()
            raise
        except BaseException:  # Ctrl-C above all: never leave a child behind
            self.close()
            raise

    @property
    def pid(self) -> int | None:
        """The number of the running child, None when there is none."""
        return self._process.pid if self._process and self._process.alive() else None

    def close(self) -> None:
        """End the child and everything it started."""
        if self._process is not None:
            self._process.kill()
            self._process = None

    def __enter__(self) -> WarmChild:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _pipe() -> tuple[int, int]:
    """A pipe whose ends are not among 0, 1, 2: where those are closed, the child's own streams would cover it."""
    ends = os.pipe()
    moved = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 3) if end <= 2 else end for end in ends)
    for end in ends:
        if end not in moved:
            os.close(end)
    return moved[0], moved[1]


class _Process:
    """The operating-system side of one child. `broken` means that it cannot take another job."""

    def __init__(self, entry: str) -> None:
        reading, writing = _pipe()
        talk_reading, talk_writing = _pipe()
        environment = {name: value for name, value in os.environ.items() if name not in _DROPPED} | _FIXED
        try:
            self._popen = subprocess.Popen(
                [sys.executable, "-P", "-X", "utf8", "-m", "bulletin.runtime.worker", str(writing), entry],
                stdin=subprocess.PIPE,
                stdout=talk_writing,
                stderr=talk_writing,
                pass_fds=(writing,),
                start_new_session=True,
                env=environment,
            )
        except BaseException:
            os.close(reading)
            os.close(talk_reading)
            raise
        finally:
            os.close(writing)
            os.close(talk_writing)
        self._reading, self._talking = reading, talk_reading
        os.set_blocking(talk_reading, False)
        self._talk = bytearray()
        self._rest = bytearray()
        self._peak_kib = 0
        self.broken = False

    @property
    def pid(self) -> int:
        return self._popen.pid

    def alive(self) -> bool:
        return not self.broken and self._running()

    def ask(self, order: bytes, limits: Limits, progress: Progress) -> dict[str, Any]:
        """Send one job and read messages until a result or an error arrives; raises as `run_job`."""
        assert self._popen.stdin is not None
        deadline = time.monotonic() + limits.wall_s
        with contextlib.suppress(OSError):  # a child that died already is found out below
            self._popen.stdin.write(order)
            self._popen.stdin.flush()
        with selectors.DefaultSelector() as selector:
            selector.register(self._reading, selectors.EVENT_READ)
            selector.register(self._talking, selectors.EVENT_READ)
            while True:
                left = deadline - time.monotonic()
                if left <= 0:
                    self.kill()
                    raise limit_error(WALL, limit=limits.wall_s)
                ready = {key.fd for key, _ in selector.select(min(left, _POLL_S))}
                # A process that the job forked may keep the pipe open after the child itself has crashed.
                if not ready and not self._running():
                    raise self._post_mortem(limits)
                if self._talking in ready and not self._listen():
                    selector.unregister(self._talking)
                if self._reading in ready:
                    chunk = os.read(self._reading, _CHUNK)
                    if not chunk:
                        raise self._post_mortem(limits)
                    for message in self._messages(chunk):
                        if "progress" not in message:
                            return self._conclude(message)
                        replay(message, progress)

    def _messages(self, chunk: bytes) -> list[dict[str, object]]:
        *lines, rest = (bytes(self._rest) + chunk).split(b"\n")
        self._rest = bytearray(rest)
        try:
            if len(rest) > _LONGEST_LINE:
                raise ValueError("endless line")
            return [wire.decode(line) for line in lines]
        except ValueError as error:
            self.kill()
            raise limit_error(BAD_ANSWER, how=str(error)[:80]) from error

    def _conclude(self, message: Mapping[str, object]) -> dict[str, Any]:
        """The result, error or bug that a child sent for a job."""
        result, error, bug = message.get("result"), message.get("error"), message.get("bug")
        if isinstance(result, dict):
            return result
        if isinstance(error, Mapping):
            found = wire.error_from_wire(error)
            self.broken = any(finding.rule.id == MEMORY.id for finding in found.findings)
            raise found
        self.broken = True
        if isinstance(bug, Mapping):
            self._listen()
            steps = bug.get("frames")
            frames = tuple(wire.TracebackStep(*step) for step in steps) if isinstance(steps, list) else ()
            facts = wire.Bug(str(bug.get("kind")), str(bug.get("message")), frames)
            raise wire.ChildBugError(facts, self._talk.decode("utf-8", "replace"))
        self.kill()
        raise limit_error(BAD_ANSWER, how="result, error, bug?")

    def _post_mortem(self, limits: Limits) -> BulletinError:
        """Map the exit status of a child that sent no result to an error.

        Its pipe is closed, so it has exited or will soon.
        """
        self._listen()
        patience = time.monotonic() + _EXIT_WAIT_S
        while self._running() and time.monotonic() < patience:
            time.sleep(0.005)
        self.kill()
        status = self._popen.returncode
        out_of_memory = self._peak_kib >= limits.memory_mib * 1024 * _NEAR_LIMIT or _NO_MEMORY.search(self._talk)
        return ended(max(0, -status), limits, no_memory=bool(out_of_memory), status=max(0, status))

    def _listen(self) -> bool:
        """Keep the end of what the child and its libraries print; False when that pipe is closed."""
        with contextlib.suppress(BlockingIOError):
            while chunk := os.read(self._talking, _CHUNK):
                self._talk += chunk
                del self._talk[:-_STDERR_BYTES]
            return False
        return True

    def _running(self) -> bool:
        """Whether the child is running; does not reap it, so that its number stays ours until its group is killed."""
        return (
            self._popen.returncode is None
            and os.waitid(os.P_PID, self._popen.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
        )

    def kill(self) -> None:
        """Kill the child's process group and reap it. Idempotent."""
        self.broken = True
        if self._popen.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._popen.pid, signal.SIGKILL)
        _, status, usage = os.wait4(self._popen.pid, 0)
        self._popen.returncode = os.waitstatus_to_exitcode(status)
        # Linux hands a process's peak down through fork and exec, so a peak no higher than ours proves nothing.
        inherited = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        self._peak_kib = usage.ru_maxrss if usage.ru_maxrss > inherited else 0
        if self._popen.stdin is not None:
            with contextlib.suppress(OSError):
                self._popen.stdin.close()
        os.close(self._reading)
        os.close(self._talking)
