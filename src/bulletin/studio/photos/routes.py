"""Routes of the screen Photos."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bulletin.runtime.files import move_free, sync_folder
from bulletin.sources.folding import free_id, slug
from bulletin.studio.answers import Call, NotDoneError, route
from bulletin.studio.desk.desk import NotKnownError, Save
from bulletin.studio.edits.apply import apply
from bulletin.studio.edits.operations import AddItem
from bulletin.studio.history.back import CannotGoBackError
from bulletin.studio.history.photo_trash import put_away
from bulletin.studio.photos.listed import files_of, lacking, stories_of, uses_of
from bulletin.studio.uploads.receiving import digest_of_file, receive

_SUFFIX = {"JPEG": ".jpg", "PNG": ".png", "HEIF": ".heic", "TIFF": ".tif", "WEBP": ".webp", "AVIF": ".avif"}


def photos(call: Call) -> dict[str, Any]:
    """Every photo of an issue, with the stories that use it and where it is on the pages."""
    folder = _folder(call)
    stories = stories_of(call.studio.desk, folder)
    uses = uses_of(stories)
    names = list(dict.fromkeys([*files_of(folder), *(name for name in uses if name.startswith("photos/"))]))
    planned = call.studio.session.plans.get(folder)
    plan = (planned["plan"] or {}) if planned is not None else {}
    return {
        "photos": [_shown(folder, name, uses.get(name, []), plan.get("photos", {})) for name in names],
        "stories": [{"id": one["id"], "title": one["title"]} for one in stories],
        "ppi": plan.get("ppi"),
    }


def _folder(call: Call) -> Path:
    found: Path = call.studio.desk.issue(call.name("bulletin"), call.name("issue")).folder
    return found


def _shown(folder: Path, name: str, uses: list[dict[str, Any]], placed: dict[str, Any]) -> dict[str, Any]:
    made = [
        {
            **{key: use[key] for key in ("article", "title")},
            "photo": use["photo"], "lacking": lacking(use["photo"]),
            "placed": placed.get(f"{use['article']}/{use['photo'].get('id')}", []),
        }
        for use in uses
    ]  # fmt: skip
    return {"file": name, "there": (folder / name).is_file(), "uses": made}


def look(call: Call) -> dict[str, Any]:
    """One photo looked at: its size, what is wrong with it, its small picture, what the camera noted."""
    path = _path(call)
    found: dict[str, Any] = call.studio.photos.look(path, _folder(call), f"photos/{path.name}")
    return found


def thumb(call: Call) -> Response:
    """The small picture of a photo."""
    found = call.studio.photos.look(_path(call), _folder(call), call.name("name"))
    data = call.studio.photos.thumb(found["sha256"]) if found["ok"] else None
    if data is None:
        raise NotKnownError("Không có hình nhỏ của ảnh này.")
    return Response(data, media_type="image/jpeg")


def _path(call: Call) -> Path:
    """The file of a photo that the folder really has; a name with a path in it is none."""
    folder, name = _folder(call), call.name("name")
    if f"photos/{name}" not in files_of(folder):
        raise NotKnownError("Không có ảnh này trong số báo.")
    return folder / "photos" / name


def attach(call: Call) -> dict[str, Any]:
    """A photo is put into a story: with its file and a name of its own; words are typed by people."""
    folder, name, article = _folder(call), call.text("file", 300), call.text("article", 200)
    if name not in files_of(folder):
        raise NotKnownError("Không có ảnh này trong số báo.")
    desk = call.studio.desk
    looked = call.studio.photos.look(folder / name, folder, name)
    if not looked["ok"]:
        why = sorted(looked["findings"], key=lambda one: one["severity"] != "error")[0]
        raise NotDoneError(f"{why['what']} {why['remedy']}", 409)
    with desk.lock:
        file = desk.file(call.name("bulletin"), call.name("issue"), "article", article)
        taken = {
            str(one.get("id"))
            for story in stories_of(desk, folder)
            if story["id"] == article
            for one in story["photos"]
        }
        ident = free_id(slug(PurePath(name).stem) or "anh", taken)
        item = {"id": ident, "file": name}
        done = apply(file.source, "article", (AddItem(("photos",), item),))
        if done.refused or done.source == file.source:
            raise NotDoneError("Chưa đưa được ảnh vào bài: tệp của bài đang hỏng, hoặc viết theo lối lạ.", 409)
        desk.commit(folder, {file.path: done.source}, Save(f"đưa ảnh {ident} vào bài", call.studio.who, act=True))
    desk.tell("saved", call.name("bulletin"), call.name("issue"), kind="article", id=article)
    return {"id": ident}


def trash(call: Call) -> dict[str, Any]:
    """A photo goes into the trash: one that no story uses, or that cannot be printed anyway."""
    path, folder, desk = _path(call), _folder(call), call.studio.desk
    name = f"photos/{path.name}"
    desk.ask_first(folder)
    used = name in uses_of(stories_of(desk, folder))
    if used and call.studio.photos.look(path, folder, name)["ok"]:
        raise NotDoneError("Ảnh này đang ở trong bài; hãy bỏ ảnh khỏi bài trước.", 409)
    try:
        ident = put_away(desk, folder, path, call.studio.who)
    except CannotGoBackError as error:
        raise NotDoneError(str(error), 409) from None
    desk.tell("photo", call.name("bulletin"), call.name("issue"), file=name)
    desk.plan_anew(folder, [path])
    return {"id": ident}


async def upload(request: Request) -> Response:
    """A photo that is dropped into the window: received, looked at, and only then named and moved."""
    return await receive(request, _asked_folder, _taken)


def _asked_folder(call: Call) -> Path:
    """The folder of the issue; a photo that comes into an approved one is the beginning of a change."""
    folder = _folder(call)
    call.studio.desk.ask_first(folder)
    return folder


def _taken(call: Call, folder: Path, path: Path) -> dict[str, Any]:
    """Look at what came; a good photo gets a name, one that is there already is the one that is there."""
    name = call.name("name")
    looked = dict(call.studio.photos.look(path, folder, name))
    looked["findings"] = [one for one in looked["findings"] if one.get("severity") != "info"]  # on a name that goes
    if not looked["ok"]:
        return _called(looked, path.name, name)
    with call.studio.desk.lock:
        size = path.stat().st_size
        alike = (name for name in files_of(folder) if (folder / name).stat().st_size == size)
        same = next((name for name in alike if _digest(call, folder / name) == looked["sha256"]), None)
        if same is not None:
            return _called(looked, path.name, name) | {"file": same, "known": True}
        place = folder / "photos"
        place.mkdir(exist_ok=True)
        stem = (slug(PurePath(name.replace("\\", "/")).stem) or "anh")[:60]
        suffix = _SUFFIX.get(looked["kind"].upper(), ".jpg")
        kept = move_free(path, place / f"{stem}{suffix}")
        call.studio.desk.received(kept)
        sync_folder(place)
    file = f"photos/{kept.name}"
    call.studio.photos.moved(kept, _called(looked, path.name, kept.name))
    call.studio.desk.tell("photo", call.name("bulletin"), call.name("issue"), file=file)
    if file in uses_of(stories_of(call.studio.desk, folder)):  # a story has waited for it
        call.studio.desk.plan_anew(folder, [kept])
    return _called(looked, path.name, name) | {"file": file, "known": False}


def _digest(call: Call, path: Path) -> str:
    known: str | None = call.studio.photos.digest(path)
    return known if known is not None else digest_of_file(path)


def _called(looked: dict[str, Any], ours: str, theirs: str) -> dict[str, Any]:
    """What was said of a photo, with another name for it."""
    return looked | {"findings": [{**one, "what": one["what"].replace(ours, theirs)} for one in looked["findings"]]}


_BASE = "/api/{bulletin}/{issue}/photos"
ROUTES = (
    route("GET", _BASE, photos),
    route("GET", _BASE + "/{name}/facts", look),
    route("GET", _BASE + "/{name}/thumb", thumb),
    route("POST", f"{_BASE}/attach", attach),
    route("POST", _BASE + "/{name}/trash", trash),
    Route(_BASE + "/{name}", upload, methods=["PUT"]),
)
