"""CIDSet streams: PDF/A-1 asks every subset font to list the glyphs that it holds (ISO 19005-1, 6.3.5)."""

from __future__ import annotations

import struct

import pikepdf
from pikepdf import Name


def add_cid_sets(pdf: pikepdf.Pdf) -> None:
    """Give every embedded TrueType font with character identifiers its list."""
    for font in pdf.objects:
        if not isinstance(font, pikepdf.Dictionary) or font.get("/Subtype") != Name.CIDFontType2:
            continue
        descriptor = font.get("/FontDescriptor")
        if isinstance(descriptor, pikepdf.Dictionary) and "/FontFile2" in descriptor:
            descriptor.CIDSet = pdf.make_stream(cid_set(descriptor.FontFile2.read_bytes()))


def cid_set(font: bytes) -> bytes:
    """One bit for each glyph of a TrueType file, the first in the highest bit, `.notdef` included."""
    count = glyph_count(font)
    whole = (count + 7) // 8
    return (((1 << count) - 1) << (8 * whole - count)).to_bytes(whole, "big")


def glyph_count(font: bytes) -> int:
    """NumGlyphs of the table `maxp` (OpenType 1.9)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    for at in range(12, 12 + 16 * tables, 16):
        if font[at : at + 4] == b"maxp":
            (offset,) = struct.unpack_from(">I", font, at + 8)
            (count,) = struct.unpack_from(">H", font, offset + 4)
            return int(count)
    raise ValueError("font without maxp")
