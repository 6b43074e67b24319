"""Files of a publication that come in through the window: its logo and its fonts."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bulletin.errors import BulletinError
from bulletin.runtime.child import run_job
from bulletin.runtime.files import move_free, sync_folder
from bulletin.runtime.limits import Limits
from bulletin.runtime.wire import ChildBugError
from bulletin.sources.folding import free_id, slug
from bulletin.studio.answers import Call, NotDoneError
from bulletin.studio.uploads.child import OwnFileRequest
from bulletin.studio.uploads.receiving import digest_of_file, receive

_ENTRY = "bulletin.studio.uploads.child:own_file_job"
_SUFFIXES = {"logo": (".svg", ".png", ".jpg", ".jpeg"), "fonts": (".ttf", ".otf")}
_PLACES = {"logo": "", "fonts": "fonts/"}
_PICTURES = {"JPEG": ".jpg", "PNG": ".png"}
_REFUSED = {"severity": "error", "what": "Tệp này không mở được.", "remedy": "Hãy nhờ người làm ra tệp gửi lại."}


async def upload(request: Request) -> Response:
    """A file for a field of a publication: received, looked at, and only then named and moved."""
    return await receive(request, _folder, _taken)


def _folder(call: Call) -> Path:
    if call.name("field") not in _PLACES:
        raise NotDoneError("Mục này không nhận tệp.", 404)
    found: Path = call.studio.desk.bulletin(call.name("bulletin")).folder
    return found


def _taken(call: Call, folder: Path, path: Path) -> dict[str, Any]:
    """Look at what came; a good file gets a name of ours, one that is there already is the one that is there."""
    field, typed = call.name("field"), PurePath(call.name("name").replace("\\", "/"))
    suffix = typed.suffix.lower()
    if suffix not in _SUFFIXES[field]:
        wanted = ", ".join(_SUFFIXES[field]).replace(".", "").upper()
        raise NotDoneError(f"Mục này chỉ nhận tệp {wanted}.", 415)
    name = (slug(typed.stem) or "tep")[:60]
    looked = _looked(call, path, f"{name}{suffix}", field)
    if not looked["ok"]:
        return looked
    suffix = _PICTURES.get(str(looked.get("kind", "")).upper(), suffix)
    with call.studio.desk.lock:
        place = folder / _PLACES[field]
        if place.is_symlink():
            raise NotDoneError("Cạnh bản tin có liên kết lạ nên không nhận tệp.", 409)
        place.mkdir(exist_ok=True)
        return {"ok": True, "findings": looked["findings"], "file": _PLACES[field] + _kept(path, place, name, suffix)}


def _looked(call: Call, path: Path, name: str, field: str) -> dict[str, Any]:
    """What a child says of the file: pictures by the looker of photos, drawings and fonts by one of their own."""
    studio = call.studio
    if field == "logo" and not name.endswith(".svg"):
        found = dict(studio.photos.look(path, path.parent, name))
        if found["ok"] and str(found["kind"]).upper() not in _PICTURES:
            raise NotDoneError("Mục này chỉ nhận ảnh PNG hoặc JPEG.", 415)
        return found
    request = OwnFileRequest(path=path, cache=studio.desk.cache, name=name, font=field == "fonts")
    try:
        return run_job(_ENTRY, request.to_wire(), Limits(cpu_s=30, wall_s=120))
    except (BulletinError, ChildBugError):
        return {"ok": False, "findings": [_REFUSED]}


def _kept(path: Path, place: Path, name: str, suffix: str) -> str:
    """The name of the file in its place; the same content is kept once, and nothing is ever written over."""
    digest = digest_of_file(path)
    there = {one.name: one for one in place.iterdir() if one.is_file() and not one.is_symlink()}
    alike = (one for one in there.values() if one.suffix == suffix and one.stat().st_size == path.stat().st_size)
    same = next((one.name for one in alike if digest_of_file(one) == digest), None)
    if same is not None:
        return same
    taken = {one.name.removesuffix(suffix) for one in place.iterdir()}
    free = f"{free_id(name, taken)}{suffix}"
    kept = move_free(path, place / free)
    sync_folder(place)
    return kept.name


ROUTES = (Route("/api/{bulletin}/{issue}/uploads/{field}/{name}", upload, methods=["PUT"]),)
