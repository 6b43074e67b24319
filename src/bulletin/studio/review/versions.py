"""VERSIONS: a named state of an issue: the bytes of its files and the pictures of its pages, both in the history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from bulletin.model import IssueSheet
from bulletin.sources.issue import parse
from bulletin.studio.desk.desk import Desk
from bulletin.studio.history.journal import FileChange, JournalEntry
from bulletin.studio.history.names import called
from bulletin.studio.history.store import History
from bulletin.studio.history.then import files_now

_SIGNED_BEFORE = " ký duyệt"
"""Behind the name of who approved, the words of a sign-off in journals that do not know the kind `sign`."""
_PAGE = "@trang/"
"""Names of page pictures among the files of a version; no file of an issue is called so."""


def name_version(
    desk: Desk, folder: Path, publication: Path, name: str, who: str, pages: Sequence[bytes]
) -> JournalEntry:
    """Keep the state of an issue under a name for ever.

    Args:
        desk: that keeps the history.
        folder: of the issue.
        publication: the folder of `publication.yaml`.
        name: as people call the state.
        who: names it.
        pages: the pictures of its pages as PNG; may be none.
    """
    with desk.lock:
        history = desk.history(folder)
        kept = {file: history.keep(data) for file, data in files_now(desk, folder, publication).items()}
        kept |= {f"{_PAGE}{number:03}": history.keep(data) for number, data in enumerate(pages, 1)}
        changes = tuple(FileChange(file, None, digest) for file, digest in kept.items())
        now = desk.clock().isoformat(timespec="seconds")
        return history.add(JournalEntry(0, now, who, name, changes, "version"))


def versions(history: History) -> tuple[JournalEntry, ...]:
    """The named versions of an issue, the newest first."""
    return tuple(entry for entry in reversed(called(history)) if entry.kind == "version")


def planned_anew(history: History, number: int) -> list[str]:
    """When all pages were planned anew after a save, and by whom, the oldest first."""
    found = (one for one in history.entries() if one.kind == "plan" and one.number > number)
    return [", ".join(filter(None, (f"{dt.datetime.fromisoformat(one.at):%d/%m/%Y %H:%M}", one.who))) for one in found]


def last_signed(history: History) -> int | None:
    """The number of the save of the last sign-off; None where the history knows none."""
    return next((one.number for one in reversed(history.entries()) if _signs(history, one)), None)


def _signs(history: History, entry: JournalEntry) -> bool:
    """Whether a save is a sign-off.

    Journals of former versions of the program call it a plain save: there it is one that wrote `issue.yaml` alone and
    says of the last one who approves in it that this person signed. The same words in a headline are none.
    """
    if entry.kind != "save" or entry.act or not entry.what.endswith(_SIGNED_BEFORE):
        return entry.kind == "sign"
    written = [change.after for change in entry.changes if change.file == "issue.yaml"]
    source = history.content(written[0] or "") if len(entry.changes) == len(written) == 1 else None
    record = parse("issue", source, "issue.yaml").record if source is not None else None
    approved = record.approved if isinstance(record, IssueSheet) else ()
    return bool(approved) and entry.what == f"{approved[-1].name}{_SIGNED_BEFORE}"


def version_files(history: History, number: int) -> dict[str, bytes] | None:
    """The files of a named version; None when there is none of this number."""
    entry = next((one for one in versions(history) if one.number == number), None)
    if entry is None:
        return None
    named = {c.file: c.after for c in entry.changes if c.after is not None and not c.file.startswith(_PAGE)}
    return {file: data for file, digest in named.items() if (data := history.content(digest)) is not None}


def version_pages(history: History, number: int) -> Mapping[int, str]:
    """The contents that are the page pictures of a named version, by the numbers of the pages."""
    entry = next((one for one in versions(history) if one.number == number), None)
    changes = entry.changes if entry is not None else ()
    return {int(c.file.removeprefix(_PAGE)): c.after for c in changes if c.after and c.file.startswith(_PAGE)}
