"""Limits in this process: a check that meets one stops, names the file, and leaves everything as it was."""

from __future__ import annotations

import mmap
import resource
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from bulletin.errors import LimitError
from bulletin.runtime.limits import Limits
from bulletin.runtime.watch import watched
from bulletin.runtime.working import files_at_work, working_on


def spin(until: threading.Event | None = None) -> None:
    end = time.process_time() + 20
    while time.process_time() < end and not (until and until.is_set()):
        pass


def met(error: LimitError) -> tuple[str, str | None]:
    (finding,) = error.findings
    return finding.rule.id, finding.place.file


def test_cpu() -> None:
    with pytest.raises(LimitError) as caught, watched(Limits(cpu_s=1)), working_on("articles/a.yaml"):
        spin()
    assert met(caught.value) == ("limit.check-cpu", "articles/a.yaml")


def test_cpu_of_a_thread_that_the_main_thread_waits_for() -> None:
    stop = threading.Event()

    def decode() -> None:
        with working_on("photos/a.jpg"):
            spin(stop)

    def wait(pool: ThreadPoolExecutor) -> None:
        try:
            pool.submit(decode).result()
        finally:
            stop.set()

    with ThreadPoolExecutor(1) as pool, pytest.raises(LimitError) as caught, watched(Limits(cpu_s=1)):
        wait(pool)
    assert met(caught.value) == ("limit.check-cpu", "photos/a.jpg")


def test_time() -> None:
    with pytest.raises(LimitError) as caught, watched(Limits(wall_s=1)), working_on("photos/b.jpg"):
        time.sleep(30)
    assert met(caught.value) == ("limit.check-time", "photos/b.jpg")


def test_memory() -> None:
    with pytest.raises(LimitError) as caught, watched(Limits()), working_on("photos/c.jpg"):
        bytearray(1 << 34)
    assert met(caught.value) == ("limit.check-memory", "photos/c.jpg")


def test_memory_that_was_in_use_before_is_not_counted() -> None:
    over = threading.Event()
    over.set()
    before = mmap.mmap(-1, 300 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    with watched(Limits(memory_mib=200)):
        assert len(bytearray(100 << 20)) == 100 << 20
        threading.Thread(target=spin, args=(over,), daemon=True).start()
    with pytest.raises(LimitError) as caught, watched(Limits(memory_mib=200)):
        bytearray(300 << 20)
    before.close()
    assert met(caught.value) == ("limit.check-memory", None)


def test_all_is_as_before_afterwards() -> None:
    before = (signal.getsignal(signal.SIGALRM), resource.getrlimit(resource.RLIMIT_DATA))
    with watched(Limits()):
        assert signal.getsignal(signal.SIGALRM) is not before[0]
    assert (signal.getsignal(signal.SIGALRM), resource.getrlimit(resource.RLIMIT_DATA)) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_the_innermost_file_is_named() -> None:
    with working_on("a"), working_on("b"):
        assert files_at_work() == ("b",)
    assert files_at_work() == ()
