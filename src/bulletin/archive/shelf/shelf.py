"""Writing the pages to browse: one for all issues, one for each issue, the index of each year."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from bulletin.archive.kept_issue import StoredIssue, kept_issue
from bulletin.archive.shelf import rules
from bulletin.archive.shelf.folder import ShelfFolder, open_folder
from bulletin.archive.shelf.pictures import ENTRY, jpeg_size, picture_names
from bulletin.archive.shelf.templates import pages_said, rendered, shipped
from bulletin.archive.shelf.words import IndexedText, fold_script, opening, story_text, year_script
from bulletin.archive.store.object import read_bytes, read_object
from bulletin.archive.store.root import Archive, object_ids
from bulletin.errors import Finding, InputError, LimitError, Place
from bulletin.issue_text import IssueText
from bulletin.lazy import dataclass
from bulletin.runtime.child import WarmChild
from bulletin.runtime.limits import Limits

_KB = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPicture:
    """A page picture: its file beside the issue's page, its size in pixels, the titles on that page."""

    name: str
    width: int
    height: int
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownIssue:
    """An issue as the templates see it; `pdf` is the address of its file, `pictures` the cover and the pages."""

    id: str
    titled: str
    words: IssueText
    pages: int
    pdf: str
    size: str
    pictures: tuple[ShownPicture, ...]
    page_words: Mapping[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownYear:
    """The issues of a year, the newest first."""

    year: int
    issues: tuple[ShownIssue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What was written: the page to open, how many issues and stories, and what was wrong."""

    start: Path
    issues: int
    texts: int
    findings: tuple[Finding, ...]


def write_shelf(archive: Archive, out: Path, each: Callable[[str], None] = lambda _: None) -> Shelf:
    """Write the pages of all kept issues.

    Inside the archive folder the pages link to the PDF in the store; anywhere else they get a copy of it, so that the
    folder can be carried away. Pictures of an unchanged PDF are not drawn again.

    Args:
        archive: what is shown.
        out: the folder to write; empty, new, or an earlier shelf.
        each: is called with the id of each issue before it is written.

    Raises:
        InputError: nothing is kept, or the folder is not for us.
        OutputError: the disk is full or the folder cannot be written.
    """
    folder = open_folder(archive, out)
    issues, findings = _read(archive)
    if not issues:
        values = {"path": str(archive.folder)}
        raise InputError(findings or [Finding(rules.EMPTY, Place(file=str(archive.folder)), values=values)])
    folder.begin()
    shown: list[ShownIssue] = []
    with WarmChild(ENTRY, Limits()) as child:
        for issue in issues:
            each(issue.id)
            shown.append(_show(archive, folder, issue, child, findings))
    texts = _write_pages(folder, shown)
    folder.end()
    return Shelf(start=out / "index.html", issues=len(shown), texts=texts, findings=tuple(findings))


def _read(archive: Archive) -> tuple[list[StoredIssue], list[Finding]]:
    """All issues, the newest first, and the findings on those that cannot be read."""
    issues: list[StoredIssue] = []
    findings: list[Finding] = []
    for one in object_ids(archive):
        try:
            issues.append(kept_issue(read_object(archive, one)))
        except InputError as error:
            findings += error.findings
    issues.sort(key=lambda issue: (issue.words.date, issue.words.number, issue.id), reverse=True)
    return issues, findings


def _show(
    archive: Archive, folder: ShelfFolder, issue: StoredIssue, child: WarmChild, findings: list[Finding]
) -> ShownIssue:
    pictures: tuple[ShownPicture, ...] = ()
    address = size = ""
    if issue.pdf is not None:
        try:
            address = _pdf(archive, folder, issue)
            size = _size(issue.pdf.bytes)
            pictures = _pictures(folder, issue, child, findings)
        except InputError as error:  # a damaged file: the words are shown all the same
            findings += error.findings
    return ShownIssue(
        id=issue.id, titled=issue.titled, words=issue.words, pages=issue.pages, pdf=address, size=size,
        pictures=pictures, page_words=issue.page_words,
    )  # fmt: skip


def _pdf(archive: Archive, folder: ShelfFolder, issue: StoredIssue) -> str:
    """The address of the PDF, relative to the issue's page."""
    assert issue.pdf is not None
    data = read_bytes(read_object(archive, issue.id), issue.pdf.path)
    page = (folder.path / "so" / issue.id).resolve()
    if archive.folder.resolve() in page.parents:
        return quote(Path(os.path.relpath(issue.pdf.content.resolve(), page)).as_posix())
    folder.write(f"so/{issue.id}/{issue.id}.pdf", data)
    return f"{issue.id}.pdf"


def _pictures(
    folder: ShelfFolder, issue: StoredIssue, child: WarmChild, findings: list[Finding]
) -> tuple[ShownPicture, ...]:
    assert issue.pdf is not None
    names = picture_names(issue.pdf.sha512, issue.pages)
    place = folder.path / "so" / issue.id
    sizes = _sizes(place, names)
    if sizes is None:
        problem = _draw(child, issue, place, names)
        sizes = None if problem else _sizes(place, names)
        if sizes is None:
            values = {"id": issue.id, "reason": problem or "?"}
            findings.append(Finding(rules.NO_PICTURES, Place(file=issue.pdf.path), values=values))
            return ()
    folder.keeps(f"so/{issue.id}/{name}" for name in names)
    return tuple(
        ShownPicture(name=name, width=width, height=height, titles=_titles(issue.words, number))
        for number, (name, (width, height)) in enumerate(zip(names, sizes, strict=True))
    )


def _draw(child: WarmChild, issue: StoredIssue, place: Path, names: Sequence[str]) -> str:
    """What was in the way of drawing; nothing when all pictures are there."""
    assert issue.pdf is not None
    order = {"file": str(issue.pdf.content.absolute()), "out": str(place.absolute()), "names": list(names)}
    try:
        return str(child.run(order).get("problem", ""))
    except LimitError as error:
        return error.findings[0].what()


def _sizes(place: Path, names: Sequence[str]) -> list[tuple[int, int]] | None:
    """The sizes of all pictures; None unless each is there."""
    try:
        return [jpeg_size((place / name).read_bytes()) for name in names]
    except (OSError, ValueError):
        return None


def _titles(words: IssueText, page: int) -> tuple[str, ...]:
    return tuple(article.title for article in words.articles if page in article.pages)


def _size(size: int) -> str:
    return f"{size / _KB**2:.1f} MB".replace(".", ",") if size >= _KB**2 else f"{max(1, round(size / _KB))} kB"


def _write_pages(folder: ShelfFolder, issues: Sequence[ShownIssue]) -> int:
    """Write all pages and indexes; how many texts can be found."""
    name, publisher = issues[0].words.full_name, issues[0].words.publisher
    for at, issue in enumerate(issues):
        page = rendered(
            "issue.html.j2", issue=issue, up="../../", name=name, publisher=publisher,
            after=issues[at - 1] if at else None, before=issues[at + 1] if at + 1 < len(issues) else None,
        )  # fmt: skip
        folder.write(f"so/{issue.id}/index.html", page)
    years = [
        ShownYear(year=year, issues=tuple(found)) for year, found in groupby(issues, lambda one: one.words.date.year)
    ]
    count = 0
    for one in years:
        texts = [text for issue in one.issues for text in _texts(issue)]
        folder.write(f"tim/{one.year}.js", year_script(one.year, texts))
        count += len(texts)
    folder.write("tim/bang-chu.js", fold_script())
    for path, data in shipped().items():
        folder.write(path, data)
    page = rendered("index.html.j2", up="", name=name, publisher=publisher, years=years, count=len(issues))
    folder.write("index.html", page)
    return count


def _texts(issue: ShownIssue) -> Iterator[IndexedText]:
    """The stories of an issue, or its pages where no stories are known."""
    link, number = f"so/{issue.id}/index.html", f"Số {issue.words.number}"
    date = f"{issue.words.date:%d/%m/%Y}"
    for at, article in enumerate(issue.words.articles, 1):
        first = article.lead or next((block.text for block in article.blocks), "")
        yield IndexedText(
            link=f"{link}#bai-{at}", title=article.title, issue=number, date=date,
            place=", ".join(filter(None, (article.section, pages_said(article.pages)))), opening=opening(first),
            text=story_text(article),
        )  # fmt: skip
    for page, text in issue.page_words.items():
        if text:
            yield IndexedText(
                link=f"{link}#trang-{page}", title=f"{number}, trang {page}", issue=number, date=date, place="",
                opening=opening(text), text=text,
            )  # fmt: skip
