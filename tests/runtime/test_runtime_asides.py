"""Asides come as they are said, are lost rather than waited for, and end with the process that says them."""

from __future__ import annotations

import os
import signal
import time

import pytest

from bulletin.errors import LimitError
from bulletin.runtime.fork import Asides, ForkedCall

NEVER = 20.0
"""Seconds that a test waits for what must come at once, also on a busy machine."""


def waiting_for(handle: int) -> None:
    """Go on when the parent says so, by closing its end."""
    os.read(handle, 1)


def test_asides_come_before_the_result() -> None:
    asides = Asides()
    reading, writing = os.pipe()

    def work() -> str:
        os.close(writing)
        for n in range(3):
            asides.say({"page": n})
        waiting_for(reading)
        return "done"

    forked = ForkedCall(work)
    told = asides.heard(forked.handle)
    assert [next(told) for _ in range(3)] == [{"page": n} for n in range(3)]
    os.close(writing)
    assert list(told) == []
    assert forked.result() == "done"
    os.close(reading)


def test_nobody_waits_where_no_one_listens() -> None:
    asides = Asides()
    started = time.monotonic()
    for _ in range(2000):
        asides.say("x" * 1000)
    assert time.monotonic() - started < NEVER


def test_what_is_lost_is_lost_whole() -> None:
    asides = Asides()
    asides.say("x" * 100_000)  # longer than what is written at once
    for n in range(2000):
        asides.say((n, "x" * 1000))

    waiting, goes = os.pipe()
    forked = ForkedCall(lambda: waiting_for(waiting))
    heard = []
    for one in asides.heard(forked.handle):
        heard.append(one)
        os.write(goes, b".")  # the process ends, and so the listening, when something was heard
    assert heard
    assert heard == [(n, "x" * 1000) for n in range(len(heard))]
    forked.result()


def test_a_listener_does_not_outlive_a_process_that_crashes() -> None:
    asides = Asides()

    def crash() -> None:
        asides.say("soon")
        os.kill(os.getpid(), signal.SIGKILL)

    forked = ForkedCall(crash)
    assert list(asides.heard(forked.handle)) in ([], ["soon"])
    with pytest.raises(LimitError):
        forked.result()
