"""The whole import: read, find, join, write. The steps between reading and writing are pure."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import Literal

from bulletin.errors import BulletinError, Finding
from bulletin.importing.again.compare import Comparison
from bulletin.importing.again.earlier import Earlier
from bulletin.importing.document import PictureFile
from bulletin.importing.drafts import Search, drafts_of, original_of
from bulletin.importing.pictures.judge import judged
from bulletin.importing.portals.read import load_portals, portal_folders
from bulletin.importing.reading import ForeignReader, read_all
from bulletin.importing.result import PastedText, ReadResult
from bulletin.importing.week import Loose, WeekStory, joined
from bulletin.importing.write.article import WrittenDraft, write_draft
from bulletin.importing.write.known import known_of
from bulletin.importing.write.transaction import recover, write_together
from bulletin.lazy import dataclass
from bulletin.runtime.progress import SILENT, Progress
from bulletin.sources.folding import slug


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What is imported into which issue. `spool` is an empty folder for the bytes of pictures.

    `fetch` gives the picture at an address, and is there only where somebody asked for the network. With `update` the
    articles of stories that come again take what has changed in their sources.
    """

    sources: Sequence[Path | PastedText]
    issue: Path
    spool: Path
    today: dt.date
    fetch: Callable[[str], PictureFile | None] | None = None
    update: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """A story with what became of it; `failed` says why it was not written.

    `comparison` is there for a story that was imported before.
    """

    story: WeekStory
    written: WrittenDraft | None
    failed: tuple[Finding, ...] = ()
    comparison: Comparison | None = None


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
    with ForeignReader(request.spool) as reader:
        return import_read(request, read_all(reader, request.sources, progress), reader)


def import_read(request: ImportRequest, read: ReadResult, reader: ForeignReader | None = None) -> ImportResult:
    """The same for documents that are read already; `reader` is asked about doubtful pages and about photos."""
    recover(request.issue)
    folder = request.issue / "photos"
    there = {f"photos/{path.name}" for path in folder.iterdir()} if folder.is_dir() else set()
    portals = load_portals(portal_folders(request.issue))
    search = Search(request.sources, portals, request.today, reader.opinion if reader else None, request.fetch)
    week = joined(read.documents, drafts_of(read.documents, search))
    earlier = Earlier(request.issue, known_of(request.issue))
    stories = tuple(_write(story, request, earlier) for story in week.stories)
    loose, failed = _keep_loose(week.loose, request)
    new = [name for one in stories if one.written for name in one.written.files if name.startswith("photos/")]
    new = [name for name in (*new, *(name for _, name in loose)) if name not in there]
    told = judged(request.issue, new, reader.fingerprints if reader else None)
    return ImportResult(stories, loose, week.empty, (*read.findings, *portals.findings, *failed, *told))


# --- writing -------------------------------------------------------------------------------------------------------


def _write(story: WeekStory, request: ImportRequest, earlier: Earlier) -> Imported:
    """Write a new story; one that is there already is compared, and keeps its article unless somebody asks."""
    draft = story.draft
    original = original_of(draft.file, request.sources)
    try:
        known = known_of(request.issue)
        ident = next(
            (known.documents[one.sha256] for one in (draft, *story.same) if one.sha256 in known.documents), None
        )
        if ident is not None:
            from bulletin.importing.again.take import keep_photos

            photos = keep_photos(request.issue, ident, draft, earlier, request.spool)
            return Imported(story, WrittenDraft("again", ident, ident, photos), (), Comparison(ident, photos=photos))
        before = earlier.same_as(draft)
        if before is None:
            return Imported(story, write_draft(request.issue, draft, original, request.spool, story.same))
        from bulletin.importing.again.take import Returned, take

        came = Returned(draft, original, request.spool, request.update)
        made = take(request.issue, came, before, earlier)
        status: Literal["again", "changed"] = "again" if made.empty else "changed"
        return Imported(story, WrittenDraft(status, made.id, made.id, made.photos), (), made)
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
