"""ToUnicode maps: what a reader, a search and a screen reader get for each glyph.

The layout engine keeps the text of a glyph's *first* use, so one no-break space in a heading can turn every space of
that font into U+00A0. The repair gives each glyph the NFC form of its text and an ordinary space for the special ones;
it changes nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

import pikepdf

from bulletin.editions.resources import all_resources, entries

SPECIAL_SPACES = "\u00a0\u202f\u2007"
_PLAIN = str.maketrans(dict.fromkeys(SPECIAL_SPACES, " "))
_BEGIN = re.compile(rb"begin(bfchar|bfrange)")
_CHAR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\[\]]*)\])")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_MOST_CODES = 1 << 20  # a hostile map names all codes over and over
_PER_BLOCK = 100  # the most entries that a block of a CMap may hold (Adobe technical note 5014)


def plain(text: str) -> str:
    """NFC, and an ordinary space for U+00A0, U+202F and U+2007."""
    return unicodedata.normalize("NFC", text).translate(_PLAIN)


def read_map(cmap: bytes) -> dict[int, str]:
    """Glyph code to text, from the bfchar and bfrange blocks of a ToUnicode stream."""
    return dict(islice(_pairs(cmap), _MOST_CODES))


def repaired(cmap: bytes) -> bytes | None:
    """The stream with every text made plain, or None when it is plain already."""
    before = read_map(cmap)
    after = {code: plain(text) for code, text in before.items()}
    if after == before:
        return None
    return _write(after, wide=b"<0000>" in cmap or max(after, default=0) > 0xFF)


def repair_fonts(pdf: pikepdf.Pdf) -> int:
    """Repair the maps of every font of a file (pages and forms); returns how many were changed."""
    changed = 0
    seen: set[tuple[int, int]] = set()
    for stream in _maps(pdf):
        if stream.objgen in seen:
            continue
        seen.add(stream.objgen)
        better = repaired(stream.read_bytes())
        if better is not None:
            stream.write(better)
            changed += 1
    return changed


def _maps(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    """Every ToUnicode stream, those of forms and patterns too."""
    for resources in all_resources(pdf):
        for font in entries(resources, "/Font"):
            stream = font.get("/ToUnicode")
            if isinstance(stream, pikepdf.Stream):
                yield stream


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


def _write(texts: dict[int, str], *, wide: bool) -> bytes:
    digits = 4 if wide else 2
    lines = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
        "1 begincodespacerange", f"<{'0' * digits}> <{'f' * digits}>", "endcodespacerange",
    ]  # fmt: skip
    items = sorted(texts.items())
    for at in range(0, len(items), _PER_BLOCK):
        block = items[at : at + _PER_BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{code:0{digits}x}> <{text.encode('utf-16-be').hex()}>" for code, text in block]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode()
