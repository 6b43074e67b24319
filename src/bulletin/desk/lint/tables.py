"""The lists that the rules know: tab-separated tables in `data/desk`, each with its origin in its first lines (`#`)."""

from __future__ import annotations

from functools import lru_cache

from bulletin import datafiles


@lru_cache(maxsize=16)
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table; lines that begin with `#` and empty ones are left out."""
    text = datafiles.find("desk", f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.split("\n") if line and not line.startswith("#"))


@lru_cache(maxsize=16)
def words(name: str) -> frozenset[str]:
    """All words of a table that is only a list, separated by blanks."""
    return frozenset(word for row in rows(name) for cell in row for word in cell.split())
