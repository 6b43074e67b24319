"""The cache forgets what is old or too much, never what is in use, and survives two builds at once."""

from __future__ import annotations

import fcntl
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bulletin.runtime.cache import Cache, default_folder

NOW = 2_000_000_000.0


def put(cache: Cache, key: str, size: int, age_s: float) -> Path:
    path = cache.put("photos", key, b"x" * size)
    assert path is not None
    os.utime(path, (NOW - age_s, NOW - age_s))
    return path


def test_put_get_read(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "c")
    assert cache.get("photos", "abc") is None
    assert cache.read("photos", "abc") is None
    assert cache.put("photos", "abc", b"data") == tmp_path / "c" / "photos" / "abc"
    assert cache.read("photos", "abc") == b"data"
    assert (tmp_path / "c" / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55")


def test_what_a_power_cut_left_is_a_miss(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    put(cache, "abc", 3, 0).write_bytes(b"")
    assert cache.get("photos", "abc") is None


@pytest.mark.parametrize(
    ("kind", "key"),
    [("..", "a"), ("a", "../b"), ("a", ""), ("a/../b", "c"), ("a//b", "c"), ("/a", "b"), ("a", ".hidden")],
)
def test_names_cannot_leave_the_folder(tmp_path: Path, kind: str, key: str) -> None:
    with pytest.raises(ValueError, match="cache name"):
        Cache(tmp_path).put(kind, key, b"x")


def test_a_cache_that_cannot_be_written_fails_no_build(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert Cache(tmp_path / "file" / "cache").put("photos", "a", b"x") is None


def test_prune_by_age_then_by_size_oldest_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, max_bytes=250, max_age_s=1000, in_use_s=10)
    put(cache, "ancient", 10, 2000)
    put(cache, "old", 100, 900)
    put(cache, "mid", 100, 500)
    put(cache, "new", 100, 100)
    put(cache, "fresh", 100, 1)
    assert cache.prune(NOW) == 210, "10 too old; 100 + 100 more until 250 bytes are not exceeded"
    assert {p.name for p in (tmp_path / "photos").iterdir()} == {"new", "fresh"}


def test_prune_keeps_what_is_in_use_even_over_the_limit(tmp_path: Path) -> None:
    cache = Cache(tmp_path, max_bytes=10, in_use_s=3600)
    put(cache, "a", 100, 60)
    assert cache.prune(NOW) == 0
    assert cache.prune(NOW + 3600) == 100


def test_use_saves_an_entry(tmp_path: Path) -> None:
    cache = Cache(tmp_path, max_age_s=1000)
    path = put(cache, "a", 10, 0)
    os.utime(path, (1, 1))
    assert cache.get("photos", "a") == path
    assert path.stat().st_mtime > 1_000_000


def test_only_one_prunes(tmp_path: Path) -> None:
    cache = Cache(tmp_path, max_bytes=1, in_use_s=0)
    put(cache, "a", 10, 5000)
    with (tmp_path / ".prune.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert cache.prune(NOW) == 0
    assert cache.prune(NOW) == 10


def test_clear_touches_only_a_cache(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "documents").mkdir(parents=True)
    (home / "documents" / "letter").write_bytes(b"dear")
    assert Cache(home).clear() == 0
    assert (home / "documents" / "letter").exists()
    cache = Cache(tmp_path / "cache")
    cache.put("photos", "a", b"12345")
    deep = tmp_path / "cache" / "fonts" / "ab"
    deep.mkdir(parents=True)
    (deep / "face.ttf").write_bytes(b"123")
    (deep / "out").symlink_to(home / "documents")
    assert cache.size() == 8
    assert cache.clear() == 8
    assert cache.size() == 0
    assert (home / "documents" / "letter").exists()


def test_two_builds_at_once(tmp_path: Path) -> None:
    def build(n: int) -> bytes | None:
        cache = Cache(tmp_path, max_bytes=5000, in_use_s=0)
        for key in range(20):
            cache.put("photos", f"k{key}", bytes([key]) * 1000)
            found = cache.read("photos", f"k{key}")
            assert found is None or found == bytes([key]) * 1000
            cache.prune(NOW)
        return None

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(build, range(6)))


def test_default_folder_is_named_after_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "bulletin"
