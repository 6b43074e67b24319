"""COPIES: files that a synchroniser made when two people saved the same file: whose copy they are, and which it is.

The names are those that the programs' makers document, and what we saw of them.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path

from bulletin.lazy import dataclass, pattern

_END = r"(?P<end>\.ya?ml)"
_NAMES = (
    # Dropbox, pCloud: "bai (Hạnh's conflicted copy 2026-11-27).yaml"
    # Nextcloud: "bai (conflicted copy 2026-11-27).yaml"
    pattern(
        r"(?P<stem>.+?)[ _]\((?:(?P<who>[^()]*?)['’]?s? )?(?:case )?conflict(?:ed copy)?\b[^()]*\)" + _END,
    ),
    # Syncthing: "bai.sync-conflict-20261127-140212-ABCDEFG.yaml"
    pattern(r"(?P<stem>.+?)\.sync-conflict-\d{8}-\d{6}(?:-(?P<who>\w+))?" + _END),
    # Seafile: "bai (SFConflict hanh@x.vn 2026-11-27-14-02-12).yaml"
    pattern(r"(?P<stem>.+?) \(SFConflict (?P<who>[^ ()]*)[^()]*\)" + _END),
    # Synology Drive: "bai_HANH-PC_Nov-27-140212-2026_Conflict.yaml"; Resilio: "bai_Conflict.yaml"
    pattern(r"(?P<stem>.+?)(?:_(?P<who>[^_]+)_[A-Z][a-z]{2}-\d\d-\d{6}-\d{4})?_(?:[Cc]onflict|CaseConflict)" + _END),
)
# "bai-HANH-PC.yaml" (OneDrive) and "bai (1).yaml" (Google Drive) are copies only beside "bai.yaml".
_BESIDE = (
    pattern(r"(?P<stem>.+?)-(?P<who>(?:DESKTOP|LAPTOP|PC)-[A-Z0-9-]+|[A-Z][A-Z0-9]*-(?:PC|LAPTOP|DESKTOP))" + _END),
    pattern(r"(?P<stem>.+?) \(\d{1,2}\)(?P<who>)" + _END),
)


@dataclass(frozen=True, slots=True)
class SyncCopy:
    """A copy on the disk, the file that it is a copy of, and the other computer or person, if its name says so."""

    path: Path
    original: Path
    who: str


def original_name(name: str) -> tuple[str, str] | None:
    """The name of the file that this one is a copy of, and who made it; None for one that is no copy by its name."""
    for known in (*_NAMES, *_BESIDE):
        found = known.fullmatch(name)
        if found is not None:
            return found["stem"] + found["end"], (found["who"] or "").strip()
    return None


def is_copy(name: str) -> bool:
    """Whether a name is surely that of a synchroniser's copy."""
    return any(known.fullmatch(name) is not None for known in _NAMES)


def is_copy_beside(name: str, names: Collection[str]) -> bool:
    """Whether a file is a copy: surely by its name, or because the file that it is a copy of is among `names`."""
    said = original_name(name)
    return said is not None and (said[0] in names or is_copy(name))


def copies_in(folder: Path, more: Iterable[Path] = ()) -> tuple[SyncCopy, ...]:
    """The copies beside the files of an issue, by their names.

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
        for name in names:
            said = original_name(name)
            if said is not None and is_copy_beside(name, names):
                found.append(SyncCopy(place / name, place / said[0], said[1]))
    return tuple(found)
