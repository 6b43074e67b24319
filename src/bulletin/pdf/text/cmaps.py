"""The characters of a glyph, by the font file's own table (`cmap`, OpenType 1.9)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping

_WINDOWS, _UNICODE = 3, 0
_MOST = 1 << 17
"""Characters; a hostile table names the same ones over and over."""


def letters_of(program: bytes) -> Mapping[int, frozenset[str]]:
    """The characters of each glyph that the table names; empty for a font without one that can be read."""
    found: dict[int, set[str]] = {}
    try:
        for left, (code, glyph) in enumerate(_pairs(program)):
            if glyph:
                found.setdefault(glyph, set()).add(chr(code))
            if left > _MOST:
                break
    except (struct.error, ValueError, IndexError):
        return {}
    return {glyph: frozenset(letters) for glyph, letters in found.items()}


def _pairs(program: bytes) -> Iterator[tuple[int, int]]:
    count = int.from_bytes(program[4:6], "big")
    tables = {tag: at for tag, _, at, _ in struct.iter_unpack(">4sIII", program[12 : 12 + 16 * count])}
    start = tables.get(b"cmap")
    if start is None:
        return
    (count,) = struct.unpack_from(">H", program, start + 2)
    for number in range(count):
        platform, _, offset = struct.unpack_from(">HHI", program, start + 4 + 8 * number)
        (kind,) = struct.unpack_from(">H", program, start + offset)
        if platform in (_WINDOWS, _UNICODE) and kind in (4, 12):
            yield from (_segments if kind == 4 else _groups)(program, start + offset)


def _groups(program: bytes, at: int) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">I", program, at + 12)
    for number in range(count):
        first, last, glyph = struct.unpack_from(">III", program, at + 16 + 12 * number)
        yield from ((code, glyph + code - first) for code in range(first, min(last, first + 0xFFFF) + 1))


def _segments(program: bytes, at: int) -> Iterator[tuple[int, int]]:
    (twice,) = struct.unpack_from(">H", program, at + 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", program, at + 14)
    starts = struct.unpack_from(f">{count}H", program, at + 16 + twice)
    deltas = struct.unpack_from(f">{count}H", program, at + 16 + 2 * twice)
    ranges = at + 16 + 3 * twice
    for number in range(count):
        (offset,) = struct.unpack_from(">H", program, ranges + 2 * number)
        for code in range(starts[number], ends[number] + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", program, ranges + 2 * number + offset + 2 * (code - starts[number]))
            yield code, (glyph + deltas[number]) & 0xFFFF if glyph or not offset else 0
