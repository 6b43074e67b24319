"""The form of a QR code as it is on the page: modules in mm, colours, quiet zone."""

from __future__ import annotations

from dataclasses import replace

from PIL import Image, ImageChops

from bulletin.errors import Text
from bulletin.geometry import MM_PER_INCH
from bulletin.lazy import dataclass
from bulletin.preflight.report import BoxMm, CodeFact

PPI = 600
QUIET = 4.0
WHITE = 250  # of 255 in every channel; a 3 % tint is darker
BLACK = 64  # K alone is drawn as a very dark grey by viewers, any tint or colour is lighter
GREY_SPREAD = 14  # between the channels of K alone
_MM = MM_PER_INCH / PPI


@dataclass(frozen=True, slots=True)
class Form:
    """What a raster of a code shows of its form.

    Attributes:
        module_px: side of a module, px at 600 dpi.
        dark: the most frequent dark colour of the symbol, RGB.
        light: the most frequent light colour, RGB.
        quiet_px: white around the symbol, px; no more than is asked for.
    """

    module_px: float
    dark: tuple[int, int, int]
    light: tuple[int, int, int]
    quiet_px: float


def form_of(colours: Image.Image, symbol: BoxMm, modules: int) -> Form:
    """The form of a code in its raster.

    Args:
        colours: the code's box as RGB at 600 px per inch.
        symbol: x, y, width, height of the symbol in that picture, px, without quiet zone.
        modules: modules of its side.
    """
    module_px = (symbol[2] + symbol[3]) / 2 / modules
    return Form(module_px, *_two_colours(colours, symbol), _quiet_px(colours, symbol, module_px))


def measured(fact: CodeFact, form: Form, modules: int, room_mm: float) -> CodeFact:
    """The code with its measures.

    Args:
        fact: what was read.
        form: of its raster.
        modules: modules of its side.
        room_mm: distance of the symbol from the nearest edge of the trim; paper ends there.
    """
    module_px = form.module_px
    quiet = min(form.quiet_px / module_px, room_mm / (module_px * _MM), QUIET)
    return replace(
        fact,
        module_mm=round(module_px * _MM, 4),
        modules=modules,
        dark=form.dark,
        light=form.light,
        quiet_modules=round(max(0.0, quiet), 1),
    )


def pure_black(fact: CodeFact | Form) -> bool:
    """Whether the dark modules look black on the page (which inks they are made of only the page's objects tell)."""
    return max(fact.dark) <= BLACK and max(fact.dark) - min(fact.dark) <= GREY_SPREAD


def on_white(fact: CodeFact | Form) -> bool:
    """Whether the light modules are bare paper."""
    return min(fact.light) >= WHITE


def _two_colours(colours: Image.Image, symbol: BoxMm) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """The most frequent dark and light colour of the symbol."""
    x, y, width, height = (round(value) for value in symbol)
    part = colours.crop((x, y, x + width, y + height))
    grey = part.convert("L")
    low, high = grey.getextrema()
    middle = (int(low) + int(high)) // 2  # type: ignore[arg-type]
    masks = (
        grey.point([255 * (level <= middle) for level in range(256)]),
        grey.point([255 * (level > middle) for level in range(256)]),
    )
    dark, light = (_usual(part, mask) for mask in masks)
    return dark, light


def _usual(part: Image.Image, mask: Image.Image) -> tuple[int, int, int]:
    """The most frequent value of each channel where the mask is set."""
    counts = part.histogram(mask)
    red, green, blue = (
        max(range(256), key=counts[at : at + 256].__getitem__) for at in (0, 256, 512)
    )  # fmt: skip
    return red, green, blue


def _quiet_px(colours: Image.Image, symbol: BoxMm, module_px: float) -> float:
    """How far from the symbol the nearest thing that is not white is, px; half a module is left to soft edges."""
    red, green, blue = colours.split()
    lowest = ImageChops.darker(ImageChops.darker(red, green), blue)
    inked = lowest.point([255] * WHITE + [0] * (256 - WHITE))
    x, y, width, height = symbol
    edge = module_px / 4
    core = round(x - edge), round(y - edge), round(x + width + edge), round(y + height + edge)
    inked.paste(0, core)
    wide, high = inked.size
    strips = (
        ((0, 0, core[0], high), 0, True),
        ((core[2], 0, wide, high), 0, False),
        ((0, 0, wide, core[1]), 1, True),
        ((0, core[3], wide, high), 1, False),
    )
    nearest = QUIET * module_px
    for box, axis, before in strips:
        if box[2] <= box[0] or box[3] <= box[1]:
            continue
        ink = inked.crop(box).getbbox()
        if ink is not None:
            gap = box[axis + 2] - box[axis] - ink[axis + 2] if before else ink[axis]
            nearest = min(nearest, gap + edge)
    return nearest


_WORDS = {"grey": "xám", "1-bit": "1 bit", "1-bit diffused": "1 bit, khuếch tán", "1-bit screened": "1 bit, tram"}


def reading_in_words(name: str) -> Text:
    """The name of a trial such as `300 dpi 1-bit diffused` for people."""
    size, unit, kind = name.partition(" dpi ")
    return Text(f"{size}{unit}{_WORDS.get(kind, kind)}", name)
