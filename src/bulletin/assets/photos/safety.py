"""Look at a photo file before anything trusts it: kind by content, size from the header, completeness.

Everything here takes bytes that may have been made to do harm. The kind is found by the first bytes and only that
one decoder is opened; scans, chunks, tags and pixels are counted before any are decoded.
"""

from __future__ import annotations

import io
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from bulletin.assets.foreign import is_fault_of_file
from bulletin.assets.photos import rules
from bulletin.assets.photos.contents import PhotoParts, RefusedError
from bulletin.assets.photos.formats.exif import exif_facts
from bulletin.assets.photos.geometry import TURNED
from bulletin.lazy import dataclass

if TYPE_CHECKING:
    from PIL import Image

MAX_PIXELS = 80_000_000
MAX_SIDE = 30_000
"""JPEG ends at 65,535 pixels a side; anything beyond half of that is no photo but a trap for memory."""
MIN_SIDE = 8
"""A side below this is a web counter or an icon; libjpeg cannot even decode it at an eighth of its size."""

_EXTENSIONS = {
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "PNG": (".png", ".apng"),
    "WEBP": (".webp",),
    "TIFF": (".tif", ".tiff"),
    "GIF": (".gif",),
    "HEIF": (".heic", ".heif", ".hif"),
    "AVIF": (".avif", ".avifs"),
}
_RAW = frozenset({".dng", ".nef", ".cr2", ".arw", ".orf", ".pef", ".rw2", ".srw", ".raf", ".sr2", ".nrw"})
"""Camera raw files look like TIFF, but what opens is only their thumbnail."""

_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"mif2", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
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
_SMALL_PIXELS = 4_000_000
_large_decode = threading.Lock()
"""Held while more than 4 megapixels are in memory: whole decoding of a large JPEG (a small crop at high resolution) and
formats that cannot be decoded at less than full size. So workers share one large picture, not one each."""


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
        RefusedError: `photo.kind` for everything but JPEG, PNG, WebP, TIFF, GIF, HEIC and AVIF.
    """
    kind = _kind(data)
    if kind is not None:
        check_name(kind, name)
        return kind
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in data[:4096].lower() or head.startswith((b"<?xml", b"<!doctype", b"<html")):
        raise RefusedError(rules.KIND, kind="SVG/XML/HTML")
    for magic, label in _KNOWN_BAD:
        if data.startswith(magic):
            raise RefusedError(rules.KIND, kind=label)
    raise RefusedError(rules.KIND, kind="? " + data[:4].hex(" "))


def check_name(kind: str, name: str) -> None:
    """Refuse what only the file's name tells: a camera's raw file has the first bytes of a TIFF.

    Raises:
        RefusedError: `photo.kind`.
    """
    if kind == "TIFF" and PurePath(name).suffix.lower() in _RAW:
        raise RefusedError(rules.KIND, kind="RAW")


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
    return _boxed_kind(data) if data[4:8] == b"ftyp" else None


def _boxed_kind(data: bytes) -> str | None:
    """HEIF or AVIF by the brands; `mif1` alone says neither, and the brands that it is compatible with decide."""
    size = min(int.from_bytes(data[:4], "big"), 256)
    others = {data[at : at + 4] for at in range(16, size - 3, 4)}
    if data[8:12] in _AVIF_BRANDS or (data[8:12] in _HEIF_BRANDS and others & _AVIF_BRANDS):
        return "AVIF"
    return "HEIF" if data[8:12] in _HEIF_BRANDS else None


def expected_extension(kind: str, name: str) -> bool:
    """Whether the file name's extension is one of those usual for the kind."""
    return PurePath(name).suffix.lower() in _EXTENSIONS[kind]


def contents_of(data: bytes, kind: str) -> PhotoParts:
    """The parts of a photo file, everything in it counted.

    Raises:
        RefusedError: `photo.flood`, `photo.broken`, `photo.truncated`, `photo.unsupported`.
    """
    from bulletin.assets.photos.formats import (
        containers as photo_containers,
    )
    from bulletin.assets.photos.formats import (
        jpeg as photo_jpeg,
    )
    from bulletin.assets.photos.formats import (
        png as photo_png,
    )
    from bulletin.assets.photos.formats import (
        tiff as photo_tiff,
    )

    walks: dict[str, Callable[[bytes], PhotoParts]] = {
        "JPEG": photo_jpeg.jpeg_contents,
        "PNG": photo_png.png_contents,
        "TIFF": photo_tiff.tiff_contents,
        "GIF": photo_containers.gif_contents,
        "WEBP": photo_containers.webp_contents,
    }
    walk = walks.get(kind)
    contents = walk(data) if walk else photo_containers.boxed_contents(data, kind)
    if contents.variant is not None:
        raise RefusedError(rules.UNSUPPORTED, variant=contents.variant)
    return contents


