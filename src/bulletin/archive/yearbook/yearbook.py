"""Making the yearbook of a year: what the child process of `bulletin yearbook` runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin.archive.catalogue.confirmed import Confirmed, read_confirmed
from bulletin.archive.kept_issue import StoredIssue, ids_of_year, kept_issue, year_of
from bulletin.archive.store.object import StoredFile, StoredObject, files, read_bytes, read_object
from bulletin.archive.store.root import Archive, object_ids, open_archive
from bulletin.archive.yearbook import rules
from bulletin.errors import Finding, InputError, Place, has_errors
from bulletin.lazy import dataclass
from bulletin.runtime.files import atomic_write
from bulletin.runtime.progress import SILENT, Progress
from bulletin.runtime.wire import Request, findings_to_wire

if TYPE_CHECKING:
    from bulletin.archive.yearbook.parts import VolumeParts
    from bulletin.archive.yearbook.plan import Volume

JOB = "bulletin.archive.yearbook.yearbook:yearbook_job"
LIMITS = {"cpu_s": 1800, "wall_s": 3600, "memory_mib": 3072}
"""The preflight of a printed year reads some 400 pages, each of which takes about a quarter of a second."""
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
        `files` (of each volume `file`, `pages`, `first` and `last` issue, `booklet` its imposed file, `report` of the
        preflight, `standards` that it claims; `file` is None where it did not pass) and `findings`.

    Raises:
        InputError: there is no issue of that year, or one is damaged or cannot be read; nothing is written then.
        OutputError: the disk is full or the folder cannot be written.
    """
    from bulletin.archive.yearbook.plan import volumes

    request = YearbookRequest.from_wire(order)
    year = _read(open_archive(request.archive), request)
    bound = volumes(list(year.issues.values()), request.limit or None, lambda one: year.parts(one).counts)
    made = []
    for volume in bound:
        report.stage("write")
        made.append(_made(year, volume, request.out / _name(request, volume.number, len(bound)), report))
    for path, data in (file for one in made for file in one.files):
        atomic_write(path, data)
    findings = [*year.findings, *(finding for one in made for finding in one.findings)]
    return {"files": [one.told for one in made], "findings": findings_to_wire(findings)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    """What is bound: by id the issues in their order, their objects and files; the page's width and height in pt."""

    request: YearbookRequest
    issues: Mapping[str, StoredIssue]
    objects: Mapping[str, StoredObject]
    pdfs: Mapping[str, bytes]
    confirmed: Confirmed
    page: tuple[float, float]
    findings: tuple[Finding, ...]

    def parts(self, volume: Volume) -> VolumeParts:
        """What is around the issues of a volume."""
        from bulletin.archive.yearbook.parts import around

        return around(volume, self.request.year, self.page, self.confirmed)


@dataclass(frozen=True, slots=True)
class _Made:
    """A finished volume: what is told of it, the files to write, and what was found."""

    told: dict[str, Any]
    files: list[tuple[Path, bytes]]
    findings: list[Finding]


def _made(year: _Year, volume: Volume, path: Path, report: Progress) -> _Made:
    """Bind a volume; one for print is preflighted, and withheld when it does not pass."""
    from bulletin.archive.yearbook.binding import bind
    from bulletin.archive.yearbook.conditions import limits_of, office_limits, order_of
    from bulletin.archive.yearbook.drawing import blank_pages
    from bulletin.archive.yearbook.parts import titled
    from bulletin.archive.yearbook.proving import prove

    request, parts, last = year.request, year.parts(volume), volume.issues[-1].issue
    held = [(year.objects[one.issue.id], one.issue) for one in volume.issues]
    press = request.edition == "press"
    job = order_of(held, titled(volume, request.year)) if press else None
    acts = request.edition == "screen"
    pdf, pages = bind(volume, request.year, parts, year.page, year.pdfs, acts=acts, job=job)
    told: dict[str, Any] = {
        "file": str(path), "pages": pages, "first": volume.issues[0].issue.id, "last": last.id, "booklet": None,
        "report": None, "standards": list(job.claims.standards) if job else [],
    }  # fmt: skip
    made = _Made(told, [], [])
    if press and job is None:
        made.findings.append(Finding(rules.INTENTS, Place(file=path.name), values={"file": path.name}))
    limits = limits_of(job, year.page) if job else office_limits(*held[-1]) if request.edition == "office" else None
    if limits is not None:
        proof = prove(pdf, limits, path, blank_pages(volume, parts.front, parts.back), report)
        made.findings.extend(proof.findings)
        made.files.append(proof.report)
        told["report"] = str(proof.report[0])
        if not proof.passed:
            told["file"] = None
            return made
    made.files.append((path, pdf))
    if request.booklet:
        booklet, remarks = _booklet(pdf, path)
        told["booklet"] = str(booklet[0])
        made.files.append(booklet)
        made.findings.extend(remarks)
    return made


def _name(request: YearbookRequest, number: int, count: int) -> str:
    edition = "" if request.edition == "screen" else f"-{request.edition}"
    return f"nien-giam-{request.year}{f'-tap-{number}' if count > 1 else ''}{edition}.pdf"


def _read(archive: Archive, request: YearbookRequest) -> _Year:
    """The issues of the year, the file of each, and what is to be said of them.

    Raises:
        InputError: there is none, one is damaged or without pages, or index.yaml has mistakes.
    """
    from bulletin.archive.yearbook.binding import page_size
    from bulletin.archive.yearbook.drawing import STRIP

    issues, findings = list[StoredIssue](), list[Finding]()
    objects, pdfs = dict[str, StoredObject](), dict[str, bytes]()
    for one in ids_of_year(archive, request.year):
        obj = objects[one] = read_object(archive, one)
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
    confirmed = read_confirmed(archive.folder)
    if has_errors(confirmed.findings):
        raise InputError(confirmed.findings)
    ordered = sorted(issues, key=lambda issue: (issue.words.date, issue.words.number))
    # On paper for a press the pages keep their size and their bleed; a copier's sheet cannot grow.
    page = page_size(list(pdfs.values()), STRIP if request.edition == "press" else 0.0)
    return _Year(
        request=request, issues={issue.id: issue for issue in ordered}, objects=objects, pdfs=pdfs,
        confirmed=confirmed, page=page, findings=tuple(findings),
    )  # fmt: skip


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
