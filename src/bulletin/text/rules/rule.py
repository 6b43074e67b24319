"""What a text rule is: a pure function from text to text that can say what it changed.

A rule yields *edits* (start, end, replacement) against the text it was given, so applying it and listing its changes
are one and the same thing, and a guarded rule can be kept away from addresses, numbers and Markdown signs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from bulletin.lazy import dataclass

Edit = tuple[int, int, str]
"""Replace text[start:end] by a string; the edits of a rule are ascending and do not overlap."""

RuleClass = Literal["S", "T", "L"]
"""S: safe, always applied, logged. T: house style, by switch (`text.style`). L: reported only."""


@dataclass(frozen=True, slots=True)
class TextEdit:
    """One place of a text that is printed otherwise than typed.

    `new` is printed for the characters `start` to `end` of the text as typed; `before` and `after` are the same with
    the words around, which begin at `first`; `rule` names the rules that came to it, in the order in which they ran (`R6,
    R7`).
    """

    rule: str
    before: str
    after: str
    start: int
    end: int
    new: str
    first: int


class RuleRow:
    """What the rows of all tables of text rules have in common."""

    __slots__ = ()
    id: str


@dataclass(frozen=True, slots=True)
class TextRule(RuleRow):
    """A row of the rule table.

    `find` yields the edits of a text; `multiline` tells whether line breaks mean something (Markdown bodies).
    """

    id: str
    kind: RuleClass
    vi: str
    en: str
    before: str
    after: str
    find: Callable[[str, bool], Iterable[Edit]]

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
