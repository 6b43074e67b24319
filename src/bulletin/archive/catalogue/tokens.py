"""Words as the catalogue sees them, with their places: letters, figures, and the `-` and `/` between them."""

from __future__ import annotations

import re

TOKENIZER = "unicode61 remove_diacritics 0 tokenchars '-/'"
"""The same in SQLite's words."""
BREAK = "\n\n"
"""Between the parts of a text: no phrase goes across."""
WALL = " \ue000 "
"""What a break is in the index: a word that nobody types."""

_WORD = re.compile(r"(?:[^\W_]|[-/\u0300-\u036f])+")
_PARTED = re.compile(r"[-/]")
_SENTENCE = re.compile(r"(?<=[.!?…:;])\s|\n")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a folded or lowered query, without hyphens and slashes at their ends."""
    return tuple(word for found in _WORD.findall(text) if (word := found.strip("-/")))


def indexed(text: str) -> str:
    """A folded or lowered text as it goes into the index."""
    return text.replace(BREAK, WALL)


def parted(text: str) -> str:
    """The lines of a text that hold a word with `-` or `/`, with blanks in their place: `và/hoặc` is two words too."""
    if "-" not in text and "/" not in text:
        return ""
    found = (part for part in _SENTENCE.split(text) if "-" in part or "/" in part)
    return WALL.join(_PARTED.sub(" ", part) for part in found)
