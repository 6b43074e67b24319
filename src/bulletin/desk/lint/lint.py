"""All slips of an issue, in the order of file and place, and the findings made from them."""

from __future__ import annotations

from bulletin.desk.lint.earlier import EarlierText
from bulletin.desk.lint.reading import DeskReading
from bulletin.desk.lint.slip import Slip
from bulletin.desk.lint.table import ROWS
from bulletin.errors import Finding, Place, Severity
from bulletin.model import Issue
from bulletin.text.spots import Spots


def lint(issue: Issue, hints: bool = True, earlier: tuple[EarlierText, ...] = ()) -> tuple[Slip, ...]:
    """The slips of an issue as typed, by file and place.

    Args:
        issue: as the reader gave it, before any text rule.
        hints: whether rules of level info are asked too.
        earlier: the stories of earlier issues.
    """
    reading = DeskReading(issue, earlier)
    order = {(piece.typed.file, piece.typed.path): number for number, piece in enumerate(reading.pieces)}
    found: dict[tuple[object, ...], Slip] = {}
    for row in ROWS:
        if hints or row.rule.severity is not Severity.INFO:
            for slip in row.find(reading):
                if hints or slip.rule.severity is not Severity.INFO:
                    found.setdefault((slip.rule.id, slip.typed.file, slip.typed.path, slip.start, slip.end), slip)
    return tuple(sorted(found.values(), key=lambda s: (order.get((s.typed.file, s.path), -1), s.start, s.rule.id)))


def findings(issue: Issue, slips: tuple[Slip, ...]) -> tuple[Finding, ...]:
    """The slips as findings: line and column of the first word, the words of that line in question."""
    spots = Spots(issue)
    return tuple(_finding(slip, spots) for slip in slips)


def check_lint(issue: Issue) -> tuple[Finding, ...]:
    """Findings of level warning and error, which is what `check` says of the desk's rules."""
    slips = lint(issue, hints=False)
    return findings(issue, slips) if slips else ()


def place(slip: Slip, spots: Spots) -> Place:
    """Where the words of a slip begin; a word that occurs several times is counted."""
    first = next(iter(slip.words.split()), "")
    begin = slip.typed.text.find(first, slip.start) if first else slip.start
    before, at = 0, slip.typed.text.find(first) if first else -1
    while 0 <= at < begin:
        before, at = before + 1, slip.typed.text.find(first, at + len(first))
    places = list(spots.all(slip.typed.file, slip.path, first))
    return places[before] if before < len(places) else spots.first(slip.typed.file, slip.path, first)


def _finding(slip: Slip, spots: Spots) -> Finding:
    where = place(slip, spots)
    typed = spots.line(where)[(where.column or 1) - 1 :]
    words = slip.words.strip()
    quote = _common(words, typed).rstrip() if where.column else ""
    return Finding(slip.rule, where, quote or " ".join(words.split())[:90], slip.values)


def _common(one: str, other: str) -> str:
    """The letters that two texts begin with alike."""
    length = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:length]
