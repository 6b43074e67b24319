"""Text that was written in another encoding and is unreadable in a Unicode file.

Four ways lead there: fonts of the time before Unicode (TCVN3, VNI, VISCII: `tæ chøc`), and UTF-8 that a program took
for Windows-1252 or Latin-1 (`Há»™i nghá»‹`), once or several times. One word proves nothing: foreign names look like
that too. Only where several neighbouring words are no Vietnamese syllables as typed and all of them are syllables when
decoded is anything said (`decoding.py`, which is not even imported for text that is as it should be).
"""

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
_BYTES = pattern("[\x80-\xff]")
_HALF_LETTER = pattern("[a-zà-ỹ]Ã")
"""The first half of `à` in UTF-8 after a small letter; a capital there is no Vietnamese word."""
_SIGN = pattern("[²³°±×]")
_HARMLESS = str.maketrans("", "", "²³°±×")
"""Signs of units and sums: none of them is a letter in TCVN3 or VNI."""


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


def find_unreadable(text: str) -> tuple[Unreadable, ...]:
    """Every line of a text that proves to be in another encoding; empty for text that is as it should be."""
    if suspects(text) < LEAST_WORDS:
        return ()
    from bulletin.text.vietnamese.decoding import decode_lines

    return decode_lines(text)


def suspects(text: str) -> int:
    """How many words could be rubbish at all, each counted twice at most; almost every text stops here."""
    if text.isascii():
        return 0
    plain = text.translate(_HARMLESS) if _SIGN.search(text) else text
    words = plain.split()
    odd = [word for word in set(words) if _BYTES.search(word) is not None and not is_vietnamese(word)]
    return sum(min(words.count(word), LEAST_WORDS) for word in odd[:LEAST_WORDS])


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


def legacy_word(word: str) -> str | None:
    """The syllable that a word with U+00AD is in TCVN3, where that code is the letter `ư`; None if it is none."""
    from bulletin.text.vietnamese.legacy import decode_legacy

    meant = decode_legacy(word, "tcvn3")
    return meant if "\u00ad" in word and is_syllable(meant) else None
