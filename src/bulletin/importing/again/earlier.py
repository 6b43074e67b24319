"""The stories of an issue that were imported before, for finding the one that a new draft is a later version of."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath

from bulletin.fields.article import Article
from bulletin.importing.draft import Draft
from bulletin.importing.find.lines import key_of
from bulletin.importing.week import SAME, alike, shingles, shingles_of
from bulletin.importing.write.known import ORIGINALS, Known, first_drafts
from bulletin.lazy import dataclass
from bulletin.sources.issue import parse

_SAME_FILE = 0.15
"""The share of runs of eight words: a short text loses half of them by three other words."""


@dataclass(frozen=True, slots=True)
class EarlierStory:
    """An article that was imported: as it was written then (None where that was not kept), and as it is now."""

    id: str
    before: Article | None
    now: Article
    words: frozenset[tuple[str, ...]]


class Earlier:
    """What an issue has of earlier imports; it is read when it is first asked for."""

    def __init__(self, issue: Path, known: Known) -> None:
        self._issue = issue
        self._known = known

    @property
    def imported_photos(self) -> frozenset[str]:
        """The checksums of the photos that came with stories."""
        return self._known.photos

    @cached_property
    def stories(self) -> tuple[EarlierStory, ...]:
        """The stories in the order of their ids."""
        made = []
        for ident in sorted(set(self._known.documents.values())):
            now = _article(self._issue / "articles" / f"{ident}.yaml")
            if now is not None:
                kept = first_drafts(self._issue / ORIGINALS / ident)
                before = _article(kept[-1]) if kept else None
                of = before or now
                made.append(EarlierStory(ident, before, now, shingles_of(f"{of.lead or ''} {of.body}")))
        return tuple(made)

    @cached_property
    def photos(self) -> Mapping[str, str]:
        """The files in `photos/` by their checksums."""
        folder = self._issue / "photos"
        return {
            hashlib.sha256(path.read_bytes()).hexdigest(): f"photos/{path.name}"
            for path in (sorted(folder.iterdir()) if folder.is_dir() else ())
            if path.is_file() and not path.is_symlink()
        }

    def story(self, ident: str) -> EarlierStory | None:
        """The story of an id."""
        return next((one for one in self.stories if one.id == ident), None)

    def same_as(self, draft: Draft) -> EarlierStory | None:
        """The story that a draft is a later version of.

        Most of its words are the same; or some are and the file has the same name; or title and address are the same.
        """
        mine = shingles(draft)
        if len(mine) > 1:
            name = PurePosixPath(draft.file).name
            scored = [(alike(mine, one.words), one) for one in self.stories if len(one.words) > 1]
            likely = [(score, one) for score, one in scored if score > (_SAME_FILE if self._came(one, name) else SAME)]
            if likely:
                return max(likely, key=lambda entry: entry[0])[1]
        if not draft.address or not draft.title.value:
            return None
        return next((one for one in self.stories if _same_page(draft, one.before or one.now)), None)

    def _came(self, story: EarlierStory, name: str) -> bool:
        """Whether the story came from a file of this name."""
        return name in {PurePosixPath(one).name for one in self._known.names.get(story.id, ())}


def _same_page(draft: Draft, article: Article) -> bool:
    source = article.source
    return (
        source is not None
        and source.url == draft.address
        and key_of(article.title) == key_of(draft.title.value or "")
    )  # fmt: skip


def _article(path: Path) -> Article | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    record = parse("article", data, path.name).record
    return record if isinstance(record, Article) else None
