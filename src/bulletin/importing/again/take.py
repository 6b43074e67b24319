"""What becomes of a story that is in the issue already: new photos are kept, the article changes only where asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from bulletin.fields import NO_CAPTION, NO_TITLE
from bulletin.fields.article import Article
from bulletin.importing.again.compare import Comparison, SourceChange, compared, with_photo_ids
from bulletin.importing.again.earlier import Earlier, EarlierStory
from bulletin.importing.draft import Draft, DraftPhoto
from bulletin.importing.drafts import Original
from bulletin.importing.write.article import added_original
from bulletin.importing.write.known import ORIGINALS, next_draft, photo_line, remember
from bulletin.importing.write.transaction import write_together
from bulletin.importing.write.values import article_of
from bulletin.importing.write.yaml_text import render
from bulletin.lazy import dataclass
from bulletin.runtime.files import atomic_write
from bulletin.sources.edits.values import set_value

_NOTHING = (NO_TITLE, NO_CAPTION)
_SETTABLE = ("title", "kicker", "lead", "body")


@dataclass(frozen=True, slots=True)
class Returned:
    """A draft that came again: where it came from, and whether the article takes what has changed."""

    draft: Draft
    original: Original | None
    spool: Path
    update: bool = False
    now: dt.datetime | None = None


def keep_photos(issue: Path, ident: str, draft: Draft, earlier: Earlier, spool: Path) -> tuple[str, ...]:
    """Put the photos into the issue that it does not have; returns their names. The article is not touched."""
    if not any(photo.file for photo in draft.photos):
        return ()
    new: dict[str, bytes | Path] = {}
    seen = {*earlier.photos, *earlier.imported_photos}
    lines: list[str] = []
    number = 0
    for photo in draft.photos:
        if photo.file is None or photo.file.sha256 in seen:
            continue
        seen.add(photo.file.sha256)
        ending = PurePosixPath(photo.file.stored).suffix.lower()
        number += 1
        while (issue / (name := f"photos/{ident}-{number}{ending}")).exists() or name in new:
            number += 1
        new[name] = spool / photo.file.stored
        lines.append(photo_line(photo.file.sha256, name))
    if new:
        write_together(issue, new)
        remember(issue, ident, lines)
    return tuple(new)


def take(issue: Path, came: Returned, story: EarlierStory, earlier: Earlier) -> Comparison:
    """Compare a later version of a story with the first import and with the article; renew the article where asked.

    Only fields are renewed that the office has not changed since the first import, and of the body only paragraphs.

    Raises:
        OutputError: the disk refuses. The article is the old one then.
    """
    photos = keep_photos(issue, story.id, came.draft, earlier, came.spool)
    base = story.before or story.now
    files = _files(came.draft.photos, base, earlier.photos)
    renamed = replace(came, draft=with_photo_ids(came.draft, {key: ident for key, (ident, _) in files.items()}))
    after = article_of(renamed.draft, story.id, dict(files.values()))
    changes = tuple(change for change in compared(story.before, after, story.now) if change.after not in _NOTHING)
    taken = _renew(issue, renamed, after, story, changes) if came.update and changes else ()
    return Comparison(story.id, changes, photos, taken)


def _files(
    photos: Sequence[DraftPhoto], base: Article, kept: Mapping[str, str]
) -> dict[str, tuple[str, str]]:  # fmt: skip
    """By the id of a photo in the draft: its id in the article, and its file; the same bytes tell which it is."""
    known = {photo.file: photo.id for photo in base.photos}
    found = {}
    for photo in photos:
        name = kept.get(photo.file.sha256) if photo.file else None
        if name in known:
            found[photo.id] = (known[name], name)
    return found


def _renew(
    issue: Path, came: Returned, after: Article, story: EarlierStory, changes: Sequence[SourceChange]
) -> tuple[str, ...]:
    """Write the article with the changes that can be made; the old file is kept in `build/import`."""
    path = issue / "articles" / f"{story.id}.yaml"
    before = data = path.read_bytes()
    taken = []
    for change in changes:
        where = _path(change.name, story.now)
        made = set_value(data, where, change.merged) if where and change.merged and change.now is not None else None
        if made is not None:
            data = made
            taken.append(change.name)
    when = came.now or dt.datetime.now().astimezone()
    if data != before:
        atomic_write(issue / "build" / "import" / f"{when:%Y%m%d-%H%M%S}" / path.name, before)
        atomic_write(path, data)
    _remember(issue, came, after)
    return tuple(taken)


def _path(name: str, article: Article) -> tuple[str | int, ...] | None:
    """Where a field is in the record; None for those that are only reported."""
    if name in _SETTABLE:
        return (name,)
    if not name.startswith("photos."):
        return None
    _, ident, part = name.split(".")
    at = next((number for number, photo in enumerate(article.photos) if photo.id == ident), None)
    return None if at is None else ("photos", at, part)


def _remember(issue: Path, came: Returned, after: Article) -> None:
    """Keep the new original and the new draft beside the old ones: the next import is compared with these."""
    folder = f"{ORIGINALS}/{after.id}"
    files, lines = added_original(issue, came.draft, came.original, after.id)
    files[f"{folder}/{next_draft(issue / folder)}"] = render(after, came.draft).encode()
    write_together(issue, files)
    remember(issue, after.id, lines)
