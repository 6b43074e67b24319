"""What the child makes of a job, looked at from inside (its limits are not set on the process of the tests)."""

from __future__ import annotations

import errno
import io
from collections.abc import Callable
from typing import Any

import pytest
import runtime_entries as entries

from bulletin.runtime import wire, worker
from bulletin.runtime.limits import Limits


@pytest.fixture
def bounds(monkeypatch: pytest.MonkeyPatch) -> list[Limits]:
    seen: list[Limits] = []
    monkeypatch.setattr(worker, "_bound", seen.append)
    return seen


class Pipe(worker._Pipe):
    def __init__(self) -> None:
        self._stream = io.BytesIO()  # type: ignore[assignment]

    @property
    def said(self) -> list[dict[str, object]]:
        return [wire.decode(line) for line in self._stream.getvalue().splitlines()]  # type: ignore[attr-defined]


def work(entry: Callable[..., Any], **job: object) -> tuple[dict[str, Any], Pipe]:
    pipe = Pipe()
    order = {"job": {"limits": {}, **job}, "limits": Limits(pages=7).as_dict() | {"unknown": 1, "cpu_s": "many"}}
    return worker._work(entry, wire.encode(order), pipe), pipe


def raising(error: BaseException) -> Callable[..., Any]:
    def entry(job: dict[str, Any], report: object) -> dict[str, Any]:
        raise error

    return entry


def test_a_result_and_the_progress_before_it(bounds: list[Limits]) -> None:
    answer, pipe = work(entries.add, numbers=[1, 2])
    assert answer["result"]["sum"] == 3
    assert [said["progress"] for said in pipe.said] == ["stage", "advance", "advance", "done"]
    assert bounds == [Limits(pages=7)]


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        (entries.refuse, "test.bad-title"),
        (raising(MemoryError()), "limit.memory"),
        (raising(OSError(errno.EFBIG, "too big")), "limit.file-size"),
    ],
)
def test_errors_that_are_ours(bounds: list[Limits], entry: Callable[..., Any], rule: str) -> None:
    answer, _ = work(entry)
    assert answer["error"]["findings"][0]["rule"] == rule


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        (entries.bug, "KeyError"),
        (entries.unspeakable, "TypeError"),
        (raising(OSError(errno.EIO, "broken")), "OSError"),
        (raising(SystemExit(0)), "SystemExit"),
        (raising(RecursionError()), "RecursionError"),
    ],
)
def test_everything_else_is_a_bug(bounds: list[Limits], entry: Callable[..., Any], kind: str) -> None:
    answer, _ = work(entry)
    assert answer["bug"]["kind"] == kind
    assert answer["bug"]["frames"]


def test_limits_from_a_job_ignore_nonsense() -> None:
    assert Limits.from_dict({"pages": 3, "cpu_s": "x", "evil": 1}) == Limits(pages=3)
