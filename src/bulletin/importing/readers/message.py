"""E-mails: the text of the message, pictures inside it, attachments of every kind, and mails inside mails."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parsedate_to_datetime
from urllib.parse import unquote

from bulletin.importing import rules
from bulletin.importing.document import Origin, SourceBlock, SourceDocument, SourcePicture
from bulletin.importing.readers.charset import decoded, windows
from bulletin.importing.readers.context import Context, FoundPictures, Sibling
from bulletin.importing.readers.dispatch import read_member
from bulletin.importing.readers.plain import read_text
from bulletin.importing.readers.web.page import read_html
from bulletin.importing.recognise import picture_kind

_FIELDS = ("subject", "from", "to", "cc", "date", "reply-to")
_IGNORED = {"application/pgp-signature", "application/pkcs7-signature", "text/calendar"}
_OUTLOOK = "application/ms-tnef"


def read_mail(data: bytes, context: Context) -> None:
    """Read a message with everything attached to it into the context."""
    _read(message_from_bytes(data), data, context)


def read_mbox(data: bytes, context: Context) -> None:
    """Read the messages of a mailbox file, one after the other."""
    starts = [0, *(at + 1 for at in _finds(data, b"\nFrom "))]
    for number, (begin, end) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), 1):
        context.budget.take_members(1, context.file)
        first = data.find(b"\n", begin, end)
        raw = data[first + 1 : end]
        _read(message_from_bytes(raw), raw, context.inside(f"thư {number}"))


def _finds(data: bytes, mark: bytes) -> Iterator[int]:
    at = data.find(mark)
    while at >= 0:
        yield at
        at = data.find(mark, at + 1)


def _read(message: Message, raw: bytes, context: Context) -> None:
    parts = list(_leaves(message, context))
    body = _body(parts)
    inline, attached = _sorted(parts, body)
    if any(part.get_content_type() == _OUTLOOK for part in parts):
        context.tell(rules.LEFT_OUT, what_vi="gói tệp riêng của Outlook (winmail.dat); hãy xin gửi lại kiểu HTML",
                     what_en="a package that only Outlook opens (winmail.dat); ask for the mail as HTML")  # fmt: skip
    document = _text(body, replace(context, sibling=_by_id(inline)))
    used = {file.sha256 for file in document.pictures.values()} if document is not None else set()
    pictures = FoundPictures(context, dict(document.pictures) if document is not None else {})
    blocks: list[SourceBlock] = list(document.blocks) if document is not None else []
    for part in [*inline, *attached]:
        content = _content(part)
        if content and picture_kind(content) is not None and hashlib.sha256(content).hexdigest() not in used:
            name = _file_name(part) or "anh"
            key = pictures.add(name, content)
            blocks.append(SourcePicture(key, Origin(context.file, "tệp đính kèm"), name, names=("attachment",)))
    meta: dict[str, tuple[str, ...]] = {key: (value,) for key in _FIELDS if (value := _header(message, key))}
    meta |= _day(message)
    encoding = document.encoding if document is not None else None
    if blocks or meta.get("subject"):
        context.documents.append(
            SourceDocument("mail", context.file, hashlib.sha256(raw).hexdigest(), tuple(blocks), pictures.files,
                           meta, None, encoding)
        )  # fmt: skip
    _attachments(attached, context)


def _leaves(message: Message, context: Context) -> Iterator[Message]:
    """The parts with content, in their order; a mail inside is one of them."""
    waiting: list[tuple[Message, int]] = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        context.budget.take_members(1, context.file)
        payload = part.get_payload()
        if part.get_content_type() == "message/rfc822" or not isinstance(payload, list) or depth > 20:
            yield part
            continue
        waiting.extend((inner, depth + 1) for inner in reversed(payload) if isinstance(inner, Message))


def _body(parts: list[Message]) -> Message | None:
    """The part with the text of the message: HTML where there is one, else plain text."""
    texts = [part for part in parts if part.get_content_disposition() != "attachment" and not _file_name(part)]
    for kind in ("text/html", "text/plain"):
        for part in texts:
            if part.get_content_type() == kind and (_content(part) or b"").strip():
                return part
    return None


def _sorted(parts: list[Message], body: Message | None) -> tuple[list[Message], list[Message]]:
    """Parts that the text shows, and those that are attached; other forms of the same text are neither."""
    inline, attached = [], []
    for part in parts:
        if part is body or part.get_content_type() in {*_IGNORED, _OUTLOOK}:
            continue
        named = bool(_file_name(part)) or part.get_content_disposition() == "attachment"
        if part.get("Content-ID") and part.get_content_maintype() == "image":
            inline.append(part)
        elif named or part.get_content_type() == "message/rfc822" or part.get_content_maintype() != "text":
            attached.append(part)
    return inline, attached


def _text(body: Message | None, context: Context) -> SourceDocument | None:
    content = _content(body) if body is not None else None
    if body is None or not content or not content.strip():
        return None
    charset = body.get_content_charset()
    if body.get_content_type() == "text/html":
        return read_html(content, context, charset, kind="mail")
    return read_text(content, context, charset, kind="mail")


def _by_id(parts: list[Message]) -> Sibling:
    """What finds the pictures that the text names by `cid:`."""

    def find(address: str) -> bytes | None:
        scheme, _, key = address.partition(":")
        for part in parts if scheme.lower() == "cid" else ():
            if str(part.get("Content-ID")).strip(" <>") == unquote(key):
                return _content(part)
        return None

    return find


def _attachments(parts: list[Message], context: Context) -> None:
    for number, part in enumerate(parts, 1):
        name = _file_name(part) or f"{number}"
        inner = context.inside(name)
        if inner.depth > context.budget.caps.depth:
            context.tell(rules.TOO_DEEP, name, member=name[:120], limit=str(context.budget.caps.depth))
            continue
        if part.get_content_type() == "message/rfc822":
            payload = part.get_payload()
            nested = payload[0] if isinstance(payload, list) and payload else None
            if isinstance(nested, Message):
                _read(nested, _raw(nested), inner)
            continue
        content = _content(part)
        if content and picture_kind(content) is None:
            context.budget.take_bytes(len(content), context.file)
            read_member(content, inner)


def _raw(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (UnicodeError, ValueError, KeyError, LookupError, TypeError, AttributeError):
        return message.as_string().encode("utf-8", "surrogateescape")


def _content(part: Message) -> bytes | None:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else None


def _file_name(part: Message) -> str | None:
    """The name of an attachment, however its program wrote it."""
    for value in (part.get_param("filename", header="content-disposition"), part.get_param("name")):
        if value:
            name = _decoded_header(collapse_rfc2231_value(value)).replace("\\", "/").rpartition("/")[2]
            name = "".join(char for char in name if char.isprintable()).strip()
            return name[-120:] or None
    return None


def _header(message: Message, name: str) -> str:
    """The words of a field of the header, in whatever encoding they came."""
    value = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")
    return " ".join(_decoded_header(value).split())[:1000]


def _decoded_header(value: str) -> str:
    made = []
    try:
        pieces = decode_header(_bare(value))
    except (ValueError, LookupError):
        pieces = [(value, None)]
    for piece, charset in pieces:
        if isinstance(piece, str):
            made.append(piece)
        elif (charset or "").lower() in {"", "unknown-8bit"}:
            made.append(decoded(piece)[0])
        elif (charset or "").lower() in {"windows-1258", "cp1258"}:
            made.append(windows(piece, "cp1258"))
        else:
            made.append(decoded(piece, charset)[0])
    return unicodedata.normalize("NFC", "".join(made))


def _bare(text: str) -> str:
    """A header that was sent as raw bytes."""
    try:
        return decoded(text.encode("ascii", "surrogateescape"))[0]
    except UnicodeError:
        return text


def _day(message: Message) -> dict[str, tuple[str, ...]]:
    """The day of the message as ISO writes it."""
    try:
        return {"date:iso": (parsedate_to_datetime(str(message.get("Date"))).isoformat(),)}
    except (TypeError, ValueError, IndexError, OverflowError):
        return {}
