"""What an issue prints: every text with the field it was typed in and the roles that a layout may set it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bulletin.fields import roles
from bulletin.lazy import dataclass
from bulletin.model import Block, Entry, Inline, Issue, ListBlock, Paragraph, PhotoRef, Section, Span, Subhead
from bulletin.text.spots import Path as FieldPath

_PUBLICATION: Mapping[str, tuple[str, ...]] = {
    "label": (roles.MASTHEAD_LABEL, roles.RUNNING),
    "name": (roles.MASTHEAD_NAME, roles.RUNNING),
    "tagline": (roles.MASTHEAD_TAGLINE,),
    "owner": (*roles.MASTHEAD_LINES, roles.IMPRINT),
    "publisher": (*roles.MASTHEAD_LINES, roles.IMPRINT),
    "periodicity": (*roles.MASTHEAD_LINES, roles.IMPRINT),
    "since": roles.MASTHEAD_LINES,
}
_HEAD = {
    "kicker": roles.KICKER, "title": roles.HEADLINE, "subtitle": roles.SUBTITLE, "lead": roles.STANDFIRST,
    "place": roles.DATELINE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A text that is printed, where it was typed, and the roles that it may be set in."""

    file: str
    path: FieldPath
    inline: Inline
    roles: tuple[str, ...]


def printed_texts(issue: Issue, columns: int, *, jump_words: bool = False) -> Iterator[PrintedText]:
    """Every text of an issue that a layout prints, with the roles it may be set in.

    Args:
        issue: read and set.
        columns: of the layout.
        jump_words: whether it calls the rest of a story by one word of its titles (`furniture.jump_heads: words`).
    """
    yield from _publication(issue, columns)
    yield from _sheet(issue)
    capitals = (issue.sheet.overrides or issue.publication.style).byline == "caps"
    for entry in issue.entries:
        yield from _head(entry, columns, roles.JUMP_WORD if jump_words else ())
        yield from _body(entry)
        yield from _beside(entry, capitals)


def _plain(file: str, path: FieldPath, text: str | None, *places: str) -> Iterator[PrintedText]:
    if text:
        yield PrintedText(file, path, (Span(text),), places)


def _publication(issue: Issue, columns: int) -> Iterator[PrintedText]:
    pub, file = issue.publication, issue.publication_file
    for name, places in _PUBLICATION.items():
        yield from _plain(file, (name,), getattr(pub, name), *places)
    for number, person in enumerate(pub.responsible):
        for name in ("name", "office", "role"):
            yield from _plain(file, ("responsible", number, name), getattr(person, name), roles.IMPRINT)
    for number, section in enumerate(pub.sections):
        slots = dict.fromkeys(entry.slot for entry in issue.entries if _shows_section(entry, section))
        kickers = [roles.kicker(slot, count, section.standing) for slot in slots for count in range(1, columns + 1)]
        if any(entry.section is not None and entry.section.id == section.id for entry in issue.entries):
            yield from _plain(file, ("sections", number, "name"), section.name, *kickers, roles.RUNNING_SECTION)
    for number, editor in enumerate(pub.editors):
        yield from _plain(file, ("editors", number), editor, roles.IMPRINT)
    if pub.contacts:
        for name in ("address", "phone", "email", "portal", "fanpage"):
            yield from _plain(file, ("contacts", name), getattr(pub.contacts, name), roles.IMPRINT)
    if pub.licence and pub.licence.kind != "none" and pub.licence.number:
        yield from _plain(file, ("licence", "number"), pub.licence.number, roles.IMPRINT)
        yield from _plain(file, ("licence", "issuer"), pub.licence.issuer, roles.IMPRINT)


def _shows_section(entry: Entry, section: Section) -> bool:
    """Whether the name of a section is the line above the headline."""
    return (
        entry.section is not None
        and entry.section.id == section.id
        and (section.standing or (not entry.article.kicker and entry.slot != "brief"))
    )


def _sheet(issue: Issue) -> Iterator[PrintedText]:
    sheet, file = issue.sheet, "issue.yaml"
    yield from _plain(file, ("lunar",), sheet.lunar, *roles.MASTHEAD_LINES)
    for name, texts in (("corrections", sheet.corrections), ("notices", sheet.notices)):
        for number, text in enumerate(texts):
            yield from _plain(file, (name, number), text, roles.IMPRINT)
    if sheet.print:
        yield from _plain(file, ("print", "house"), sheet.print.house, roles.IMPRINT)
        yield from _plain(file, ("print", "price"), sheet.print.price, *roles.MASTHEAD_LINES)
    if sheet.deposit:
        yield from _plain(file, ("deposit", "month"), sheet.deposit.month, roles.IMPRINT)


