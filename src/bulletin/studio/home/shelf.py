"""The bulletins below a folder and their issues, each under an id that is the same at every start."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bulletin.lazy import dataclass
from bulletin.model import Approval, Number
from bulletin.sources.folding import slug
from bulletin.sources.next_issue import step_of
from bulletin.sources.partial import values_in

_DEPTH = 4
_MAX_FOLDERS = 2000
_PASSED_OVER = frozenset(("articles", "photos", "build", "node_modules", "layouts", "printers"))


@dataclass(frozen=True, slots=True)
class ShelfIssue:
    """An issue as the screen Home shows it; `pages` are those of the last build."""

    id: str
    folder: Path
    number: int | None
    total: int | None
    date: dt.date | None
    approved: bool
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


def shelf(root: Path) -> tuple[ShelfBulletin, ...]:
    """The bulletins in a folder, below it, and the one that the folder itself belongs to; the newest issue decides."""
    found = sorted(_folders_with("publication.yaml", _top(root)))
    made = [_bulletin(folder, [other for other in found if other != folder]) for folder in found]
    return tuple(sorted(made, key=lambda one: (_newest(one), one.name), reverse=True))


def folder_id(folder: Path, word: str) -> str:
    """The id under which the window knows a folder: readable, and never a path."""
    mark = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:8]
    return f"{slug(word)[:40].strip('-') or 'thu-muc'}-{mark}"


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
        "state": "approved" if one.approved else "built" if one.built else "making", "made": list(one.built),
        "pages": one.pages, "wanted_pages": one.wanted_pages,
    }  # fmt: skip


def _top(root: Path) -> Path:
    """The folder of the publication that an issue's folder belongs to; else the folder itself."""
    root = root.resolve()
    if (root / "issue.yaml").is_file():
        for folder in (root, *root.parents[:6]):
            if (folder / "publication.yaml").is_file():
                return folder
    return root


def _folders_with(name: str, top: Path) -> Iterator[Path]:
    """The folders, not deeper than four below, that have a file of this name; links are not followed."""
    for seen, (folder, folders, files) in enumerate(os.walk(top)):
        deep = len(Path(folder).relative_to(top).parts)
        folders[:] = sorted(
            one for one in folders if deep < _DEPTH and not one.startswith(".") and one not in _PASSED_OVER
        )
        if seen > _MAX_FOLDERS:
            return
        if name in files:
            yield Path(folder)


def _bulletin(folder: Path, others: list[Path]) -> ShelfBulletin:
    values = values_in("publication", folder / "publication.yaml")
    below = [place for place in _folders_with("issue.yaml", folder) if not _is_below(place, folder, others)]
    issues = [_issue(place) for place in below]
    name = str(values.get("name") or folder.name)
    return ShelfBulletin(
        id=folder_id(folder, str(values.get("id") or name)),
        folder=folder,
        name=name,
        body=str(values.get("publisher") or ""),
        period=str(values.get("periodicity") or ""),
        kind="internal" if values.get("legal_profile") == "internal" else "licensed",
        layout=str(values.get("layout") or "tuan-tin"),
        issues=tuple(sorted(issues, key=_order, reverse=True)),
    )


def _is_below(place: Path, folder: Path, others: list[Path]) -> bool:
    """Whether a folder belongs to another publication further down."""
    return any(place.is_relative_to(other) and other.is_relative_to(folder) for other in others)


def _issue(folder: Path) -> ShelfIssue:
    values = values_in("issue", folder / "issue.yaml")
    number = values.get("number")
    release = _release(folder)
    return ShelfIssue(
        id=folder_id(folder, folder.name),
        folder=folder,
        number=number.in_year if isinstance(number, Number) else None,
        total=number.total if isinstance(number, Number) else None,
        date=values.get("date"),
        approved=any(isinstance(one, Approval) for one in values.get("approved", ())),
        pages=release[0],
        wanted_pages=values.get("pages"),
        built=release[1],
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
