"""RSS and Atom files: each entry with a text is a document."""

from __future__ import annotations

import hashlib
from typing import Any

from bulletin.importing import rules
from bulletin.importing.document import Origin, SourceDocument, SourceParagraph, SourceRun
from bulletin.importing.limits import MIB, refusal
from bulletin.importing.readers.context import Context
from bulletin.importing.readers.web.page import read_html

_ENTITY = tuple("<!ENTITY".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))


def read_feed(data: bytes, context: Context) -> None:
    """Read the entries of a feed into the context."""
    if len(data) > context.budget.caps.text_bytes:
        raise refusal(rules.TOO_LARGE, context.file, limit=str(context.budget.caps.text_bytes // MIB))
    if any(mark in data for mark in _ENTITY):
        raise refusal(rules.DOCTYPE, context.file)
    import feedparser

    feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        raise refusal(rules.UNREADABLE, context.file, kind="RSS/Atom", reason="không có mục nào / no entries")
    title = str(feed.feed.get("title", "")).strip()
    for number, entry in enumerate(feed.entries[: context.budget.caps.documents], 1):
        context.budget.take_members(1, context.file)
        context.documents.append(_entry(entry, context.inside(f"mục {number}"), title))


def _entry(entry: Any, context: Context, feed_title: str) -> SourceDocument:
    """An entry: its title as a heading, then its text as a page."""
    title = str(entry.get("title", "")).strip()
    address = str(entry.get("link", "")).strip()
    texts = [str(part.get("value", "")) for part in entry.get("content", ())] or [str(entry.get("summary", ""))]
    body = max(texts, key=len) if texts else ""
    known = address if address.startswith(("http://", "https://")) else None
    head = SourceParagraph((SourceRun(title),), Origin(context.file, "title"), 1, names=("title",))
    raw = (title + "\n" + body).encode("utf-8", "replace")
    meta = {
        key: (str(value).strip(),)
        for key, value in (
            ("title", title),
            ("author", entry.get("author")),
            ("published", dict.get(entry, "published")),
            ("updated", dict.get(entry, "updated")),
            ("summary", entry.get("summary") if entry.get("content") else None),
            ("feed:title", feed_title),
        )
        if value and str(value).strip()
    }  # fmt: skip
    if not body.strip():
        return SourceDocument("feed", context.file, hashlib.sha256(raw).hexdigest(), (head,), {}, meta, known)
    page = read_html(f"<div>{body}</div>".encode("utf-8", "replace"), context, "utf-8", known, "feed")
    return SourceDocument(
        "feed", context.file, hashlib.sha256(raw).hexdigest(), (head, *page.blocks), page.pictures, meta, known
    )
