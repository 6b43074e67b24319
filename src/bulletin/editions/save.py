"""Write an edition: catalogue, boxes and bytes."""

from __future__ import annotations

import io
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import BinaryIO, cast

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from bulletin.editions.identity.meta import Meta
from bulletin.geometry import intersection, ordered
from bulletin.pdf.document import annots
from bulletin.runtime.spool import Spool, Spooled


def write_catalogue(pdf: pikepdf.Pdf, meta: Meta) -> None:
    """Language, window title, page labels 1, 2, 3 … and the panel that a reader opens."""
    root = pdf.Root
    root.Lang = String(meta.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    root.PageMode = Name.UseOutlines if "/Outlines" in root else Name.UseNone
    root.MarkInfo = Dictionary(Marked="/StructTreeRoot" in root)


def crop_to_trim(pdf: pikepdf.Pdf) -> None:
    """Make the trim the whole page: what is in the bleed stays outside the MediaBox and is not shown.

    Links that reach over the edge are cut back to the page.
    """
    for page in pdf.pages:
        x0, y0, x1, y1 = (float(value) for value in page.trimbox)
        trim = x0, y0, x1, y1
        page.obj.MediaBox = Array([_number(value) for value in trim])
        for box in ("/TrimBox", "/BleedBox", "/CropBox", "/ArtBox"):
            if box in page.obj:
                del page.obj[box]
        for annotation in annots(page):
            ax, ay, bx, by = (float(value) for value in annotation.Rect)
            shown = intersection(ordered(ax, ay, bx, by), trim)
            annotation.Rect = Array([_number(value) for value in shown])


def save(pdf: pikepdf.Pdf, *, version: str = "", object_streams: bool = True) -> bytes:
    """The file's bytes: compressed, identifier made from the content, so equal input, equal bytes; `pdf` is closed.

    Args:
        pdf: the file.
        version: the PDF version in its header, for standards that fix it.
        object_streams: smaller, but not known to PDF 1.4.
    """
    with _saved(pdf, version, object_streams) as file:
        return file.read()


def save_on(spool: Spool, pdf: pikepdf.Pdf, *, version: str = "", object_streams: bool = True) -> bytes | Spooled:
    """What `save` returns as it waits on a spool; a large file is never in memory as a whole."""
    with _saved(pdf, version, object_streams) as file:
        return spool.put(file)


@contextmanager
def _saved(pdf: pikepdf.Pdf, version: str, object_streams: bool) -> Iterator[BinaryIO]:
    """The written file at its start, on the disk where it is large; `pdf` is closed."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as on_disk:
        out = cast(BinaryIO, on_disk)
        try:
            _write_sound(pdf, out, version, object_streams)
        except OSError:  # no room for temporary files
            out = io.BytesIO()
            _write_sound(pdf, out, version, object_streams)
        pdf.close()
        out.seek(0)
        yield out


def _write_sound(pdf: pikepdf.Pdf, out: BinaryIO, version: str, object_streams: bool) -> None:
    """Write the file so that nobody misreads it: some readers take `CR LF` before `endstream` for one line end."""
    _pack(pdf)
    for _ in range(_TRIES):
        _write(pdf, out, version, object_streams)
        if not _ambiguous(out) or not _shift(pdf):
            return


_CR = b"\r"
_AMBIGUOUS = b"\r\nendstream"
_TRIES = 9
_IN_MEMORY = 4 << 20
"""Larger files are written to the disk first."""
_PIECE = 1 << 20
_REMEMBERED = 100_000
"""Bytes; longer content is compressed anew each time."""
_PLAIN_KEYS = frozenset({"/Length", "/Filter"})
"""Keys of the content of a page, in which white space at the end means nothing."""
_DIRECT = ("/MarkInfo", "/ViewerPreferences", "/PageLabels", "/Lang")
"""Entries of the catalogue that may as well be objects of their own."""


def _pack(pdf: pikepdf.Pdf) -> None:
    """Compress every stream that is not, and let none of them end with CR.

    White space at the end of a page's content means nothing. Other streams (fonts, attachments) keep their content:
    what follows compressed data is not read. XMP stays as it is, to be found by programs that know no PDF.
    """
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Stream):
            continue
        filters = item.get("/Filter")
        if filters is None and item.get("/Type") != Name.Metadata:
            plain = item.keys() <= _PLAIN_KEYS or item.get("/Subtype") == Name.Form
            item.write(_packed(item.read_bytes(), plain), filter=Name.FlateDecode)
        elif filters == Name.FlateDecode:
            packed = item.read_raw_bytes()
            if packed.endswith(_CR):
                parameters = cast("Dictionary | None", item.get("/DecodeParms"))
                item.write(packed + b"\n", filter=Name.FlateDecode, decode_parms=parameters)


def _packed(content: bytes, plain: bool) -> bytes:
    """Compressed content that does not end with CR; `plain` content may get white space at its end."""
    packed = _compressed(content) if len(content) <= _REMEMBERED else zlib.compress(content)
    while plain and packed.endswith(_CR):
        content += b"\n"
        packed = zlib.compress(content)
    return packed + b"\n" if packed.endswith(_CR) else packed


@lru_cache(maxsize=48)
def _compressed(content: bytes) -> bytes:
    """Compressed content; the screen and the record edition have the same pages."""
    return zlib.compress(content)


def _shift(pdf: pikepdf.Pdf) -> bool:
    """Let the streams of small objects come out otherwise: one object more is written before them.

    Returns whether there was one that could be added.
    """
    for key in _DIRECT:
        value = pdf.Root.get(key)
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            pdf.Root[key] = pdf.make_indirect(value)
            return True
    return False


def _ambiguous(file: BinaryIO) -> bool:
    """Whether a file holds what some readers misread."""
    file.seek(0)
    end = b""
    while piece := file.read(_PIECE):
        if _AMBIGUOUS in end + piece:
            return True
        end = piece[-len(_AMBIGUOUS) :]
    return False


def _write(pdf: pikepdf.Pdf, out: BinaryIO, version: str, object_streams: bool) -> None:
    modes = pikepdf.ObjectStreamMode
    out.seek(0)
    out.truncate()
    pdf.save(
        out,
        force_version=version,
        deterministic_id=True,
        object_stream_mode=modes.generate if object_streams else modes.disable,
        compress_streams=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )


def _number(value: float) -> float | int:
    return int(value) if value == int(value) else round(value, 4)
