"""Taking good files from a second store: first a plan to show, then the work. Nothing is ever deleted."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from bulletin.archive.events import add_with_event, events
from bulletin.archive.fixity import rules
from bulletin.archive.fixity.check import check_object, expected_paths, part_of, read_pair, same
from bulletin.archive.fixity.reading import file_hash, read_file
from bulletin.archive.fixity.store import ROOT_FILES
from bulletin.archive.fixity.values import CheckedObject, Damage, Verified
from bulletin.archive.store import inventory as inv
from bulletin.archive.store.disk import DISK, Disk, Hashed, Source
from bulletin.archive.store.inventory import Inventory
from bulletin.archive.store.object import read_object
from bulletin.archive.store.root import Archive, object_ids
from bulletin.archive.store.writer import Writer, writing
from bulletin.errors import Finding, InputError, Place
from bulletin.lazy import dataclass
from bulletin.runtime.files import write_error

ASIDE = "hong"
"""The folder beside the storage root where damaged files are kept."""


@dataclass(frozen=True, slots=True)
class RepairStep:
    """One file to be put right: its place below the storage root, and where good bytes are."""

    issue: str
    path: str
    source: Source


@dataclass(frozen=True, slots=True)
class RepairPlan:
    """What a repair would do, in its order; `lacking` are damaged files of which the copy has no good bytes.

    `left` are files that nobody kept: they stay where they are.
    """

    copy: Archive
    steps: tuple[RepairStep, ...] = ()
    lacking: tuple[Damage, ...] = ()
    left: tuple[Damage, ...] = ()


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was put right, and where the damaged files are now (None when there were only missing ones)."""

    steps: tuple[RepairStep, ...]
    aside: Path | None
    findings: tuple[Finding, ...]


def plan_repair(archive: Archive, verified: Verified, copy: Archive) -> RepairPlan:
    """What can be taken from a copy. Nothing is written.

    Raises:
        InputError: the copy is the archive itself.
    """
    if archive.folder.resolve() == copy.folder.resolve():
        values = {"path": str(copy.folder)}
        raise InputError([Finding(rules.SAME_ARCHIVE, Place(file=str(copy.folder)), values=values)])
    steps = _store_steps(verified.store)
    lacking: list[Damage] = []
    left = [damage for damage in verified.store if damage.kind == "untracked"]
    copied = set(object_ids(copy)) if copy.root.is_dir() else set()
    here = {obj.id: obj for obj in verified.objects}
    for object_id in sorted({*here, *(copied - set(object_ids(archive)))}):
        obj = here.get(object_id) or CheckedObject(object_id, None, (Damage("missing", object_id, object_id),))
        if obj.whole and not _is_older(obj, copy, copied):
            continue
        planned = _object_plan(archive, obj, copy, there=object_id in copied)
        steps += planned.steps
        lacking += planned.lacking
        left += planned.left
    return RepairPlan(copy, tuple(steps), tuple(lacking), tuple(left))


def repair(
    archive: Archive, plan: RepairPlan, now: dt.datetime, disk: Disk = DISK, *, is_main: bool | None = None
) -> Repaired:
    """Do what a plan says, and record it in the history of every issue of the archive that is whole afterwards.

    A damaged file is moved aside, never removed; the new one is complete on the disk before it gets its name.

    Args:
        archive: what is put right.
        plan: what is to be done.
        now: the time, with its zone.
        disk: how it is written.
        is_main: whether this is the archive and the other store its copy. A copy gets no version of its own: the
            archive would not go on with it. None: the history says, issue by issue, what was copied where to.

    Raises:
        OutputError: the disk is full or broken, or another command is writing.
        InputError: the copy changed since the plan was made.
    """
    folder = archive.folder / ASIDE / f"{now:%Y-%m-%dT%H%M%S}"
    findings: list[Finding] = []
    moved = False
    with writing(archive, disk) as writer:
        try:
            for step in plan.steps:
                was_there = _put(archive, step, folder, disk)
                moved = moved or was_there
                aside = f"{ASIDE}/{folder.name}" if was_there else "–"
                values = {"path": step.path, "aside": aside}
                findings.append(Finding(rules.REPAIRED, Place(file=step.issue or "kho"), values=values))
        except OSError as error:
            raise write_error(Path(error.filename or archive.folder), error) from error
        finally:
            with contextlib.suppress(OSError):
                shutil.rmtree(archive.stage)
        if is_main is not False:
            _record(writer, plan, now, is_main=is_main is True)
    return Repaired(plan.steps, folder if moved else None, tuple(findings))


