"""The characters of a file from its bytes: byte order mark, what is declared, UTF-8, and the code pages of Windows."""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import partial

from bulletin.text.vietnamese.syllable import is_syllable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_DECLARED = re.compile(rb"""<(?:meta\b[^>]*?|\?xml\b[^>]*?en)(?:charset|coding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_LATIN = {"iso8859-1", "cp1252", "ascii", "latin-1", "iso8859-15", "x-user-defined"}
_WORD = re.compile(r"[^\W\d_]+")
_MARKED = re.compile("[^\x00-\x7f]")
_SAMPLE = 20_000
_MOST_WRONG = 0.01
_ENOUGH = 0.6


def decoded(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of a file and the name of its encoding.

    Args:
        data: the bytes.
        declared: what a header outside the bytes says; what the file itself declares in a `meta` comes after it.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace"), name.removesuffix("-sig")
    inside = _DECLARED.search(data[:4096])
    for candidate in (declared, inside.group(1).decode("ascii") if inside else None):
        if (found := _as_declared(data, candidate)) is not None:
            return found
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _eight_bits(data)


def _as_declared(data: bytes, name: str | None) -> tuple[str, str] | None:
    """The text in the declared encoding; None where the declaration is missing, unknown or wrong."""
    if not name:
        return None
    try:
        known = codecs.lookup("x-user-defined" if name == "x-user-defined" else name).name
    except LookupError:
        return None
    if known in _LATIN or known == "cp1258":
        # Pages that are declared as Latin hold UTF-8 or the Vietnamese code page just as often.
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            return _eight_bits(data)
    try:
        return data.decode(known), known
    except (UnicodeError, ValueError):
        text = data.decode(known, "replace") if known == "utf-8" else ""
        few = text.count("\N{REPLACEMENT CHARACTER}") <= _MOST_WRONG * len(text)
        return (text, known) if text and few else None


def _eight_bits(data: bytes) -> tuple[str, str]:
    """The text in windows-1258 where that gives syllables, else in windows-1252, in which old fonts can be decoded."""
    text = unicodedata.normalize("NFC", windows(data, "cp1258"))
    words = [word for word in _WORD.findall(text[:_SAMPLE]) if _MARKED.search(word)]
    right = sum(is_syllable(word) for word in words)
    if words and right >= _ENOUGH * len(words):
        return text, "windows-1258"
    return windows(data, "cp1252"), "windows-1252"


def windows(data: bytes, page: str) -> str:
    """The text in a code page of Windows; bytes that it leaves open are controls, as browsers take them."""
    try:
        return data.decode(page)
    except UnicodeDecodeError:
        return "".join(map(partial(_one, page), data))


def _one(page: str, code: int) -> str:
    return bytes([code]).decode(page, "ignore") or chr(code)
