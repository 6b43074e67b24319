"""An import as values for JSON; the schema is in `docs/importing.md`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from bulletin.errors import Lang
from bulletin.fields.article import Author, Source
from bulletin.importing.again.compare import Comparison
from bulletin.importing.draft import Draft, DraftField
from bulletin.importing.job import Imported, ImportResult
from bulletin.importing.write.values import article_of
from bulletin.importing.write.yaml_text import render
from bulletin.sources.edits.marks import marks_in

SCHEMA = "bulletin/import@1"


FIELDS: dict[str, tuple[str, str]] = {
    "kicker": ("Tít trên", "Kicker"),
    "title": ("Tiêu đề", "Headline"),
    "lead": ("Sa-pô", "Standfirst"),
    "published_at": ("Ngày đăng", "Published"),
    "authors": ("Tác giả", "Authors"),
    "source": ("Nguồn", "Source"),
    "body": ("Nội dung", "Body"),
    "caption": ("Chú thích", "Caption"),
    "credit": ("Người chụp", "Credit"),
    "alt": ("Mô tả ảnh", "Description"),
}
"""The fields of an article as people call them, Vietnamese and English."""


def field_words(name: str, lang: Lang) -> str:
    """A field of a draft in words: `photos.1.caption` is “chú thích của ảnh 1”."""
    parts = name.split(".")
    vi, en = FIELDS.get(parts[-1], (parts[-1], parts[-1]))
    number = f" {parts[1]}" if len(parts) == 3 else ""
    if lang == "en":
        return f"{en.lower()} of photo{number}" if number else en.lower()
    vi = vi[:1].lower() + vi[1:]
    return f"{vi} của ảnh{number}" if number else vi


def report_json(result: ImportResult) -> dict[str, Any]:
    """Everything that was imported, found, guessed, missed and left out."""
    return {
        "schema": SCHEMA,
        "stories": [_story(story) for story in result.stories],
        "loose_photos": [{"file": one.file, "photo": name} for one, name in result.loose],
        "without_story": list(result.empty),
    }


def counts(draft: Draft) -> Mapping[str, int]:
    """How many fields of a draft are sure, and how many places of its file are marked as guessed and as missing.

    The marks are those that the written file has and that `bulletin check` counts: one number for people, not two.
    """
    there = {photo.id: f"photos/{photo.id}.jpg" for photo in draft.photos if photo.file is not None}
    marks = list(marks_in(render(article_of(draft, "a", there), draft).split("\n")))
    guesses = sum(mark.guess for mark in marks)
    sure = sum(field.certainty == "sure" for field in draft.fields.values())
    return {"sure": sure, "guess": guesses, "missing": len(marks) - guesses}


def _story(imported: Imported) -> dict[str, Any]:
    draft, written = imported.story.draft, imported.written
    return {
        "file": draft.file,
        "kind": draft.kind,
        "sha256": draft.sha256,
        "portal": draft.portal,
        "address": draft.address,
        "status": written.status if written else "failed",
        "id": written.id if written else None,
        "wanted_id": written.wanted if written else None,
        "written": list(written.files) if written else [],
        "fields": {name: _field(field) for name, field in draft.fields.items()},
        "counts": dict(counts(draft)),
        "documents": [item.number for item in draft.documents],
        "related": [{"title": item.title, "url": item.url} for item in draft.related],
        "comparison": _comparison(imported.comparison),
        "same_story": [other.file for other in imported.story.same],
        "notes": [{"vi": note.vi, "en": note.en, "quote": note.quote} for note in draft.notes],
        "lost": list(draft.lost),
    }


def _comparison(made: Comparison | None) -> dict[str, Any] | None:
    """How a story that was imported before differs; None for a new one."""
    if made is None:
        return None
    changes = [
        {"field": one.name, "before": one.before, "after": one.after, "now": one.now, "merged": one.merged}
        for one in made.changes
    ]
    return {"changes": changes, "new_photos": list(made.photos), "taken": list(made.taken)}


def _field(field: DraftField[Any]) -> dict[str, Any]:
    return {
        "value": plain(field.value), "certainty": field.certainty, "reason": field.reason, "second": field.second,
    }  # fmt: skip


def plain(value: object) -> Any:
    """A value of a draft as JSON has it."""
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, Source):
        days = {"date": value.date, "retrieved": value.retrieved}
        return {"name": value.name, "url": value.url, **{key: str(day) if day else None for key, day in days.items()}}
    if isinstance(value, tuple):
        return [{"name": part.name, "role": part.role} if isinstance(part, Author) else str(part) for part in value]
    return value
