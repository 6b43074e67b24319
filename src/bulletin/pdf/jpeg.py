"""Reading a JPEG's header without decoding it: size, colour components, comments, hidden data.

The marker numbers are those of ITU-T T.81, annex B.
"""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.lazy import dataclass

_SOI = b"\xff\xd8"
_SOS = 0xDA
_COMMENT = 0xFE
_STANDALONE = frozenset([0x01, *range(0xD0, 0xD9)])
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_APP = range(0xE0, 0xF0)
_HARMLESS = ((0xE0, b"JFIF\0"), (0xE0, b"JFXX\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))


@dataclass(frozen=True, slots=True)
class JpegFacts:
    """What the header says: pixels, colour components, bits each, comments, segments that could hold private data."""

    width: int
    height: int
    components: int
    bits: int
    comments: tuple[bytes, ...]
    private: tuple[str, ...]


def read_header(data: bytes) -> JpegFacts:
    """The facts of a JPEG file from its segments.

    `private` names every application segment that is not JFIF, an ICC profile or Adobe's colour note: EXIF with GPS,
    XMP, IPTC, maker notes, depth maps.

    Raises:
        ValueError: the bytes are not a JPEG, or end before the frame header.
    """
    frame: tuple[int, int, int, int] | None = None
    comments: list[bytes] = []
    private: list[str] = []
    for code, payload in _segments(data):
        if code == _COMMENT:
            comments.append(payload.rstrip(b"\0"))
        elif code in _FRAMES and len(payload) >= 6:
            frame = (_number(payload, 3), _number(payload, 1), payload[5], payload[0])
        elif code in _APP and not any(code == app and payload.startswith(start) for app, start in _HARMLESS):
            private.append(f"APP{code - 0xE0} {payload[:12].split(bytes(1))[0].decode('ascii', 'replace')}".strip())
    if frame is None:
        raise ValueError("no frame header in the JPEG")
    return JpegFacts(*frame, comments=tuple(comments), private=tuple(private))


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big")


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, payload) of every segment in front of the first scan."""
    if data[:2] != _SOI:
        raise ValueError("not a JPEG")
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise ValueError("broken JPEG segment")
        code = data[at + 1]
        if code == 0xFF:
            at += 1
        elif code in _STANDALONE:
            at += 2
        else:
            if code == _SOS:
                return
            length = _number(data, at + 2)
            yield code, data[at + 4 : at + 2 + length]
            at += 2 + length
