"""Work done ahead in a forked process, so that two cores serve one build.

Planning and importing the page setter each take half a second of pure Python; threads would share one lock. The forked
process works, sends its result back as a pickle and is gone before the memory of the next stage is needed.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
from collections.abc import Callable
from typing import Generic, TypeVar

from bulletin.errors import BulletinError
from bulletin.runtime.limits import CPU, CRASHED, Limits, limit_error

T = TypeVar("T")
_DEFAULTS = Limits()


class Ahead(Generic[T]):
    """Runs `work()` in a forked process from now on; `result()` waits for it.

    The result must survive pickling. A `BulletinError` comes out of `result()` as it was raised; a crash becomes the
    same `LimitError` as a crash of the build itself.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        reading, writing = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(reading)
            _serve(work, writing)
        os.close(writing)
        self._reading = reading

    def result(self) -> T:
        """What `work()` returned.

        Raises:
            BulletinError: `work()` raised it, or its process was ended.
            RuntimeError: `work()` raised anything else; the message holds its name and text.
        """
        with os.fdopen(self._reading, "rb") as stream:
            data = stream.read()
        _, status = os.waitpid(self._pid, 0)
        if os.WIFSIGNALED(status) or not data:
            number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
            if number == signal.SIGXCPU:
                raise limit_error(CPU, limit=_DEFAULTS.cpu_s)
            raise limit_error(CRASHED, how=signal.Signals(number).name if number else "exit")
        good, value = pickle.loads(data)  # our own process wrote it
        if good:
            return value  # type: ignore[no-any-return]
        if isinstance(value, BulletinError):
            raise value
        raise RuntimeError(value)


def _serve(work: Callable[[], T], writing: int) -> None:
    """In the forked process: work, answer, leave without running anybody's exit handlers."""
    status = 1
    try:
        try:
            answer: tuple[bool, object] = (True, work())
        except BulletinError as error:
            answer = (False, error)
        except Exception as error:  # the parent reports it as the bug it is
            answer = (False, f"{type(error).__name__}: {error}")
        data = memoryview(pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))
        while data:
            data = data[os.write(writing, data) :]
        status = 0
    finally:
        with contextlib.suppress(OSError):
            os.close(writing)
        os._exit(status)
