"""The pictures inside an old Word file: JPEG and PNG as they were put in, from its streams."""

from __future__ import annotations

import struct

_FREE = 0xFFFFFFFA
_HEADER = 512
_PNG, _PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
_JPEG = b"\xff\xd8\xff"
_MOST = 500


def pictures_of(data: bytes) -> tuple[bytes, ...]:
    """The pictures of the file in the order of its streams; empty where its structure is damaged."""
    made: list[bytes] = []
    for stream in _streams(data):
        at = 0
        while len(made) < _MOST and (found := _next(stream, at)) is not None:
            begin, end = found
            if stream[begin:end] not in made:
                made.append(stream[begin:end])
            at = end
    return tuple(made)


def _streams(data: bytes) -> list[bytes]:
    """The chains of sectors that are streams: each sector that no other one leads to begins one."""
    if len(data) < _HEADER:
        return []
    shift = int.from_bytes(data[30:32], "little")
    if shift not in (9, 12):
        return []
    size = 1 << shift
    table = _table(data, size)
    led_to = set(table)
    made = []
    for first in range(len(table)):
        if table[first] >= 0xFFFFFFFC and table[first] != 0xFFFFFFFE:
            continue  # free, or part of the tables themselves
        if first in led_to:
            continue
        chain, seen, at = [], set(), first
        while at < len(table) and at not in seen:
            seen.add(at)
            chain.append(data[_offset(at, size) : _offset(at + 1, size)])
            at = table[at]
        made.append(b"".join(chain))
    return made


def _offset(sector: int, size: int) -> int:
    return max(_HEADER, size) + sector * size


def _table(data: bytes, size: int) -> list[int]:
    """Which sector follows each sector."""
    sectors = list(struct.unpack("<109I", data[76:512]))
    extra, count = struct.unpack("<II", data[68:76])
    seen: set[int] = set()
    while extra < _FREE and extra not in seen and len(seen) <= count:
        seen.add(extra)
        block = data[_offset(extra, size) : _offset(extra + 1, size)]
        numbers = struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4])
        sectors += numbers[:-1]
        extra = numbers[-1] if numbers else _FREE
    made: list[int] = []
    for sector in sectors:
        block = data[_offset(sector, size) : _offset(sector + 1, size)] if sector < _FREE else b""
        made += struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4])
    return made[: len(data) // size + 1]


def _next(stream: bytes, at: int) -> tuple[int, int] | None:
    """Begin and end of the next picture."""
    while True:
        png, jpeg = stream.find(_PNG, at), stream.find(_JPEG, at)
        if png >= 0 and (jpeg < 0 or png < jpeg):
            end = stream.find(_PNG_END, png)
            return (png, end + len(_PNG_END)) if end > 0 else None
        if jpeg < 0:
            return None
        after = _jpeg_end(stream, jpeg)
        if after is not None:
            return (jpeg, after)
        at = jpeg + 3


def _jpeg_end(stream: bytes, begin: int) -> int | None:
    """Where a JPEG ends, by its own segments: a preview inside of it has an end of its own."""
    at = begin + 2
    while at + 4 <= len(stream) and stream[at] == 0xFF:
        code = stream[at + 1]
        if code == 0xD9:
            return at + 2
        if code == 0xFF:
            at += 1
            continue
        at += 2 if 0xD0 <= code <= 0xD8 or code == 1 else 2 + int.from_bytes(stream[at + 2 : at + 4], "big")
        if code == 0xDA:
            at = _after_scan(stream, at)
    return None


def _after_scan(stream: bytes, at: int) -> int:
    """The next marker behind compressed data."""
    while (found := stream.find(b"\xff", at)) >= 0 and found + 1 < len(stream):
        if stream[found + 1] != 0 and not 0xD0 <= stream[found + 1] <= 0xD7:
            return found
        at = found + 2
    return len(stream)
