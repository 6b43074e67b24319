"""The words of a portal around its story (`Lượt xem: 318`, `Chia sẻ`, `In bài`), also where several share a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bulletin.importing.portals.choose import is_line

LONGEST = 160
_ALWAYS = (
    "Xem",
    "Google",
    "Google News",
    "Gửi",
    "Gửi mail",
    "Nghe",
    "Tăng",
    "Giảm",
    "Mặc định",
    "Cỡ chữ lớn",
    "Cỡ chữ nhỏ",
)
"""Words that are furniture beside other furniture only, and no line of their own."""
_COUNT = r"\(?\d[\d.,]*[kK]?\)?(?![\d/.:,-])"
_SIZES = re.compile(r"(?<!\w)(?:A[+\-–]?|[+\-–]A)(?!\w)")
_LETTERS = re.compile(r"[^\W_]")


def without_furniture(text: str, globs: Sequence[str], kept: Sequence[tuple[int, int]] = ()) -> str:
    """A short line without the words that portals put beside a date, and without their counts.

    A line without such words, and a long one, is given back unchanged.

    Args:
        text: the line.
        globs: `furniture_lines` of the rules in use.
        kept: where dates begin and end, in order; they stay as they are.
    """
    if len(text) > LONGEST:
        return text
    words = _words(tuple(globs))
    pieces: list[str] = []
    at = 0
    for start, end in kept:
        pieces += [words.sub(" ", text[at:start]), text[start:end]]
        at = end
    made = "".join([*pieces, words.sub(" ", text[at:])])
    if made == text:
        return text
    rows = (" ".join(_SIZES.sub(" ", row).split()).strip(" |•·–-,;") for row in made.split("\n"))
    return "\n".join(row for row in rows if row)


def is_furniture(text: str, globs: Sequence[str]) -> bool:
    """Whether a line is furniture and nothing else: one line of the rules, or several of them beside one another."""
    if not text or len(text) > LONGEST:
        return False
    if is_line(text, globs):
        return True
    rest = without_furniture(text, globs)
    return rest != text and not _LETTERS.search(rest)


@lru_cache(maxsize=64)
def _words(globs: tuple[str, ...]) -> re.Pattern[str]:
    """The lines of a rule as words with a count before or behind them, the longest first."""
    known = {glob.strip("* :").casefold() for glob in globs if "*" not in glob.strip("*")}
    known |= {word.casefold() for word in _ALWAYS}
    phrases = sorted(
        (word for word in known if len(word) > 2 and word[0].isalpha()), key=lambda word: (-len(word), word)
    )
    names = "|".join(re.escape(word) for word in phrases)
    return re.compile(
        rf"(?<!\w)(?:{names})(?!\w)(?:\s*:)?(?:\s*{_COUNT})?|(?<![\w/.:,-])\(?\d[\d.,]*[kK]?\)?\s*(?:{names})(?!\w)",
        re.I,
    )
