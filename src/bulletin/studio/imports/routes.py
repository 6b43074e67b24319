"""Routes of the screen Import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bulletin.studio.answers import Call, NotDoneError, route, said_finding
from bulletin.studio.board.flatplan import FlatplanAct, apply
from bulletin.studio.desk.desk import Save
from bulletin.studio.uploads.receiving import receive

if TYPE_CHECKING:
    from bulletin.importing.offer import Offer, OfferRequest, Offers

_MOST_PASTED = 3_000_000
_EDITABLE = ("title", "kicker", "lead", "body", "authors")


def paste(call: Call) -> dict[str, Any]:
    """What was pasted: HTML of the clipboard where there is some, else plain text."""
    from bulletin.importing.offer import offer_paste

    said = call.said.get("html") or call.said.get("text")
    if not isinstance(said, str) or not said.strip():
        raise NotDoneError("Chưa dán gì.")
    data = said.encode("utf-8", "replace")
    if len(data) > _MOST_PASTED:
        raise NotDoneError("Đoạn dán quá dài; hãy nhập bằng tệp Word.", 413)
    return _offered(call, lambda request: offer_paste(data, request))


def address(call: Call) -> dict[str, Any]:
    """A page of the network, fetched because somebody pressed the button; public addresses only."""
    from bulletin.importing.offer import offer_address

    where = call.text("address", 2000)
    if not where:
        raise NotDoneError("Chưa có địa chỉ trang.")
    return _offered(call, lambda request: offer_address(where, request))


async def file(request: Request) -> Response:
    """A Word file, a page, a mail: received, then read in the limited child of the importers."""
    return await receive(request, _folder, lambda call, _, path: _from_file(call, path))


def _from_file(call: Call, path: Path) -> dict[str, Any]:
    from bulletin.importing.offer import offer_file

    data = path.read_bytes()
    return _offered(call, lambda request: offer_file(data, call.name("name"), request))


def _folder(call: Call) -> Path:
    found: Path = call.studio.desk.issue(call.name("bulletin"), call.name("issue")).folder
    return found


def _offered(call: Call, make: Callable[[OfferRequest], Offers]) -> dict[str, Any]:
    from bulletin.importing.offer import OfferRequest

    folder, today = _folder(call), call.studio.desk.clock().date()
    token, made = call.studio.offers.hold(folder, lambda spool: OfferRequest(folder, spool, today), make)
    return {
        "token": token,
        "articles": [_shown(offer) for offer in made.articles],
        "findings": [said_finding(one) for one in made.findings],
        "loose": len(made.loose),
    }


def _shown(offer: Offer) -> dict[str, Any]:
    """An offer for the window: its fields with value, certainty and reason; the source in paragraphs."""
    from bulletin.importing.report.values import plain

    fields = [
        {
            "name": name, "value": plain(one.value), "certainty": one.certainty, "reason": one.reason,
            "second": one.second or "", "editable": name in _EDITABLE or name.startswith("photos."),
        }
        for name, one in offer.draft.fields.items()
    ]  # fmt: skip
    source = offer.draft.original
    return {
        "title": str(offer.draft.title.value or ""), "fields": fields, "photos": len(offer.photos),
        "lost": list(map(str, offer.draft.lost)), "source": [str(one) for one in source],
        "notes": [str(one) for one in offer.draft.notes],
    }  # fmt: skip


def settle(call: Call) -> dict[str, Any]:
    """Fields that somebody confirmed (null) or corrected (words)."""
    from bulletin.importing.offer import settled

    number = _number(call)
    held, offer = call.studio.offers.offer(call.name("token"), number)
    values = call.said.get("values")
    if not isinstance(values, dict) or not all(v is None or isinstance(v, str) for v in values.values()):
        raise NotDoneError("Yêu cầu không đúng dạng.")
    try:
        made = settled(offer, held.request, values)
    except (KeyError, ValueError):
        raise NotDoneError("Mục này không sửa được ở đây; nhập xong hãy sửa trong bài.") from None
    held.offers[number] = made
    return _shown(made)


def keep(call: Call) -> dict[str, Any]:
    """Write one offer into the issue, with what is still a guess marked; it is the last of the flat plan."""
    from bulletin.importing.offer import keep_offer

    held, offer = call.studio.offers.offer(call.name("token"), _number(call))
    desk, folder = call.studio.desk, _folder(call)
    with desk.lock:
        sheet = desk.file(call.name("bulletin"), call.name("issue"), "issue", "")
        desk.ask_first(folder)
        written = keep_offer(offer, held.request)
        placed = apply(sheet.source, FlatplanAct("place", written.id, slot="story"))
        if placed is not None:
            title = str(offer.draft.title.value or written.id)
            desk.commit(folder, {sheet.path: placed.source}, Save(f"nhập bài “{title[:60]}”", call.studio.who))
        else:
            desk.changed(folder)
    desk.tell("saved", call.name("bulletin"), call.name("issue"), kind="article", id=written.id)
    return {"id": written.id, "again": written.status == "again"}


def forget(call: Call) -> dict[str, Any]:
    """Drop what waits of one source."""
    call.studio.offers.forget(call.name("token"))
    return {}


def _number(call: Call) -> int:
    number = call.said.get("number") if isinstance(call.said, dict) else None
    if not isinstance(number, int) or isinstance(number, bool):
        raise NotDoneError("Yêu cầu không đúng dạng.")
    return number


_BASE = "/api/{bulletin}/{issue}/imports"
ROUTES = (
    route("POST", f"{_BASE}/paste", paste),
    route("POST", f"{_BASE}/address", address),
    Route(_BASE + "/files/{name}", file, methods=["PUT"]),
    route("POST", _BASE + "/{token}/settled", settle),
    route("POST", _BASE + "/{token}/kept", keep),
    route("POST", _BASE + "/{token}/forgotten", forget),
)
