"""Names of a PDF as people read them.

A name is a row of bytes. The standard asks for UTF-8 (ISO 32000-1, 7.3.5), but older producers wrote Latin-1, GBK or
Shift JIS, and every viewer takes such files. pikepdf refuses to turn those names into text, so a foreign file is given
readable names when it is opened, and the names in its content streams are read by the same function.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache

import pikepdf

from bulletin.lazy import pattern

_HASH = pattern(rb"#([0-9A-Fa-f]{2})")
_HIGH = pattern(rb"#[89a-fA-F][0-9a-fA-F]|\(\xef\xbb\xbf|\(\\357\\273\\277|<efbbbf", re.IGNORECASE)
"""What pikepdf writes for a name with a byte above 0x7F, and for the start of a UTF-8 text."""
_HANZI = pattern(rb"(?:[\xb0-\xf7][\xa1-\xfe]|[\x20-\x7e])*")  # GB 2312, rows 16 to 87
_KANJI = pattern(rb"(?:[\x81-\x9f\xe0-\xea][\x40-\x7e\x80-\xfc]|[\xa6-\xdf\x20-\x7e])*")  # JIS X 0201 and 0208
_KANJI_LEAD = pattern(rb"[\x81-\x9f]")
_HIGH_BYTE = pattern(rb"[\x80-\xff]")
_MOSTLY = 0.5  # share of bytes above 0x7F: a name in Chinese or Japanese, not one with an accent
_DEEPEST = 50


def readable(raw: bytes) -> str:
    """The text of a name from its bytes (without slash, `#` codes resolved).

    UTF-8 if it is that, else the first of GB 2312, Shift JIS and Windows-1252 that fits; a byte that none of them knows
    is written `#9D` as in the file.
    """
    try:
        return raw.decode()
    except UnicodeDecodeError:
        pass
    if _mostly(raw) and _HANZI.fullmatch(raw):
        return raw.decode("gb2312", "replace")
    if _mostly(raw) and _KANJI_LEAD.search(raw) and _KANJI.fullmatch(raw):
        with suppress(UnicodeDecodeError):
            return raw.decode("cp932")
    return "".join(_latin(byte) for byte in raw)


def _mostly(raw: bytes) -> bool:
    return len(_HIGH_BYTE.findall(raw)) >= _MOSTLY * len(raw)


def _latin(byte: int) -> str:
    text = bytes([byte]).decode("cp1252", "replace")
    return text if text.isprintable() and text != "\ufffd" else f"#{byte:02X}"


@lru_cache(maxsize=1024)
def token(raw: bytes) -> str:
    """The text of a name as a content stream writes it, with its `#` codes."""
    if b"#" in raw:
        raw = _HASH.sub(lambda digits: bytes.fromhex(digits[1].decode()), raw)
    return readable(raw)


def key_text(key: str) -> str:
    """The text of a key as pikepdf lists it: bytes that are no UTF-8 come as lone surrogates."""
    return readable(key.encode("utf-8", "surrogateescape")) if _odd(key) else key


def _odd(key: str) -> bool:
    return not key.isascii() and any("\udc80" <= sign <= "\udcff" for sign in key)


def make_readable(pdf: pikepdf.Pdf) -> int:
    """Give an open file names that are text; returns how many were changed. The file on the disk stays as it is.

    Only objects that hold such a name are looked into, so an ordinary file costs one pass over its objects.
    """
    changed = _mend(pdf.trailer, 0)
    with suppress(pikepdf.PdfError):  # a damaged file: those who read it say so
        for item in pdf.objects:
            if not isinstance(item, pikepdf.Object):  # a number, or nothing
                continue
            holder = item.stream_dict if isinstance(item, pikepdf.Stream) else item
            if not _HIGH.search(holder.unparse(resolved=True)):
                continue
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array):
                changed += _mend(holder, 0)
            elif (text := _better(item)) is not None and item.is_indirect:
                pdf._replace_object(item.objgen, text)
                changed += 1
    return changed


def _mend(holder: pikepdf.Object, depth: int) -> int:
    """Rename in a dictionary or array and in what it holds itself; indirect objects have their own turn."""
    changed = 0
    for place, item in _parts(holder):
        if item.is_indirect:
            continue
        better = _better(item)
        if better is not None:
            holder[place] = better
            changed += 1
        elif isinstance(item, pikepdf.Dictionary | pikepdf.Array) and depth < _DEEPEST:
            changed += _mend(item, depth + 1)
    return changed + (_rename_keys(holder) if isinstance(holder, pikepdf.Dictionary) else 0)


def _parts(holder: pikepdf.Object) -> Iterator[tuple[pikepdf.Name | int, pikepdf.Object]]:
    """Place and value of everything that is an object of pikepdf's (numbers and the like come as Python values)."""
    if isinstance(holder, pikepdf.Array):
        places: list[pikepdf.Name | int] = list(range(len(holder)))
    else:
        places = [_name(key) for key in list(holder.keys())]
    for place in places:
        item = holder[place]
        if isinstance(item, pikepdf.Object):
            yield place, item


def _better(item: object) -> pikepdf.Object | None:
    """What a name or string is exchanged for, None if it is text already."""
    if isinstance(item, pikepdf.Name):
        raw = bytes(item)[1:]
        with suppress(UnicodeDecodeError):
            raw.decode()
            return None
        return pikepdf.Name(f"/{readable(raw)}")
    if isinstance(item, pikepdf.String):
        with suppress(UnicodeDecodeError):
            str(item)
            return None
        return pikepdf.String(bytes(item)[3:].decode("utf-8", "replace"))
    return None


def _rename_keys(holder: pikepdf.Object) -> int:
    odd = [key for key in list(holder.keys()) if _odd(key)]
    for key in odd:
        better, old = key_text(key), _name(key)
        while pikepdf.Name(better) in holder:  # two names that read alike: rather a longer one than a lost object
            better += "'"
        holder[better] = holder[old]
        del holder[old]
    return len(odd)


def _name(key: str) -> pikepdf.Name:
    """The name that a key stands for; only the parser takes any bytes."""
    if not _odd(key):
        return pikepdf.Name(key)
    raw = key[1:].encode("utf-8", "surrogateescape")
    parsed = pikepdf.Object.parse(b"[/" + b"".join(b"#%02x" % byte for byte in raw) + b"]")
    return parsed[0]  # type: ignore[return-value]