def _head(entry: Entry, columns: int, at_jump: tuple[str, ...]) -> Iterator[PrintedText]:
    article, file = entry.article, entry.file
    for name, role in _HEAD.items():
        if name == "place" and entry.slot == "brief":
            continue
        places = [roles.sized(role, entry.slot, number) for number in range(1, columns + 1)]
        if name == "kicker" and entry.section is not None:
            places = [roles.kicker(entry.slot, number, entry.section.standing) for number in range(1, columns + 1)]
        if name == "title" and not article.short_title:
            places += [roles.CONTINUED, roles.CONTENTS, roles.TEASER]
        if name == "title":
            places += at_jump
        yield from _plain(file, (name,), getattr(article, name), *places)
    short = (roles.CONTINUED, roles.CONTENTS, roles.TEASER, *at_jump)
    yield from _plain(file, ("short_title",), article.short_title, *short)


def _body(entry: Entry) -> Iterator[PrintedText]:
    yield from _blocks(entry.file, ("body",), entry.blocks, roles.BODY)
    for number, (box, blocks) in enumerate(zip(entry.article.boxes, entry.box_blocks, strict=False)):
        yield from _plain(entry.file, ("boxes", number, "title"), box.title, roles.BOX_TITLE)
        yield from _blocks(entry.file, ("boxes", number, "body"), blocks, roles.BOX)


def _blocks(file: str, path: FieldPath, blocks: Sequence[Block], role: str) -> Iterator[PrintedText]:
    """The blocks of one field, gathered by role, so that a letter is reported once for the field."""
    gathered: dict[str, list[Span]] = {}
    for block in blocks:
        if isinstance(block, Paragraph):
            gathered.setdefault(role, []).extend(block.inline)
        elif isinstance(block, Subhead):
            gathered.setdefault(roles.SUBHEAD, []).extend(block.inline)
        elif isinstance(block, ListBlock):
            gathered.setdefault(roles.in_form(role, roles.LIST), []).extend(
                span for item in block.items for span in item
            )
        elif not isinstance(block, PhotoRef):
            gathered.setdefault(roles.TABLE_HEAD, []).extend(span for cell in block.head for span in cell)
            gathered.setdefault(roles.TABLE, []).extend(span for row in block.rows for cell in row for span in cell)
    for name, spans in gathered.items():
        yield PrintedText(file, path, tuple(spans), (name,))


def _beside(entry: Entry, capitals: bool) -> Iterator[PrintedText]:
    article, file = entry.article, entry.file
    for number, author in enumerate(article.authors):
        name = "byline" if author.byline else "name"
        words = getattr(author, name)
        yield from _plain(file, ("authors", number, name), words.upper() if capitals else words, roles.AUTHOR)
        yield from _plain(file, ("authors", number, "role"), author.role, roles.AUTHOR)
    for number, photo in enumerate(article.photos):
        yield from _plain(file, ("photos", number, "caption"), photo.caption, roles.CAPTION)
        if photo.credit:
            yield PrintedText(file, ("photos", number, "credit"), (Span(photo.credit, italic=True),), (roles.CAPTION,))
    for number, quote in enumerate(article.quotes):
        yield from _plain(file, ("quotes", number, "text"), quote.text, roles.QUOTE)
        yield from _plain(file, ("quotes", number, "by"), quote.by, roles.QUOTE_BY)
    for number, related in enumerate(article.related):
        yield from _plain(file, ("related", number, "title"), related.title, roles.RELATED)
    if article.ai and article.ai.used and article.ai.note:
        yield PrintedText(file, ("ai", "note"), (Span(article.ai.note, italic=True),), (roles.MACHINE,))
    if article.source:
        yield from _plain(file, ("source", "name"), article.source.name, roles.SOURCE)
        if not article.qr:
            yield from _plain(file, ("source", "url"), article.source.url, roles.ADDRESS)
    if article.qr:
        yield from _plain(file, ("qr", "caption"), article.qr.caption, roles.QR_CAPTION)
        yield from _plain(
            file, ("qr", "short" if article.qr.short else "url"), article.qr.short or article.qr.url, roles.ADDRESS
        )
