"""Keeping an issue: nothing happens for the same bytes, a new version with a reason for others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from bulletin.archive import rules
from bulletin.archive.events import Kind, add_with_event
from bulletin.archive.guide import GUIDE, IMPORTED_FILE, archive_guide
from bulletin.archive.package import README, Package
from bulletin.archive.store.disk import digest_of, disk_error
from bulletin.archive.store.object import StoredObject
from bulletin.archive.store.root import Archive, object_ids
from bulletin.archive.store.writer import Change, Writer
from bulletin.errors import Finding, InputError, Place
from bulletin.lazy import dataclass
from bulletin.release import FILE_NAME

SIGNED, RECORD = "record-signed.pdf", "record.pdf"
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class KeptIssue:
    """What became of an issue: its id and version; `new` is False when the same bytes were there already."""

    id: str
    version: int
    new: bool
    findings: tuple[Finding, ...] = ()


def put_guide(writer: Writer) -> None:
    """Write the guide at the top of the archive, unless it is there as it is today."""
    data = archive_guide()
    path = writer.archive.folder / GUIDE
    try:
        if path.is_file() and path.read_bytes() == data:
            return
        writer.replace(path, data)
    except OSError as error:
        raise disk_error(path, error) from error


def keep(writer: Writer, package: Package, reason: str | None, now: dt.datetime) -> KeptIssue:
    """Put an issue into the archive.

    Args:
        writer: the right to write.
        package: everything of the issue.
        reason: why other bytes than before are kept; needed only then.
        now: the time, with its zone.

    Raises:
        InputError: other bytes were kept before and no reason is given; the archive is another publication's.
        OutputError: the disk is full or broken; what was kept before is as it was.
    """
    _check_publication(writer.archive, package)
    put_guide(writer)
    obj = writer.find(package.id)
    if obj is None:
        return KeptIssue(package.id, _write(writer, package, None, reason, now), True)
    _check_kind(obj, package)
    before = {path: digest for path, digest in obj.state().items() if _is_primary(path)}
    after = {path: digest_of(source) for path, source in package.files.items() if _is_primary(path)}
    if before == after:
        return KeptIssue(package.id, obj.head, False)
    lacking = before.keys() - after.keys()
    if lacking and lacking <= package.camera and before == after | {path: before[path] for path in lacking}:
        found = Finding(rules.ORIGINALS_BEFORE, Place(file=package.id), values={"id": package.id})
        return KeptIssue(package.id, obj.head, False, (found,))
    if not reason or not reason.strip():
        raise InputError([_reason_missing(package.id, before, after)])
    findings = tuple(_signature_left(obj, after))
    return KeptIssue(package.id, _write(writer, package, obj, reason.strip(), now), True, findings)


def _write(writer: Writer, package: Package, obj: StoredObject | None, reason: str | None, now: dt.datetime) -> int:
    changes: dict[str, Change] = dict(package.files)
    if obj is not None:
        stale = {path for path in obj.state() if not path.startswith("records/") and path not in package.files}
        changes |= dict.fromkeys(stale)
        if obj.state().get(RECORD) == digest_of(package.files.get(RECORD, b"")) and SIGNED in stale:
            del changes[SIGNED]
    values = {"release": digest_of(package.files[FILE_NAME])} | ({"reason": reason} if reason else {})
    if not package.camera <= package.files.keys():
        values["without"] = "originals"
    kind: Kind = "corrected" if obj else "kept"
    message = reason or "Lưu lần đầu / First kept"
    return add_with_event(writer, package.id, kind, values, now, changes, message)


def _is_primary(path: str) -> bool:
    """Whether a file was built or read, not derived from such files or recorded later."""
    return not path.startswith(("records/", "text/")) and path not in {README, SIGNED}


def _reason_missing(object_id: str, before: Mapping[str, str], after: Mapping[str, str]) -> Finding:
    names = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    shown = ", ".join(names[:_SHOWN]) + (f" … {len(names)}" if len(names) > _SHOWN else "")
    return Finding(rules.REASON, Place(file=object_id), values={"id": object_id, "files": shown})


def _signature_left(obj: StoredObject, after: Mapping[str, str]) -> Iterator[Finding]:
    if SIGNED in obj.state() and obj.state().get(RECORD) != after.get(RECORD):
        yield Finding(rules.SIGNATURE_LEFT, Place(file=obj.id), values={"id": obj.id, "version": str(obj.head)})


def _check_kind(obj: StoredObject, package: Package) -> None:
    """A PDF from outside never takes the place of an issue that was built.

    Raises:
        InputError: it would.
    """
    if IMPORTED_FILE in package.files and IMPORTED_FILE not in obj.state():
        raise InputError([Finding(rules.BUILT_ISSUE, Place(file=obj.id), values={"id": obj.id})])


def _check_publication(archive: Archive, package: Package) -> None:
    """An archive holds one publication.

    Raises:
        InputError: it holds another.
    """
    known = sorted({one.rsplit("-", 2)[0] for one in object_ids(archive)})
    if known and package.release.publication not in known:
        values = {"known": ", ".join(known), "id": package.release.publication}
        raise InputError([Finding(rules.OTHER_PUBLICATION, Place(file=str(archive.folder)), values=values)])
