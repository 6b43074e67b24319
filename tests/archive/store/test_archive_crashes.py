"""kill -9 before every step and a full disk at every step: old or new, valid for a judge that is not ours."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from archive_kit import (
    NOW,
    Counting,
    Seen,
    broken_once,
    full,
    in_child,
    judged,
    killed,
    quick_folder,
    small_package,
    strays,
    tree,
)

from bulletin.archive import events
from bulletin.archive.copy import copy_archive
from bulletin.archive.keep import keep
from bulletin.archive.package import Package
from bulletin.archive.store.disk import Disk
from bulletin.archive.store.object import read_object
from bulletin.archive.store.root import Archive, is_archive, object_ids
from bulletin.archive.store.writer import create_archive, writing
from bulletin.errors import ExitCode, OutputError

ID = "ban-tin-thu-2026-046"
Work = Callable[[Path, Disk], None]


@pytest.fixture
def quick() -> Iterator[Path]:
    with quick_folder() as folder:
        yield folder


def kept(folder: Path, package: Package, disk: Disk, reason: str | None = None) -> None:
    with writing(create_archive(folder / "luu-tru", disk), disk) as writer:
        keep(writer, package, reason, NOW)


def recorded(folder: Path, disk: Disk) -> None:
    with writing(Archive(folder / "luu-tru"), disk) as writer:
        changes = {"records/print-run.yaml": b"ban: 700\n"}
        events.add_with_event(writer, ID, "printed", {"copies": "700"}, NOW, changes)


def copied(folder: Path, disk: Disk) -> None:
    assert not copy_archive(Archive(folder / "luu-tru"), folder / "ban-sao", NOW, disk).findings


def cases(folder: Path) -> dict[str, tuple[Work, Work]]:
    """What is done before, and what is interrupted."""
    old, new = small_package(folder / "old"), small_package(folder / "new", title="Bài một, đã sửa")

    def nothing(place: Path, disk: Disk) -> None:
        pass

    def first(place: Path, disk: Disk) -> None:
        kept(place, old, disk)

    def second(place: Path, disk: Disk) -> None:
        kept(place, new, disk, "Đính chính")

    def both(place: Path, disk: Disk) -> None:
        first(place, disk)
        copied(place, disk)
        second(place, disk)

    return {
        "new": (nothing, first),
        "corrected": (first, second),
        "recorded": (first, recorded),
        "copied": (first, copied),
        "copy updated": (both, copied),
    }


NAMES = ("new", "corrected", "recorded", "copied", "copy updated")


def heads(place: Path) -> dict[str, int]:
    """The newest version of the issue in each store that is there."""
    stores = {name: Archive(place / name) for name in ("luu-tru", "ban-sao") if is_archive(place / name)}
    return {name: read_object(one, ID).head for name, one in stores.items() if ID in object_ids(one)}


def check(place: Path, before: dict[str, bytes]) -> None:
    """Every store is valid, without stray files, and no file of a version has changed."""
    for name in ("luu-tru", "ban-sao"):
        if is_archive(place / name):
            assert judged(place / name / "kho") == ""
            assert strays(place / name) == []
            for object_id in object_ids(Archive(place / name)):
                assert events.check_chain(read_object(Archive(place / name), object_id)) == ()
    after = tree(place)
    assert {p for p, data in before.items() if "/v" in p and after.get(p) != data} == set()


def steps_of(folder: Path, work: tuple[Work, Work]) -> int:
    """How many steps the interrupted work has."""
    prepare, interrupted = work
    disk = Counting()
    (folder / "counted").mkdir()
    prepare(folder / "counted", Disk())
    interrupted(folder / "counted", disk)
    return disk.steps


@pytest.mark.parametrize("name", NAMES)
def test_a_kill_at_every_step_leaves_the_old_or_the_new(quick: Path, name: str) -> None:
    work = cases(quick)[name]
    steps = steps_of(quick, work)
    assert steps > 10
    base = quick / "before"
    base.mkdir()
    work[0](base, Disk())
    before, before_heads = tree(base), heads(base)
    after_heads = heads(quick / "counted")
    left, repaired = Seen(), Seen()
    for step in range(1, steps + 1):
        place = quick / "place"
        shutil.copytree(base, place)
        assert in_child(work[1], place, Counting(step, killed)) == -signal.SIGKILL
        # Before any repair a reader finds the old or the new, whole.
        if left.new(place):
            for store, head in heads(place).items():
                assert head in range(before_heads.get(store, 0), after_heads[store] + 1)
        for store in ("luu-tru", "ban-sao"):
            if (place / store).is_dir():
                with writing(create_archive(place / store)) as writer:
                    assert all(finding.rule.id == "archive.recovered" for finding in writer.recovered)
        if repaired.new(place):
            check(place, before)
            # And the work can simply be done again.
            work[1](place, Disk())
            assert heads(place).keys() == after_heads.keys()
        shutil.rmtree(place)


def exit_code(work: Work, place: Path, disk: Disk) -> ExitCode:
    """How a command would end that does this."""
    try:
        work(place, disk)
    except OutputError as error:
        return error.exit_code
    return ExitCode.DONE


@pytest.mark.parametrize("kind", [full, broken_once])
@pytest.mark.parametrize("name", NAMES)
def test_a_full_disk_at_every_step_leaves_a_valid_archive(
    quick: Path, name: str, kind: Callable[[Counting], Callable[[str, Path], None]]
) -> None:
    work = cases(quick)[name]
    steps = steps_of(quick, work)
    base = quick / "before"
    base.mkdir()
    work[0](base, Disk())
    before = tree(base)
    failed, left = 0, Seen()
    for step in range(1, steps + 1):
        place = quick / "place"
        shutil.copytree(base, place)
        disk = Counting(step)
        disk.then = kind(disk)
        code = exit_code(work[1], place, disk)
        failed += code is not ExitCode.DONE
        assert code in {ExitCode.DONE, ExitCode.CANNOT_WRITE}
        if left.new(place):
            check(place, before)
        shutil.rmtree(place)
    assert failed > steps / 2


def test_what_was_interrupted_is_said(quick: Path) -> None:
    work = cases(quick)["corrected"]
    work[0](quick, Disk())

    class Last(Counting):
        def step(self, what: str, path: Path) -> None:
            if what == "rename" and path.name == "inventory.json.sha512":
                killed(what, path)

    assert in_child(work[1], quick, Last()) == -signal.SIGKILL
    assert judged(quick / "luu-tru/kho") != ""
    with writing(Archive(quick / "luu-tru")) as writer:
        said = [finding.what("vi") + finding.what("en") for finding in writer.recovered]
    assert len(said) == 2
    assert "phiên bản 2" in said[1]
    assert "version 2" in said[1]
    assert judged(quick / "luu-tru/kho") == ""


SCRIPT = """
import sys
from pathlib import Path
sys.path[:0] = {path!r}
from archive_kit import NOW, small_package
from bulletin.archive.keep import keep
from bulletin.archive.store.writer import create_archive, writing
from bulletin.errors import BulletinError
package = small_package(Path({source!r}))
try:
    with writing(create_archive(Path(sys.argv[1]))) as writer:
        keep(writer, package, None, NOW)
except BulletinError as error:
    sys.exit(int(error.exit_code))
"""


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """A file system in memory that is too small, then larger and larger, up to one that is large enough."""
    script = tmp_path / "keep.py"
    script.write_text(SCRIPT.format(path=sys.path, source=str(tmp_path / "so")), encoding="utf-8")
    disk = tmp_path / "small"
    disk.mkdir()
    codes = []
    for pages in (4, 14, 26, 38, 200):
        mounted = (
            f"mount -t tmpfs -o size={pages * 4}k none {disk} && {{ {sys.executable} {script} {disk}/luu-tru; code=$?; "
        )
        done = subprocess.run(
            ["unshare", *([] if os.geteuid() == 0 else ["--map-root-user"]), "--mount", "sh", "-c",
             mounted + f"cp -a {disk} {tmp_path}/after-{pages}; exit $code; }}"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode in {0, 5}, done.stderr
        assert "Traceback" not in done.stderr
        codes.append(done.returncode)
        root = tmp_path / f"after-{pages}/luu-tru/kho"
        if root.exists():
            assert judged(root) == ""
            assert not (root.parent / ".dang-ghi").exists()
    assert codes[0] == 5
    assert codes[-1] == 0
    assert codes == sorted(codes, reverse=True)
