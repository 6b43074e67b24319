"""PNG chunk by chunk: counted, and only those kept that make up the picture.

Text and time are dropped unread. What says how the colours are meant (iCCP, or gAMA and cHRM where neither iCCP nor
sRGB is there) becomes a profile.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from bulletin.assets.photos.colour import Chromaticities, png_profile
from bulletin.assets.photos.contents import MAX_PROFILE_BYTES, Countable, PhotoParts

CHUNKS = Countable("mục phụ (chunk)", "ancillary chunks", 2_000)
PARTS = Countable("phần dữ liệu ảnh (IDAT)", "pieces of picture data (IDAT)", 60_000)
"""The smallest pieces that a known program writes have 8 kB: 7,500 in the largest file that is taken."""
INFLATED = Countable("byte chữ và hồ sơ màu sau khi giải nén", "bytes of text and profile when inflated", 16_000_000)

_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_PACKED = {b"zTXt", b"iTXt", b"iCCP"}
_GREY = (0, 4)
_STEP = 262_144


def png_contents(data: bytes) -> PhotoParts:
    """The parts of a PNG.

    Raises:
        RefusedError: `photo.flood`.
    """
    parts: list[bytes] = [data[:8]]
    first: dict[bytes, bytes] = {}
    others = pieces = inflated = 0
    for name, start, end in _chunks(data):
        if name == b"IDAT":
            pieces += 1
            PARTS.check(pieces)
        else:
            others += 1
            CHUNKS.check(others)
            first.setdefault(name, data[start + 8 : end - 4])
        if name in _PACKED:
            inflated += _inflated(data[start + 8 : end - 4], INFLATED.limit - inflated + 1)
            INFLATED.check(inflated)
        if name in _KEPT:
            parts.append(data[start:end])
    grey = len(first.get(b"IHDR", b"")) >= 10 and first[b"IHDR"][9] in _GREY
    animated = int.from_bytes(first.get(b"acTL", b"")[:4], "big") > 1
    return PhotoParts(b"".join(parts), first.get(b"eXIf", b""), _profile(first, grey), animated)


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, first byte and end of every chunk; the last one may be cut off."""
    at = 8
    while at + 8 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        yield name, at, end
        if name == b"IEND":
            return
        at = end


def _packed(name: bytes, body: bytes) -> bytes:
    """The zlib stream inside a chunk: behind a keyword, a zero, and what the chunk puts in between."""
    rest = body.partition(b"\x00")[2]
    if name != b"iTXt":
        return rest[1:]
    if rest[:1] != b"\x01":
        return b""
    return rest[2:].partition(b"\x00")[2].partition(b"\x00")[2]


def _inflated(body: bytes, most: int) -> int:
    """How many bytes a compressed chunk unfolds to, counted up to `most` and never kept together."""
    total = 0
    for name in (b"zTXt", b"iTXt"):
        stream, unfold, here = _packed(name, body), zlib.decompressobj(), 0
        try:
            while stream and here < most and not unfold.eof:
                here += len(unfold.decompress(stream, _STEP))
                stream = unfold.unconsumed_tail
        except zlib.error:
            pass
        total = max(total, here)
    return total


def _profile(chunks: dict[bytes, bytes], grey: bool) -> bytes | None:
    """The profile that says how the colours are meant, or None for sRGB."""
    if b"iCCP" in chunks:
        unfold = zlib.decompressobj()
        try:
            profile = unfold.decompress(_packed(b"iCCP", chunks[b"iCCP"]), MAX_PROFILE_BYTES + 1)
        except zlib.error:
            return None
        return profile if len(profile) <= MAX_PROFILE_BYTES else None
    if b"sRGB" in chunks:
        return None
    gamma, white_and_primaries = chunks.get(b"gAMA", b""), chunks.get(b"cHRM", b"")
    exponent = int.from_bytes(gamma[:4], "big") / 100_000 if len(gamma) >= 4 else None
    corners: Chromaticities | None = None
    if len(white_and_primaries) >= 32:
        x = [value / 100_000 for value in struct.unpack(">8I", white_and_primaries[:32])]
        corners = ((x[0], x[1]), (x[2], x[3]), (x[4], x[5]), (x[6], x[7]))
    return png_profile(exponent, corners, grey=grey)
