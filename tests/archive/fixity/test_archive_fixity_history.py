"""Figure 16: an event that is edited, dropped or moved is seen, however well the inventories are made to fit."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from archive_kit import judged
from fixity_kit import LATER, object_id, small_archive

from bulletin.archive import events
from bulletin.archive.fixity.check import check_object
from bulletin.archive.fixity.record import FILE, read_record
from bulletin.archive.fixity.values import RotaPart
from bulletin.archive.fixity.verify import findings_of, in_part, is_damaged, record_events, remember, verify
from bulletin.archive.store import inventory as inv
from bulletin.archive.store.inventory import Inventory, VersionInfo
from bulletin.archive.store.object import read_object
from bulletin.archive.store.root import Archive
from bulletin.archive.store.writer import add_version

ID = object_id(46)
AFTER = LATER + dt.timedelta(days=1)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = small_archive(tmp_path)
    events.append(made, ID, "printed", {"copies": "500"}, AFTER)
    return made


def rules(archive: Archive) -> set[str]:
    return {finding.rule.id for finding in check_object(archive, ID).findings}


def forge(archive: Archive, lines: Callable[[list[bytes]], list[bytes]]) -> None:
    """Rewrite the newest history as a forger would who can compute hashes: content, inventories and hashes all fit."""
    obj = read_object(archive, ID)
    old = obj.state()[events.FILE]
    path = obj.folder / obj.manifest[old]
    path.chmod(0o644)
    data = b"".join(lines(path.read_bytes().splitlines(keepends=True)))
    path.write_bytes(data)
    new = hashlib.sha512(data).hexdigest()
    manifest = {new if digest == old else digest: place for digest, place in obj.manifest.items()}
    state = {name: new if digest == old else digest for name, digest in obj.state().items()}
    versions: dict[int, VersionInfo] = {**obj.versions, obj.head: replace(obj.versions[obj.head], state=state)}
    content = inv.inventory_bytes(Inventory(ID, obj.head, versions, manifest))
    for folder in (obj.folder, obj.folder / f"v{obj.head}"):
        for name, written in ((inv.NAME, content), (inv.SIDECAR, inv.sidecar_bytes(content))):
            (folder / name).chmod(0o644)
            (folder / name).write_bytes(written)


def edited(lines: list[bytes], number: int) -> list[bytes]:
    return [line.replace(b'"500"', b'"900"').replace(b"12/46", b"13/46") if n == number else line
            for n, line in enumerate(lines)]  # fmt: skip


def chained(lines: list[bytes]) -> list[bytes]:
    """The lines with every hash made anew."""
    done: list[bytes] = []
    for line in lines:
        before = events.hash_of(done[-1]) if done else events.first_hash(ID)
        value = json.loads(line) | {"before": before}
        done.append(json.dumps(value, ensure_ascii=False, sort_keys=True).encode() + b"\n")
    return done


@pytest.mark.parametrize("number", [1, 2])
def test_an_edited_event(archive: Archive, number: int) -> None:
    assert rules(archive) == set()
    forge(archive, lambda lines: edited(lines, number))
    # The last event has none after it; only what was read before can prove that it was another.
    assert bool(rules(archive)) is (number < 2)


@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("anew", [False, True])
def test_a_dropped_event(archive: Archive, number: int, *, anew: bool) -> None:
    def drop(lines: list[bytes]) -> list[bytes]:
        left = [line for n, line in enumerate(lines) if n != number]
        return chained(left) if anew else left

    forge(archive, drop)
    assert rules(archive) & {"archive.history", "archive.no-event"}


@pytest.mark.parametrize(("one", "other"), [(0, 1), (1, 2), (0, 2)])
@pytest.mark.parametrize("anew", [False, True])
def test_events_in_another_order(archive: Archive, one: int, other: int, *, anew: bool) -> None:
    def swap(lines: list[bytes]) -> list[bytes]:
        lines[one], lines[other] = lines[other], lines[one]
        return chained(lines) if anew else lines

    forge(archive, swap)
    assert "archive.history" in rules(archive)


def test_a_version_that_no_event_made(archive: Archive) -> None:
    add_version(archive, ID, {"records/la.txt": b"la"}, "la", AFTER)
    assert rules(archive) == {"archive.no-event"}


def test_what_was_read_before_proves_what_the_chain_cannot(archive: Archive) -> None:
    """The last event edited, versions taken away, a whole issue gone: all fit in themselves."""
    remember(archive, verify(archive, AFTER))
    assert read_record(archive)
    before = archive.folder.with_name("truoc")
    shutil.copytree(archive.folder, before)
    forge(archive, lambda lines: edited(lines, 2))
    assert [finding.rule.id for finding in findings_of(verify(archive, AFTER))] == ["archive.rewritten"]
    assert is_damaged(verify(archive, AFTER))

    again = small_archive(archive.folder.with_name("cu"))  # an old copy, whole in itself
    shutil.copy(before / FILE, again.folder / FILE)
    found = findings_of(verify(again, AFTER))
    assert [finding.rule.id for finding in found] == ["archive.lost-version"]
    assert found[0].values["version"] == "3"

    shutil.rmtree(again.object_folder(ID))
    assert [(finding.rule.id, finding.values["issue"]) for finding in findings_of(verify(again, AFTER))] == [
        ("archive.missing", ID)
    ]


def test_new_events_and_versions_are_no_alarm(archive: Archive) -> None:
    remember(archive, verify(archive, AFTER))
    events.append(archive, ID, "corrected", {"reason": "x"}, AFTER, {"records/x.txt": b"x"})
    assert findings_of(verify(archive, AFTER)) == ()
    done = record_events(archive, verify(archive, AFTER), AFTER)
    remember(archive, done)
    assert findings_of(verify(archive, AFTER)) == ()
    assert [event.kind for event in events.events(read_object(archive, ID))][-1] == "verified"
    assert judged(archive.root) == ""


def test_the_record_notices_its_own_damage(archive: Archive) -> None:
    remember(archive, verify(archive, AFTER))
    path = archive.folder / FILE
    data = path.read_bytes()
    for at in range(0, len(data), 3):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert read_record(archive) is None, at
    assert "archive.verify-record" in {finding.rule.id for finding in findings_of(verify(archive, AFTER))}
    path.write_bytes(data)
    assert read_record(archive) is not None


def test_the_rota_and_the_ninety_days(tmp_path: Path) -> None:
    archive = small_archive(tmp_path, 1, 2, 3, 4)
    ids = [object_id(number) for number in (1, 2, 3, 4)]
    parts = [RotaPart(number, 3) for number in (1, 2, 3)]
    assert sorted(one for part in parts for one in ids if in_part(one, part)) == ids
    kept = read_object(archive, ids[0]).versions[1].created
    assert verify(archive, kept + dt.timedelta(days=90)).findings == ()
    # Never read: they count from when they were kept.
    late = kept + dt.timedelta(days=91)
    part = next(part for part in parts if any(in_part(one, part) for one in ids))
    found = verify(archive, late, part)
    ours = [one for one in ids if in_part(one, part)]
    assert [obj.id for obj in found.objects] == ours
    assert found.last_full is None
    overdue = [finding for finding in found.findings if finding.rule.id == "archive.overdue"]
    assert [finding.values["count"] for finding in overdue] == ([str(4 - len(ours))] if len(ours) < 4 else [])
    remember(archive, found)
    for other in parts:
        remember(archive, verify(archive, late + dt.timedelta(days=other.number), other))
    done = verify(archive, late + dt.timedelta(days=4), part)
    assert done.findings == ()
    assert done.last_full is not None
    assert late <= done.last_full <= late + dt.timedelta(days=4)
    # A damaged issue was not read whole: its day does not move on.
    path = archive.object_folder(ids[0]) / "v1/content/screen.pdf"
    path.chmod(0o644)
    path.write_bytes(b"x")
    much = verify(archive, late + dt.timedelta(days=200))
    assert ids[0] not in much.read
    assert [finding.values["id"] for finding in much.findings] == [ids[0]]
