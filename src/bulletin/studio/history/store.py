"""STORE: the history of one issue in its hidden folder: contents by SHA-256, compressed, and the journal.

The folder is not watched, not read by a build and not attached to the record copy.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bulletin.runtime.files import atomic_write
from bulletin.studio.history.journal import FILE, FileChange, JournalEntry, append, read_journal

PLACE = Path(".bulletin") / "history"
CEILING_BYTES = 200_000_000
KEEP_ALL = dt.timedelta(days=14)
"""Every save of these days is kept; of older days the last one of each, and every named version."""


def digest_of(data: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


class History:
    """What was saved in one issue folder.

    Args:
        folder: of the issue.
        ceiling: most bytes of all contents together.
    """

    def __init__(self, folder: Path, ceiling: int = CEILING_BYTES) -> None:
        self.folder = folder
        self.place = folder / PLACE
        self.ceiling = ceiling
        self._entries: list[JournalEntry] | None = None
        self.torn = 0

    def entries(self) -> Sequence[JournalEntry]:
        """All saves, the oldest first."""
        if self._entries is None:
            try:
                found, self.torn = read_journal((self.place / FILE).read_bytes())
            except FileNotFoundError:
                found = ()
            self._entries = list(found)
        return self._entries

    def seen(self, client: str, number: int) -> JournalEntry | None:
        """The save of an edit that came before; None for a new one."""
        if not client:
            return None
        return next((e for e in reversed(self.entries()) if e.client == client and e.edit == number), None)

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
        """Note a save; its number is the next one."""
        number = self.entries()[-1].number + 1 if self.entries() else 1
        entry = JournalEntry(
            number, entry.at, entry.who, entry.what, entry.changes, entry.kind, entry.client, entry.edit, entry.act,
            entry.undoes,
        )  # fmt: skip
        self.place.mkdir(parents=True, exist_ok=True)
        append(self.place / FILE, [entry])
        assert self._entries is not None
        self._entries.append(entry)
        return entry

    def at(self, number: int) -> dict[str, str]:
        """The contents of all known files right after the save `number`, by their names.

        A file that was saved later only is as it was before that save.
        """
        state: dict[str, str | None] = {}
        for entry in self.entries():
            for change in entry.changes:
                if entry.number <= number:
                    state[change.file] = change.after
                elif change.file not in state:
                    state[change.file] = change.before
        return {file: name for file, name in state.items() if name is not None}

    def thin(self, now: dt.datetime) -> int:
        """Forget old saves until the contents have room again; return how many were forgotten.

        Named versions stay. When even the last 14 days have no room, the oldest saves of them go too.
        """
        if self._size() <= self.ceiling:
            return 0
        kept = list(_daily(self.entries(), now))
        while True:
            self._write(kept)
            if self._size() <= self.ceiling:
                break
            oldest = next((n for n, entry in enumerate(kept) if entry.kind != "version"), None)
            if oldest is None or len(kept) < 2:
                break
            del kept[oldest : max(oldest + 1, len(kept) // 10)]
        gone = len(self.entries()) - len(kept)
        self._entries = kept
        return gone

    def _write(self, kept: Sequence[JournalEntry]) -> None:
        from bulletin.studio.history.journal import line_of

        atomic_write(self.place / FILE, b"".join(map(line_of, kept)))
        used = {name for entry in kept for change in entry.changes for name in (change.before, change.after)}
        for path in self._objects():
            if path.parent.name + path.name not in used:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _objects(self) -> Iterable[Path]:
        return [path for path in (self.place / "objects").glob("*/*") if path.is_file()]

    def _size(self) -> int:
        return sum(path.stat().st_size for path in self._objects())


def _daily(entries: Sequence[JournalEntry], now: dt.datetime) -> Iterable[JournalEntry]:
    last: dict[str, int] = {entry.at[:10]: entry.number for entry in entries}
    for entry in entries:
        young = now - dt.datetime.fromisoformat(entry.at) <= KEEP_ALL
        if young or entry.kind == "version" or last[entry.at[:10]] == entry.number:
            yield entry


def changes_between(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[FileChange, ...]:
    """What differs between two states, by the names of the files."""
    return tuple(
        FileChange(file, before.get(file), after.get(file))
        for file in sorted({*before, *after})
        if before.get(file) != after.get(file)
    )
