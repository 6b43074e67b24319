"""WAYS: how a page is packed while pages are searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.layout.plan.choices import Choice
from bulletin.layout.plan.held.guide import Level

Rated = tuple[float, int, int, float, Choice]
"""A packing of the next page: its cost with that of what is left, number of the set, rows, its price, the set."""
Way = tuple[bool, Level]
"""Whether any number of rows may be blank, and how a page is held."""


def different(rated: Sequence[Rated], most: int, heights: int) -> Iterator[Rated]:
    """Return the best packings of so many, at most a few heights of one set."""
    seen: dict[int, int] = {}
    for item in rated[:most]:
        seen[item[1]] = seen.get(item[1], 0) + 1
        if seen[item[1]] <= heights:
            yield item


def packing(way: Way) -> Way:
    """The way by which modules are packed: for two of three ways to hold a page it is that of a free one."""
    return way[0], way[1] if way[1] in ("columns", "cuts") else "free"
