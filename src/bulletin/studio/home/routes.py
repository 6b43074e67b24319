"""The addresses of the screen Home. `request.app.state.root` is the folder that the studio was opened on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bulletin.errors import BulletinError, Finding
from bulletin.studio.home.new_bulletin import answers_of, create_bulletin, layout_rows
from bulletin.studio.home.new_issue import create_issue, proposal
from bulletin.studio.home.shelf import ShelfBulletin, ShelfIssue, as_json, folder_id, shelf


def home(request: Request) -> JSONResponse:
    """`GET /api/home`: bulletins with their issues, and the looks that a new one can have."""
    return JSONResponse(as_json(shelf(_root(request))) | {"layouts": layout_rows()})


async def post_bulletin(request: Request) -> JSONResponse:
    """`POST /api/bulletins`: a new bulletin from five answers."""
    said = await body_of(request)
    try:
        folder = create_bulletin(_root(request), answers_of(said), dt.date.today())
    except BulletinError as error:
        return refused(error.findings)
    return JSONResponse({"id": next(one.id for one in shelf(_root(request)) if one.folder == folder.resolve())})


def next_issue(request: Request) -> JSONResponse:
    """`GET /api/bulletins/{b}/issues/next`: what the next issue would be; nothing is written."""
    bulletin = find_bulletin(request)
    return not_found() if bulletin is None else JSONResponse(proposal(bulletin, dt.date.today()))


async def post_issue(request: Request) -> JSONResponse:
    """`POST /api/bulletins/{b}/issues`: the next issue."""
    said = await body_of(request)
    bulletin = find_bulletin(request)
    if bulletin is None:
        return not_found()
    try:
        folder = create_issue(bulletin, said, dt.date.today())
    except BulletinError as error:
        return refused(error.findings)
    return JSONResponse({"id": folder_id(folder, folder.name)})


def find_bulletin(request: Request) -> ShelfBulletin | None:
    """The bulletin that the address names; ids are those that the program gave out."""
    wanted = request.path_params["bulletin"]
    return next((one for one in shelf(_root(request)) if one.id == wanted), None)


def find_issue(request: Request) -> ShelfIssue | None:
    """The issue that the address names."""
    bulletin = find_bulletin(request)
    return bulletin.issue(request.path_params["issue"]) if bulletin else None


async def body_of(request: Request) -> dict[str, Any]:
    """The JSON object of a request; nothing for a body that is none."""
    try:
        said = await request.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def refused(findings: tuple[Finding, ...]) -> JSONResponse:
    """An answer that says why nothing was done, each finding with the question that it concerns."""
    return JSONResponse({"findings": [in_form(one) for one in findings]}, status_code=422)


def in_form(finding: Finding) -> dict[str, Any]:
    """A finding about an answer as the window shows it."""
    return {
        "severity": finding.severity.value, "rule": finding.rule.id, "what": finding.what(), "why": finding.why(),
        "remedy": finding.remedy(), "path": [finding.quote] if finding.quote else [],
    }  # fmt: skip


def not_found() -> JSONResponse:
    """An answer for an id that the program did not give out."""
    return JSONResponse({"findings": []}, status_code=404)


def _root(request: Request) -> Path:
    root = request.app.state.root
    assert isinstance(root, Path)
    return root


ROUTES: tuple[Route, ...] = (
    Route("/api/home", home),
    Route("/api/bulletins", post_bulletin, methods=["POST"]),
    Route("/api/bulletins/{bulletin}/issues/next", next_issue),
    Route("/api/bulletins/{bulletin}/issues", post_issue, methods=["POST"]),
)
