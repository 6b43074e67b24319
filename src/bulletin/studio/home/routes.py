"""The addresses of the screen Home."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.responses import JSONResponse, Response

from bulletin.errors import BulletinError
from bulletin.sources.issue import LEVELS_UP
from bulletin.studio.answers import Call, NotDoneError, route, said_finding
from bulletin.studio.desk.desk import NotKnownError
from bulletin.studio.home.new_bulletin import answers_of, create_bulletin, layout_rows
from bulletin.studio.home.new_issue import create_issue, proposal
from bulletin.studio.home.shelf import ShelfBulletin, as_json, shelf


def home(call: Call) -> Mapping[str, Any]:
    """`GET /api/home`: bulletins with their issues, the looks that a new one can have, and the open folders."""
    found = as_json(shelf(call.studio.desk.bulletins(fresh=True)))
    folders = [_folder_json(call, folder) for folder in call.studio.desk.folders]
    can_create = any(one["can_create"] for one in folders)
    return found | {"layouts": layout_rows(), "can_create": can_create, "folders": folders}


def _folder_json(call: Call, folder: Path) -> dict[str, Any]:
    shown = call.studio.places.name(folder)
    return {
        "id": shown.id,
        "name": shown.name,
        "can_create": _is_open(folder),
        "first": folder == call.studio.desk.folder,
    }


def _chosen_folder(call: Call) -> Path:
    """The open folder in which a bulletin is made: the one that is named, else the first that can take it."""
    said = call.text("folder", 40)
    asked = call.studio.places.path(said)
    if said and asked is None:  # its name is of an earlier run
        raise NotDoneError("Thư mục đã chọn không còn mở ở đây; xin chọn lại.", 409)
    good = [folder for folder in call.studio.desk.folders if _is_open(folder) and asked in (None, folder)]
    if not good:
        raise NotDoneError("Thư mục đang mở đã là của một bản tin; hãy mở thư mục chứa nó để tạo bản tin khác.")
    found: Path = good[0]
    return found


def post_bulletin(call: Call) -> Response:
    """`POST /api/bulletins`: a new bulletin from five answers."""
    root = _chosen_folder(call)
    try:
        folder = create_bulletin(root, answers_of(_said(call)), call.studio.desk.clock().date())
    except BulletinError as error:
        return _refused(error)
    made = next(one for one in call.studio.desk.bulletins(fresh=True) if one.folder == folder.resolve())
    return JSONResponse({"id": made.id})


def next_issue(call: Call) -> Mapping[str, Any]:
    """`GET /api/bulletins/{bulletin}/issues/next`: what the next issue would be; nothing is written."""
    return proposal(_bulletin(call), call.studio.desk.clock().date())


def post_issue(call: Call) -> Response:
    """`POST /api/bulletins/{bulletin}/issues`: the next issue."""
    bulletin = _bulletin(call)
    try:
        folder = create_issue(bulletin, _said(call), call.studio.desk.clock().date())
    except BulletinError as error:
        return _refused(error)
    call.studio.desk.bulletins(fresh=True)
    issues = call.studio.desk.bulletin(bulletin.id).issues
    return JSONResponse({"id": next(one.id for one in issues if one.folder == folder)})


def _bulletin(call: Call) -> ShelfBulletin:
    known = call.studio.desk.bulletins(fresh=True)
    found = next((one for one in shelf(known) if one.id == call.name("bulletin")), None)
    if found is None:
        raise NotKnownError("Không tìm thấy bản tin này; có thể thư mục đã bị chuyển chỗ.")
    return found


def _is_open(folder: Path) -> bool:
    """Whether bulletins can be made in the folder that was opened: it is not one itself, and in none."""
    places = (folder, *folder.parents)[: LEVELS_UP + 1]
    return not any((place / "publication.yaml").is_file() for place in places)


def _said(call: Call) -> Mapping[str, Any]:
    return call.said if isinstance(call.said, dict) else {}


def _refused(error: BulletinError) -> Response:
    """Says why nothing was done, each finding with the question that it concerns."""
    rows = [said_finding(one) | {"path": [one.quote] if one.quote else []} for one in error.findings]
    return JSONResponse({"findings": rows}, 422)


ROUTES = (
    route("GET", "/api/home", home),
    route("POST", "/api/bulletins", post_bulletin),
    route("GET", "/api/bulletins/{bulletin}/issues/next", next_issue),
    route("POST", "/api/bulletins/{bulletin}/issues", post_issue),
)
