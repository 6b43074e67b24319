"""TIFF as its directories describe it: counted, and named where no decoder here reads that kind.

Pillow turns a TIFF by its orientation while decoding, so nothing is left to turn afterwards.
"""

from __future__ import annotations

import struct

from bulletin.assets.photos import rules
from bulletin.assets.photos.contents import Countable, PhotoParts, RefusedError
from bulletin.lazy import dataclass

TAGS = Countable("thẻ (tag)", "tags", 1_000)
PAGES = Countable("trang (IFD)", "pages (IFDs)", 2_000)
PARTS = Countable("dải hoặc ô ảnh", "strips or tiles", 400_000)
TAG_BYTES = Countable("byte trong các thẻ", "bytes in tags", 64_000_000)
"""Small tiles need 16 bytes each; the largest embedded profiles and previews have a few megabytes."""
SAMPLE_BYTES = Countable("byte điểm ảnh khi mở", "bytes of samples when opened", 320_000_000)

_WIDTH, _HEIGHT, _BITS, _COMPRESSION, _PHOTOMETRIC = 256, 257, 258, 259, 262
_STRIPS, _SAMPLES, _TILE_WIDTH, _TILE_HEIGHT, _TILES, _FORMAT = 273, 277, 322, 323, 324, 339
_GPS = 0x8825
_FORMS = {1: ("B", 1), 3: ("H", 2), 4: ("I", 4), 16: ("Q", 8)}
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_FEW = 16
_COLOURS = {
    0: "xám / grey", 1: "xám / grey", 2: "RGB", 3: "palette", 4: "mask", 5: "CMYK", 6: "YCbCr", 8: "CIELab",
    9: "ICCLab", 10: "ITULab", 32803: "CFA (RAW)", 32844: "LogL", 32845: "LogLuv", 34892: "LinearRaw",
}  # fmt: skip
_READ = {0, 1, 2, 3, 5, 6, 8}
_PACKINGS = {34661: "JBIG", 34712: "JPEG 2000", 50001: "WebP", 50002: "JPEG XL", 34676: "SGI LogL", 34677: "SGI LogLuv"}
_UNSIGNED, _UNTYPED = 1, 4
_FORMATS = {2: "có dấu / signed", 3: "float", 5: "complex", 6: "complex float"}


@dataclass(frozen=True, slots=True)
class _File:
    """How the numbers of a file are written; `wide` is BigTIFF."""

    data: bytes
    order: str
    wide: bool

    def number(self, at: int, small: str, big: str) -> int:
        (value,) = struct.unpack_from(f"{self.order}{big if self.wide else small}", self.data, at)
        return int(value)


def tiff_contents(data: bytes) -> PhotoParts:
    """The parts of a TIFF.

    Raises:
        RefusedError: `photo.flood` or `photo.broken`.
    """
    file = _File(data, "<" if data[:2] == b"II" else ">", data[2:4] in (b"+\x00", b"\x00+"))
    try:
        first = file.number(8 if file.wide else 4, "I", "Q")
        tags, following = _directory(file, first)
        pages = _pages(file, first, following)
    except (struct.error, OverflowError) as problem:
        raise RefusedError(rules.TRUNCATED) from problem
    PAGES.check(pages)
    PARTS.check(max(_count(tags, _STRIPS), _count(tags, _TILES)))
    _check_samples(tags)
    exif = b"MM\x00*\x00\x00\x00\x08\x00\x01\x88\x25\x00\x04\x00\x00\x00\x01" + bytes(8) if _GPS in tags else b""
    return PhotoParts(data, exif, animated=pages > 1, variant=_variant(tags))


_Tags = dict[int, tuple[int, tuple[int, ...]]]
"""Tag → how many values it has and the first few of them."""


