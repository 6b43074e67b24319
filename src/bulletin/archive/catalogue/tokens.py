"""Words as the catalogue sees them, with their places: letters, figures, and the `-` and `/` between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

TOKENIZER = "unicode61 remove_diacritics 0 tokenchars '-/'"
"""The same in SQLite's words."""
BREAK = "\n\n"
"""Between the parts of a text: no phrase goes across."""
WALL = " \ue000 "
"""What a break is in the index: a word that nobody types."""

_WORD = re.compile(r"(?:[^\W_]|[-/\u0300-\u036f])+")
_PARTED = re.compile(r"[-/]")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a folded or lowered query, without hyphens and slashes at their ends."""
    return tuple(word for found in _WORD.findall(text) if (word := found.strip("-/")))


def indexed(text: str) -> str:
    """A text as it goes into the index, where a break is a word of its own."""
    return text.replace(BREAK, WALL)


def parted(text: str, forms: Iterable[str]) -> Iterator[str]:
    """The sentences that hold a word with `-` or `/`, blanks in their place, in each form: `và/hoặc` is two words too.

    Args:
        text: lowered or folded.
        forms: texts of its length with the same signs at the same places.
    """
    spans = list(_sentences_with_parts(text))
    for form in forms:
        yield WALL.join([_PARTED.sub(" ", form[start:end]) for start, end in spans])


def _sentences_with_parts(text: str) -> Iterator[tuple[int, int]]:
    end = 0
    for sign in _PARTED.finditer(text):
        at = sign.start()
        if at >= end:
            start = max(text.rfind(". ", end, at), text.rfind("\n", end, at), end - 1) + 1
            stops = (stop for stop in (text.find(". ", at), text.find("\n", at)) if stop >= 0)
            end = min(stops, default=len(text))
            yield start, end
