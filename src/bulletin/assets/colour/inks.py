"""Screen colours as inks and as greys: the palette exactly, neutrals in black only, the rest through an ICC profile.

Inks are shares of area from 0 to 1 in the order C, M, Y, K; greys are PDF's DeviceGray, 0 black and 1 white.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import combinations
from types import MappingProxyType
from typing import Protocol

from bulletin.assets.colour.icc import IccProfile, read_profile, to_inks
from bulletin.lazy import dataclass

__all__ = [
    "GREYS_APART",
    "Cmyk",
    "GreyPair",
    "IccProfile",
    "Inking",
    "NamedInk",
    "Rgb",
    "alike_in_grey",
    "lightness",
    "limited",
    "luminance_grey",
    "palette_of",
    "read_profile",
]

Cmyk = tuple[float, float, float, float]
Rgb = tuple[int, int, int]

GREYS_APART = 30.0
"""L* between two greys that tell apart without a second cue. Plain reading of the contrast figure that prepress uses
for type on a ground; two greys that do not lie side by side need no less."""

_PLACES = 4
_BLACK: Cmyk = (0.0, 0.0, 0.0, 1.0)


class NamedInk(Protocol):
    """A colour of a layout's palette: `srgb` as `#rrggbb`, `cmyk` in per cent."""

    @property
    def srgb(self) -> str: ...
    @property
    def cmyk(self) -> tuple[float, float, float, float]: ...


@dataclass(frozen=True, slots=True)
class GreyPair:
    """Two named colours that look alike in grey: how far their lightness differs (L*, 0 to 100)."""

    one: str
    other: str
    difference: float


def palette_of(spec: Mapping[str, NamedInk]) -> Mapping[Rgb, Cmyk]:
    """The inks of each palette colour by its 8-bit sRGB value.

    Args:
        spec: name → colour, `LayoutSpec.palette`. That no two names share one sRGB value with different inks was
            checked when the layout was read (rule `layout.one-colour-two-inks`); here the first would win.
    """
    palette: dict[Rgb, Cmyk] = {}
    for ink in spec.values():
        c, m, y, k = (round(share / 100, _PLACES) for share in ink.cmyk)
        palette.setdefault(_bytes_of(ink.srgb), (c, m, y, k))
    return MappingProxyType(palette)


def _bytes_of(srgb: str) -> Rgb:
    return int(srgb[1:3], 16), int(srgb[3:5], 16), int(srgb[5:7], 16)


class Inking:
    """What each sRGB colour of the pages becomes in the editions that print with ink or toner.

    Deterministic, remembers every answer, and safe to share between threads (a lost race computes the same again).

    Args:
        palette: from `palette_of()`; these colours get exactly these inks.
        profile: of the printing condition; None prints everything in black ink only.
        ink_limit: most ink in per cent for colours that are not in the palette; None leaves that to the profile.
            Palette colours are the designer's and are never changed.
    """

    def __init__(self, palette: Mapping[Rgb, Cmyk], profile: IccProfile | None, ink_limit: float | None = None) -> None:
        self.palette = MappingProxyType(dict(palette))
        self.profile = profile
        self.ink_limit = ink_limit
        self._through_icc: dict[Rgb, Cmyk] = {}
        self._inks: dict[tuple[float, float, float], Cmyk] = {}
        self._greys: dict[tuple[float, float, float], float] = {}

    @property
    def through_icc(self) -> Mapping[Rgb, Cmyk]:
        """The colours met so far that neither the palette nor the rule for neutrals knew, in order of their value."""
        return MappingProxyType(dict(sorted(self._through_icc.items())))

    def cmyk(self, r: float, g: float, b: float) -> Cmyk:
        """The four inks of an sRGB colour.

        Exactly the palette's inks, else black ink alone for neutrals (ICC would print grey type with four plates), else
        ICC relative colorimetric with black point compensation. Without a profile always black alone.

        Args:
            r: red from 0 to 1; colours are compared as 8-bit values, as CSS names them.
            g: green likewise.
            b: blue likewise.
        """
        kept = self._inks.get((r, g, b))
        if kept is None:
            kept = self._inks[r, g, b] = self._cmyk(_rgb(r, g, b))
        return kept

    def _cmyk(self, rgb: Rgb) -> Cmyk:
        if self.profile is None:
            return _black_ink(self._gray(rgb))
        known = self.palette.get(rgb)
        if known is not None:
            return known
        if rgb[0] == rgb[1] == rgb[2]:
            return _black_ink(round(rgb[0] / 255, _PLACES))
        inks = _icc(self.profile, rgb)
        made = inks if self.ink_limit is None else limited(inks, self.ink_limit)
        self._through_icc[rgb] = made
        return made

    def gray(self, r: float, g: float, b: float) -> float:
        """The DeviceGray value of an sRGB colour: black is exactly 0.0, white exactly 1.0.

        A palette colour that prints in black ink only keeps that share of black (so the near-black of running text is
        solid toner and not a screen); other colours become the grey of the same luminance.
        """
        kept = self._greys.get((r, g, b))
        if kept is None:
            kept = self._greys[r, g, b] = self._gray(_rgb(r, g, b))
        return kept

    def _gray(self, rgb: Rgb) -> float:
        known = self.palette.get(rgb)
        if known is not None and not any(known[:3]):
            return round(1 - known[3], _PLACES)
        return luminance_grey(rgb)


