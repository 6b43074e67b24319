"""Routes of the desk: what is open, what happens, and pictures of pages."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bulletin.studio.answers import Call, NotDoneError, route
from bulletin.studio.desk.copies import copies_in
from bulletin.studio.desk.desk import NotKnownError
from bulletin.studio.desk.presence import BEAT_S, leave, others, say_present


def picture(call: Call) -> Response:
    """The picture of a page by its name."""
    data = call.studio.session.picture(call.name("digest"))
    if data is None:
        raise NotKnownError("Hình trang này không còn; trang đang được vẽ lại.")
    return Response(data, media_type="image/png")


def pages(call: Call) -> dict[str, Any]:
    """The plan and the pictures of an issue as far as they are known; what is missing is made and told as events."""
    folder = call.studio.desk.issue(call.name("bulletin"), call.name("issue")).folder
    plan = call.studio.session.plans.get(folder)
    call.studio.session.begin(folder)
    return {
        "plan": plan["plan"] if plan is not None else None,
        "pages": call.studio.session.pages.get(folder, []),
    }


def present(call: Call) -> dict[str, Any]:
    """A window says which story it has open, or that it closes (`gone`), and gets who else is there.

    With them come the copies that a synchroniser made, by the story that each is a copy of, and who approved the issue
    as it is now.
    """
    if not isinstance(call.said, dict):
        raise NotDoneError("Yêu cầu không đúng dạng.")
    desk, client = call.studio.desk, call.text("client", 80)
    folder, now = desk.issue(call.name("bulletin"), call.name("issue")).folder, desk.clock()
    news = True
    if call.said.get("gone") is True:
        leave(folder, client, now)
    else:
        news = say_present(folder, client, call.studio.who, call.text("story", 80), now)
    if news:
        desk.tell("presence", call.name("bulletin"), call.name("issue"), client=client)
    found, signed = others(folder, client, now), desk.sign_off(folder)
    stories = {path: ident for ident, path in desk.articles(folder).items()}
    copies = copies_in(folder, (desk.bulletin(call.name("bulletin")).folder,))
    return {
        "others": [{"who": one.who, "story": one.story, "own": one.own} for one in found], "beat_s": BEAT_S,
        "copies": [stories.get(one.original) for one in copies],
        "signed": asdict(signed) if signed is not None else None,
    }  # fmt: skip


async def events(request: Request) -> Response:
    """Everything that happens, one JSON object a line, for as long as the window listens."""
    stream = request.app.state.studio.hub.stream()
    return StreamingResponse(stream, media_type="application/x-ndjson")


ROUTES = (
    route("POST", "/api/{bulletin}/{issue}/presence", present),
    Route("/api/events", events, methods=["GET"]),
    route("GET", "/api/pictures/{digest}", picture),
    route("GET", "/api/{bulletin}/{issue}/pages", pages),
)
