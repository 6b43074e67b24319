"""ICC profiles of printing conditions: read, checked, and turned into transforms (LittleCMS through Pillow).

Everything is relative colorimetric with black point compensation: colours that the paper can show stay as they are,
and the darkest shadow of a screen becomes the darkest of the press (ISO 18619).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin.errors import Finding, InputError, Place, Rule, Severity, Text
from bulletin.lazy import dataclass

if TYPE_CHECKING:
    from PIL import Image, ImageCms, ImageFilter

MAX_BYTES = 20_000_000
_HEADER = 128
_GRID = tuple(range(0, 256, 15))
_FINE = tuple(range(0, 256, 5))
JPEG_NOISE = 4.0
"""Per cent that JPEG (quality 92, no subsampling) may add to the ink of single pixels. Of 28 renditions of the photos
of the example 27 peaks rose by no more, one by 7.5; in none did over 0.0005 per cent of the area pass 300 %."""

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
    data = pixels_to_inks(profile, bytes(part for colour in colours for part in colour))
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


def inked(image: Image.Image, profile: IccProfile, limit: float | None = None) -> Image.Image:
    """A picture in the inks of a profile, within a total of ink that holds after JPEG too.

    A profile keeps its own limit. For a shop that allows less, coloured inks are taken back in proportion and black
    stays (the hue holds, deep shadows lose a little depth); the reduction is part of a table of 52³ colours, between
    which inks are interpolated, so that no mixture can pass the limit. That differs from LittleCMS's own interpolation
    by 0.2 of 255 on average. A profile made for that limit prints better shadows; a shop that has one should be asked.

    Args:
        image: sRGB.
        profile: of the printing condition.
        limit: most ink in per cent; None or a value that the profile keeps anyway changes nothing.
    """
    from PIL import ImageCms

    if limit is None or ink_ceiling(profile) <= limit:
        made = ImageCms.applyTransform(image, from_srgb(profile))
        assert made is not None
        return made
    return image.filter(_limited_table(profile, max(100.0, limit - JPEG_NOISE)))


@lru_cache(maxsize=4)
def _limited_table(profile: IccProfile, limit: float) -> ImageFilter.Color3DLUT:
    from PIL import ImageFilter

    colours = [(r, g, b) for b in _FINE for g in _FINE for r in _FINE]
    most = limit * 2.55
    table: list[float] = []
    for c, m, y, k in to_inks(profile, colours):
        share = min(1.0, (most - k) / (c + m + y)) / 255 if c + m + y else 0.0
        table += (c * share, m * share, y * share, k / 255)
    return ImageFilter.Color3DLUT(len(_FINE), table, channels=4, target_mode="CMYK")


@lru_cache(maxsize=4)
def black_curve(profile: IccProfile) -> bytes:
    """For each 8-bit sRGB grey the DeviceGray that prints equally light in black ink alone.

    Relative colorimetric with black point compensation, as for the colours: paper is white, solid black is black. A
    press darkens mid-tones less than a screen's curve does: sRGB 50 % printed as 50 % black is 65 L* on FOGRA39, not
    55. White stays 255, black 0, and the curve never turns back.
    """
    from PIL import Image, ImageCms

    to_lab = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(profile.data)),
        ImageCms.createProfile("LAB"),
        "CMYK",
        "LAB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )
    ramp = Image.frombytes("CMYK", (256, 1), bytes(part for k in range(256) for part in (0, 0, 0, k)))
    lab: Any = ImageCms.applyTransform(ramp, to_lab)
    light = [_luminance(value / 2.55) for value in lab.tobytes()[::3]]
    light = [min(light[: k + 1]) for k in range(256)]
    black = light[255]
    curve = [min(range(256), key=lambda k: (abs(light[k] - _target(grey, black)), k)) for grey in range(256)]
    made = [255 - max(curve[grey:]) for grey in range(256)]
    return bytes([0, *made[1:255], 255])


def _target(grey: int, black: float) -> float:
    share = grey / 255
    linear = share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
    return black + (1 - black) * linear


def _luminance(lightness: float) -> float:
    """CIE L* to luminance, 0 to 1."""
    root = (lightness + 16) / 116
    return root**3 if root > 6 / 29 else lightness * (3 / 29) ** 3
