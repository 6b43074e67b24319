"""Reading an object: its versions, its files, their bytes. Nothing is written, and no byte is given out unproved."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from bulletin.archive.store import inventory as inv
from bulletin.archive.store.inventory import Inventory, VersionInfo
from bulletin.archive.store.root import Archive, has_object, object_ids
from bulletin.archive.store.rules import DAMAGED, NO_FILE, NO_OBJECT, NO_VERSION
from bulletin.errors import Finding, InputError, Place
from bulletin.lazy import dataclass
from bulletin.runtime import paths

__all__ = ["StoredFile", "StoredObject", "VersionInfo", "damaged", "files", "read_bytes", "read_object"]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file of a version: `path` is its name in the version, `content` where its bytes are on the disk."""

    path: str
    sha512: str
    content: Path
    bytes: int


@dataclass(frozen=True, slots=True)
class StoredObject:
    """An object as its inventory describes it; `manifest` has the content path of every SHA-512 below `folder`."""

    id: str
    folder: Path
    head: int
    versions: Mapping[int, VersionInfo]
    manifest: Mapping[str, str]

    @property
    def inventory(self) -> Inventory:
        return Inventory(self.id, self.head, self.versions, self.manifest)

    def state(self, version: int | None = None) -> Mapping[str, str]:
        """SHA-512 of every file of a version by its path; the newest unless a number is given.

        Raises:
            InputError: there is no such version.
        """
        number = self.head if version is None else version
        if number not in self.versions:
            values = {"id": self.id, "version": str(number), "head": str(self.head)}
            raise InputError([Finding(NO_VERSION, Place(file=self.id), values=values)])
        return self.versions[number].state


def read_object(archive: Archive, object_id: str) -> StoredObject:
    """The object with an id.

    While another process is between two steps of an update, or after it was killed there, the newest version's own
    inventory is read instead of the unfinished one of the root.

    Raises:
        InputError: there is none, or its inventories are damaged (exit code 8).
    """
    if not has_object(archive, object_id):
        known = object_ids(archive)
        shown = ", ".join((*known[:3], "…", known[-1]) if len(known) > 5 else known) or "–"
        values = {"id": object_id, "known": shown, "example": known[-1] if known else "do-son-2026-001"}
        raise InputError([Finding(NO_OBJECT, Place(file=object_id), values=values)])
    folder = archive.object_folder(object_id)
    newest = newest_version(folder)
    found = read_pair(folder, object_id)
    if found is None or (newest is not None and newest > found.head):
        found = (newest is not None and read_pair(folder / f"v{newest}", object_id)) or found
    if found is None:
        raise damaged(folder / inv.NAME, "mục lục không khớp với dấu băm", "the inventory does not fit its hash")
    return StoredObject(found.id, folder, found.head, found.versions, found.manifest)


def files(obj: StoredObject, version: int | None = None) -> Mapping[str, StoredFile]:
    """The files of a version by their paths; the newest unless a number is given. A lost file has -1 bytes.

    Raises:
        InputError: there is no such version.
    """
    return {path: _stored(obj, path, digest) for path, digest in sorted(obj.state(version).items())}


def read_bytes(obj: StoredObject, logical_path: str, version: int | None = None) -> bytes:
    """The bytes of a file, compared with its SHA-512.

    Raises:
        InputError: there is no such version or file, or the bytes are lost or changed (exit code 8).
    """
    state = obj.state(version)
    if logical_path not in state:
        values = {"id": obj.id, "file": logical_path, "version": str(version or obj.head)}
        raise InputError([Finding(NO_FILE, Place(file=logical_path), values=values)])
    content = obj.folder / obj.manifest[state[logical_path]]
    try:
        data = content.read_bytes()
    except OSError as error:
        raise damaged(content, "tệp bị mất hoặc không đọc được", "the file is lost or unreadable") from error
    if hashlib.sha512(data).hexdigest() != state[logical_path]:
        raise damaged(content, "nội dung tệp đã bị thay đổi", "the content has changed")
    return data


def damaged(path: Path, vi: str, en: str) -> InputError:
    """The error for something in the archive that is not what was kept."""
    values = {"path": str(path), "reason_vi": vi, "reason_en": en}
    return InputError([Finding(DAMAGED, Place(file=str(path)), values=values)])


def read_pair(folder: Path, object_id: str) -> Inventory | None:
    """The inventory in a folder; None when it or the file with its hash is missing, or they do not fit."""
    try:
        data = (folder / inv.NAME).read_bytes()
        if not inv.sidecar_fits(data, (folder / inv.SIDECAR).read_bytes()):
            return None
        return inv.parse_inventory(data, object_id)
    except (OSError, ValueError):
        return None


def newest_version(folder: Path) -> int | None:
    """The highest number of a version folder in an object's folder."""
    try:
        numbers = [inv.version_number(path.name) or 0 for path in folder.iterdir() if paths.is_dir(path)]
    except OSError:
        return None
    return max(numbers, default=0) or None


def _stored(obj: StoredObject, path: str, digest: str) -> StoredFile:
    content = obj.folder / obj.manifest[digest]
    try:
        size = content.stat().st_size
    except OSError:
        size = -1
    return StoredFile(path, digest, content, size)
