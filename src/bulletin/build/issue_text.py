"""The printed words of an issue as values (`articles.json`), with the pages on which each story is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bulletin.issue_text import ArticleText, BlockText, BoxText, DocumentText, IssueText, PhotoText
from bulletin.layout.laid import Laid
from bulletin.layout.pages.furniture import imprint_lines, masthead
from bulletin.layout.stories.story import code_url
from bulletin.model import Article, Block, Entry, Issue, ListBlock, Paragraph, Subhead, Table, plain


def issue_text(issue: Issue, laid: Laid, title: str) -> IssueText:
    """The words of a laid-out issue.

    Args:
        issue: read and set.
        laid: its pages.
        title: the title of its files.
    """
    pub, sheet, words, contacts = issue.publication, issue.sheet, masthead(issue), issue.publication.contacts
    pages = _pages(laid)
    return IssueText(
        publication=pub.id, label=pub.label, name=pub.name, full_name=pub.full_name, tagline=pub.tagline or "",
        owner=pub.owner or "", publisher=pub.publisher, periodicity=pub.periodicity,
        portal=(contacts and contacts.portal) or "", email=(contacts and contacts.email) or "",
        phone=(contacts and contacts.phone) or "", address=(contacts and contacts.address) or "",
        imprint=tuple(imprint_lines(issue)), number=sheet.number.in_year, number_total=sheet.number.total,
        number_words=words.number, date=sheet.date, date_words=words.date, title=title,
        sections=tuple(dict.fromkeys(entry.section.name for entry in issue.entries if entry.section)),
        articles=tuple(_article(entry, pages[entry.article.id]) for entry in issue.entries),
    )  # fmt: skip


def _pages(laid: Laid) -> defaultdict[str, set[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for slot in laid.slots:
        if slot.story and slot.role != "contents":
            found[slot.story].add(slot.box.page)
    for photo in laid.photos:
        found[photo.story].add(photo.box.page)
    return found


def _article(entry: Entry, pages: Iterable[int]) -> ArticleText:
    article = entry.article
    source = article.source
    return ArticleText(
        id=article.id, slot=entry.slot, section=entry.section.name if entry.section else "",
        genre=article.genre or "", kicker=article.kicker or "", title=article.title,
        subtitle=article.subtitle or "", lead=article.lead or "",
        authors=tuple(author.byline or author.name for author in article.authors),
        place=article.place or "", event_date=article.event_date, published_at=article.published_at,
        source=source.name if source else "", source_url=(source and source.url) or "",
        url=code_url(entry) or "", documents=_documents(article), blocks=tuple(_blocks(entry.blocks)),
        boxes=tuple(
            BoxText(title=box.title or "", blocks=tuple(_blocks(blocks)))
            for box, blocks in zip(article.boxes, entry.box_blocks, strict=True)
        ),
        quotes=tuple(quote.text if not quote.by else f"{quote.text} – {quote.by}" for quote in article.quotes),
        photos=tuple(
            PhotoText(
                id=photo.id, file=photo.file, caption=photo.caption, credit=photo.credit or "", alt=photo.alt
            ) for photo in article.photos
        ),
        pages=tuple(sorted(pages)),
    )  # fmt: skip


def _documents(article: Article) -> tuple[DocumentText, ...]:
    return tuple(
        DocumentText(
            number=one.number, kind=one.kind or "", issuer=one.issuer or "", date=one.date, title=one.title or ""
        )
        for one in article.documents
    )


def _blocks(blocks: Sequence[Block]) -> Iterator[BlockText]:
    for block in blocks:
        if isinstance(block, Paragraph):
            kind = "paragraph" if block.form == "prose" else block.form
            yield BlockText(kind=kind, text=_indented(block))
        elif isinstance(block, Subhead):
            yield BlockText(kind="subhead", text=plain(block.inline))
        elif isinstance(block, ListBlock):
            marks = (f"{block.start + n}." if block.ordered else block.mark for n in range(len(block.items)))
            lines = (f"{mark} {plain(item)}" for mark, item in zip(marks, block.items, strict=True))
            yield BlockText(kind="list", text="\n".join(lines))
        elif isinstance(block, Table):
            rows = ("\t".join(plain(cell) for cell in row) for row in (block.head, *block.rows))
            yield BlockText(kind="table", text="\n".join(rows))


def _indented(block: Paragraph) -> str:
    lines = plain(block.inline).split("\n")
    if len(block.indents) != len(lines):
        return "\n".join(lines)
    return "\n".join(" " * blanks + line for blanks, line in zip(block.indents, lines, strict=True))
