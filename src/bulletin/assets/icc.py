"""ICC profiles of printing conditions: read, checked, and turned into transforms (LittleCMS through Pillow).

Everything is relative colorimetric with black point compensation: colours that the paper can show stay as they are,
and the darkest shadow of a screen becomes the darkest of the press (ISO 18619).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin.errors import Finding, InputError, Place, Rule, Severity, Text

if TYPE_CHECKING:
    from PIL import ImageCms

MAX_BYTES = 20_000_000
_HEADER = 128
_GRID = tuple(range(0, 256, 15))

_WHY = Text(
    "Hồ sơ màu quyết định mực in của ảnh; hồ sơ sai thì màu và lượng mực đều sai.",
    "The profile decides the inks of every photo; with a wrong one colours and ink are wrong.",
)
_REMEDY = Text(
    "Hãy xin nhà in tệp hồ sơ màu ICC cho máy in CMYK của họ, hoặc dùng: ho_so_mau: icc/ISOcoated_v2_300_bas.icc",
    "Ask the shop for the ICC profile of its CMYK press, or use: icc: icc/ISOcoated_v2_300_bas.icc",
)
MISSING = Rule(
    "icc.unreadable",
    Severity.ERROR,
    Text("Không mở được hồ sơ màu {file}: {reason}.", "The colour profile {file} cannot be opened: {reason}."),
    _WHY,
    _REMEDY,
)
BROKEN = Rule(
    "icc.broken",
    Severity.ERROR,
    Text("{file} không phải là hồ sơ màu ICC dùng được: {reason}.", "{file} is no usable ICC profile: {reason}."),
    _WHY,
    _REMEDY,
)
NOT_CMYK = Rule(
    "icc.not-cmyk",
    Severity.ERROR,
    Text("Hồ sơ màu {file} dành cho hệ màu {space}, không phải CMYK.", "The profile {file} is for {space}, not CMYK."),
    _WHY,
    _REMEDY,
)
NOT_PRINTER = Rule(
    "icc.not-printer",
    Severity.ERROR,
    Text(
        "Hồ sơ màu {file} thuộc loại “{kind}”, không phải hồ sơ máy in (prtr).",
        "The profile {file} is of class “{kind}”, not that of a printer (prtr).",
    ),
    _WHY,
    _REMEDY,
)


@dataclass(frozen=True, slots=True)
class IccProfile:
    """The profile of a printing condition. Two are equal when their bytes are; `sha256` stands for them."""

    data: bytes = field(repr=False, compare=False)
    description: str
    space: str
    device_class: str
    sha256: str


def read_profile(path: Path, place: Place | None = None) -> IccProfile:
    """A CMYK printer profile that can really convert colours.

    Args:
        path: the file; the caller has made sure that it may be read.
        place: where its name was typed.

    Raises:
        InputError: `icc.unreadable`, `icc.broken`, `icc.not-cmyk`, `icc.not-printer`.
    """
    place = place or Place()
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as problem:
        raise _refused(MISSING, path, place, reason=problem.strerror or type(problem).__name__) from problem
    if len(data) > MAX_BYTES:
        raise _refused(BROKEN, path, place, reason=f"> {MAX_BYTES // 10**6} MB")
    if len(data) < _HEADER or data[36:40] != b"acsp" or int.from_bytes(data[:4], "big") > len(data):
        raise _refused(BROKEN, path, place, reason="ICC header")
    space, kind = (data[at : at + 4].decode("ascii", "replace").strip() for at in (16, 12))
    if space != "CMYK":
        raise _refused(NOT_CMYK, path, place, space=space)
    if kind != "prtr":
        raise _refused(NOT_PRINTER, path, place, kind=kind)
    return _opened(data, path, place)


def _opened(data: bytes, path: Path, place: Place) -> IccProfile:
    """LittleCMS reads the tables only when a transform is made, so one is made here (and kept for the photos)."""
    from PIL import ImageCms

    digest = hashlib.sha256(data).hexdigest()
    try:
        text = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(data)))
        profile = IccProfile(data, " ".join(text.split()), "CMYK", "prtr", digest)
        from_srgb(profile)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError) as problem:
        reason = " ".join(str(problem).split())[:120] or type(problem).__name__
        raise _refused(BROKEN, path, place, reason=reason) from problem
    return profile


def _refused(rule: Rule, path: Path, place: Place, **values: str) -> InputError:
    return InputError([Finding(rule, place, path.name, {"file": path.name, **values})])


@lru_cache(maxsize=1)
def srgb() -> Any:
    """LittleCMS's own sRGB (IEC 61966-2-1)."""
    from PIL import ImageCms

    return ImageCms.createProfile("sRGB")


@lru_cache(maxsize=8)
def from_srgb(profile: IccProfile) -> ImageCms.ImageCmsTransform:
    """8-bit sRGB to the inks of a profile; safe to use from several threads."""
    from PIL import ImageCms

    return ImageCms.buildTransform(
        srgb(),
        ImageCms.ImageCmsProfile(io.BytesIO(profile.data)),
        "RGB",
        "CMYK",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def to_inks(profile: IccProfile, colours: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    """The inks of several 8-bit sRGB colours, each 0 to 255 (255 is full ink)."""
    from PIL import Image, ImageCms

    strip = Image.frombytes("RGB", (len(colours), 1), bytes(part for colour in colours for part in colour))
    made: Any = ImageCms.applyTransform(strip, from_srgb(profile))
    data = made.tobytes()
    return [(data[at], data[at + 1], data[at + 2], data[at + 3]) for at in range(0, len(data), 4)]


@lru_cache(maxsize=8)
def ink_ceiling(profile: IccProfile) -> float:
    """The most ink in per cent that a profile asks for, over an even grid of 18³ sRGB colours."""
    colours = [(r, g, b) for r in _GRID for g in _GRID for b in _GRID]
    return max(sum(inks) for inks in to_inks(profile, colours)) / 2.55


def pixels_to_inks(profile: IccProfile, pixels: bytes) -> bytes:
    """A run of 8-bit sRGB pixels as CMYK pixels of a profile, four bytes each, 255 for full ink."""
    from PIL import Image, ImageCms

    strip = Image.frombytes("RGB", (len(pixels) // 3, 1), pixels)
    made: Any = ImageCms.applyTransform(strip, from_srgb(profile))
    return bytes(made.tobytes())
