"""R49: the mark of a tone is moved off a vowel that cannot carry it (`vơí` → `với`); `hòa` and `hoà` stay as typed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from bulletin.lazy import pattern
from bulletin.text.rules.rule import Edit, TextRule
from bulletin.text.vietnamese import tone
from bulletin.text.vietnamese.readable import TYPED_SIGNS
from bulletin.text.vietnamese.syllable import is_syllable
from bulletin.text.vietnamese.tokens import outside

_RUN = pattern(r"[^\W\d_]+")
_FOREIGN = frozenset({"più", "liú", "liù", "niú", "guì", "tuì"})
"""Words of other languages that look like a Vietnamese syllable with its tone on the wrong vowel."""


def impossible_tones(text: str, _multiline: bool = False) -> Iterator[Edit]:
    """R49. A name beside words that cannot be Vietnamese is left alone."""
    if all(_better(run) is None for word in set(text.split()) for run in _RUN.findall(word)):
        return
    edits: list[Edit] = []
    for match in _RUN.finditer(text):
        word = match.group()
        better = _better(word) if _whole(text, *match.span()) else None
        if better is not None and not (word[0].isupper() and _foreign_neighbour(text, *match.span())):
            edits.append((*match.span(), better))
    yield from outside(text, edits)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether ordinary signs are around a word; letters beside odd signs are text in a wrong encoding."""
    sides = text[max(0, start - 1) : start], text[end : end + 1]
    return all(not side or side.isascii() or side in TYPED_SIGNS for side in sides)


@lru_cache(maxsize=4096)
def _better(word: str) -> str | None:
    if word.isascii() or word.lower() in _FOREIGN or not (word.islower() or word.istitle() or word.isupper()):
        return None
    return tone.mended(word)


def _foreign_neighbour(text: str, start: int, end: int) -> bool:
    """Whether the word before or after, in capitals too, cannot be Vietnamese."""
    before = text[max(0, start - 20) : start].rstrip(" ").rpartition(" ")[2]
    after = text[end : end + 20].lstrip(" ").partition(" ")[0]
    sides = [run.group() for side in (before, after) for run in _RUN.finditer(side)]
    return any(word[:1].isupper() and not word.isupper() and not is_syllable(word) for word in sides)


RULES = (
    TextRule(
        "R49", "S",
        "Dấu thanh đặt ở nguyên âm không mang dấu được thì chuyển về đúng chỗ; “hòa”, “hoà” giữ như đã gõ.",
        "A tone mark on a vowel that cannot carry it moves to the one that does; “hòa” and “hoà” stay as typed.",
        "vơí ngươì", "với người", impossible_tones,
    ),
)  # fmt: skip
