"""STORIES: the files of an issue's articles by their ids; a file that has not changed is not read again."""

from __future__ import annotations

import os
from pathlib import Path

from bulletin.sources.folding import free_id, slug
from bulletin.sources.partial import values_in
from bulletin.sources.strays import is_article
from bulletin.studio.desk.bulletins import FileMark, mark_of
from bulletin.studio.desk.copies import is_copy_beside

_MOST_KNOWN = 2000


class StoryFiles:
    """Finds articles. What a file is called inside is kept by its size, times and number on the disk."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[FileMark, str | None]] = {}

    def of(self, folder: Path) -> dict[str, Path]:
        """The articles of an issue by their ids; one without an id of its own has the name of its file.

        Of two files with one id, the first has it, as in a build. Links, hidden files and copies that a synchroniser
        made are no articles.
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
        nameless: list[Path] = []
        for path in files:
            if is_article(path.name) and not is_copy_beside(path.name, names):
                ident = self._id(path)
                if ident is None or ident in found:
                    nameless.append(path)
                else:
                    found[ident] = path
        for path in nameless:
            found[free_id(slug(path.stem) or "bai", found)] = path
        return found

    def _id(self, path: Path) -> str | None:
        mark = mark_of(path)
        known = self._known.get(path)
        if known is not None and known[0] == mark:
            return known[1]
        ident = _id_of(path)
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[path] = mark, ident
        return ident


def _id_of(path: Path) -> str | None:
    """The id that a file says, also where the rest of it does not read."""
    ident = values_in("article", path).get("id")
    return ident if isinstance(ident, str) else None
