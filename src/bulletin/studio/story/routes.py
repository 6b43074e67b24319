"""Routes of the screen Story: the story with its form and findings, and its pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bulletin.model import IssueSheet, Publication
from bulletin.runtime.wire import findings_from_wire
from bulletin.sources.issue import parse
from bulletin.sources.partial import read_plain
from bulletin.studio.answers import Call, route
from bulletin.studio.desk.desk import NotKnownError
from bulletin.studio.review.remarks import FILE, remarks_at
from bulletin.studio.story.data import story_data

_SHORT = 12
"""Lines on a last page that are worth cutting, so that the story ends a page earlier."""


def story_of(call: Call) -> dict[str, Any]:
    """One story for its screen."""
    desk, bulletin, issue = call.studio.desk, call.name("bulletin"), call.name("issue")
    ident = call.name("article")
    file = desk.file(bulletin, issue, "article", ident)
    folder = desk.issue(bulletin, issue).folder
    plan: Mapping[str, Any] = call.studio.session.plans.get(folder) or {}
    further = [one for one in findings_from_wire(plan.get("findings")) if one.place.file == file.name]
    repairs = [one for one in plan.get("repairs", ()) if one["file"] == file.name]
    data = story_data(ident, file.source, _publication(call), further, _order(call, folder), repairs)
    fields = [field["name"] for group in data["form"] for field in group["fields"]]
    remarks = remarks_at(read_plain(folder / FILE) or b"", ident, fields)
    return data | {"findings": [*data["findings"], *remarks]}


def _publication(call: Call) -> Publication | None:
    try:
        file = call.studio.desk.file(call.name("bulletin"), call.name("issue"), "publication", "")
    except NotKnownError:
        return None
    record = parse("publication", file.source, file.name).record
    return record if isinstance(record, Publication) else None


def _order(call: Call, folder: Path) -> list[str]:
    """The stories in printing order, and behind them those that are not placed."""
    articles = list(call.studio.desk.articles(folder))
    try:
        file = call.studio.desk.file(call.name("bulletin"), call.name("issue"), "issue", "")
    except NotKnownError:
        return articles
    sheet = parse("issue", file.source, file.name).record
    placed = [one.article for one in sheet.flatplan] if isinstance(sheet, IssueSheet) else []
    return [*(one for one in placed if one in articles), *(one for one in articles if one not in placed)]


def pages_of(call: Call) -> dict[str, Any]:
    """Where a story is on the pages, their pictures, and how long it is; what is not known yet is told as events."""
    ident = call.name("article")
    folder = call.studio.desk.issue(call.name("bulletin"), call.name("issue")).folder
    session = call.studio.session
    session.begin(folder)
    planned: Mapping[str, Any] = session.plans.get(folder) or {}
    plan = planned.get("plan") or {}
    return {
        "size": plan.get("trim_mm"),
        "pages": session.pages.get(folder, []),
        "spots": (planned.get("spots") or {}).get(ident, []),
        "fit": fit_of(plan, ident),
    }


def fit_of(plan: Mapping[str, Any], ident: str) -> dict[str, Any]:
    """How long a story is, on which pages, what the issue is over, and what to cut so that it ends a page earlier."""
    story = (plan.get("stories") or {}).get(ident)
    if story is None:
        return {"lines": None, "pages": [], "over": plan.get("over_lines"), "cut": None}
    last = story["by_page"].get(str(max(story["pages"], default=0)), 0)
    cut = last if len(story["pages"]) > 1 and 0 < last <= _SHORT else None
    return {"lines": story["lines"], "pages": sorted(story["pages"]), "over": plan.get("over_lines"), "cut": cut}


ROUTES = (
    route("GET", "/api/{bulletin}/{issue}/story/{article}", story_of),
    route("GET", "/api/{bulletin}/{issue}/story/{article}/pages", pages_of),
)
