"""Check 2 for several finished files at once: one run of the validators for all editions of a build."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bulletin.errors import ExitCode, Finding, Rule, Severity, Text, ToolError
from bulletin.preflight.checks.file.standards import judged
from bulletin.preflight.inspect import result_of
from bulletin.preflight.limits import EditionLimits
from bulletin.preflight.report import ARCHIVE, Report
from bulletin.preflight.validators import Flavour, Tool, best_tool, validate, verapdf_available

NO_VALIDATOR = Rule(
    "preflight.no-validator",
    Severity.ERROR,
    Text("không có bộ kiểm PDF/A nào trên máy này", "there is no PDF/A validator on this machine"),
    Text("Tùy chọn --validate cần veraPDF hoặc page-validation", "--validate needs veraPDF or page-validation"),
    Text("{how}", "{how_en}"),
    ExitCode.MISSING_TOOL,
)


def judged_by_validators(files: Sequence[tuple[bytes, EditionLimits, Report]]) -> tuple[Report, ...]:
    """The reports with check 2 answered by veraPDF, or without it by page-validation.

    Args:
        files: each the bytes, what they must keep to, and the report so far.

    Raises:
        ToolError: neither validator is installed.
        LimitError: the validator met a limit or crashed.
    """
    tool = _tool()
    asked = [(n, flavour) for n, (_, limits, _) in enumerate(files) for flavour in limits.validate]
    wanted: list[tuple[bytes, Flavour]] = [(files[n][0], flavour) for n, flavour in asked]  # type: ignore[misc]
    verdicts: list[dict[str, Sequence[str] | None]] = [{} for _ in files]
    for (n, flavour), verdict in zip(asked, validate(wanted, tool=tool), strict=True):
        verdicts[n][flavour] = verdict.clauses
    return tuple(
        _answered(report, limits, verdict) for (_, limits, report), verdict in zip(files, verdicts, strict=True)
    )


def _answered(report: Report, limits: EditionLimits, verdicts: dict[str, Sequence[str] | None]) -> Report:
    if not limits.validate:
        return report
    answer = result_of(ARCHIVE, judged(limits.validate, verdicts))
    return replace(report, results=tuple(answer if r.check.number == ARCHIVE else r for r in report.results))


def _tool() -> Tool:
    tool = best_tool()
    if tool is None:
        how = verapdf_available() or Text("", "")
        raise ToolError([Finding(NO_VALIDATOR, values={"how": how.vi, "how_en": how.en})])
    return tool
