"""From a document to the draft of its article."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any
from urllib.parse import urlsplit

from bulletin.fields.article import Author, Source
from bulletin.fields.portal import Portal
from bulletin.importing.document import SourceDocument, SourceParagraph
from bulletin.importing.draft import Draft, DraftField, DraftNote, guess, sure
from bulletin.importing.find.dates import find_date
from bulletin.importing.find.furniture import without_furniture
from bulletin.importing.find.heads import find_kicker, find_lead, find_title
from bulletin.importing.find.lines import SourceLine, lines_of
from bulletin.importing.find.lost import lost_lines
from bulletin.importing.find.markdown import to_markdown
from bulletin.importing.find.numbers import documents_in
from bulletin.importing.find.people import find_authors, find_source
from bulletin.importing.find.photos import find_photos
from bulletin.importing.find.region import Region, find_region
from bulletin.importing.portals.choose import choose
from bulletin.importing.portals.read import Portals
from bulletin.lazy import dataclass
from bulletin.sources.addresses import problem_of

_SITE = ("og:site_name", "ld:publisher", "application-name")


@dataclass(frozen=True, slots=True)
class DaysAround:
    """What is known from outside of a document: today, and when the file was saved (neither is a story's day)."""

    today: dt.date
    saved: frozenset[dt.date] = frozenset()


def find_article(document: SourceDocument, portals: Portals, around: DaysAround) -> Draft:
    """The draft of the article in a document.

    Args:
        document: with its text in Unicode.
        portals: the rules about portals.
        around: days that prove nothing.
    """
    lines = lines_of(document)
    chosen, portal = _portal(document, lines, portals)
    kind = _seen_as(document, lines)
    title, numbers = find_title(lines, document.meta, portal, kind, document.file)
    region = find_region(lines, numbers, portal, portals.generic, kind)
    body = list(region.body)
    kicker, kicker_lines = find_kicker(lines, numbers, portal, kind)
    authors, author_lines = find_authors(lines, body, document.meta, portal)
    body = _without(body, kicker_lines | author_lines)
    away = around.saved | {around.today}
    date, date_lines = find_date(lines, numbers[-1] if numbers else -1, body, document.meta, portal, frozenset(away))
    source, source_lines = _source(document, lines, body, portal, around, date)
    body = _without(body, date_lines | source_lines)
    photos = find_photos(body, document.pictures, portal)
    body = _without(body, photos.used)
    lead, lead_lines = find_lead(lines, body, document.meta, portal, numbers)
    body = _without(body, lead_lines)
    body = [line for line in body if not _above(line, numbers, kind)]
    made = to_markdown(body, photos.placed)
    draft = Draft(
        file=document.file, sha256=document.sha256, kind=document.kind, title=title, kicker=kicker, lead=lead,
        date=date, authors=authors, body=_weighed(made.text, region, kind, chosen), source=source,
        photos=photos.photos, documents=documents_in("\n".join([lead.value or "", *(line.text for line in body)])),
        related=region.related, notes=(*_notes(document), *(_told(text) for text in made.guesses)),
        original=tuple(line.text for line in lines if line.text), portal=chosen.id if chosen else None,
        address=document.address,
    )  # fmt: skip
    mixed = {line.number for line in lines if without_furniture(line.text, portal.furniture_lines) != line.text}
    used = kicker_lines | author_lines | (date_lines - mixed) | source_lines | lead_lines
    return replace(draft, lost=lost_lines(draft, lines, used))


def _seen_as(document: SourceDocument, lines: Sequence[SourceLine]) -> str:
    """The kind that a document is searched as: what Word saved or copied as a page is a text without furniture."""
    if document.kind == "html":
        paragraphs = [line for line in lines if line.paragraph and line.text]
        words = sum(any(name.startswith("mso") for name in line.names) for line in paragraphs)
        return "docx" if paragraphs and 2 * words > len(paragraphs) else "html"
    return "html" if document.kind == "feed" and any(line.names for line in lines) else document.kind


def _portal(document: SourceDocument, lines: Sequence[SourceLine], portals: Portals) -> tuple[Portal | None, Portal]:
    """The portal of a page, and its rules with the general ones behind them."""
    if document.kind not in ("html", "feed", "mail", "text"):
        return None, portals.generic
    names = [line.names for line in lines]
    chosen = choose(document, names, [line.text for line in lines if len(line.text) <= 160], portals.portals)
    if chosen is None:
        return None, portals.generic
    both: dict[str, Any] = {
        item.name: (*getattr(chosen, item.name), *getattr(portals.generic, item.name))
        for item in fields(Portal)
        if isinstance(getattr(chosen, item.name), tuple)
    }
    return chosen, replace(chosen, **both)


def _without(body: Sequence[SourceLine], numbers: frozenset[int] | set[int]) -> list[SourceLine]:
    return [line for line in body if line.number not in numbers]


def _above(line: SourceLine, title: Sequence[int], kind: str) -> bool:
    """Whether words are above the title; letterheads of offices are. Photos stay."""
    return bool(title) and kind != "html" and line.number < title[0] and not line.picture


def _weighed(text: str, region: Region, kind: str, chosen: Portal | None) -> DraftField[str]:
    if not text.strip():
        return DraftField(reason="không thấy nội dung")
    if region.signs > 1 or kind in ("docx", "mail", "table") or chosen is not None:
        return sure(text, "khung nội dung" if kind == "html" else "toàn bộ văn bản")
    if kind == "text":
        return sure(text, "toàn bộ chữ đã dán")
    return guess(text, "không nhận ra cổng, lấy từ tiêu đề đến hết phần chữ")


def _source(
    document: SourceDocument, lines: Sequence[SourceLine], body: Sequence[SourceLine], portal: Portal,
    around: DaysAround, date: DraftField[dt.datetime],
) -> tuple[DraftField[Source], frozenset[int]]:  # fmt: skip
    """Where the story was taken from: a line that says so, the portal, the name that the page gives itself."""
    name, sign, used = find_source(lines, body, portal)
    address = document.address if document.address and problem_of(document.address) is None else None
    day = date.value.date() if date.value and date.certainty == "sure" else None
    retrieved = min(around.saved, default=around.today) if address else None
    if name:
        return sure(Source(name=name, url=address, date=day, retrieved=retrieved), sign), used
    if portal.source:
        return sure(Source(name=portal.source, url=address, date=day, retrieved=retrieved), "quy tắc của cổng"), used
    site = next((text for key in _SITE for text in document.meta.get(key, ()) if len(text) <= 120), None)
    if site:
        made = Source(name=site, url=address, date=day, retrieved=retrieved)
        return (sure if address else guess)(made, "tên trang tự khai" + (" + địa chỉ" if address else "")), used
    host = (urlsplit(address).hostname or "").removeprefix("www.") if address else ""
    if host:
        return guess(Source(name=host, url=address, date=day, retrieved=retrieved), "chỉ có địa chỉ trang"), used
    return DraftField(reason="không thấy nguồn"), used


def _told(text: str) -> DraftNote:
    return DraftNote(f"Đoán: {text}.", f"Guessed: {text}.")


def _notes(document: SourceDocument) -> list[DraftNote]:
    """Words that are not printed, and what decoding changed on weak evidence."""
    made: list[DraftNote] = []
    words: Mapping[str, tuple[str, str]] = {
        "hidden": ("Chữ ẩn, không lấy", "Hidden words, left out"),
        "deleted": ("Chữ đã xóa (theo dõi thay đổi), không lấy", "Deleted words, left out"),
        "comment": ("Lời nhận xét trong tệp, không lấy", "A comment in the file, left out"),
    }
    for block in document.blocks:
        if isinstance(block, SourceParagraph):
            for kind, (vi, en) in words.items():
                text = "".join(run.text for run in block.runs if run.not_printed == kind).strip()
                if text:
                    made.append(DraftNote(vi, en, text[:200]))
            for run in block.runs:
                if run.guess is not None:
                    made.append(
                        DraftNote("Đoán: chữ mã cũ", "Guessed: words in an old encoding", f"{run.guess} → {run.text}")
                    )
    return made


def with_author(draft: Draft, name: str) -> Draft:
    """The draft with the sender of a mail as its author, which is a guess, where the text names nobody."""
    if draft.authors.value or not name:
        return draft
    return replace(draft, authors=guess((Author(name=name),), "người gửi thư"))
