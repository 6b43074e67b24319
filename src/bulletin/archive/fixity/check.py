"""Checking one object: every byte of it is read and compared with its inventories, and these with one another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bulletin.archive import events
from bulletin.archive.fixity import rules
from bulletin.archive.fixity.reading import Entries, entries, file_hash, read_file
from bulletin.archive.fixity.values import CheckedObject, Damage, Kind
from bulletin.archive.store import inventory as inv
from bulletin.archive.store.inventory import Inventory
from bulletin.archive.store.object import StoredObject
from bulletin.archive.store.root import Archive
from bulletin.errors import BulletinError, Finding, Place, Rule
from bulletin.lazy import dataclass

_TRIES = 5


@dataclass(frozen=True, slots=True)
class Pair:
    """An inventory and the file with its hash as they are; `good` is the inventory when the two fit."""

    data: bytes | None
    sidecar: bytes | None
    good: Inventory | None


def check_object(archive: Archive, object_id: str, truth: Inventory | None = None) -> CheckedObject:
    """Read every byte of an object and compare.

    Args:
        archive: where it is.
        object_id: its id; the folder may be missing.
        truth: what it should be, when a second store knows better than the object itself.
    """
    folder = archive.object_folder(object_id)
    for _ in range(_TRIES):
        before = read_file(folder / inv.SIDECAR)
        found = _check(folder, object_id, truth)
        # Somebody may have kept a version meanwhile; then what was read is half old and half new.
        if read_file(folder / inv.SIDECAR) == before:
            break
    return found


def read_pair(folder: Path, object_id: str) -> Pair:
    """The inventory in a folder and its hash, compared to the last byte."""
    data, sidecar = read_file(folder / inv.NAME), read_file(folder / inv.SIDECAR)
    good = None
    if data is not None and sidecar == inv.sidecar_bytes(data):
        try:
            good = inv.parse_inventory(data, object_id)
        except ValueError:
            good = None
    return Pair(data, sidecar, good)


def part_of(truth: Inventory, number: int) -> Inventory:
    """The inventory that an object had with its version `number`, as the newest one tells."""
    versions = {n: info for n, info in truth.versions.items() if n <= number}
    manifest = {digest: path for digest, path in truth.manifest.items() if _version_of(path) <= number}
    return Inventory(truth.id, number, versions, manifest)


def same(one: Inventory, other: Inventory) -> bool:
    """Whether two inventories tell the same."""
    return (one.id, one.head, dict(one.manifest)) == (other.id, other.head, dict(other.manifest)) and all(
        (info.created, info.message, info.user, dict(info.state))
        == (other.versions[n].created, other.versions[n].message, other.versions[n].user, dict(other.versions[n].state))
        for n, info in one.versions.items()
    )


def expected_paths(truth: Inventory) -> dict[str, str]:
    """Every file that an object has, with its SHA-512; of inventories, hashes and marker nothing."""
    found = dict.fromkeys((inv.MARKER, inv.NAME, inv.SIDECAR), "")
    for number in truth.versions:
        found |= {f"v{number}/{inv.NAME}": "", f"v{number}/{inv.SIDECAR}": ""}
    return found | {path: digest for digest, path in truth.manifest.items()}


def _version_of(path: str) -> int:
    return inv.version_number(path.split("/", 1)[0]) or 0


def _check(folder: Path, object_id: str, given: Inventory | None) -> CheckedObject:
    there = entries(folder)
    root = read_pair(folder, object_id)
    pairs = {n: read_pair(folder / f"v{n}", object_id) for path in there.folders if (n := inv.version_number(path))}
    truth = given or _truth(root, pairs)
    if truth is None:
        kinds = [_kind(path, there) for path in (inv.NAME, inv.SIDECAR)]
        damages = [Damage(kind, object_id, f"{object_id}/{name}")
                   for kind, name in zip(kinds, (inv.NAME, inv.SIDECAR), strict=True)]  # fmt: skip
        unproved = Finding(rules.UNPROVED, Place(file=object_id), values={"id": object_id, "version": "1"})
        return CheckedObject(object_id, None, tuple(damages), (unproved,))
    return _Checking(folder, truth, there, root, pairs).checked()


def _truth(root: Pair, pairs: dict[int, Pair]) -> Inventory | None:
    good = [pair.good for n, pair in pairs.items() if pair.good is not None and pair.good.head == n]
    if root.good is not None:
        good.append(root.good)
    return max(good, key=lambda one: one.head, default=None)


def _kind(path: str, there: Entries) -> Kind:
    return "changed" if path in there.files or path in there.others or path in there.folders else "missing"


class _Checking:
    """One object against the inventory that is true for it."""

    def __init__(self, folder: Path, truth: Inventory, there: Entries, root: Pair, pairs: dict[int, Pair]) -> None:
        self.folder, self.truth, self.there, self.root, self.pairs = folder, truth, there, root, pairs
        self.expected = expected_paths(truth)
        self.damages: list[Damage] = []
        self.findings: list[Finding] = []
        self.files = self.bytes = 0
        self._names: dict[str, list[str]] = {}
        for info in truth.versions.values():
            for name, digest in info.state.items():
                if name not in (known := self._names.setdefault(digest, [])):
                    known.append(name)

    def checked(self) -> CheckedObject:
        """What was found, in the order of the paths."""
        interrupted = self._interrupted()
        self._marker()
        self._content()
        self._inventories(root=not interrupted)
        self._untracked()
        chain = self._history()
        damages = tuple(sorted(self.damages, key=lambda damage: (damage.path, damage.kind)))
        return CheckedObject(
            self.truth.id, self.truth, damages, tuple(self.findings), interrupted, chain, self.files, self.bytes
        )

    def _add(self, kind: Kind, path: str, digest: str = "") -> None:
        damage = Damage(kind, self.truth.id, f"{self.truth.id}/{path}", tuple(self._names.get(digest, ())))
        if damage not in self.damages:
            self.damages.append(damage)

    def _count(self, data: bytes | None) -> None:
        self.files, self.bytes = self.files + 1, self.bytes + len(data or b"")

    def _interrupted(self) -> bool:
        """Whether the root's inventory or only its hash is that of the version before, and nothing else is wrong."""
        head, newest = self.truth.head, self.pairs.get(self.truth.head)
        before = self.pairs.get(head - 1)
        if newest is None or before is None or newest.good is None or before.data is None:
            return False
        at_rename = self.root.data == before.data and self.root.sidecar == before.sidecar
        return at_rename or (self.root.data == newest.data and self.root.sidecar == before.sidecar)

    def _marker(self) -> None:
        data = read_file(self.folder / inv.MARKER)
        self._count(data)
        if data != inv.MARKER_TEXT:
            self._add(_kind(inv.MARKER, self.there), inv.MARKER)

    def _content(self) -> None:
        for path, digest in sorted(self.expected.items()):
            if not digest:
                continue
            found = file_hash(self.folder / path) if path in self.there.files else None
            if found is not None:
                self.files, self.bytes = self.files + 1, self.bytes + found[1]
            if found is None or found[0] != digest:
                self._add(_kind(path, self.there), path, digest)

    def _inventories(self, *, root: bool) -> None:
        newest = self.pairs.get(self.truth.head)
        whole = newest.data if newest is not None and newest.good is not None else None
        for number in sorted(self.truth.versions):
            pair = self.pairs.get(number, Pair(None, None, None))
            twin = self.root.data if self._is_root_at(number) else None
            self._pair(f"v{number}/", pair, part_of(self.truth, number), twin)
        if root:
            self._pair("", self.root, self.truth, whole)
        self._unproved()

    def _is_root_at(self, number: int) -> bool:
        return number == self.truth.head and self.root.good is not None and self.root.good.head == number

    def _pair(self, at: str, pair: Pair, wanted: Inventory, twin: bytes | None) -> None:
        """Name the inventory, its hash or both; `twin` is the same inventory as another folder has it."""
        for data in (pair.data, pair.sidecar):
            self._count(data)
        right = twin or inv.inventory_bytes(wanted)
        for name, data in ((inv.NAME, pair.data), (inv.SIDECAR, pair.sidecar)):
            if data is None:
                self._add(_kind(at + name, self.there), at + name)
        if pair.data is None or pair.sidecar is None:
            if pair.data is not None and pair.data != right:
                self._add("changed", at + inv.NAME)
            if pair.sidecar is not None and pair.data is None and pair.sidecar != inv.sidecar_bytes(right):
                self._add("changed", at + inv.SIDECAR)
            return
        if pair.good is not None and same(pair.good, wanted) and twin in {None, pair.data}:
            return
        if pair.data != right:
            self._add("changed", at + inv.NAME)
        if pair.sidecar != inv.sidecar_bytes(right):
            self._add("changed", at + inv.SIDECAR)

    def _unproved(self) -> None:
        """A version above the newest whole inventory, of which nothing can be said."""
        for number in sorted(n for n in self.pairs if n > self.truth.head):
            if f"v{number}/{inv.NAME}" not in self.there.files or number != self.truth.head + 1:
                continue
            self._add("changed", f"v{number}/{inv.NAME}")
            self.findings.append(_said(rules.UNPROVED, self.truth.id, version=str(number)))

    def _untracked(self) -> None:
        folders = {"/".join(parts[:end]) for path in self.expected
                   if (parts := path.split("/")) for end in range(1, len(parts))}  # fmt: skip
        unproved = tuple(f"v{finding.values['version']}/" for finding in self.findings if finding.is_(rules.UNPROVED))
        strange = (self.there.files | self.there.others) - self.expected.keys()
        strange |= {path for path in self.there.folders - folders - self.expected.keys() if self._is_end(path)}
        for path in sorted(strange):
            if not (path + "/").startswith(unproved or ("\0",)):
                self._add("untracked", path)

    def _is_end(self, folder: str) -> bool:
        """Whether a folder has nothing in it, so that no file of it is named."""
        every = (*self.there.files, *self.there.folders, *self.there.others)
        return not any(path.startswith(folder + "/") for path in every)

    def _history(self) -> str:
        """The end of the history; a broken chain is a finding."""
        obj = StoredObject(self.truth.id, self.folder, self.truth.head, self.truth.versions, self.truth.manifest)
        try:
            self.findings += events.check_chain(obj)
            self.findings += _unnamed(obj)
            return events.head(obj)
        except BulletinError as error:
            if not self.damages:
                self.findings += error.findings
            return ""


def _unnamed(obj: StoredObject) -> Iterator[Finding]:
    """A finding on every version that no event of the history made."""
    named = {event.values.get("version") for event in events.events(obj)}
    for number in sorted(obj.versions):
        if str(number) not in named:
            yield _said(rules.NO_EVENT, obj.id, version=str(number))


def _said(rule: Rule, object_id: str, **values: str) -> Finding:
    return Finding(rule, Place(file=object_id), values={"id": object_id} | values)
