"""The record that a draft is written as: values with nothing in them that YAML could not keep."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from bulletin.fields import NO_ALT, NO_BODY, NO_CAPTION, NO_TITLE
from bulletin.fields.article import Article, Author, Document, Photo, Source
from bulletin.importing.draft import Draft

_GONE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile("[\x85\u2028\u2029]")
_BLANKS = re.compile(r"\s+")
_ODD_BLANKS = re.compile(r"[^\S\n]")


def one_line(text: str) -> str:
    """The text in NFC on one line, without characters that no YAML file may hold."""
    return _BLANKS.sub(" ", _GONE.sub("", _BREAKS.sub(" ", unicodedata.normalize("NFC", text)))).strip()


def lines(text: str) -> str:
    """The text in NFC with its lines, each without blanks at its end, no empty lines at the ends; blanks are plain."""
    clean = _GONE.sub("", _BREAKS.sub("\n", unicodedata.normalize("NFC", text).replace("\r\n", "\n")))
    clean = _ODD_BLANKS.sub(" ", clean.replace("\r", "\n"))
    return "\n".join(line.rstrip() for line in clean.split("\n")).strip("\n").lstrip(" ")


def optional(text: str | None) -> str | None:
    """One line, None for an empty one."""
    return one_line(text) or None if text else None


def article_of(draft: Draft, ident: str, photos: Mapping[str, str]) -> Article:
    """The article as it is written and as the reader gives it back.

    Args:
        draft: what was found.
        ident: of the article.
        photos: the file of each photo that is written, by its id in the draft.
    """
    source = draft.source.value
    return Article(
        id=ident,
        kicker=optional(draft.kicker.value),
        title=one_line(draft.title.value or "") or NO_TITLE,
        lead=optional(draft.lead.value),
        published_at=draft.date.value,
        authors=tuple(
            Author(name=name, role=optional(author.role), byline=optional(author.byline))
            for author in draft.authors.value or ()
            if (name := one_line(author.name))
        ),
        body=lines(_without(draft, photos)) or NO_BODY,
        photos=tuple(
            Photo(
                id=photo.id, file=photos[photo.id], caption=one_line(photo.caption.value or "") or NO_CAPTION,
                credit=optional(photo.credit.value), alt=one_line(photo.alt.value or "") or NO_ALT,
            )
            for photo in draft.photos
            if photo.id in photos
        ),
        documents=tuple(
            Document(number=one_line(item.number), kind=optional(item.kind), issuer=optional(item.issuer),
                     date=item.date, title=optional(item.title))
            for item in draft.documents
        ),
        source=Source(name=one_line(source.name) or "?", url=source.url, date=source.date, retrieved=source.retrieved,
                      rights=optional(source.rights)) if source else None,
    )  # fmt: skip


def _without(draft: Draft, photos: Mapping[str, str]) -> str:
    """The body without the places of photos that did not come with the source."""
    text = draft.body.value or ""
    for photo in draft.photos:
        if photo.id not in photos:
            text = re.sub(rf"(?m)^!\[\[{re.escape(photo.id)}\]\]\n*", "", text)
    return text
