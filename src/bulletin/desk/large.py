"""Which stories have a part so long that no page may hold it: the only ones that `check` measures."""

from __future__ import annotations

from bulletin.model import Entry, Issue, Table, plain

HEAD_SIGNS = 1500
PART_SIGNS = 1500
"""Characters. A column of the smallest shipped page (130 × 190 mm) holds 1,900 in the size of a caption."""
TABLE_ROWS = 28
"""Rows of a table. The smallest shipped page has 38 lines, and a cell may take several."""


def large_entries(issue: Issue) -> tuple[int, ...]:
    """Numbers of the entries whose head, a caption, quote, box or table is longer than any that surely fits a page."""
    return tuple(number for number, entry in enumerate(issue.entries) if _large(entry))


def _large(entry: Entry) -> bool:
    article = entry.article
    head = sum(len(text) for text in (article.kicker, article.title, article.subtitle, article.lead) if text)
    parts = [len(photo.caption) + len(photo.credit or "") for photo in article.photos]
    parts += [2 * len(quote.text) for quote in article.quotes]  # set in twice the size
    parts += [len(box.body) for box in article.boxes]
    tables = [block for blocks in (entry.blocks, *entry.box_blocks) for block in blocks if isinstance(block, Table)]
    parts += [sum(len(plain(cell)) for row in (table.head, *table.rows) for cell in row) for table in tables]
    return (
        head > HEAD_SIGNS
        or max(parts, default=0) > PART_SIGNS
        or any(len(table.rows) > TABLE_ROWS for table in tables)
        or any(box.body.count("\n") > TABLE_ROWS for box in article.boxes)
    )
