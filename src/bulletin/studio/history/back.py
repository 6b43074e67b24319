"""BACK: an issue or a story as it was, and the last structural act taken back; each is a save like any other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bulletin.errors import has_errors
from bulletin.lazy import dataclass
from bulletin.sources.copies import original_name
from bulletin.sources.issue import parse
from bulletin.sources.schema.kinds import FileKind
from bulletin.studio.desk.desk import Desk, Save
from bulletin.studio.edits.merge import merged
from bulletin.studio.history.journal import JournalEntry
from bulletin.studio.history.listing import named_file
from bulletin.studio.history.names import CannotRenameError, called, taken_back
from bulletin.studio.history.store import History
from bulletin.studio.history.then import state_at

_TYPED = (".yaml", ".yml")
_OWN_FILES = ("publication.yaml", "mail.yaml")
"""Files of the publication, which are beside its issues."""


class CannotGoBackError(Exception):
    """What is to be taken back, or to be restored, cannot be; says in Vietnamese why."""


@dataclass(frozen=True, slots=True)
class WentBack:
    """What was done: the save that it made (None when all was so already), and in words what it was done to."""

    entry: JournalEntry | None
    what: str


def place_of(folder: Path, publication: Path, name: str) -> Path | None:
    """Where a file of the history is; None for a name that the studio does not write."""
    path = Path(name)
    copied = original_name(name)  # a synchroniser's copy of it is beside it
    if path.name == name and {*_OWN_FILES} & {name, copied[0] if copied is not None else ""}:
        return publication / name
    inside = path.parts[:-1] in ((), ("articles",)) and path.suffix.lower() in _TYPED
    if path.is_absolute() or ".." in path.parts or not inside or (folder / "articles").is_symlink():
        return None
    return folder / path


def restore(desk: Desk, folder: Path, publication: Path, number: int, file: str | None, who: str) -> WentBack:
    """Bring back one file, or all that people type, as they were right after a save.

    Raises:
        CannotGoBackError: the save, or a text of it, is not kept any more.
    """
    with desk.lock:
        history = desk.history(folder)
        entry = entry_of(history, number)
        then = state_at(history, entry)
        if file is not None:
            if file not in then:
                raise CannotGoBackError("Lúc ấy chưa có tệp này.")
            then = {file: then[file]}
        changes: dict[Path, bytes | None] = {}
        for name, digest in then.items():
            path, data = place_of(folder, publication, name), history.content(digest)
            if path is None:
                continue
            if data is None:
                raise CannotGoBackError("Nội dung của lúc ấy không còn trong lịch sử.")
            changes[path] = data
        if file is None:
            changes |= dict.fromkeys(_born_later(desk, history, folder, then))
        words = named_file(file, history.content(then[file])).words if file is not None else "cả số"
        when = entry.what if entry.kind == "version" else _when(entry)
        done = desk.commit(folder, changes, Save(f"khôi phục {words} về {when}", who, kind="restore", act=True))
        return WentBack(done, f"{words} về {when}")


def _when(entry: JournalEntry) -> str:
    year, month, day = entry.at[:10].split("-")
    return f"lúc {entry.at[11:16]} ngày {day}/{month}/{year}"


def _born_later(desk: Desk, history: History, folder: Path, then: Mapping[str, str]) -> list[Path]:
    """Stories that the studio made after that save: they go into the trash."""
    made = {change.file for entry in history.entries() for change in entry.changes if change.before is None}
    there = {f"articles/{path.name}": path for path in desk.articles(folder).values()}
    return [path for name, path in there.items() if name in made and name not in then]


def undo(desk: Desk, folder: Path, publication: Path, who: str, number: int | None = None) -> WentBack:
    """Take back a structural act, the last one that was not taken back yet; what was typed since stays.

    Args:
        desk: that writes.
        folder: of the issue.
        publication: the folder of its publication.
        who: takes it back.
        number: of the act; None for the last one.

    Raises:
        CannotGoBackError: there is none, or the same place was changed since.
    """
    with desk.lock:
        history = desk.history(folder)
        gone = {entry.undoes for entry in history.entries() if entry.undoes is not None}
        acts = (e for e in reversed(history.entries()) if e.act and e.undoes is None and e.number not in gone)
        entry = next((one for one in acts if number in (None, one.number)), None)
        if entry is None:
            raise CannotGoBackError("Không còn việc nào để hoàn tác.")
        if entry.kind == "rename":
            return WentBack(_renamed_back(desk, history, entry, who), entry.what)
        changes = {}
        for change in entry.changes:
            path = place_of(folder, publication, change.file)
            if path is None:
                raise CannotGoBackError("Việc này không hoàn tác được ở đây.")
            changes[path] = _taken_back(history, path, change.before, change.after)
        what = f"hoàn tác: {entry.what}"
        return WentBack(desk.commit(folder, changes, Save(what, who, undoes=entry.number)), entry.what)


def _renamed_back(desk: Desk, history: History, entry: JournalEntry, who: str) -> JournalEntry:
    try:
        return taken_back(desk, history, entry, who)
    except CannotRenameError as error:
        raise CannotGoBackError(str(error)) from None


def _taken_back(history: History, path: Path, before: str | None, after: str | None) -> bytes | None:
    """The file without what an act did to it."""
    now = path.read_bytes() if path.is_file() else None
    old, new = (history.content(name) if name is not None else None for name in (before, after))
    if (before is not None and old is None) or (after is not None and new is None):
        raise CannotGoBackError("Nội dung trước việc ấy không còn trong lịch sử.")
    if now == new:
        return old
    if now is None or old is None or new is None:
        raise CannotGoBackError("Bài ấy đã được sửa hoặc chuyển đi sau đó, nên không hoàn tác được.")
    lines = merged(_lines(new), _lines(old), _lines(now))
    made = "".join(lines).encode("utf-8", "surrogateescape") if lines is not None else None
    if made is None or not _reads_as_well(path, now, made):
        raise CannotGoBackError("Chỗ ấy đã được sửa sau đó, nên không hoàn tác được.")
    return made


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "surrogateescape").splitlines(keepends=True)


def _reads_as_well(path: Path, now: bytes, made: bytes) -> bool:
    kinds: dict[str, FileKind] = {"publication": "publication", "issue": "issue", "mail": "mail"}
    kind = kinds.get(path.stem, "article") if path.parent.name != "articles" else "article"
    return not has_errors(parse(kind, made, "").findings) or has_errors(parse(kind, now, "").findings)


def entry_of(history: History, number: int) -> JournalEntry:
    """The save of a number.

    Raises:
        CannotGoBackError: there is none.
    """
    found = next((entry for entry in called(history) if entry.number == number), None)
    if found is None:
        raise CannotGoBackError("Lịch sử không còn bản này.")
    return found
