"""What a text rule is: a pure function from text to text that can say what it changed.

A rule yields *edits* (start, end, replacement) against the text it was given, so applying it and listing its changes
are one and the same thing, and a guarded rule can be kept away from addresses, numbers and Markdown signs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from bulletin.lazy import dataclass
from bulletin.model import Style

Edit = tuple[int, int, str]
"""Replace text[start:end] by a string; the edits of a rule are ascending and do not overlap."""

RuleClass = Literal["S", "T", "L"]
"""S: safe, always applied, logged. T: house style, by switch. L: reported only, never applied."""

_CONTEXT = 12


@dataclass(frozen=True, slots=True)
class TextEdit:
    """One edit of one rule; `start` is the offset in the text as it was before that rule ran."""

    rule: str
    before: str
    after: str
    start: int


@dataclass(frozen=True, slots=True)
class TextRule:
    """A row of the rule table.

    `find` yields the edits of a text; `multiline` tells whether line breaks mean something (Markdown bodies).
    `wanted` says whether the house style asks for the rule (rules of class S are always wanted).
    """

    id: str
    kind: RuleClass
    vi: str
    en: str
    before: str
    after: str
    find: Callable[[str, bool], Iterable[Edit]]
    wanted: Callable[[Style], bool] = lambda _style: True

    def __call__(self, text: str, multiline: bool = False) -> str:
        """The text after this rule."""
        return apply(text, tuple(self.find(text, multiline)))


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made."""
    pieces: list[str] = []
    done = 0
    for start, end, new in edits:
        pieces += (text[done:start], new)
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def substitute(pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str], text: str) -> Iterator[Edit]:
    """The edits that `pattern.sub(new, text)` makes; `new` is taken literally, without backslash templates."""
    for match in pattern.finditer(text):
        replacement = new if isinstance(new, str) else new(match)
        if replacement != match.group():
            yield match.start(), match.end(), replacement


def changes(rule: str, text: str, edits: tuple[Edit, ...]) -> tuple[TextEdit, ...]:
    """What the edits of a rule did, each with a little context on both sides."""
    found = []
    for start, end, new in edits:
        left, right = text[_word_start(text, start) : start], text[end : _word_end(text, end)]
        found.append(TextEdit(rule, left + text[start:end] + right, left + new + right, start))
    return tuple(found)


def _word_start(text: str, at: int) -> int:
    """Where the word before `at` begins, at most a dozen characters back."""
    lowest = max(0, at - _CONTEXT)
    blank = max(text.rfind(" ", lowest, max(at - 1, lowest)), text.rfind("\n", lowest, at))
    return lowest if blank < 0 else blank + 1


def _word_end(text: str, at: int) -> int:
    highest = min(len(text), at + _CONTEXT)
    ends = [found for found in (text.find(" ", at + 1, highest), text.find("\n", at, highest)) if found >= 0]
    return min(ends, default=highest)
