"""A reader sees the old file or the new one; a folder of files is complete when its last file is there."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bulletin.errors import ExitCode, OutputError
from bulletin.runtime import files
from bulletin.runtime.cache import Cache
from bulletin.runtime.files import atomic_write
from bulletin.runtime.target import open_target, publish


def test_writes_and_makes_folders(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "số 12.pdf"
    atomic_write(target, b"one")
    atomic_write(target, b"two", durable=False)
    assert target.read_bytes() == b"two"
    assert [p.name for p in target.parent.iterdir()] == ["số 12.pdf"]


def test_file_mode_follows_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        atomic_write(tmp_path / "f", b"")
    finally:
        os.umask(old)
    assert (tmp_path / "f").stat().st_mode & 0o777 == 0o640


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "treasure").write_bytes(b"keep")
    (tmp_path / "link").symlink_to(tmp_path / "treasure")
    atomic_write(tmp_path / "link", b"new")
    assert (tmp_path / "treasure").read_bytes() == b"keep"
    assert not (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.EDQUOT])
def test_failure_keeps_the_old_file_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    target = tmp_path / "screen.pdf"
    target.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files.os, "fsync", fail)
    with pytest.raises(OutputError) as caught:
        atomic_write(target, b"new")
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["screen.pdf"]
    assert caught.value.exit_code == ExitCode.CANNOT_WRITE
    for lang in ("vi", "en"):
        assert "screen.pdf" in caught.value.findings[0].what(lang)
        assert caught.value.findings[0].remedy(lang)


def test_a_file_in_the_way_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "build").write_bytes(b"a file")
    with pytest.raises(OutputError) as caught:
        publish(tmp_path / "build", {"screen.pdf": b"x"})
    assert "trùng tên" in caught.value.findings[0].what("vi")
    assert (tmp_path / "build").read_bytes() == b"a file"


def test_release_is_put_in_place_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    real = os.rename

    def watch(part: str, target: str, **handles: int) -> None:
        order.append(target)
        assert all(list(tmp_path.glob(f".{name}.*.part")) or name in order for name in contents)
        real(part, target, **handles)

    contents = {"release.json": b"{}", "screen.pdf": b"%PDF", "press.pdf": b"%PDF"}
    monkeypatch.setattr(os, "rename", watch)
    paths = publish(tmp_path, contents)
    assert order == ["press.pdf", "screen.pdf", "release.json"]
    assert [p.name for p in paths] == order
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(contents)


def test_nothing_is_put_in_place_when_one_file_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, {"release.json": b"old", "screen.pdf": b"old"})
    calls = iter([None, OSError(errno.ENOSPC, "full")])

    def fail_second(_: int) -> None:
        if error := next(calls):
            raise error

    monkeypatch.setattr(files.os, "fsync", fail_second)
    with pytest.raises(OutputError):
        publish(tmp_path, {"release.json": b"new", "screen.pdf": b"new"})
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"release.json": b"old", "screen.pdf": b"old"}


@pytest.mark.parametrize("name", ["../up", "a/b", "", ".", ".."])
def test_only_plain_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="plain"):
        publish(tmp_path / "out", {name: b""})


def test_two_writers_at_once_leave_one_whole_file(tmp_path: Path) -> None:
    def write(n: int) -> None:
        publish(tmp_path, {"screen.pdf": bytes([n]) * 100_000, "release.json": json.dumps(n).encode()})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    data = (tmp_path / "screen.pdf").read_bytes()
    assert len(data) == 100_000
    assert len(set(data)) == 1
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_where_a_file_should_be_stops_everything_before_anything_is_put(tmp_path: Path) -> None:
    publish(tmp_path, {"release.json": b"old", "press.pdf": b"old"})
    (tmp_path / "screen.pdf").mkdir()
    with pytest.raises(OutputError) as caught:
        publish(tmp_path, {"press.pdf": b"new", "screen.pdf": b"new", "release.json": b"new"})
    (finding,) = caught.value.findings
    assert finding.place.file == str(tmp_path / "screen.pdf")
    assert "thư mục" in finding.what("vi")
    assert str(tmp_path / "screen.pdf") in finding.remedy("en")
    assert (tmp_path / "press.pdf").read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["press.pdf", "release.json", "screen.pdf"]


def test_a_link_at_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "build").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError) as caught:
        publish(tmp_path / "build", {"screen.pdf": b"x"})
    (finding,) = caught.value.findings
    assert finding.rule.id == "output.link"
    assert f"--out “{tmp_path / 'elsewhere'}”" in finding.remedy("vi")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_link_on_the_way_below_the_issue_is_refused_and_above_it_is_not(tmp_path: Path) -> None:
    issue, elsewhere = tmp_path / "real" / "issue", tmp_path / "elsewhere"
    issue.mkdir(parents=True)
    elsewhere.mkdir()
    (issue / "build").symlink_to(elsewhere)
    with pytest.raises(OutputError) as caught, open_target(issue / "build" / "proof", issue):
        pass
    assert caught.value.findings[0].place.file == str(issue / "build")
    assert list(elsewhere.iterdir()) == []
    (tmp_path / "way").symlink_to(tmp_path / "real")
    with open_target(tmp_path / "way" / "issue" / "out" / "proof", tmp_path / "way" / "issue") as target:
        target.put({"page-01.png": b"x"})
    assert (issue / "out" / "proof" / "page-01.png").read_bytes() == b"x"


def test_a_link_at_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "treasure").write_bytes(b"keep")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "screen.pdf").symlink_to(tmp_path / "treasure")
    with pytest.raises(OutputError) as caught:
        publish(tmp_path / "out", {"press.pdf": b"x", "screen.pdf": b"x"})
    assert caught.value.findings[0].rule.id == "output.link"
    assert (tmp_path / "treasure").read_bytes() == b"keep"
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["screen.pdf"]


def test_the_folder_is_one_builds_alone(tmp_path: Path) -> None:
    """The second waits until the first has put all its files: what is there is never a mixture."""
    order: list[str] = []

    def write(name: str, pause: float) -> None:
        with open_target(tmp_path / "build") as target:
            order.append(f"{name} in")
            time.sleep(pause)
            target.put({"screen.pdf": name.encode(), "release.json": name.encode()})
            order.append(f"{name} out")

    with ThreadPoolExecutor(2) as pool:
        for job in [pool.submit(write, "A", 0.3), pool.submit(write, "B", 0.3)]:
            job.result()
    assert [line.split()[1] for line in order] == ["in", "out", "in", "out"]
    found = {p.name: p.read_bytes() for p in (tmp_path / "build").iterdir()}
    assert found["screen.pdf"] == found["release.json"]


def test_withdrawn_files_go_before_the_renames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, {"press.pdf": b"old", "screen.pdf": b"old", "release.json": b"old"})

    def stop(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "power cut")

    monkeypatch.setattr(os, "rename", stop)
    with pytest.raises(OutputError), open_target(tmp_path) as target:
        target.put({"screen.pdf": b"new", "release.json": b"new"}, withdrawn=["press.pdf", "screen.pdf"])
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"screen.pdf": b"old", "release.json": b"old"}


def test_a_full_disk_withdraws_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(tmp_path, {"press.pdf": b"old", "release.json": b"old"})

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OutputError), open_target(tmp_path) as target:
        target.put({"screen.pdf": b"new", "release.json": b"new"}, withdrawn=["press.pdf"])
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"press.pdf": b"old", "release.json": b"old"}


KILLED = """
import os, signal, sys
from pathlib import Path
from bulletin.runtime.cache import Cache
from bulletin.runtime.target import open_target
moment, cache = sys.argv[3], Cache(Path(sys.argv[2]))
cache.prepare()
real = getattr(os, moment.partition("-")[0])
calls = []
def die(*args, **handles):
    calls.append(args)
    if len(calls) > int(moment.partition("-")[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **handles)
setattr(os, moment.partition("-")[0], die)
with open_target(Path(sys.argv[1])) as target:
    cache.put("photos/pictures/ab", "abc", b"x" * 100_000)
    target.put({"screen.pdf": b"new", "press.pdf": b"new", "release.json": b"new"}, withdrawn=["office.pdf"])
"""


@pytest.mark.parametrize("moment", ["replace-0", "fsync-0", "fsync-1", "fsync-2", "unlink-0", "rename-0", "rename-2"])
def test_the_next_run_clears_away_what_a_killed_one_left(tmp_path: Path, moment: str) -> None:
    out, folder = tmp_path / "build", tmp_path / "cache"
    before = {"screen.pdf": b"old", "office.pdf": b"old", "release.json": b"old"}
    publish(out, before)
    done = subprocess.run([sys.executable, "-c", KILLED, str(out), str(folder), moment], check=False, timeout=600)
    assert done.returncode == -signal.SIGKILL
    strays = [p for place in (out, folder) for p in place.rglob("*.part")]
    assert strays
    cache = Cache(folder)
    cache.prepare()
    with open_target(out):
        pass
    assert [p for place in (out, folder) for p in place.rglob("*.part")] == []
    assert cache.read("photos/pictures/ab", "abc") in {None, b"x" * 100_000}
    left = {p.name: p.read_bytes() for p in out.iterdir()}
    if moment.startswith(("fsync", "replace", "unlink")):
        assert left == before
    else:
        assert left["release.json"] == b"old"
        assert left != before, "an old release that lacks a file or has another: `verify` tells"


def test_unfinished_files_of_living_processes_stay(tmp_path: Path) -> None:
    mine = tmp_path / files.part_name("screen.pdf")
    mine.write_bytes(b"half")
    (tmp_path / ".notes.part").write_bytes(b"not ours")
    reused = tmp_path / f".screen.pdf.{os.getpid()}-1-0.part"
    reused.write_bytes(b"of a process that had our number before")
    old = tmp_path / files.part_name("press.pdf")
    old.write_bytes(b"of another machine with the same number")
    os.utime(old, (1, 1))
    assert files.forget_strays(tmp_path) == 2
    assert {p.name for p in tmp_path.iterdir()} == {mine.name, ".notes.part"}
