"""`bulletin verify`: read every issue of the archive, or those of one part of a rota, and say what is not as kept."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from bulletin.archive.events import add_with_event
from bulletin.archive.events import head as end_of_history
from bulletin.archive.fixity import rules
from bulletin.archive.fixity.check import check_object
from bulletin.archive.fixity.reading import read_file
from bulletin.archive.fixity.record import EMPTY, FILE, LastReading, Record, read_record, write_record
from bulletin.archive.fixity.store import check_store
from bulletin.archive.fixity.values import WHOLE, CheckedObject, Damage, RotaPart, Verified
from bulletin.archive.guide import GUIDE, archive_guide
from bulletin.archive.store.inventory import Inventory
from bulletin.archive.store.object import StoredObject, read_object
from bulletin.archive.store.root import Archive, object_ids
from bulletin.archive.store.writer import writing
from bulletin.errors import BulletinError, Finding, Place

LONGEST_DAYS = 90
_RULES = {"changed": rules.CHANGED, "missing": rules.MISSING, "untracked": rules.UNTRACKED}

Progress = Callable[[str, int, int], None]


def verify(
    archive: Archive,
    now: dt.datetime,
    part: RotaPart = WHOLE,
    progress: Progress | None = None,
) -> Verified:
    """Read and compare; nothing is written.

    Args:
        archive: the archive.
        now: the time, with its zone.
        part: which issues are read; the store's own files are read every time.
        progress: is told the id of each issue before it is read, its number and how many there are.
    """
    record = read_record(archive)
    known = record or EMPTY
    there = object_ids(archive)
    every = sorted({*there, *known})
    ours = [object_id for object_id in every if in_part(object_id, part)]
    objects: list[CheckedObject] = []
    for number, object_id in enumerate(ours, 1):
        if progress is not None:
            progress(object_id, number, len(ours))
        objects.append(_checked(archive, object_id, known.get(object_id), present=object_id in there))
    whole = {obj.id: now for obj in objects if obj.whole}
    kept = {obj.id: obj.truth for obj in objects if obj.truth is not None}
    times = {object_id: whole.get(object_id) or _read_at(known, object_id) for object_id in every}
    findings = [*_record_findings(record), *_guide(archive), *_overdue(archive, times, kept, now)]
    last = min((at for at in times.values() if at is not None), default=None)
    full = last if all(times.values()) else None
    found = Verified(now, part, len(every), tuple(objects), check_store(archive), tuple(findings), full, whole)
    # Below a list of damage, a day since when all was whole would be taken for the state of today.
    return replace(found, last_full=None) if is_damaged(found) else found


def remember(archive: Archive, verified: Verified) -> None:
    """Write down which issues were read whole.

    Raises:
        OutputError: the archive cannot be written.
    """
    new: dict[str, LastReading] = {}
    for obj in verified.objects:
        if obj.id in verified.read and obj.truth is not None:
            new[obj.id] = LastReading(verified.at, obj.truth.head, obj.chain)
    if new:
        write_record(archive, new)


def finish_interrupted(archive: Archive, verified: Verified) -> tuple[Finding, ...]:
    """Let the writer repair an update that was cut short, and return what it says; without one nothing is touched.

    Raises:
        OutputError: the archive cannot be written.
    """
    if not any(obj.interrupted for obj in verified.objects) or is_damaged(verified):
        return ()
    with writing(archive) as writer:
        return writer.recovered


def record_events(archive: Archive, verified: Verified, now: dt.datetime) -> Verified:
    """Add the event `verified` to the history of every issue that is whole, and return what is true afterwards.

    Raises:
        OutputError: the archive cannot be written.
    """
    after: list[CheckedObject] = []
    with writing(archive) as writer:
        for obj in verified.objects:
            if obj.whole:
                values = {"files": str(obj.files), "bytes": str(obj.bytes)}
                add_with_event(writer, obj.id, "verified", values, now, {})
                stored = read_object(archive, obj.id)
                obj = replace(obj, truth=stored.inventory, chain=end_of_history(stored))
            after.append(obj)
    return replace(verified, objects=tuple(after))


def findings_of(verified: Verified) -> tuple[Finding, ...]:
    """Everything that was found, as findings: the store, then issue by issue, then time."""
    found = [damage_finding(damage) for damage in verified.store]
    for obj in verified.objects:
        found += [damage_finding(damage) for damage in obj.damages]
        found += obj.findings
        if obj.interrupted:
            found.append(Finding(rules.INTERRUPTED, Place(file=obj.id), values={"id": obj.id}))
    return (*found, *verified.findings)


def is_damaged(verified: Verified) -> bool:
    """Whether anything is not as it was kept."""
    return bool(verified.store) or not all(obj.whole for obj in verified.objects)


def is_repairable(verified: Verified) -> bool:
    """Whether a file was changed or lost, which another store may still have."""
    return any(damage.kind != "untracked" for damage in verified.damages)


def damage_finding(damage: Damage) -> Finding:
    """The finding for one damaged file."""
    names = ", ".join(damage.names)
    values = {"path": damage.path, "issue": damage.issue, "names_vi": "", "names_en": ""}
    if names and not damage.path.endswith("/" + names):
        values |= {"names_vi": f" (là {names})", "names_en": f" (which is {names})"}
    return Finding(_RULES[damage.kind], Place(file=damage.issue or "kho"), values=values)


def is_listed(finding: Finding) -> bool:
    """Whether a finding is one of a damaged file, which lists name file by file."""
    return any(finding.is_(rule) for rule in _RULES.values())


def in_part(object_id: str, part: RotaPart) -> bool:
    """Whether an issue belongs to a part; it stays in its part when others are kept."""
    return int(hashlib.sha512(object_id.encode()).hexdigest(), 16) % part.count == part.number - 1


def _checked(archive: Archive, object_id: str, before: LastReading | None, *, present: bool) -> CheckedObject:
    """An object with what the last verification knew of it."""
    if not present:
        return CheckedObject(object_id, None, (Damage("missing", object_id, object_id),))
    obj = check_object(archive, object_id)
    if before is None or obj.truth is None:
        return obj
    found = tuple(_since(archive, obj, obj.truth, before))
    if not found:
        return obj
    return replace(obj, findings=(*obj.findings, *found))


def _since(archive: Archive, obj: CheckedObject, truth: Inventory, before: LastReading) -> Iterator[Finding]:
    if truth.head < before.head:
        values = {"id": obj.id, "version": str(before.head), "head": str(truth.head)}
        yield Finding(rules.LOST_VERSION, Place(file=obj.id), values=values)
        return
    stored = StoredObject(obj.id, archive.object_folder(obj.id), truth.head, truth.versions, truth.manifest)
    try:
        then = end_of_history(stored, before.head)
    except BulletinError:  # the history's file is damaged, and named
        return
    if then != before.chain:
        values = {"id": obj.id, "date": f"{before.at:%d/%m/%Y}"}
        yield Finding(rules.REWRITTEN, Place(file=obj.id), values=values)


def _read_at(known: Record, object_id: str) -> dt.datetime | None:
    return known[object_id].at if object_id in known else None


def _record_findings(record: Record | None) -> Iterator[Finding]:
    if record is None:
        yield Finding(rules.STATE, Place(file=FILE), values={"file": FILE})


def _guide(archive: Archive) -> Iterator[Finding]:
    if read_file(archive.folder / GUIDE) != archive_guide():
        yield Finding(rules.GUIDE, Place(file=GUIDE))


def _overdue(
    archive: Archive, times: Mapping[str, dt.datetime | None], kept: Mapping[str, Inventory], now: dt.datetime
) -> Iterator[Finding]:
    """A finding when some issue was not read whole for too long; one that never was counts from when it was kept."""
    since = {object_id: at or _kept_at(archive, object_id, kept) for object_id, at in times.items()}
    late = {object_id: at for object_id, at in since.items() if at and (now - at).days > LONGEST_DAYS}
    if late:
        oldest = min(late, key=lambda object_id: (late[object_id], object_id))
        values = {
            "days": str((now - late[oldest]).days), "count": str(len(late)), "limit": str(LONGEST_DAYS), "id": oldest,
        }  # fmt: skip
        yield Finding(rules.OVERDUE, Place(file=FILE), values=values)


def _kept_at(archive: Archive, object_id: str, kept: Mapping[str, Inventory]) -> dt.datetime | None:
    if (known := kept.get(object_id)) is not None:
        return known.versions[1].created
    try:
        return read_object(archive, object_id).versions[1].created
    except BulletinError:
        return None
