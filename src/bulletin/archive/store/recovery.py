"""After a killed write: unfinished files go, and a root inventory is rewritten from the newest version's own."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from bulletin.archive.store import inventory as inv
from bulletin.archive.store.disk import Disk
from bulletin.archive.store.object import newest_version, read_pair
from bulletin.archive.store.root import Archive, is_archive, object_ids
from bulletin.archive.store.rules import RECOVERED
from bulletin.errors import Finding, Place


def recover(archive: Archive, disk: Disk) -> tuple[Finding, ...]:
    """Repair what a killed writer left, and return what was done. Only for the one who holds the lock.

    Raises:
        OSError: the disk is full or broken.
    """
    found: list[Finding] = []
    if archive.stage.exists():
        disk.remove(archive.stage)
        done = "đã bỏ các tệp ghi dở, bản đã lưu còn nguyên", "unfinished files are gone, what was kept is whole"
        found.append(_said(archive.folder, *done))
    if is_archive(archive.folder):
        found += [_finish(archive, disk, object_id) for object_id in interrupted(archive)]
    return tuple(found)


def interrupted(archive: Archive) -> Iterator[str]:
    """The ids of the objects whose last update was cut short after its version was in place. Nothing is written."""
    for object_id in object_ids(archive):
        folder = archive.root / object_id
        newest = newest_version(folder)
        if newest is None or _same(folder / inv.SIDECAR, folder / f"v{newest}" / inv.SIDECAR):
            continue
        if _is_cut_short(folder, newest, object_id):
            yield object_id


def _is_cut_short(folder: Path, newest: int, object_id: str) -> bool:
    """Whether only the root's pair is behind; anything else is damage, which is not for us to hide.

    The inventory is renamed first and its hash after it: a kill leaves both of the version before, or the hash alone.
    """
    after = read_pair(folder / f"v{newest}", object_id)
    if after is None or after.head != newest:
        return False
    last, before = folder / f"v{newest}", folder / f"v{newest - 1}"
    renamed = _same(folder / inv.NAME, before / inv.NAME) or _same(folder / inv.NAME, last / inv.NAME)
    return renamed and _same(folder / inv.SIDECAR, before / inv.SIDECAR)


def _finish(archive: Archive, disk: Disk, object_id: str) -> Finding:
    folder = archive.root / object_id
    newest = newest_version(folder)
    try:
        disk.folder(archive.stage)
        for name in (inv.NAME, inv.SIDECAR):
            disk.write(archive.stage / name, folder / f"v{newest}" / name)
        for name in (inv.NAME, inv.SIDECAR):
            disk.rename(archive.stage / name, folder / name)
        disk.sync_folders([folder])
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(archive.stage)
    done = f"mục lục đã theo phiên bản {newest}", f"the inventory follows version {newest}"
    return _said(folder, *done)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.read_bytes() == other.read_bytes()
    except OSError:
        return False


def _said(path: Path, vi: str, en: str) -> Finding:
    return Finding(RECOVERED, Place(file=str(path)), values={"path": str(path), "done_vi": vi, "done_en": en})
