"""Little jobs for the child process: good ones and every kind of bad one."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bulletin.errors import ExitCode, Finding, InputError, Place, Rule, Severity, Text
from bulletin.runtime.progress import Progress

_CALLS: list[int] = []
_RULE = Rule(
    "test.bad-title",
    Severity.ERROR,
    Text("Tít “{words}” sai", "Title “{words}” is wrong"),
    Text("vì {{}}", "because {{}}"),
    Text("sửa", "mend"),
    ExitCode.REFUSED,
)


def add(job: dict[str, Any], report: Progress) -> dict[str, Any]:
    report.stage("cộng", len(job["numbers"]))
    for _ in job["numbers"]:
        report.advance()
    report.done()
    _CALLS.append(1)
    return {"sum": sum(job["numbers"]), "calls": len(_CALLS), "limits": job["limits"], "pid": os.getpid()}


def environment(job: dict[str, Any], report: Progress) -> dict[str, Any]:
    return {"env": {name: os.environ.get(name) for name in ("TZ", "LC_ALL", "PYTHONHASHSEED")}, "path": sys.path}


def chatter(job: dict[str, Any], report: Progress) -> dict[str, Any]:
    sys.stdout.write("x" * 300_000)
    sys.stderr.write("y" * 300_000)
    os.write(1, b"z" * 300_000)
    return {"ok": True}


def segfault(job: dict[str, Any], report: Progress) -> dict[str, Any]:
    if job.get("well"):
        return {"pid": os.getpid()}
    ctypes.string_at(0)
    return {}


def crash_beside_a_fork(job: dict[str, Any], report: Progress) -> dict[str, Any]:
    """The forked process inherits the answering pipe and lives on while this one crashes."""
    if os.fork() == 0:
        time.sleep(30)
        os._exit(0)
    ctypes.string_at(0)
    return {}


def spin(job: dict[str, Any], report: Progress) -> dict[str, Any]:
    while job.get("forever", True):
        pass
    return {}


def sleep(job: dict[str, Any], report: Progress) -> dict[str, Any]:
    grandchild = subprocess.Popen(["sleep", "900"])
    Path(job["pids"]).write_text(f"{os.getpid()} {grandchild.pid}")
    time.sleep(900)
    return {}


def stubborn(job: dict[str, Any], report: Progress) -> dict[str, Any]:
    """A forked process, as a stage starts one, that ignores a closed pipe and every signal that can be ignored."""
    pid = os.fork()
    if pid == 0:
        for number in (signal.SIGPIPE, signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        end = time.monotonic() + 60
        while time.monotonic() < end:
            time.sleep(0.1)
        os._exit(0)
    Path(job["pids"]).write_text(f"{os.getpid()} {pid}")
    time.sleep(60)
    return {}


def write_full(job: dict[str, Any], report: Progress) -> dict[str, Any]:
    """What a library meets on a full disk, deep inside and without a file's name."""
    try:
        with open("/dev/full", "wb", buffering=0) as stream:  # noqa: PTH123
            stream.write(b"x")
    except OSError as error:
        raise ValueError("font not made") from error
    return {}


def allocate(job: dict[str, Any], report: Progress) -> dict[str, Any]:
    return {"bytes": len(bytearray(job["mib"] << 20))}


def abort_without_memory(job: dict[str, Any], report: Progress) -> dict[str, Any]:
    os.write(2, b"GLib-ERROR: gmem.c: failed to allocate 4294967296 bytes\n")
    os.kill(os.getpid(), signal.SIGTRAP)
    return {}


def leave(job: dict[str, Any], report: Progress) -> dict[str, Any]:
    os._exit(7)


def system_exit(job: dict[str, Any], report: Progress) -> dict[str, Any]:
    raise SystemExit(0)


def bug(job: dict[str, Any], report: Progress) -> dict[str, Any]:
    return {"no": {}["such"]}


def unspeakable(job: dict[str, Any], report: Progress) -> dict[str, Any]:
    return {"set": {1, 2}}


def refuse(job: dict[str, Any], report: Progress) -> dict[str, Any]:
    raise InputError([Finding(_RULE, Place("articles/a.yaml", 3, 8), "{tít}", {"words": "{tít}"})])


def write_big(job: dict[str, Any], report: Progress) -> dict[str, Any]:
    with Path(job["file"]).open("wb") as stream:
        for _ in range(8):
            stream.write(b"\0" * (1 << 20))
    return {}


def garbage(job: dict[str, Any], report: Any) -> dict[str, Any]:
    report._stream.write(b"\xff\xfe this is no JSON\n")
    time.sleep(30)
    return {}


def wrong_shape(job: dict[str, Any], report: Any) -> dict[str, Any]:
    report.say(result=[1, 2])
    return {}
