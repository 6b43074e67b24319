"""Routes of the forms of an issue, of a publication and of its mail."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from bulletin.errors import Finding
from bulletin.runtime.wire import findings_from_wire
from bulletin.studio.answers import Call, NotDoneError, route
from bulletin.studio.desk.bulletins import OWN
from bulletin.studio.desk.desk import Save
from bulletin.studio.forms.describe import KINDS, FormKind
from bulletin.studio.forms.offered import looks, offered
from bulletin.studio.forms.sheet import sheet_data

_FIRST_MAIL = b"phien_ban: bulletin/mail@1\n"


def form(call: Call) -> dict[str, Any]:
    """The form of a file that is no story; `absent` for a file of mail that was not begun."""
    kind, desk = call.name("kind"), call.studio.desk
    if kind not in KINDS or kind == "article":
        raise NotDoneError("Không có loại thông tin này.", 404)
    bulletin, issue = call.name("bulletin"), call.name("issue")
    publication, folder = desk.bulletin(bulletin).folder, desk.issue(bulletin, issue).folder
    if kind == "mail" and not (publication / "mail.yaml").exists():
        return {"absent": True}
    file = desk.file(bulletin, issue, kind, "")
    data = sheet_data(cast(FormKind, kind), file.source, _further(call, file.path.name))
    found = looks(tuple(dict.fromkeys((folder, publication)))) if kind != "mail" else []
    stories = desk.articles(folder) if kind == "issue" else {}
    return data | {"choices": offered(cast(FormKind, kind), publication, folder, found, stories), "looks": found}


def begin_mail(call: Call) -> dict[str, Any]:
    """Begin the file of mail; what it says is then typed into its form."""
    desk = call.studio.desk
    folder = desk.bulletin(call.name("bulletin")).folder
    path = folder / "mail.yaml"
    with desk.lock:
        if path.is_symlink():
            raise NotDoneError("Cạnh bản tin có liên kết lạ nên không ghi được.", 409)
        if not path.exists():
            desk.commit(folder, {path: _FIRST_MAIL}, Save("bắt đầu khai cách gửi thư", call.studio.who, act=True))
    desk.tell("saved", call.name("bulletin"), OWN, kind="mail", id="")
    return {}


def _further(call: Call, name: str) -> list[Finding]:
    """What planning the issue, or the newest one of a publication, found in this file."""
    desk, plans = call.studio.desk, call.studio.session.plans
    bulletin = desk.bulletin(call.name("bulletin"))
    folders: list[Path] = [one.folder for one in bulletin.issues]
    if call.name("issue") != OWN:
        folders = [desk.issue(bulletin.id, call.name("issue")).folder]
    planned: Mapping[str, Any] = next((plans[folder] for folder in folders if folder in plans), {})
    found = findings_from_wire(planned.get("findings"))
    return [one for one in found if one.place.file is not None and Path(one.place.file).name == name]


ROUTES = (
    route("GET", "/api/{bulletin}/{issue}/form/{kind}", form),
    route("POST", "/api/{bulletin}/{issue}/form/mail", begin_mail),
)
