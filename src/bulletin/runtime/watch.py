"""Limits on work that is done in this very process: `check` starts no child, since that would cost more than it does.

A timer raises in the main thread, wherever it is; while it waits for threads too. It goes on, so that what catches the
first alarm meets the next one.
"""

from __future__ import annotations

import resource
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from bulletin.errors import ExitCode, Finding, LimitError, Place, Rule, Severity, Text
from bulletin.runtime.limits import Limits, data_kib
from bulletin.runtime.working import files_at_work

_POLL_S = 0.25
_KIB = 1 << 10
_MIB = 1 << 20


def _rule(name: str, vi: str, en: str) -> Rule:
    return Rule(
        name,
        Severity.ERROR,
        Text(f"Việc soát bài {vi} và bị dừng{{during_vi}}.", f"The check {en} and was stopped{{during_en}}."),
        Text(
            "Giới hạn giữ cho một tệp hỏng không làm treo máy.",
            "The limit keeps one bad file from freezing the computer.",
        ),
        Text(
            "Hãy xem lại tệp ấy: bỏ nó ra, chạy lại, rồi thêm lại từng phần.",
            "Look at that file: take it out, run again, then put it back part by part.",
        ),
        ExitCode.LIMIT,
    )


CHECK_CPU = _rule("limit.check-cpu", "đã dùng hết {limit} giây xử lý cho phép", "used up its {limit} CPU seconds")
CHECK_TIME = _rule("limit.check-time", "kéo dài quá {limit} giây", "took longer than {limit} seconds")
CHECK_MEMORY = _rule(
    "limit.check-memory", "cần nhiều hơn {limit} MiB bộ nhớ cho phép", "needed more than its {limit} MiB of memory"
)


@contextmanager
def watched(limits: Limits) -> Iterator[None]:
    """Hold a block to limits on CPU, time and memory of this process; all is as before afterwards.

    Raises:
        LimitError: a limit was met; the finding names the file that was being worked on.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # signals reach the main thread only; whoever runs this elsewhere has limits of his own
        return
    with _memory(limits.memory_mib), _clock(limits):
        try:
            yield
        except MemoryError as error:
            raise _met(CHECK_MEMORY, limits.memory_mib, tuple(getattr(error, "__notes__", ()))) from None


@contextmanager
def _clock(limits: Limits) -> Iterator[None]:
    """Looks at both clocks several times a second.

    A timer that counts CPU itself would not do: its signal goes to the thread that is busy, and the main thread, which
    waits for that thread, would sleep on.
    """
    cpu, wall = time.process_time() + limits.cpu_s, time.monotonic() + limits.wall_s

    def look(_number: int, _frame: FrameType | None) -> None:
        if time.process_time() > cpu:
            raise _met(CHECK_CPU, limits.cpu_s)
        if time.monotonic() > wall:
            raise _met(CHECK_TIME, limits.wall_s)

    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _POLL_S, _POLL_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _memory(mib: int) -> Iterator[None]:
    """A bound on private memory (as for a build, see `Limits`); a stricter one of the system stays.

    The bound comes on top of what the process holds already: a process that has done much before would have nothing
    left, and a thread that finds no memory at its start lets whoever started it wait for ever.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    ceilings = [bound for bound in (soft, hard) if bound != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min([data_kib() * _KIB + mib * _MIB, *ceilings]), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _met(rule: Rule, limit: int, files: tuple[str, ...] = ()) -> LimitError:
    files = files or files_at_work()
    named = ", ".join(files)
    during_vi, during_en = (f" ở tệp {named}", f" at {named}") if files else ("", "")
    values = {"limit": str(limit), "during_vi": during_vi, "during_en": during_en}
    return LimitError([Finding(rule, Place(file=files[0]) if files else Place(), values=values)])
