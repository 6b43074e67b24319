"""What trafilatura says about a page: a second opinion where our own signs are too few."""

from __future__ import annotations

import datetime as dt

from bulletin.importing.result import Opinion

_MOST = 5_000_000


def second_opinion(page: bytes) -> Opinion:
    """Title, day and author as trafilatura finds them; nothing where it fails, for it may fail in any way."""
    from trafilatura import bare_extraction

    if len(page) > _MOST:
        return Opinion()
    try:
        found = bare_extraction(page, with_metadata=True, favor_recall=True)
    except Exception:
        return Opinion()
    if found is None:
        return Opinion()
    said = found if isinstance(found, dict) else found.as_dict()
    try:
        date = dt.date.fromisoformat(str(said.get("date") or ""))
    except ValueError:
        date = None
    return Opinion(_text(said.get("title")), date, _text(said.get("author")))


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
