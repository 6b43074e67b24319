"""LISTED: every photo of an issue with the stories that use it, and what each still lacks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bulletin.sources.edits.typed_file import open_file
from bulletin.sources.partial import read_plain
from bulletin.studio.desk.bulletins import FileMark, mark_of
from bulletin.studio.desk.desk import Desk
from bulletin.studio.desk.values import values_of

KINDS = (".jpg", ".jpeg", ".png", ".heic", ".heif", ".tif", ".tiff", ".webp", ".avif", ".gif", ".bmp")
"""What people take for photos; those that cannot be printed are listed too, so that it is said why."""


_MOST_KNOWN = 2000
_known: dict[Path, tuple[FileMark, str, list[dict[str, Any]]]] = {}


def stories_of(desk: Desk, folder: Path) -> list[dict[str, Any]]:
    """The articles of an issue: `id`, `title`, and `photos` as their values are typed."""
    found = []
    for ident, path in desk.articles(folder).items():
        title, photos = _story(path)
        found.append({"id": ident, "title": title or ident, "photos": photos})
    return found


def _story(path: Path) -> tuple[str, list[dict[str, Any]]]:
    """Title and photos of an article, read again when its file changed."""
    mark = mark_of(path)
    known = _known.get(path)
    if known is not None and known[0] == mark:
        return known[1], known[2]
    typed = open_file(read_plain(path) or b"", "article")
    values = values_of(typed) if typed is not None else {}
    photos = values.get("photos")
    good = [one for one in photos if isinstance(one, dict)] if isinstance(photos, list) else []
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    _known[path] = mark, str(values.get("title") or ""), good
    return _known[path][1:]


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
