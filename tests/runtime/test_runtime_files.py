"""A reader sees the old file or the new one; a folder of files is complete when its last file is there."""

from __future__ import annotations

import errno
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bulletin.errors import ExitCode, OutputError
from bulletin.runtime import files
from bulletin.runtime.files import atomic_write, publish


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
    real = Path.replace

    def watch(self: Path, target: Path) -> Path:
        order.append(target.name)
        assert all(list(tmp_path.glob(f".{name}.*.part")) or name in order for name in contents)
        return real(self, target)

    contents = {"release.json": b"{}", "screen.pdf": b"%PDF", "press.pdf": b"%PDF"}
    monkeypatch.setattr(Path, "replace", watch)
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
