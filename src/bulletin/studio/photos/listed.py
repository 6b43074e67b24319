"""LISTED: every photo of an issue with the stories that use it, and what each still lacks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bulletin.sources.edits.typed_file import open_file
from bulletin.sources.partial import read_plain
from bulletin.studio.desk.desk import Desk
from bulletin.studio.desk.values import values_of

KINDS = (".jpg", ".jpeg", ".png", ".heic", ".heif", ".tif", ".tiff", ".webp", ".avif", ".gif", ".bmp")
"""What people take for photos; those that cannot be printed are listed too, so that it is said why."""


def stories_of(desk: Desk, folder: Path) -> list[dict[str, Any]]:
    """The articles of an issue: `id`, `title`, `version`, and `photos` as their values are typed."""
    found = []
    for ident, path in desk.articles(folder).items():
        typed = open_file(read_plain(path) or b"", "article")
        values = values_of(typed) if typed is not None else {}
        photos = values.get("photos")
        good = [one for one in photos if isinstance(one, dict)] if isinstance(photos, list) else []
        found.append({"id": ident, "title": str(values.get("title") or ident), "photos": good})
    return found


def files_of(folder: Path) -> list[str]:
    """The photos in the folder `photos` of an issue, by their paths below the issue, the newest last."""
    place = folder / "photos"
    try:
        found = [p for p in place.iterdir() if p.suffix.lower() in KINDS and p.is_file() and not p.is_symlink()]
    except OSError:
        return []
    found = [path for path in found if path.name[0] not in ".~"]
    return [f"photos/{path.name}" for path in sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))]


def uses_of(stories: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """For each file the stories that name it, with the values of the photo there."""
    found: dict[str, list[dict[str, Any]]] = {}
    for story in stories:
        for photo in story["photos"]:
            use = {"article": story["id"], "title": story["title"], "photo": photo}
            found.setdefault(str(photo.get("file") or ""), []).append(use)
    return found


def lacking(photo: Mapping[str, Any]) -> list[str]:
    """What a photo in a story still lacks: `caption`, `alt`, `credit`."""
    return [name for name in ("caption", "alt", "credit") if not str(photo.get(name) or "").strip()]
