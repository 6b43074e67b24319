"""What a verification finds, as values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from bulletin.archive.store.inventory import Inventory
from bulletin.errors import Finding
from bulletin.lazy import dataclass

Kind = Literal["changed", "missing", "untracked"]


@dataclass(frozen=True, slots=True)
class Damage:
    """One file that is not as it was kept.

    `issue` is the id of its object, empty for what belongs to the whole store. `path` is its place below the storage
    root. `names` are the files of the issue whose bytes it holds (`screen.pdf`).
    """

    kind: Kind
    issue: str
    path: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedObject:
    """One object after every byte of it was read.

    `truth` is its newest inventory that is whole, None when there is none. `interrupted` says that an update was cut
    short in a way that the next writer repairs. `chain` is the end of its history.
    """

    id: str
    truth: Inventory | None
    damages: tuple[Damage, ...] = ()
    findings: tuple[Finding, ...] = ()
    interrupted: bool = False
    chain: str = ""
    files: int = 0
    bytes: int = 0

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.damages and not self.findings


@dataclass(frozen=True, slots=True)
class RotaPart:
    """Part `number` of `count` of a rota."""

    number: int = 1
    count: int = 1


WHOLE = RotaPart()


@dataclass(frozen=True, slots=True)
class Verified:
    """What one verification found.

    `known` is the number of issues that are in the archive or were read in it before, `objects` are those that this
    time was for, gone ones too. `last_full` is the day by which every issue had been read whole; None when some issue
    never was, or when anything is damaged now. `findings` are those on the history and on time.
    """

    at: dt.datetime
    part: RotaPart
    known: int
    objects: tuple[CheckedObject, ...]
    store: tuple[Damage, ...] = ()
    findings: tuple[Finding, ...] = ()
    last_full: dt.datetime | None = None
    read: Mapping[str, dt.datetime] = field(default_factory=dict)

    @property
    def damages(self) -> tuple[Damage, ...]:
        """Every file that is not as it was kept, the store's first, then by issue."""
        return (*self.store, *(damage for obj in self.objects for damage in obj.damages))

    @property
    def read_issues(self) -> int:
        """How many issues were read; one whose folder is gone was not."""
        gone = {damage.issue for damage in self.damages if damage.path == damage.issue}
        return sum(obj.id not in gone for obj in self.objects)

    @property
    def files(self) -> int:
        return sum(obj.files for obj in self.objects)

    @property
    def bytes(self) -> int:
        return sum(obj.bytes for obj in self.objects)
