"""COPIES: the copies beside the files of an issue, whose they are, and of which file each is one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from bulletin.lazy import dataclass
from bulletin.sources.copies import Said, copies_among, original_name, said_by


@dataclass(frozen=True, slots=True)
class SyncCopy:
    """A copy on the disk, the file that it is a copy of, and the other computer or person, if its name says so."""

    path: Path
    original: Path
    who: str


def _sayer(place: Path) -> Callable[[str], Said]:
    return lambda name: said_by(place / name)


def copies_in(folder: Path, more: Iterable[Path] = ()) -> tuple[SyncCopy, ...]:
    """The copies beside the files of an issue, by their names and by what they say.

    Args:
        folder: of the issue.
        more: further folders that are looked into, such as that of the publication.
    """
    found: list[SyncCopy] = []
    for place in dict.fromkeys((folder, folder / "articles", *more)):
        if place.is_symlink():
            continue
        try:
            with os.scandir(place) as entries:
                names = sorted(one.name for one in entries if one.is_file(follow_symlinks=False))
        except OSError:
            continue
        articles = place.name == "articles" and place.parent == folder
        known = copies_among(names, _sayer(place) if articles else None)
        for name, original in known.items():
            said = original_name(name)
            found.append(SyncCopy(place / name, place / original, said[1] if said is not None else ""))
    return tuple(found)
