"""What a rule of house style is, and what it must leave alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from bulletin.lazy import dataclass, pattern
from bulletin.model import Style
from bulletin.text.rules.pairs import paragraphs
from bulletin.text.rules.rule import Edit, RuleClass, RuleRow, apply
from bulletin.text.vietnamese import tokens

Role = Literal["body", "caption", "line"]
"""What a text is on the page, as far as a rule of style asks."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Something that rules of style leave as typed: some words, or the whole value (`words` is None).

    `rules` are the ids of the rules that it is meant for; empty for all.
    """

    words: str | None
    rules: frozenset[str] = frozenset()

    def concerns(self, rule: str) -> bool:
        """Whether it is meant for a rule."""
        return not self.rules or rule in self.rules


@dataclass(frozen=True, slots=True)
class Setting:
    """The switches of the publication, what the text is, and what of it is left as typed."""

    style: Style
    role: Role = "line"
    multiline: bool = False
    leaves: tuple[Leave, ...] = ()


@dataclass(frozen=True, slots=True)
class StyleRule(RuleRow):
    """A row of the table of class T: `find` yields the edits of a text that the switch asks for.

    `switch` is the field of `style` that steers the rule, `values` those at which it does something; `wordy` rules are
    about the choice of words, which a quotation keeps.
    `before` and `after` are an example, `good` is the near miss that must stay.
    """

    id: str
    switch: str
    values: tuple[str, ...]
    vi: str
    en: str
    before: str
    after: str
    good: str
    find: Callable[[str, Setting], Iterable[Edit]]
    role: Role = "line"
    wordy: bool = False

    @property
    def kind(self) -> RuleClass:
        """The class of every rule of style."""
        return "T"

    def wanted(self, setting: Setting) -> bool:
        """Whether the house style asks for the rule in a text."""
        left = any(leave.words is None and leave.concerns(self.id) for leave in setting.leaves)
        placed = self.role in ("line", setting.role)
        return placed and getattr(setting.style, self.switch) in self.values and not left

    def edits(self, text: str, setting: Setting) -> tuple[Edit, ...]:
        """The edits outside of what is left alone: addresses, document numbers, titles of documents, Markdown signs."""
        found = tuple(self.find(text, setting))
        if not found:
            return ()
        kept = list(_kept(text, setting, self.id))
        if self.wordy:
            kept += quotations(text)
        return tuple(edit for edit in found if not any(_meets(edit, span) for span in kept))

    def __call__(self, text: str, setting: Setting) -> str:
        """The text after this rule."""
        return apply(text, self.edits(text, setting)) if self.wanted(setting) else text


_SHIELD = pattern(
    rf"{tokens.PHOTO}|(?i:{tokens.URL}|{tokens.EMAIL}|{tokens.DOMAIN}|{tokens.FILE})|{tokens.DOCUMENT}"
    rf"|{tokens.TABLE_RULE}|{tokens.LINE_SIGNS}|^[ \t]*(?:-[ \t]*){{2,}}-[ \t]*$|^[ \t]*:::.*$|(?<!\w)[@#]\w+",
    8,
)
_QUOTED = pattern('“[^“”\n]*(?:“[^“”\n]*”[^“”\n]*)*”|"[^"\n]*"|‘[^‘’\n]*’')
_AFTER_NUMBER = pattern(rf"{tokens.DOCUMENT}[^.;“”\"\n]{{0,120}}\Z")
_REACH = 160


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """What is between quotation marks, without them."""
    for match in _QUOTED.finditer(text):
        yield match.start() + 1, match.end() - 1


def _kept(text: str, setting: Setting, rule: str) -> Iterator[tuple[int, int]]:
    """Spans that no rule of style changes."""
    yield from (match.span() for match in _SHIELD.finditer(text) if match.end() > match.start())
    for leave in setting.leaves:
        if leave.words and leave.concerns(rule):
            at = text.find(leave.words)
            while at >= 0:
                yield at, at + len(leave.words)
                at = text.find(leave.words, at + len(leave.words))
    if "/" in text:
        # A quotation behind the number of a document is its title: Chỉ thị số 05-CT/TW về “Đẩy mạnh …”.
        for start, end in quotations(text):
            if _AFTER_NUMBER.search(text, max(0, start - 1 - _REACH), start - 1):
                yield start, end


def _meets(edit: Edit, span: tuple[int, int]) -> bool:
    """Whether an edit changes something inside of a span; one at its very edge does not."""
    start, end, _new = edit
    return start < span[1] and end > span[0] if start < end else span[0] < start < span[1]


def blocks(text: str, setting: Setting) -> Iterator[tuple[int, int]]:
    """The paragraphs of a body, or the whole of a short text."""
    return paragraphs(text) if setting.multiline else iter(((0, len(text)),))


def in_table(text: str, at: int) -> bool:
    """Whether a place is in a row of a table or of a list, where figures and prices have forms of their own."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    return "|" in line or "\t" in line or line.lstrip(" ").startswith(("- ", "* ", "+ ", "•"))
