"""Figure 10: any changed byte is named, and a good archive gives no alarm."""

from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive_kit import quick_folder
from fixity_kit import named, object_id, small_archive

from bulletin.archive.fixity.check import check_object
from bulletin.archive.fixity.store import check_store
from bulletin.archive.fixity.values import Damage
from bulletin.archive.store import inventory as inv
from bulletin.archive.store.root import Archive

ID = object_id(46)
FLIPS = 10_000


@pytest.fixture(scope="module")
def built() -> Iterator[Archive]:
    with quick_folder() as folder:
        yield small_archive(folder)


@pytest.fixture
def archive(built: Archive, tmp_path: Path) -> Iterator[Archive]:
    with quick_folder() as folder:
        shutil.copytree(built.folder, folder / "luu-tru")
        yield Archive(folder / "luu-tru")


def files(archive: Archive) -> list[Path]:
    folder = archive.object_folder(ID)
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in found:
        path.chmod(0o644)
    return found


def change(path: Path, at: int, value: int) -> None:
    with path.open("r+b") as stream:
        stream.seek(at)
        stream.write(bytes([value]))


def test_a_good_archive_gives_no_alarm(built: Archive) -> None:
    obj = check_object(built, ID)
    assert obj.whole
    assert not obj.interrupted
    assert check_store(built) == ()
    assert obj.files == len([path for path in built.object_folder(ID).rglob("*") if path.is_file()])
    assert obj.bytes == sum(path.stat().st_size for path in built.object_folder(ID).rglob("*") if path.is_file())


def test_every_byte_of_the_inventories_their_hashes_and_the_marker(archive: Archive) -> None:
    """Every position of what says what there is; of a long inventory every position of its first and last parts."""
    random_bits = random.Random(10)
    folder, tried = archive.object_folder(ID), 0
    for path in files(archive):
        if path.name not in {inv.NAME, inv.SIDECAR, inv.MARKER}:
            continue
        data, inner = path.read_bytes(), path.relative_to(folder).as_posix()
        step = 1 if len(data) < 2000 else 5
        for at in range(0, len(data), step):
            change(path, at, data[at] ^ (1 << random_bits.randrange(8)))
            found = named(archive, ID)
            assert ("changed", inner) in found, (inner, at)
            assert {one for one in found if not one[1].endswith((inv.NAME, inv.SIDECAR))} <= {("changed", inner)}
            change(path, at, data[at])
            tried += 1
    assert tried > 1500
    assert check_object(archive, ID).whole


def test_ten_thousand_random_bits_elsewhere(archive: Archive) -> None:
    """One bit in each file at a time; exactly these files are named."""
    random_bits, folder = random.Random(11), archive.object_folder(ID)
    content = {path: path.read_bytes() for path in files(archive) if "content" in path.parts and path.stat().st_size}
    inner = {path: path.relative_to(folder).as_posix() for path in content}
    tried = 0
    while tried < FLIPS:
        for path, data in content.items():
            at = random_bits.randrange(len(data))
            change(path, at, data[at] ^ (1 << random_bits.randrange(8)))
        assert named(archive, ID) == {("changed", name) for name in inner.values()}
        for path, data in content.items():
            path.write_bytes(data)
        tried += len(content)
    assert check_object(archive, ID).whole


def test_every_byte_of_the_stores_own_files(archive: Archive) -> None:
    for path in sorted(archive.root.rglob("*")):
        if not path.is_file() or ID in path.parts:
            continue
        path.chmod(0o644)
        data = path.read_bytes()
        for at in range(len(data)):
            change(path, at, data[at] ^ 4)
            assert check_store(archive) == (Damage("changed", "", path.relative_to(archive.root).as_posix()),)
            change(path, at, data[at])
        path.rename(path.with_name("x"))
        missing = path.relative_to(archive.root).as_posix()
        found = {(damage.kind, damage.path) for damage in check_store(archive)}
        assert found == {
            ("missing", missing),
            ("untracked", missing.rpartition("/")[0] + "/x" if "/" in missing else "x"),
        }
        path.with_name("x").rename(path)
    assert check_store(archive) == ()


