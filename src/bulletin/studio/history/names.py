"""NAMES: what named versions are called now. A rename is a save of its own; the journal keeps every former name."""

from __future__ import annotations

from dataclasses import replace

from bulletin.studio.desk.desk import Desk
from bulletin.studio.history.journal import FileChange, JournalEntry
from bulletin.studio.history.store import History

_NAME = "@tên/"
"""Begins the name of a version's name among the contents of saves; no file of an issue is called so."""


class CannotRenameError(Exception):
    """A version is not called any more what it was; says in Vietnamese why."""


def called(history: History) -> list[JournalEntry]:
    """All saves, the oldest first; a named version says the name that it has now."""
    names: dict[str, str] = {}
    for entry in history.entries():
        for change in entry.changes if entry.kind == "rename" else ():
            data = history.content(change.after or "")
            if data is not None:
                names[change.file] = data.decode("utf-8", "replace")
    return [replace(one, what=names.get(f"{_NAME}{one.number}", one.what)) if one.kind == "version" else one
            for one in history.entries()]  # fmt: skip


def rename(desk: Desk, history: History, version: JournalEntry, name: str, who: str) -> JournalEntry | None:
    """Call a version something else; None when it is called so already.

    Args:
        desk: whose clock and lock are used.
        history: that the version is in.
        version: as `called` gives it.
        name: the new one.
        who: gives it.
    """
    if name == version.what:
        return None
    change = FileChange(f"{_NAME}{version.number}", history.keep(version.what.encode()), history.keep(name.encode()))
    return _noted(desk, history, f"đổi tên “{version.what}” thành “{name}”", change, who)


def taken_back(desk: Desk, history: History, entry: JournalEntry, who: str) -> JournalEntry:
    """Give a version the name back that a rename took from it.

    Raises:
        CannotRenameError: it was given another name since.
    """
    (change,) = entry.changes
    later = [one.changes[0] for one in history.entries() if one.kind == "rename" and one.number > entry.number]
    now = next((one.after for one in reversed(later) if one.file == change.file), change.after)
    if now != change.after or history.content(change.before or "") is None:
        raise CannotRenameError("Bản ấy đã được đặt tên khác sau đó, nên không hoàn tác được.")
    back = FileChange(change.file, change.after, change.before)
    return _noted(desk, history, f"hoàn tác: {entry.what}", back, who, undoes=entry.number)


def _noted(
    desk: Desk, history: History, what: str, change: FileChange, who: str, undoes: int | None = None
) -> JournalEntry:
    at = desk.clock().isoformat(timespec="seconds")
    return history.add(JournalEntry(0, at, who, what, (change,), "rename", act=undoes is None, undoes=undoes))
