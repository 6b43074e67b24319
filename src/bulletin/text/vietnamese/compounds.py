"""Compounds of office Vietnamese: `data/text/compounds.txt`, which says where they come from and how to add one."""

from __future__ import annotations

from functools import cache

from bulletin.datafiles import find

FILE = "compounds.txt"
MOST_SYLLABLES = 6


@cache
def compounds() -> frozenset[tuple[str, ...]]:
    """Every compound as its syllables in small letters."""
    return frozenset(tuple(entry.split(" ")) for entry in entries())


def entries() -> list[str]:
    """Every entry of the file in its order, repeated ones too."""
    lines = find("text", FILE).read_text(encoding="utf-8").splitlines()
    rows = (line for line in lines if line and not line.startswith("#"))
    return [entry.strip() for row in rows for entry in row.split(",")]
