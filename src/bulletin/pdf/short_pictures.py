"""Pictures whose data end before the last pixel: some readers leave a black field, some the whole page."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

import pikepdf

from bulletin.errors import Text
from bulletin.pdf.colour.spaces import read_space
from bulletin.pdf.unpack import UNREADABLE, TooMuch, unpacked
from bulletin.pdf.walk.drawn import PageFacts, PlacedPicture
from bulletin.pdf.walk.values import number

_LOSSLESS = frozenset({"FlateDecode", "LZWDecode", "RunLengthDecode", "ASCII85Decode", "ASCIIHexDecode"})
_STEP = 1 << 20
_MOST_UNPACKED = 64 << 20  # bytes: a picture with as much is no torn one
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})  # SOF markers, ITU-T T.81, table B.1


def short_pictures(pages: Sequence[PageFacts]) -> Iterator[tuple[int, PlacedPicture, Text]]:
    """Page, picture and what is missing, each picture of the file once."""
    reported: set[tuple[int, int]] = set()
    for page in pages:
        for item in page.pictures:
            image = item.image
            if image is None or image.objgen in reported:
                continue
            reported.add(image.objgen)
            reason = _short(image, item.filters, item.bits)
            if reason is not None:
                yield page.number, item, reason


def _short(image: pikepdf.Stream, filters: Sequence[str], bits: int) -> Text | None:
    width, height = int(number(image.get("/Width"))), int(number(image.get("/Height")))
    if width <= 0 or height <= 0:
        return Text("ảnh không ghi kích thước", "a picture without a size")
    if tuple(filters) == ("DCTDecode",):
        return _other_frame(image.read_raw_bytes(), width, height)
    channels = _channels(image)
    if not set(filters) <= _LOSSLESS or not channels or bits not in (1, 2, 4, 8, 16):
        return None
    wanted = -(-width * channels * bits // 8) * height
    try:
        there = _length(image, min(wanted, _MOST_UNPACKED))
    except (TooMuch, *UNREADABLE):
        return None  # longer than is read of any stream, or told as a broken one
    if there >= min(wanted, _MOST_UNPACKED):
        return None
    size = f"{width} × {height}"
    return Text(
        f"ảnh {size} điểm cần {wanted} byte dữ liệu, chỉ có {there}",
        f"a picture of {size} pixels needs {wanted} bytes and has {there}",
    )


def _channels(image: pikepdf.Stream) -> int:
    """Values of one pixel, 0 where the space is not known."""
    if bool(image.get("/ImageMask", False)):
        return 1
    space = read_space(image.get("/ColorSpace"))
    return 0 if space.family == "unknown" else space.count


def _length(image: pikepdf.Stream, enough: int) -> int:
    """The unpacked length of a stream, or more than `enough`."""
    if image.get("/Filter") is None:
        return len(image.read_raw_bytes())
    if image.get("/Filter") != pikepdf.Name.FlateDecode or "/DecodeParms" in image:
        return len(unpacked(image))
    inflater, raw, length = zlib.decompressobj(), image.read_raw_bytes(), 0
    while raw and length < enough and not inflater.eof:
        length += len(inflater.decompress(raw, _STEP))
        raw = inflater.unconsumed_tail
    return length


def _other_frame(jpeg: bytes, width: int, height: int) -> Text | None:
    """A JPEG that is smaller than the picture says."""
    at = 2
    while at + 9 < len(jpeg) and jpeg[at] == 0xFF:
        if jpeg[at + 1] in _FRAMES:
            rows, columns = int.from_bytes(jpeg[at + 5 : at + 7]), int.from_bytes(jpeg[at + 7 : at + 9])
            if columns * rows >= width * height or not rows:  # 0 rows: told later, by a DNL marker
                return None
            return Text(
                f"ảnh ghi {width} × {height} điểm nhưng dữ liệu là {columns} × {rows}",
                f"a picture says {width} × {height} pixels and holds {columns} × {rows}",
            )
        at += 1 if jpeg[at + 1] == 0xFF else 2 + int.from_bytes(jpeg[at + 2 : at + 4])
    return None
