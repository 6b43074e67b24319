"""LISTING: the saves of an issue as people read them: typing in one go is one row, with its story and its words."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from bulletin.lazy import dataclass, pattern
from bulletin.sources.partial import values_of
from bulletin.sources.schema.kinds import FileKind
from bulletin.studio.history.journal import JournalEntry
from bulletin.studio.history.store import History

_GAP = dt.timedelta(minutes=10)
"""Saves of one person in one place that are nearer than this are one row."""
_MOST_IN_ROW = 200
_KEY = pattern(r"^[ \t]*(?:- +)?(?:[A-Za-z_][\w-]*:(?:[ \t]+|$)|#.*)?(?:[|>][-+\d]*$)?")
_QUOTED = pattern(r"“[^”]*”")
_WORD = pattern(r"\w+")


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file of a save in words for people: `title` is the headline of a story, empty for the other kinds."""

    file: str
    kind: FileKind
    title: str

    @property
    def words(self) -> str:
        """How a sentence names it."""
        if self.kind == "article":
            return f"bài “{self.title}”"
        if self.file == "review.yaml":
            return "góp ý"
        return {"issue": "thông tin số báo", "mail": "cách gửi thư"}.get(self.kind, "thông tin bản tin")


def kind_of(file: str) -> FileKind:
    """The kind of a file by its name in the history."""
    if file.startswith("articles/"):
        return "article"
    own: dict[str, FileKind] = {"publication.yaml": "publication", "mail.yaml": "mail"}
    return own.get(file, "issue")


def named_file(file: str, data: bytes | None) -> NamedFile:
    """A file by its name in the history and one of its contents."""
    kind = kind_of(file)
    title = _title(data) if kind == "article" and data is not None else ""
    return NamedFile(file, kind, title or (Path(file).stem if kind == "article" else ""))


@lru_cache(maxsize=500)
def _title(data: bytes) -> str:
    return str(values_of("article", data).get("title") or "")


def rows(entries: Sequence[JournalEntry], before: int) -> Iterator[list[JournalEntry]]:
    """Saves that are one row, the newest first; those of the number `before` and later are left out, 0 for none."""
    row: list[JournalEntry] = []
    for entry in reversed(entries):
        if before and entry.number >= before:
            continue
        if row and not _goes_on(entry, row):
            yield row
            row = []
        row.append(entry)
    if row:
        yield row


def _goes_on(older: JournalEntry, row: Sequence[JournalEntry]) -> bool:
    last = row[-1]
    alone = any(one.kind != "save" or one.act or one.clashes or one.undoes is not None for one in (older, last))
    same = _place(older) == _place(last)
    return not alone and same and len(row) < _MOST_IN_ROW and _moment(last) - _moment(older) <= _GAP


def _place(entry: JournalEntry) -> tuple[str, str, list[str]]:
    """Who did what in which files; the headline that is named is left out, since it may be what is typed."""
    return entry.who, _QUOTED.sub("", entry.what), [change.file for change in entry.changes]


def _moment(entry: JournalEntry) -> dt.datetime:
    try:
        found = dt.datetime.fromisoformat(entry.at)
    except ValueError:
        return dt.datetime.min.replace(tzinfo=dt.UTC)
    return found if found.tzinfo is not None else found.replace(tzinfo=dt.UTC)


def row_json(
    row: Sequence[JournalEntry], history: History, taken_back: bool, now: Callable[[str], bytes | None]
) -> Any:
    """One row for the window: its newest save gives it number and time.

    Args:
        row: the saves, the newest first.
        history: that they are of.
        taken_back: whether the save was taken back.
        now: gives the present content of a file, by which it is named.
    """
    newest, oldest = row[0], row[-1]
    before = {change.file: change.before for change in oldest.changes}
    changes = [(one.file, before.get(one.file), one.after) for one in newest.changes if not one.file.startswith("@")]
    is_version = newest.kind == "version"
    counts = [(0, 0) if is_version else words_changed(*(_content(history, n) for n in one[1:])) for one in changes]
    return {
        "number": newest.number, "at": newest.at, "since": oldest.at, "who": newest.who, "what": newest.what,
        "kind": newest.kind, "act": newest.act, "taken_back": taken_back,
        "conflicts": sum(len(one.clashes) for one in row),
        "added": sum(one[0] for one in counts), "removed": sum(one[1] for one in counts),
        "files": [] if is_version else [
            _file_json(named_file(file, now(file) or _content(history, b or a))) for file, a, b in changes
        ],
        "saves": [{"number": one.number, "at": one.at} for one in row] if len(row) > 1 else [],
    }  # fmt: skip


def _file_json(one: NamedFile) -> dict[str, str]:
    return {"file": one.file, "kind": one.kind, "title": one.title}


def _content(history: History, name: str | None) -> bytes:
    return (history.content(name) if name is not None else None) or b""


def words_changed(old: bytes, new: bytes) -> tuple[int, int]:
    """How many words are new in a file, and how many are gone; names of fields and comments are no words."""
    if old == new:
        return 0, 0
    lines = [Counter(data.decode("utf-8", "replace").splitlines()) for data in (old, new)]
    gone, fresh = (_words(one - other) for one, other in (lines, lines[::-1]))
    return (fresh - gone).total(), (gone - fresh).total()


def _words(lines: Counter[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for line, count in lines.items():
        for word in _WORD.findall(_KEY.sub("", line, count=1)):
            found[word] += count
    return found