def _record(writer: Writer, plan: RepairPlan, now: dt.datetime, *, is_main: bool) -> None:
    """Add the event `verified` to the history of the issues that were put right and are whole now."""
    counts: dict[str, int] = {}
    for step in plan.steps:
        if step.issue:
            counts[step.issue] = counts.get(step.issue, 0) + 1
    for object_id, count in counts.items():
        if check_object(writer.archive, object_id).whole and (is_main or _was_copied_there(writer, plan, object_id)):
            values = {"repaired": str(count), "from": plan.copy.folder.name}
            add_with_event(writer, object_id, "verified", values, now, {})


def _was_copied_there(writer: Writer, plan: RepairPlan, object_id: str) -> bool:
    """Whether an issue was once copied from this store to the other: where the names leave a doubt, it was not."""
    copied = {
        event.values.get("to") for event in events(read_object(writer.archive, object_id)) if event.kind == "copied"
    }
    return plan.copy.folder.name in copied and writer.archive.folder.name not in copied


def _store_steps(damages: Iterable[Damage]) -> list[RepairStep]:
    """The store's own files have known contents: no copy is needed."""
    return [
        RepairStep("", damage.path, ROOT_FILES[damage.path][0])
        for damage in damages
        if damage.kind != "untracked" and damage.path in ROOT_FILES
    ]


def _is_older(obj: CheckedObject, copy: Archive, copied: set[str]) -> bool:
    """Whether the copy has versions that a whole object of ours lacks although it continues ours."""
    if obj.id not in copied or obj.truth is None:
        return False
    theirs = read_pair(copy.object_folder(obj.id), obj.id).good
    return theirs is not None and theirs.head > obj.truth.head and same(part_of(theirs, obj.truth.head), obj.truth)


def _object_plan(archive: Archive, obj: CheckedObject, copy: Archive, *, there: bool) -> RepairPlan:
    twin = check_object(copy, obj.id) if there else CheckedObject(obj.id, None)
    truth = _truth(obj, twin)
    if truth is None:
        return RepairPlan(copy, lacking=tuple(damage for damage in obj.damages if damage.kind != "untracked"))
    found = check_object(archive, obj.id, truth)
    steps: list[RepairStep] = []
    lacking: list[Damage] = []
    for damage in found.damages:
        if damage.kind == "untracked":
            continue
        source = next(_sources(archive, copy, truth, damage.path.removeprefix(f"{obj.id}/")), None)
        if source is None:
            lacking.append(damage)
        else:
            steps.append(RepairStep(obj.id, damage.path, source))
    # The outer inventory says what there is: it comes when the rest is in its place, and its hash is the last.
    steps.sort(key=lambda step: (step.path.count("/") == 1, step.path))
    left = tuple(damage for damage in found.damages if damage.kind == "untracked")
    return RepairPlan(copy, tuple(steps), tuple(lacking), left)


def _truth(obj: CheckedObject, twin: CheckedObject) -> Inventory | None:
    """Which inventory tells what there should be: that of the copy when it continues ours or ours is gone."""
    if twin.truth is None or not _good_history(twin):
        return obj.truth
    if obj.truth is None:
        return twin.truth
    continues = twin.truth.head > obj.truth.head and same(part_of(twin.truth, obj.truth.head), obj.truth)
    return twin.truth if continues or not _good_history(obj) else obj.truth


