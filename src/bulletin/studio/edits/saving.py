"""SAVING: an edit onto the disk, once; what clashes is in the history before anybody chooses."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from bulletin.lazy import dataclass
from bulletin.sources.edits.typed_file import open_file
from bulletin.studio.desk.desk import ChangedMeanwhileError, Desk, Save, StudioFile
from bulletin.studio.edits.apply import Applied, Conflict, apply
from bulletin.studio.edits.operations import AddItem, Edit, SetBody, SetValue
from bulletin.studio.edits.words import said_edit
from bulletin.studio.history.journal import EntryKind, JournalEntry, KeptClash
from bulletin.studio.history.store import History

_TRIES = 5


class LockedFileError(Exception):
    """The file does not read, so it is not written."""


class CannotWriteError(Exception):
    """A value cannot be written so that everything else in the file stays; what was typed is kept in the history."""


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """Both texts of a place that two people changed, and when the other one was saved (hours and minutes)."""

    path: tuple[Any, ...]
    mine: str | None
    theirs: str | None
    theirs_at: str


@dataclass(frozen=True, slots=True)
class SavedEdit:
    """What became of an edit; `new` is False for one that came before and was answered again."""

    version: str
    at: str
    conflicts: tuple[ShownConflict, ...]
    merged: bool
    new: bool


def save_edit(desk: Desk, bulletin: str, issue: str, edit: Edit, who: str) -> SavedEdit:
    """Apply an edit to its file, write it and note it.

    An edit whose number came before is not applied again, and gets the answer of then.

    Raises:
        LockedFileError: the file does not read.
        CannotWriteError: a value cannot be written.
        NotKnownError: there is no such file.
    """
    folder = desk.issue(bulletin, issue).folder
    for last in (*[False] * (_TRIES - 1), True):
        try:
            with desk.lock:
                return _saved(desk, folder, desk.file(bulletin, issue, edit.kind, edit.id), edit, who)
        except ChangedMeanwhileError:  # by a text editor, in these milliseconds
            if last:
                raise
    raise AssertionError


def _saved(desk: Desk, folder: Path, file: StudioFile, edit: Edit, who: str) -> SavedEdit:
    history = desk.history(folder)
    before = history.seen(edit.client, edit.number)
    if before is not None:
        return SavedEdit(file.version, before.at, _of_then(history, before, file), bool(before.clashes), new=False)
    if open_file(file.source, edit.kind) is None:
        raise LockedFileError
    done = apply(file.source, edit.kind, edit.ops, made_on_it=edit.base == file.version)
    if done.refused:
        _keep_refused(history, edit)
        raise CannotWriteError
    clashes = tuple(_kept(history, one) for one in done.conflicts)
    kind: EntryKind = "conflict" if done.source == file.source and clashes else "save"
    save = Save(said_edit(edit, file), who, edit.client, edit.number, kind=kind, clashes=clashes)
    desk.commit(folder, {file.path: done.source}, save, {file.path: file.source})
    return _answer(desk, edit, file, done)


def _answer(desk: Desk, edit: Edit, file: StudioFile, done: Applied) -> SavedEdit:
    after = StudioFile(file.kind, file.id, file.path, file.name, done.source)
    at = _minutes(file)
    conflicts = tuple(ShownConflict(one.path, one.mine, one.theirs, at) for one in done.conflicts)
    now = desk.clock().isoformat(timespec="seconds")
    return SavedEdit(after.version, now, conflicts, edit.base not in ("", file.version), new=True)


def _minutes(file: StudioFile) -> str:
    """When a file was saved last."""
    try:
        return f"{dt.datetime.fromtimestamp(file.path.stat().st_mtime):%H:%M}"
    except OSError:
        return ""


def _kept(history: History, one: Conflict) -> KeptClash:
    mine, theirs = (history.keep(text.encode()) if text is not None else None for text in (one.mine, one.theirs))
    return KeptClash(one.path, mine, theirs)


def _of_then(history: History, entry: JournalEntry, file: StudioFile) -> tuple[ShownConflict, ...]:
    def text(name: str | None) -> str | None:
        data = history.content(name) if name is not None else None
        return data.decode("utf-8", "replace") if data is not None else None

    at = _minutes(file)
    return tuple(ShownConflict(one.path, text(one.mine), text(one.theirs), at) for one in entry.clashes)


def _keep_refused(history: History, edit: Edit) -> None:
    """What cannot be written is kept, so that no letter is lost."""
    for op in edit.ops:
        if isinstance(op, SetValue) and op.new:
            history.keep(op.new.encode())
        elif isinstance(op, SetBody):
            history.keep("\n\n".join(text for kind, text in op.new if kind == "text").encode())
        elif isinstance(op, AddItem):
            words = op.item if isinstance(op.item, str) else "\n".join(op.item.values())
            history.keep(words.encode())
