"""Making the yearbook of a year: what the child process of `bulletin yearbook` runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from bulletin.archive.catalogue.confirmed import read_confirmed
from bulletin.archive.kept_issue import StoredIssue, ids_of_year, kept_issue, year_of
from bulletin.archive.store.object import StoredFile, files, read_bytes, read_object
from bulletin.archive.store.root import Archive, object_ids, open_archive
from bulletin.archive.yearbook import rules
from bulletin.errors import Finding, InputError, Place, has_errors
from bulletin.lazy import dataclass
from bulletin.runtime.files import atomic_write
from bulletin.runtime.progress import SILENT, Progress
from bulletin.runtime.wire import Request, findings_to_wire

JOB = "bulletin.archive.yearbook.yearbook:yearbook_job"
EDITIONS = ("screen", "press", "office")


@dataclass(frozen=True, slots=True, kw_only=True)
class YearbookRequest(Request):
    """Bind the issues of `year` in the archive folder `archive` into files in `out`.

    `edition` is the one whose pages are taken; `limit` the most pages of a volume, 0 for no limit; `booklet` imposes
    each volume for folding too.
    """

    archive: Path
    year: int
    out: Path
    edition: str = "screen"
    limit: int = 0
    booklet: bool = False


def yearbook_job(order: Mapping[str, object], report: Progress = SILENT) -> dict[str, Any]:
    """Child entry: make the yearbook of a `YearbookRequest`.

    Returns:
        `files` (path, pages, first and last issue of each volume; `booklet` its imposed file) and `findings`.

    Raises:
        InputError: there is no issue of that year, or one is damaged or cannot be read; nothing is written then.
        OutputError: the disk is full or the folder cannot be written.
    """
    from bulletin.archive.yearbook.binding import bind, page_size
    from bulletin.archive.yearbook.parts import around
    from bulletin.archive.yearbook.plan import Volume, volumes

    request = YearbookRequest.from_wire(order)
    archive = open_archive(request.archive)
    issues, pdfs, findings = _read(archive, request)
    confirmed = read_confirmed(archive.folder)
    if has_errors(confirmed.findings):
        raise InputError(confirmed.findings)
    page = page_size(list(pdfs.values()))

    def counts(volume: Volume) -> tuple[int, int]:
        parts = around(volume, request.year, page, confirmed)
        return len(parts.front), len(parts.back)

    bound = volumes(issues, request.limit or None, counts)
    made: list[tuple[Path, bytes]] = []
    told = []
    for volume in bound:
        report.stage("write")
        parts = around(volume, request.year, page, confirmed)
        binding = bind(volume, request.year, parts, page, pdfs, acts=request.edition == "screen")
        path = request.out / _name(request, volume.number, len(bound))
        made.append((path, binding.pdf))
        told.append(
            {
                "file": str(path), "pages": binding.pages, "first": volume.issues[0].issue.id,
                "last": volume.issues[-1].issue.id, "booklet": None,
            }
        )  # fmt: skip
        if request.edition == "press" and not binding.one_condition:
            findings.append(Finding(rules.INTENTS, Place(file=path.name), values={"file": path.name}))
        if request.booklet:
            booklet, said = _booklet(binding.pdf, path)
            told[-1]["booklet"] = str(booklet[0])
            made.append(booklet)
            findings += said
    for path, data in made:
        atomic_write(path, data)
    return {"files": told, "findings": findings_to_wire(findings)}


def _name(request: YearbookRequest, number: int, count: int) -> str:
    edition = "" if request.edition == "screen" else f"-{request.edition}"
    return f"nien-giam-{request.year}{f'-tap-{number}' if count > 1 else ''}{edition}.pdf"


def _read(archive: Archive, request: YearbookRequest) -> tuple[list[StoredIssue], dict[str, bytes], list[Finding]]:
    """The issues of the year, the file of each, and what is to be said of them.

    Raises:
        InputError: there is none, or one is damaged or without pages.
    """
    issues, pdfs, findings = [], dict[str, bytes](), list[Finding]()
    for one in ids_of_year(archive, request.year):
        obj = read_object(archive, one)
        issue = _with_edition(kept_issue(obj), request.edition, files(obj))
        if issue.pdf is None:
            raise InputError([Finding(rules.NO_PAGES, Place(file=one), values={"id": one})])
        findings += _other(issue, request.edition)
        data = read_bytes(obj, issue.pdf.path)
        issues.append(replace(issue, pages=_count(data, one)))
        pdfs[one] = data
    if not issues:
        years = sorted({str(year_of(one)) for one in object_ids(archive)})
        values = {"year": str(request.year), "known": ", ".join(years) or "–"}
        raise InputError([Finding(rules.NO_YEAR, Place(file=str(archive.folder)), values=values)])
    return sorted(issues, key=lambda issue: (issue.words.date, issue.words.number)), pdfs, findings


def _with_edition(issue: StoredIssue, name: str, stored: Mapping[str, StoredFile]) -> StoredIssue:
    """The issue with the file of an edition, where it was kept."""
    wanted = next((one for one in issue.release.editions if one.name == name and one.file in stored), None)
    return issue if wanted is None else replace(issue, pdf=stored[wanted.file])


def _other(issue: StoredIssue, edition: str) -> Iterator[Finding]:
    assert issue.pdf is not None
    taken = next((one.name for one in issue.release.editions if one.file == issue.pdf.path), "")
    if edition != "screen" and taken != edition:
        values = {"id": issue.id, "wanted": edition, "file": issue.pdf.path}
        yield Finding(rules.OTHER_EDITION, Place(file=issue.id), values=values)


def _count(data: bytes, one: str) -> int:
    """The number of pages that a file really has.

    Raises:
        InputError: it cannot be read; the finding names the issue.
    """
    from bulletin.editions.impose.source import open_foreign

    try:
        with open_foreign(data) as pdf:
            return len(pdf.pages)
    except InputError as error:
        raise InputError(replace(finding, place=Place(file=one)) for finding in error.findings) from error


def _booklet(pdf: bytes, path: Path) -> tuple[tuple[Path, bytes], tuple[Finding, ...]]:
    """The volume imposed for folding, and what imposing says."""
    from bulletin.editions.impose.impose import impose
    from bulletin.editions.impose.sheet import Scheme

    imposed = impose(pdf, Scheme(fit=True))
    return (path.with_name(f"{path.stem}-booklet.pdf"), imposed.pdf), tuple(imposed.findings)
