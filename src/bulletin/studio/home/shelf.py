"""The bulletins of the desk and their issues as the screen Home shows them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bulletin.fields.issue import one_count
from bulletin.lazy import dataclass
from bulletin.model import Approval, Number
from bulletin.sources.next_issue import step_of
from bulletin.sources.partial import values_in
from bulletin.studio.desk.bulletins import KnownBulletin, KnownIssue


@dataclass(frozen=True, slots=True)
class ShelfIssue:
    """An issue as the screen Home shows it; `pages` are those of the last build.

    `signed` says that somebody approved some state of it; `approved` also counts a name that was typed without one.
    """

    id: str
    folder: Path
    number: int | None
    total: int | None
    date: dt.date | None
    approved: bool
    signed: bool
    pages: int | None
    wanted_pages: int | None
    built: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShelfBulletin:
    """A bulletin with its issues, the newest first."""

    id: str
    folder: Path
    name: str
    body: str
    period: str
    kind: str
    layout: str
    issues: tuple[ShelfIssue, ...]

    def issue(self, ident: str) -> ShelfIssue | None:
        """The issue with an id."""
        return next((one for one in self.issues if one.id == ident), None)


def shelf(known: Iterable[KnownBulletin]) -> tuple[ShelfBulletin, ...]:
    """The bulletins of the desk with what their cards say; the one with the newest issue comes first."""
    made = [_bulletin(one) for one in known]
    return tuple(sorted(made, key=lambda one: (_newest(one), one.name), reverse=True))


def as_json(bulletins: tuple[ShelfBulletin, ...]) -> dict[str, Any]:
    """What `GET /api/home` answers."""
    return {"bulletins": [_bulletin_json(one) for one in bulletins]}


def _bulletin_json(one: ShelfBulletin) -> dict[str, Any]:
    return {
        "id": one.id, "name": one.name, "body": one.body, "period": one.period, "kind": one.kind,
        "layout": one.layout, "folder": one.folder.name, "issues": [_issue_json(issue) for issue in one.issues],
    }  # fmt: skip


def _issue_json(one: ShelfIssue) -> dict[str, Any]:
    return {
        "id": one.id, "number": one.number, "total": one.total, "date": one.date.isoformat() if one.date else None,
        "state": _state(one), "made": list(one.built), "pages": one.pages,
        "wanted_pages": one.wanted_pages,
    }  # fmt: skip


def _state(one: ShelfIssue) -> str:
    if one.approved:
        return "signed" if one.signed else "approved"
    return "built" if one.built else "making"


def _bulletin(known: KnownBulletin) -> ShelfBulletin:
    values = values_in("publication", known.folder / "publication.yaml")
    return ShelfBulletin(
        id=known.id,
        folder=known.folder,
        name=str(values.get("name") or known.folder.name),
        body=str(values.get("publisher") or ""),
        period=str(values.get("periodicity") or ""),
        kind="internal" if values.get("legal_profile") == "internal" else "licensed",
        layout=str(values.get("layout") or "tuan-tin"),
        issues=tuple(sorted((_issue(issue) for issue in known.issues), key=_order, reverse=True)),
    )


def _issue(known: KnownIssue) -> ShelfIssue:
    values = values_in("issue", known.folder / "issue.yaml")
    number = values.get("number")
    pages, built = _release(known.folder)
    approvals = [one for one in values.get("approved", ()) if isinstance(one, Approval)]
    return ShelfIssue(
        id=known.id,
        folder=known.folder,
        number=number.in_year if isinstance(number, Number) else None,
        total=number.total if isinstance(number, Number) else None,
        date=values.get("date"),
        approved=bool(approvals),
        signed=any(one.digest is not None for one in approvals),
        pages=pages,
        wanted_pages=one_count(values.get("pages")),
        built=built,
    )


def _release(folder: Path) -> tuple[int | None, tuple[str, ...]]:
    """Pages and editions of the last build, as far as it says them."""
    try:
        facts = json.loads((folder / "build" / "release.json").read_text("utf-8"))
        editions = [one for one in facts["editions"] if isinstance(one, dict)]
        pages = next((one["pages"] for one in editions if one.get("name") == "screen"), None)
        return pages if isinstance(pages, int) else None, tuple(str(one["name"]) for one in editions)
    except (OSError, ValueError, KeyError, TypeError):
        return None, ()


def _order(issue: ShelfIssue) -> tuple[dt.date, int, str]:
    return issue.date or dt.date.min, issue.number or 0, issue.id


def _newest(bulletin: ShelfBulletin) -> dt.date:
    return (bulletin.issues[0].date if bulletin.issues else None) or dt.date.min


def next_date(bulletin: ShelfBulletin, today: dt.date) -> dt.date:
    """The day of the next issue: one step after the last one; today for a first one."""
    dates = tuple(sorted(issue.date for issue in bulletin.issues if issue.date))
    if not dates:
        return today
    step = step_of(bulletin.period, dates)
    return step.after(dates[-1]) if step else dates[-1] + dt.timedelta(days=1)
