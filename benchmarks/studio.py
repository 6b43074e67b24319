"""What the studio costs: `python -m benchmarks.studio`.

The command on a copy of the sample of 8 pages, driven by requests as its window makes them.
CPU seconds, median of the runs.

    python -m benchmarks.studio            5 edits
    python -m benchmarks.studio --runs 9
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Target

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "kits" / "studio"))

from studio_command import StudioCommand, until  # noqa: E402

SAMPLE = ROOT / "examples" / "do-son"
HOME_CPU_S, ACK_CPU_MS = 0.6, 15.0
PLANNED_CPU_S, PICTURED_CPU_S = 0.25, 0.6
SERVER_MIB, WITH_SESSION_MIB = 60.0, 230.0
_ACKS = 40


@dataclass(frozen=True)
class Costs:
    """What one run cost; CPU in seconds, memory in MiB."""

    home: float
    acks: list[float]
    planned: list[float]
    pictured: list[float]
    server: float
    both: float


class Events(threading.Thread):
    """Everything that is told, as lines."""

    def __init__(self, studio: StudioCommand) -> None:
        super().__init__(daemon=True)
        import http.client

        self.types: list[str] = []
        self._talk = http.client.HTTPConnection("127.0.0.1", studio.port, timeout=600)
        self._talk.request("GET", "/api/events", headers=studio.headers())
        self._answer = self._talk.getresponse()
        self.start()

    def run(self) -> None:
        """Read until the end."""
        try:
            while line := self._answer.readline():
                self.types.append(json.loads(line)["type"])
        except (OSError, ValueError, AttributeError):
            return

    def after(self, kind: str, count: int) -> None:
        """Wait until an event of this kind came more often than before."""
        until(lambda: self.types.count(kind) > count, 180)


def cpu_of(pids: list[int]) -> float:
    """CPU seconds of processes."""
    total = 0
    for pid in pids:
        stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += int(stat[11]) + int(stat[12])
    return total / os.sysconf("SC_CLK_TCK")


def tree_of(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


def memory_mib(pids: list[int]) -> float:
    """Resident memory of processes, shared pages counted once each (PSS)."""
    total = 0
    for pid in pids:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        total += sum(int(row.split()[1]) for row in rows if row.startswith("Pss:"))
    return total / 1024


@contextmanager
def _sample() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="bulletin-studio-bench-"))
    try:
        shutil.copytree(SAMPLE, place / "ban-tin", ignore=shutil.ignore_patterns("build"))
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def measure(place: Path, runs: int) -> Costs:
    """Start the command on a folder and edit in it."""
    with StudioCommand(place / "ban-tin", place / "cache", place / "run") as studio:
        studio.ask("GET", "/", headers={"Host": studio.host})
        studio.ask("GET", "/api/home")
        home = studio.cpu_s()
        at = studio.at("edits")
        ident = sorted((place / "ban-tin" / "articles").glob("*.yaml"))[0].stem
        story = studio.ask("GET", studio.at("files", "article", ident)).json()
        said, events = story["values"]["title"], Events(studio)
        server_mib = memory_mib([studio.process.pid])

        def edit(number: int, new: str) -> None:
            nonlocal said
            op = {"op": "set", "path": ["title"], "old": said, "new": new}
            ops = {"client": "bench", "number": number, "kind": "article", "id": ident, "base": "", "ops": [op]}
            reply = studio.ask("POST", at, ops)
            assert reply.status == 200, reply.body
            said = new

        edit(0, said + " một")  # the session starts and pictures all pages
        events.after("pictured", 0)
        planned, pictured = [], []
        for number in range(1, runs + 1):
            family = tree_of(studio.process.pid)
            seen, drawn = events.types.count("planned"), events.types.count("pictured")
            before = cpu_of(family)
            edit(number, f"{story['values']['title']} {number}")
            events.after("planned", seen)
            planned.append(cpu_of(family) - before)
            events.after("pictured", drawn)
            pictured.append(cpu_of(family) - before)
        acks = []
        for number in range(_ACKS):
            before = studio.cpu_s()
            edit(1000 + number, f"{story['values']['title']} {number}…")
            acks.append(studio.cpu_s() - before)
        return Costs(home, acks, planned, pictured, server_mib, memory_mib(tree_of(studio.process.pid)))


def targets(costs: Costs) -> tuple[Target, ...]:
    """What was measured, beside its limits."""
    return (
        Target("command to usable home, CPU", costs.home, HOME_CPU_S, "s"),
        Target("acknowledging a save, CPU", statistics.fmean(costs.acks) * 1000, ACK_CPU_MS, "ms"),
        Target("last key to planned, CPU", statistics.median(costs.planned), PLANNED_CPU_S, "s"),
        Target("last key to picture, CPU", statistics.median(costs.pictured), PICTURED_CPU_S, "s"),
        Target("memory of the server", costs.server, SERVER_MIB, "MiB"),
        Target("memory with its session", costs.both, WITH_SESSION_MIB, "MiB"),
    )


def main(arguments: list[str] | None = None) -> int:
    """The command line; 0 when all targets are met."""
    parser = argparse.ArgumentParser(description="Measure what the studio costs.")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="how many edits (default 5)")
    runs = parser.parse_args(arguments).runs
    with _sample() as place:
        judged = targets(measure(place, runs))
    sys.stdout.write("\n".join(str(target) for target in judged) + "\n")
    return 0 if all(target.met for target in judged) else 1


if __name__ == "__main__":
    sys.exit(main())
