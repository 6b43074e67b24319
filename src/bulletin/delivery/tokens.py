"""The token with which a reader stops the letters: signed, without address, good for one publication.

It carries the reader's key, which only this publication's database can turn into a person, and the publication's id.
Whoever has no secret of the database can make none: one try in 2^128 would be right.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re

_KEY, _MAC = 32, 16
_BODY = (_KEY + _MAC) * 4 // 3
TOKEN = rf"[a-z0-9]+(?:-[a-z0-9]+)*\.[A-Za-z0-9_-]{{{_BODY}}}"
"""A token as a regular expression: the publication's id, a dot, 64 letters of base64url."""


def make_token(secret: bytes, publication: str, key: bytes) -> str:
    """The token of one reader.

    Args:
        secret: `token` of the database's table `secret`.
        publication: the publication's id.
        key: the reader's key (`address_key`), 32 bytes.
    """
    if len(key) != _KEY:
        raise ValueError("a reader's key has 32 bytes")
    return f"{publication}.{base64.urlsafe_b64encode(key + _mac(secret, publication, key)).decode()}"


def read_token(secret: bytes, token: str) -> tuple[str, bytes] | None:
    """The publication and the reader's key in a token of ours; None for any other text."""
    if len(token) > 200 or not re.fullmatch(TOKEN, token):
        return None
    publication, _, body = token.partition(".")
    try:
        data = base64.urlsafe_b64decode(body)
    except (ValueError, binascii.Error):
        return None
    key, mac = data[:_KEY], data[_KEY:]
    return (publication, key) if hmac.compare_digest(mac, _mac(secret, publication, key)) else None


def _mac(secret: bytes, publication: str, key: bytes) -> bytes:
    signed = b"unsubscribe\0" + publication.encode() + b"\0" + key
    return hmac.new(secret, signed, hashlib.sha256).digest()[:_MAC]
