"""What a content stream draws, as plain values: text, strokes, fills, pictures, shadings with colour, place and size.

Every place is in mm from the top left corner of the trim, y downwards; sizes of type and widths of lines are in pt as
they come out on paper (the whole graphics state is in them).
"""

from __future__ import annotations

import math
from dataclasses import field
from typing import Literal

import pikepdf

from bulletin.errors import Text
from bulletin.geometry import MM_PER_INCH, MM_PER_PT, Matrix, Rect, intersection
from bulletin.lazy import dataclass
from bulletin.pdf.colour.spaces import Family as Family

Inks = tuple[float, float, float, float]
"""Shares of cyan, magenta, yellow and black, 0 … 1."""
Layer = Literal["page", "form", "pattern", "glyph", "annotation", "mask"]

_NOTHING = 0.005
_BLANK = frozenset(" \u2800\u3164\uffa0\u115f\u1160\ufe0e\ufe0f\u034f")  # printable, and without a mark


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour as the file sets it.

    `space` is its name for people (`DeviceRGB`, `ICCBased (3)`, `Indexed DeviceRGB` …), `device` says that it is a
    device space that nothing maps, `values` are the components as written. `inks` are the process inks that it takes,
    None where only a conversion could tell; `spots` are the names of other inks with their tint.
    """

    space: str = "DeviceGray"
    family: Family = "gray"
    values: tuple[float, ...] = (0.0,)
    inks: Inks | None = (0.0, 0.0, 0.0, 1.0)
    spots: tuple[tuple[str, float], ...] = ()
    device: bool = True
    pattern: pikepdf.Object | None = None
    uncoloured: Paint | None = None

    @property
    def ink_count(self) -> int:
        """How many inks print; 3 for a colour that a conversion spreads over several."""
        if self.inks is None:
            return 1 if self.family in ("spot", "none") else 3
        return sum(part > _NOTHING for part in self.inks) + sum(tint > _NOTHING for _, tint in self.spots)

    @property
    def white(self) -> bool:
        """Whether nothing is printed."""
        if self.family == "rgb":
            return min(self.values, default=0.0) >= 1 - _NOTHING
        return self.inks is not None and max(self.inks) <= _NOTHING and not any(tint for _, tint in self.spots)

    @property
    def black_only(self) -> bool:
        """Whether it is full black and no other ink."""
        return self.inks is not None and max(self.inks[:3]) <= _NOTHING and self.inks[3] >= 0.99 and not self.spots

    @property
    def lightness(self) -> float | None:
        """CIE L* (0 black … 100 white) as a grey copy shows it; None for spot colours, patterns and unknown spaces."""
        if self.family == "lab" and self.values:
            return min(max(self.values[0], 0.0), 100.0)
        if self.family == "rgb" and len(self.values) == 3:
            red, green, blue = map(_linear, self.values)
            return _star(0.2126 * red + 0.7152 * green + 0.0722 * blue)
        if self.family == "gray" and self.values:
            return _star(_linear(self.values[0]))
        if self.inks is None or self.spots:
            return None
        cyan, magenta, yellow, black = self.inks
        red, green, blue = (_linear((1 - ink) * (1 - black)) for ink in (cyan, magenta, yellow))
        return _star(0.2126 * red + 0.7152 * green + 0.0722 * blue)


BLACK = Paint()
WHITE = Paint(values=(1.0,), inks=(0.0, 0.0, 0.0, 0.0))


@dataclass(frozen=True, slots=True)
class PaintState:
    """What the graphics state adds to a colour: overprint, transparency, layer and where the object came from."""

    overprint_fill: bool = False
    overprint_stroke: bool = False
    overprint_mode: int = 0
    alpha_fill: float = 1.0
    alpha_stroke: float = 1.0
    blend: str = "Normal"
    soft_mask: bool = False
    layer: Layer = "page"
    artifact: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One painted object: `order` counts those of a page, `box` is cut by the clips, `shown` if anything is left."""

    order: int
    box: Rect
    look: PaintState
    paint: Paint
    shown: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Drawn):
    """Text shown without a new position, font or colour.

    `box` reaches around the capitals of the line; `start` and `end` are the pen's positions, `size` is the height of
    the type in mm, `clipped` says that a clip hides part of it, `notdef` that it shows glyph 0. `mode` is the text
    rendering mode (3 is invisible), `outline` the stroke's colour for modes 1 and 2.
    `mark` is the number of its marked content, None for artifacts and text that nothing marks.
    """

    text: str
    start: tuple[float, float]
    end: tuple[float, float]
    size: float
    clipped: bool
    font: str = ""
    mode: int = 0
    notdef: bool = False
    outline: Paint | None = None
    mark: int | None = None

    @property
    def inked(self) -> bool:
        """Whether any of it leaves ink: spaces and other invisible characters do not."""
        return any(sign.isprintable() and sign not in _BLANK for sign in self.text) and (
            self.mode not in (3, 7) and self.look.alpha_fill > 0
        )

    @property
    def size_pt(self) -> float:
        """Height of the type in pt."""
        return self.size / MM_PER_PT


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke(Drawn):
    """A drawn line: `width_pt` on paper, 0 for the thinnest line that the device can do."""

    width_pt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill(Drawn):
    """A filled path. `parts` are its upright rectangles; when `exact` is false they are only the path's frame."""

    parts: tuple[Rect, ...]
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPicture(Drawn):
    """A picture on the page.

    `frame` is all of it, `box` what clips leave; `matrix` takes its unit square to mm, `width_mm` and `height_mm` are
    measured along its own sides. `after` is the number of text runs that were drawn before it, and that it may cover.
    `image` is None for an inline picture.
    """

    image: pikepdf.Stream | None
    matrix: Matrix
    width_mm: float
    height_mm: float
    after: int
    width_px: int
    height_px: int
    bits: int
    filters: tuple[str, ...]
    frame: Rect
    mask: bool = False
    has_mask: bool = False

    @property
    def ppi(self) -> float:
        """Effective pixels per inch on the coarser side; infinite for a picture without extent."""
        return min(
            pixels / length * MM_PER_INCH if length > 0 else math.inf
            for pixels, length in ((self.width_px, self.width_mm), (self.height_px, self.height_mm))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shading(Drawn):
    """A gradient: over a clip (`sh`) or as the colour of a path or of text; `form` is its ShadingType."""

    form: int


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Everything that one page draws, in the order of the file, and the groups and spaces that it is drawn in.

    `bleed` is the frame of the bleed (the trim where there is none). `groups` are the colour spaces of transparency
    groups. `cut` says that the page was too large to be read to its end. `unbalanced` is the operator, `q` or `Q`, that
    its content has more of than of the other. `unread` says what content could not be read, and why.
    `tiles` is how often its patterns are drawn, each tile counted.
    """

    runs: tuple[Run, ...]
    pictures: tuple[PlacedPicture, ...]
    drawn: tuple[Drawn, ...] = ()
    number: int = 0
    trim: Rect = (0.0, 0.0, 0.0, 0.0)
    bleed: Rect = (0.0, 0.0, 0.0, 0.0)
    groups: tuple[tuple[str, Family], ...] = ()
    features: frozenset[str] = field(default_factory=frozenset)
    cut: bool = False
    unbalanced: str = ""
    unread: tuple[Text, ...] = ()
    tiles: float = 0.0


def cut(clip: Rect | None, rect: Rect) -> Rect:
    """What a clip leaves of a rectangle; x1 < x0 or y1 < y0 when nothing is left."""
    if clip is None:
        return rect
    return intersection(clip, rect)


def _linear(part: float) -> float:
    part = min(max(part, 0.0), 1.0)
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _star(luminance: float) -> float:
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance
