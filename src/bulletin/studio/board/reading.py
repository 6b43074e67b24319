"""The screen Board as data: the issue's facts, its stories in their order, and those that are held over."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bulletin.errors import Severity
from bulletin.fields.issue import one_count
from bulletin.lazy import dataclass
from bulletin.model import Approval, Number, Period, Photo, Placement, Section
from bulletin.sources.edits.typed_file import open_file
from bulletin.sources.issue import LEVELS_UP, load_issue
from bulletin.sources.partial import read_plain, values_in, values_of


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A story as a card shows it; one without a placement is held over.

    `locked` says that its file does not read: it can be looked at and not be changed.
    """

    id: str
    title: str
    status: str
    section: str | None
    photos: int
    placement: Placement | None
    errors: int
    warnings: int
    locked: bool


def board_json(folder: Path, articles: Mapping[str, Path]) -> dict[str, Any]:
    """What `GET /api/{b}/{i}` answers, but for the plan, which comes from the session.

    Args:
        folder: of the issue.
        articles: its files by the ids of the desk.
    """
    source = _bytes(folder / "issue.yaml")
    values = values_of("issue", source)
    publication = values_in("publication", publication_folder(folder) / "publication.yaml")
    plan = [one for one in values.get("flatplan", ()) if isinstance(one, Placement)]
    cards = {card.id: card for card in _cards(folder, articles, plan)}
    sections = [one for one in publication.get("sections", ()) if isinstance(one, Section)]
    return {
        "issue": _facts(values) | {"name": str(publication.get("name") or ""), "layout": _layout(values, publication)},
        "version": hashlib.sha256(source).hexdigest(),
        "sections": [{"id": one.id, "name": one.name} for one in sections],
        "stories": [_card_json(cards[one.article]) for one in plan if one.article in cards],
        "missing": [one.article for one in plan if one.article not in cards],
        "held": [_card_json(card) for card in cards.values() if card.placement is None],
    }


def publication_folder(folder: Path) -> Path:
    """The folder of the publication that an issue belongs to; the issue's own when there is none."""
    places = (folder, *folder.parents[:LEVELS_UP])
    return next((place for place in places if (place / "publication.yaml").is_file()), folder)


def _layout(values: Mapping[str, Any], publication: Mapping[str, Any]) -> str:
    return str(values.get("layout") or publication.get("layout") or "tuan-tin")


def _facts(values: Mapping[str, Any]) -> dict[str, Any]:
    number, period, date = values.get("number"), values.get("period"), values.get("date")
    return {
        "number": number.in_year if isinstance(number, Number) else None,
        "total": number.total if isinstance(number, Number) else None,
        "date": date.isoformat() if date else None,
        "period": [period.start.isoformat(), period.end.isoformat()] if isinstance(period, Period) else None,
        "wanted_pages": one_count(values.get("pages")),
        "order": values.get("order", "wished"),
        "approved": any(isinstance(one, Approval) for one in values.get("approved", ())),
    }


def _cards(folder: Path, articles: Mapping[str, Path], plan: list[Placement]) -> Iterator[StoryCard]:
    placed = {one.article: one for one in plan}
    found = load_issue(folder).findings
    counts = Counter((one.place.file, one.severity) for one in found)
    for ident, path in articles.items():
        source = _bytes(path)
        values = values_of("article", source)
        file = f"articles/{path.name}"
        placement, errors = placed.get(ident), counts[file, Severity.ERROR]
        yield StoryCard(
            id=ident,
            title=str(values.get("title") or ""),
            status=str(values.get("status", "draft")),
            section=(placement.section if placement else None) or values.get("section"),
            photos=sum(isinstance(one, Photo) for one in values.get("photos", ())),
            placement=placement,
            errors=errors,
            warnings=counts[file, Severity.WARNING] if placement else 0,
            locked=errors > 0 and open_file(source, "article") is None,
        )


def _card_json(card: StoryCard) -> dict[str, Any]:
    return {
        "id": card.id, "title": card.title, "state": card.status, "section": card.section, "photos": card.photos,
        "slot": card.placement.slot if card.placement else None,
        "findings": {"errors": card.errors, "warnings": card.warnings}, "locked": card.locked,
    }  # fmt: skip


def _bytes(file: Path) -> bytes:
    return read_plain(file) or b""
