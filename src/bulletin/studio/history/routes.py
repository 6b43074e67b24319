"""Routes of the history: what was saved, how a file was then, and the ways back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bulletin.studio.answers import Call, NotDoneError, route
from bulletin.studio.history.back import CannotGoBackError, WentBack, entry_of, restore, undo
from bulletin.studio.history.journal import JournalEntry

_MOST_SHOWN = 2000


def history_of(call: Call) -> dict[str, Any]:
    """All saves, the newest first, and how many lines of the journal a crash has torn."""
    history = call.studio.desk.history(_folders(call)[0])
    entries = history.entries()
    gone = {entry.undoes for entry in entries if entry.undoes is not None}
    shown = [_shown(entry, entry.number in gone) for entry in reversed(entries[-_MOST_SHOWN:])]
    return {"entries": shown, "torn": history.torn, "trash": _trash(_folders(call)[0])}


def _shown(entry: JournalEntry, taken_back: bool) -> dict[str, Any]:
    return {
        "number": entry.number, "at": entry.at, "who": entry.who, "what": entry.what, "kind": entry.kind,
        "act": entry.act, "taken_back": taken_back, "conflicts": len(entry.clashes),
        "files": [change.file for change in entry.changes if not change.file.startswith("@")],
    }  # fmt: skip


def _trash(folder: Path) -> int:
    place = folder / ".bulletin" / "trash"
    return sum(1 for path in place.iterdir() if path.is_file()) if place.is_dir() else 0


def save_of(call: Call) -> dict[str, Any]:
    """One save: each file before and after it, and both texts of each conflict."""
    history = call.studio.desk.history(_folders(call)[0])
    try:
        entry = entry_of(history, _number(call))
    except CannotGoBackError as error:
        raise NotDoneError(str(error), 404) from None

    def text(name: str | None) -> str | None:
        data = history.content(name) if name is not None else None
        return data.decode("utf-8", "replace") if data is not None else None

    return _shown(entry, False) | {
        "changes": [
            {"file": one.file, "before": text(one.before), "after": text(one.after)}
            for one in entry.changes
            if not one.file.startswith("@")
        ],
        "clashes": [
            {"path": list(one.path), "mine": text(one.mine), "theirs": text(one.theirs)} for one in entry.clashes
        ],
    }


def restore_then(call: Call) -> dict[str, Any]:
    """The whole issue, or one file of it, as it was right after a save."""
    folder, publication = _folders(call)
    file = call.said.get("file") if isinstance(call.said, dict) else None
    if file is not None and not isinstance(file, str):
        raise NotDoneError("Yêu cầu khôi phục không đúng dạng.")
    try:
        done = restore(call.studio.desk, folder, publication, _number(call), file, call.studio.who)
    except CannotGoBackError as error:
        raise NotDoneError(str(error), 409) from None
    return _told(call, done)


def undo_last(call: Call) -> dict[str, Any]:
    """The last structural act is taken back; `what` names it for the line that says so."""
    folder, publication = _folders(call)
    try:
        done = undo(call.studio.desk, folder, publication, call.studio.who)
    except CannotGoBackError as error:
        raise NotDoneError(str(error), 409) from None
    return _told(call, done)


def _told(call: Call, done: WentBack) -> dict[str, Any]:
    desk = call.studio.desk
    files = [change.file for change in done.entry.changes] if done.entry is not None else []
    if files:
        desk.tell("outside", call.name("bulletin"), call.name("issue"), files=sorted(Path(name).name for name in files))
    return {"what": done.what, "files": files, "saved_at": desk.clock().isoformat(timespec="seconds")}


def _folders(call: Call) -> tuple[Path, Path]:
    """The folders of the issue and of its publication."""
    desk = call.studio.desk
    return desk.issue(call.name("bulletin"), call.name("issue")).folder, desk.bulletin(call.name("bulletin")).folder


def _number(call: Call) -> int:
    text = call.name("number")
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise NotDoneError("Lịch sử không có bản này.", 404)
    return int(text)


ROUTES = (
    route("GET", "/api/{bulletin}/{issue}/history", history_of),
    route("GET", "/api/{bulletin}/{issue}/history/{number}", save_of),
    route("POST", "/api/{bulletin}/{issue}/history/{number}/restore", restore_then),
    route("POST", "/api/{bulletin}/{issue}/undo", undo_last),
)
