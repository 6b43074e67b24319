"""The whole import: read, find, join, write. The steps between reading and writing are pure."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from bulletin.errors import BulletinError, Finding
from bulletin.importing.document import PictureFile, SourceDocument
from bulletin.importing.draft import Draft
from bulletin.importing.find.article import DaysAround, agreed, find_article
from bulletin.importing.portals.read import Portals, load_portals
from bulletin.importing.result import PastedText, ReadResult
from bulletin.importing.week import Loose, WeekStory, joined
from bulletin.importing.write.article import Original, WrittenDraft, write_draft
from bulletin.importing.write.transaction import recover, write_together
from bulletin.lazy import dataclass
from bulletin.runtime.progress import SILENT, Progress
from bulletin.sources.folding import slug

LEVELS_UP = 6
_PAGES = ("html", "feed")


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What is imported into which issue. `spool` is an empty folder for the bytes of pictures.

    `fetch` gives the picture at an address, and is there only where somebody asked for the network.
    """

    sources: Sequence[Path | PastedText]
    issue: Path
    spool: Path
    today: dt.date
    fetch: Callable[[str], PictureFile | None] | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """A story with what became of it; `failed` says why it was not written."""

    story: WeekStory
    written: WrittenDraft | None
    failed: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportResult:
    """All stories, photos without one (with their new name), files without a story, and findings."""

    stories: tuple[Imported, ...]
    loose: tuple[tuple[Loose, str], ...] = ()
    empty: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def import_sources(request: ImportRequest, progress: Progress = SILENT) -> ImportResult:
    """Read all sources, find their articles and write the drafts.

    Raises:
        OutputError: what a killed import left cannot be finished.
    """
    from bulletin.importing.reading import read_sources

    read = read_sources(request.sources, request.spool, progress=progress)
    return import_read(request, read)


def import_read(request: ImportRequest, read: ReadResult) -> ImportResult:
    """The same for documents that are read already (a page with its fetched pictures)."""
    recover(request.issue)
    portals = load_portals(own_folders(request.issue))
    drafts = [_draft(document, portals, request) for document in read.documents]
    week = joined(read.documents, drafts)
    stories = tuple(_write(story, request) for story in week.stories)
    loose, failed = _keep_loose(week.loose, request)
    return ImportResult(stories, loose, week.empty, (*read.findings, *portals.findings, *failed))


def own_folders(issue: Path) -> tuple[Path, ...]:
    """The folders `portals` beside the issue's and the publication's files."""
    found = [issue / "portals"]
    for place in (issue, *issue.parents[:LEVELS_UP]):
        if (place / "publication.yaml").is_file():
            found.append(place / "portals")
            break
    return tuple(dict.fromkeys(found))


# --- finding -------------------------------------------------------------------------------------------------------


def _draft(document: SourceDocument, portals: Portals, request: ImportRequest) -> Draft:
    original = original_of(document.file, request.sources)
    page = document.kind in _PAGES
    saved = _day_saved(original) if page else None
    draft = find_article(document, portals, DaysAround(request.today, frozenset({saved} if saved else ())))
    doubtful = [draft.title.certainty, draft.date.certainty, draft.authors.certainty].count("guess")
    if document.kind == "html" and doubtful and original is not None:
        data = original.data()
        if hashlib.sha256(data).hexdigest() == document.sha256:  # a page, not an archive around it
            from bulletin.importing.find.opinion import second_opinion

            draft = agreed(draft, second_opinion(data))
    return _with_pictures(draft, request.fetch) if request.fetch else draft


def _with_pictures(draft: Draft, fetch: Callable[[str], PictureFile | None]) -> Draft:
    """The draft with the pictures that its page only names; those that are not given stay missing."""
    photos = [
        replace(photo, file=fetch(photo.address)) if photo.file is None and photo.address else photo
        for photo in draft.photos
    ]
    return replace(draft, photos=tuple(photos))


def _day_saved(original: Original | None) -> dt.date | None:
    if original is None or not isinstance(original.content, Path):
        return None
    try:
        return dt.datetime.fromtimestamp(original.content.stat().st_mtime, dt.timezone(dt.timedelta(hours=7))).date()
    except (OSError, OverflowError, ValueError):
        return None


def original_of(file: str, sources: Sequence[Path | PastedText]) -> Original | None:
    """The file on the disk that a document came from; for parts of mails and archives that of the whole."""
    for source in sources:
        name = source.name or str(source)
        if file == name or file.startswith(f"{name}/"):
            if isinstance(source, PastedText):
                return Original(source.name, source.data)
            path = source
            for part in PurePosixPath(file[len(name) + 1 :]).parts:
                if not path.is_dir():
                    break
                path = path / part
            if path.is_file():
                return Original(path.name, path)
    return None


# --- writing -------------------------------------------------------------------------------------------------------


def _write(story: WeekStory, request: ImportRequest) -> Imported:
    try:
        original = original_of(story.draft.file, request.sources)
        return Imported(story, write_draft(request.issue, story.draft, original, request.spool, story.same))
    except BulletinError as error:
        return Imported(story, None, error.findings)


def _keep_loose(
    loose: Sequence[Loose], request: ImportRequest
) -> tuple[tuple[tuple[Loose, str], ...], tuple[Finding, ...]]:  # fmt: skip
    """Photos without a story go to `photos/` under their own names; those that are there already are not put twice."""
    folder = request.issue / "photos"
    there = {
        hashlib.sha256(path.read_bytes()).hexdigest(): path.name
        for path in (sorted(folder.iterdir()) if loose and folder.is_dir() else ())
        if path.is_file() and not path.is_symlink()
    }
    made: list[tuple[Loose, str]] = []
    new: dict[str, bytes | Path] = {}
    for one in loose:
        name = there.get(one.picture.sha256) or _free(one, request.issue, new)
        if one.picture.sha256 not in there:
            new[f"photos/{name}"] = request.spool / one.picture.stored
            there[one.picture.sha256] = name
        made.append((one, f"photos/{name}"))
    try:
        if new:
            write_together(request.issue, new)
    except BulletinError as error:
        return (), error.findings
    return tuple(made), ()


def _free(loose: Loose, issue: Path, new: dict[str, bytes | Path]) -> str:
    ending = PurePosixPath(loose.picture.stored).suffix
    stem = slug(PurePosixPath(loose.picture.name).stem)[:60] or "anh"
    number = 1
    while True:
        name = f"{stem}{'' if number == 1 else f'-{number}'}{ending}"
        if f"photos/{name}" not in new and not (issue / "photos" / name).exists():
            return name
        number += 1
