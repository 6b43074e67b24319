"""What the studio costs: `python -m benchmarks.studio`.

The command on a copy of the sample of 8 pages, driven by requests as its window makes them, beside the preview on
another copy in the same run.
CPU seconds of the program with all its children, median of the runs; what the window waits for before it sends
(300 ms after the last key, `QUIET_MS` in `web/shell/quiet.ts`) comes on top and is no work.

    python -m benchmarks.studio            5 edits
    python -m benchmarks.studio --runs 9
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.figures import Target

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "kits" / "studio"))

from studio_command import StudioCommand, until  # noqa: E402

SAMPLE = ROOT / "examples" / "do-son"
HOME_CPU_S, ACK_CPU_MS = 0.6, 15.0
PLANNED_CPU_S, PICTURED_CPU_S = 0.25, 0.6
SERVER_MIB, WITH_SESSION_MIB = 60.0, 230.0
MOVED_CPU_S, AHEAD_CPU_S, LIKE_PREVIEW, LIKE_BEFORE = 0.25, 1.2, 1.1, 1.05
WINDOW_KB, WINDOW_GZIP_KB = 350.0, 115.0
HEICS, THUMBS_CPU_S, FIRST_THUMB_CPU_S = 20, 14.0, 1.0
ANSWERED = 0.1
"""The window answers meanwhile: no answer waits for more than two of the photos."""
_PIXELS = (4032, 3024)
_ACKS = 40
_AT_ONCE = 2
"""Photos that the window sends at a time (`AT_ONCE` in `web/photos/receiving.ts`)."""
_ONE_OF = int(os.sysconf("SC_CLK_TCK"))


@dataclass(frozen=True)
class Costs:
    """What one run cost; CPU in seconds, memory in MiB."""

    home: float
    acks: list[float]
    planned: list[float]
    pictured: list[float]
    ahead: list[float]
    moved: list[float]
    server: float
    both: float
    photos: Thumbs
    previewed: list[float]
    checks: list[float]


@dataclass(frozen=True)
class Thumbs:
    """What photos of a telephone cost from the first byte that was sent to the last thumbnail, in CPU seconds.

    `answers` are the seconds that each answer about all photos took meanwhile, and `took` those of all thumbnails.
    """

    first: float
    all: float
    answers: list[float]
    took: float


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
    return total / _ONE_OF


def spent_of(pid: int) -> float:
    """CPU seconds of a process, of all below it, and of those below it that have ended."""
    total = 0
    for one in tree_of(pid):
        with suppress(OSError):
            stat = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            total += sum(int(stat[place]) for place in (11, 12, 13, 14))
    return total / _ONE_OF


def tree_of(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            with suppress(OSError):
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
        for name in ("ban-tin", "xem", "so"):
            shutil.copytree(SAMPLE, place / name, ignore=shutil.ignore_patterns("build"))
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def heics(count: int) -> list[bytes]:
    """Photos of 12 megapixels as an iPhone sends them: one with grain, told apart by an empty box at its end."""
    import pillow_heif
    from PIL import Image

    pillow_heif.register_heif_opener()
    grain = Image.effect_noise(_PIXELS, 12)
    picture = Image.merge("RGB", (grain, Image.linear_gradient("L").resize(_PIXELS), grain))
    out = io.BytesIO()
    picture.save(out, "HEIF", quality=50)
    return [out.getvalue() + (16).to_bytes(4, "big") + b"free" + number.to_bytes(8, "big") for number in range(count)]


def thumbs(studio: StudioCommand, photos: list[bytes]) -> Thumbs:
    """Drop photos into the window: two at a time, each asked for its facts and its thumbnail, the list meanwhile."""
    place = studio.at("photos")
    begin = spent_of(studio.process.pid)
    costs: list[float] = []
    answers: list[float] = []
    lock, waiting = threading.Lock(), list(enumerate(photos))

    def send() -> None:
        while True:
            with lock:
                if not waiting:
                    return
                number, data = waiting.pop(0)
            headers = studio.headers(**{"Content-Type": "application/octet-stream"})
            sent = studio.ask("PUT", f"{place}/IMG_{number}.HEIC", data, headers)
            assert sent.status == 200, sent.body
            name = sent.json()["file"].rpartition("/")[2]
            assert studio.ask("GET", f"{place}/{name}/facts").json()["ok"]
            made = studio.ask("GET", f"{place}/{name}/thumb")
            assert made.status == 200
            assert made.body
            costs.append(spent_of(studio.process.pid) - begin)

    senders = [threading.Thread(target=send) for _ in range(_AT_ONCE)]
    for one in senders:
        one.start()
    asked = time.monotonic()
    while any(one.is_alive() for one in senders):
        before = time.monotonic()
        assert studio.ask("GET", place).status == 200
        answers.append(time.monotonic() - before)
        time.sleep(1)
    assert len(costs) == len(photos)
    return Thumbs(min(costs), spent_of(studio.process.pid) - begin, answers, time.monotonic() - asked)


def measure(place: Path, runs: int) -> Costs:
    """Start the command on a folder and edit in it."""
    checked = checks(place / "so", runs)
    photos = heics(HEICS)
    with StudioCommand(place / "ban-tin", place / "cache", place / "run") as studio:
        studio.ask("GET", "/", headers={"Host": studio.host})
        studio.ask("GET", "/api/home")
        home = studio.cpu_s()
        at = studio.at("edits")
        ident = sorted((place / "ban-tin" / "articles").glob("*.yaml"))[0].stem
        story = studio.ask("GET", studio.at("story", ident)).json()
        said, events = story["values"]["title"], Events(studio)
        server_mib = memory_mib([studio.process.pid])

        def edit(number: int, new: str) -> None:
            nonlocal said
            op = {"op": "set", "path": ["title"], "old": said, "new": new}
            ops = {"client": "bench", "number": number, "kind": "article", "id": ident, "base": "", "ops": [op]}
            reply = studio.ask("POST", at, ops)
            assert reply.status == 200, reply.body
            said = new

        def timed(act: Callable[[], None]) -> tuple[float, float]:
            """CPU seconds of an act until the plan is told, and until its pages are."""
            seen, drawn = events.types.count("planned"), events.types.count("pictured")
            before = spent_of(studio.process.pid)
            act()
            events.after("planned", seen)
            planned = spent_of(studio.process.pid) - before
            events.after("pictured", drawn)
            return planned, spent_of(studio.process.pid) - before

        edit(0, said + " một")  # the session starts and pictures all pages
        events.after("pictured", 0)
        edits = [timed(lambda n=n: edit(n, f"{story['values']['title']} {n}")) for n in range(1, runs + 1)]
        both = memory_mib(tree_of(studio.process.pid))
        aheads: list[float] = []
        moves = []
        for number in range(runs):
            held, drop = moved(studio, number)
            before = spent_of(studio.process.pid)
            held()
            quiet(studio)
            aheads.append(spent_of(studio.process.pid) - before)
            moves.append(timed(drop)[0])
        acks = []
        for number in range(_ACKS):
            before = studio.cpu_s()
            edit(1000 + number, f"{story['values']['title']} {number}…")
            acks.append(studio.cpu_s() - before)
        both = max(both, memory_mib(tree_of(studio.process.pid)))
        # Edits are over, so that nothing but photos costs anything now.
        quiet(studio)
        made = thumbs(studio, photos)
    costs = Costs(
        home, acks, [one for one, _ in edits], [one for _, one in edits], aheads, moves, server_mib, both, made,
        [], checked,
    )  # fmt: skip
    sys.stderr.write(f"{costs}\n")  # what is known, before the preview is measured
    # A cache of its own: with that of the studio it would find the very pages that the studio has just set.
    return replace(costs, previewed=previewed(place / "xem", place / "cache of the preview", runs))


def moved(studio: StudioCommand, number: int) -> tuple[Callable[[], None], Callable[[], None]]:
    """What holds a story above the one before it, and what lets it go there; the boxes come with the plan.

    Args:
        studio: the program.
        number: of the drag; each is one that was not planned before, from the last story upwards.
    """
    stories = [one["id"] for one in studio.ask("GET", studio.at()).json()["stories"] if one["slot"] != "brief"]
    at = -1 - number % (len(stories) - 1)
    act = {"act": "move", "article": stories[at], "before": stories[at - 1]}

    def held() -> None:
        assert studio.ask("POST", studio.at("ahead"), act).status == 200

    def drop() -> None:
        assert studio.ask("POST", studio.at("acts"), {"acts": [act]}).status == 200

    return held, drop


def quiet(studio: StudioCommand) -> None:
    """Wait until the program has done nothing for a while."""
    last = -1.0
    while (now := spent_of(studio.process.pid)) != last:
        last = now
        time.sleep(1.5)


def previewed(folder: Path, cache: Path, runs: int) -> list[float]:
    """CPU seconds of the preview from a saved title to the new page, as in the studio before."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    from bulletin.sources.edits.values import set_value
    from bulletin.sources.partial import values_of

    command = [sys.executable, "-m", "bulletin", "preview", str(folder), "--port", str(port)]
    environ = {**os.environ, "BULLETIN_CACHE": str(cache), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environ) as process:
        try:
            assert process.stdout is not None
            address = f"http://127.0.0.1:{port}"
            assert any(address in line for line in process.stdout)

            def state() -> dict[str, Any]:
                with urllib.request.urlopen(f"{address}/state") as answer:
                    found: dict[str, Any] = json.load(answer)
                    return found

            until(lambda: state()["status"] == "ready", 600)
            story = sorted((folder / "articles").glob("*.yaml"))[0]
            source, costs = story.read_bytes(), []
            title = str(values_of("article", source)["title"])
            for number in range(1, runs + 1):
                seen, before = state()["version"], spent_of(process.pid)
                edited = set_value(source, ("title",), f"{title} {number}", kind="article")
                assert edited
                story.write_bytes(edited)
                until(lambda seen=seen: state()["version"] > seen + 1 and state()["status"] == "ready", 600, 0.2)
                costs.append(spent_of(process.pid) - before)
            return costs
        finally:
            process.send_signal(signal.SIGINT)


