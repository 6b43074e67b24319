"""Colour spaces of a PDF, and what a colour in each of them becomes for an edition's target."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pikepdf
from pikepdf import Array, Name

from bulletin.pdf.functions import read_function

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


def read_space(obj: pikepdf.Object, named: pikepdf.Object, target: TargetInks) -> ConvertedSpace:
    """The space that an object or a resource's name means.

    Args:
        obj: a name or an array.
        named: the `/ColorSpace` resources in reach.
        target: where its colours go.

    Raises:
        ValueError: no such space.
    """
    if isinstance(obj, Name):
        text = str(obj)
        if text in _DEVICE:
            return _device(text, target)
        if text == "/Pattern":
            return ConvertedSpace("pattern", text, 0, None)
        if text in named:
            return read_space(named[text], named, target)
        raise ValueError(f"colour space {text}")
    if not isinstance(obj, Array) or not len(obj):
        raise ValueError("colour space")
    family = str(obj[0])
    if family in _DEVICE:
        return _device(family, target)
    if family not in _FAMILIES:
        raise ValueError(f"colour space {family}")
    return _FAMILIES[family](obj, named, target)


_DEVICE = {
    "/DeviceRGB": "rgb", "/DeviceGray": "gray", "/DeviceCMYK": "cmyk", "/CalRGB": "rgb", "/CalGray": "gray",
    "/RGB": "rgb", "/G": "gray", "/CMYK": "cmyk",
}  # fmt: skip
_COUNTS = {"rgb": 3, "gray": 1, "cmyk": 4}


def _device(name: str, target: TargetInks) -> ConvertedSpace:
    kind = _DEVICE[name]
    start = (0.0, 0.0, 0.0, 1.0) if kind == "cmyk" else (0.0,) * _COUNTS[kind]
    converts: dict[str, Convert] = {
        "rgb": lambda v: target.rgb(v[0], v[1], v[2]),
        "gray": lambda v: target.gray(v[0]),
        "cmyk": lambda v: target.cmyk(v[0], v[1], v[2], v[3]),
    }
    return ConvertedSpace(kind, kind, _COUNTS[kind], converts[kind], start=start)


def _icc(obj: pikepdf.Object, named: pikepdf.Object, target: TargetInks) -> ConvertedSpace:
    by_count = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
    return _device(by_count[int(obj[1].N)], target)


def _lab(obj: pikepdf.Object, named: pikepdf.Object, target: TargetInks) -> ConvertedSpace:
    name = str(obj.unparse(resolved=False))
    return ConvertedSpace("lab", name, 3, lambda v: target.rgb(*lab_to_srgb(v)), start=(0.0, 0.0, 0.0))


def _indexed(obj: pikepdf.Object, named: pikepdf.Object, target: TargetInks) -> ConvertedSpace:
    base, most = read_space(obj[1], named, target), int(obj[2])
    table = obj[3].read_bytes() if isinstance(obj[3], pikepdf.Stream) else bytes(obj[3])
    inner = base.convert

    def convert(values: tuple[float, ...]) -> Inks:
        at = base.count * min(max(int(values[0]), 0), most)
        if inner is None:
            raise ValueError("palette of spot inks")
        return inner(tuple(byte / 255 for byte in table[at : at + base.count]))

    return ConvertedSpace("indexed", str(obj.unparse(resolved=False)), 1, convert, base, start=(0.0,))


def _spot(obj: pikepdf.Object, named: pikepdf.Object, target: TargetInks) -> ConvertedSpace:
    alternate = read_space(obj[2], named, target)
    count = len(obj[1]) if isinstance(obj[1], Array) else 1
    name = str(obj.unparse(resolved=False))
    if target.spots and alternate.kind in ("cmyk", "gray"):
        return ConvertedSpace("spot", name, count, None, alternate)
    tint, inner = read_function(obj[3]), alternate.convert
    if inner is None:
        raise ValueError("alternate of a spot ink")
    return ConvertedSpace("spot", name, count, lambda values: inner(tint(values)), alternate, start=(1.0,) * count)


def _pattern(obj: pikepdf.Object, named: pikepdf.Object, target: TargetInks) -> ConvertedSpace:
    base = read_space(obj[1], named, target) if len(obj) > 1 else None
    return ConvertedSpace("pattern", str(obj.unparse(resolved=False)), 0, None, base)


_FAMILIES: dict[str, Callable[[pikepdf.Object, pikepdf.Object, TargetInks], ConvertedSpace]] = {
    "/ICCBased": _icc, "/Lab": _lab, "/Indexed": _indexed, "/I": _indexed, "/Separation": _spot, "/DeviceN": _spot,
    "/Pattern": _pattern,
}  # fmt: skip


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
