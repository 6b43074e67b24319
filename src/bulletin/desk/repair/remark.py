"""What the copy desk says of some words: the rules that name them, and what to type instead."""

from __future__ import annotations

from typing import Literal

from bulletin.errors import Finding, Place, Severity
from bulletin.lazy import dataclass
from bulletin.text.typed import Typed

Kind = Literal["S", "T", "L"]
"""S and T are changes of the text rules, L is a slip."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Words that a rule names, and what to type instead where that is known.

    `kind` L is a slip; S and T are changes of the text rules, which are printed in any case. `certain` ones may be made
    without asking. `finding` says what, why and what to do; it is None for S and T.
    """

    rules: tuple[str, ...]
    kind: Kind
    level: Severity
    typed: Typed
    start: int
    end: int
    better: str | None
    certain: bool
    place: Place
    finding: Finding | None = None

    @property
    def words(self) -> str:
        """The words in question as typed."""
        return self.typed.text[self.start : self.end]

    @property
    def rule(self) -> str:
        """The ids of the rules in one word."""
        return ", ".join(self.rules)
