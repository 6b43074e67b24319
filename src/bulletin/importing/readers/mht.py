"""A page saved as one file (`.mht`): the first page in it, with its pictures."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from urllib.parse import urljoin

from bulletin.importing import rules
from bulletin.importing.document import SourceDocument
from bulletin.importing.limits import refusal
from bulletin.importing.readers.context import Context, Sibling
from bulletin.importing.readers.web.page import read_html


def read_mht(data: bytes, context: Context) -> SourceDocument:
    """The document in the page; raises InputError when there is no page in the file."""
    message = message_from_bytes(data)
    parts = [part for part in message.walk() if not part.is_multipart()]
    context.budget.take_members(len(parts), context.file)
    page = next((part for part in parts if part.get_content_type() in {"text/html", "application/xhtml+xml"}), None)
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes):
        raise refusal(rules.UNREADABLE, context.file, kind="mht", reason="text/html?")
    address = str(message.get("Snapshot-Content-Location") or page.get("Content-Location") or "").strip()
    inner = replace(context, sibling=_parts(parts, address))
    known = address if address.startswith(("http://", "https://")) else None
    return read_html(content, inner, page.get_content_charset(), known)


def _parts(parts: list[Message], base: str) -> Sibling:
    """What finds the parts by the addresses that the page gives."""
    by_name: dict[str, Message] = {}
    for part in parts:
        for field in ("Content-Location", "Content-ID"):
            if part.get(field):
                name = str(part.get(field)).strip(" <>")
                by_name.setdefault(f"cid:{name}" if field == "Content-ID" else name, part)

    def find(address: str) -> bytes | None:
        try:
            joined = urljoin(base, address)
        except ValueError:
            joined = address
        part = by_name.get(address) or by_name.get(joined)
        content = part.get_payload(decode=True) if part is not None else None
        return content if isinstance(content, bytes) else None

    return find
