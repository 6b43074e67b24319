"""One character for one character: how the words of the index, of a query and of the pages to browse are compared.

A text and its folded form have the same length, so a place found in one is a place in the other. Both functions want
NFC (`composed`); the script of the pages to browse gets the same table from `exported`.
"""

from __future__ import annotations

import sys
import unicodedata
from functools import lru_cache

_TWINS = {
    "đ": "d", "ð": "d", "ø": "o", "ł": "l",
    # No rule takes a mark off these, they are other signs for the same thing.
    "‐": "-", "‑": "-", "⁄": "/", "∕": "/",
    "\u00a0": " ", "\u2007": " ", "\u202f": " ",
}  # fmt: skip
_MOST_WORDS = 100_000
_LAST = 0x2FFF
"""Beyond are scripts without capitals and without marks, and presentation forms."""


def composed(text: str) -> str:
    """The text with every letter and its marks as one character (NFC)."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Small letters without marks, as many characters as before: `Đồ Sơn` → `do son`."""
    return text.lower() if text.isascii() else _BARE.of(text)


def lower(text: str) -> str:
    """Small letters with their marks, as many characters as before: `Đồ Sơn` → `đồ sơn`."""
    return text.lower() if text.isascii() else _SMALL.of(text)


def lower_and_fold(text: str) -> tuple[str, str]:
    """Both forms of a text; its words are looked for once."""
    if text.isascii():
        return text.lower(), text.lower()
    words = text.split(" ")
    return _SMALL.joined(words), _BARE.joined(words)


def exported() -> tuple[str, str]:
    """Two strings of one length: each character of the first is folded to the one at its place in the second."""
    table = _tables()[1]
    pairs = sorted((chr(code), sign) for code, sign in table.items())
    return "".join(before for before, _ in pairs), "".join(after for _, after in pairs)


class _Words(dict[str, str]):
    """The words that were met, translated: there are few, and letter by letter costs ten times more."""

    def __init__(self, table: int) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, word: str) -> str:
        if len(self) > _MOST_WORDS:
            self.clear()
        made = self[word] = word.translate(_tables()[self._table])
        return made

    def of(self, text: str) -> str:
        return self.joined(text.split(" "))

    def joined(self, words: list[str]) -> str:
        # A list is joined a third faster than what gives one word after the other.
        return " ".join([self[word] for word in words])


_SMALL, _BARE = _Words(0), _Words(1)


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[int, str], dict[int, str]]:
    small: dict[int, str] = {}
    bare: dict[int, str] = {}
    for code in range(min(_LAST, sys.maxunicode) + 1):
        sign = chr(code)
        lowered = _small(sign)
        folded = _bare(lowered)
        if lowered != sign:
            small[code] = lowered
        if folded != sign:
            bare[code] = folded
    return small, bare


def _small(sign: str) -> str:
    """The small letter, where that is one character; another sign for a hyphen, slash or blank as the usual one."""
    if sign in _TWINS and not sign.isalpha():
        return _TWINS[sign]
    found = sign.lower()
    return found if len(found) == 1 else found[0]


def _bare(sign: str) -> str:
    """The letter without its marks; a mark alone and a letter made of several stay as they are."""
    if sign in _TWINS:
        return _TWINS[sign]
    apart = unicodedata.normalize("NFD", sign)
    if len(apart) > 1 and all(unicodedata.combining(mark) for mark in apart[1:]):
        return _TWINS.get(apart[0], apart[0])
    return sign
