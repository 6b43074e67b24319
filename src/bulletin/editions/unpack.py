"""Streams of a file that may be hostile, unpacked only so far: a few kilobytes can stand for gigabytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf

MOST_BYTES = 64 << 20
"""Of the unpacked content of one page or form, all its streams together."""


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


def unpacked(stream: pikepdf.Stream, most: int | None = None) -> bytes:
    """All that a stream holds.

    Args:
        stream: with any filters that lose nothing.
        most: bytes; `MOST_BYTES` if not given.

    Raises:
        TooMuch: it holds more than `most`.
        pikepdf.PdfError: it cannot be unpacked.
        zlib.error: likewise.
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
    except pikepdf.PdfError as error:
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
        item: what stands at /Contents, or a form; anything else is empty.
        broken: numbers of streams that cannot be unpacked: they are left out, and those met are added; without it
            they raise.

    Raises:
        TooMuch: they hold more than `MOST_BYTES` together.
        pikepdf.PdfError: one cannot be unpacked.
        zlib.error: likewise.
    """
    left, parts = MOST_BYTES, []
    for part in item if isinstance(item, pikepdf.Array) else (item,):
        if not isinstance(part, pikepdf.Stream) or (broken and part.objgen in broken):
            continue
        try:
            parts.append(unpacked(part, left))
        except (pikepdf.PdfError, zlib.error):
            if broken is None:
                raise
            broken.add(part.objgen)
            continue
        left -= len(parts[-1]) + 1
        if left <= 0:
            raise TooMuch
    return b"\n".join(parts)


def _only_deflated(stream: pikepdf.Stream) -> bool:
    return stream.get("/Filter") == pikepdf.Name.FlateDecode and "/DecodeParms" not in stream
