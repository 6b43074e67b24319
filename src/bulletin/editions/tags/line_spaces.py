"""Spaces at line ends: the word break that a reader of tagged text needs (ISO 32000-1, 14.8.2.5).

A page setter drops the space at which it breaks a line. On paper the break parts the words; in the tagged text the last
word of one line and the first of the next would be one. So each line that ends between two words gets a space glyph
behind it, and the pen goes back by its width: nothing is moved, and nothing is to be seen.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator, Mapping

import pikepdf
from pikepdf import Array, Dictionary

from bulletin.editions.tags.source import Item, TaggedText
from bulletin.lazy import dataclass, pattern
from bulletin.pdf.text.tounicode import plain, read_map

_MARKED = pattern(rb"<</MCID (\d+)>>\nBDC\n((?:/Span\n<</ActualText<\w+>>>\nBDC\n.*?\nEMC\n)?.*?)\nEMC", re.DOTALL)
_SHOWN = pattern(rb"/(\S+) ([-.\d]+) Tf\b|\[([^\]]*)\](\s*)TJ\b")
_HEX = pattern(rb"<([0-9A-Fa-f]*)>")
_DEFAULT_WIDTH = 1000.0
"""/DW where a font states none (ISO 32000-1, table 117)."""


@dataclass(frozen=True, slots=True)
class _Font:
    """What codes of a font mean, and its space: the code and its width in thousandths of the size."""

    texts: Mapping[int, str]
    space: int | None
    width: float


@dataclass(frozen=True, slots=True)
class _Shown:
    """One array of glyphs: where its bracket closes, its font as named in the page, its characters."""

    end: int
    font: bytes
    size: bytes
    text: str


def add_line_spaces(pdf: pikepdf.Pdf, items: Iterable[Item]) -> None:
    """Write a space behind each line that ends between two words.

    Args:
        pdf: the raw file; the content of its pages is coalesced and rewritten.
        items: its blocks of text with their slots (`tag_source.give_slots`).
    """
    blocks: dict[int, list[TaggedText]] = {}
    for item in items:
        if isinstance(item, TaggedText) and item.slot is not None:
            blocks.setdefault(item.page, []).append(item)
    known: dict[tuple[int, int], _Font] = {}
    for number, page in enumerate(pdf.pages, start=1):
        page.contents_coalesce()
        data = page.obj.Contents.read_bytes()
        fonts = {
            name[1:].encode(): _known_font(font, known)
            for name, font in page.resources.get("/Font", Dictionary()).items()
        }
        marked = {int(hit[1]): hit.span(2) for hit in _MARKED.finditer(data)}
        cuts = sorted(cut for block in blocks.get(number, ()) for cut in _spaces(block, data, marked, fonts))
        page.obj.Contents = pdf.make_stream(_with(data, cuts))


def _with(data: bytes, cuts: Iterable[tuple[int, bytes]]) -> bytes:
    """Return the data with some bytes put in at some places, which are in order."""
    parts, at = [], 0
    for place, added in cuts:
        parts += [data[at:place], added]
        at = place
    return b"".join((*parts, data[at:]))


def _spaces(
    block: TaggedText, data: bytes, marked: Mapping[int, tuple[int, int]], fonts: Mapping[bytes, _Font]
) -> Iterator[tuple[int, bytes]]:
    """Places in the content, and what is to be written there, for one block of text."""
    assert block.slot is not None
    want = block.slot.text + ("" if block.slot.ends or block.slot.split else " ")
    shown = [
        piece for words in block.words if words.mcid in marked for piece in _shown(data, *marked[words.mcid], fonts)
    ]
    # Where each letter of the wanted text ends; letters are counted, for spaces may be missing or more than wanted.
    ends = [at for at, letter in enumerate(want, 1) if not letter.isspace()]
    count = 0
    for piece, following in zip(shown, [*(p.text for p in shown[1:]), ""], strict=True):
        count += len("".join(piece.text.split()))
        at = ends[count - 1] if 0 < count <= len(ends) else len(want) * bool(count)
        missing = at < len(want) and want[at].isspace() and not piece.text[-1:].isspace()
        if missing and not following[:1].isspace():
            yield piece.end, _space(piece, fonts)


def _shown(data: bytes, start: int, end: int, fonts: Mapping[bytes, _Font]) -> Iterator[_Shown]:
    """The arrays of glyphs in one marked content sequence."""
    font, size = b"", b"0"
    for hit in _SHOWN.finditer(data, start, end):
        if hit[1] is not None:
            font, size = hit[1], hit[2]
        elif font in fonts:
            raw = bytes.fromhex(b"".join(_HEX.findall(hit[3])).decode("ascii"))
            texts = fonts[font].texts
            codes = struct.unpack(f">{len(raw) // 2}H", raw[: len(raw) // 2 * 2])
            text = "".join([texts.get(code, "\ufffd") for code in codes])
            yield _Shown(hit.end(3), font, size, text)


def _space(piece: _Shown, fonts: Mapping[bytes, _Font]) -> bytes:
    """A space glyph and the way back; from another font of the page where the piece's own has none."""
    own = fonts[piece.font]
    if own.space is not None:
        return b"<%04x>%.6g" % (own.space, own.width)
    for name, font in sorted(fonts.items()):
        if font.space is not None:
            there = b"] TJ\n/%s %s Tf\n[<%04x>%.6g] TJ\n" % (name, piece.size, font.space, font.width)
            return there + b"/%s %s Tf\n[" % (piece.font, piece.size)
    return b""


def _known_font(font: pikepdf.Object, known: dict[tuple[int, int], _Font]) -> _Font:
    """A font that pages share is read once."""
    if not font.is_indirect:
        return _font(font)
    if font.objgen not in known:
        known[font.objgen] = _font(font)
    return known[font.objgen]


def _font(font: pikepdf.Object) -> _Font:
    cmap = font.get("/ToUnicode")
    texts = {code: plain(text) for code, text in read_map(cmap.read_bytes()).items()} if cmap is not None else {}
    space = next((code for code, text in sorted(texts.items()) if text == " "), None)
    width = _DEFAULT_WIDTH
    if space is not None and "/DescendantFonts" in font:
        width = _width(font.DescendantFonts[0], space)
    return _Font(texts, space, width)


def _width(font: pikepdf.Object, code: int) -> float:
    """The width of a glyph in thousandths of the size, from the array /W (ISO 32000-1, 9.7.4.3)."""
    values = list(font.get("/W", Array()))
    at = 0
    while at + 1 < len(values):
        first, item = int(values[at]), values[at + 1]
        if isinstance(item, Array):
            if first <= code < first + len(item):
                return float(item[code - first])
            at += 2
        else:
            if first <= code <= int(item) and at + 2 < len(values):
                return float(values[at + 2])
            at += 3
    return float(font.get("/DW", _DEFAULT_WIDTH))
