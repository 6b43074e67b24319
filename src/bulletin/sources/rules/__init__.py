"""The rules of the reading stage, one module for each kind: YAML itself, fields, files and paths."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

Pair = tuple[str, str]


def rule(
    name: str,
    what: Pair,
    why: Pair,
    remedy: Pair,
    severity: Severity = Severity.ERROR,
    exit_code: ExitCode = ExitCode.BAD_INPUT,
    form: Pair | None = None,
) -> Rule:
    """A rule from pairs of (Vietnamese, English) texts; `{name}` fields are filled from the finding's values."""
    return Rule(name, severity, Text(*what), Text(*why), Text(*remedy), exit_code, Text(*form) if form else None)
