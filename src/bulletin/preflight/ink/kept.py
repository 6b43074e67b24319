"""Pictures of the ink map kept between builds by what they were made from: the JPEG's bytes, the cells, our code.

Decoding the photos of a press edition costs more than all else of its map, and most photos are those of the last build.
Only the pictures are kept; every map is painted anew from what the file draws.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from PIL import Image

from bulletin.assets.code_key import installed, source_key
from bulletin.runtime.cache import Cache, keep_sealed, read_sealed

KIND = "ink"
"""The folder of the cache."""
_MODES = {b"L": "L", b"C": "CMYK"}
_FAST = 1
"""zlib level."""


@lru_cache(maxsize=1)
def _made_by() -> str:
    return source_key(Path(__file__).parent, installed("PIL"))


def kept_or_decoded(
    cache: Path | None, jpeg: bytes, asked: tuple[object, ...], make: Callable[[], Image.Image]
) -> Image.Image:
    """The picture of exactly this JPEG from the cache; else what `make` returns, which is kept then.

    Args:
        cache: the cache folder; None keeps nothing.
        jpeg: as it is in the file.
        asked: all else that the picture depends on.
        make: gives inks (mode CMYK) or black ink (mode L); what it raises is not kept.
    """
    if cache is None:
        return make()
    name = hashlib.sha256(repr((_made_by(), asked, hashlib.sha256(jpeg).hexdigest())).encode())
    file = Cache(cache).path(KIND, name.hexdigest()[:40])
    data = read_sealed(file)
    if data is not None:
        size = int.from_bytes(data[1:5], "big"), int.from_bytes(data[5:9], "big")
        return Image.frombytes(_MODES[data[:1]], size, zlib.decompress(data[9:]))
    picture = make()
    head = picture.mode[:1].encode() + picture.width.to_bytes(4, "big") + picture.height.to_bytes(4, "big")
    keep_sealed(file, head + zlib.compress(picture.tobytes(), _FAST))
    return picture
