"""Streams of a file that may be hostile, unpacked only so far: a few kilobytes can stand for gigabytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf
import pikepdf.jbig2

from bulletin.errors import Text

MOST_BYTES = 64 << 20
"""Of the unpacked content of one page or form, all its streams together."""
UNREADABLE = (pikepdf.PikepdfError, zlib.error)
"""What unpacking a stream raises: damaged data, or a filter that this machine has no decoder for."""
_LOSSLESS = frozenset({"/FlateDecode", "/LZWDecode", "/RunLengthDecode", "/ASCII85Decode", "/ASCIIHexDecode",
    "/Fl", "/LZW", "/RL", "/A85", "/AHx", "/Crypt"})  # fmt: skip


class TooMuch(Exception):  # noqa: N818 (a signal inside a reader, no error that reaches a user)
    """The file asks for more than is read of any file."""


@contextmanager
def bounded(most: int) -> Iterator[None]:
    """While this lasts, qpdf unpacks no stream to more than `most` bytes, whatever chain of filters it has.

    LZW knows no such limit; the limits of the process bound it.
    """
    before = pikepdf.settings.set_qpdf_limits(
        flate_max_memory=most, run_length_max_memory=most, png_max_memory=most, tiff_max_memory=most
    )
    try:
        yield
    finally:
        pikepdf.settings.set_qpdf_limits(
            flate_max_memory=before["flate_max_memory"],
            run_length_max_memory=before["run_length_max_memory"],
            png_max_memory=before["png_max_memory"],
            tiff_max_memory=before["tiff_max_memory"],
        )


class _NoJbig2(pikepdf.jbig2.JBIG2DecoderInterface):
    """Takes a JBIG2 picture for empty, so that what is around it can be read without a decoder."""

    def check_available(self) -> None:
        """It always is."""

    def decode_jbig2(self, jbig2: bytes, jbig2_globals: bytes) -> bytes:
        """Nothing."""
        return b""


@contextmanager
def no_pictures() -> Iterator[None]:
    """While this lasts, JBIG2 pictures are passed over instead of calling a program that may not be installed."""
    before = pikepdf.jbig2.get_decoder()
    pikepdf.jbig2.set_decoder(_NoJbig2())
    try:
        yield
    finally:
        pikepdf.jbig2.set_decoder(before)


def unpacked(stream: pikepdf.Stream, most: int | None = None) -> bytes:
    """All that a stream holds.

    Args:
        stream: with any filters that lose nothing.
        most: bytes; `MOST_BYTES` if not given.

    Raises:
        TooMuch: it holds more than `most`.
        UNREADABLE: it cannot be unpacked.
    """
    most = MOST_BYTES if most is None else most
    if _only_deflated(stream):  # by far the usual case, and zlib can stop half way
        inflater = zlib.decompressobj()
        data = inflater.decompress(stream.read_raw_bytes(), most)
        if inflater.unconsumed_tail:
            raise TooMuch
        return data
    try:
        with bounded(most):
            data = stream.read_bytes(pikepdf.StreamDecodeLevel.specialized)  # run lengths, too
    except pikepdf.PikepdfError as error:
        if "memory limit" in str(error):
            raise TooMuch from error
        raise
    if len(data) > most:
        raise TooMuch
    return data


def start_of(stream: pikepdf.Stream, count: int) -> bytes:
    """The first `count` bytes of what a stream holds; raises like `unpacked`."""
    if _only_deflated(stream):
        return zlib.decompressobj().decompress(stream.read_raw_bytes(), count)
    return unpacked(stream)[:count]


def content_of(item: object, broken: set[tuple[int, int]] | None = None) -> bytes:
    """The unpacked bytes of a content stream or of an array of them.

    A word never runs on from one stream to the next (ISO 32000-1, 7.8.2), so a line break joins them.

    Args:
        item: what is at /Contents, or a form; anything else is empty.
        broken: numbers of streams that cannot be unpacked: they are left out, and those met are added; without it
            they raise.

    Raises:
        TooMuch: they hold more than `MOST_BYTES` together.
        UNREADABLE: one cannot be unpacked.
    """
    left, parts = MOST_BYTES, []
    for part in item if isinstance(item, pikepdf.Array) else (item,):
        if not isinstance(part, pikepdf.Stream) or (broken and part.objgen in broken):
            continue
        try:
            parts.append(unpacked(part, left))
        except UNREADABLE:
            if broken is None:
                raise
            broken.add(part.objgen)
            continue
        left -= len(parts[-1]) + 1
        if left <= 0:
            raise TooMuch
    return b"\n".join(parts)


def filters_of(stream: pikepdf.Object) -> tuple[str, ...]:
    """The names of a stream's filters, with their slash."""
    listed = stream.get("/Filter")
    parts = list(listed) if isinstance(listed, pikepdf.Array) else [listed]
    return tuple(str(part) for part in parts if isinstance(part, pikepdf.Name))


def why_unreadable(stream: pikepdf.Stream) -> Text:
    """Why a stream cannot be unpacked: a filter that is for pictures only or unknown, or damaged data."""
    strange = [name for name in filters_of(stream) if name not in _LOSSLESS]
    if strange:
        name = strange[0].lstrip("/")
        return Text(f"bộ lọc {name} không dùng cho nội dung trang", f"{name} is no filter for the content of pages")
    number = stream.objgen[0]
    return Text(f"dữ liệu nén của đối tượng {number} bị hỏng", f"the packed data of object {number} are damaged")


def _only_deflated(stream: pikepdf.Stream) -> bool:
    return stream.get("/Filter") == pikepdf.Name.FlateDecode and "/DecodeParms" not in stream
