"""THEN: an issue as it was after a save, beside how it is now, in words by story and field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from bulletin.sources.partial import read_plain
from bulletin.studio.desk.desk import Desk
from bulletin.studio.history.journal import JournalEntry
from bulletin.studio.history.store import History

PICTURES = "@"
"""With this sign begin names of what is kept beside the files of an issue, such as pictures of its pages."""


def state_at(history: History, entry: JournalEntry) -> dict[str, str]:
    """The contents of the files that the history knows, right after a save; of a named version those that it kept."""
    if entry.kind != "version":
        return {file: name for file, name in history.at(entry.number).items() if not file.startswith(PICTURES)}
    return {c.file: c.after for c in entry.changes if c.after is not None and not c.file.startswith(PICTURES)}


def files_now(desk: Desk, folder: Path, publication: Path) -> dict[str, bytes]:
    """The files of an issue that people type, by their names in the history."""
    found = {"issue.yaml": folder / "issue.yaml", "publication.yaml": publication / "publication.yaml"}
    if folder == publication:  # its own place in the window
        found["mail.yaml"] = folder / "mail.yaml"
    found |= {f"articles/{path.name}": path for path in desk.articles(folder).values()}
    return {name: data for name, path in found.items() if (data := read_plain(path)) is not None}


def known_files(history: History, entry: JournalEntry, names: Iterable[str], now: Iterable[str]) -> set[str]:
    """The files of which the history knows how they were after a save; any other was not changed in the window since.

    Args:
        history: of the issue.
        entry: the save; a named version knows all files.
        names: those that were there after it.
        now: those that are there now.
    """
    if entry.kind == "version":
        return set(now)
    made = {change.file for one in history.entries() for change in one.changes if change.before is None}
    return {*names, *made}  # before they were made there were none


def both(
    history: History, entry: JournalEntry, now: Mapping[str, bytes]
) -> tuple[dict[str, bytes], dict[str, bytes], bool]:
    """Files of then and of now that can be compared, and whether all contents of then are still kept.

    A file that the history has never seen was not changed in the window since, so it is in neither.
    """
    names = state_at(history, entry)
    then = {file: data for file, name in names.items() if (data := history.content(name)) is not None}
    known = known_files(history, entry, names, now)
    after = {file: data for file, data in now.items() if file in known and (file in then or file not in names)}
    return then, after, len(then) == len(names)
