"""Articles offered for what somebody pasted, dropped or asked for by its address; nothing is written into an issue.

One function for each way in, for windows and scripts. What they return holds every field with its certainty, the
record, and the text that the file would have; `keep_offer` writes it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from bulletin.errors import Finding
from bulletin.fields.article import Article, Author
from bulletin.importing.document import PictureFile
from bulletin.importing.draft import Draft, DraftField
from bulletin.importing.drafts import Original, Search, drafts_of, original_of
from bulletin.importing.fetch import FetchSession
from bulletin.importing.portals.read import load_portals, portal_folders
from bulletin.importing.reading import ForeignReader
from bulletin.importing.result import PastedText
from bulletin.importing.week import Loose, joined
from bulletin.importing.write.article import WrittenDraft, write_draft
from bulletin.importing.write.known import known_of, new_id
from bulletin.importing.write.transaction import recover
from bulletin.importing.write.values import article_of
from bulletin.importing.write.yaml_text import render
from bulletin.lazy import dataclass

CONFIRMED = "người biên tập"
"""The reason of a field that somebody has looked at."""
_TEXTS = ("title", "kicker", "lead", "body")


@dataclass(frozen=True, slots=True)
class OfferRequest:
    """Where an offer is made: the issue (its own portals, the ids in use), a folder for pictures, and today."""

    issue: Path
    spool: Path
    today: dt.date


@dataclass(frozen=True, slots=True)
class Offer:
    """One article that could be written.

    `draft.fields` has every field with value, certainty, reason and second candidate; `article` is the record, `text`
    the content of `articles/ID.yaml` with a comment at each guess. `photos` are the files of its photos by their ids.
    `same` are drafts of the same story from the same source, which would not be written.
    """

    draft: Draft
    article: Article
    text: str
    photos: Mapping[str, Path]
    original: Original | None = None
    same: tuple[Draft, ...] = ()


@dataclass(frozen=True, slots=True)
class Offers:
    """What a source gives: articles, photos without one, and what could not be read."""

    articles: tuple[Offer, ...]
    loose: tuple[Loose, ...] = ()
    findings: tuple[Finding, ...] = ()


def offer_paste(data: bytes, request: OfferRequest, name: str = "dan-vao.txt") -> Offers:
    """The articles in what was pasted: HTML of the clipboard (Word, web) or plain text (Zalo), told by its content."""
    return _offers(PastedText(data, name), request)


def offer_file(data: bytes, name: str, request: OfferRequest) -> Offers:
    """The articles in the bytes of a file: Word, page, mail, archive, table. The name is only shown."""
    return _offers(PastedText(data, PurePosixPath(name).name or "tep"), request)


def offer_address(address: str, request: OfferRequest, session: FetchSession | None = None) -> Offers:
    """The article of a page on the network with its pictures, by the address rules of `--fetch`.

    Raises:
        InputError: the address may not be fetched, or the answer is not a page.
    """
    from bulletin.importing.fetched import fetched_page, picture_fetcher

    session = session or FetchSession()
    findings: list[Finding] = []
    page = fetched_page(session, address)
    made = _offers(page, request, fetch=picture_fetcher(session, request.spool, findings))
    return replace(made, findings=(*made.findings, *findings))


def _offers(
    source: PastedText, request: OfferRequest, fetch: Callable[[str], PictureFile | None] | None = None
) -> Offers:
    portals = load_portals(portal_folders(request.issue))
    with ForeignReader(request.spool) as reader:
        read = reader.read(source)
        search = Search((source,), portals, request.today, reader.opinion, fetch)
        week = joined(read.documents, drafts_of(read.documents, search))
    made = []
    for story in week.stories:
        offer = _offer(story.draft, request)
        made.append(replace(offer, original=original_of(story.draft.file, (source,)), same=story.same))
    return Offers(tuple(made), week.loose, (*read.findings, *portals.findings))


def _offer(draft: Draft, request: OfferRequest) -> Offer:
    _, ident = new_id(draft.title.value or PurePosixPath(draft.file).stem, known_of(request.issue))
    files = {photo.id: photo.file for photo in draft.photos if photo.file is not None}
    names = {
        key: f"photos/{ident}-{number}{PurePosixPath(file.stored).suffix.lower()}"
        for number, (key, file) in enumerate(files.items(), 1)
    }
    article = article_of(draft, ident, names)
    stored = {key: request.spool / file.stored for key, file in files.items()}
    return Offer(draft, article, render(article, draft), stored)


def settled(offer: Offer, request: OfferRequest, values: Mapping[str, str | None]) -> Offer:
    """The offer with fields that somebody has confirmed or corrected.

    Args:
        offer: as it was made.
        request: as it was made with.
        values: by the names of `draft.fields` (`title`, `photos.1.caption` …); None confirms the value that is there.
            `authors` and `published_at` can be confirmed, authors also corrected (one name).

    Raises:
        KeyError: there is no field of this name, or it can only be confirmed.
    """
    draft = offer.draft
    for name, value in values.items():
        draft = _with_field(draft, name, value)
    made = _offer(draft, request)
    return replace(made, original=offer.original, same=offer.same)


def _with_field(draft: Draft, name: str, value: str | None) -> Draft:
    known = draft.fields[name]
    field: DraftField[Any] = DraftField(known.value if value is None else value, "sure", CONFIRMED)
    if name.startswith("photos."):
        _, number, part = name.split(".")
        photos = list(draft.photos)
        at = int(number) - 1
        change: dict[str, Any] = {part: field}
        photos[at] = replace(photos[at], **change)
        return replace(draft, photos=tuple(photos))
    if name == "authors" and value is not None:
        field = DraftField((Author(name=value),), "sure", CONFIRMED)
    elif value is not None and name not in _TEXTS:
        raise KeyError(name)
    changed: dict[str, Any] = {"date" if name == "published_at" else name: field}
    return replace(draft, **changed)


def keep_offer(offer: Offer, request: OfferRequest) -> WrittenDraft:
    """Write the article of an offer into the issue, with photos and original; nothing where it was imported before.

    Raises:
        OutputError: the disk refuses, or the written text does not give the same values. Nothing was written then.
    """
    recover(request.issue)
    return write_draft(request.issue, offer.draft, offer.original, request.spool, offer.same)
