"""What readable Vietnamese is, and what is said of a line that is not."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from bulletin.lazy import dataclass, pattern
from bulletin.text.vietnamese.syllable import is_syllable

Encoding = Literal["tcvn3", "vni", "viscii", "utf-8"]

CERTAIN_WORDS, LEAST_WORDS = 3, 2
"""Neighbours that make an error and that make a warning; words with letters of western languages alone need more."""
TYPED_SIGNS = "“”‘’…–—•"
LETTERS = pattern(r"[^\W\d_]+")
_HALF_LETTER = pattern("[a-zà-ỹ]Ã")
"""The first half of `à` in UTF-8 after a small letter; a capital there is no Vietnamese word."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """One line of a text that is unreadable.

    `start` is the offset of its first unreadable word in the text, `word` that word as typed; `typed` and `repaired`
    are the whole line; `words` are the decoded ones in order with what is between them, `count` how many are
    unreadable. `certain` says whether enough neighbours agree.
    """

    encoding: Encoding
    start: int
    word: str
    typed: str
    repaired: str
    words: tuple[str, ...]
    count: int
    certain: bool


@lru_cache(maxsize=8192)
def is_vietnamese(word: str) -> bool:
    """Whether all parts of a word with marks are syllables, and what is no letter is ordinary punctuation.

    A sign such as `®` or `¹` inside of a word is none: it is a letter of an old font.
    """
    if _HALF_LETTER.search(word) is not None:
        return False
    if not all(part.isascii() or is_syllable(part) for part in LETTERS.findall(word)):
        return False
    return all(char.isascii() or char in TYPED_SIGNS for char in LETTERS.sub("", word))
