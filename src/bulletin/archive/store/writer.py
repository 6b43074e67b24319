"""Writing versions: stage, wait for the disk, rename, wait for the folder. A version folder is never touched again."""

from __future__ import annotations

import contextlib
import datetime as dt
import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from bulletin.archive.store import inventory as inv
from bulletin.archive.store.disk import DISK, Disk, Source, digest_of
from bulletin.archive.store.inventory import Inventory, inventory_bytes, next_inventory, sidecar_bytes
from bulletin.archive.store.names import PROBLEMS, clashes, path_problem
from bulletin.archive.store.object import StoredObject, damaged, read_object
from bulletin.archive.store.recovery import recover
from bulletin.archive.store.root import ROOT, ROOT_MARKER, ROOT_MARKER_TEXT, Archive, is_archive, object_ids
from bulletin.archive.store.rules import BUSY, UNSAFE_NAME
from bulletin.errors import Finding, InputError, OutputError, Place
from bulletin.runtime.files import write_error

Change = Source | None

LAYOUT = "0002-flat-direct-storage-layout"
WAIT_S = 120.0
_ABOUT_LAYOUT = (
    f"{LAYOUT} (OCFL community extension, ocfl.github.io/extensions)\n\n"
    "The folder of an object is right in the storage root and has the name of its id.\n"
    "Thư mục của mỗi số báo nằm ngay trong kho và mang đúng mã của số báo.\n"
).encode()
_PAUSE_S = 0.02


class Writer:
    """The right to write into an archive; made by `writing`. `recovered` says what an earlier write had left."""

    def __init__(self, archive: Archive, disk: Disk, recovered: tuple[Finding, ...]) -> None:
        self.archive, self.recovered, self._disk = archive, recovered, disk

    def find(self, object_id: str) -> StoredObject | None:
        """The object with an id; None when there is none."""
        return read_object(self.archive, object_id) if object_id in object_ids(self.archive) else None

    def state(self, object_id: str, changes: Mapping[str, Change]) -> dict[str, str]:
        """SHA-512 of every file by its path as it would be after some changes; nothing is written."""
        before = self.find(object_id)
        state = {path: digest for path, digest in before.state().items() if path not in changes} if before else {}
        return state | {path: digest_of(change) for path, change in changes.items() if change is not None}

    def add(
        self, object_id: str, changes: Mapping[str, Change], message: str, now: dt.datetime, user: str = "bulletin"
    ) -> int:
        """Write a version that differs from the newest by some files, and return its number.

        Without any difference nothing is written and the number of the newest is returned.

        Args:
            object_id: a new object is made when there is none with this id.
            changes: new content by path (bytes, or a file to copy, perhaps with its SHA-512); None removes a path.
            message: why there is a new version.
            now: the time, with its zone.
            user: who writes.

        Raises:
            InputError: a name is not safe everywhere, or the object is damaged.
            OutputError: the disk is full or broken; the object is as it was.
        """
        before = self.find(object_id)
        state = self.state(object_id, changes)
        sources = {state[path]: change for path, change in changes.items() if change is not None}
        check_names(state)
        if before and state == dict(before.state()):
            return before.head
        known = before.inventory if before else None
        after, new = next_inventory(known, object_id, state, (now, message, user))
        content = {path: sources[digest] for digest, path in new.items()}
        self._write(object_id, after, content, inventory_bytes(after))
        return after.head

    def put_version(self, object_id: str, after: Inventory, new: Mapping[str, Source], inventory: bytes) -> None:
        """Write a version of another store with the very bytes of its inventory; the versions before it are here.

        Raises:
            InputError: a source is not what the inventory says.
            OutputError: the disk is full or broken; the object is as it was.
        """
        self._write(object_id, after, new, inventory)

    def replace(self, path: Path, data: bytes) -> None:
        """Put a file into the archive folder, outside the storage root, in one step.

        Raises:
            OSError: the disk is full or broken; what was there before is unchanged.
        """
        disk, stage = self._disk, self.archive.stage
        try:
            disk.folder(stage)
            disk.write(stage / path.name, data)
            disk.rename(stage / path.name, path)
            disk.sync_folders([path.parent])
        finally:
            _forget(stage)

    def _write(self, object_id: str, after: Inventory, new: Mapping[str, Source], inventory: bytes) -> None:
        disk, target = self._disk, self.archive.object_folder(object_id)
        stage = self.archive.stage / object_id
        try:
            try:
                self._stage(stage, after, new, inventory)
                if after.head == 1:
                    disk.rename(stage, target)
                    disk.sync_folders([target.parent])
                else:
                    self._append(stage, target, after)
            finally:
                _forget(self.archive.stage)
        except OSError as error:
            raise write_error(Path(error.filename or target), error) from error

    def _stage(self, stage: Path, after: Inventory, new: Mapping[str, Source], inventory: bytes) -> None:
        """Write the whole object, or what is new of it, outside the storage root and wait until the disk has it."""
        disk, version = self._disk, stage / f"v{after.head}"
        digests = {path: digest for digest, path in after.manifest.items()}
        disk.folder(version)
        for path, source in new.items():
            disk.folder((stage / path).parent)
            if disk.write(stage / path, source) != digests[path]:
                raise damaged(stage / path, "tệp nguồn đổi trong lúc chép", "the source changed while it was copied")
        for folder in (version, stage):
            disk.write(folder / inv.NAME, inventory)
            disk.write(folder / inv.SIDECAR, sidecar_bytes(inventory))
        disk.write(stage / inv.MARKER, inv.MARKER_TEXT)
        disk.sync_folders([Path(folder) for folder, _, _ in os.walk(stage, topdown=False)])
        disk.sync_folders([stage.parent])

    def _append(self, stage: Path, target: Path, after: Inventory) -> None:
        """Put a staged version in its place: its folder, then the root's inventory, then the hash beside it."""
        disk, name = self._disk, f"v{after.head}"
        disk.rename(stage / name, target / name)
        try:
            disk.sync_folders([target])
            disk.rename(stage / inv.NAME, target / inv.NAME)
        except OSError:
            # The old inventory is still in force: the new folder is taken back, and the object is as it was.
            with contextlib.suppress(OSError):
                (target / name).replace(stage / name)
            raise
        try:
            disk.rename(stage / inv.SIDECAR, target / inv.SIDECAR)
        except OSError:
            # The new inventory is in force: one more attempt, else the next start repairs it.
            (stage / inv.SIDECAR).replace(target / inv.SIDECAR)
        disk.sync_folders([target])


