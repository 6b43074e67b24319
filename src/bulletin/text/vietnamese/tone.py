"""On which vowel of a syllable the mark of the tone is: where it can be, and the same syllable with it moved.

The mark is on the vowel that has a mark of its own (`ê`, `ơ` …), else on the last vowel before a final consonant, else
on the first of two and the middle of three. In `oa`, `oe`, `uy` without a final consonant two norms are in use (hòa,
hoà).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from bulletin.lazy import pattern
from bulletin.text.vietnamese.syllable import is_syllable

_TONES = "\u0300\u0301\u0309\u0303\u0323"
_VOWELS = frozenset("aăâeêioôơuưy")
_MARKED = frozenset("ăâêôơ")
_ONSET = pattern("(?:qu|gi(?=[aăâeêoôơuư])|[^aăâeêioôơuưy]*)", 0)
_EITHER = frozenset({"oa", "oe", "uy", "oo"})
"""Vowels between which the norms or the habits differ."""


@lru_cache(maxsize=4096)
def mended(word: str) -> str | None:
    """Return the syllable with its tone on a vowel that can carry it; None where nothing is wrong or certain."""
    letters, tone, at = _parted(word)
    if tone == "" or not is_syllable(word):
        return None
    places = _places("".join(letters).lower())
    if at in places or not places:
        return None
    return _with_tone(letters, tone, places[0])


def moved(word: str, modern: bool) -> str | None:
    """Return the syllable in one of the two norms (`hoà`, or traditional `hòa`); None where they do not differ."""
    letters, tone, at = _parted(word)
    plain = "".join(letters).lower()
    start = len(_onset(plain))
    if tone == "" or plain[start:] not in ("oa", "oe", "uy") or not is_syllable(word):
        return None
    wanted = start + (1 if modern else 0)
    return None if wanted == at else _with_tone(letters, tone, wanted)


def _parted(word: str) -> tuple[list[str], str, int]:
    """The letters without their tone, the tone, and the number of the letter that carries it."""
    letters: list[str] = []
    tone, at = "", -1
    for letter in word:
        parts = unicodedata.normalize("NFD", letter)
        found = [part for part in parts if part in _TONES]
        if found:
            if tone:
                return [], "", -1
            tone, at = found[0], len(letters)
        letters.append(unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES)))
    return letters, tone, at


def _with_tone(letters: list[str], tone: str, at: int) -> str:
    return unicodedata.normalize("NFC", "".join(c + tone if n == at else c for n, c in enumerate(letters)))


def _onset(plain: str) -> str:
    match = _ONSET.match(plain)
    return match.group() if match is not None else ""


def _places(plain: str) -> tuple[int, ...]:
    """Where the tone of a syllable can be, the usual place first; empty where nothing is known."""
    start = len(_onset(plain))
    end = start
    while end < len(plain) and plain[end] in _VOWELS:
        end += 1
    nucleus = plain[start:end]
    marked = [n for n in range(start, end) if plain[n] in _MARKED]
    if not nucleus or len(nucleus) > 3:
        return ()
    if marked:
        return (marked[-1],)
    if "ư" in nucleus:
        return (start + nucleus.index("ư"),)
    if nucleus in _EITHER and (end == len(plain) or nucleus == "oo"):
        return (start, start + 1)
    if len(nucleus) == 1:
        return (start,)
    if end < len(plain):
        return (end - 1,)
    return (start + (1 if len(nucleus) == 3 else 0),)
