"""What is done in the background is worth having and never waited for."""

from __future__ import annotations

import os
import time
from pathlib import Path

from bulletin.runtime.fork import BackgroundCall


def _wait_for(path: Path, seconds: float = 20.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if path.exists():
            return True
        time.sleep(0.01)
    return False


def test_it_is_done_at_the_lowest_priority_and_holds_nothing_open(tmp_path: Path) -> None:
    reading, writing = os.pipe()

    def work() -> None:
        (tmp_path / "part").write_text(str(os.nice(0)), "utf-8")
        (tmp_path / "part").rename(tmp_path / "done")
        time.sleep(60)

    call = BackgroundCall(work, 0.0)
    os.close(writing)
    try:
        assert _wait_for(tmp_path / "done")
        assert (tmp_path / "done").read_text("utf-8") == "19"
        assert os.read(reading, 1) == b""  # the other end is closed, though the process lives
    finally:
        call.stop()
        os.close(reading)


def test_it_is_stopped_before_it_begins(tmp_path: Path) -> None:
    call = BackgroundCall(lambda: (tmp_path / "done").touch(), 60.0)
    call.stop()
    call.stop()
    assert not (tmp_path / "done").exists()


def test_its_failure_is_nobodys(tmp_path: Path) -> None:
    def work() -> None:
        (tmp_path / "begun").touch()
        raise ValueError

    call = BackgroundCall(work, 0.0)
    assert _wait_for(tmp_path / "begun")
    call.stop()
