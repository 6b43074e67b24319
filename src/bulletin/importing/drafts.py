"""The drafts of documents that are read; nothing is written."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from bulletin.importing.document import PictureFile, SourceDocument
from bulletin.importing.draft import Draft
from bulletin.importing.find.article import DaysAround, find_article
from bulletin.importing.find.opinion import agreed
from bulletin.importing.portals.read import Portals
from bulletin.importing.result import Opinion, PastedText
from bulletin.lazy import dataclass

_PAGES = ("html", "feed")
_VIETNAM = dt.timezone(dt.timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Original:
    """The file that was imported: its name and its bytes (a path, or what was pasted)."""

    name: str
    content: Path | bytes

    def data(self) -> bytes:
        """Its bytes."""
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()


@dataclass(frozen=True, slots=True)
class Search:
    """What the search for articles knows beside the documents.

    `opinion` is asked about pages of which fields are doubtful. `fetch` gives the picture at an address, and is there
    only where somebody asked for the network.
    """

    sources: Sequence[Path | PastedText]
    portals: Portals
    today: dt.date
    opinion: Callable[[bytes], Opinion] | None = None
    fetch: Callable[[str], PictureFile | None] | None = None


def drafts_of(documents: Sequence[SourceDocument], search: Search) -> list[Draft]:
    """The draft of each document, in their order."""
    return [_draft(document, search) for document in documents]


def _draft(document: SourceDocument, search: Search) -> Draft:
    original = original_of(document.file, search.sources)
    saved = _day_saved(original) if document.kind in _PAGES else None
    draft = find_article(document, search.portals, DaysAround(search.today, frozenset({saved} if saved else ())))
    doubtful = [draft.title.certainty, draft.date.certainty, draft.authors.certainty].count("guess")
    if search.opinion is not None and document.kind == "html" and doubtful and original is not None:
        data = original.data()
        if hashlib.sha256(data).hexdigest() == document.sha256:  # a page, not an archive around it
            draft = agreed(draft, search.opinion(data))
    return _with_pictures(draft, search.fetch) if search.fetch else draft


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
        return dt.datetime.fromtimestamp(original.content.stat().st_mtime, _VIETNAM).date()
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
