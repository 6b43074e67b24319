"""How rules of the preflight are made. Lengths are in mm, type and lines in pt, inks in per cent."""

from __future__ import annotations

from bulletin.errors import ExitCode, Rule, Severity, Text

ERROR, WARNING = Severity.ERROR, Severity.WARNING


def flight_rule(name: str, severity: Severity, what: Text, why: Text, remedy: Text) -> Rule:
    """A rule of the preflight; a broken one of severity error means: do not send this file."""
    return Rule(f"preflight.{name}", severity, what, why, remedy, ExitCode.REFUSED)


EXPORT = Text(
    "Anh/chị xuất lại tệp từ phần mềm dàn trang; nếu tệp do bulletin dựng, xin dựng lại số báo.",
    "Export the file again from the program that made it; if bulletin made it, build the issue again.",
)
"""The remedy where only the program that made the file can help."""
