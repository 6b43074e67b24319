"""Abbreviations in capitals (`UBND`, `HĐND`, `THCS`), which spot a page of running text at full size."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from bulletin.lazy import pattern

_WORD = pattern(r"\S+")
_LETTERS = pattern(r"[^\W\d_]{2,}")
_NUMERAL = pattern(r"[IVXLCDM]+")
_OF_A_NUMBER = pattern(r"[\d/@]")


@lru_cache(maxsize=4096)
def abbreviations(text: str) -> tuple[tuple[int, int], ...]:
    """The places (start, end) of two capitals and more that follow one another.

    The parts of a document's number (`12/KH-UBND`) and of an address are left out, since figures beside smaller
    capitals look too large, and so are Roman numerals: `quý I` and `quý II` are of one height.
    """
    found: list[tuple[int, int]] = []
    for word in _WORD.finditer(text):
        if _OF_A_NUMBER.search(word[0]):
            continue
        for run in _LETTERS.finditer(word[0]):
            if run[0].isupper() and not _NUMERAL.fullmatch(run[0]):
                found.append((word.start() + run.start(), word.start() + run.end()))
    return tuple(found)


def parted(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """The characters [start, end) of a text, cut where an abbreviation begins or ends: (start, end, whether it is)."""
    found = abbreviations(text)
    at = start
    for number in range(max(0, bisect_right(found, (start, start)) - 1), len(found)):
        first, last = max(found[number][0], start), min(found[number][1], end)
        if first >= end:
            break
        if first < last:
            if at < first:
                yield at, first, False
            yield first, last, True
            at = last
    if at < end:
        yield at, end, False