def _directory(file: _File, at: int) -> tuple[_Tags, int]:
    """The tags of one directory and where the next one is (0: nowhere)."""
    count = file.number(at, "H", "Q")
    TAGS.check(count)
    entry, inline = (20, 8) if file.wide else (12, 4)
    at += 8 if file.wide else 2
    tags: _Tags = {}
    total = 0
    for number in range(count):
        here = at + entry * number
        tag, kind = struct.unpack_from(f"{file.order}HH", file.data, here)
        values = file.number(here + 4, "I", "Q")
        size = values * _SIZES.get(kind, 1)
        total += size if size > inline else 0
        TAG_BYTES.check(total)
        where = here + (12 if file.wide else 8)
        if size > inline:
            where = file.number(where, "I", "Q")
        tags.setdefault(tag, (values, _values(file, kind, min(values, _FEW), where)))
    return tags, file.number(at + entry * count, "I", "Q")


def _values(file: _File, kind: int, count: int, at: int) -> tuple[int, ...]:
    if kind not in _FORMS:
        return ()
    form, size = _FORMS[kind]
    if at + size * count > len(file.data):
        return ()
    return struct.unpack_from(f"{file.order}{count}{form}", file.data, at)


def _pages(file: _File, first: int, following: int) -> int:
    """How many directories there are, counted up to the limit; a chain that bites its tail or leaves the file ends."""
    seen = {first}
    entry = 20 if file.wide else 12
    while following and following not in seen and len(seen) <= PAGES.limit:
        seen.add(following)
        try:
            count = file.number(following, "H", "Q")
            following = file.number(following + (8 if file.wide else 2) + entry * count, "I", "Q")
        except (struct.error, OverflowError):
            break
    return len(seen)


def _count(tags: _Tags, tag: int) -> int:
    return tags[tag][0] if tag in tags else 0


def _value(tags: _Tags, tag: int, default: int) -> int:
    values = tags[tag][1] if tag in tags else ()
    return values[0] if values else default


def _check_samples(tags: _Tags) -> None:
    """Memory that the samples take while they are decoded; a tile may be larger than its picture."""
    bits = max(tags[_BITS][1] if _BITS in tags and tags[_BITS][1] else (1,))
    samples = _value(tags, _SAMPLES, 1)
    wide = max(_value(tags, _WIDTH, 1), _value(tags, _TILE_WIDTH, 1))
    high = max(_value(tags, _HEIGHT, 1), _value(tags, _TILE_HEIGHT, 1))
    tiled = _TILE_WIDTH in tags
    if tiled or wide * high <= SAMPLE_BYTES.limit:  # a picture with too many pixels is refused for these
        SAMPLE_BYTES.check(wide * high * samples * bits // 8)


def _variant(tags: _Tags) -> str | None:
    """The name of a kind of TIFF that is not read here, or None."""
    bits = max(tags[_BITS][1] if _BITS in tags and tags[_BITS][1] else (1,))
    colours, packing = _value(tags, _PHOTOMETRIC, 0), _value(tags, _COMPRESSION, 1)
    form = _value(tags, _FORMAT, _UNSIGNED)
    name = f"TIFF, {_COLOURS.get(colours, f'photometric {colours}')}, {bits} bit"
    if packing in _PACKINGS:
        return f"{name}, {_PACKINGS[packing]}"
    if form not in (_UNSIGNED, _UNTYPED):
        return f"{name} {_FORMATS.get(form, form)}"
    white_is_zero = colours == 0 and bits > 8
    if colours not in _READ or bits > 16 or (colours == 8 and bits != 8) or white_is_zero:
        return name
    return None


def tiff_name(data: bytes) -> str:
    """What to call a sound TIFF that the decoder cannot read after all."""
    file = _File(data, "<" if data[:2] == b"II" else ">", data[2:4] in (b"+\x00", b"\x00+"))
    tags, _ = _directory(file, file.number(8 if file.wide else 4, "I", "Q"))
    bits = max(tags[_BITS][1] if _BITS in tags and tags[_BITS][1] else (1,))
    colours = _value(tags, _PHOTOMETRIC, 0)
    return f"TIFF, {_COLOURS.get(colours, f'photometric {colours}')}, {_value(tags, _SAMPLES, 1)} × {bits} bit"
