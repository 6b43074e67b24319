"""Typed words as questions to the index: exact phrase, exact words, folded phrase, folded words, and renamed units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from bulletin.archive.catalogue.folding import composed, fold, lower
from bulletin.archive.catalogue.tokens import words_of
from bulletin.lazy import dataclass

Level = Literal["exact-phrase", "exact-words", "phrase", "words", "renamed"]
LEVELS: tuple[Level, ...] = ("exact-phrase", "exact-words", "phrase", "words", "renamed")

Term = tuple[str, ...]
"""Words that must be side by side."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question to the index: all terms must be there, spelled exactly or folded."""

    level: Level
    exact: bool
    terms: tuple[Term, ...]

    @property
    def match(self) -> str:
        """The question in the language of FTS5."""
        columns = "{exact exact_parts}" if self.exact else "{folded folded_parts}"
        return f"{columns} : ({' AND '.join(_asked(term) for term in self.terms)})"


def questions(typed: str, successors: Mapping[Term, Sequence[Term]]) -> tuple[Question, ...]:
    """What to ask for some typed words, best first; nothing for words without a letter or figure.

    Args:
        typed: words as typed; those between quotation marks are one phrase.
        successors: names of units that are no more, folded → the names that took their place.
    """
    text = composed(typed)
    exact, folded = _terms(lower(text)), _terms(fold(text))
    if not exact:
        return ()
    found = [
        Question("exact-phrase", True, (_joined(exact),)),
        Question("exact-words", True, exact),
        Question("phrase", False, (_joined(folded),)),
        Question("words", False, folded),
        *(Question("renamed", False, terms) for terms in _renamed(_joined(folded), successors)),
    ]
    return tuple(q for n, q in enumerate(found) if not any(q.match == before.match for before in found[:n]))


def _terms(text: str) -> tuple[Term, ...]:
    """Each word alone; the words between quotation marks as one term."""
    for sign in "“”„«»":
        text = text.replace(sign, '"')
    parts = text.split('"')
    found: list[Term] = []
    for number, part in enumerate(parts):
        words = words_of(part)
        quoted = number % 2 == 1 and number < len(parts) - 1
        found += [words] if quoted and words else [(word,) for word in words]
    return tuple(found)


def _joined(terms: Sequence[Term]) -> Term:
    return tuple(word for term in terms for word in term)


def _renamed(words: Term, successors: Mapping[Term, Sequence[Term]]) -> Iterator[tuple[Term, ...]]:
    """The words with the name of a unit replaced by each that took its place."""
    for old, new in successors.items():
        for at in range(len(words) - len(old) + 1):
            if words[at : at + len(old)] == old:
                before, after = words[:at], words[at + len(old) :]
                for name in new:
                    yield (*((word,) for word in before), name, *((word,) for word in after))


def _asked(term: Term) -> str:
    """A phrase; where a word has `-` or `/`, also that with blanks instead (`2020-2025` for `2020–2025`)."""
    phrase = " ".join(term)
    apart = " ".join(words_of(phrase.replace("-", " ").replace("/", " ")))
    return f'"{phrase}"' if apart == phrase else f'("{phrase}" OR "{apart}")'
