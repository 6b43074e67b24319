"""Rules about letters: R1 composed form, R3 look-alike letters, R4 characters without a picture."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bulletin.lazy import pattern
from bulletin.text.rules.rule import Edit, TextRule, substitute
from bulletin.text.vietnamese import words
from bulletin.text.vietnamese.syllable import is_syllable

_WORD = pattern(r"[^ \n]+")
_FULL_WIDTH = pattern("[\uff01-\uff5e]")
_LOOKS_ALIKE = pattern("[\u00d0\u0189\u00f0\u0256\u0370-\u03ff\u0400-\u04ff\uff01-\uff5e]")
_LETTERS = pattern("(?:[^\\W\\d_][\u0300-\u036f]*)+")
_SOFT_WORD = pattern("[^\\s\x00-@\\[-`{-~\u00ad]*\u00ad[^\\s\x00-@\\[-`{-~]*")
_LETTERS_BEFORE = pattern("(?:[^\\W\\d_][\u0300-\u036f]*)+\\Z")
_LONGEST = 40
_EMOJI = pattern("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
_INVISIBLE = pattern(f"[{words.INVISIBLE}]+")

_SIGNS, _LINE_SIGNS = "*_|`~", "#>+-"
"""Signs that Markdown reads anywhere, and those that it reads at the head of a line."""

_ETH = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"}
_CYRILLIC = dict(zip("аеорсухіѕјһԁАВЕКМНОРСТУХІЅЈ", "aeopcyxisjhdABEKMHOPCTYXISJ", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
LOOK_ALIKES = _ETH | _CYRILLIC | _GREEK
"""Which letter is meant by which look-alike (full-width forms apart: they are a fixed distance from ASCII)."""

_MAP = str.maketrans(LOOK_ALIKES)
_FOREIGN = pattern("[\u0370-\u03ff\u0400-\u04ff]")
_LATIN = pattern("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")

_SYLLABLE_WITH_D = pattern(r"[ĐđÐƉðɖ]r?[aeiouy]{1,3}(?:ch|ng|nh|[ckmnpt])?", re.IGNORECASE)
_ABBREVIATION_WITH_D = pattern(r"[A-ZĐƯÐƉ]{1,6}")


def compose(text: str, _multiline: bool = False) -> Iterator[Edit]:
    """R1: one code point for each letter with its marks. Nothing composes across a blank, so words go singly."""
    if not unicodedata.is_normalized("NFC", text):
        yield from substitute(_WORD, lambda match: unicodedata.normalize("NFC", match.group()), text)


def look_alikes(text: str, multiline: bool = False) -> Iterator[Edit]:
    """R3: the letter that was meant. Full-width forms anywhere; others only in words that can be Vietnamese.

    A full-width sign of a body that Markdown would read (`＃`, `＊`, `｜`) is text, so it is escaped.
    """
    if _LOOKS_ALIKE.search(text) is None:
        return
    narrow = _FULL_WIDTH.sub(_half_width, text)
    edits = []
    for match in _LETTERS.finditer(narrow):
        after = _mend_word(match.group())
        if text[match.start() : match.end()] != after:
            edits.append((match.start(), match.end(), after))
    for match in _FULL_WIDTH.finditer(text):
        if not narrow[match.start()].isalpha():
            sign = _half_width(match)
            read = multiline and (sign in _SIGNS or (sign in _LINE_SIGNS and _at_line_start(text, match.start())))
            edits.append((match.start(), match.end(), f"\\{sign}" if read else sign))
    yield from sorted(edits)


def _at_line_start(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip(" \t#＃>＞")


def _half_width(match: re.Match[str]) -> str:
    return chr(ord(match.group()) - 0xFEE0)


def _mend_word(word: str) -> str:
    """The word with its look-alikes replaced, or as it is when it is really foreign (Cyrillic, Greek, Icelandic …)."""
    mended = word
    if _FOREIGN.search(word) and _LATIN.search(word):
        mended = word.translate(_MAP)
        if _FOREIGN.search(mended):
            return word
    if not any(letter in mended for letter in _ETH):
        return mended
    bare = "".join(c for c in unicodedata.normalize("NFD", mended.replace("Đ", "Ɖ")) if not unicodedata.combining(c))
    if _SYLLABLE_WITH_D.fullmatch(bare) or _ABBREVIATION_WITH_D.fullmatch(mended):
        return mended.translate(_MAP)
    return mended


def invisible(text: str, _multiline: bool = False) -> Iterator[Edit]:
    """R4: nothing in place of a character without a picture; a blank where it parts two syllables (`hội|nghị`).

    U+00AD is the letter `ư` in text of old fonts (TCVN3); such a word is kept whole and reported. So is a word of which
    it is not certain where it parts, and the joiner inside of an emoji: both are named as letters without a picture.
    """
    runs = list(_INVISIBLE.finditer(text))
    if not runs:
        return
    kept: list[tuple[int, int]] = []
    if "\u00ad" in text:
        from bulletin.text.vietnamese.unreadable import legacy_word

        kept = [match.span() for match in _SOFT_WORD.finditer(text) if legacy_word(match.group())]
    for match in runs:
        new = _instead(text, *match.span())
        if new is not None and not any(start <= match.start() < end for start, end in kept):
            yield match.start(), match.end(), new


def _instead(text: str, start: int, end: int) -> str | None:
    """What a run of invisible characters becomes: nothing, a blank, or None where neither is certain."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if "\u200d" in text[start:end] and _EMOJI.match(before) and _EMOJI.match(after):
        return None
    if not before.isalpha() or not after.isalpha():
        return ""
    left, right = _LETTERS_BEFORE.search(text, max(0, start - _LONGEST), start), _LETTERS.match(text, end)
    one, two = left.group() if left else "", right.group() if right else ""
    if is_syllable(one + two):
        return ""
    if is_syllable(one) and is_syllable(two):
        return " "
    return "" if one.isascii() and two.isascii() else None


RULES = (
    TextRule(
        "R1", "S",
        "Ghép chữ và dấu thành một ký tự Unicode dựng sẵn (NFC).",
        "Letters and their marks become one composed code point (NFC).",
        "U\u0309y ban", "Ủy ban", compose,
    ),
    TextRule(
        "R3", "S",
        "Thay chữ cái trông giống (Ð, chữ Kirin, chữ toàn khổ) bằng chữ cái tiếng Việt.",
        "Look-alike letters (eth, Cyrillic, full-width) become the Vietnamese letters that were meant.",
        "Ðồ Sơn", "Đồ Sơn", look_alikes,
    ),
    TextRule(
        "R4", "S",
        "Bỏ ký tự không nhìn thấy (BOM, ký tự rộng bằng không, gạch nối mềm); giữa hai tiếng thì thành dấu cách.",
        "Invisible characters (BOM, zero-width, soft hyphens) go; between two syllables they become a space.",
        "hội\u200b nghị", "hội nghị", invisible,
    ),
)  # fmt: skip
