"""Taking a version out as a folder to work in: what was typed, its photos, its layout, and what was built."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from bulletin.archive.guide import IMPORTED_FILE
from bulletin.archive.restore import rules
from bulletin.archive.store.object import StoredFile, StoredObject, damaged, files, read_bytes
from bulletin.archive.store.root import Archive
from bulletin.errors import Finding, InputError, OutputError, Place
from bulletin.lazy import dataclass
from bulletin.release import FILE_NAME, Release, read_release, sha256
from bulletin.runtime.files import sync_folder, write_error

BUILD, ISSUE = "build", "issue/"
_CHUNK = 1 << 20
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Restored:
    """What was taken out: where it is, of which version, how many files, what to know about it.

    `lacking` are inputs of the issue that the archive has not (camera files).
    """

    folder: Path
    version: int
    files: int
    lacking: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def restore_issue(archive: Archive, obj: StoredObject, version: int | None, into: Path) -> Restored:
    """Write a working issue folder; what was built is in its `build`.

    Args:
        archive: where the object is.
        obj: the issue.
        version: the newest unless a number is given.
        into: a folder that is empty or does not exist.

    Raises:
        InputError: there is no such version, it has no inputs, the folder will not do, or a file is damaged (code 8).
        OutputError: the folder cannot be written, or is not empty.
    """
    number = obj.head if version is None else version
    stored = files(obj, number)
    if IMPORTED_FILE in stored:
        raise InputError([Finding(rules.IMPORTED, Place(file=obj.id), values={"id": obj.id})])
    release = release_of(obj, number)
    wanted = dict(_inputs(stored)) | dict(_built(stored, release))
    findings: list[Finding] = []
    for path, file in _layouts(stored, release, findings):
        wanted.setdefault(path, file)
    lacking = tuple(sorted(name for name in release.inputs if f"{ISSUE}{name}" not in stored))
    if lacking:
        shown = ", ".join(lacking[:_SHOWN]) + (" …" if len(lacking) > _SHOWN else "")
        values = {"count": str(len(lacking)), "files": shown}
        findings.append(Finding(rules.NO_PHOTOS, Place(file=obj.id), values=values))
    write_folder(archive, into, wanted)
    return Restored(into, number, len(wanted), lacking, tuple(findings))


def release_of(obj: StoredObject, version: int) -> Release:
    """The release of a version, its bytes compared with their hash.

    Raises:
        InputError: it is damaged or none of ours.
    """
    read_bytes(obj, FILE_NAME, version)
    return read_release(files(obj, version)[FILE_NAME].content)


def write_folder(
    archive: Archive, into: Path, wanted: Mapping[str, StoredFile], made: Mapping[str, bytes] | None = None
) -> None:
    """Write files into a new folder: all of them or none. Each is compared with its hash on the way.

    Args:
        archive: must not hold the folder.
        into: a folder that is empty or does not exist.
        wanted: stored files by the path that they get; the paths are safe, the inventory was read so.
        made: other files by their path.

    Raises:
        InputError: a stored file is lost or changed, or the folder is inside the archive.
        OutputError: the folder is not empty, or the disk is full or broken.
    """
    check_target(archive, into)
    part = into.with_name(f".{into.name}.part-{os.getpid()}")
    try:
        try:
            part.mkdir(parents=True)
            for path, file in wanted.items():
                _copy(file, part / path)
            for path, data in (made or {}).items():
                _write(part / path, data)
            for folder, _, _ in os.walk(part, topdown=False):
                sync_folder(Path(folder))
            part.replace(into)
            sync_folder(into.parent)
        finally:
            with contextlib.suppress(OSError):
                shutil.rmtree(part)
    except OSError as error:
        raise write_error(Path(error.filename or into), error) from error


def check_target(archive: Archive, into: Path) -> None:
    """Refuse a folder that is not new, or is inside the archive.

    Raises:
        InputError: it is inside the archive.
        OutputError: it is not empty, or is no folder.
    """
    values = {"path": str(into)}
    store, target = archive.folder.resolve(), into.resolve()
    if store == target or store in target.parents:
        raise InputError([Finding(rules.INSIDE, Place(file=str(into)), values=values)])
    try:
        empty = not os.path.lexists(into) or (into.is_dir() and not into.is_symlink() and not any(into.iterdir()))
    except OSError as error:
        raise write_error(into, error) from error
    if not empty:
        raise OutputError([Finding(rules.NOT_EMPTY, Place(file=str(into)), values=values)])


def _inputs(stored: Mapping[str, StoredFile]) -> Iterator[tuple[str, StoredFile]]:
    for path, file in stored.items():
        if path.startswith(ISSUE):
            yield path.removeprefix(ISSUE), file


def _built(stored: Mapping[str, StoredFile], release: Release) -> Iterator[tuple[str, StoredFile]]:
    """What was built, in its place, so that the issue can be sent, checked and kept as on its day."""
    for name in (FILE_NAME, *(edition.file for edition in release.editions), *release.files):
        if name in stored:
            yield f"{BUILD}/{name}", stored[name]


def _layouts(
    stored: Mapping[str, StoredFile], release: Release, findings: list[Finding]
) -> Iterator[tuple[str, StoredFile]]:
    """The kept layout as one of the office's own, when the program's layout of that name has changed since."""
    from bulletin.sources.layouts.read import BASE, read_layout

    for name in sorted({path.split("/", 1)[0] for path in release.layout} - {BASE}):
        kept = {path.split("/", 1)[1]: digest for path, digest in release.layout.items() if path.startswith(f"{name}/")}
        own = f"{ISSUE}layouts/{name}/"
        if any(path.startswith(own) for path in stored):
            continue
        found = read_layout(name).files
        if found is None or {path: sha256(data) for path, data in found.data.items()} != kept:
            findings.append(Finding(rules.LAYOUT_ADDED, Place(file=f"layouts/{name}"), values={"name": name}))
            for path in kept:
                if (file := stored.get(f"layout/{name}/{path}")) is not None:
                    yield f"layouts/{name}/{path}", file


def _copy(file: StoredFile, target: Path) -> None:
    """Copy one file, to be worked on; its bytes are those that were kept.

    Raises:
        InputError: they are lost or changed.
    """
    try:
        source = file.content.open("rb", buffering=0)
    except OSError as error:
        raise damaged(file.content, "tệp bị mất hoặc không đọc được", "the file is lost or unreadable") from error
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha512()
    with source, target.open("xb", buffering=0) as stream:
        while chunk := source.read(_CHUNK):
            _all(stream.fileno(), chunk)
            digest.update(chunk)
        os.fsync(stream.fileno())
    if digest.hexdigest() != file.sha512:
        raise damaged(file.content, "nội dung tệp đã bị thay đổi", "the content has changed")


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb", buffering=0) as stream:
        _all(stream.fileno(), data)
        os.fsync(stream.fileno())


def _all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
