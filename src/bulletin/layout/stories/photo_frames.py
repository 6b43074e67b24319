"""Which frames a photo may have: wide enough for its shape, and no wider than its pixels serve.

A picture always fills its frame. What does not fit the usual limits gets a taller frame, a caption beside it, or loses
more of its ends: white left and right of a photo looks like a mistake.
"""

from __future__ import annotations

from collections.abc import Mapping

from bulletin.assets.photos.geometry import BESIDE_GAP_MM, beside_width
from bulletin.geometry import PT_PER_INCH, PT_PER_MM
from bulletin.layout.lines.setter import SetText
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.spec import LayoutSpec
from bulletin.layout.stories.story import PhotoFloat
from bulletin.lazy import dataclass
from bulletin.model import PhotoPpi

BESIDE_GAP_PT = BESIDE_GAP_MM * PT_PER_MM
_SAME_PPI = 1e-9
"""What rounding may take from a resolution."""


@dataclass(frozen=True, slots=True)
class Frames:
    """The frames of a photo over so many columns.

    `heights` maps rows taken, caption included, to the cost of that crop. `width_pt` is that of the picture. With
    `beside` the caption is beside the picture, with `whole` the picture keeps its shape and is lower than its frame.
    """

    heights: Mapping[int, float]
    width_pt: float
    beside: bool = False
    whole: bool = False


def widest(spec: LayoutSpec, size_px: tuple[int, int], ppi: PhotoPpi) -> int:
    """The most columns, at least one, over which a photo has enough pixels to print well."""
    spans = range(1, spec.columns + 1)
    return max((n for n in spans if ppi_over(spec, size_px[0], n) >= ppi.good), default=1)


def ppi_over(spec: LayoutSpec, width_px: int, columns: int) -> float:
    """Pixels per inch of a photo whose whole width is printed over so many columns."""
    return width_px / (spec.span_mm(columns) * PT_PER_MM / PT_PER_INCH)


def frames(
    spec: LayoutSpec, size_px: tuple[int, int], columns: int, caption: SetText, ppi: PhotoPpi, aimed: bool = True,
    width_pt: float | None = None,
) -> Frames | None:  # fmt: skip
    """The frames of a photo over so many columns with its caption below; None when it is too tall for all of them.

    A photo that is not `aimed` (its author named no focus) loses more than `max_crop_unaimed` only at a price. One that
    shares columns with another is `width_pt` wide.
    """
    width = spec.span_mm(columns) * PT_PER_MM if width_pt is None else width_pt
    extra = caption.height_pt + spec.spaces.caption_gap_pt + spec.spaces.float_gap_pt
    rows = spec.rows_for(extra)
    limit = rows + (spec.photos.lead_max_rows if columns > 1 else spec.photos.column_max_rows)
    change = _Changes(spec, size_px, width, extra, aimed)
    own = width * size_px[1] / size_px[0]
    if own < (rows + SEARCH.frame_rows) * spec.row_pt - extra:
        # A panorama: lower than any frame, so it keeps its shape and its frame ends a little below it.
        return Frames({max(rows + 1, spec.rows_for(own + extra)): 0.0}, width, whole=True)
    heights = change.within(range(rows + SEARCH.frame_rows, limit + 1))
    if heights:
        return Frames(change.sharp(heights, ppi), width)
    tallest = max(limit, int(SEARCH.tallest_frame * spec.rows))
    for taller in range(limit + 1, tallest + 1):
        # The lowest frame that does not cut off too much, and a few rows more to come out even.
        if change.within(range(taller, taller + 1)):
            found = change.within(range(taller, min(taller + SEARCH.taller_rows, tallest) + 1))
            return Frames({r: cost + COSTS.taller * (r / limit - 1) for r, cost in found.items()}, width)
    return None


def bare_rows(spec: LayoutSpec, item: PhotoFloat) -> float:
    """Rows of the frame of a photo that are no picture: its caption, unless that is beside it, and white."""
    below = 0.0 if item.beside else item.caption_pt + spec.spaces.caption_gap_pt
    return (below + spec.spaces.float_gap_pt) / spec.row_pt