def test_each_file_deleted_cut_grown_renamed_or_made_a_link(archive: Archive, tmp_path: Path) -> None:
    folder = archive.object_folder(ID)
    for path in files(archive):
        inner, data = path.relative_to(folder).as_posix(), path.read_bytes()
        path.write_bytes(data[:-1])
        assert ("changed", inner) in named(archive, ID)
        path.write_bytes(b"")
        assert ("changed", inner) in named(archive, ID) or not data
        path.write_bytes(data + b"\n")
        assert ("changed", inner) in named(archive, ID)
        path.unlink()
        assert ("missing", inner) in named(archive, ID)
        path.with_name("ten-khac").write_bytes(data)
        other = (path.with_name("ten-khac")).relative_to(folder).as_posix()
        assert {("missing", inner), ("untracked", other)} <= named(archive, ID)
        path.symlink_to(path.with_name("ten-khac"))
        assert {("changed", inner), ("untracked", other)} <= named(archive, ID)
        path.unlink()
        path.mkdir()
        assert {("changed", inner), ("untracked", other)} <= named(archive, ID)
        path.rmdir()
        path.with_name("ten-khac").rename(path)
        assert named(archive, ID) == set(), inner


def test_files_that_changed_places(archive: Archive) -> None:
    folder = archive.object_folder(ID)
    content = [path for path in files(archive) if "content" in path.parts]
    for one, other in itertools.pairwise(content):
        a, b = one.read_bytes(), other.read_bytes()
        if a == b:
            continue
        one.write_bytes(b)
        other.write_bytes(a)
        assert named(archive, ID) == {("changed", path.relative_to(folder).as_posix()) for path in (one, other)}
        one.write_bytes(a)
        other.write_bytes(b)
    v1, v2 = folder / "v1", folder / "v2"
    v1.rename(folder / "x")
    v2.rename(v1)
    (folder / "x").rename(v2)
    assert {("changed", f"{v}/{name}") for v in ("v1", "v2") for name in (inv.NAME, inv.SIDECAR)} <= named(archive, ID)


def test_what_nobody_kept(archive: Archive) -> None:
    folder = archive.object_folder(ID)
    for made in ("la.txt", "v1/la.txt", "v1/content/la.txt", "v2/content/sau/la.txt", "v7/la.txt", "v3/inventory.json"):
        path = folder / made
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"la")
        assert made in {name for _, name in named(archive, ID)}
        path.unlink()
        if made.split("/")[0] in {"v7", "v3"}:
            path.parent.rmdir()
        elif "sau" in made:
            assert named(archive, ID) == {("untracked", "v2/content/sau")}  # an empty folder
            path.parent.rmdir()
    (folder / "link").symlink_to("/etc")
    assert named(archive, ID) == {("untracked", "link")}
    (archive.root / "la.txt").write_bytes(b"")
    (archive.root / "La").mkdir()
    assert {damage.path for damage in check_store(archive)} == {"la.txt", "La"}


def test_a_name_that_differs_in_one_letter(archive: Archive) -> None:
    """Windows and macOS would show no difference."""
    path = archive.object_folder(ID) / "v1/content/screen.pdf"
    path.rename(path.with_name("Screen.pdf"))
    assert named(archive, ID) == {("missing", "v1/content/screen.pdf"), ("untracked", "v1/content/Screen.pdf")}


def test_two_inventories_damaged_at_once(archive: Archive) -> None:
    """The newest version cannot be proved, and is not called good."""
    folder = archive.object_folder(ID)
    files(archive)
    for path in (folder / inv.NAME, folder / "v2" / inv.NAME):
        change(path, 100, 0)
    obj = check_object(archive, ID)
    assert {("changed", inv.NAME), ("changed", f"v2/{inv.NAME}")} <= named(archive, ID)
    assert "archive.unproved" in [finding.rule.id for finding in obj.findings]
    change(folder / "v1" / inv.NAME, 100, 0)
    assert check_object(archive, ID).truth is None
    assert not check_object(archive, ID).whole
