"""The table of checks in `docs/for-the-shop.md`: each with its rules and what it asks under the shipped printers.

All of it comes from the registrations of the checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.errors import Rule, Severity
from bulletin.preflight.checks.catalogue import REGISTERED
from bulletin.preflight.limits import EditionLimits, limits_for
from bulletin.sources.printers import load_printer

from .findings import all_rules

BEGIN, END = "<!-- checks: do máy viết, đừng sửa tay / made by tools/make_reference.py -->", "<!-- /checks -->"
PRINTERS = ("offset-coated", "offset-mono", "office-copier")
_LETTERS = {Severity.ERROR: "L/E", Severity.WARNING: "C/W", Severity.INFO: "G/N"}


def profile(name: str) -> EditionLimits:
    """The limits of a shipped printer, as `bulletin preflight --profile` takes them.

    Raises:
        ValueError: it is not shipped or has mistakes.
    """
    printer, _, findings = load_printer(name, ())
    if printer is None:
        raise ValueError(f"printer {name}: {findings}")
    return limits_for("press" if printer.standard != "none" else "office", printer, profile=name)


def table() -> Iterator[str]:
    """The lines of the table."""
    rules = all_rules()
    profiles = [profile(name) for name in PRINTERS]
    yield f"| № | Phép kiểm / Check | Mã, mức / Rules | {' | '.join(f'`{name}`' for name in PRINTERS)} |"
    yield f"| ---: | --- | --- | {' | '.join('---' for _ in PRINTERS)} |"
    for row in REGISTERED:
        check = row.check
        marks = "<br>".join(_rule(rules, name) for name in check.rules)
        cells = " | ".join(row.asks(limits) for limits in profiles)
        yield f"| {check.number} | {check.title.vi}<br>{check.title.en} | {marks} | {cells} |"


def _rule(rules: dict[str, Rule], name: str) -> str:
    letter = _LETTERS[rules[name].severity]
    return f"[`{name.partition('.')[2]}`](findings.md#{re.sub(r'[^a-z0-9-]', '', name)}) {letter}"


def inserted(page: str) -> str:
    """A page with the table between its two marks.

    Raises:
        ValueError: the marks are not there.
    """
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not (begin and end):
        raise ValueError("the page lacks the marks of the table of checks")
    return "\n".join((head + begin, "", *table(), "", end + tail))