def checks(folder: Path, runs: int) -> list[float]:
    """CPU seconds of `check` in a folder that the studio keeps a history in, over those without it, run by run."""

    def cost() -> float:
        before = os.times()
        command = [sys.executable, "-m", "bulletin", "check", str(folder)]
        subprocess.run(command, capture_output=True, check=False)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    from bulletin.studio.history.journal import FileChange, JournalEntry
    from bulletin.studio.history.store import History

    place, aside = folder / ".bulletin", folder.with_name("history")
    history = History(folder)
    for number in range(200):
        name = history.keep(f"{number}".encode())
        history.add(JournalEntry(0, "2026-11-27T14:02:00+07:00", "Hải", "sửa", (FileChange("a", None, name),)))
    cost()
    found = []
    for _ in range(runs):
        place.rename(aside)
        without = cost()
        aside.rename(place)
        found.append(cost() / without)
    return found


def window_kb() -> tuple[float, float]:
    """What the window weighs over all screens, as it is and compressed (gzip, level 9), in kB of 1,000 bytes."""
    folder = ROOT / "src" / "bulletin" / "data" / "studio"
    data = [path.read_bytes() for path in folder.iterdir() if path.suffix in (".js", ".css", ".html")]
    return sum(map(len, data)) / 1000, sum(len(gzip.compress(one, 9)) for one in data) / 1000


