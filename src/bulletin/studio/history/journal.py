"""JOURNAL: one line for each save, with a checksum; a line that was torn by a crash is left out and said."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from bulletin.lazy import dataclass

EntryKind = Literal["save", "version", "rename", "restore", "outside", "conflict", "photo", "plan", "sign"]


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file of a save: its SHA-256 before and after; None for one that was or is not there."""

    file: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class KeptClash:
    """A conflict: where, and the names of both texts in the store; None where there was none."""

    path: tuple[Any, ...]
    mine: str | None
    theirs: str | None


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One save, sign-off, named version or its new name, photo in the trash or back, planning anew, or mere conflicts.

    `client` and `edit` are those of the edit, so that one which comes twice is known; `act` says that the save can be
    taken back as a whole; `undoes` is the number of the entry that it took back. Each computer has a journal of its
    own, `writer`; numbers grow over all of them (`store.next_number`).
    """

    number: int
    at: str
    who: str
    what: str
    changes: tuple[FileChange, ...]
    kind: EntryKind = "save"
    client: str = ""
    edit: int = -1
    act: bool = False
    undoes: int | None = None
    clashes: tuple[KeptClash, ...] = ()
    writer: str = ""


def line_of(entry: JournalEntry) -> bytes:
    """One line: the CRC-32 of the rest in eight hexadecimal digits, a space, JSON."""
    said: dict[str, Any] = {
        "n": entry.number, "at": entry.at, "who": entry.who, "what": entry.what, "kind": entry.kind,
        "files": [[one.file, one.before, one.after] for one in entry.changes], "client": entry.client,
        "edit": entry.edit, "act": entry.act, "undoes": entry.undoes,
        "clashes": [[list(one.path), one.mine, one.theirs] for one in entry.clashes],
    }  # fmt: skip
    text = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
    return b"%08x %s\n" % (zlib.crc32(text), text)


def read_journal(data: bytes, writer: str = "") -> tuple[tuple[JournalEntry, ...], int]:
    """The entries of a journal, and how many of its lines are torn or were changed by another hand."""
    entries: list[JournalEntry] = []
    bad = 0
    for line in data.split(b"\n"):
        if line:
            entry = _entry(line, writer)
            bad += entry is None
            entries += [entry] if entry is not None else []
    return tuple(entries), bad


def _entry(line: bytes, writer: str) -> JournalEntry | None:
    crc, _, text = line.partition(b" ")
    try:
        if int(crc, 16) != zlib.crc32(text):
            return None
        said: Mapping[str, Any] = json.loads(text)
        changes = tuple(FileChange(*one) for one in said["files"])
        return JournalEntry(
            said["n"], said["at"], said["who"], said["what"], changes, said["kind"], said["client"], said["edit"],
            said["act"], said["undoes"], tuple(KeptClash(tuple(path), a, b) for path, a, b in said["clashes"]), writer,
        )  # fmt: skip
    except (ValueError, KeyError, TypeError):
        return None


def append(path: Path, entries: Iterable[JournalEntry]) -> None:
    """Add lines at the end of a journal, on the disk before this returns; a torn last line is closed first."""
    data = b"".join(map(line_of, entries))
    with path.open("ab+") as file:
        if file.tell():
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                data = b"\n" + data
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
