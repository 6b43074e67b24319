"""Preflight of a damaged file, and what must be said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from defects_kit import BoxMm, Damage, Facts, fits

from bulletin.errors import Finding, Severity
from bulletin.preflight.inspect import preflight
from bulletin.preflight.limits import EditionLimits
from bulletin.preflight.report import Report

PREFIX = "preflight."
VALIDATED = ("pdfa", "ua")
Sign = tuple[str, int | None, BoxMm | None]
Validate = Callable[[bytes, Sequence[str]], Mapping[str, Sequence[str] | None]]


@dataclass(frozen=True, slots=True)
class Tools:
    """What preflight is given beside the file; the validators cost most, so they judge only where they are asked."""

    validate: Validate
    ink: Any
    codes: Callable[[str], Any]


def look(pdf: bytes, limits: EditionLimits, facts: Facts | None, tools: Tools, *, validated: bool) -> Report:
    """The report of one file."""
    return preflight(
        pdf, limits, name="sample.pdf", laid=facts.laid if facts else None,
        validate=tools.validate if validated else None, ink=tools.ink, codes=tools.codes(limits.edition),
    )  # fmt: skip


def rule_ids(findings: Iterable[Finding], only: Severity | None = None) -> set[str]:
    """The ids of the rules raised, without the prefix."""
    return {f.rule.id.removeprefix(PREFIX) for f in findings if only is None or f.severity is only}


def signs(findings: Iterable[Finding]) -> set[Sign]:
    """What was raised where."""
    return {(f.rule.id.removeprefix(PREFIX), f.place.page, f.place.box_mm) for f in findings}


def needs_validator(row: Damage) -> bool:
    """Whether a row can only be seen by a validator of PDF/A or PDF/UA."""
    return any(rule in VALIDATED for rule in row.rules)


def limits_of(row: Damage, limits: EditionLimits) -> EditionLimits:
    """The profile of a row."""
    return replace(limits, **row.limits) if row.limits else limits


def place_of(row: Damage, facts: Facts) -> BoxMm | None:
    """Where the row's findings must be."""
    return row.box(facts) if callable(row.box) else row.box


def faults(row: Damage, findings: Sequence[Finding], before: set[Sign], facts: Facts) -> list[str]:
    """What preflight did not say, said elsewhere, or said wrongly; empty when the damage is named rightly.

    What it says of the good file at the same place does not count.
    """
    findings = [f for f in findings if not signs([f]) & before]
    wrong = [fault for rule in row.rules for fault in _missed(row, rule, findings, facts)]
    others = rule_ids(findings, Severity.ERROR) - set(row.rules) - set(row.also)
    return [*wrong, *(f"falsely named {rule}: {shown(findings, rule)}" for rule in sorted(others))]


def _missed(row: Damage, rule: str, findings: Sequence[Finding], facts: Facts) -> list[str]:
    named = [f for f in findings if f.rule.id == PREFIX + rule and row.severity in ("", f.severity)]
    if not named:
        return [f"{rule} not raised, but {sorted(rule_ids(findings))}"]
    if row.quote and not any(row.quote in f.quote or row.quote in f.what("en") for f in named):
        return [f"{rule} does not quote {row.quote}: {shown(findings, rule)}"]
    on_page = [f for f in named if row.page is None or f.place.page == row.page]
    if not on_page:
        return [f"{rule} not on page {row.page}: {shown(findings, rule)}"]
    wanted = place_of(row, facts)
    if wanted is None:
        return []
    if any(f.place.box_mm is not None and fits(f.place.box_mm, wanted, row.fit) for f in on_page):
        return []
    return [f"{rule} not {row.fit} {tuple(round(v, 1) for v in wanted)}: {shown(findings, rule)}"]


def shown(findings: Sequence[Finding], rule: str) -> list[tuple[int | None, BoxMm | None, str]]:
    """The places of a rule's findings and what they say, for the message of a failed test."""
    return [(f.place.page, f.place.box_mm, f.what("en")) for f in findings if f.rule.id == PREFIX + rule][:4]
