"""Routes of the history: what was saved, how a file was then, and the ways back."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from starlette.responses import Response

from bulletin.studio.answers import Call, NotDoneError, route
from bulletin.studio.desk.bulletins import OWN
from bulletin.studio.history.back import CannotGoBackError, WentBack, entry_of, restore, undo
from bulletin.studio.history.journal import JournalEntry
from bulletin.studio.history.listing import row_json, rows
from bulletin.studio.history.names import called, rename
from bulletin.studio.history.past import MOST_FILES, keep_pages, kept_page, kept_pages, laid_out, past_issue
from bulletin.studio.history.past_child import PAST_JOB, PastRequest
from bulletin.studio.history.photo_trash import take_back, trashed_photos
from bulletin.studio.history.then import PICTURES, both, files_now
from bulletin.studio.history.trash import take_out, trashed
from bulletin.studio.jobs.begin import begin_job
from bulletin.studio.jobs.runner import InChild
from bulletin.studio.review.compare import compare

_ROWS = 40


def rows_of(call: Call) -> dict[str, Any]:
    """The next rows of the history before a save (0: the newest), by whom and how many words; `older` goes on.

    With the name of an article they are those of its file.
    """
    folder, publication = _folders(call)
    desk = call.studio.desk
    history = desk.history(folder)
    entries = every = called(history)
    if "article" in call.names:
        path = desk.article_path(folder, call.name("article"))
        file = f"articles/{path.name}" if path is not None else ""
        entries = [one for one in entries if one.kind != "version" and any(c.file == file for c in one.changes)]
    gone = {entry.undoes for entry in entries if entry.undoes is not None}
    found = list(islice(rows(entries, _number(call)), _ROWS + 1))
    now = files_now(desk, folder, publication)
    return {
        "rows": [row_json(row, history, row[0].number in gone, now.get) for row in found[:_ROWS]],
        "older": found[_ROWS - 1][-1].number if len(found) > _ROWS else None,
        "torn": history.torn,
        "versions": [_version(one) for one in reversed(every) if one.kind == "version"],
    }


def _version(entry: JournalEntry) -> dict[str, Any]:
    return {"number": entry.number, "at": entry.at, "who": entry.who, "name": entry.what, "pages": len(_pages(entry))}


def _pages(entry: JournalEntry) -> list[int]:
    """The pages of which a save kept a picture: only named versions have any; a rename keeps a name in that place."""
    kept = (change.file for change in entry.changes if entry.kind == "version" and change.file.startswith(PICTURES))
    return sorted(int(file.rpartition("/")[2]) for file in kept)


def then_and_now(call: Call) -> dict[str, Any]:
    """The issue after a save beside how it is now: words by story and field, and pages where pictures were kept."""
    folder, publication = _folders(call)
    desk = call.studio.desk
    history = desk.history(folder)
    entry = _entry(call)
    then, now, whole = both(history, entry, files_now(desk, folder, publication))
    made = None if _pages(entry) or call.name("issue") == OWN else _made(call, entry)
    pages = list(range(1, made["pages"] + 1)) if made and made["pages"] else _pages(entry)
    return {
        "entry": _shown(entry), "whole": whole, "files": [asdict(one) for one in compare(then, now)],
        "kept": sorted(then), "pages": pages, "now": call.studio.session.pages.get(folder, []), "made": made,
    }  # fmt: skip


def _made(call: Call, entry: JournalEntry) -> dict[str, Any]:
    """The pages of then that are made from the words: `can` be made, `pages` of them, photos `lost`, stories `left`."""
    past = past_issue(call.studio.desk, *_folders(call), entry)
    kept = kept_pages(call.studio.desk.cache, past.digest) or {}
    return {"can": past.whole, "pages": 0, "lost": {}, "left": 0, **kept}


def make_pages(call: Call) -> dict[str, Any]:
    """Begin to make the pages of an issue as it was after a save; events of the job `then` say how it goes on."""
    desk = call.studio.desk
    past = past_issue(desk, *_folders(call), _entry(call))
    if not past.whole or call.name("issue") == OWN:
        raise NotDoneError("Một phần chữ của lúc ấy không còn được giữ, nên không dựng lại được trang.", 409)
    if past.too_many:
        most = f"{MOST_FILES:,}".replace(",", ".")
        raise NotDoneError(f"Thư mục của số báo có hơn {most} ảnh và tệp khác, nên không dựng lại được trang.", 409)

    def work(in_child: InChild) -> dict[str, Any]:
        lost = past.lost()
        with laid_out(past, desk.cache, lost) as place:
            made = in_child(PAST_JOB, PastRequest(folder=place, cache=desk.cache).to_wire())
            keep_pages(desk.cache, past, made, lost)
        return {"state": "made"}

    begin_job(call, lambda: call.studio.jobs.run(f"then-{_number(call)}", work))
    return {}


def page_of_past(call: Call) -> Response:
    """The picture of one page of an issue as it was after a save, as `make_pages` made it."""
    desk, page = call.studio.desk, call.name("page")
    digest = past_issue(desk, *_folders(call), _entry(call)).digest
    known = page.isascii() and page.isdigit() and len(page) < 4
    data = kept_page(desk.cache, digest, int(page)) if known else None
    if data is None:
        raise NotDoneError("Không còn hình trang của lúc ấy; xin dựng lại.", 404)
    return Response(data, media_type="image/png")


def trash_of(call: Call) -> dict[str, Any]:
    """What was deleted, the newest first."""
    folder = _folders(call)[0]
    history = call.studio.desk.history(folder)
    found = [
        *(_thrown(one.id, one.named.title, one.named.kind, one.at, one.who, one.copy)
          for one in trashed(folder, history)),
        *(_thrown(one.id, one.name, "photo", one.at, one.who) for one in trashed_photos(folder, history)),
    ]  # fmt: skip
    return {"items": sorted(found, key=lambda one: str(one["at"]), reverse=True)}


def _thrown(ident: str, title: str, kind: str, at: dt.datetime, who: str = "", copy: bool = False) -> dict[str, Any]:
    return {"id": ident, "title": title, "kind": kind, "at": at.isoformat(), "who": who, "copy": copy}


def out_of_trash(call: Call) -> dict[str, Any]:
    """A deleted story or photo comes back."""
    folder, publication = _folders(call)
    desk = call.studio.desk
    desk.ask_first(folder)
    try:
        photo = take_back(desk, folder, call.name("item"), call.studio.who)
        if photo is None:
            return _told(call, take_out(desk, folder, publication, call.name("item"), call.studio.who))
    except CannotGoBackError as error:
        raise NotDoneError(str(error), 409) from None
    desk.tell("photo", call.name("bulletin"), call.name("issue"), file=photo)
    desk.plan_anew(folder, [folder / photo])
    now = desk.clock().isoformat(timespec="seconds")
    return {"what": f"ảnh {Path(photo).name}", "number": None, "files": [photo], "saved_at": now}


def _shown(entry: JournalEntry) -> dict[str, Any]:
    return {"number": entry.number, "at": entry.at, "who": entry.who, "what": entry.what, "kind": entry.kind}


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


def rename_version(call: Call) -> dict[str, Any]:
    """Another name for a named version; `old` is the one that the window shows."""
    desk, name, old = call.studio.desk, call.text("name", 80), call.text("old", 80)
    if not name:
        raise NotDoneError("Xin đặt tên cho bản này.")
    with desk.lock:
        entry = _entry(call)
        if entry.kind != "version":
            raise NotDoneError("Lịch sử không có bản này.", 404)
        if entry.what not in (old, name):
            raise NotDoneError(f"Người khác vừa đổi tên bản này thành “{entry.what}”.", 409)
        done = rename(desk, desk.history(_folders(call)[0]), entry, name, call.studio.who)
    return _told(call, WentBack(done, done.what if done is not None else ""))


def undo_last(call: Call) -> dict[str, Any]:
    """The last structural act is taken back, or that of a `number`; `what` names it for the line that says so."""
    folder, publication = _folders(call)
    number = call.said.get("number") if isinstance(call.said, dict) else None
    if number is not None and (not isinstance(number, int) or isinstance(number, bool)):
        raise NotDoneError("Yêu cầu hoàn tác không đúng dạng.")
    try:
        done = undo(call.studio.desk, folder, publication, call.studio.who, number)
    except CannotGoBackError as error:
        raise NotDoneError(str(error), 409) from None
    return _told(call, done)


def _told(call: Call, done: WentBack) -> dict[str, Any]:
    desk = call.studio.desk
    files = [change.file for change in done.entry.changes] if done.entry is not None else []
    files = [name for name in files if not name.startswith(PICTURES)]
    if done.entry is not None:
        desk.tell("outside", call.name("bulletin"), call.name("issue"), files=sorted(Path(name).name for name in files))
    number = done.entry.number if done.entry is not None else None
    return {"what": done.what, "number": number, "files": files, "saved_at": desk.clock().isoformat(timespec="seconds")}


def _folders(call: Call) -> tuple[Path, Path]:
    """The folders of the issue and of its publication."""
    desk = call.studio.desk
    return desk.issue(call.name("bulletin"), call.name("issue")).folder, desk.bulletin(call.name("bulletin")).folder


def _entry(call: Call) -> JournalEntry:
    try:
        return entry_of(call.studio.desk.history(_folders(call)[0]), _number(call))
    except CannotGoBackError as error:
        raise NotDoneError(str(error), 404) from None


def _number(call: Call) -> int:
    text = call.name("number")
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise NotDoneError("Lịch sử không có bản này.", 404)
    return int(text)


ROUTES = (
    route("GET", "/api/{bulletin}/{issue}/history/{number}/rows", rows_of),
    route("GET", "/api/{bulletin}/{issue}/history/{number}/rows/{article}", rows_of),
    route("GET", "/api/{bulletin}/{issue}/history/{number}/now", then_and_now),
    route("POST", "/api/{bulletin}/{issue}/history/{number}/pages", make_pages),
    route("GET", "/api/{bulletin}/{issue}/history/{number}/pages/{page}", page_of_past),
    route("GET", "/api/{bulletin}/{issue}/trash", trash_of),
    route("POST", "/api/{bulletin}/{issue}/trash/{item}", out_of_trash),
    route("POST", "/api/{bulletin}/{issue}/history/{number}/restore", restore_then),
    route("POST", "/api/{bulletin}/{issue}/history/{number}/name", rename_version),
    route("POST", "/api/{bulletin}/{issue}/undo", undo_last),
)
