"""One reader's letter: the head that is theirs before the body that all share."""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime
from urllib.parse import quote

from bulletin.delivery.letter.addresses import return_address, wire_address
from bulletin.delivery.letter.headers import HEAD, UTF8_HEAD, named, refuse_controls
from bulletin.delivery.letter.sign import Signer
from bulletin.delivery.letter.values import TAG_MARK, TOKEN_MARK, Form, LetterHeading, Letters, Recipient
from bulletin.lazy import pattern

STOP_WORD = "huy"
"""The first word of the subject of a letter by which a reader stops; the token follows it."""
_TOKEN = pattern(r"[A-Za-z0-9._~-]{0,200}")
_IDENTIFIER = pattern(r"[A-Za-z0-9.+_=-]{1,180}@[A-Za-z0-9.-]{1,253}")
_LONGEST_PIECE = 70


def letter_for(
    letters: Letters, form: Form, reader: Recipient, date: dt.datetime, signer: Signer | None = None
) -> bytes:
    """A complete letter (RFC 5322, CRLF) for one reader.

    Args:
        letters: what all readers of the run share.
        form: with the PDF or with its address.
        reader: whose letter this is.
        date: when it is handed over, with its time zone.
        signer: signs it with DKIM; None where the server does.

    Raises:
        InputError: a control character in a field, or an address that cannot be written.
        ValueError: a form that there is not; a tag, token or identifier of the wrong kind.
    """
    body = letters.body(form)
    if not _TOKEN.fullmatch(reader.token):
        raise ValueError("a token has letters, digits and - . _ ~")
    token = reader.token or reader.tag
    head = _head(letters.heading, reader, token, date)
    body = body.replace(TOKEN_MARK, _soft(token)).replace(TAG_MARK, _soft(_stop_mail(letters.heading, reader.tag)))
    whole = head + body
    return signer.signed(whole) if signer is not None else whole


def stop_mail(heading: LetterHeading, tag: str, token: str) -> str:
    """The `mailto:` address by which a reader stops."""
    local, _, domain = _stop_mail(heading, tag).rpartition("@")
    return f"mailto:{quote(local, safe='+._-')}@{domain}?subject={STOP_WORD}%20{quote(token, safe='')}"


def _stop_mail(heading: LetterHeading, tag: str) -> str:
    return return_address(heading.from_, tag) if heading.tagged else wire_address(heading.from_)


def _soft(text: str) -> bytes:
    """A value inside quoted-printable, between soft line breaks wherever it is long."""
    pieces = [text[at : at + _LONGEST_PIECE] for at in range(0, len(text), _LONGEST_PIECE)]
    return "=\r\n".join(pieces).encode("ascii")


def _head(heading: LetterHeading, reader: Recipient, token: str, date: dt.datetime) -> bytes:
    if not _IDENTIFIER.fullmatch(reader.message_id.removeprefix("<").removesuffix(">")):
        raise ValueError("not a Message-ID")
    address = wire_address(reader.address)
    refuse_controls(reader.name, ("Tên của bạn đọc", "The reader's name"))
    identifier = reader.message_id.removeprefix("<").removesuffix(">")
    ways = [f"<{stop_mail(heading, reader.tag, token)}>"]
    if heading.unsubscribe_url:
        ways.insert(0, f"<{heading.unsubscribe_url.replace('{token}', token)}>")
    fields = [
        ("Date", format_datetime(date)),
        ("From", named(heading.from_name, wire_address(heading.from_))),
        ("To", named(reader.name, address)),
        *((("Reply-To", named("", wire_address(heading.reply_to))),) if heading.reply_to else ()),
        ("Subject", heading.subject),
        ("Message-ID", f"<{identifier}>"),
        ("List-Id", f"<{heading.list_id}>"),
        ("List-Unsubscribe", ", ".join(ways)),
        *((("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),) if heading.unsubscribe_url else ()),
        ("Auto-Submitted", "auto-generated"),
        ("Content-Language", heading.language),
        ("MIME-Version", "1.0"),
    ]
    policy = HEAD if address.isascii() else UTF8_HEAD
    return b"".join(policy.fold_binary(name, value) for name, value in fields)
