"""The draft of an article: every field with its value, how certain it is, and why."""

from __future__ import annotations

import datetime as dt
from typing import Generic, Literal, TypeVar

from bulletin.fields.article import Author, Document, Related, Source
from bulletin.importing.document import PictureFile
from bulletin.lazy import dataclass

Certainty = Literal["sure", "guess", "missing"]
"""`sure`: two independent signs agree. `guess`: one sign. `missing`: the source does not say."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DraftField(Generic[T]):
    """A value, its certainty, the signs it was found by, and what else it could be."""

    value: T | None = None
    certainty: Certainty = "missing"
    reason: str = ""
    second: str | None = None


def sure(value: T, reason: str) -> DraftField[T]:
    """A field that two independent signs agree on."""
    return DraftField(value, "sure", reason)


def guess(value: T, reason: str, second: str | None = None) -> DraftField[T]:
    """A field that one sign gives."""
    return DraftField(value, "guess", reason, second)


@dataclass(frozen=True, slots=True)
class DraftPhoto:
    """A photo of the article; `id` names it in the body. `file` is None for one that did not come with the source.

    `address` is where a page shows it from.
    """

    id: str
    file: PictureFile | None
    name: str
    caption: DraftField[str]
    credit: DraftField[str]
    alt: DraftField[str]
    address: str | None = None


@dataclass(frozen=True, slots=True)
class DraftNote:
    """What somebody should know about the draft, in both languages, with the words it is about."""

    vi: str
    en: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as it was found in one document; nothing of it is written yet.

    `body` is Markdown of the subset that articles have, with `![[id]]` where a photo of `photos` was. `related` are
    the titles of other stories, kept as a comment. `lost` are words of the original that are in no field, with the
    text around them. `original` are the plain paragraphs of the source, for the report.
    """

    file: str
    sha256: str
    kind: str
    title: DraftField[str]
    kicker: DraftField[str]
    lead: DraftField[str]
    date: DraftField[dt.datetime]
    authors: DraftField[tuple[Author, ...]]
    body: DraftField[str]
    source: DraftField[Source]
    photos: tuple[DraftPhoto, ...] = ()
    documents: tuple[Document, ...] = ()
    related: tuple[Related, ...] = ()
    notes: tuple[DraftNote, ...] = ()
    lost: tuple[str, ...] = ()
    original: tuple[str, ...] = ()
    portal: str | None = None
    address: str | None = None

    @property
    def fields(self) -> dict[str, DraftField[object]]:
        """Every field that has a certainty, by its English name; those of photos as `photos.1.caption`."""
        named: dict[str, object] = {
            "title": self.title, "kicker": self.kicker, "lead": self.lead, "published_at": self.date,
            "authors": self.authors, "body": self.body, "source": self.source,
        }  # fmt: skip
        for number, photo in enumerate(self.photos, 1):
            for name in ("caption", "credit", "alt"):
                named[f"photos.{number}.{name}"] = getattr(photo, name)
        return {name: value for name, value in named.items() if isinstance(value, DraftField)}
