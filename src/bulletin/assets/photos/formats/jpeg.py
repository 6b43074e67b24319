"""JPEG from marker to marker: complete, with few enough scans, and without anything but the picture.

Decoding alone is no proof: libjpeg fills a lost tail with grey and says nothing when the lost bytes are zeros, as after
a broken copy. Bytes after the end are allowed, because phones append previews and videos. Stray bytes between two
segments are passed over, as libjpeg and every viewer do.
"""

from __future__ import annotations

import re

from bulletin.assets.photos import rules
from bulletin.assets.photos.contents import MAX_PROFILE_BYTES, Countable, PhotoParts, RefusedError
from bulletin.lazy import pattern

SCANS = Countable("lượt quét", "scans", 100)
"""A progressive JPEG has about ten; a decoder goes through the whole picture for each of them."""
SEGMENTS = Countable("đoạn", "segments", 4_000)
STRAY = Countable("byte thừa trước ảnh", "stray bytes before the picture", 100_000)

_MARKER = pattern(rb"\xff[^\x00\xff]", re.DOTALL)
_MARKER_IN_SCAN = pattern(rb"\xff[\x01-\xcf\xd8-\xfe]")
_SOI, _EOI, _SOS, _TEM = 0xD8, 0xD9, 0xDA, 0x01
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_DECODED = {0xC0, 0xC1, 0xC2, 0xC9, 0xCA}
"""Baseline, extended and progressive, with either entropy coder. Lossless and hierarchical JPEG are for machines."""
_NEEDED = _FRAMES | {0xC4, 0xCC, _SOS, 0xDB, 0xDC, 0xDD, 0xE0, 0xEE}
"""Frames, tables, scans, line count, restart interval, JFIF and Adobe's note on colours."""
_EXIF, _ICC = b"Exif\x00\x00", b"ICC_PROFILE\x00"


def jpeg_contents(data: bytes) -> PhotoParts:
    """The parts of a JPEG.

    Raises:
        RefusedError: `photo.truncated`, `photo.broken` or `photo.flood`.
    """
    walk = _Walk(data)
    walk.run()
    return PhotoParts(b"".join((b"\xff\xd8", *walk.kept, b"\xff\xd9")), walk.exif, variant=walk.variant)


class _Walk:
    """One way through the segments of a JPEG."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.kept: list[memoryview] = []  # of the data, so that a picture of megabytes is copied once
        self._whole = memoryview(data)
        self.exif = b""
        self.variant: str | None = None
        self._framed = False
        self._scans = self._segments = self._stray = self._profile = 0

    def run(self) -> None:
        position = 2
        while (found := _MARKER.search(self.data, position)) is not None:
            marker = self.data[found.end() - 1]
            self._count(found.end() - 2 - position)
            position = found.end()
            if marker == _EOI:
                if not self._scans:
                    raise RefusedError(rules.BROKEN, reason="không có ảnh bên trong / no picture inside")
                return
            if marker != _TEM and not 0xD0 <= marker <= _SOI:
                position = self._segment(marker, position)
        if not self._framed and (self._stray or self.data[position:].strip(b"\xff")):
            raise RefusedError(rules.BROKEN, reason="phần đầu tệp không phải JPEG / its beginning is no JPEG")
        raise RefusedError(rules.TRUNCATED)

    def _count(self, stray: int) -> None:
        self._segments += 1
        self._stray += stray
        SEGMENTS.check(self._segments)
        STRAY.check(self._stray)

    def _segment(self, marker: int, position: int) -> int:
        """Keep a segment if the picture needs it; `position` is behind its marker (two bytes)."""
        length = max(2, int.from_bytes(self.data[position : position + 2], "big"))
        body = self.data[position + 2 : position + length]
        end = position + length
        if marker == _SOS:
            self._scans += 1
            SCANS.check(self._scans)
            found = _MARKER_IN_SCAN.search(self.data, end)
            if found is None:
                raise RefusedError(rules.TRUNCATED)
            end = found.start()
        if marker in _FRAMES:
            self._framed = True
            self.variant = _variant(marker, body)
        if marker == 0xE1 and not self.exif and body.startswith(_EXIF):
            self.exif = body
        if marker == 0xE2 and body.startswith(_ICC):
            self._profile += len(body)
        if marker in _NEEDED or (marker == 0xE2 and body.startswith(_ICC) and self._profile <= MAX_PROFILE_BYTES):
            self.kept.append(self._whole[position - 2 : end])
        return end


def _variant(marker: int, body: bytes) -> str | None:
    if marker not in _DECODED:
        return "JPEG lossless"
    return f"JPEG {body[0]} bit" if body and body[0] != 8 else None
