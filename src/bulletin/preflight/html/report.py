"""The preflight report as one HTML page: it can be mailed, printed and kept, and asks nothing of any server.

Everything is in the page, both languages too; without scripts it shows the language it was made in.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256

from bulletin import datafiles
from bulletin.errors import Lang, Severity
from bulletin.lazy import dataclass
from bulletin.preflight.html.findings import NumberedFinding, entries_of, groups_of
from bulletin.preflight.html.pages import (
    InkView,
    OverviewSheet,
    PageDetails,
    ResolutionMap,
    ink_view,
    overview,
    page_details,
    resolution_map,
)
from bulletin.preflight.html.parts import PagePicture
from bulletin.preflight.html.tables import check_rows, code_rows, counts, edition_names, edition_rows, with_codes
from bulletin.preflight.html.templates import rendered
from bulletin.preflight.report import Report, Status

_DATA = datafiles.folder("preflight")
Pictures = Mapping[str, Sequence[PagePicture]]


def html(reports: Sequence[Report], pictures: Pictures, lang: Lang = "vi", title: str = "") -> bytes:
    """One self-contained page for all editions of an issue, or for one file.

    Args:
        reports: one for each file, in the order in which to show them.
        pictures: pages by the report's `file`; those under `""` serve every report that has none of its own.
        lang: the language shown first.
        title: what was checked, such as the name of the issue; the names of the files by default.

    Returns:
        UTF-8 HTML; the same bytes for the same input.
    """
    script = (_DATA / "report.js").read_text(encoding="utf-8").strip()
    page = rendered(
        "report.html.j2",
        lang=lang,
        heading=title or ", ".join(report.file for report in reports),
        style=(_DATA / "report.css").read_text(encoding="utf-8"),
        script=script,
        digest=b64encode(sha256(script.encode()).digest()).decode("ascii"),
        verdict=_verdict(reports),
        groups=_groups(reports, pictures),
        names=list(edition_names(reports)),
        editions=edition_rows(reports),
        checks=check_rows(reports),
        codes=code_rows(reports),
        code_names=list(edition_names(with_codes(reports))),
    )
    return page.encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class _Maps:
    """The maps of one file."""

    name: str
    photos: ResolutionMap
    ink: InkView


@dataclass(frozen=True, slots=True)
class _Group:
    """Reports that share their pictures. `prefix` keeps the ids of groups apart."""

    prefix: str
    pictures: Sequence[PagePicture]
    reports: tuple[Report, ...]
    entries: tuple[NumberedFinding, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return edition_names(self.reports)

    @property
    def whole(self) -> tuple[tuple[NumberedFinding, ...], ...]:
        """What was found on no page."""
        return groups_of([entry for entry in self.entries if entry.finding.place.page is None])

    @property
    def sheets(self) -> tuple[OverviewSheet, ...]:
        return overview(self.pictures, self.entries)

    @property
    def details(self) -> tuple[PageDetails, ...]:
        return page_details(self.pictures, self.entries)

    @property
    def maps(self) -> tuple[_Maps, ...]:
        return tuple(
            _Maps(name, resolution_map(report, self.pictures), ink_view(report, self.pictures))
            for name, report in zip(self.names, self.reports, strict=True)
        )


def _groups(reports: Sequence[Report], pictures: Pictures) -> list[_Group]:
    shared = tuple(report for report in reports if report.file not in pictures)
    own = [(pictures[report.file], (report,)) for report in reports if report.file in pictures]
    groups: list[_Group] = []
    reported = 0
    for shown, group in ([(pictures.get("", ()), shared)] if shared else []) + own:
        entries = entries_of(group, reported + 1)
        reported += len(entries)
        groups.append(_Group(f"g{len(groups) + 1}-", shown, group, entries))
    return groups


@dataclass(frozen=True, slots=True)
class _Verdict:
    """How all files ended, in numbers."""

    status: Status
    files: int
    bad: int
    errors: int
    warnings: int
    not_run: int


def _verdict(reports: Sequence[Report]) -> _Verdict:
    warnings = sum(counts(report)[Severity.WARNING] for report in reports)
    bad = sum(not report.passed for report in reports)
    return _Verdict(
        "failed" if bad else "warned" if warnings else "passed",
        len(reports),
        bad,
        sum(counts(report)[Severity.ERROR] for report in reports),
        warnings,
        sum(result.status == "not-run" for report in reports for result in report.results),
    )
