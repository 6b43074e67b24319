"""What a command costs: wall time, CPU of its process tree, peak memory of its process tree."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

EVERY_S = 0.05
KIB_A_MIB = 1024
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds, MiB (None when memory was not watched), and what the command said of itself.

    `others` is how much of the machine other programs used meanwhile: 0 is a quiet machine, 1 one without a free core.
    """

    wall_s: float
    cpu_s: float
    peak_mib: float | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    others: float = 0.0


class CommandFailedError(Exception):
    """A measured command ended with another status than 0."""


def tree(root: int) -> list[int]:
    """A process and all its descendants that live now."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = _stat(int(entry.name))
            if fields:
                children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        todo += children.get(pid, [])
    return found


def _stat(pid: int) -> list[str]:
    """Fields of `/proc/PID/stat` from the third (state) on; empty when the process is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def busy() -> float:
    """CPU seconds that all cores have spent since the start, also those that another machine took from this one."""
    fields = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    user, nice, system, _idle, _waiting, irq, soft, stolen = map(int, fields[:8])
    return (user + nice + system + irq + soft + stolen) / _TICK


def others(busy_s: float, own_s: float, wall_s: float) -> float:
    """The share of all cores that others used while `wall_s` went by."""
    return min(1.0, max(0.0, busy_s - own_s) / (wall_s * (os.cpu_count() or 1)))


def cpu_of(pids: Sequence[int]) -> float:
    """User and system seconds of processes, with those of children they waited for."""
    return sum(sum(map(int, fields[11:15])) for fields in map(_stat, pids) if fields) / _TICK


def memory_of(pids: Sequence[int]) -> float:
    """Sum of proportional set sizes, MiB: pages that processes share are counted once."""
    total = 0
    for pid in pids:
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)
    return total / KIB_A_MIB


class Watch:
    """Samples the memory of a process tree in a thread until the block ends; `peak_mib` is a lower bound."""

    def __init__(self, root: int) -> None:
        self.root = root
        self.peak_mib = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def _look(self) -> None:
        while not self._stop.is_set():
            self.peak_mib = max(self.peak_mib, memory_of(tree(self.root)))
            self._stop.wait(EVERY_S)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()


def run(
    command: Sequence[str], environment: Mapping[str, str], folder: Path, *, memory: bool = False
) -> tuple[Cost, str]:
    """Run a command in a folder to its end: (what it cost, its stdout).

    Watching memory costs the watched command some time, so its seconds should not be used then.

    Raises:
        CommandFailedError: with the end of what it printed.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as talk:
        started, before = time.perf_counter(), busy()
        child = subprocess.Popen(
            command, env=dict(environment), cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=talk
        )
        watch = Watch(child.pid)
        with watch if memory else contextlib.nullcontext():
            # wait4 counts the child and every descendant that was waited for.
            _, status, usage = os.wait4(child.pid, 0)
            wall, spent = time.perf_counter() - started, busy() - before
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        talk.seek(0)
        printed = out.read().decode("utf-8", "replace")
        if child.returncode:
            said = talk.read().decode("utf-8", "replace")
            raise CommandFailedError(f"{' '.join(command)}\n{printed[-2000:]}\n{said[-2000:]}")
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(wall, cpu, watch.peak_mib if memory else None, {}, others(spent, cpu, wall)), printed
