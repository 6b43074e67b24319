"""Text in code pages that Python cannot write."""

from __future__ import annotations

import unicodedata


def cp1258(text: str) -> bytes:
    """Text in the Vietnamese code page, in which tones are characters of their own."""
    made = b""
    for char in text:
        try:
            made += char.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tone = next(one for one in parts if one in "\u0300\u0301\u0303\u0309\u0323")
            made += unicodedata.normalize("NFC", parts.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")
    return made
