"""Real words in the wrong place: two neighbours that are one letter away from a word of two syllables.

`hoàn toán` is no word, `hoàn toàn` is one. The table of such words (`data/desk/compounds.tsv`) says nothing of words
that stand alone, so a pair is named only when exactly one word of the table is near, and when neither syllable makes
a word with its other neighbour.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bulletin.desk.lint.tables import rows
from bulletin.lazy import dataclass, pattern

_TONES = frozenset("\u0300\u0301\u0309\u0303\u0323")
_PARTS = pattern(r"(ngh|ng|nh|gh|gi(?=[aăâeêoôơuư])|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?(.*?)(ng|nh|ch|[cmnpt])?")
_ONSETS = ({"ch", "tr"}, {"s", "x"}, {"d", "gi", "r"}, {"l", "n"}, {"d", "đ"})
_ENDS = ({"n", "ng"}, {"c", "t"}, {"n", "nh"})
_PLAIN = str.maketrans("ăâêôơư", "aaeoou")


@dataclass(frozen=True, slots=True)
class SyllableParts:
    """A syllable in its parts; the tone is its combining mark."""

    onset: str
    middle: str
    end: str
    tone: str


@lru_cache(maxsize=4096)
def parts_of(syllable: str) -> SyllableParts:
    """The parts of a syllable in small letters."""
    apart = unicodedata.normalize("NFD", syllable)
    tone = "".join(char for char in apart if char in _TONES)
    base = unicodedata.normalize("NFC", "".join(char for char in apart if char not in _TONES))
    found = _PARTS.fullmatch(base)
    assert found is not None  # the middle takes whatever the other parts leave
    return SyllableParts(found[1] or "", found[2], found[3] or "", tone)


@lru_cache(maxsize=8192)
def near(one: str, other: str) -> bool:
    """Whether two syllables differ in one thing that people confuse: tone, mark, onset or end."""
    first, second = parts_of(one), parts_of(other)
    differing = [name for name in ("onset", "middle", "end", "tone") if getattr(first, name) != getattr(second, name)]
    if len(differing) != 1:
        return False
    if differing == ["middle"]:
        return first.middle.translate(_PLAIN) == second.middle.translate(_PLAIN)
    if differing == ["onset"]:
        return any({first.onset, second.onset} <= group for group in _ONSETS)
    return differing == ["tone"] or any({first.end, second.end} <= group for group in _ENDS)


@dataclass(frozen=True, slots=True)
class Compounds:
    """The table: words of two syllables, also by either syllable; right pairs; syllables that mostly stand alone."""

    words: frozenset[tuple[str, str]]
    after: dict[str, tuple[str, ...]]
    before: dict[str, tuple[str, ...]]
    right: frozenset[tuple[str, str]]
    alone: frozenset[str]


@lru_cache(maxsize=1)
def compounds() -> Compounds:
    """The table that comes with the program."""
    kinds: dict[str, list[str]] = {}
    for kind, text in rows("compounds"):
        kinds.setdefault(kind, []).extend(text.split())
    words = {_pair(word) for kind in ("own", "news") for word in kinds[kind]}
    after: dict[str, list[str]] = {}
    before: dict[str, list[str]] = {}
    for one, other in sorted(words):
        after.setdefault(one, []).append(other)
        before.setdefault(other, []).append(one)
    return Compounds(
        frozenset(words), {key: tuple(value) for key, value in after.items()},
        {key: tuple(value) for key, value in before.items()}, frozenset(map(_pair, kinds["right"])),
        frozenset(kinds["alone"]),
    )  # fmt: skip


def _pair(word: str) -> tuple[str, str]:
    one, _, other = word.partition("_")
    return one, other


def suspects(syllables: Sequence[str]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Where two neighbours are near a word, and the word; the row is of small letters with nothing between them."""
    at = 0
    while at < len(syllables) - 1:
        found = _suspect(syllables, at)
        if found is not None:
            yield at, found
        at += 1 if found is None else 2


def _suspect(syllables: Sequence[str], at: int) -> tuple[str, str] | None:
    known = compounds()
    one, other = pair = syllables[at], syllables[at + 1]
    if pair in known.words or pair in known.right:
        return None
    if at and (syllables[at - 1], one) in known.words:
        return None
    if at + 2 < len(syllables) and (other, syllables[at + 2]) in known.words:
        return None
    meant = []
    if one not in known.alone:
        meant += [(word, other) for word in known.before.get(other, ()) if near(one, word)]
    if other not in known.alone:
        meant += [(one, word) for word in known.after.get(one, ()) if near(other, word)]
    return meant[0] if len(meant) == 1 else None
