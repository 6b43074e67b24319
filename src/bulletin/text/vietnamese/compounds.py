"""Compounds of office Vietnamese: `data/text/compounds.txt`, which says where they come from and how to add one."""

from __future__ import annotations

from functools import cache

from bulletin.datafiles import find

FILE = "compounds.txt"
TELLING_FILE = "jump-words.txt"
"""Compounds that say by themselves what a story is about."""
MOST_SYLLABLES = 6


@cache
def compounds() -> frozenset[tuple[str, ...]]:
    """Every compound of both files as its syllables in small letters."""
    return frozenset(tuple(entry.split(" ")) for entry in entries()) | telling_compounds()


@cache
def telling_compounds() -> frozenset[tuple[str, ...]]:
    """Those that say by themselves what a story is about."""
    return frozenset(tuple(entry.split(" ")) for entry in entries(TELLING_FILE))


def entries(file: str = FILE) -> list[str]:
    """Every entry of a file in its order, repeated ones too."""
    lines = find("text", file).read_text(encoding="utf-8").splitlines()
    rows = (line for line in lines if line and not line.startswith("#"))
    return [entry.strip() for row in rows for entry in row.split(",")]
