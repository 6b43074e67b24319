"""A crash is told in the same words in whatever process of a build it happens; nothing hangs or shows a traceback."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from build_issues import bulletin, small_issue

from bulletin.errors import ExitCode

HOOK = """
import os, signal, sys

def fail():
    if os.environ["FAULT"] == "memory":
        raise MemoryError
    os.kill(os.getpid(), getattr(signal, os.environ["FAULT"]))

if "bulletin.runtime.worker" in sys.orig_argv:
    fork, forked = os.fork, []
    os.sched_getaffinity = lambda process: {0, 1}

    def failing():
        forked.append(1)
        wanted = {"main": 0, "planner": 1, "editions": 2}[os.environ["WHERE"]]
        if wanted == 0:
            fail()
        pid = fork()
        if pid == 0 and len(forked) == wanted:
            import bulletin.runtime.fork as forks
            serve = forks._serve
            forks._serve = lambda work, writing, limits: serve(fail, writing, limits)
        return pid

    os.fork = failing
"""
"""Runs before the program in every interpreter of it; only the process that builds is changed."""
PLACES = ("main", "planner", "editions")


def _hooked(folder: Path) -> str:
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(HOOK, "utf-8")
    return str(folder)


@pytest.mark.parametrize(("fault", "rule"), [
    ("SIGKILL", "limit.crashed"), ("SIGSEGV", "limit.crashed"), ("SIGXCPU", "limit.cpu"), ("memory", "limit.memory"),
])  # fmt: skip
def test_a_crash_is_told_alike_in_every_process(tmp_path: Path, cache: Path, fault: str, rule: str) -> None:
    folder = small_issue(tmp_path / "so-18")
    hook = _hooked(tmp_path / "hook")
    told: list[Any] = []
    for where in PLACES if fault == "SIGKILL" else PLACES[:2]:
        words = ("build", str(folder), "--editions", "screen,press", "--json")
        done = bulletin(*words, cache=cache, PYTHONPATH=hook, FAULT=fault, WHERE=where)
        assert done.returncode == ExitCode.LIMIT, (where, done.stdout, done.stderr)
        assert "Traceback" not in done.stdout + done.stderr
        answer = json.loads(done.stdout)
        told.append(_errors(answer))
        assert not (folder / "build").exists() or not list((folder / "build").glob("*.pdf"))
        shutil.rmtree(folder / "build", ignore_errors=True)
    assert [error["rule"] for error in told[0]] == [rule]
    assert all(one == told[0] for one in told)


def _errors(answer: Any) -> list[dict[str, Any]]:
    return [finding for finding in answer["findings"] if finding["severity"] == "error"]
