"""Text as the programs of the time before Unicode stored it: our own decoder the other way round."""

from __future__ import annotations

import unicodedata
from functools import cache

from bulletin.text.vietnamese.legacy import Legacy, decode_legacy

_SHOWN = [bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0x100)]

_CONTROLS = "\x02\x05\x06\x14\x19\x1e"
"""Where VISCII has six capitals."""


@cache
def _table(encoding: Legacy) -> dict[str, str]:
    table: dict[str, str] = {}
    codes = [*_SHOWN, *_CONTROLS] + (
        [base + mark for base in "aeouyôöAEOUYÔÖ" for mark in _SHOWN] if encoding == "vni" else []
    )
    for code in codes:
        letter = decode_legacy(code, encoding)
        if len(letter) == 1 and letter != code:
            table.setdefault(letter, code)
    return table


def encoded(text: str, encoding: Legacy) -> str:
    """The characters that a program without the font shows. Capitals of TCVN3 with tones do not exist: small ones."""
    table = _table(encoding)
    return "".join(table.get(char, table.get(char.lower(), char)) for char in unicodedata.normalize("NFC", text))


def in_bytes(text: str, encoding: Legacy) -> bytes:
    """A file that such a program wrote."""
    return b"".join(bytes([ord(c)]) if ord(c) < 256 else c.encode("cp1252") for c in encoded(text, encoding))
