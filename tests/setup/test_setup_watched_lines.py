"""Coverage watches a test function for its share of time, and the tests after it as if nothing had been."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from types import FrameType

import pytest
from watched_lines import watched_for_its_share


class _Tracer:
    """Notes when it last saw a line."""

    def __init__(self) -> None:
        self.lines, self.last_s = 0, 0.0

    def __call__(self, frame: FrameType, event: str, arg: object) -> _Tracer:
        self.lines += 1
        self.last_s = time.process_time()
        return self


@pytest.fixture
def tracer() -> Iterator[_Tracer]:
    before, mine = sys.gettrace(), _Tracer()
    sys.settrace(mine)
    yield mine
    sys.settrace(before)


def _work(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_the_share_of_a_function_counts_all_its_cases(tracer: _Tracer) -> None:
    began = time.process_time()
    with watched_for_its_share("one", 0.1):
        _work(0.5)
        last_s = tracer.last_s
    assert 0 < last_s - began < 0.4
    assert sys.gettrace() is tracer
    with watched_for_its_share("one", 0.1):
        during, seen = sys.gettrace(), tracer.lines
        _work(0.01)
        still = tracer.lines
    assert during is None
    assert still == seen
    with watched_for_its_share("another", 0.1):
        assert sys.gettrace() is tracer


def test_a_test_that_fails_gives_the_tracer_back(tracer: _Tracer) -> None:
    with pytest.raises(ZeroDivisionError), watched_for_its_share("failing", 0.0):
        _ = 1 / 0
    assert sys.gettrace() is tracer


def test_without_coverage_nothing_is_traced() -> None:
    before = sys.gettrace()
    sys.settrace(None)
    try:
        with watched_for_its_share("alone", 0.1):
            during = sys.gettrace()
    finally:
        sys.settrace(before)
    assert during is None
