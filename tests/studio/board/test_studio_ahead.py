"""AHEAD: a move is planned while its story is held above the place; all that is seen of it is that pages come soon."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from window_kit import wait_until

from bulletin.layout.kept_plans import KIND
from bulletin.runtime.child import WarmChild
from bulletin.studio.board.flatplan import FlatplanAct, apply, placements
from bulletin.studio.desk.request import SessionRequest

SAMPLE = Path(__file__).resolve().parents[3] / "examples" / "do-son"


class Desk:
    """An issue in a warm session."""

    def __init__(self, place: Path, child: WarmChild) -> None:
        self.folder, self.cache, self._child = place / "ban-tin", place / "cache", child

    def ask(self, step: str, sheet: bytes = b"") -> dict[str, Any]:
        request = SessionRequest(folder=self.folder, cache=self.cache, step=step, sheet=sheet.decode())
        return self._child.run(request.to_wire())

    def moved(self, place: int) -> bytes:
        """The sheet with a story of the list before the one above it."""
        source = (self.folder / "issue.yaml").read_bytes()
        names = [one.article for one in placements(source)]
        acted = apply(source, FlatplanAct("move", names[place], names[place - 1]))
        assert acted is not None
        return acted.source

    def plans(self) -> set[str]:
        return {path.name for path in (self.cache / KIND).iterdir()}

    def forks(self) -> set[str]:
        """The processes that the session has begun and not ended yet."""
        return {
            pid for path in Path(f"/proc/{self._child.pid}/task").glob("*/children") for pid in path.read_text().split()
        }

    def files(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(SAMPLE, tmp_path / "ban-tin", ignore=shutil.ignore_patterns("build"))
    with WarmChild("bulletin.studio.desk.child:job") as child:
        yield Desk(tmp_path, child)


def wait_for_plans(desk: Desk, known: set[str]) -> set[str]:
    """Wait until the list was planned in both ways, by repairing the last plan and anew."""
    wait_until(lambda: len(desk.plans() - known) >= 2, "planned ahead")
    return desk.plans()


def test_a_move_that_was_planned_ahead_is_not_planned_again(desk: Desk, tmp_path: Path) -> None:
    assert desk.ask("plan")["ok"]
    before, sheet, known = desk.files(), desk.moved(-1), desk.plans()
    assert desk.ask("ahead", sheet) == {}
    assert desk.ask("ahead", sheet) == {}  # held above the same place for longer
    known = wait_for_plans(desk, known)
    (desk.folder / "issue.yaml").write_bytes(sheet)
    planned = desk.ask("plan")
    assert planned["ok"]
    assert desk.plans() == known
    with WarmChild("bulletin.studio.desk.child:job") as fresh:  # as if nothing had been done ahead
        other = Desk(tmp_path / "other", fresh)
        shutil.copytree(desk.folder, other.folder)
        for path, data in before.items():
            (other.folder / path.relative_to(desk.folder)).write_bytes(data)
        assert other.ask("plan")["ok"]
        (other.folder / "issue.yaml").write_bytes(sheet)
        assert other.ask("plan") == planned


def test_planning_ahead_writes_to_the_cache_alone_and_leaves_what_is_known(desk: Desk) -> None:
    planned = desk.ask("plan")
    before, known = desk.files(), desk.plans()
    desk.ask("ahead", desk.moved(-1))
    wait_for_plans(desk, known)
    assert desk.ask("plan") == planned  # the story was put back: another place was asked for than the files have
    assert desk.files() == before


def test_another_place_ends_what_was_begun(desk: Desk) -> None:
    planned = desk.ask("plan")
    assert desk.forks() == set()
    begun: set[str] = set()
    for place in (-1, -2, -3, -1):
        desk.ask("ahead", desk.moved(place))
        (one,) = desk.forks()
        assert one not in begun
        begun.add(one)
    desk.ask("ahead", b"so: {{{")  # not to be read; it ends by itself
    assert len(desk.forks() - begun) == 1
    assert desk.ask("plan") == planned
    assert desk.forks() == set()


ENDS = """
import os, time
from pathlib import Path
from types import SimpleNamespace
from bulletin.studio.desk.ahead import PlanAhead

reading, writing = os.pipe()
ahead = PlanAhead()

def work(sheet):
    os.closerange(1, 3)  # nobody waits for it who reads what is printed
    os.write(writing, b"%d" % os.getpid())
    time.sleep(100)

ahead.begin(SimpleNamespace(folder=Path("."), plan_ahead=work), b"")
print(os.read(reading, 20).decode())
"""


def test_none_outlives_the_session() -> None:
    done = subprocess.run([sys.executable, "-c", ENDS], capture_output=True, text=True, check=True)
    assert not Path("/proc", done.stdout.strip()).exists()
