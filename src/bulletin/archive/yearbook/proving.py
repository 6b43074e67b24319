"""The preflight of a bound volume: the checks of an issue's press or office file, with their report beside it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from bulletin.archive.yearbook.rules import WITHHELD
from bulletin.errors import Finding, Place, Severity
from bulletin.lazy import dataclass
from bulletin.preflight.checks.pages.empty_page import EMPTY_PAGE
from bulletin.preflight.html.report import html
from bulletin.preflight.job import check_file
from bulletin.preflight.limits import EditionLimits
from bulletin.runtime.progress import Progress


@dataclass(frozen=True, slots=True)
class VolumeProof:
    """What preflight says of a volume; `report` is the path and the content of its page."""

    passed: bool
    findings: tuple[Finding, ...]
    report: tuple[Path, bytes]


def prove(pdf: bytes, limits: EditionLimits, path: Path, white: Collection[int], progress: Progress) -> VolumeProof:
    """Check a volume as a file about which nothing else is known.

    Args:
        pdf: the volume.
        limits: of the shop or the copier.
        path: where the volume is to be written.
        white: the pages that are white on purpose.
        progress: gets the stages.
    """
    found = check_file(pdf, limits, path.name, progress, validators=False)
    page = path.with_name(f"{path.stem}-preflight.html")
    # Without pictures of the pages: a year has hundreds.
    written = page, html((found,), {"": ()}, title=path.stem)
    findings = tuple(
        replace(one, place=replace(one.place, file=path.name))
        for one in found.findings
        if one.severity is not Severity.INFO and not (one.is_(EMPTY_PAGE) and one.place.page in white)
    )
    if not found.passed:
        values = {"file": path.name, "report": page.name}
        findings = (Finding(WITHHELD, Place(file=path.name), values=values), *findings)
    return VolumeProof(found.passed, findings, written)
