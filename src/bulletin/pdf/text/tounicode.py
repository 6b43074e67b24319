"""ToUnicode maps: what a reader, a search and a screen reader get for each glyph.

The layout engine keeps the text of a glyph's *first* use, so one no-break space in a heading can turn every space of
that font into U+00A0. The repair gives each glyph the NFC form of its text and an ordinary space for the special ones;
it changes nothing else.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import islice

from bulletin.lazy import pattern

SPECIAL_SPACES = "\u00a0\u202f\u2007"
_PLAIN = str.maketrans(dict.fromkeys(SPECIAL_SPACES, " "))
_BEGIN = pattern(rb"begin(bfchar|bfrange)")
_CHAR = pattern(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = pattern(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\[\]]*)\])")
_HEX = pattern(rb"<([0-9A-Fa-f\s]*)>")
_MOST_CODES = 1 << 20  # a hostile map names all codes over and over


def plain(text: str) -> str:
    """NFC, and an ordinary space for U+00A0, U+202F and U+2007."""
    return unicodedata.normalize("NFC", text).translate(_PLAIN)


def read_map(cmap: bytes) -> dict[int, str]:
    """Glyph code to text, from the bfchar and bfrange blocks of a ToUnicode stream."""
    return dict(islice(_pairs(cmap), _MOST_CODES))


def _pairs(cmap: bytes) -> Iterator[tuple[int, str]]:
    at = 0
    while (begin := _BEGIN.search(cmap, at)) is not None and (end := cmap.find(b"endbf", begin.end())) >= 0:
        body, at = cmap[begin.end() : end], end
        if begin[1] == b"bfchar":
            yield from ((_code(src), _text(dst)) for src, dst in _CHAR.findall(body))
        else:
            for low, high, start, listed in _RANGE.findall(body):
                yield from _expand(_code(low), _code(high), start, listed)


def _code(digits: bytes) -> int:
    return int(b"".join(digits.split()), 16)


def _text(digits: bytes) -> str:
    return bytes.fromhex(b"".join(digits.split()).decode()).decode("utf-16-be", "replace")


def _expand(low: int, high: int, start: bytes, listed: bytes) -> Iterator[tuple[int, str]]:
    if listed:
        yield from zip(range(low, high + 1), map(_text, _HEX.findall(listed)), strict=False)
        return
    first = _text(start)
    for step in range(min(high, low + 0xFFFF) - low + 1 if first else 0):
        yield low + step, first[:-1] + chr(ord(first[-1]) + step)