def open_photo(data: bytes, kind: str) -> tuple[Image.Image, PhotoParts]:
    """Open (not decode) a photo with the one decoder of its kind, after everything in it was counted.

    Raises:
        RefusedError: the rule that forbids it.
    """
    from PIL import Image

    contents = contents_of(data, kind)
    _prepare_decoder(kind)
    try:
        image = Image.open(io.BytesIO(contents.picture), formats=(kind,))
    except Image.DecompressionBombError as problem:
        pixels = f"> {2 * MAX_PIXELS // 10**6} MP"
        raise RefusedError(rules.TOO_MANY_PIXELS, pixels=pixels, limit=str(MAX_PIXELS // 10**6)) from problem
    except Exception as problem:  # decoders raise almost anything on hostile headers
        if not is_fault_of_file(problem):
            raise
        raise _not_opened(problem, contents.picture, kind) from problem
    if contents.profile is not None:
        image.info["icc_profile"] = contents.profile
    _check_size(*image.size)
    return image, contents


def _not_opened(problem: Exception, data: bytes, kind: str) -> RefusedError:
    """What to say of a file that the decoder did not take; its own words are for programmers."""
    if _unsupported(problem):
        return RefusedError(rules.UNSUPPORTED, variant="HEIC" if kind == "HEIF" else kind)
    if kind == "TIFF":
        # Its directory was read, so the file is sound as far as it goes, and of a kind that Pillow does not know.
        from bulletin.assets.photos.formats.tiff import tiff_name

        return RefusedError(rules.UNSUPPORTED, variant=tiff_name(data))
    return RefusedError(rules.BROKEN, reason=_HEADER)


def _unsupported(problem: BaseException) -> bool:
    return "unsupported" in str(problem).lower()


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
        elif kind == "AVIF":
            from PIL import AvifImagePlugin

            if not AvifImagePlugin.SUPPORTED:
                raise ImportError(kind)
    except ImportError as problem:
        raise RefusedError(rules.READER_MISSING, kind=kind) from problem


def _check_size(width: int, height: int) -> None:
    if width < 1 or height < 1:
        raise RefusedError(rules.BROKEN, reason=f"{width} × {height} px")
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise RefusedError(rules.TOO_MANY_PIXELS, pixels=f"{width} × {height} px", limit=str(MAX_PIXELS // 10**6))
    if min(width, height) < MIN_SIDE:
        raise RefusedError(rules.TOO_FEW_PIXELS, pixels=f"{width} × {height}", limit=str(MIN_SIDE))


_HEADER = "phần đầu tệp không đọc được / its header cannot be read"
_PICTURE = "không giải mã được / it cannot be decoded"


def read_header(data: bytes, name: str) -> Header:
    """Everything about a photo that can be known without decoding it.

    Raises:
        RefusedError: the rule that forbids it.
    """
    kind = sniff(data, name)
    image, contents = open_photo(data, kind)
    with image:
        orientation, has_gps = _turn(image, contents, kind)
        width, height = image.size[::-1] if orientation in TURNED else image.size
        has_icc = bool(image.info.get("icc_profile"))
        animated = contents.animated or (kind in _BOXED and _animated(image))
        return Header(kind, width, height, image.mode, orientation, has_gps, has_icc, animated)


_BOXED = frozenset({"HEIF", "AVIF"})
_TURNED_BY_READER = frozenset({"TIFF", "HEIF"})
"""Formats whose reader turns the picture and its size: turning once more would lay it on its side again."""


def _turn(image: Image.Image, contents: PhotoParts, kind: str) -> tuple[int, bool]:
    """The turn that is still to be done and whether the file tells a place."""
    block = image.info.get("exif") if kind in _BOXED else contents.exif
    orientation, has_gps = exif_facts(block if isinstance(block, bytes) else b"")
    return (1 if kind in _TURNED_BY_READER else orientation), has_gps


def _animated(image: Image.Image) -> bool:
    try:
        return bool(getattr(image, "is_animated", False))
    except Exception as problem:  # a broken second frame does not concern the first
        if not is_fault_of_file(problem):
            raise
        return False


def prove(data: bytes, kind: str, seen: Callable[[Image.Image], None] | None = None) -> None:
    """Decode a photo once, as small as its format allows, to know that it can be decoded to its end.

    Args:
        data: the bytes of the file.
        kind: of its format.
        seen: is given the whole picture of a HEIC, upright, which is slow to decode; it may change it.

    Raises:
        RefusedError: `photo.broken` or `photo.truncated`.
    """
    image, _ = open_photo(data, kind)
    if kind == "JPEG":
        image.draft("L" if image.mode in {"L", "RGB"} else image.mode, (image.width // 8, image.height // 8))
    with decoded(image, kind):
        if seen is not None and kind == "HEIF":
            seen(image)


def is_small(image: Image.Image, kind: str) -> bool:
    """Whether an opened photo takes little memory when it is decoded at the size that was asked of its decoder."""
    return kind == "JPEG" and "progressive" not in image.info and image.width * image.height <= _SMALL_PIXELS


@contextmanager
def decoded(image: Image.Image, kind: str) -> Iterator[None]:
    """Decode an opened photo and give its pixels back at the end; large ones only one at a time.

    Raises:
        RefusedError: `photo.broken` or `photo.truncated`.
    """
    from PIL import ImageFile

    # WeasyPrint switches this on for its whole process when it is imported; here half a photo is no photo.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with nullcontext() if is_small(image, kind) else _large_decode, image:
        try:
            image.load()
        except Exception as problem:  # decoders raise almost anything on hostile data
            if not is_fault_of_file(problem):
                raise
            if _unsupported(problem):
                raise RefusedError(rules.UNSUPPORTED, variant="HEIC" if kind == "HEIF" else kind) from problem
            cut = any(word in str(problem).lower() for word in ("truncated", "unexpected end", "end of file"))
            raise RefusedError(rules.TRUNCATED if cut else rules.BROKEN, reason=_PICTURE) from problem
        yield
