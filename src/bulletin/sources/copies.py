"""COPIES: files that a program made beside another one: whose copy each is, so that none is taken for a story more.

Synchronisers make them when two people saved the same file, browsers and file managers when a file is saved or pasted
twice. The names are those that the programs' makers document, and what we saw of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path, PurePath

from bulletin.lazy import pattern
from bulletin.sources.partial import values_in

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
_WORDS = "|".join(
    unicodedata.normalize(form, word)
    for word in ("[Cc]opy", "[Bb]ản sao", "[Ss]ao chép")
    for form in ("NFC", "NFD")  # a Mac writes names in parts
)
_BESIDE = (
    # OneDrive: "bai-HANH-PC.yaml"
    pattern(r"(?P<stem>.+?)-(?P<who>(?:DESKTOP|LAPTOP|PC)-[A-Z0-9-]+|[A-Z][A-Z0-9]*-(?:PC|LAPTOP|DESKTOP))" + _END),
    # Google Drive, Chrome, Edge: "bai (1).yaml"; Firefox: "bai(1).yaml"
    pattern(r"(?P<stem>.+?) ?\(\d{1,2}\)(?P<who>)" + _END),
    # Windows: "bai - Copy (2).yaml", "bai - Sao chép.yaml"; macOS: "bai copy 2.yaml", "bai bản sao.yaml";
    # GNOME: "bai (copy).yaml", "bai (another copy).yaml", "bai (3rd copy).yaml", "bai (bản sao).yaml"
    pattern(
        r"(?P<stem>.+?)(?: [-–—])? \(?(?:another |\d{1,2}\w\w )?(?:" + _WORDS + r")(?: \(?\d{1,2}\)?)?\)?"
        + r"(?P<who>)"
        + _END
    ),
    # Google Drive: "Copy of bai.yaml", "Bản sao của bai.yaml"
    pattern(r"(?:" + _WORDS + r") (?:of|" + "|".join(unicodedata.normalize(f, "của") for f in ("NFC", "NFD"))
            + r") (?P<stem>.+?)(?P<who>)" + _END),
)  # fmt: skip
"""These are copies only beside the file that they are copies of: people give such names as well."""
_PLAIN = pattern(r"(?!.*conflict)[a-z0-9_-]+\.ya?ml|.*(?<!\.yaml)(?<!\.yml)", re.S)
"""Names that are none of these: nearly all."""


def original_name(name: str) -> tuple[str, str] | None:
    """The name of the file that this one is a copy of, and who made it; None for one that is no copy by its name."""
    if _PLAIN.fullmatch(name):
        return None
    for known in (*_NAMES, *_BESIDE):
        found = known.fullmatch(name)
        if found is not None:
            return found["stem"] + found["end"], (found["who"] or "").strip()
    return None


Said = tuple[str | None, str]
"""What a file says of itself: its id (None where none can be read) and its title."""


def copies_among(names: Collection[str], said: Callable[[str], Said] | None = None) -> Mapping[str, str]:
    """Which of the files of a folder are copies, each with the name of the file that it is a copy of.

    A name of a synchroniser is enough. A name that people give as well is that of a copy beside its file when both say
    the same id; one without an id that can be read, when both say the same title, or it says none.

    Args:
        names: of all files in the folder.
        said: gives what a file says; None where the names of both are enough.
    """
    found = {}
    for name in names:
        line = tuple(_line(name))
        there = [one for one in reversed(line) if one in names]
        sure = line and any(known.fullmatch(name) for known in _NAMES)
        if said is not None and not sure:
            there = [one for one in there if _same(said(name), said(one), one)]
        if there or sure:
            found[name] = (there or line)[0]
    return found


def named_like_copies(names: Collection[str]) -> Mapping[str, str]:
    """The files whose names are those of copies of another one that is there, whatever they say."""
    return {name: there[0] for name in names if (there := [one for one in _line(name) if one in names])}


def _line(name: str) -> Iterator[str]:
    """The names that a name may be made from, the nearest first: a copy of a copy has two."""
    while (known := original_name(name)) is not None:
        name = known[0]
        yield name


def said_by(file: Path) -> Said:
    """What an article says of itself."""
    values = values_in("article", file)
    ident = values.get("id")
    return ident if isinstance(ident, str) else None, str(values.get("title") or "")


def _same(copy: Said, original: Said, name: str) -> bool:
    if copy[0] is not None:
        return copy[0] == (original[0] or PurePath(name).stem)
    return copy[1] in ("", original[1])
