"""Which places the office has told the desk to leave, and which of these comments leave nothing."""

from __future__ import annotations

import re
from collections.abc import Set

from bulletin.desk.repair import rules
from bulletin.errors import Finding, Place
from bulletin.model import Ignore, Issue
from bulletin.text.typed import Typed


class Ignoring:
    """The comments of one issue that keep rules away; remembers which of them were needed."""

    def __init__(self, issue: Issue) -> None:
        self._issue = issue
        self._of: dict[str, list[Ignore]] = {}
        for ignore in issue.ignores:
            self._of.setdefault(ignore.file, []).append(ignore)
        self._used: set[tuple[Ignore, str]] = set()

    def hits(self, ids: tuple[str, ...], typed: Typed, start: int, end: int, place: Place) -> bool:
        """Whether words are to be left: `typed.text[start:end]` at a place, which these rules name."""
        hit = False
        for ignore in self._of.get(typed.file, ()):
            for rule in ignore.rules:
                if rule in ids and self._about(ignore, typed, start, end, place):
                    self._used.add((ignore, rule))
                    hit = True
        return hit

    def _about(self, ignore: Ignore, typed: Typed, start: int, end: int, place: Place) -> bool:
        if ignore.words:
            return _overlaps(typed.text, ignore.words, start, end)
        if ignore.whole_file or place.line == ignore.target:
            return True
        begins = self._issue.place(typed.file, *typed.path)  # a text of many lines has its comment above its key
        return begins.line == ignore.target

    def unused(self, known: Set[str]) -> list[Finding]:
        """The findings on comments that keep nothing away, or name a rule that there is not."""
        found = []
        for ignore in self._issue.ignores:
            for rule in ignore.rules:
                place = Place(ignore.file, ignore.line)
                if rule not in known:
                    found.append(rules.unknown_rule(rule, place, known))
                elif (ignore, rule) not in self._used:
                    found.append(Finding(rules.IGNORE_UNUSED, place, rule, {"rule": rule}))
        return found


def _overlaps(text: str, words: str, start: int, end: int) -> bool:
    """Whether words of a text, with any blanks between them, touch a span of it."""
    wanted = r"\s+".join(map(re.escape, words.split()))
    spans = (match.span() for match in re.finditer(wanted, text))
    return any((a < end and b > start) or (start == end and a <= start <= b) for a, b in spans)
