"""R46: names of authors typed in capitals are kept in title case; printing them in capitals is a matter of style."""

from __future__ import annotations

from bulletin.lazy import pattern
from bulletin.text.normalise import Normalised, normalise
from bulletin.text.rules.rule import TextEdit
from bulletin.text.vietnamese.syllable import is_syllable

_LETTERS = pattern(r"[^\W\d_]+")


def title_case(name: str) -> str:
    """`LIÊM ĐOÀN` → `Liêm Đoàn`. Mixed case stays, and so do initials and abbreviations (`TTXVN`, `V. A.`)."""
    if name != name.upper() or not any(len(word) > 1 and is_syllable(word) for word in _LETTERS.findall(name)):
        return name
    return _LETTERS.sub(lambda match: match.group().capitalize() if is_syllable(match.group()) else match.group(), name)


def author_name(name: str) -> Normalised:
    """An author's name in normal form, in title case (rules of class S and R46)."""
    normal = normalise(name)
    titled = title_case(normal.text)
    if titled == normal.text:
        return normal
    return Normalised(titled, (*normal.changes, TextEdit("R46", normal.text, titled, 0)))
