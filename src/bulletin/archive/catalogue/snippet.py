"""The piece of a text around the words that were looked for. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bulletin.archive.catalogue.folding import fold, lower
from bulletin.archive.catalogue.query import Question, Term
from bulletin.lazy import dataclass

_BEFORE, _LONG = 60, 220
_ELLIPSIS = "…"
_BLANKS = re.compile(r"\s+")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Snippet:
    """Some words of a text on one line; `marks` are the places (from, up to) of the words looked for."""

    text: str
    marks: tuple[Span, ...]

    def marked(self, before: str, after: str) -> str:
        """The text with signs around each marked place."""
        made, at = "", 0
        for start, end in self.marks:
            made += self.text[at:start] + before + self.text[start:end] + after
            at = end
        return made + self.text[at:]


def snippet(text: str, question: Question) -> Snippet:
    """What a hit shows of its text: the first place with the most of the words."""
    spans = places(text, question)
    start, end = _window(text, spans)
    return _on_one_line(text, start, end, [span for span in spans if start <= span[0] and span[1] <= end])


def places(text: str, question: Question) -> list[Span]:
    """Where the terms of a question are in a text, in order, without overlaps."""
    compared = (lower if question.exact else fold)(text)
    spans = sorted({found.span() for term in question.terms for found in _pattern(term).finditer(compared)})
    ordered: list[Span] = []
    for span in spans:
        if not ordered or span[0] >= ordered[-1][1]:
            ordered.append(span)
    return ordered


@lru_cache(maxsize=256)
def _pattern(term: Term) -> re.Pattern[str]:
    """A phrase in a text: any blanks and signs between its words, but no break; `-` and `/` are such signs too."""
    parts = [re.escape(part) for word in term for part in re.split("[-/]", word) if part]
    between = r"(?:(?!\n\n)[\W_])+"
    return re.compile(rf"(?<![^\W_]){between.join(parts)}(?![^\W_])")


def _window(text: str, spans: Sequence[Span]) -> Span:
    """The part of the text with the most places in it, the first of equals, from word to word."""
    best = max(
        spans,
        key=lambda span: (sum(span[0] <= s and e <= span[0] + _LONG - _BEFORE for s, e in spans), -span[0]),
        default=(0, 0),
    )
    start, end = max(0, best[0] - _BEFORE), min(len(text), max(best[1], best[0] + _LONG - _BEFORE))
    while start and start < best[0] and not text[start - 1].isspace():
        start += 1
    while end < len(text) and end > best[1] and not text[end].isspace():
        end -= 1
    return start, end


def _on_one_line(text: str, start: int, end: int, spans: Sequence[Span]) -> Snippet:
    """The part with every run of blanks as one, and an ellipsis where the text goes on."""
    made, marks, at = _ELLIPSIS if start else "", [], start
    for first, last in spans:
        made += _BLANKS.sub(" ", text[at:first])
        made = made.lstrip() if at == start else made
        word = _BLANKS.sub(" ", text[first:last])
        marks.append((len(made), len(made) + len(word)))
        made, at = made + word, last
    made = (made + _BLANKS.sub(" ", text[at:end])).strip()
    return Snippet(made + (_ELLIPSIS if end < len(text) else ""), tuple(marks))
