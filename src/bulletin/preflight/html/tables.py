"""The rows of the report's tables: editions, checks, QR codes."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.errors import Severity, Text
from bulletin.lazy import dataclass
from bulletin.preflight.qr.form import reading_in_words
from bulletin.preflight.report import CheckResult, CodeFact, Report, Status


def edition_names(reports: Sequence[Report]) -> tuple[str, ...]:
    """A short name for each file: its name without suffix, as people call it."""
    return tuple(report.file.rsplit("/", 1)[-1].removesuffix(".pdf") for report in reports)


def counts(report: Report) -> dict[Severity, int]:
    """How many findings of each severity."""
    return {kind: sum(finding.severity is kind for finding in report.findings) for kind in Severity}


@dataclass(frozen=True, slots=True)
class EditionRow:
    """What a file is for and how it ended; sizes in mm."""

    name: str
    title: Text
    profile: str
    pages: int
    sizes: tuple[tuple[float, float], ...]
    status: Status
    errors: int
    warnings: int
    passed: int
    asked: int
    not_run: int


def edition_rows(reports: Sequence[Report]) -> tuple[EditionRow, ...]:
    """One row for each file."""
    return tuple(_edition(report, name) for report, name in zip(reports, edition_names(reports), strict=True))


def _edition(report: Report, name: str) -> EditionRow:
    found = counts(report)
    sizes = dict.fromkeys((round(page.width_mm, 1), round(page.height_mm, 1)) for page in report.pages)
    status: Status = "failed" if not report.passed else "warned" if found[Severity.WARNING] else "passed"
    states = [result.status for result in report.results]
    return EditionRow(
        name, report.profile_title, report.profile, len(report.pages), tuple(list(sizes)[:3]), status,
        found[Severity.ERROR], found[Severity.WARNING], states.count("passed"),
        len(states) - states.count("not-applicable"), states.count("not-run"),
    )  # fmt: skip


# --- checks ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a check did not run, with the files that it holds for."""

    words: Text
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check with its result in each file, None where it was not asked."""

    number: int
    title: Text
    results: tuple[CheckResult | None, ...]
    reasons: tuple[Reason, ...]
    trace: tuple[str, ...]


def check_rows(reports: Sequence[Report]) -> tuple[CheckRow, ...]:
    """Every check with its status in each file, and the reasons of those that gave no verdict."""
    names = edition_names(reports)
    by_number: dict[int, list[CheckResult | None]] = {}
    for index, report in enumerate(reports):
        for result in report.results:
            by_number.setdefault(result.check.number, [None] * len(reports))[index] = result
    return tuple(
        CheckRow(
            number, next(result.check.title for result in results if result), tuple(results), _reasons(results, names),
            tuple(step for result in results if result for step in result.trace),
        )
        for number, results in sorted(by_number.items())
    )  # fmt: skip


def _reasons(results: Sequence[CheckResult | None], names: Sequence[str]) -> tuple[Reason, ...]:
    """Each reason once."""
    by_reason: dict[Text, list[str]] = {}
    for result, name in zip(results, names, strict=True):
        if result and result.reason and result.status in ("not-run", "not-applicable"):
            by_reason.setdefault(result.reason, []).append(name)
    return tuple(Reason(words, tuple(which)) for words, which in by_reason.items())


# --- QR codes --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reading:
    """Trials read of all; `lost` names those of plain printing that failed."""

    good: int
    tried: int
    lost: Text | None


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code in all files: what it says, its measures in the weakest, its readings in each."""

    code: CodeFact
    module_mm: float
    quiet_modules: float
    gain_mm: float
    blur_mm: float
    skew_deg: float
    colours: tuple[str, str]
    readings: tuple[Reading | None, ...]


def with_codes(reports: Sequence[Report]) -> tuple[Report, ...]:
    """The files that show codes."""
    return tuple(report for report in reports if report.codes)


def code_rows(reports: Sequence[Report]) -> tuple[CodeRow, ...]:
    """Every code of the files with codes, by its place."""
    shown = with_codes(reports)
    rows: dict[tuple[object, ...], list[CodeFact | None]] = {}
    for index, report in enumerate(shown):
        met: dict[tuple[object, ...], int] = {}
        for code in report.codes:
            key = (code.page, code.expected or code.text)
            met[key] = met.get(key, 0) + 1
            rows.setdefault((*key, met[key]), [None] * len(shown))[index] = code
    return tuple(_code(codes) for codes in sorted(rows.values(), key=_spot))


def _spot(codes: Sequence[CodeFact | None]) -> tuple[float, ...]:
    code = next(code for code in codes if code)
    return (code.page, code.box_mm[1], code.box_mm[0])


def _code(codes: Sequence[CodeFact | None]) -> CodeRow:
    there = [code for code in codes if code]
    first = there[0]
    return CodeRow(
        first,
        min(code.module_mm for code in there),
        min(code.quiet_modules for code in there),
        min(code.gain_mm for code in there),
        min(code.blur_mm for code in there),
        min(code.skew_deg for code in there),
        (_hexadecimal(first.dark), _hexadecimal(first.light)),
        tuple(None if code is None else _reading(code) for code in codes),
    )


def _hexadecimal(colour: tuple[int, int, int]) -> str:
    return "#" + bytes(colour).hex()


def _reading(code: CodeFact) -> Reading:
    said = [reading_in_words(name) for name, ok in code.readings if not ok and "dpi" in name]
    lost = Text("; ".join(name.vi for name in said), ", ".join(name.en for name in said)) if said else None
    return Reading(sum(ok for _, ok in code.readings), len(code.readings), lost)
