"""MERGE: two lists that came from the same one become one, unless both changed the same place in different ways."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

_Hunk = tuple[int, int, tuple[str, ...]]
"""Items `first` to `last - 1` of the old list, and what they became."""


def merged(old: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str] | None:
    """Both changes in one list; None when they touch the same items, or both put something else at one place."""
    made: list[str] = []
    at = 0
    last: _Hunk | None = None
    for hunk in sorted([*_hunks(old, mine), *_hunks(old, theirs)], key=lambda hunk: hunk[:2]):
        if hunk == last:  # both did the same
            continue
        if last is not None and _touch(last, hunk):
            return None
        made += [*old[at : hunk[0]], *hunk[2]]
        at, last = hunk[1], hunk
    return [*made, *old[at:]]


def _hunks(old: Sequence[str], new: Sequence[str]) -> list[_Hunk]:
    steps = SequenceMatcher(None, list(old), list(new), autojunk=False).get_opcodes()
    return [(a, b, tuple(new[c:d])) for step, a, b, c, d in steps if step != "equal"]


def _touch(before: _Hunk, after: _Hunk) -> bool:
    """Whether two changes share an item, or meet where one of them only puts something in."""
    if after[0] < before[1]:
        return True
    return after[0] == before[1] and (before[0] == before[1] or after[0] == after[1])
