"""A second store: made or brought up to date version by version, and every byte of it read back from its disk."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import shlex
from collections.abc import Iterator
from dataclasses import field, replace
from pathlib import Path

from bulletin.archive import rules
from bulletin.archive.catalogue.confirmed import FILE as INDEX
from bulletin.archive.catalogue.confirmed import read_confirmed
from bulletin.archive.events import add_with_event, events
from bulletin.archive.keep import put_guide
from bulletin.archive.store import inventory as inv
from bulletin.archive.store.disk import DISK, Disk, Hashed, disk_error
from bulletin.archive.store.inventory import VersionInfo
from bulletin.archive.store.object import StoredObject, damaged, read_object
from bulletin.archive.store.root import Archive, object_ids
from bulletin.archive.store.rules import DAMAGED
from bulletin.archive.store.writer import Writer, create_archive, writing
from bulletin.errors import BulletinError, Finding, InputError, Place
from bulletin.lazy import dataclass

_CHUNK = 1 << 20
_REGISTER = ("so-dang-ky.xlsx", "so-dang-ky.csv")


@dataclass(slots=True)
class Copied:
    """What was copied: ids of issues that were new or had new versions; files and bytes that were read back."""

    updated: list[str] = field(default_factory=list)
    files: int = 0
    bytes: int = 0
    findings: tuple[Finding, ...] = ()


def copy_archive(source: Archive, target: Path, now: dt.datetime, disk: Disk = DISK) -> Copied:
    """Make or update a second store, record that in the first, and read every byte of the second back.

    Args:
        source: the archive.
        target: the folder of the copy.
        now: the time, with its zone.
        disk: how the copy is written.

    Returns:
        What was done, with findings for every issue that could not be copied or does not read back as it should.

    Raises:
        InputError: the target is inside the archive, or the archive inside the target.
        OutputError: a disk is full or broken, or another command is writing.
    """
    _check_place(source, target)
    done = Copied()
    with writing(source, disk) as ours, writing(create_archive(target, disk), disk) as theirs:
        done.findings += (*ours.recovered, *theirs.recovered)
        for object_id in object_ids(source):
            try:
                _copy_object(ours, theirs, object_id, now, done, disk)
            except InputError as error:
                done.findings += error.findings
        put_guide(theirs)
        _copy_register(ours, theirs)
        done.findings += tuple(_copy_index(ours, theirs))
        for object_id in object_ids(theirs.archive):
            done.findings += tuple(_read_back(theirs.archive, object_id, done))
    done.findings = tuple(_directed(finding, source, theirs.archive) for finding in done.findings)
    return done


def _directed(finding: Finding, source: Archive, copy: Archive) -> Finding:
    """A finding on damage that says which of the two stores is damaged, and how that one is mended from the other."""
    path = Path(finding.values.get("path", ""))
    if not finding.is_(DAMAGED):
        return finding
    if path.is_relative_to(copy.stage):  # what was being copied is not what its inventory says
        at = str(source.root / path.relative_to(copy.stage))
        return replace(finding, place=Place(file=at), values={**finding.values, "path": at})
    if not path.is_relative_to(copy.folder):
        return finding
    stores = {"copy": shlex.quote(str(copy.folder.resolve())), "archive": shlex.quote(str(source.folder.resolve()))}
    return Finding(rules.COPY_DAMAGED, finding.place, values={**finding.values, **stores})


def _check_place(source: Archive, target: Path) -> None:
    ours, theirs = source.folder.resolve(), target.resolve()
    if ours == theirs or ours in theirs.parents or theirs in ours.parents:
        raise InputError([Finding(rules.SAME_PLACE, Place(file=str(target)), values={"path": str(target)})])


def _copy_object(ours: Writer, theirs: Writer, object_id: str, now: dt.datetime, done: Copied, disk: Disk) -> None:
    obj, there = read_object(ours.archive, object_id), theirs.find(object_id)
    if there is not None and not _continues(obj, there):
        raise InputError([Finding(rules.COPY_DIFFERS, Place(file=object_id), values={"id": object_id})])
    first = there.head + 1 if there else 1
    if first > obj.head:
        return
    _copy_versions(obj, theirs, first, disk)
    done.updated.append(object_id)
    if not _only_copied(obj, first):
        values = {"to": theirs.archive.folder.name, "copied": f"v{obj.head}"}
        add_with_event(ours, object_id, "copied", values, now, {})
        _copy_versions(read_object(ours.archive, object_id), theirs, obj.head + 1, disk)


def _continues(obj: StoredObject, there: StoredObject) -> bool:
    """Whether the copy is the archive of some time ago."""
    return there.head <= obj.head and all(_same(obj.versions[n], info) for n, info in there.versions.items())


def _same(one: VersionInfo, other: VersionInfo) -> bool:
    return (one.created, one.message, dict(one.state)) == (other.created, other.message, dict(other.state))


def _only_copied(obj: StoredObject, first: int) -> bool:
    """Whether all that is new is the note about the copy before, which a broken copying left uncopied."""
    kinds = [event.kind for event in events(obj) if int(event.values.get("version", "0")) >= first]
    return bool(kinds) and set(kinds) == {"copied"} and len(kinds) == obj.head - first + 1


def _copy_versions(obj: StoredObject, theirs: Writer, first: int, disk: Disk) -> None:
    """Copy the version folders from `first` on, oldest first, each as complete as it was written.

    Raises:
        InputError: what is to be copied is damaged; the damage is not copied.
        OutputError: the disk is full or broken.
    """
    for number in range(first, obj.head + 1):
        folder = obj.folder / f"v{number}"
        inventory = (folder / inv.NAME).read_bytes() if (folder / inv.NAME).is_file() else b""
        known = _inventory(obj, number, inventory, folder)
        new = {
            path: Hashed(obj.folder / path, digest)
            for digest, path in known.manifest.items()
            if path.startswith(f"v{number}/")
        }
        if lost := next((path for path in new if not (obj.folder / path).is_file()), None):
            raise damaged(obj.folder / lost, "tệp bị mất", "the file is lost")
        theirs.put_version(obj.id, known, new, inventory)


def _inventory(obj: StoredObject, number: int, data: bytes, folder: Path) -> inv.Inventory:
    """The inventory of one version, which must tell of the versions up to it what the newest tells."""
    try:
        sidecar = (folder / inv.SIDECAR).read_bytes()
        found = inv.parse_inventory(data, obj.id)
    except (OSError, ValueError) as error:
        raise damaged(folder / inv.NAME, "không đọc được mục lục", "the inventory cannot be read") from error
    fits = inv.sidecar_fits(data, sidecar) and found.head == number
    if not fits or any(dict(found.versions[n].state) != dict(obj.versions[n].state) for n in found.versions):
        raise damaged(folder / inv.NAME, "mục lục không khớp", "the inventory does not fit")
    return found


def _copy_index(ours: Writer, theirs: Writer) -> Iterator[Finding]:
    """Copy the names that people confirmed, which nothing can make again; a finding where the copy's are better.

    Raises:
        OutputError: the disk of the copy is full or broken.
    """
    here, there = ours.archive.folder / INDEX, theirs.archive.folder / INDEX
    try:
        data = here.read_bytes() if here.is_file() else None
        before = there.read_bytes() if there.is_file() else None
        if data == before:
            return
        if before is None or not _is_worse(ours.archive.folder, theirs.archive.folder):
            theirs.replace(there, data or b"")
        else:
            values = {"file": str(here), "copy": str(there)}
            yield Finding(rules.INDEX_LEFT, Place(file=str(here)), values=values)
    except OSError as error:
        raise disk_error(there, error) from error


def _is_worse(ours: Path, theirs: Path) -> bool:
    """Whether our names are lost, unreadable or none at all, and those of the copy are not."""
    here, there = read_confirmed(ours), read_confirmed(theirs)
    said = bool(there.names or there.refused) and not there.findings
    return not (ours / INDEX).is_file() or (said and (bool(here.findings) or not (here.names or here.refused)))


def _copy_register(ours: Writer, theirs: Writer) -> None:
    for name in _REGISTER:
        path = ours.archive.folder / name
        try:
            if path.is_file():
                theirs.replace(theirs.archive.folder / name, path.read_bytes())
        except OSError as error:
            raise disk_error(theirs.archive.folder / name, error) from error


def _read_back(archive: Archive, object_id: str, done: Copied) -> Iterator[Finding]:
    """Findings on every file of an object that is not what its inventory says; counts what was read."""
    try:
        obj = read_object(archive, object_id)
    except BulletinError as error:
        yield from error.findings
        return
    for digest, path in sorted(obj.manifest.items(), key=lambda pair: pair[1]):
        file = obj.folder / path
        try:
            found, size = _from_disk(file)
        except OSError:
            yield from damaged(file, "không đọc lại được", "it cannot be read back").findings
            continue
        done.files, done.bytes = done.files + 1, done.bytes + size
        if found != digest:
            yield from damaged(file, "đọc lại thấy khác", "it reads back as something else").findings
    for folder in (obj.folder, *(obj.folder / f"v{number}" for number in obj.versions)):
        yield from _pair(folder, done)


def _pair(folder: Path, done: Copied) -> Iterator[Finding]:
    try:
        data, sidecar = (folder / inv.NAME).read_bytes(), (folder / inv.SIDECAR).read_bytes()
    except OSError:
        data, sidecar = b"", b""
    done.files, done.bytes = done.files + 2, done.bytes + len(data) + len(sidecar)
    if not inv.sidecar_fits(data, sidecar):
        yield from damaged(
            folder / inv.NAME, "mục lục không khớp với dấu băm", "the inventory does not fit its hash"
        ).findings


def _from_disk(file: Path) -> tuple[str, int]:
    """SHA-512 and size of a file, from the medium as far as the system lets us pass over its memory."""
    digest, size = hashlib.sha512(), 0
    with file.open("rb", buffering=0) as stream:
        with contextlib.suppress(OSError, AttributeError):
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size
