"""Look at a photo file before anything trusts it: kind by content, size from the header, completeness.

Everything here takes bytes that may have been made to do harm. The kind is found by the first bytes and only that
one decoder is opened; pixels are counted before any are decoded.
"""

from __future__ import annotations

import io
import re
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from bulletin.assets import photo_rules as rules
from bulletin.assets.photo_geometry import TURNED
from bulletin.errors import Rule

if TYPE_CHECKING:
    from PIL import Image

MAX_BYTES = 60_000_000
MAX_PIXELS = 80_000_000
MAX_SIDE = 30_000
"""JPEG ends at 65,535 pixels a side; anything beyond half of that is no photo but a trap for memory."""

_EXTENSIONS = {
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "PNG": (".png", ".apng"),
    "WEBP": (".webp",),
    "TIFF": (".tif", ".tiff"),
    "GIF": (".gif",),
    "HEIF": (".heic", ".heif", ".hif"),
}
_RAW = frozenset({".dng", ".nef", ".cr2", ".arw", ".orf", ".pef", ".rw2", ".srw", ".raf", ".sr2", ".nrw"})
"""Camera raw files look like TIFF, but what opens is only their thumbnail."""

_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_KNOWN_BAD = (
    (b"%PDF", "PDF"),
    (b"8BPS", "Photoshop PSD"),
    (b"BM", "BMP"),
    (b"PK\x03\x04", "ZIP/Office"),
    (b"\xd0\xcf\x11\xe0", "Office"),
    (b"\x00\x00\x00\x0cjP", "JPEG 2000"),
    (b"%!PS", "PostScript"),
    (b"FUJIFILM", "RAW"),
)
_ORIENTATION, _GPS = 0x0112, 0x8825
_MARKER_IN_SCAN = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_SMALL_PIXELS = 4_000_000
_large_decode = threading.Lock()
"""Held while more than 4 megapixels are in memory: whole decoding of a large JPEG (a small crop at high resolution) and
formats that cannot be decoded at less than full size. So workers share one large picture, not one each."""


class RefusedError(Exception):
    """A photo that is not taken: which rule, and what to put into its text."""

    def __init__(self, rule: Rule, **values: str) -> None:
        super().__init__(rule.id)
        self.rule = rule
        self.values = values


@dataclass(frozen=True, slots=True)
class Header:
    """What is known before decoding: upright size in px, kind, colour mode, turn, what else the file carries."""

    kind: str
    width: int
    height: int
    mode: str
    orientation: int
    has_gps: bool
    has_icc: bool
    animated: bool


def sniff(data: bytes, name: str) -> str:
    """The kind of a photo by its first bytes, whatever its name says.

    Raises:
        RefusedError: `photo.kind` for everything but JPEG, PNG, WebP, TIFF, GIF and HEIC.
    """
    kind = _kind(data)
    if kind == "TIFF" and PurePath(name).suffix.lower() in _RAW:
        raise RefusedError(rules.KIND, kind="RAW")
    if kind is not None:
        return kind
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in data[:4096].lower() or head.startswith((b"<?xml", b"<!doctype", b"<html")):
        raise RefusedError(rules.KIND, kind="SVG/XML/HTML")
    for magic, label in _KNOWN_BAD:
        if data.startswith(magic):
            raise RefusedError(rules.KIND, kind=label)
    raise RefusedError(rules.KIND, kind="? " + data[:4].hex(" "))


