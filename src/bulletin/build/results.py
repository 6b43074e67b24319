"""Results of a build: finished files and their reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from bulletin.errors import Finding, Text
from bulletin.lazy import dataclass
from bulletin.preflight.report import ARCHIVE
from bulletin.release import Edition, edition
from bulletin.runtime.spool import Spool, Spooled

if TYPE_CHECKING:
    from bulletin.preflight.report import Report


@dataclass(frozen=True, slots=True)
class EditionFile:
    """One finished file: the edition's name, bytes and pages, what it claims to be, how to print it, for whom it is.

    `findings` are about a file that preflight does not inspect.
    """

    name: str
    pdf: bytes | Spooled
    pages: int
    standards: tuple[str, ...] = ()
    advice: tuple[Text, ...] = ()
    made_for: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionResult:
    """An edition's files with the report on each that was inspected, and the remarks on it."""

    sheets: tuple[tuple[EditionFile, Report | None], ...]
    remarks: tuple[Finding, ...]


@dataclass(slots=True)
class BuildResult:
    """All results of a build: files by name, what each edition is, and the reports on them.

    `files` are the editions, `beside` the others (the report, the words of the issue).
    `first` is the first file that was made, written or withheld. `spools` are where the files wait.
    """

    files: dict[str, bytes | Spooled] = field(default_factory=dict)
    beside: dict[str, bytes] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    entries: tuple[Edition, ...] = ()
    facts: list[dict[str, Any]] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()
    reports: list[Report] = field(default_factory=list)
    first: bytes | Spooled = b""
    spools: list[Spool] = field(default_factory=list)

    def keep(self, sheet: EditionFile, report: Report | None = None) -> None:
        """Add a finished file, or only its report when it must be withheld."""
        self.first = self.first or sheet.pdf
        self.findings += sheet.findings
        counts: dict[str, int] = {}
        good = True
        if report is not None:
            self.reports.append(report)
            self.findings += tuple(_in(sheet.name, finding) for finding in report.findings)
            counts = dict(sorted(Counter(result.status for result in report.results).items()))
            good = report.passed
        entry = edition(
            sheet.name, f"{sheet.name}.pdf", sheet.pdf, sheet.pages, standards=sheet.standards, preflight=counts,
            validated=confirmed(sheet.standards, report), made_for={**sheet.made_for, **_said(sheet.advice)},
        )  # fmt: skip
        if good:
            self.files[entry.file] = sheet.pdf
            self.names[entry.name] = entry.file
            self.entries = (*self.entries, entry)
        self.facts.append(
            {
                "name": entry.name, "file": entry.file if good else None, "bytes": entry.bytes, "pages": entry.pages,
                "standards": list(entry.standards), "validated": list(entry.validated), "preflight": counts,
                "checks": check_rows(report) if report is not None else [],
                "made_for": dict(sheet.made_for),
                "advice": {lang: [step.fill(lang, {}) for step in sheet.advice] for lang in ("vi", "en")},
            }
        )  # fmt: skip


def check_rows(report: Report) -> list[dict[str, str]]:
    """How each check of a report ended, in order: `id`, `status`, and its title in both languages."""
    rows = [(result.check, result.status) for result in report.results]
    return [{"id": check.id, "status": status, "vi": check.title.vi, "en": check.title.en} for check, status in rows]


def _said(advice: tuple[Text, ...]) -> Mapping[str, str]:
    """The advice for the release, one step a line: whoever prints later gets it word for word."""
    return {f"advice_{lang}": "\n".join(getattr(step, lang) for step in advice) for lang in ("vi", "en") if advice}


def _in(name: str, finding: Finding) -> Finding:
    """The finding with the file that it is in, for lists of several files."""
    return replace(finding, place=replace(finding.place, file=f"{name}.pdf"))


def confirmed(standards: tuple[str, ...], report: Report | None) -> tuple[str, ...]:
    """Return those of the standards that a validator confirmed; no validator of PDF/X is available."""
    judged = report is not None and report.results[ARCHIVE - 1].status == "passed"
    return tuple(name for name in standards if judged and not name.startswith("PDF/X"))
