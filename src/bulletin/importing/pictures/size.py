"""The size of a picture by its first bytes; nothing is decoded."""

from __future__ import annotations

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB})
HEAD = 1 << 18
"""Bytes. The size of a JPEG is behind the preview that a camera puts into its header."""


def measure(data: bytes) -> tuple[str, int, int] | None:
    """Kind, width and height in px of a JPEG or PNG; None for anything else."""
    if data.startswith(_PNG) and len(data) > 24:
        return ("png", *struct.unpack(">II", data[16:24]))
    if not data.startswith(_JPEG):
        return None
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        code = data[at + 1]
        if code in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return ("jpeg", width, height)
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big") if code != 0xFF else 1
    return None
