"""Pictures of finished pages, drawn by PDFium: for `bulletin proof`, the preview, and reading QR codes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from bulletin.geometry import PT_PER_INCH
from bulletin.runtime.spool import Spooled, file_of

_PNG = b"\x89PNG\r\n\x1a\n"
_PAGES_AT_ONCE = 8
_RGB = 2  # colour type of the PNG specification, 11.2.2


class Undrawable(Exception):  # noqa: N818 (a signal for those who draw, no error that reaches a user)
    """PDFium cannot open a file, or cannot draw one of its pages."""


@contextmanager
def open_pdfium(pdf: bytes | Spooled) -> Iterator[Any]:
    """A PDF as pypdfium2 opens it, closed afterwards; of a file on a spool only what is drawn comes into memory.

    Raises:
        Undrawable: PDFium gives up, here or in what is done with the document.
    """
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(pdf if isinstance(pdf, bytes) else file_of(pdf))
        try:
            yield document
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise Undrawable(str(error)) from error


def drawn_pages(pdf: bytes | Spooled, numbers: Collection[int] | None = None) -> Iterator[tuple[int, Any]]:
    """Pages with their numbers (from 1) as pypdfium2 opens them, all by default; each is closed by whoever gets it.

    PDFium holds whatever it has read of a file, photos too, until the file is closed. So it is closed and opened again
    after some pages, and a long issue takes no more memory than a short one.

    Raises:
        Undrawable: as `open_pdfium` does.
    """
    with open_pdfium(pdf) as document:
        wanted = [number for number in range(1, len(document) + 1) if numbers is None or number in numbers]
        for number in wanted[:_PAGES_AT_ONCE]:
            yield number, document[number - 1]
    for at in range(_PAGES_AT_ONCE, len(wanted), _PAGES_AT_ONCE):
        with open_pdfium(pdf) as document:
            for number in wanted[at : at + _PAGES_AT_ONCE]:
                yield number, document[number - 1]


def page_pngs(pdf: bytes | Spooled, ppi: float = 110) -> Iterator[bytes]:
    """Every page as a PNG, in order."""
    for _, page in drawn_pages(pdf):
        yield _png_of(page, ppi)


def _png_of(page: Any, ppi: float) -> bytes:
    bitmap = page.render(scale=ppi / PT_PER_INCH, rev_byteorder=True)  # RGB instead of PDFium's BGR
    pixels, stride = bytes(bitmap.buffer), bitmap.stride
    width, height, channels = bitmap.width, bitmap.height, bitmap.n_channels
    bitmap.close()
    page.close()
    rows = [pixels[at * stride : at * stride + width * channels] for at in range(height)]
    return png(rows if channels == 3 else [_without_alpha(row) for row in rows], width)


def _without_alpha(row: bytes) -> bytes:
    out = bytearray(len(row) // 4 * 3)
    for channel in range(3):
        out[channel::3] = row[channel::4]
    return bytes(out)


def png(rows: list[bytes], width: int) -> bytes:
    """A PNG of 8-bit RGB rows of `width` pixels.

    Every row is stored as it is: paper is mostly white, which deflate packs well without a filter. Level 3 makes pages
    of a newspaper as small as 6 does, in little more than half the time.
    """
    head = struct.pack(">IIBBBBB", width, len(rows), 8, _RGB, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows), 3)
    return _PNG + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
