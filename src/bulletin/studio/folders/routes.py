"""Routes of folders: which may be opened, what is in one, open one, leave one out."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from bulletin.studio.answers import Call, NotDoneError, route
from bulletin.studio.desk.bulletins import find_bulletins
from bulletin.studio.folders.places import FolderPlaces
from bulletin.studio.folders.remembered import KnownFolders, known_folders, remember

_GONE = "Thư mục này không còn, hoặc không mở được ở đây."


def folders(call: Call) -> dict[str, Any]:
    """Where choosing begins: home and drives, and what was opened lately and is not open now."""
    places, desk = _places(call), call.studio.desk
    known = known_folders(desk.cache, desk.folder)
    recent = [path for path in known.recent if path not in desk.folders and places.allowed(path)]
    return {
        "roots": [asdict(places.name(path)) for path in places.roots()],
        "recent": [asdict(places.name(path)) for path in recent],
    }


def folders_in(call: Call) -> dict[str, Any]:
    """The folders in a folder."""
    path = _asked(call)
    found = _places(call).inside(path)
    if found is None:
        raise NotDoneError(_GONE, 404)
    return asdict(found) | {"open": _is_open(call, path)}


def open_folder(call: Call) -> dict[str, Any]:
    """The bulletins of a folder are on the screen Home too; it is open again at the next start."""
    path, desk = _asked(call), call.studio.desk
    places = _places(call)
    if not places.allowed(path):
        raise NotDoneError(_GONE, 404)
    if path in places.roots():
        raise NotDoneError("Thư mục này quá lớn để mở; xin chọn một thư mục bên trong.")
    if _is_open(call, path):
        raise NotDoneError("Thư mục này đang mở rồi.", 409)
    with desk.lock:
        known = known_folders(desk.cache, desk.folder)
        desk.open_beside((*desk.folders[1:], path))
        recent = (path, *(one for one in known.recent if one != path))
        remember(desk.cache, desk.folder, KnownFolders(recent, tuple(desk.folders[1:])))
    _tell(call)
    return {"name": places.name(path).name, "bulletins": len(find_bulletins(path))}


def close_folder(call: Call) -> dict[str, Any]:
    """The bulletins of a folder are not on the screen Home any more; nothing in it changes."""
    path, desk = _asked(call), call.studio.desk
    if path not in desk.folders[1:]:
        raise NotDoneError("Thư mục này không bỏ ra được.", 409)
    with desk.lock:
        desk.open_beside(one for one in desk.folders[1:] if one != path)
        known = known_folders(desk.cache, desk.folder)
        remember(desk.cache, desk.folder, KnownFolders(known.recent, tuple(desk.folders[1:])))
    _tell(call)
    return {"name": _places(call).name(path).name}


def _tell(call: Call) -> None:
    call.studio.watch.renew()
    call.studio.hub.tell({"type": "outside"})


def _is_open(call: Call, path: Path) -> bool:
    """Whether a folder is open, alone or as a part of another one."""
    return any(path.is_relative_to(one) for one in call.studio.desk.folders)


def _places(call: Call) -> FolderPlaces:
    found: FolderPlaces = call.studio.places
    return found


def _asked(call: Call) -> Path:
    path = _places(call).path(call.text("id", 40))
    if path is None:
        raise NotDoneError(_GONE, 404)
    return path


ROUTES = (
    route("GET", "/api/folders", folders),
    route("POST", "/api/folders/list", folders_in),
    route("POST", "/api/folders/open", open_folder),
    route("POST", "/api/folders/close", close_folder),
)