def targets(costs: Costs) -> tuple[Target, ...]:
    """What was measured, beside its limits."""
    pictured = statistics.median(costs.pictured)
    size, packed = window_kb()
    return (
        Target("command to usable home, CPU", costs.home, HOME_CPU_S, "s"),
        Target("acknowledging a save, CPU", statistics.fmean(costs.acks) * 1000, ACK_CPU_MS, "ms"),
        Target("last key to planned, CPU", statistics.median(costs.planned), PLANNED_CPU_S, "s"),
        Target("last key to picture, CPU", pictured, PICTURED_CPU_S, "s"),
        Target("save to picture, over the preview's", pictured / statistics.median(costs.previewed), LIKE_PREVIEW),
        Target("story held above its place, CPU", statistics.median(costs.ahead), AHEAD_CPU_S, "s"),
        Target("dragged story to boxes, CPU", statistics.median(costs.moved), MOVED_CPU_S, "s"),
        Target(f"{HEICS} HEIC thumbnails, CPU", costs.photos.all, THUMBS_CPU_S, "s"),
        Target("first HEIC thumbnail, CPU", costs.photos.first, FIRST_THUMB_CPU_S, "s"),
        Target("longest answer meanwhile, share of the time", max(costs.photos.answers) / costs.photos.took, ANSWERED),
        Target("memory of the server", costs.server, SERVER_MIB, "MiB"),
        Target("memory with its session", costs.both, WITH_SESSION_MIB, "MiB"),
        Target("check beside a history, over without", statistics.median(costs.checks), LIKE_BEFORE),
        Target("window over all screens", size, WINDOW_KB, "kB"),
        Target("window compressed", packed, WINDOW_GZIP_KB, "kB"),
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
