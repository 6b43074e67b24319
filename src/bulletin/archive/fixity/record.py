"""The record of verifications beside the storage root: what was read when, and how far each history went then.

It is a file of its own: an event for every reading would add a version to every issue each time.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bulletin.archive.fixity.reading import read_file
from bulletin.archive.store.names import is_object_id
from bulletin.archive.store.root import Archive
from bulletin.lazy import dataclass
from bulletin.runtime.files import atomic_write

FILE = "kiem-tra.json"
SCHEMA = "bulletin/verified@1"


@dataclass(frozen=True, slots=True)
class LastReading:
    """The last time that an issue was read whole and nothing was wrong: when, its newest version, its history's end."""

    at: dt.datetime
    head: int
    chain: str


Record = Mapping[str, LastReading]
EMPTY: Record = MappingProxyType({})


def read_record(archive: Archive) -> Record | None:
    """The last good reading of every issue by its id; empty when there was none, None when the file is damaged."""
    path = archive.folder / FILE
    data = read_file(path)
    if data is None:
        return None if path.is_symlink() or path.exists() else EMPTY
    try:
        record = _record(json.loads(data))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return record if record_bytes(record) == data else None


def write_record(archive: Archive, new: Record) -> None:
    """Add readings to the record; those of other issues stay as another part of the rota left them.

    Raises:
        OutputError: the archive cannot be written.
    """
    before = read_record(archive) or EMPTY
    atomic_write(archive.folder / FILE, record_bytes({**before, **new}))


def record_bytes(record: Record) -> bytes:
    """The content of the file; its last value is the SHA-512 of the others, so that a change in it is seen."""
    value: dict[str, Any] = {
        "schema": SCHEMA,
        "objects": {
            object_id: {"read": reading.at.isoformat(timespec="seconds"), "head": reading.head, "chain": reading.chain}
            for object_id, reading in sorted(record.items())
        },
    }
    check = hashlib.sha512(_text(value).encode()).hexdigest()
    return (_text(value | {"sha512": check}) + "\n").encode()


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _record(value: Any) -> Record:
    found: dict[str, LastReading] = {}
    for object_id, entry in value["objects"].items():
        at, head, chain = dt.datetime.fromisoformat(entry["read"]), entry["head"], entry["chain"]
        if not is_object_id(object_id) or at.tzinfo is None or type(head) is not int or not isinstance(chain, str):
            raise ValueError(f"not a reading: {object_id!r}")
        found[object_id] = LastReading(at, head, chain)
    return MappingProxyType(found)
