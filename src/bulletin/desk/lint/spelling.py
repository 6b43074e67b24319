"""Whether a run of letters is a slip of spelling, and what it should be: the grammar of syllables and small lists."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from bulletin.desk.lint.tables import words
from bulletin.text.vietnamese.syllable import is_syllable

_MARKS = frozenset("\u0300\u0301\u0309\u0303\u0323\u0302\u0306\u031b")
_FOREIGN_LETTERS = frozenset("fjwz")
_ASCII_KNOWN_LIST = """
    see bee tree free been seen queen too moon soon noon food book look good room zoo off all call ball hall
    hello add app apps miss less pass class boss gas gram web blog pin pub cup bus tour team tennis inch ohm
    watt volt soap than that then them thin thing they the this these those through nhaa hmm haha hihi hehe
    ngoo ooh aah mm cm km kg dm ha gai ham nion onion lion coin union
    """
_ASCII_KNOWN = frozenset(_ASCII_KNOWN_LIST.split())


@lru_cache(maxsize=8192)
def wrong(word: str) -> bool:
    """Whether a word is surely no Vietnamese one, though it looks like one."""
    small = word.lower()
    if is_syllable(small) or "'" in word or "’" in word:
        return False
    if word.isascii():
        return len(word) >= 4 and word.islower() and not set(small) & _FOREIGN_LETTERS and _swapped_plain(small)
    if not _vietnamese_marks(small) or small in words("loans"):
        return False
    return not any(letter in "ñçüäöåøæßëïšžčřþð" for letter in small)


def _swapped_plain(word: str) -> bool:
    """Whether a plain word is a syllable with two letters swapped or one doubled; English ones are known."""
    return word not in _ASCII_KNOWN and any(is_syllable(one) for one in _repairs(word)) and not _english(word)


def _english(word: str) -> bool:
    return word.endswith(("tion", "ing", "er", "ed", "ly", "al", "ee", "oo", "on")) and not word.endswith("nng")


def _vietnamese_marks(word: str) -> bool:
    return "đ" in word or any(mark in _MARKS for mark in unicodedata.normalize("NFD", word))


def sure(word: str) -> bool:
    """Whether a word that may be a name is one syllable with two letters swapped or one doubled."""
    return any(is_syllable(one) for one in _repairs(word.lower()))


def _repairs(word: str) -> Iterator[str]:
    """The word with one pair of neighbours swapped back, and with one doubled letter taken out."""
    for at in range(len(word) - 1):
        one, other = word[at], word[at + 1]
        if one == other:
            yield word[:at] + word[at + 1 :]
        else:
            yield word[:at] + other + one + word[at + 2 :]


@lru_cache(maxsize=512)
def better(word: str) -> str | None:
    """What was meant, if only one thing can have been: letters by the rules of writing, else two joined words."""
    small = word.lower()
    candidates = list(dict.fromkeys(one for one in _by_rule(small) if is_syllable(one)))
    if not candidates:
        candidates = list(dict.fromkeys(one for one in _repairs(small) if is_syllable(one)))
    if not candidates:
        candidates = [f"{small[:at]} {small[at:]}" for at in range(2, len(small) - 1)
                      if _full(small[:at]) and _full(small[at:])]  # fmt: skip
    if len(candidates) != 1:
        return None
    found = candidates[0]
    return found.upper() if word.isupper() else found[0].upper() + found[1:] if word[0].isupper() else found


def _full(part: str) -> bool:
    return (is_syllable(part) and not part.isascii()) or part in ("cho", "trong", "xong", "theo", "sau", "khi", "nhau")


def _by_rule(word: str) -> Iterator[str]:
    """ng/ngh, g/gh, c/k before their vowels; `uơ` for `ươ`."""
    for wrong_onset, right_onset in (("ngh", "ng"), ("ng", "ngh"), ("gh", "g"), ("g", "gh"), ("k", "c"), ("c", "k")):
        if word.startswith(wrong_onset):
            yield right_onset + word[len(wrong_onset) :]
    for one in "ơờớởỡợ":
        if "u" + one in word:
            yield word.replace("u" + one, "ư" + one)
        if "ư" + "oòóỏõọ"["ơờớởỡợ".index(one)] in word:
            yield word.replace("ư" + "oòóỏõọ"["ơờớởỡợ".index(one)], "ư" + one)
