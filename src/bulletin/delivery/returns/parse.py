"""A letter's bytes as what the judge asks for: its own words, the addresses it came to, the letters it is about."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import html
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import getaddresses, parsedate_to_datetime

from bulletin.lazy import pattern

MOST_BYTES = 24 << 20
_MOST_TEXT = 200_000
_MOST_HTML = 40_000
_MOST_HEADER = 10_000
_MOST_ADDRESSES = 50_000
_MAILBOX_HEADERS = pattern(
    rb"^(?:Status|X-Status|X-Keywords|X-UID|X-IMAP|X-IMAPbase|Content-Length|Lines|X-Mozilla-[\w-]+):[^\n]*\n"
    rb"(?:[ \t][^\n]*\n)*", re.IGNORECASE | re.MULTILINE,
)  # fmt: skip
_CAME_TO = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to", "x-rcpt-to",
            "apparently-to", "to", "cc")  # fmt: skip
_OUR_ID = pattern(r"(?<![\w.+-])(bulletin\.[a-z0-9-]+\.[A-Za-z0-9.+_=-]+@[A-Za-z0-9.-]*[A-Za-z0-9])")
_STOP = pattern(r"(?:huy|unsubscribe|stop)[-.=](.+)", re.IGNORECASE)
_QUOTES_BEGIN = pattern(
    r"^\s*(?:-{2,}\s*(?:original message|forwarded message|thư gốc|tin nhắn gốc|thư chuyển tiếp).*"
    r"|_{8,}\s*"
    r"|(?:vào|ngày|lúc|on)\b.{0,200}\b(?:đã viết|viết|wrote)\s*:\s*"
    r"|(?:từ|from|người gửi)\s*:.*@.*"
    r"|-- ?)$", re.IGNORECASE,
)  # fmt: skip
_BLANK_TAGS = pattern(r"<(?:br|/p|/div|/li|/tr|/h\d)\b[^<>]*>", re.IGNORECASE)
_QUOTED_HTML = pattern(
    r"<(?:blockquote|div[^<>]{1,300}(?:gmail_quote|moz-cite|divRplyFwdMsg|yahoo_quoted))\b.*", re.I | re.S
)
_UNSEEN = pattern(r"<(style|script|head)\b", re.IGNORECASE)
_TAGS = pattern(r"<[^<>]*>")


def parse(data: bytes) -> Message:
    """The letter as a tree of parts. The parser takes anything: whatever is no letter has no headers."""
    return BytesParser(policy=compat32).parsebytes(data)


def letter_hash(data: bytes) -> bytes:
    """SHA-256 of a letter, the same in IMAP, Maildir and mbox: line ends alike, without the marks of mailboxes."""
    plain = data.replace(b"\r\n", b"\n").lstrip(b"\n")
    head, gap, body = plain.partition(b"\n\n")
    head = _MAILBOX_HEADERS.sub(b"", head + b"\n").rstrip(b"\n")
    return hashlib.sha256(head + gap + body.rstrip(b"\n")).digest()


def header(message: Message, name: str) -> str:
    """A header as readable text, in one line; "" when it is not there."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")
    text = _readable(raw[:_MOST_HEADER])
    if "=?" in text:
        with contextlib.suppress(LookupError, ValueError, HeaderParseError):
            text = str(make_header(decode_header(text)))
    return " ".join(_readable(text).split())[:2000]


def _readable(text: str) -> str:
    """Bytes beyond ASCII that a parser kept as they were, read as UTF-8, which today's programs write."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def addresses(message: Message, *names: str) -> list[str]:
    """All addresses in these headers, as they are written."""
    values = [str(value)[:_MOST_ADDRESSES] for name in names for value in message.get_all(name, [])]
    return [address for _, address in getaddresses(values) if "@" in address]


def sender(message: Message) -> str:
    """The address in From; "" when there is none or more than one."""
    found = addresses(message, "from")
    return found[0] if len(found) == 1 else ""


def tags_of(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is behind the `+` of the addresses that a letter came to: tags, and those of `+huy-TAG`."""
    tags, stops = dict[str, None](), dict[str, None]()
    for address in addresses(message, *_CAME_TO):
        _, plus, tag = address.rpartition("@")[0].partition("+")
        if plus and tag and len(tag) <= 200:
            stop = _STOP.fullmatch(tag)
            (stops if stop else tags)[stop[1] if stop else tag] = None
    return tuple(tags), tuple(stops)


