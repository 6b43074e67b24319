"""Short forms for writing rows of the table of rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from bulletin.desk.lint.reading import DeskReading, TextPiece
from bulletin.desk.lint.slip import LintRule, Slip
from bulletin.errors import Rule, Severity, Text

Row: TypeAlias = LintRule[DeskReading]
Find = Callable[[DeskReading], Iterable[Slip]]
Both = tuple[str, str]
"""Vietnamese and English."""


def warning(name: str, what: Both, why: Both, remedy: Both, form: Both | None = None) -> Rule:
    """A rule of level warning."""
    return _rule(Severity.WARNING, name, what, why, remedy, form)


def error(name: str, what: Both, why: Both, remedy: Both, form: Both | None = None) -> Rule:
    """A rule of level error: only for what is certain and harmful."""
    return _rule(Severity.ERROR, name, what, why, remedy, form)


def hint(name: str, what: Both, why: Both, remedy: Both, form: Both | None = None) -> Rule:
    """A rule of level info: `desk` shows it, `check` does not."""
    return _rule(Severity.INFO, name, what, why, remedy, form)


def _rule(severity: Severity, name: str, what: Both, why: Both, remedy: Both, form: Both | None) -> Rule:
    said = Text(*what), Text(*why), Text(*remedy)
    return Rule(f"desk.{name}", severity, *said, form=Text(*form) if form else None)


def slip(
    rule: Rule,
    piece: TextPiece,
    span: tuple[int, int],
    better: str | None = None,
    others: Iterable[tuple[TextPiece, int, int]] = (),
    **values: str,
) -> Slip:
    """A slip at a span of a piece; its message may name the words (`{word}`) and what is better (`{better}`)."""
    start, end = span
    word = " ".join(piece.typed.text[start:end].split())
    said = {"word": word if len(word) <= 90 else word[:90] + "…", "better": better or "", **values}
    places = tuple((other.typed, a, b) for other, a, b in others)
    return Slip(rule, piece.typed, start, end, better, said, places)
