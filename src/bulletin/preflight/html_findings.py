"""Findings for the page: the same finding in several editions is told once, numbered in the order of the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from bulletin.errors import Finding, Severity
from bulletin.preflight.html_parts import SEVERITY, both, text
from bulletin.preflight.report import Report

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding with its number on this page, the check that raised it and the editions (indices) that show it."""

    number: int
    finding: Finding
    check: int
    editions: tuple[int, ...]

    @property
    def id(self) -> str:
        return f"f{self.number}"


def entries_of(reports: Sequence[Report], first: int = 1) -> tuple[Entry, ...]:
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
        Entry(number, finding, check, tuple(dict.fromkeys(editions)))
        for number, (finding, check, editions) in enumerate(ordered, start=first)
    )


def _top(finding: Finding) -> tuple[float, float]:
    box = finding.place.box_mm
    return (box[1], box[0]) if box else (0.0, 0.0)


def finding_list(entries: Sequence[Entry], names: Sequence[str], pictured: bool) -> str:
    """The findings as a list, each with what, why and remedy.

    Args:
        entries: what to tell.
        names: names of the editions; one alone is not named.
        pictured: whether the page's picture with outlines stands beside.
    """
    items = "".join(_item(entry, names, pictured) for entry in entries)
    return f'<ol class="findings">{items}</ol>' if items else ""


def _item(entry: Entry, names: Sequence[str], pictured: bool) -> str:
    finding = entry.finding
    sign, word = SEVERITY[finding.severity]
    outlined = pictured and finding.place.box_mm is not None
    mark = (
        f'<a class="no" href="#m{entry.number}">{entry.number}</a>' if outlined else f'<b class="no">{entry.number}</b>'
    )
    where = (
        f' <span class="in">{escape(", ".join(names[at] for at in entry.editions))}</span>' if len(names) > 1 else ""
    )
    quote = f"<q>{escape(_short(finding.quote))}</q>" if finding.quote and finding.quote not in finding.what() else ""
    return (
        f'<li id="{entry.id}" class="{finding.severity.value}">{mark}'
        f'<p class="head"><b class="kind"><span aria-hidden="true">{sign}</span> {text(word)}</b>{where} '
        f'<a class="rule" href="#c{entry.check}">{escape(finding.rule.id)}</a></p>'
        f'<p class="what">{both(finding.what("vi"), finding.what("en"))} {quote}</p>'
        f"{_measured(finding)}"
        f'<p class="why">{both(finding.why("vi"), finding.why("en"))}</p>'
        f'<p class="do">{both(finding.remedy("vi"), finding.remedy("en"))}</p></li>'
    )


def _measured(finding: Finding) -> str:
    measured, limit = finding.values.get("measured", ""), finding.values.get("limit", "")
    told = finding.what()
    if not measured or (measured in told and limit in told):
        return ""
    bound = f" · {both('giới hạn', 'limit')} <b>{escape(limit)}</b>" if limit else ""
    return f'<p class="measure">{both("đo được", "measured")} <b>{escape(measured)}</b>{bound}</p>'


def _short(words: str) -> str:
    return words if len(words) <= 160 else words[:159] + "…"
