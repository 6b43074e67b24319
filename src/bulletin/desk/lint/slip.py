"""What a rule of the copy desk is, and what it finds: words of one typed value and what to type instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from typing import Generic, Literal, TypeVar

from bulletin.errors import Rule
from bulletin.lazy import dataclass
from bulletin.text.typed import Path, Typed

R = TypeVar("R")
"""What a rule reads: the whole issue, prepared once."""

Group = Literal[
    "documents", "dates", "people", "places", "numbers", "repeats", "headlines", "words", "length", "leftovers",
    "contacts", "completeness",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slip:
    """Words that a rule names: `typed.text[start:end]`, the text as the YAML value holds it (no rule applied yet).

    `better` replaces exactly these words where the right ones are known; whether that repair is certain is said by
    the row of the rule. `others` are further places of the same contradiction (the second date of one number).
    """

    rule: Rule
    typed: Typed
    start: int
    end: int
    better: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    others: tuple[tuple[Typed, int, int], ...] = ()

    @property
    def words(self) -> str:
        """The words in question as typed."""
        return self.typed.text[self.start : self.end]

    @property
    def path(self) -> Path:
        """The path of the value in its file."""
        return self.typed.path


@dataclass(frozen=True, slots=True)
class LintRule(Generic[R]):
    """A row of the table of rules: `find` is a pure function of what was read, `R`.

    `bad` and `good` are a text that the rule names and its near miss; docs, schema and tests are made from the rows.
    `certain` rows have repairs that `bulletin desk --fix` may make without asking.
    """

    rule: Rule
    group: Group
    find: Callable[[R], Iterable[Slip]]
    bad: str
    good: str
    certain: bool = False
