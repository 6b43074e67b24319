"""Whatever happens in a forked process comes out of `result()` as it would have in the build itself."""

from __future__ import annotations

import errno
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bulletin.cli.bug_report import report
from bulletin.errors import BulletinError, ExitCode, Finding, InputError, Rule, Severity, Text
from bulletin.runtime.answers import answer_of
from bulletin.runtime.fork import ForkedCall
from bulletin.runtime.limits import Limits
from bulletin.runtime.wire import Bug, ChildBugError

RULE = Rule("test.rule", Severity.ERROR, Text("a", "b"), Text("a", "b"), Text("a", "b"), ExitCode.REFUSED)


def raising(error: BaseException) -> Callable[[], Any]:
    def work() -> Any:
        raise error

    return work


def caused(error: BaseException, cause: BaseException) -> BaseException:
    error.__cause__ = cause
    return error


def the_function_that_fails() -> None:
    raise KeyError("nobody")


def test_a_result_comes_back() -> None:
    assert ForkedCall(lambda: {"pages": [1, 2]}).result() == {"pages": [1, 2]}


def test_an_error_of_ours_comes_back_whole() -> None:
    with pytest.raises(InputError) as caught:
        ForkedCall(raising(InputError([Finding(RULE, quote="tít")]))).result()
    (finding,) = caught.value.findings
    assert finding.quote == "tít"
    assert finding.is_(RULE)


def test_the_report_of_a_bug_names_the_failing_function() -> None:
    with pytest.raises(ChildBugError) as caught:
        ForkedCall(the_function_that_fails).result()
    text = report(caught.value, "build")
    assert "in the_function_that_fails" in text
    assert "KeyError: …" in text


def test_what_is_stopped_is_gone_and_nobody_waits_for_it() -> None:
    call = ForkedCall(lambda: time.sleep(600))
    assert not call.wait(0)
    call.stop()
    with pytest.raises(OSError, match="descriptor"):
        os.fstat(call.handle)
    with pytest.raises(ChildProcessError):
        os.waitpid(call._pid, os.WNOHANG)


def test_one_waits_until_there_is_a_result() -> None:
    call = ForkedCall(lambda: "x" * 100_000)
    assert call.wait(180)
    assert call.result() == "x" * 100_000


MEMORY_WORDS = [
    MemoryError(),
    RuntimeError("can't start new thread"),
    OSError(errno.ENOMEM, "Cannot allocate memory"),
    OSError(errno.EAGAIN, "Resource temporarily unavailable"),
    ImportError("libx.so: failed to map segment from shared object"),
    caused(SystemError("returned a result with an exception set"), MemoryError()),
]


@pytest.mark.parametrize("error", MEMORY_WORDS, ids=repr)
def test_lack_of_memory_is_a_limit(error: BaseException) -> None:
    with pytest.raises(BulletinError) as caught:
        ForkedCall(raising(error), Limits(memory_mib=77)).result()
    (finding,) = caught.value.findings
    assert finding.rule.id == "limit.memory"
    assert "77 MiB" in finding.what("en")
    assert caught.value.exit_code is ExitCode.LIMIT


@pytest.mark.parametrize(
    ("number", "rule", "code"),
    [
        (errno.EFBIG, "limit.file-size", ExitCode.LIMIT),
        (errno.ENOSPC, "output.cannot-write", ExitCode.CANNOT_WRITE),
        (errno.EDQUOT, "output.cannot-write", ExitCode.CANNOT_WRITE),
    ],
)
def test_a_disk_without_room_is_no_bug(number: int, rule: str, code: ExitCode) -> None:
    wrapped = caused(ValueError("no font"), OSError(number, os.strerror(number), "/some/file"))
    with pytest.raises(BulletinError) as caught:
        ForkedCall(raising(wrapped)).result()
    assert caught.value.findings[0].rule.id == rule
    assert caught.value.exit_code is code


@pytest.mark.parametrize("error", [KeyError("x"), SystemError("x"), OSError(errno.EIO, "x"), SystemExit(0)], ids=repr)
def test_everything_else_is_a_bug(error: BaseException) -> None:
    assert isinstance(answer_of(error, Limits(memory_mib=1 << 20)), Bug)
    with pytest.raises(ChildBugError) as caught:
        ForkedCall(raising(error), Limits(memory_mib=1 << 20)).result()
    assert caught.value.bug.kind == type(error).__name__


def test_a_system_error_near_the_limit_is_lack_of_memory() -> None:
    answer = answer_of(SystemError("returned NULL without setting an exception"), Limits(memory_mib=1))
    assert isinstance(answer, BulletinError)
    assert answer.findings[0].rule.id == "limit.memory"


def test_what_cannot_be_sent_is_a_bug() -> None:
    with pytest.raises(ChildBugError):
        ForkedCall(lambda: lambda: None).result()


@pytest.mark.parametrize(
    ("number", "rule", "word"), [(signal.SIGXCPU, "limit.cpu", "7 "), (signal.SIGKILL, "limit.crashed", "SIGKILL")]
)
def test_a_killed_process_is_told_with_the_limits_of_the_job(number: int, rule: str, word: str) -> None:
    with pytest.raises(BulletinError) as caught:
        ForkedCall(lambda: os.kill(os.getpid(), number), Limits(cpu_s=7, memory_mib=1 << 20)).result()
    (finding,) = caught.value.findings
    assert finding.rule.id == rule
    assert word in finding.what("en")


def test_no_process_left_to_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    before = len(list(Path("/proc/self/fd").iterdir()))
    monkeypatch.setattr(os, "fork", refuse)
    with pytest.raises(OSError, match="unavailable") as caught:
        ForkedCall(lambda: 1)
    answer = answer_of(caught.value, Limits())
    assert isinstance(answer, BulletinError)
    assert len(list(Path("/proc/self/fd").iterdir())) == before
