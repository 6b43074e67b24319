"""Colour spaces of a PDF, and what a colour in each of them becomes for an edition's target."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pikepdf
from pikepdf import Name

from bulletin.lazy import dataclass
from bulletin.pdf.colour.functions import read_function
from bulletin.pdf.colour.spaces import ColourSpace, read_space

Inks = tuple[float, ...]
Convert = Callable[[tuple[float, ...]], Inks]
DEVICE_SPACES = {b"rg": Name.DeviceRGB, b"g": Name.DeviceGray, b"k": Name.DeviceCMYK}


@dataclass(frozen=True, slots=True)
class TargetInks:
    """What an edition prints with: one device space, and what colours become in it (all numbers from 0 to 1).

    Attributes:
        space: `/DeviceCMYK` or `/DeviceGray`.
        rgb: of sRGB values. `gray`: of a lightness (1 white). `cmyk`: of four inks.
        pixels: of a run of 8-bit sRGB pixels, as pixels of the space.
        spots: whether spot inks with a fitting alternate stay.
        pixel_space: the space of `pixels` when it is another one.
    """

    space: pikepdf.Object
    rgb: Callable[[float, float, float], Inks]
    gray: Callable[[float], Inks]
    cmyk: Callable[[float, float, float, float], Inks]
    pixels: Callable[[bytes], bytes]
    spots: bool = True
    pixel_space: pikepdf.Object | None = None

    @property
    def black(self) -> Inks:
        """What a graphics state starts with."""
        return self.gray(0.0)

    def mask(self) -> TargetInks:
        """The target of lightness masks: grey, as light as the colour was."""
        return replace(_MASK, space=Name.DeviceGray)


@dataclass(frozen=True, slots=True)
class ConvertedSpace:
    """One colour space. `convert` is None where colours stay as they are (patterns, spot inks).

    `name` tells spaces of a file apart, `count` is the number of operands, `base` the space below a pattern.
    """

    kind: str
    name: str
    count: int
    convert: Convert | None
    base: ConvertedSpace | None = None
    start: tuple[float, ...] = ()


def converted_space(obj: pikepdf.Object, named: pikepdf.Object, target: TargetInks) -> ConvertedSpace:
    """Return what an edition makes of the space that an object or a resource's name means.

    Args:
        obj: a name or an array.
        named: the `/ColorSpace` resources in reach.
        target: where its colours go.

    Raises:
        ValueError: no such space.
    """
    return _converted(read_space(obj, named), target)


def _converted(space: ColourSpace, target: TargetInks) -> ConvertedSpace:
    if space.kind == "pattern":
        base = None if space.base is None else _converted(space.base, target)
        return ConvertedSpace("pattern", _key(space), 0, None, base)
    if space.kind == "indexed":
        return _indexed(space, target)
    if space.names:
        return _spot(space, target)
    if space.family == "lab":
        return ConvertedSpace("lab", _key(space), 3, lambda v: target.rgb(*lab_to_srgb(v)), start=(0.0, 0.0, 0.0))
    converts: dict[str, Convert] = {
        "rgb": lambda v: target.rgb(v[0], v[1], v[2]),
        "gray": lambda v: target.gray(v[0]),
        "cmyk": lambda v: target.cmyk(v[0], v[1], v[2], v[3]),
    }
    if space.family not in converts:
        raise ValueError(f"colour space {space.name}")
    start = (0.0, 0.0, 0.0, 1.0) if space.family == "cmyk" else (0.0,) * space.count
    return ConvertedSpace(space.family, space.family, space.count, converts[space.family], start=start)


def _key(space: ColourSpace) -> str:
    """What tells a space from the others of its file: two Lab spaces may have different whites."""
    return space.name if space.source is None else str(space.source.unparse(resolved=False))


def _indexed(space: ColourSpace, target: TargetInks) -> ConvertedSpace:
    if space.base is None:
        raise ValueError("palette without a base")
    base = _converted(space.base, target)
    inner = base.convert

    def convert(values: tuple[float, ...]) -> Inks:
        if inner is None:
            raise ValueError("palette of spot inks")
        return inner(space.entry(min(max(int(values[0]), 0), space.last)))

    return ConvertedSpace("indexed", _key(space), 1, convert, base, start=(0.0,))


def _spot(space: ColourSpace, target: TargetInks) -> ConvertedSpace:
    if space.alternate is None:
        raise ValueError("spot ink without an alternate")
    alternate = _converted(space.alternate, target)
    if target.spots and alternate.kind in ("cmyk", "gray"):
        return ConvertedSpace("spot", _key(space), space.count, None, alternate)
    inner = alternate.convert
    if inner is None or space.tint is None:
        raise ValueError("alternate of a spot ink")
    tint = read_function(space.tint)
    start = (1.0,) * space.count
    return ConvertedSpace("spot", _key(space), space.count, lambda values: inner(tint(values)), alternate, start=start)


def lab_to_srgb(lab: tuple[float, ...]) -> tuple[float, float, float]:
    """CIE L*a*b* as sRGB from 0 to 1; the white of the space, whichever it is, becomes the white of sRGB."""
    fy = (lab[0] + 16) / 116
    edges = (fy + lab[1] / 500, fy, fy - lab[2] / 200)
    x, y, z = (edge**3 if edge > 6 / 29 else 3 * (6 / 29) ** 2 * (edge - 4 / 29) for edge in edges)
    x, y, z = 0.95047 * x, y, 1.08883 * z  # D65, the white of sRGB (IEC 61966-2-1)
    linear = (
        3.2406 * x - 1.5372 * y - 0.4986 * z,
        -0.9689 * x + 1.8758 * y + 0.0415 * z,
        0.0557 * x - 0.2040 * y + 1.0570 * z,
    )
    shares = (min(1.0, max(0.0, 12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055)) for v in linear)
    red, green, blue = (round(255 * share) / 255 for share in shares)  # so that neutrals are exactly neutral
    return red, green, blue


def luminance(red: float, green: float, blue: float) -> float:
    """Lightness of sRGB values by the weights of BT.709, as a mask means it."""
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mask_pixels(pixels: bytes) -> bytes:
    return bytes(round(luminance(r, g, b)) for r, g, b in zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True))


_MASK = TargetInks(
    space=Name.DeviceGray,
    rgb=lambda r, g, b: (luminance(r, g, b),),
    gray=lambda v: (v,),
    cmyk=lambda c, m, y, k: (luminance(*((1 - ink) * (1 - k) for ink in (c, m, y))),),
    pixels=_mask_pixels,
    spots=False,
)
