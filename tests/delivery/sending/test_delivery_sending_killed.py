"""Figure 1: killed at any moment and resumed, nobody is mailed twice and nobody is forgotten.

`BULLETIN_KILLS=1000x20` runs the full size (11,000 letters, 220 kills); the suite runs a smaller one.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import kill_kit
import pytest
from kill_kit import complaints, kill_and_resume

from bulletin.delivery.sending.run import POINTS

READERS, TIMES = (int(part) for part in os.environ.get("BULLETIN_KILLS", "60x5").split("x"))


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder in memory: thousands of commits wait for no disk."""
    base = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="bulletin-kill-", dir=base if base.is_dir() else None))
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("point", POINTS)
def test_killed_and_resumed_nobody_twice_and_nobody_forgotten(memory: Path, point: str) -> None:
    end = kill_and_resume(memory, point, READERS, TIMES)
    assert end.kills == TIMES
    assert complaints(end) == []
    doubts = [who for who, state in end.states.items() if state == "in-doubt"]
    assert len(doubts) == (TIMES if point in kill_kit.DOUBTFUL else 0)
    if point == "reply":
        assert all(end.accepted[who] == 1 for who in doubts)
    if point == "handing":
        assert not any(end.accepted[who] for who in doubts), "without its dot a letter is thrown away"


def test_the_same_on_a_disk(tmp_path: Path) -> None:
    end = kill_and_resume(tmp_path, "dot", 20, 3)
    assert (end.kills, complaints(end)) == (3, [])


@pytest.mark.parametrize(
    ("change", "point"),
    [
        (kill_kit.handing_after_the_dot, "dot"),
        (kill_kit.body_and_dot_together, "body"),
        (kill_kit.doubt_is_sent_again, "reply"),
        (kill_kit.sent_before_the_dot, "handing"),
        (kill_kit.claim_never_returns, "claimed"),
    ],
)
def test_the_judge_notices_a_broken_order(memory: Path, change: kill_kit.Change, point: str) -> None:
    end = kill_and_resume(memory, point, 20, 4, change)
    assert end.kills == 4
    assert complaints(end) != []
