"""STORIES: the files of an issue's articles by their ids; a file that has not changed is not read again."""

from __future__ import annotations

import os
from pathlib import Path

from bulletin.sources.edits.typed_file import open_file
from bulletin.sources.partial import read_plain
from bulletin.studio.desk.bulletins import FileMark, mark_of
from bulletin.studio.desk.copies import is_copy_beside

_MOST_KNOWN = 2000


class StoryFiles:
    """Finds articles. What a file is called inside is kept by its size, times and number on the disk."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[FileMark, str]] = {}

    def of(self, folder: Path) -> dict[str, Path]:
        """The articles of an issue by their ids; one that does not read has the name of its file.

        Links, hidden files and copies that a synchroniser made are no articles.
        """
        found: dict[str, Path] = {}
        place = folder / "articles"
        if place.is_symlink():
            return found
        try:
            with os.scandir(place) as entries:
                files = sorted(Path(one.path) for one in entries if one.is_file(follow_symlinks=False))
        except OSError:
            return found
        names = {path.name for path in files}
        for path in files:
            typed = path.suffix.lower() in (".yaml", ".yml") and path.name[0] not in ".~"
            if typed and not is_copy_beside(path.name, names):
                found.setdefault(self._id(path), path)
        return found

    def _id(self, path: Path) -> str:
        mark = mark_of(path)
        known = self._known.get(path)
        if known is not None and known[0] == mark:
            return known[1]
        ident = _id_of(path)
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[path] = mark, ident
        return ident


def _id_of(path: Path) -> str:
    source = read_plain(path)
    if source is None:
        return path.stem
    file = open_file(source, "article")
    ident = file.value(("id",)) if file is not None else None
    return str(ident or path.stem)
