"""GIF, WebP, HEIC and AVIF: their blocks counted, whatever is not the first picture left out where that is easy."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.assets.photos.contents import Countable, PhotoParts

GIF_BLOCKS = Countable("khối", "blocks", 300_000)
"""A block holds up to 255 bytes: the largest file that is taken has 240,000 full ones."""
WEBP_CHUNKS = Countable("mục (chunk)", "chunks", 20_000)
BOXES = Countable("hộp (box)", "boxes", 4_000)
ITEMS = Countable("mảnh ảnh", "image items", 4_000)
"""A telephone's picture of 48 megapixels has about 200."""
EXIF_BYTES = Countable("byte EXIF", "bytes of EXIF", 1_000_000)

_CODED = {b"hvc1", b"hev1", b"av01", b"grid", b"iden", b"iovl", b"jpeg"}
_FULL_BOX = 4


def gif_contents(data: bytes) -> PhotoParts:
    """The first picture of a GIF with its palette and transparency; comments are left out."""
    at = 13 + _table(data[10] if len(data) > 10 else 0)
    head, control = data[:at], b""
    blocks = 0
    while at < len(data):
        if data[at] == 0x21:
            end, count = _blocks_end(data, at + 2, blocks)
            blocks = count
            if data[at + 1 : at + 2] == b"\xf9":
                control = data[at:end]
            at = end
        elif data[at] == 0x2C:
            flags = data[at + 9] if at + 9 < len(data) else 0
            end, count = _blocks_end(data, at + 11 + _table(flags), blocks)
            if end > len(data):
                return PhotoParts(data)
            return PhotoParts(head + control + data[at:end] + b";", animated=_has_picture(data, end, count))
        else:
            break
    return PhotoParts(data)


def _table(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks_end(data: bytes, at: int, blocks: int) -> tuple[int, int]:
    """The end of a chain of blocks (behind the file's end if it is cut off), and how many there were so far."""
    while at < len(data):
        blocks += 1
        if blocks > GIF_BLOCKS.limit:
            GIF_BLOCKS.check(blocks)
        size = data[at]
        at += 1 + size
        if not size:
            return at, blocks
    return len(data) + 1, blocks


def _has_picture(data: bytes, at: int, blocks: int) -> bool:
    while at < len(data) and data[at] == 0x21:
        at, blocks = _blocks_end(data, at + 2, blocks)
    return at < len(data) and data[at] == 0x2C


def webp_contents(data: bytes) -> PhotoParts:
    """A WebP with its EXIF block and whether it moves."""
    at, chunks, exif, frames = 12, 0, b"", 0
    while at + 8 <= len(data):
        chunks += 1
        WEBP_CHUNKS.check(chunks)
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        frames += name == b"ANMF"
        if name == b"EXIF":
            EXIF_BYTES.check(size)
            exif = exif or data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    return PhotoParts(data, exif, animated=frames > 1)


def boxed_contents(data: bytes, kind: str) -> PhotoParts:
    """A HEIC or AVIF, its items counted; a picture that is coded in another way is named.

    Args:
        data: the file.
        kind: `HEIF` or `AVIF`.
    """
    variant = None
    for number, (name, start, end) in enumerate(_boxes(data, 0, len(data))):
        BOXES.check(number)
        if name == b"meta":
            variant = _meta(data, start + _FULL_BOX, end, kind)
    return PhotoParts(data, variant=variant)


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and end of the content of each box in a stretch of a file."""
    while at + 8 <= end:
        size, name, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        elif size == 0:
            size = end - at
        if size < head:
            return
        yield name, at + head, min(at + size, end)
        at += size


def _meta(data: bytes, at: int, end: int, kind: str) -> str | None:
    primary, kinds, count = -1, {}, 0
    for name, start, stop in _boxes(data, at, end):
        count += 1
        if name == b"pitm":
            wide = data[start] if start < stop else 0
            primary = int.from_bytes(data[start + 4 : start + (8 if wide else 6)], "big")
        elif name == b"iinf":
            kinds = _items(data, start, stop)
        elif name == b"iprp":
            count += sum(1 for _ in _within(data, start, stop))
        BOXES.check(count)
    coded = kinds.get(primary)
    if coded is None or coded in _CODED:
        return None
    how = "không nén / uncompressed" if coded == b"unci" else coded.decode("latin-1").strip()
    return f"{'HEIC' if kind == 'HEIF' else kind}, {how}"


def _within(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The boxes two levels down, for properties inside their container."""
    for _, start, stop in _boxes(data, at, end):
        for number, box in enumerate(_boxes(data, start, stop)):
            BOXES.check(number)
            yield box


def _items(data: bytes, at: int, end: int) -> dict[int, bytes]:
    """The kind of each item by its number."""
    wide = data[at] if at < end else 0
    kinds: dict[int, bytes] = {}
    for number, (_, start, _) in enumerate(_boxes(data, at + (8 if wide else 6), end)):
        ITEMS.check(number + 1)
        version = data[start] if start < end else 0
        size = 4 if version >= 3 else 2
        ident = int.from_bytes(data[start + 4 : start + 4 + size], "big")
        kinds[ident] = data[start + 6 + size : start + 10 + size]
    return kinds
