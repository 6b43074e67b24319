"""Finished files wait on disk, come back as they were, and stay in memory where the disk has no room."""

from __future__ import annotations

import io
import os
import tempfile
from pathlib import Path
from unittest.mock import patch

import pytest

from bulletin.release import edition
from bulletin.runtime.fork import ForkedCall, SpooledValue, put_value, value_of
from bulletin.runtime.spool import Spool, Spooled, bytes_of, file_of, pieces_of, size_of
from bulletin.runtime.target import open_target

LARGE = bytes(range(256)) * 10_000


def test_files_come_back_as_they_were_put(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    put = [spool.put(data) for data in (b"one", LARGE, b"")]
    assert all(isinstance(waiting, Spooled) for waiting in put)
    assert [bytes_of(waiting) for waiting in put] == [b"one", LARGE, b""]
    assert max(map(len, pieces_of(put[1]))) < len(LARGE)
    assert list(tmp_path.iterdir()) == []
    assert edition("press", "press.pdf", put[1], 8) == edition("press", "press.pdf", LARGE, 8)
    with open_target(tmp_path / "out") as target:
        target.put({"press.pdf": put[1], "release.json": b"{}"})
    assert (tmp_path / "out" / "press.pdf").read_bytes() == LARGE
    spool.close()


def test_an_open_file_is_put_as_its_bytes_are(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    with tempfile.TemporaryFile() as file:
        file.write(LARGE)
        waiting = spool.put(file)
        assert isinstance(waiting, Spooled)
        assert waiting == Spooled(waiting.handle, 0, len(LARGE), waiting.sha256)
        assert waiting.sha256 == spool.put(LARGE).sha256
        assert bytes_of(waiting) == LARGE
        assert Spool(tmp_path / "none").put(file) == LARGE


def test_bytes_are_read_as_a_file_wherever_they_are(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.put(b"before")
    waiting = spool.put(LARGE)
    spool.put(b"behind")
    with file_of(waiting) as here, file_of(waiting) as there, file_of(LARGE) as plain:
        assert there.read() == LARGE
        for place, whence in ((5, io.SEEK_SET), (-7, io.SEEK_END), (100_000, io.SEEK_SET), (3, io.SEEK_CUR)):
            assert here.seek(place, whence) == plain.seek(place, whence)
            assert here.read(90_000) == plain.read(90_000)
            assert here.tell() == plain.tell()
    assert size_of(waiting) == size_of(LARGE) == len(LARGE)


def test_a_forked_process_hands_over_a_place_and_no_bytes(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    waiting = ForkedCall(lambda: spool.put(LARGE)).result()
    assert isinstance(waiting, Spooled)
    assert waiting.read() == LARGE


@pytest.mark.parametrize("fault", ["no folder", "no room"])
def test_without_room_a_file_stays_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    def full(handle: int, data: object, at: int) -> int:
        raise OSError(28, "No space left on device")

    spool = Spool(tmp_path / "none" if fault == "no folder" else tmp_path)
    if fault == "no room":
        monkeypatch.setattr(os, "pwrite", full)
    assert spool.put(LARGE) is LARGE
    assert bytes_of(spool.put(b"one")) == b"one"


def test_a_shelf_that_lost_its_file_says_so(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    waiting = spool.put(LARGE)
    assert isinstance(waiting, Spooled)
    os.truncate(waiting.handle, 1000)
    with pytest.raises(OSError, match="gone"):
        waiting.read()


def test_a_value_waits_on_disk_until_the_process_that_made_it_has_ended(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    made = ForkedCall(lambda: put_value(spool, {"pages": ["Bến nước"] * 1000})).result()
    assert isinstance(made, SpooledValue), "the pipe carried no more than where it is"
    assert value_of(made) == value_of(made) == {"pages": ["Bến nước"] * 1000}
    spool.close()


def test_a_value_stays_in_memory_where_no_disk_has_room(tmp_path: Path) -> None:
    assert put_value(Spool(tmp_path / "none"), [1]) == [1]
    spool = Spool(tmp_path)
    with patch("pickle.dump", side_effect=OSError(28, "full")):
        assert put_value(spool, [1]) == value_of([1]) == [1]