def _rgb(r: float, g: float, b: float) -> Rgb:
    red, green, blue = (round(255 * min(1.0, max(0.0, float(share)))) for share in (r, g, b))
    return red, green, blue


def _black_ink(grey: float) -> Cmyk:
    """ISO 32000-1, 10.3.3: black ink is what the grey lacks to white."""
    return _BLACK if grey == 0 else (0.0, 0.0, 0.0, round(1 - grey, _PLACES))


@lru_cache(maxsize=4096)
def _icc(profile: IccProfile, rgb: Rgb) -> Cmyk:
    c, m, y, k = to_inks(profile, (rgb,))[0]
    return (
        round(c / 255, _PLACES),
        round(m / 255, _PLACES),
        round(y / 255, _PLACES),
        round(k / 255, _PLACES),
    )


def limited(inks: Cmyk, limit: float) -> Cmyk:
    """The inks with the coloured ones reduced in proportion until all together are within a limit; black stays.

    Args:
        inks: shares from 0 to 1.
        limit: per cent, at least 100 (black alone is never reduced).
    """
    c, m, y, k = inks
    coloured, room = c + m + y, max(0.0, limit / 100 - k)
    if coloured <= room:
        return inks
    scale = room / coloured
    # Rounded down: the sum must not pass the limit by the last digit.
    low_c, low_m, low_y = (int(share * scale * 10**_PLACES) / 10**_PLACES for share in (c, m, y))
    return low_c, low_m, low_y, k


def luminance_grey(rgb: Rgb) -> float:
    """The neutral sRGB value (0 to 1) with the luminance of a colour (IEC 61966-2-1); neutrals stay as they are."""
    if rgb[0] == rgb[1] == rgb[2]:
        return round(rgb[0] / 255, _PLACES)
    red, green, blue = (_linear(share / 255) for share in rgb)
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return round(light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055, _PLACES)


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def lightness(grey: float) -> float:
    """CIE L* (0 black, 100 white) of a DeviceGray value seen as sRGB."""
    light = _linear(grey)
    return 116 * light ** (1 / 3) - 16 if light > (6 / 29) ** 3 else light * (29 / 3) ** 3


def alike_in_grey(colours: Mapping[str, NamedInk], least: float = GREYS_APART) -> tuple[GreyPair, ...]:
    """The pairs of named colours that fall together when an office copier prints them in grey.

    A layout that tells its sections apart by such colours needs a second cue: the section's name, a pattern, a place.

    Args:
        colours: name → palette colour, for example those that the sections use.
        least: difference of L* from which two greys count as different.

    Returns:
        The pairs in the order of the names.
    """
    inking = Inking(palette_of(colours), None)
    light = {
        name: lightness(inking.gray(*(part / 255 for part in _bytes_of(ink.srgb)))) for name, ink in colours.items()
    }
    return tuple(
        GreyPair(one, other, round(abs(light[one] - light[other]), 1))
        for one, other in combinations(light, 2)
        if abs(light[one] - light[other]) < least
    )
