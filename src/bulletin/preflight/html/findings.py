"""Findings for the page: the same finding in several editions is reported once, numbered in the order of the pages."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.errors import Finding, Severity, Text, spoken
from bulletin.lazy import dataclass
from bulletin.preflight.report import Report

_LONGEST = 160
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class NumberedFinding:
    """A finding with its number on this page, the check that raised it and the editions (indices) that show it."""

    number: int
    finding: Finding
    check: int
    editions: tuple[int, ...]

    @property
    def id(self) -> str:
        return f"f{self.number}"

    @property
    def quote(self) -> str:
        """The words in question, where the sentence does not hold them; long ones are cut."""
        quote = self.finding.quote
        if quote in self.finding.what():
            return ""
        return quote if len(quote) <= _LONGEST else quote[: _LONGEST - 1] + "…"

    @property
    def measured(self) -> Text | None:
        """What was measured, unless the sentence says that and the limit."""
        measured, limit = self.finding.values.get("measured", ""), self.finding.values.get("limit", "")
        sentence = self.finding.what("en")
        return None if not measured or (measured in sentence and limit in sentence) else _spoken(measured)

    @property
    def limit(self) -> Text | None:
        """What the measure is held against."""
        limit = self.finding.values.get("limit", "")
        return _spoken(limit) if limit else None


def _spoken(value: str) -> Text:
    return Text(spoken(value, "vi"), value)


def entries_of(reports: Sequence[Report], first: int = 1) -> tuple[NumberedFinding, ...]:
    """All findings, numbered from `first`: the whole file, then page by page, errors before warnings."""
    met: dict[tuple[object, ...], tuple[Finding, int, list[int]]] = {}
    for index, report in enumerate(reports):
        for result in report.results:
            for finding in result.findings:
                place = finding.place
                key = (finding.rule.id, finding.severity, place.page, place.box_mm, finding.quote, finding.what())
                met.setdefault(key, (finding, result.check.number, []))[2].append(index)
    ordered = sorted(
        met.values(), key=lambda item: (item[0].place.page or 0, _ORDER[item[0].severity], item[1], _top(item[0]))
    )
    return tuple(
        NumberedFinding(number, finding, check, tuple(dict.fromkeys(editions)))
        for number, (finding, check, editions) in enumerate(ordered, start=first)
    )


def _top(finding: Finding) -> tuple[float, float]:
    box = finding.place.box_mm
    return (box[1], box[0]) if box else (0.0, 0.0)


def groups_of(entries: Sequence[NumberedFinding]) -> tuple[tuple[NumberedFinding, ...], ...]:
    """The findings of one place, those of a rule with one reason and remedy together."""
    groups: dict[tuple[object, ...], list[NumberedFinding]] = {}
    for entry in entries:
        finding = entry.finding
        groups.setdefault((finding.rule.id, finding.severity, finding.why(), finding.remedy()), []).append(entry)
    return tuple(tuple(group) for group in groups.values())
