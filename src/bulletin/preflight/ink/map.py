"""Maps of the total ink: what a page draws, painted coarsely on cyan, magenta, yellow, black and spot plates.

No raster of the whole page at plate resolution is needed to know where too much ink meets: tints and pictures decide,
and those are large. Text and other shapes that are finer than a cell are painted as a pattern of full cells that covers
about as much as they do, so that both the highest total ink and the inked share of the area come out right.

What this cannot see: gradients without a known colour, blend modes other than Normal (painted as if they overprint),
soft edges, the 33rd spot ink; a pattern is painted once. Colours that a conversion would have to tell (RGB, Lab) are
taken as their plainest separation. Against Ghostscript's plates see `tests/preflight/test_preflight_ink.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from bulletin.geometry import MM_PER_INCH, PT_PER_INCH, Rect
from bulletin.pdf.walk.drawn import Drawn, Fill, Inks, PageFacts, Paint, PlacedPicture, Run, Shading, Stroke
from bulletin.preflight.ink.images import Pixels, Plates, placed_plates
from bulletin.preflight.report import InkMap

INK_PPI = 60
_MOST_CELLS = 4_000_000  # a hostile page may be metres wide
_MOST_SPOTS = 32  # plates; no press has as many (nor has a DeviceN space), a hostile page names thousands
_UNPRINTED = ("mask", "annotation")
_SOLID_MM = 4.0  # a curved shape larger than this is painted full
_INVISIBLE = (3, 7)
# Which cells of the page text covers: one of four, as letters do; finer shapes two of four.
_TEXT, _SHAPE = ((255, 0), (0, 0)), ((255, 0), (0, 255))


def ink_maps(pages: Sequence[PageFacts], cache: Path | None = None) -> tuple[InkMap, ...]:
    """The map of every page over its bleed; about 25 ms a page, most of it for decoding pictures.

    Args:
        pages: what they draw.
        cache: the cache folder, where decoded pictures are kept; None keeps nothing.
    """
    pixels = Pixels(cache=cache)
    return tuple(ink_map(page, pixels) for page in pages)


def ink_map(page: PageFacts, pixels: Pixels | None = None, ppi: float = INK_PPI) -> InkMap:
    """The total ink of one page; marks and everything else outside the bleed are not counted.

    Args:
        page: what the page draws.
        pixels: decoded pictures, shared by the pages of a file.
        ppi: cells per inch.
    """
    left, top, right, low = page.bleed
    cell = MM_PER_INCH / ppi
    width, height = max(1, round((right - left) / cell)), max(1, round((low - top) / cell))
    if width * height > _MOST_CELLS:
        cell *= (width * height / _MOST_CELLS) ** 0.5
        width, height = max(1, int((right - left) / cell)), max(1, int((low - top) / cell))
    painter = _Painter((width, height), (left, top), cell, pixels or Pixels())
    for item in page.drawn:
        if item.shown and item.look.layer not in _UNPRINTED:
            painter.paint(item)
    return InkMap(page.number, width, height, cell, (left, top), painter.total().tobytes(), painter.unseen)


class _Painter:
    """The plates of one page. Neighbours of the same colour are collected in `mask` and painted at once."""

    def __init__(self, size: tuple[int, int], origin: tuple[float, float], cell: float, pixels: Pixels) -> None:
        self.size, self.origin, self.cell, self.pixels = size, origin, cell, pixels
        self.plates: Plates = tuple(Image.new("L", size) for _ in range(4))
        self.spots: dict[str, Image.Image] = {}
        self.mask = Image.new("L", size)
        self.pen = ImageDraw.Draw(self.mask)
        self.key: tuple[object, ...] = ()
        self.held: Drawn | None = None
        self.grain: tuple[tuple[int, int], tuple[int, int]] | None = None
        self.unseen = 0
        self.dirty: tuple[int, int, int, int] | None = None
        self.grains = {kind: _grain(kind, size) for kind in (_TEXT, _SHAPE)}

    def paint(self, item: Drawn) -> None:
        if isinstance(item, PlacedPicture) and not item.mask:
            self.flush()
            self._picture(item)
        elif isinstance(item, Run):
            if item.mode not in _INVISIBLE:
                self._add(item, (item.box,), _TEXT)
        elif isinstance(item, Fill):
            self._add(item, item.parts, None if item.exact else self._texture(item.parts))
        elif isinstance(item, Stroke):
            self._add(item, _line(item), None)
        elif isinstance(item, Shading) or item.paint.inks is not None:
            self._add(item, (item.box,), _SHAPE if isinstance(item, PlacedPicture) else None)

    def total(self) -> Image.Image:
        """The plates together, 400 % = 255."""
        self.flush()
        # Rounded up in pairs and down in the sum, or else four halves would be lost: 300 % would come out as 297.
        turned = [ImageChops.invert(plate) for plate in self.plates]
        pairs = [ImageChops.invert(ImageChops.add(turned[at], turned[at + 1], 2)) for at in (0, 2)]
        total = ImageChops.add(pairs[0], pairs[1], 2)
        for spot in self.spots.values():
            total = ImageChops.add(total, spot.point([round(level / 4) for level in range(256)]))
        return total

    def _texture(self, parts: Sequence[Rect]) -> tuple[tuple[int, int], tuple[int, int]] | None:
        large = any(min(part[2] - part[0], part[3] - part[1]) > _SOLID_MM for part in parts)
        return None if large and len(parts) < 4 else _SHAPE

    def _add(self, item: Drawn, parts: Sequence[Rect], grain: tuple[tuple[int, int], tuple[int, int]] | None) -> None:
        """Collect rectangles; another colour or texture paints what was collected before."""
        look = item.look
        strokes = isinstance(item, Stroke)
        over = look.overprint_stroke if strokes else look.overprint_fill
        alpha = look.alpha_stroke if strokes else look.alpha_fill
        key = (item.paint, over, look.overprint_mode, alpha, look.blend, grain)
        if key != self.key:
            self.flush()
            self.key, self.held, self.grain = key, item, grain
        for part in parts:
            box = self._cells(part)
            if box:
                self.pen.rectangle((box[0], box[1], box[2] - 1, box[3] - 1), fill=255)
                self.dirty = _join(self.dirty, box)

    def _cells(self, rect: Rect) -> tuple[int, int, int, int] | None:
        """The cells of a rectangle on the page, at least one in each direction; None beyond the bleed."""
        x0, y0 = round((rect[0] - self.origin[0]) / self.cell), round((rect[1] - self.origin[1]) / self.cell)
        x1, y1 = round((rect[2] - self.origin[0]) / self.cell), round((rect[3] - self.origin[1]) / self.cell)
        x1, y1 = max(x1, x0 + 1), max(y1, y0 + 1)
        box = max(x0, 0), max(y0, 0), min(x1, self.size[0]), min(y1, self.size[1])
        return box if box[0] < box[2] and box[1] < box[3] else None

    def flush(self) -> None:
        """Paint what was collected on the plates."""
        item, box = self.held, self.dirty
        if item is not None and box is not None:
            mask = self.mask.crop(box)
            if self.grain is not None:
                mask = ImageChops.multiply(mask, self.grains[self.grain].crop(box))
            _, over, mode, alpha, blend, _ = self.key
            if alpha != 1.0:
                mask = mask.point([round(level * float(alpha)) for level in range(256)])  # type: ignore[arg-type]
            self._lay(item.paint, box, mask, bool(over), mode == 1 or blend != "Normal")
            self.mask.paste(0, box)
        self.key, self.held, self.dirty = (), None, None

    def _lay(self, paint: Paint, box: tuple[int, int, int, int], mask: Image.Image, over: bool, keep: bool) -> None:
        """One colour through a mask. Overprinting keeps the plates that the colour does not name (8.6.7)."""
        inks = inks_of(paint)
        named = paint.family != "spot" and paint.family != "none"
        for plate, ink in zip(self.plates, inks, strict=True):
            if over and (not named or (keep and ink == 0.0 and paint.family == "cmyk")):
                continue
            plate.paste(round(255 * ink), box, mask)
        tints = dict(paint.spots)
        fresh = [name for name in tints if name not in self.spots]
        for name in [*self.spots, *fresh[: _MOST_SPOTS - len(self.spots)]]:
            plate = self.spots.setdefault(name, Image.new("L", self.size))
            if name in tints or not over:
                plate.paste(round(255 * tints.get(name, 0.0)), box, mask)

    def _picture(self, item: PlacedPicture) -> None:
        box = self._cells(item.box)
        if box is None:
            return
        found = placed_plates(item, box, self.origin, self.cell, self.pixels)
        if found is None:
            self.unseen += item.image is not None
        if found is None:  # nothing can be known of it: bare paper would be a claim, so leave what is below
            return
        plates, mask = found
        if item.look.alpha_fill != 1.0:
            mask = mask.point([round(level * item.look.alpha_fill) for level in range(256)])
        for plate, part in zip(self.plates, plates, strict=True):
            plate.paste(part, box, mask)
        for spot in self.spots.values():
            spot.paste(0, box, mask)


def inks_of(paint: Paint) -> Inks:
    """The process inks of a colour; of one that a conversion would have to tell, its plainest separation."""
    if paint.inks is not None:
        return paint.inks
    if paint.family == "rgb" and len(paint.values) == 3:
        red, green, blue = (min(max(part, 0.0), 1.0) for part in paint.values)
        black = 1 - max(red, green, blue)
        return (1 - red - black, 1 - green - black, 1 - blue - black, black)
    if paint.family == "lab" and paint.values:
        return (0.0, 0.0, 0.0, 1 - min(max(paint.values[0] / 100, 0.0), 1.0))
    return (0.0, 0.0, 0.0, 0.0)


def _line(item: Stroke) -> tuple[Rect, ...]:
    """A rule as its rectangle; of anything wider the four sides of its frame."""
    x0, y0, x1, y1 = item.box
    width = item.width_pt * MM_PER_INCH / PT_PER_INCH
    if min(x1 - x0, y1 - y0) <= 2.5 * width + 0.05:
        return (item.box,)
    return ((x0, y0, x1, y0 + width), (x0, y1 - width, x1, y1), (x0, y0, x0 + width, y1), (x1 - width, y0, x1, y1))


def _grain(kind: tuple[tuple[int, int], tuple[int, int]], size: tuple[int, int]) -> Image.Image:
    """A pattern of two by two cells over a whole page."""
    row = [bytes(kind[y]) * (size[0] // 2 + 1) for y in (0, 1)]
    return Image.frombytes("L", size, b"".join(row[y % 2][: size[0]] for y in range(size[1])))


def _join(one: tuple[int, int, int, int] | None, other: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    if one is None:
        return other
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