def _good_history(obj: CheckedObject) -> bool:
    return not obj.findings


def _sources(archive: Archive, copy: Archive, truth: Inventory, path: str) -> Iterator[Source]:
    """Good bytes for one file of an object, proved by their hash, the copy's first."""
    ours, theirs = archive.object_folder(truth.id), copy.object_folder(truth.id)
    name = path.rsplit("/", 1)[-1]
    if path == inv.MARKER:
        yield inv.MARKER_TEXT
    elif digest := expected_paths(truth)[path]:
        for folder in (theirs, ours):
            for place in (folder / path, *_same_bytes(folder, truth, digest)):
                found = file_hash(place)
                if found is not None and found[0] == digest:
                    yield Hashed(place, digest)
    else:
        number = inv.version_number(path.split("/", 1)[0]) or truth.head
        wanted = part_of(truth, number)
        for folder in (theirs / f"v{number}", theirs, ours / f"v{number}", ours):
            pair = read_pair(folder, truth.id)
            if pair.data is not None and pair.good is not None and same(pair.good, wanted):
                yield pair.data if name == inv.NAME else inv.sidecar_bytes(pair.data)
        # The inventory alone, or its hash alone, may still be whole: the two prove each other.
        data = inv.inventory_bytes(wanted)
        sidecar = read_file(ours / path.removesuffix(name) / inv.SIDECAR)
        if name == inv.NAME and sidecar == inv.sidecar_bytes(data):
            yield data
        elif name == inv.SIDECAR and read_file(ours / path.removesuffix(name) / inv.NAME) == data:
            yield inv.sidecar_bytes(data)


def _same_bytes(folder: Path, truth: Inventory, digest: str) -> Iterator[Path]:
    """Another place of the same bytes, when the copy was written in another order."""
    pair = read_pair(folder, truth.id)
    if pair.good is not None and digest in pair.good.manifest:
        yield folder / pair.good.manifest[digest]


def _put(archive: Archive, step: RepairStep, aside: Path, disk: Disk) -> bool:
    """Write the good file, move the damaged one aside, give the good one its name; whether there was a damaged one."""
    target, staged = archive.root / step.path, archive.stage / "file"
    disk.folder(archive.stage)
    if staged.exists():
        staged.unlink()
    found = disk.write(staged, step.source)
    if isinstance(step.source, Hashed) and found != step.source.sha512:
        values = {"path": step.path}
        raise InputError([Finding(rules.NOT_IN_COPY, Place(file=step.issue), values=values)])
    _folders(archive.root, target.parent, aside, disk)
    there = os.path.lexists(target)
    if there:
        _move_aside(archive.root, target, aside, disk)
    disk.rename(staged, target)
    disk.sync_folders([target.parent])
    return there


def _folders(root: Path, folder: Path, aside: Path, disk: Disk) -> None:
    """Make the folders down to a file; a link or a file in the place of one is moved aside, never followed."""
    for place in [*reversed(folder.relative_to(root).parents), folder.relative_to(root)]:
        path = root / place
        if os.path.lexists(path) and (path.is_symlink() or not path.is_dir()):
            _move_aside(root, path, aside, disk)
    disk.folder(folder)


def _move_aside(root: Path, path: Path, aside: Path, disk: Disk) -> None:
    place = aside / path.relative_to(root)
    number = 1
    while os.path.lexists(place):
        number += 1
        place = place.with_name(f"{path.name}.{number}")
    disk.folder(place.parent)
    disk.rename(path, place)
    disk.sync_folders([place.parent])


def lacking(plan: RepairPlan) -> tuple[Finding, ...]:
    """Findings on the damaged files of which the copy has no good bytes."""
    return tuple(
        Finding(rules.NOT_IN_COPY, Place(file=damage.issue or "kho"), values={"path": damage.path})
        for damage in plan.lacking
    )