def tag_of(address: str) -> str:
    """What is behind the `+` of one address; "" when there is none."""
    return address.strip("<> ").rpartition("@")[0].partition("+")[2]


def our_ids(text: str) -> tuple[str, ...]:
    """The Message-IDs in a text that are formed like ours, in angle brackets."""
    return tuple(dict.fromkeys(f"<{found}>" for found in _OUR_ID.findall(text[:_MOST_TEXT])))


def date_of(message: Message) -> dt.datetime | None:
    """When the letter was written, in UTC; None when its date cannot be read."""
    try:
        date = parsedate_to_datetime(str(message.get("date", "")))
        return (date if date.tzinfo else date.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def leaves(message: Message) -> Iterator[Message]:
    """The parts that a letter itself says, in order; letters inside it are one part each and are not entered."""
    if message.is_multipart() and message.get_content_maintype() == "multipart":
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from leaves(part)
    else:
        yield message


def text_of(part: Message) -> str:
    """A text part decoded; whatever its charset is said to be, something readable comes out."""
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return ""
    if not isinstance(data, bytes):
        return ""
    for charset in (str(part.get_content_charset() or "utf-8"), "utf-8"):
        try:
            return data[:_MOST_TEXT].decode(charset).replace("\r\n", "\n").replace("\0", "")
        except (LookupError, UnicodeError, ValueError):
            continue
    return data[:_MOST_TEXT].decode("latin-1").replace("\r\n", "\n").replace("\0", "")


def body_text(message: Message) -> str:
    """The words of the letter itself: its plain text, else its HTML without tags and quotation."""
    found: dict[str, str] = {}
    for part in leaves(message):
        kind = part.get_content_type()
        if kind in {"text/plain", "text/html"} and kind not in found and part.get_filename() is None:
            found[kind] = text_of(part)
    if found.get("text/plain", "").strip():
        return found["text/plain"]
    page = _QUOTED_HTML.sub("", _seen(found.get("text/html", "")[:_MOST_HTML]))
    return html.unescape(_TAGS.sub("", _BLANK_TAGS.sub("\n", page)))


def _seen(page: str) -> str:
    """The page without what a browser does not print; one step forward for each element, whatever is left open."""
    kept, place, small = "", 0, page.lower()
    while found := _UNSEEN.search(page, place):
        kept += page[place : found.start()]
        place = small.find(f"</{found[1].lower()}", found.end())
        if place < 0:
            return kept
    return kept + page[place:]


def own_text(message: Message) -> str:
    """What the writer typed, without the letter that it answers and without the signature."""
    lines = []
    joined = re.sub(r"\n(?=[^\n>]{0,120}(?:đã viết|wrote)\s*:\s*$)", " ", body_text(message), flags=re.M)
    for line in joined.split("\n"):
        if _QUOTES_BEGIN.match(line.replace("\u00a0", " ")):
            break
        if not line.lstrip().startswith(">"):
            lines.append(line)
    return "\n".join(lines).strip()


def originals(message: Message) -> list[Message]:
    """The letters, or the heads of letters, that a report carries."""
    found = []
    for part in leaves(message):
        kind = part.get_content_type()
        inner = part.get_payload()
        if kind == "message/rfc822" and isinstance(inner, list) and inner and isinstance(inner[0], Message):
            found.append(inner[0])
        elif kind in {"text/rfc822-headers", "message/rfc822-headers", "message/global-headers", "message/global"}:
            data = part.get_payload(decode=True)
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                found.append(inner[0])
            elif isinstance(data, bytes):
                found.append(parse(data.lstrip()))
    return found


def about(message: Message) -> tuple[str, ...]:
    """The Message-IDs of ours of the letter that a report or an answer is about.

    Where the report carries the head of a letter, only that letter's own id counts: an answer of the office to a
    reader also cites us in its References.
    """
    heads = originals(message)
    ids = [str(head.get("message-id", "")) for head in heads]
    if any(ids):
        return our_ids(" ".join(ids))
    cited = " ".join(str(message.get(name, "")) for name in ("in-reply-to", "references", "x-failed-message-id"))
    texts = [text_of(part) for part in leaves(message) if part.get_content_maintype() == "text"]
    return our_ids("\n".join([cited, *texts]))
