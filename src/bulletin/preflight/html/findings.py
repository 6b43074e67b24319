"""Findings for the page: the same finding in several editions is reported once, numbered in the order of the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from bulletin.errors import Finding, Severity, spoken
from bulletin.preflight.html.parts import SEVERITY, both, text
from bulletin.preflight.report import Report

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


def finding_list(entries: Sequence[NumberedFinding], names: Sequence[str], pictured: bool) -> str:
    """The findings of one place, those of a rule together: what of each, why and remedy once.

    Args:
        entries: what to tell.
        names: names of the editions; one alone is not named.
        pictured: whether the page's picture with outlines is beside them.
    """
    groups: dict[tuple[object, ...], list[NumberedFinding]] = {}
    for entry in entries:
        finding = entry.finding
        groups.setdefault((finding.rule.id, finding.severity, finding.why(), finding.remedy()), []).append(entry)
    return "".join(_group(group, names, pictured) for group in groups.values())


def _group(entries: Sequence[NumberedFinding], names: Sequence[str], pictured: bool) -> str:
    first = entries[0].finding
    sign, word = SEVERITY[first.severity]
    times = f" × {len(entries)}" if len(entries) > 1 else ""
    items = "".join(_item(entry, names, pictured) for entry in entries)
    return (
        f'<section class="finding {first.severity.value}"><p class="head"><b class="kind"><span aria-hidden="true">'
        f'{sign}</span> {text(word)}{times}</b> <a class="rule" href="#c{entries[0].check}">{escape(first.rule.id)}'
        f"</a></p><ol>{items}</ol>"
        f'<p class="why">{both(first.why("vi"), first.why("en"))}</p>'
        f'<p class="do">{both(first.remedy("vi"), first.remedy("en"))}</p></section>'
    )


def _item(entry: NumberedFinding, names: Sequence[str], pictured: bool) -> str:
    finding = entry.finding
    outlined = pictured and finding.place.box_mm is not None
    mark = (
        f'<a class="no" href="#m{entry.number}">{entry.number}</a>' if outlined else f'<b class="no">{entry.number}</b>'
    )
    where = (
        f' <span class="in">{escape(", ".join(names[at] for at in entry.editions))}</span>' if len(names) > 1 else ""
    )
    quote = f"<q>{escape(_short(finding.quote))}</q>" if finding.quote and finding.quote not in finding.what() else ""
    return (
        f'<li id="{entry.id}">{mark}<span class="what">{both(finding.what("vi"), finding.what("en"))} {quote}</span>'
        f"{where}{_measured(finding)}</li>"
    )


def _measured(finding: Finding) -> str:
    measured, limit = finding.values.get("measured", ""), finding.values.get("limit", "")
    sentence = finding.what("en")
    if not measured or (measured in sentence and limit in sentence):
        return ""
    bound = f" · {both('giới hạn', 'limit')} <b>{_number(limit)}</b>" if limit else ""
    return f'<span class="measure">{both("đo được", "measured")} <b>{_number(measured)}</b>{bound}</span>'


def _number(value: str) -> str:
    return both(spoken(value, "vi"), value)


def _short(words: str) -> str:
    return words if len(words) <= 160 else words[:159] + "…"
