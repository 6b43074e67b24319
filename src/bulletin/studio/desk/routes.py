"""Routes of the desk: what is open, what happens, and pictures of pages."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bulletin.studio.answers import Call, route
from bulletin.studio.desk.desk import NotKnownError


def hello(call: Call) -> dict[str, Any]:
    """What a second start asks: whether the program of this key is there."""
    return {"name": "bulletin studio", "folder": str(call.studio.desk.folder)}


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


async def events(request: Request) -> Response:
    """Everything that happens, one JSON object a line, for as long as the window listens."""
    stream = request.app.state.studio.hub.stream()
    return StreamingResponse(stream, media_type="application/x-ndjson")


ROUTES = (
    route("GET", "/api/hello", hello),
    Route("/api/events", events, methods=["GET"]),
    route("GET", "/api/pictures/{digest}", picture),
    route("GET", "/api/{bulletin}/{issue}/pages", pages),
)
