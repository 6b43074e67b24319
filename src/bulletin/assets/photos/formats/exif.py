"""The two facts of an EXIF block that matter here: how the picture is turned, and whether it tells a place.

Pillow would read all tags of the block. A hostile block has thousands that point to the same data, so only the
12-byte entries themselves are read here.
"""

from __future__ import annotations

import struct

_ORIENTATION, _GPS = 0x0112, 0x8825
_SHORT, _LONG = 3, 4
_PREFIX = b"Exif\x00\x00"
_MAX_ENTRIES = 1000


def exif_facts(block: bytes) -> tuple[int, bool]:
    """Orientation 1–8 and whether the place of the shot is noted; a broken block counts as none.

    Args:
        block: an EXIF block, with or without its `Exif` prefix.
    """
    data = block.removeprefix(_PREFIX)
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    orientation, has_gps = 1, False
    if order is None or len(data) < 8:
        return orientation, has_gps
    try:
        (at,) = struct.unpack_from(f"{order}I", data, 4)
        (count,) = struct.unpack_from(f"{order}H", data, at)
        for number in range(min(count, _MAX_ENTRIES)):
            tag, kind, values = struct.unpack_from(f"{order}HHI", data, at + 2 + 12 * number)
            if tag == _GPS:
                has_gps = True
            elif tag == _ORIENTATION and kind in (_SHORT, _LONG) and values == 1:
                form = f"{order}{'H' if kind == _SHORT else 'I'}"
                (orientation,) = struct.unpack_from(form, data, at + 10 + 12 * number)
    except struct.error:
        pass  # EXIF is the most often broken part of a photo and tells nothing that we must have
    return (orientation if 1 <= orientation <= 8 else 1), has_gps
