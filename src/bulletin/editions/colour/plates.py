"""What colours become on printing plates: four inks for a colour shop, shades of black for a one-ink shop."""

from __future__ import annotations

from collections.abc import Callable

from pikepdf import Name

from bulletin.assets.colour.icc import pixels_to_inks
from bulletin.assets.colour.inks import Inking
from bulletin.editions.colour.spaces import Inks, TargetInks

_FEW = 256
"""A picture of so many colours is a drawing: each colour is inked like an area, palette and neutrals included."""
_TRACE = 0.005
_DARK = 0.45
"""Share of black from which type of a one-ink job is set solid: a screen would fray small letters."""


def four_inks(inking: Inking) -> TargetInks:
    """Cyan, magenta, yellow and black as the inking says; what is CMYK already stays."""

    def pixels(data: bytes) -> bytes:
        colours = set(zip(data[::3], data[1::3], data[2::3], strict=True))
        if len(colours) <= _FEW or inking.profile is None:
            made = {
                colour: bytes(round(255 * ink) for ink in inking.cmyk(*(part / 255 for part in colour)))
                for colour in sorted(colours)
            }
            return b"".join(made[colour] for colour in zip(data[::3], data[1::3], data[2::3], strict=True))
        return pixels_to_inks(inking.profile, data)

    return TargetInks(Name.DeviceCMYK, inking.cmyk, _black, lambda c, m, y, k: (c, m, y, k), pixels)


def one_ink(inking: Inking) -> TargetInks:
    """Black alone: colours keep their lightness, pictures become grey."""

    def ink(red: float, green: float, blue: float) -> Inks:
        return _black(inking.gray(red, green, blue))

    def cmyk(c: float, m: float, y: float, k: float) -> Inks:
        return (0.0, 0.0, 0.0, k) if c == m == y == 0 else ink(*((1 - part) * (1 - k) for part in (c, m, y)))

    def pixels(data: bytes) -> bytes:
        made: dict[tuple[int, int, int], int] = {}
        out = bytearray()
        for colour in zip(data[::3], data[1::3], data[2::3], strict=True):
            if colour not in made:
                made[colour] = round(255 * inking.gray(*(part / 255 for part in colour)))
            out.append(made[colour])
        return bytes(out)

    return TargetInks(Name.DeviceCMYK, ink, _black, cmyk, pixels, spots=False, pixel_space=Name.DeviceGray)


def black_text(inks: Inks) -> Inks:
    """Type of a one-ink job: what is dark enough to stand on paper is solid, light type on dark grounds stays."""
    return (0.0, 0.0, 0.0, 1.0) if inks[3] >= _DARK else inks


def small_text(inking: Inking) -> Callable[[Inks], Inks]:
    """Small type of a four-ink job: what would take several inks takes black alone, as on a one-ink plate.

    Plates never meet exactly, and small letters in several inks get coloured rims.
    """
    mono = one_ink(inking)

    def plain(inks: Inks) -> Inks:
        several = sum(ink > _TRACE for ink in inks) > 1
        return black_text(mono.cmyk(inks[0], inks[1], inks[2], inks[3])) if several else inks

    return plain


def _black(lightness: float) -> Inks:
    return 0.0, 0.0, 0.0, round(1 - lightness, 4)
