"""Words as the catalogue sees them, with their places: letters, figures, and the `-` and `/` between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

TOKENIZER = "unicode61 remove_diacritics 0 tokenchars '-/'"
"""The same in SQLite's words."""
BREAK = "\n\n"
"""Between the parts of a text: no phrase goes across."""
WALL = " \ue000 "
"""What a break is in the index: a word that nobody types."""

_WORD = re.compile(r"(?:[^\W_]|[-/\u0300-\u036f])+")
_LETTER = re.compile(r"[^\W_]")
_PARTED = re.compile(r"[-/]")
_SENTENCE = re.compile(r"(?<=[.!?…:;])\s|\n")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: from `start` up to `end`."""

    start: int
    end: int
    word: str


def tokens(text: str) -> list[Token]:
    """The words of a folded or lowered text that hold a letter or figure."""
    return [Token(m.start(), m.end(), m.group()) for m in _WORD.finditer(text) if _LETTER.search(m.group())]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a query, without hyphens and slashes at their ends."""
    return tuple(word for token in tokens(text) if (word := token.word.strip("-/")))


def indexed(text: str) -> str:
    """A folded or lowered text as it goes into the index."""
    return text.replace(BREAK, WALL)


def parted(text: str) -> str:
    """The lines of a text that hold a word with `-` or `/`, with blanks in their place: `và/hoặc` is two words too."""
    if "-" not in text and "/" not in text:
        return ""
    found = (part for part in _SENTENCE.split(text) if "-" in part or "/" in part)
    return WALL.join(_PARTED.sub(" ", part) for part in found)


def runs(found: Sequence[Token], phrase: Sequence[str], text: str) -> Iterator[tuple[int, int]]:
    """The places of a phrase in a text: (first, last) token, never across a break."""
    count = len(phrase)
    for at in range(len(found) - count + 1):
        if all(found[at + n].word == word for n, word in enumerate(phrase)) and not any(
            BREAK in text[found[n].end : found[n + 1].start] for n in range(at, at + count - 1)
        ):
            yield at, at + count - 1
