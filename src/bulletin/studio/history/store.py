"""STORE: the history of one issue in its hidden folder: contents by SHA-256, compressed, and the journals.

The folder is not watched, not read by a build and not attached to the record copy. Each computer appends to a journal
of its own, so that a synchroniser never has two versions of one of them; all are read as one.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
import hashlib
import platform
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from bulletin.runtime.files import atomic_write
from bulletin.studio.history.journal import JournalEntry, append, line_of, read_journal

PLACE = Path(".bulletin") / "history"
CEILING_BYTES = 200_000_000
KEEP_ALL = dt.timedelta(days=14)
"""Every save of these days is kept; of older days the last one of each, and every named version."""
_FOR_EVER = frozenset({"version", "rename"})
_WRITERS = 1000
_THIN_EVERY = 200


def digest_of(data: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def this_writer() -> str:
    """The name of this account on this computer in names of journals."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = ""
    return hashlib.sha256(f"{platform.node()}\0{user}".encode("utf-8", "replace")).hexdigest()[:10]


class History:
    """What was saved in one issue folder.

    Args:
        folder: of the issue.
        ceiling: most bytes of all contents together.
        writer: whose journal is written.
    """

    def __init__(self, folder: Path, ceiling: int = CEILING_BYTES, writer: str | None = None) -> None:
        self.folder = folder
        self.place = folder / PLACE
        self.ceiling = ceiling
        self.writer = writer or this_writer()
        self._read: dict[Path, tuple[tuple[int, int], tuple[JournalEntry, ...], int]] = {}
        self._entries: list[JournalEntry] | None = None
        self._edits: dict[tuple[str, int], JournalEntry] = {}
        self._added = 0

    @property
    def file(self) -> Path:
        """The journal of this computer."""
        return self.place / f"journal-{self.writer}.jsonl"

    @property
    def torn(self) -> int:
        """How many lines were torn by a crash, or changed by another hand; they are left out."""
        self.entries()
        return sum(bad for _, _, bad in self._read.values())

    def entries(self) -> Sequence[JournalEntry]:
        """All saves, the oldest first."""
        marks = self._marks()
        if self._entries is None or {path: known[0] for path, known in self._read.items()} != marks:
            self._read = {path: self._journal(path, mark) for path, mark in marks.items()}
            found = [entry for _, entries, _ in self._read.values() for entry in entries]
            self._entries = sorted(found, key=lambda entry: entry.number)
            self._edits = {(entry.client, entry.edit): entry for entry in self._entries if entry.client}
        return self._entries

    def _marks(self) -> dict[Path, tuple[int, int]]:
        found = {}
        for path in sorted(self.place.glob("journal-*.jsonl")):
            with contextlib.suppress(OSError):
                status = path.stat()
                found[path] = status.st_size, status.st_mtime_ns
        return found

    def _journal(self, path: Path, mark: tuple[int, int]) -> tuple[tuple[int, int], tuple[JournalEntry, ...], int]:
        known = self._read.get(path)
        if known is not None and known[0] == mark:
            return known
        writer = path.stem.partition("-")[2]
        try:
            entries, bad = read_journal(path.read_bytes(), writer)
        except OSError:
            entries, bad = (), 0
        return mark, entries, bad

    def seen(self, client: str, edit: int) -> JournalEntry | None:
        """The save of an edit that came before; None for a new one."""
        self.entries()
        return self._edits.get((client, edit)) if client else None

    def keep(self, data: bytes) -> str:
        """Keep a content and return its name."""
        name = digest_of(data)
        path = self._path(name)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            atomic_write(path, zlib.compress(data, 6))
        return name

    def content(self, name: str) -> bytes | None:
        """A content by its name; None when it is gone or damaged."""
        try:
            data = zlib.decompress(self._path(name).read_bytes())
        except (OSError, zlib.error):
            return None
        return data if digest_of(data) == name else None

    def _path(self, name: str) -> Path:
        return self.place / "objects" / name[:2] / name[2:]

    def add(self, entry: JournalEntry) -> JournalEntry:
        """Note a save; its number is higher than all that are known."""
        entries = self.entries()
        number = next_number(entries[-1].number if entries else 0, self.writer)
        entry = replace(entry, number=number, writer=self.writer)
        self.place.mkdir(parents=True, exist_ok=True)
        append(self.file, [entry])
        assert self._entries is not None
        self._entries.append(entry)
        if entry.client:
            self._edits[entry.client, entry.edit] = entry
        status = self.file.stat()
        _, own, bad = self._read.get(self.file, ((0, 0), (), 0))
        self._read[self.file] = (status.st_size, status.st_mtime_ns), (*own, entry), bad
        self._added += 1
        if self._added % _THIN_EVERY == 0:
            self.thin(dt.datetime.now().astimezone())
        return entry

    def at(self, number: int) -> dict[str, str]:
        """The contents of all known files right after the save `number`, by their names.

        A file that was saved later only is as it was before that save.
        """
        state: dict[str, str | None] = {}
        for entry in self.entries():
            if entry.kind in _FOR_EVER:  # it repeats what was there, beside pictures of pages
                continue
            for change in entry.changes:
                if entry.number <= number:
                    state[change.file] = change.after
                elif change.file not in state:
                    state[change.file] = change.before
        return {file: name for file, name in state.items() if name is not None}

    def thin(self, now: dt.datetime) -> int:
        """Forget own old saves until the contents have room again; return how many were forgotten.

        Named versions stay. When even the last 14 days have no room, the oldest saves of them go too.
        """
        if self._size() <= self.ceiling:
            return 0
        own = [entry for entry in self.entries() if entry.writer == self.writer]
        others = [entry for entry in self.entries() if entry.writer != self.writer]
        kept = list(_daily(own, now))
        while True:
            self._write(kept, others)
            if self._size() <= self.ceiling:
                break
            oldest = [n for n, entry in enumerate(kept) if entry.kind not in _FOR_EVER][: max(1, len(kept) // 10)]
            if not oldest or len(kept) < 2:
                break
            kept = [entry for n, entry in enumerate(kept) if n not in oldest]
        self._entries = None
        return len(own) - len(kept)

    def _write(self, kept: Sequence[JournalEntry], others: Sequence[JournalEntry]) -> None:
        atomic_write(self.file, b"".join(map(line_of, kept)))
        used = {name for entry in (*kept, *others) for name in names_in(entry)}
        for path in self._objects():
            if path.parent.name + path.name not in used:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _objects(self) -> Iterable[Path]:
        return [path for path in (self.place / "objects").glob("*/*") if path.is_file()]

    def _size(self) -> int:
        return sum(path.stat().st_size for path in self._objects())


def names_in(entry: JournalEntry) -> set[str]:
    """The names of all contents that a save speaks of."""
    found = {name for change in entry.changes for name in (change.before, change.after)}
    found |= {name for clash in entry.clashes for name in (clash.mine, clash.theirs)}
    return {name for name in found if name is not None}


def next_number(last: int, writer: str) -> int:
    """A number above the last one that no other computer gives: its last three digits are those of the writer."""
    return (last // _WRITERS + 1) * _WRITERS + int(hashlib.sha256(writer.encode()).hexdigest(), 16) % _WRITERS


def _daily(entries: Sequence[JournalEntry], now: dt.datetime) -> Iterable[JournalEntry]:
    # Planning pages anew changes no file: it is not what a day ends with.
    last: dict[str, int] = {entry.at[:10]: entry.number for entry in entries if entry.kind != "plan"}
    for entry in entries:
        young = now - dt.datetime.fromisoformat(entry.at) <= KEEP_ALL
        if young or entry.kind in _FOR_EVER or last.get(entry.at[:10]) == entry.number:
            yield entry
