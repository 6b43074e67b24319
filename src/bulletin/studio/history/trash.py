"""TRASH: what was deleted from an issue, when and by whom, and the way back to where it was."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath

from bulletin.lazy import dataclass, pattern
from bulletin.sources.copies import original_name
from bulletin.sources.edits.placements import placements
from bulletin.sources.edits.values import set_value
from bulletin.sources.folding import free_id
from bulletin.sources.next_issue import article_ids
from bulletin.sources.partial import read_plain, values_of
from bulletin.studio.board.flatplan import apply, placing
from bulletin.studio.desk.desk import HIDDEN, Desk, Save
from bulletin.studio.history.back import CannotGoBackError, WentBack, place_of
from bulletin.studio.history.journal import JournalEntry
from bulletin.studio.history.listing import NamedFile, named_file
from bulletin.studio.history.store import History, digest_of

_NAME = pattern(r"(?P<at>\d{8}-\d{6})-(?P<digest>[0-9a-f]{8})-(?P<name>.+\.ya?ml)")
_MOST = 500


@dataclass(frozen=True, slots=True)
class Trashed:
    """A file in the trash: `name` is that which it had, `copy` says that it was a synchroniser's copy of a story."""

    id: str
    path: Path
    name: str
    named: NamedFile
    at: dt.datetime
    who: str
    copy: bool
    entry: JournalEntry | None
    """The save that put it there; None where that is not known any more."""


def trashed(folder: Path, history: History) -> tuple[Trashed, ...]:
    """What is in the trash of an issue, the newest first; links and what is none of ours are left out."""
    place = folder / HIDDEN / "trash"
    if place.is_symlink() or place.parent.is_symlink() or not place.is_dir():
        return ()
    names = sorted((path.name for path in place.iterdir()), reverse=True)[:_MOST]
    deletions = _deletions(history)
    return tuple(one for name in names if (one := _trashed(place / name, deletions)) is not None)


def _trashed(path: Path, deletions: Mapping[tuple[str, str], JournalEntry]) -> Trashed | None:
    found = _NAME.fullmatch(path.name)
    data = read_plain(path) if found is not None else None
    if found is None or data is None:
        return None
    try:
        at = dt.datetime.strptime(found["at"], "%Y%m%d-%H%M%S").astimezone()
    except ValueError:
        return None
    entry = deletions.get((found["name"], digest_of(data)))
    original = original_name(found["name"])
    home = next((c.file for c in entry.changes if c.file.endswith(found["name"])), "") if entry else ""
    home = str(PurePath(home or f"articles/{found['name']}").with_name(original[0] if original else found["name"]))
    named = named_file(home, data)
    ident = hashlib.sha256(path.name.encode("utf-8", "surrogateescape")).hexdigest()[:20]
    return Trashed(ident, path, found["name"], named, at, entry.who if entry else "", original is not None, entry)


def _deletions(history: History) -> Mapping[tuple[str, str], JournalEntry]:
    """The last save that put a content of a file into the trash, by name and digest."""
    return {
        (Path(change.file).name, change.before): entry
        for entry in history.entries()
        for change in entry.changes
        if change.before is not None and change.after is None
    }


def take_out(desk: Desk, folder: Path, publication: Path, ident: str, who: str) -> WentBack:
    """Bring a deleted story back, to its place among the others where that is known; it leaves the trash.

    A story that has the same id meanwhile keeps it; the one that comes back gets another.

    Raises:
        CannotGoBackError: it is gone, or cannot be read.
    """
    with desk.lock:
        history = desk.history(folder)
        found = next((one for one in trashed(folder, history) if one.id == ident), None)
        data = read_plain(found.path) if found is not None else None
        if found is None or data is None:
            raise CannotGoBackError("Bài này không còn trong thùng rác; có thể người khác đã lấy lại.")
        if (folder / "articles").is_symlink():
            raise CannotGoBackError("Thư mục bài của số báo này là một liên kết, nên không lấy lại được.")
        changes: dict[Path, bytes | None] = {}
        new = data if found.copy else _with_free_id(folder, data)
        changes[_free_place(_home(history, folder, publication, found, digest_of(data)))] = new
        sheet = _placed(folder, history, found, digest_of(data)) if new == data and not found.copy else None
        if sheet is not None:
            changes[folder / "issue.yaml"] = sheet
        words = f"bản kia của {found.named.words}" if found.copy else found.named.words
        entry = desk.commit(folder, changes, Save(f"Lấy lại {words} từ thùng rác", who, kind="restore", act=True))
        found.path.unlink(missing_ok=True)
        return WentBack(entry, words)


def _with_free_id(folder: Path, data: bytes) -> bytes:
    ident, used = values_of("article", data).get("id"), article_ids(folder / "articles")
    if not isinstance(ident, str) or ident not in used:
        return data
    made = set_value(data, ("id",), free_id(ident, used), kind="article")
    if made is None:
        raise CannotGoBackError("Đã có một bài khác thay vào chỗ bài này, nên không lấy lại được.")
    return made


def _home(history: History, folder: Path, publication: Path, found: Trashed, digest: str) -> Path:
    """Where a file was before it was deleted."""
    entry = found.entry
    files = (change.file for change in entry.changes if change.before == digest) if entry is not None else iter(())
    place = place_of(folder, publication, next(files, f"articles/{found.name}"))
    return place or folder / "articles" / found.name


def _free_place(wanted: Path) -> Path:
    return next(place for place in _names(wanted) if not place.exists() and not place.is_symlink())


def _names(path: Path) -> Iterator[Path]:
    yield path
    number = 2
    while True:
        yield path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1


def _placed(folder: Path, history: History, found: Trashed, digest: str) -> bytes | None:
    """The issue's file with the story at the place that it had; None where that is not known any more."""
    entry = found.entry
    before = next((c.before for c in entry.changes if c.file == "issue.yaml"), None) if entry is not None else None
    old = history.content(before) if before is not None else None
    now = read_plain(folder / "issue.yaml")
    ident = values_of("article", read_plain(found.path) or b"").get("id")
    if old is None or now is None or not isinstance(ident, str):
        return None
    plan = placements(old)
    at = next((n for n, one in enumerate(plan) if one.article == ident), None)
    if at is None:
        return None
    there = {one.article for one in placements(now)}
    behind = next((one.article for one in plan[at + 1 :] if one.article in there), None)
    acted = apply(now, placing(plan[at], behind))
    return acted.source if acted is not None else None
