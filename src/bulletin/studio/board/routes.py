"""The addresses of the screen Board."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bulletin.build.kept.last_plan import forget_last_plans
from bulletin.sources.partial import values_in
from bulletin.studio.answers import Call, NotDoneError, route
from bulletin.studio.board.acts import Changes, change
from bulletin.studio.board.reading import board_json
from bulletin.studio.desk.desk import Save

_MOST_ACTS = 10


def board(call: Call) -> Mapping[str, Any]:
    """`GET /api/{bulletin}/{issue}`: facts, stories and, as far as it is known, the plan."""
    folder = _folder(call)
    planned = call.studio.session.plans.get(folder)
    return board_json(folder, call.studio.desk.articles(folder)) | {"plan": planned["plan"] if planned else None}


def post_acts(call: Call) -> Mapping[str, Any]:
    """`POST /api/{bulletin}/{issue}/acts`: acts that belong together, all or none, with what takes them back."""
    said = call.said.get("acts") if isinstance(call.said, dict) else None
    if not isinstance(said, list) or not 0 < len(said) <= _MOST_ACTS or not all(isinstance(one, dict) for one in said):
        raise NotDoneError("Chương trình không hiểu việc này.")
    desk, folder = call.studio.desk, _folder(call)
    with desk.lock:
        done = Changes(folder, desk.articles(folder), desk.history(folder).content)
        for one in said:
            if not change(done, one):
                raise NotDoneError("Việc này không làm được nữa: bài đã bị chuyển hoặc xóa ở nơi khác.", 409)
        title = _title(done, said[0])
        desk.commit(
            folder, done.files, Save(f"{done.what}: {title}" if title else done.what, call.studio.who, act=True)
        )
        version = desk.file(call.name("bulletin"), call.name("issue"), "issue", "").version
    now = desk.clock().isoformat(timespec="seconds")
    desk.tell("saved", call.name("bulletin"), call.name("issue"), kind="issue", id="", version=version)
    return {"saved_at": now, "version": version, "undo": done.undo[::-1], "article": done.made}


def post_plan(call: Call) -> Mapping[str, Any]:
    """`POST /api/{bulletin}/{issue}/plan`: all pages are planned anew, not kept as they were before the last change.

    On an issue that is as it was approved its officer is asked first; the history notes who had it done.
    """
    desk, folder = call.studio.desk, _folder(call)
    with desk.lock:
        desk.ask_before_planning(folder)
        forget_last_plans(folder)
        desk.note(folder, Save("xếp lại mọi trang", call.studio.who, kind="plan"), ())
    desk.changed(folder)
    desk.tell("saved", call.name("bulletin"), call.name("issue"), kind="plan", id="")
    return {}


def _folder(call: Call) -> Path:
    folder = call.studio.desk.issue(call.name("bulletin"), call.name("issue")).folder
    assert isinstance(folder, Path)
    return folder


def _title(done: Changes, act: Mapping[str, Any]) -> str:
    ident = act.get("article")
    path = done.articles.get(ident) if isinstance(ident, str) else None
    return str(values_in("article", path).get("title") or ident) if path else str(act.get("title") or "")[:100]


ROUTES = (
    route("GET", "/api/{bulletin}/{issue}", board),
    route("POST", "/api/{bulletin}/{issue}/acts", post_acts),
    route("POST", "/api/{bulletin}/{issue}/plan", post_plan),
)
