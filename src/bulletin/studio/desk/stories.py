"""STORIES: the files of an issue's articles by their ids; a file that has not changed is not read again."""

from __future__ import annotations

import os
from pathlib import Path

from bulletin.sources.copies import Said, copies_among, said_by
from bulletin.sources.folding import free_id, slug
from bulletin.sources.strays import is_article
from bulletin.studio.desk.bulletins import FileMark, mark_of

_MOST_KNOWN = 2000


class StoryFiles:
    """Finds articles. What a file is called inside is kept by its size, times and number on the disk."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[FileMark, Said]] = {}

    def of(self, folder: Path) -> dict[str, Path]:
        """The articles of an issue by their ids; one without an id of its own has the name of its file.

        Of two files with one id, the first has it, as in a build. Links, hidden files and copies of other files are no
        articles.
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
        copies = copies_among([path.name for path in files], lambda name: self._said(place / name))
        nameless: list[Path] = []
        for path in files:
            if is_article(path.name) and path.name not in copies:
                ident = self._said(path)[0]
                if ident is None or ident in found:
                    nameless.append(path)
                else:
                    found[ident] = path
        for path in nameless:
            found[free_id(slug(path.stem) or "bai", found)] = path
        return found

    def _said(self, path: Path) -> Said:
        mark = mark_of(path)
        known = self._known.get(path)
        if known is not None and known[0] == mark:
            return known[1]
        said = said_by(path)
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[path] = mark, said
        return said