def cropped(spec: LayoutSpec) -> Frames:
    """The tallest frame in one column, for a photo that loses more of its ends than the layout allows."""
    return Frames({int(SEARCH.tallest_frame * spec.rows): COSTS.crop_forced}, spec.span_mm(1) * PT_PER_MM)


def page_tall(spec: LayoutSpec, size_px: tuple[int, int]) -> bool:
    """Whether a picture as wide as the page, in a layout of one column, would take most of its height."""
    height = spec.span_mm(1) * size_px[1] / size_px[0] * (1 - spec.photos.max_crop)
    return spec.columns == 1 and height > spec.photos.column_max_rows * spec.row_mm


def beside(spec: LayoutSpec, size_px: tuple[int, int]) -> float | None:
    """The width in pt of a tall picture with its caption beside it; None where the caption has no room."""
    tallest = spec.photos.column_max_rows * spec.row_mm
    width = beside_width(spec.span_mm(1), tallest, size_px[0] / size_px[1])
    return None if width is None else width * PT_PER_MM


def beside_frames(
    spec: LayoutSpec,
    size_px: tuple[int, int],
    width_pt: float,
    caption: SetText,
    ppi: PhotoPpi,
    aimed: bool = True,
) -> Frames:
    """The frames of a tall picture of this width with its caption beside it."""
    most = spec.photos.column_max_rows
    heights = beside_heights(spec, size_px, width_pt, caption, ppi, most, aimed)
    forced = {_beside_rows(spec, caption, most)[1]: COSTS.crop_forced}
    return Frames(heights or forced, width_pt, beside=True)


def beside_heights(
    spec: LayoutSpec,
    size_px: tuple[int, int],
    width_pt: float,
    caption: SetText,
    ppi: PhotoPpi,
    most: int,
    aimed: bool = True,
) -> Mapping[int, float]:
    """The rows that a picture of this width with its caption beside it may take, with their costs.

    There are none where it is too tall for a picture of `most` rows, or lower than its caption.
    """
    least, limit = _beside_rows(spec, caption, most)
    change = _Changes(spec, size_px, width_pt, spec.spaces.float_gap_pt, aimed)
    heights = change.within(range(least, limit + 1))
    return change.sharp(heights, ppi) if heights else {}


def _beside_rows(spec: LayoutSpec, caption: SetText, most: int) -> tuple[int, int]:
    """The fewest and the most rows of a picture with its caption beside it."""
    gap = spec.spaces.float_gap_pt
    least = max(SEARCH.frame_rows, spec.rows_for(caption.height_pt + gap))
    return least, max(least, spec.rows_for(most * spec.row_pt + gap))


class _Changes:
    """How a photo changes in frames of one width and different heights."""

    def __init__(
        self, spec: LayoutSpec, size_px: tuple[int, int], width_pt: float, extra_pt: float, aimed: bool
    ) -> None:
        self.spec, self.size, self.width, self.extra = spec, size_px, width_pt, extra_pt
        self.free = 1.0 if aimed else spec.photos.max_crop_unaimed

    def _change(self, rows: int) -> float:
        """Shape of the frame divided by the shape of the photo; below 1 the sides are cut off."""
        return self.width / (rows * self.spec.row_pt - self.extra) / (self.size[0] / self.size[1])

    def within(self, rows: range) -> dict[int, float]:
        """Those heights whose crop stays within the limit, with its square as cost, and more where nobody aimed."""
        limit = self.spec.photos.max_crop
        found: dict[int, float] = {}
        for height in rows:
            change = self._change(height)
            loss = 1 - min(change, 1 / change)
            if loss <= limit:
                found[height] = COSTS.crop * (loss / limit) ** 2 + (COSTS.crop_unaimed if loss > self.free else 0.0)
        return found

    def sharp(self, heights: Mapping[int, float], ppi: PhotoPpi) -> Mapping[int, float]:
        """Those heights at which the part that is left prints well, else well enough, else as well as it can."""
        reached = {rows: min(1.0, self._change(rows)) * self.size[0] / (self.width / PT_PER_INCH) for rows in heights}
        best = max(reached.values())
        bound = next((limit for limit in (ppi.good, ppi.least) if best >= limit), best)
        return {rows: cost for rows, cost in heights.items() if reached[rows] >= bound - _SAME_PPI}
