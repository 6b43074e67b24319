"""Text that was written in another encoding and is unreadable in a Unicode file.

Four ways lead there: fonts of the time before Unicode (TCVN3, VNI, VISCII: `tæ chøc`), and UTF-8 that a program took
for Windows-1252 or Latin-1 (`Há»™i nghá»‹`), once or several times. One word proves nothing: foreign names look like
that too. Only where several neighbouring words are no Vietnamese syllables as typed and all of them are syllables when
decoded is anything said (`decoding.py`, which is not even imported for text that is as it should be).
"""

from __future__ import annotations

from bulletin.lazy import pattern
from bulletin.text.vietnamese.readable import LEAST_WORDS, Unreadable, is_vietnamese
from bulletin.text.vietnamese.syllable import is_syllable

_BYTES = pattern("[\x80-\xff]")
_SIGN = pattern("[²³°±×]")
_HARMLESS = str.maketrans("", "", "²³°±×")
"""Signs of units and sums: none of them is a letter in TCVN3 or VNI."""


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


def legacy_word(word: str) -> str | None:
    """The syllable that a word with U+00AD is in TCVN3, where that code is the letter `ư`; None if it is none."""
    from bulletin.text.vietnamese.legacy import decode_legacy

    meant = decode_legacy(word, "tcvn3")
    return meant if "\u00ad" in word and is_syllable(meant) else None