def _kind(data: bytes) -> str | None:
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data.startswith((b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")):
        return "TIFF"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    return "HEIF" if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS else None


def expected_extension(kind: str, name: str) -> bool:
    """Whether the file name's extension is one of those usual for the kind."""
    return PurePath(name).suffix.lower() in _EXTENSIONS[kind]


def open_photo(file: BinaryIO, kind: str) -> Image.Image:
    """Open (not decode) a photo with the one decoder of its kind, after its pixels were counted.

    Raises:
        RefusedError: `photo.broken`, `photo.too-many-pixels`, `photo.reader-missing`.
    """
    from PIL import Image

    _prepare_decoder(kind)
    try:
        image = Image.open(file, formats=(kind,))
    except Image.DecompressionBombError as problem:
        pixels = f"> {2 * MAX_PIXELS // 10**6} MP"
        raise RefusedError(rules.TOO_MANY_PIXELS, pixels=pixels, limit=str(MAX_PIXELS // 10**6)) from problem
    except Exception as problem:  # decoders raise almost anything on hostile headers
        raise RefusedError(rules.BROKEN, reason=_reason(problem)) from problem
    _check_size(*image.size)
    return image


@lru_cache(maxsize=16)
def _prepare_decoder(kind: str) -> None:
    """Load the one decoder that is needed (Pillow would load all forty) and set Pillow's own limits to ours."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    # Between the limit and its double Pillow only warns, in its own words; `_check_size` refuses them in ours.
    warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)
    # Broken EXIF and the like: of no use to an office, and what matters of it becomes a finding.
    warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
    try:
        if kind == "HEIF":
            from pillow_heif import register_heif_opener

            register_heif_opener(thumbnails=False)
        elif kind == "WEBP":
            from PIL import WebPImagePlugin  # noqa: F401
        elif kind == "TIFF":
            from PIL import TiffImagePlugin  # noqa: F401
    except ImportError as problem:
        raise RefusedError(rules.READER_MISSING, kind=kind) from problem


def _check_size(width: int, height: int) -> None:
    if width < 1 or height < 1:
        raise RefusedError(rules.BROKEN, reason=f"{width} × {height} px")
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise RefusedError(rules.TOO_MANY_PIXELS, pixels=f"{width} × {height} px", limit=str(MAX_PIXELS // 10**6))


def _reason(problem: BaseException) -> str:
    return " ".join(str(problem).split())[:120] or type(problem).__name__


def read_header(data: bytes, name: str) -> Header:
    """Everything about a photo that can be known without decoding it.

    Raises:
        RefusedError: the rule that forbids it.
    """
    kind = sniff(data, name)
    if kind == "JPEG":
        check_jpeg_complete(data)
    with open_photo(io.BytesIO(data), kind) as image:
        orientation, has_gps = _exif(image)
        width, height = image.size[::-1] if orientation in TURNED else image.size
        has_icc = bool(image.info.get("icc_profile"))
        return Header(kind, width, height, image.mode, orientation, has_gps, has_icc, _animated(image))


def _exif(image: Image.Image) -> tuple[int, bool]:
    """Orientation 1–8 and whether the place of the shot is noted; broken EXIF counts as none."""
    try:
        exif = image.getexif()
        value, has_gps = exif.get(_ORIENTATION), _GPS in exif
    except Exception:  # the EXIF block is the most often broken part of a photo and tells nothing that we must have
        return 1, False
    return (value if isinstance(value, int) and 1 <= value <= 8 else 1), has_gps


def _animated(image: Image.Image) -> bool:
    """Whether there is a second frame; they are not counted, because that would walk through the whole file."""
    if image.format == "MPO":
        return False
    try:
        return bool(getattr(image, "is_animated", False))
    except Exception:  # a broken second frame does not concern the first
        return False


def check_jpeg_complete(data: bytes) -> None:
    """Walk a JPEG from marker to marker up to its end-of-image.

    Decoding alone is no proof: libjpeg fills a lost tail with grey and says nothing when the lost bytes are zeros, as
    after a broken copy. Bytes after the end are allowed (phones append previews and videos).

    Raises:
        RefusedError: `photo.truncated`.
    """
    position = 2
    while position + 2 <= len(data):
        if data[position] != 0xFF:
            raise RefusedError(rules.BROKEN, reason="JPEG marker")
        marker = data[position + 1]
        if marker == 0xD9:
            raise RefusedError(rules.BROKEN, reason="JPEG without picture")
        if marker == 0xFF:
            position += 1
        elif marker == 0x01 or 0xD0 <= marker <= 0xD8:
            position += 2
        else:
            position += 2 + max(2, int.from_bytes(data[position + 2 : position + 4], "big"))
        if marker == 0xDA:
            found = _MARKER_IN_SCAN.search(data, position)
            if found is None:
                break
            position = found.start()
            if data[position + 1] == 0xD9:
                return
    raise RefusedError(rules.TRUNCATED)


def prove(data: bytes, kind: str) -> None:
    """Decode a photo once, as small as its format allows, to know that it can be decoded to its end.

    Raises:
        RefusedError: `photo.broken` or `photo.truncated`.
    """
    image = open_photo(io.BytesIO(data), kind)
    if kind == "JPEG":
        image.draft("L" if image.mode in {"L", "RGB"} else image.mode, (image.width // 8, image.height // 8))
    with decoded(image, kind):
        pass


@contextmanager
def decoded(image: Image.Image, kind: str) -> Iterator[None]:
    """Decode an opened photo and give its pixels back at the end; large ones only one at a time.

    Raises:
        RefusedError: `photo.broken` or `photo.truncated`.
    """
    from PIL import ImageFile

    # WeasyPrint switches this on for its whole process when it is imported; here half a photo is no photo.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    small = kind == "JPEG" and "progressive" not in image.info and image.width * image.height <= _SMALL_PIXELS
    with nullcontext() if small else _large_decode, image:
        try:
            image.load()
        except Exception as problem:  # decoders raise almost anything on hostile data
            reason = _reason(problem)
            cut = any(word in reason.lower() for word in ("truncated", "unexpected end", "end of file"))
            raise RefusedError(rules.TRUNCATED if cut else rules.BROKEN, reason=reason) from problem
        yield