def _forget(stage: Path) -> None:
    with contextlib.suppress(OSError):
        shutil.rmtree(stage)


@contextlib.contextmanager
def writing(archive: Archive, disk: Disk = DISK, wait_s: float = WAIT_S) -> Iterator[Writer]:
    """Keep other writers out, repair what a killed one left, and give the right to write.

    Raises:
        OutputError: another writer does not finish, or the disk is full or broken.
    """
    with _locked(archive, wait_s):
        try:
            recovered = recover(archive, disk)
        except OSError as error:
            raise write_error(Path(error.filename or archive.folder), error) from error
        yield Writer(archive, disk, recovered)


def add_version(archive: Archive, object_id: str, changes: Mapping[str, Change], message: str, now: dt.datetime) -> int:
    """Write one version, as `Writer.add` does, with the archive to ourselves meanwhile."""
    with writing(archive) as writer:
        return writer.add(object_id, changes, message, now)


def create_archive(folder: Path, disk: Disk = DISK) -> Archive:
    """The archive in a folder, made if there is none; a killed attempt is simply continued.

    Raises:
        OutputError: the folder cannot be written.
    """
    archive = Archive(folder)
    if is_archive(folder):
        return archive
    try:
        disk.folder(folder)
        with _locked(archive, WAIT_S):
            if not is_archive(folder):
                try:
                    _create(archive, disk)
                finally:
                    _forget(archive.stage)
    except OSError as error:
        raise write_error(Path(error.filename or folder), error) from error
    return archive


def _create(archive: Archive, disk: Disk) -> None:
    if archive.stage.exists():
        disk.remove(archive.stage)
    stage = archive.stage / ROOT
    extension = stage / "extensions" / LAYOUT
    disk.folder(extension)
    layout = {"extension": LAYOUT, "description": "The folder of an object has the name of its id."}
    # No config.json: the layout has no parameters, and some validators stumble over a file that says so.
    disk.write(extension / "README.txt", _ABOUT_LAYOUT)
    disk.write(stage / "ocfl_layout.json", _json(layout))
    disk.write(stage / ROOT_MARKER, ROOT_MARKER_TEXT)
    disk.sync_folders([extension, extension.parent, stage])
    disk.rename(stage, archive.root)
    disk.sync_folders([archive.folder])


def check_names(state: Mapping[str, str]) -> None:
    """Refuse names that some file system cannot hold.

    Raises:
        InputError: with every such name.
    """
    bad = {path: problem for path in state if (problem := path_problem(path))}
    bad |= {second: "clash" for _, second in clashes(state)}
    if bad:
        raise InputError([_unsafe(path, problem) for path, problem in sorted(bad.items())])


def _unsafe(path: str, problem: str) -> Finding:
    vi, en = PROBLEMS[problem]
    shown = path.encode("utf-8", "backslashreplace").decode()
    return Finding(UNSAFE_NAME, Place(file=shown), values={"path": shown, "reason_vi": vi, "reason_en": en})


@contextlib.contextmanager
def _locked(archive: Archive, wait_s: float) -> Iterator[None]:
    path = archive.lock
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    except OSError as error:
        raise write_error(path, error) from error
    try:
        until = time.monotonic() + wait_s
        while not _try_lock(handle):
            if time.monotonic() >= until:
                values = {"path": str(archive.folder)}
                raise OutputError([Finding(BUSY, Place(file=str(archive.folder)), values=values)])
            time.sleep(_PAUSE_S)
        yield
    finally:
        os.close(handle)  # the lock goes with it, also when the process is killed


def _try_lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _json(value: Mapping[str, str]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
