"""Work done ahead in a forked process, so that two cores serve one build.

Planning and importing the page setter each take half a second of pure Python; threads would share one lock. The forked
process works, sends its result back as a pickle and is gone before the memory of the next stage is needed.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pickle
import select
import signal
from collections.abc import Callable, Generator
from typing import Any, Generic, TypeVar

from bulletin.lazy import dataclass
from bulletin.runtime.answers import answer_of
from bulletin.runtime.limits import Limits, ended
from bulletin.runtime.spool import Spool
from bulletin.runtime.wire import Bug, ChildBugError

T = TypeVar("T")
_NEAR_LIMIT = 0.85
_SIZE_BYTES = 4
"""An aside begins with its own length."""


def cores() -> int:
    """How many cores this process may use; where it is one, nothing is forked to be quicker."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class ForkedCall(Generic[T]):
    """Runs `work()` in a forked process from now on; `result()` waits for it, or `stop()` ends it.

    The result must survive pickling. A `BulletinError` comes out of `result()` as it was raised; a limit that is met
    and a crash become the same errors as in the build itself.
    """

    def __init__(self, work: Callable[[], T], limits: Limits | None = None) -> None:
        """Start now.

        Args:
            work: what to do.
            limits: of the job, as this process has set them for itself; they go on in the forked one.
        """
        self._limits = limits or Limits()
        reading, writing = os.pipe()
        try:
            self._pid = os.fork()
        except OSError:  # no memory or no more processes: `answer_of` turns it into a finding
            os.close(reading)
            os.close(writing)
            raise
        if self._pid == 0:
            os.close(reading)
            _serve(work, writing, self._limits)
        os.close(writing)
        self._reading = reading

    @property
    def handle(self) -> int:
        """The open file that can be read from once there is a result, or the process has ended."""
        return self._reading

    def wait(self, seconds: float) -> bool:
        """Wait for the result or the end of the process; whether there is one of them now."""
        poll = select.poll()
        poll.register(self._reading, select.POLLIN)
        return bool(poll.poll(seconds * 1000))

    def stop(self) -> None:
        """End the process, whatever it is doing; there is no result then."""
        os.close(self._reading)
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)

    def result(self) -> T:
        """What `work()` returned.

        Raises:
            BulletinError: `work()` raised it, met a limit, or its process was ended.
            ChildBugError: `work()` raised anything else; its traceback is kept.
        """
        answer: tuple[bool, Any] | None = None
        with os.fdopen(self._reading, "rb") as stream, contextlib.suppress(EOFError, pickle.UnpicklingError):
            answer = pickle.load(stream)  # our own process wrote it; large bytes are read without a copy
        _, status, usage = os.wait4(self._pid, 0)
        if os.WIFSIGNALED(status) or answer is None:
            near = usage.ru_maxrss >= self._limits.memory_mib * 1024 * _NEAR_LIMIT
            code = os.waitstatus_to_exitcode(status)
            raise ended(max(0, -code), self._limits, no_memory=near, status=max(0, code))
        good, value = answer
        if good:
            return value  # type: ignore[no-any-return]
        if isinstance(value, Bug):
            raise ChildBugError(value)
        raise value


class Asides:
    """Small messages of a forked process while it works, so that its parent can begin what will be needed.

    They are lost rather than waited for: where the pipe is full or a message is too long, the forked process goes on
    without it. So nothing may depend on an aside but the time that something takes. The pipe is made before the process
    is forked that says them.
    """

    def __init__(self) -> None:
        self._reading, self._writing = os.pipe()
        fcntl.fcntl(self._writing, fcntl.F_SETFL, os.O_NONBLOCK)

    def say(self, value: object) -> None:
        """Send a value that can be pickled, if it can be sent at once; for the forked process."""
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        message = len(data).to_bytes(_SIZE_BYTES, "big") + data
        if len(message) <= select.PIPE_BUF:  # such a message is written whole or not at all
            with contextlib.suppress(BlockingIOError, BrokenPipeError):
                os.write(self._writing, message)

    def heard(self, until: int) -> Generator[object]:
        """What is said, as it comes, until something can be read from `until`; for the process that forked.

        Args:
            until: the open file that the forked process answers on, or closes when it ends.
        """
        os.close(self._writing)
        poll = select.poll()
        for handle in (self._reading, until):
            poll.register(handle, select.POLLIN)
        try:
            while until not in {handle for handle, _ in poll.poll()}:
                size = os.read(self._reading, _SIZE_BYTES)
                if not size:
                    return
                # Our own process wrote it.
                yield pickle.loads(os.read(self._reading, int.from_bytes(size, "big")))
        finally:
            os.close(self._reading)


@dataclass(frozen=True, slots=True)
class SpooledValue:
    """A value on a spool that holds nothing else; `handle` is the open file."""

    handle: int

    def value(self) -> Any:
        """The value, made anew.

        Raises:
            OSError: the disk no longer gives it.
        """
        with os.fdopen(os.dup(self.handle), "rb") as file:
            file.seek(0)
            return pickle.load(file)  # our own process wrote it


def put_value(spool: Spool, value: object) -> object:
    """A value that can be pickled as it waits on a spool of its own, which is the value itself where there is no room.

    So a forked process can end before its parent has the memory of what it made.
    """
    if spool.file is None:
        return value
    try:
        pickle.dump(value, spool.file, pickle.HIGHEST_PROTOCOL)
        spool.file.flush()
    except OSError:
        return value
    return SpooledValue(spool.file.fileno())


def value_of(value: object) -> Any:
    """A value, wherever it is."""
    return value.value() if isinstance(value, SpooledValue) else value


class _Nowhere:
    """A file that forgets what is written to it."""

    def write(self, data: bytes) -> int:
        return len(data)


def _serve(work: Callable[[], object], writing: int, limits: Limits) -> None:
    """In the forked process: work, answer, leave without running anybody's exit handlers."""
    status = 1
    try:
        answer: tuple[bool, object]
        try:
            answer = True, work()
            pickle.dump(answer, _Nowhere(), pickle.HIGHEST_PROTOCOL)  # what cannot be sent is found out before
        except BaseException as error:  # every failure must reach the parent as a message
            answer = False, answer_of(error, limits)
        with os.fdopen(writing, "wb", closefd=False) as stream:
            pickle.dump(answer, stream, pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        with contextlib.suppress(OSError):
            os.close(writing)
        os._exit(status)
