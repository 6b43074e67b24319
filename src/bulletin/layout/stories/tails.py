"""The tail of a story: further reading, author, source line, address and QR code, in as few rows as they need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bulletin.fields import roles
from bulletin.geometry import PT_PER_MM
from bulletin.layout.lines.setter import LineSetter, SetText
from bulletin.layout.stories.story import CODE_GAP_PT, END_AIR_PT, EXTRA_GAP_PT, EndBlock, TextBlock, printed_code
from bulletin.model import Article, Author, Entry, Span
from bulletin.text.dates import short_date

CODE_CAPTION = "Quét mã để đọc bản trực tuyến"
STRIP_GAP_PT = 9.0
"""White between the pieces of a tail that are side by side."""
STRIP_ROOM_PT = 0.8
"""How much wider than its words the frame of a piece beside another is."""
_INLINE_GAP_EM = 1.5
"""White between the last words of a story and its author on the same line, at least."""


class TailSetter:
    """Sets tails for one layout; `qr_mm` is the side of the code of each address."""

    def __init__(self, setter: LineSetter, qr_mm: Mapping[str, float], capitals: bool) -> None:
        self.setter = setter
        self.spec = setter.spec
        self.qr_mm = qr_mm
        self.capitals = capitals

    def end(self, entry: Entry, last: TextBlock | None) -> EndBlock | None:
        """The end block of an entry in one column; `last` is the text before it, None where that is no plain column."""
        article, url = entry.article, printed_code(entry)
        qr_mm = self.qr_mm[url] if url else 0.0
        width = self.spec.span_mm(1) * PT_PER_MM
        beside = width - (qr_mm * PT_PER_MM + CODE_GAP_PT if url else 0)
        # In a book a code is beside all of the tail.
        above = beside if self.spec.columns == 1 else width
        name = author_line(article.authors, self.capitals)
        author = self.setter.set(name, roles.AUTHOR, width) if name else None
        inline = author is not None and last is not None and _fits(last, author, width)
        if author is not None and not inline:
            author = self.setter.set(name, roles.AUTHOR, above)
        extras = tuple(self.setter.set(spans, role, above) for role, spans in _extras(article))
        source, address, caption = (
            self.setter.set(text, role, beside) if text else None
            for role, text in _lines(article, url, self.spec.columns == 1)
        )
        texts = [text for text in (source, address, caption) if text]
        strip = self.spec.columns == 1
        signed = author.height_pt + author.role.after_pt if author and not inline else 0.0
        others = sum(text.height_pt + EXTRA_GAP_PT for text in extras)
        below = sum(row_height(row) for row in in_rows(texts, beside if strip else 0.0))
        code = qr_mm * PT_PER_MM
        own = signed + others
        height = max(own + below, code) if self.spec.columns == 1 else own + max(below, code)
        # Beside the code there is room for the author where source and address are lower than the code.
        narrow = self.setter.set(name, roles.AUTHOR, beside) if signed and code and not strip else None
        lower = others + max((narrow.height_pt + narrow.role.after_pt if narrow else 0.0) + below, code)
        aside = narrow is not None and self._rows(lower) < self._rows(height)
        author, height = (narrow, lower) if aside else (author, height)
        if not height and author is None:
            return None
        rows = self._rows(height) if height else 0
        drop = self._drop(last, author) if last and author and inline else 0.0
        return EndBlock(extras, author, source, address, caption, url, qr_mm, height, rows, inline, drop, strip, aside)

    def _rows(self, height: float) -> int:
        """Rows of a tail so many pt high."""
        return self.spec.rows_for(height + END_AIR_PT)

    def _drop(self, last: TextBlock, author: SetText) -> float:
        """How far below the line of text the author's line begins, so that both have one baseline, pt."""
        return self.setter.shaper.baseline(last.text.role) - self.setter.shaper.baseline(author.role)


def in_rows(texts: Sequence[SetText], width: float) -> list[list[SetText]]:
    """Pieces of a tail side by side, as many in each row as the width holds."""
    rows: list[list[SetText]] = []
    left = 0.0
    for text in texts:
        own = text.lines[0].natural + STRIP_ROOM_PT if len(text.lines) == 1 else width
        if rows and left + STRIP_GAP_PT + own <= width:
            rows[-1].append(text)
            left += STRIP_GAP_PT + own
        else:
            rows.append([text])
            left = own
    return rows


def row_height(row: Sequence[SetText]) -> float:
    """The height of a row of pieces, pt."""
    return max(text.height_pt for text in row)


def _fits(last: TextBlock, author: SetText, width: float) -> bool:
    """Whether the author has room on the last line of a paragraph."""
    if last.kind != "p" or last.form != "prose" or len(author.lines) != 1 or not last.text.lines:
        return False
    line = last.text.lines[-1]
    indent = last.text.indent_pt if len(last.text.lines) == 1 else 0.0
    return indent + line.natural + _INLINE_GAP_EM * author.role.size_pt + author.lines[0].natural <= width


def _lines(article: Article, url: str | None, book: bool) -> Iterator[tuple[str, str | None]]:
    """Source line, address and caption with their roles; in a book the address says enough of a code."""
    source = article.source
    line = None
    if source:
        day = source.date or (article.published_at.date() if article.published_at else None)
        line = f"Nguồn: {source.name}" + (f" – {short_date(day)}" if day else "")
    yield roles.SOURCE, line
    yield roles.ADDRESS, (article.qr.short if article.qr else None) or (short_address(url) if url else None)
    yield (
        roles.QR_CAPTION,
        (article.qr.caption if article.qr else None) or (CODE_CAPTION if url and not book else None),
    )


def author_line(authors: Sequence[Author], capitals: bool) -> str:
    """Names with their role; a role that all share is said once."""
    offices = {a.role for a in authors}
    names = [a.byline or a.name for a in authors]
    names = [name.upper() for name in names] if capitals else names
    if len(offices) == 1:
        (role,) = offices
        return ", ".join(names) + (f" ({role})" if role else "")
    return ", ".join(f"{n} ({a.role})" if a.role else n for n, a in zip(names, authors, strict=True))


def _extras(article: Article) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Lines above the author: further reading, and the use of a machine where there was one."""
    if article.related:
        titles = "; ".join(r.title for r in article.related)
        yield roles.RELATED, (Span("Tin khác:", bold=True), Span(f" {titles}"))
    if article.ai and article.ai.used:
        note = f": {article.ai.note}" if article.ai.note else ""
        yield roles.MACHINE, (Span(f"Bài có dùng trí tuệ nhân tạo{note}", italic=True),)


def short_address(url: str) -> str:
    """The address as printed: without scheme, `www.` and final slash."""
    return url.split("://", 1)[-1].removeprefix("www.").rstrip("/")
