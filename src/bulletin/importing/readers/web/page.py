"""A web page as a neutral document."""

from __future__ import annotations

import hashlib
from urllib.parse import urljoin

from bulletin.importing import rules
from bulletin.importing.document import SourceDocument, SourceKind
from bulletin.importing.limits import MIB, refusal
from bulletin.importing.readers.beside import tell_remote
from bulletin.importing.readers.charset import decoded
from bulletin.importing.readers.context import Context, FoundPictures
from bulletin.importing.readers.markup import parse_html
from bulletin.importing.readers.web.meta import address_of, meta_of
from bulletin.importing.readers.web.pictures import PagePictures
from bulletin.importing.readers.web.walk import Walk


def read_html(
    data: bytes, context: Context, declared: str | None = None, address: str | None = None, kind: SourceKind = "html"
) -> SourceDocument:
    """The document in a page.

    Args:
        data: its bytes.
        context: `context.sibling` gives the files beside it.
        declared: the encoding that a header gives.
        address: where the page came from, if that is known from outside.
        kind: `mail` for the text of a message.

    Raises:
        InputError: it is too large or there is nothing in it.
    """
    if len(data) > context.budget.caps.text_bytes:
        raise refusal(rules.TOO_LARGE, context.file, limit=str(context.budget.caps.text_bytes // MIB))
    address = address or context.address
    text, encoding = decoded(data, declared or context.charset)
    root = parse_html(text)
    if root is None:
        raise refusal(rules.EMPTY, context.file)
    meta = meta_of(root)
    came_from = address or address_of(root, meta)
    base = next(iter(meta.get("base", ())), None)
    base = urljoin(came_from or "", base) if base else came_from
    found = PagePictures(FoundPictures(context), context, base)
    blocks = Walk(context, found.find).blocks(root)
    if found.remote:
        tell_remote(found.remote, kind, context)
    digest = hashlib.sha256(data).hexdigest()
    return SourceDocument(kind, context.file, digest, blocks, found.pictures.files, meta, came_from, encoding)
