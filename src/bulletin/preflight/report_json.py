"""A report as JSON and back: for `--json`, for `release.json`, and for the way out of the child process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bulletin.errors import Finding, Text
from bulletin.preflight.ink.facts import share_above
from bulletin.preflight.report import Check, CheckResult, CodeFact, InkMap, PageSize, PhotoFact, Report
from bulletin.runtime.wire import findings_from_wire, findings_to_wire


def report_as_dict(report: Report) -> dict[str, Any]:
    """Everything but the cells of the ink maps; lengths in mm, shares 0 … 1."""
    return {
        "file": report.file,
        "profile": report.profile,
        "profile_title": report.profile_title.vi,
        "profile_title_en": report.profile_title.en,
        "passed": report.passed,
        "pages": [
            {
                "page": page.page,
                "width_mm": _mm(page.width_mm),
                "height_mm": _mm(page.height_mm),
                "bleed_mm": [_mm(side) for side in page.bleed_mm],
            }
            for page in report.pages
        ],
        "checks": [_result(result) for result in report.results],
        "photos": [_photo(photo) for photo in report.photos],
        "codes": [_code(code) for code in report.codes],
        "ink": [_ink(ink, report.ink_limit) for ink in report.ink],
        "ink_limit": report.ink_limit,
        "ppi_limits": list(report.ppi_limits),
    }


def _mm(value: float) -> float:
    return round(value, 2)


def _text(text: Text | None) -> dict[str, str] | None:
    return {"vi": text.vi, "en": text.en} if text else None


def _result(result: CheckResult) -> dict[str, Any]:
    return {
        "number": result.check.number,
        "id": result.check.id,
        "title": _text(result.check.title),
        "rules": list(result.check.rules),
        "status": result.status,
        "reason": _text(result.reason),
        "findings": [_finding(finding) for finding in result.findings],
        "trace": list(result.trace),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    values = finding.values
    return findings_to_wire([finding])[0] | {"measured": values.get("measured"), "limit": values.get("limit")}


def _photo(photo: PhotoFact) -> dict[str, Any]:
    return {
        "page": photo.page,
        "box_mm": [_mm(value) for value in photo.box_mm],
        "width_px": photo.width_px,
        "height_px": photo.height_px,
        "ppi": round(photo.ppi, 1),
        "colours": photo.colours,
    }


def _code(code: CodeFact) -> dict[str, Any]:
    return {
        "page": code.page,
        "box_mm": [_mm(value) for value in code.box_mm],
        "kind": code.kind,
        "text": code.text,
        "expected": code.expected,
        "modules": code.modules,
        "module_mm": round(code.module_mm, 3),
        "quiet_modules": code.quiet_modules,
        "dark": list(code.dark),
        "light": list(code.light),
        "inverted": code.inverted,
        "readings": dict(code.readings),
        "margin": round(code.margin, 3),
        "gain_mm": code.gain_mm,
        "blur_mm": code.blur_mm,
        "skew_deg": code.skew_deg,
    }


def _ink(ink: InkMap, limit: float) -> dict[str, Any]:
    return {"page": ink.page, "most": round(ink.most, 1), "share_above_limit": round(share_above(ink, limit), 6)}


def results_from_dict(value: Mapping[str, Any]) -> Report:
    """The report again as far as a terminal shows it: file, profile, pages and the results of the checks."""
    sizes = tuple(
        PageSize(page["page"], page["width_mm"], page["height_mm"], tuple(page["bleed_mm"])) for page in value["pages"]
    )
    results = tuple(_result_again(item) for item in value["checks"])
    title = Text(value["profile_title"], value["profile_title_en"])
    return Report(value["file"], value["profile"], title, sizes, results)


def _result_again(item: Mapping[str, Any]) -> CheckResult:
    title, reason = item["title"], item["reason"]
    check = Check(item["number"], item["id"], Text(title["vi"], title["en"]), tuple(item["rules"]))
    why = Text(reason["vi"], reason["en"]) if reason else None
    return CheckResult(check, item["status"], findings_from_wire(item["findings"]), why, tuple(item.get("trace", ())))
