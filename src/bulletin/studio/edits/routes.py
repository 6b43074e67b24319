"""Routes of edits: what is changed in a file, and the choice between it and its copies."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path as FilePath
from typing import Any

from bulletin.studio.answers import Call, NotDoneError, route
from bulletin.studio.edits.copies import CannotSettleError, label_of, settle, shown_copies
from bulletin.studio.edits.operations import BadEditError, read_edit
from bulletin.studio.edits.saving import CannotWriteError, LockedFileError, save_edit
from bulletin.studio.review.compare import words_between


def edits_of(call: Call) -> dict[str, Any]:
    """Apply an edit; the answer carries no text but that of conflicts."""
    try:
        edit = read_edit(call.said)
    except BadEditError as error:
        raise NotDoneError(str(error)) from None
    bulletin, issue = call.name("bulletin"), call.name("issue")
    try:
        saved = save_edit(call.studio.desk, bulletin, issue, edit, call.studio.who)
    except LockedFileError:
        raise NotDoneError(
            "Tệp này đang hỏng nên không sửa được ở đây; chữ của bạn vẫn còn trong cửa sổ.", 409
        ) from None
    except CannotWriteError:
        raise NotDoneError(
            "Chương trình không ghi được giá trị này mà vẫn giữ nguyên phần còn lại của tệp.", 409
        ) from None
    if saved.new:
        call.studio.desk.tell(
            "saved", bulletin, issue, kind=edit.kind, id=edit.id, version=saved.version, client=edit.client
        )
    return {
        "number": edit.number, "version": saved.version, "saved_at": saved.at, "merged": saved.merged,
        "conflicts": [
            {"path": list(one.path), "mine": one.mine, "theirs": one.theirs, "saved_at": one.theirs_at}
            for one in saved.conflicts
        ],
    }  # fmt: skip


def copies_of(call: Call) -> dict[str, Any]:
    """Copies that a synchroniser made, each with the places where it differs."""
    folder, publication = _folders(call)
    return {
        "copies": [
            {
                "id": one.id, "kind": one.kind, "title": one.title, "who": one.copy.who, "version": one.version,
                "readable": one.readable,
                "differences": None if one.differences is None else [
                    {
                        "path": list(two.path), "label": label_of(one.kind, two.path), "mine": two.mine,
                        "theirs": two.theirs, "one_by_one": two.one_by_one,
                        "words": [asdict(run) for run in words_between(two.mine or "", two.theirs or "")],
                    }
                    for two in one.differences
                ],
            }
            for one in shown_copies(folder, publication)
        ]
    }  # fmt: skip


def settle_copy(call: Call) -> dict[str, Any]:
    """Take places of a copy by their numbers (`take`), or the whole copy (`take` is null)."""
    take = call.said.get("take") if isinstance(call.said, dict) else ()
    good = take is None or (
        isinstance(take, list | tuple) and all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in take)
    )
    if not good:
        raise NotDoneError("Yêu cầu không đúng dạng.")
    folder, publication = _folders(call)
    desk, seen = call.studio.desk, call.text("version", 64)
    chosen = None if take is None else tuple(take)
    try:
        done = settle(desk, folder, publication, call.name("copy"), chosen, call.studio.who, seen)
    except CannotSettleError as error:
        raise NotDoneError(str(error), 409) from None
    desk.tell("outside", call.name("bulletin"), call.name("issue"), files=[])
    return {"number": done.number if done is not None else None, "what": done.what if done is not None else ""}


def _folders(call: Call) -> tuple[FilePath, FilePath]:
    desk = call.studio.desk
    return desk.issue(call.name("bulletin"), call.name("issue")).folder, desk.bulletin(call.name("bulletin")).folder


ROUTES = (
    route("GET", "/api/{bulletin}/{issue}/copies", copies_of),
    route("POST", "/api/{bulletin}/{issue}/copies/{copy}", settle_copy),
    route("POST", "/api/{bulletin}/{issue}/edits", edits_of),
)
