"""Preflight: all 39 checks on one finished file, ours or another's, and the report that they make."""

from __future__ import annotations

from bulletin.layout.pages import Laid
from bulletin.preflight.catalogue import CHECKS
from bulletin.preflight.limits import Limits
from bulletin.preflight.report import CheckResult, Report
from bulletin.preflight.subject import CodeReader, InkMaker, NotRun, Validate, Verdict, not_run


def preflight(
    pdf: bytes,
    limits: Limits,
    *,
    name: str,
    laid: Laid | None = None,
    validate: Validate | None = None,
    ink: InkMaker | None = None,
    codes: CodeReader | None = None,
) -> Report:
    """Every check on one file; whatever the bytes are, a report comes out.

    Args:
        pdf: the file.
        limits: what it must keep to.
        name: how reports call it.
        laid: what was laid out, for our own files; without it some checks have nothing to compare with.
        validate: PDF/A and PDF/UA validators; check 2 says that it did not run when there are none.
        ink: makes maps of the ink; check 31 did not run without.
        codes: reads QR codes in many trials; check 34 did not run without.
    """
    reason = not_run("Chưa có phép kiểm này.", "This check is not written yet.")
    return Report(name, limits.profile, limits.title, (), tuple(_result(check.number, reason) for check in CHECKS))


def _result(number: int, verdict: Verdict) -> CheckResult:
    check = CHECKS[number - 1]
    if isinstance(verdict, NotRun):
        return CheckResult(check, verdict.status, (), verdict.reason)
    findings = tuple(verdict)
    severities = {finding.severity.value for finding in findings}
    return CheckResult(check, "failed" if "error" in severities else "warned" if findings else "passed", findings)
