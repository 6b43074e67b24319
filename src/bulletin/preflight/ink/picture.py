"""The map of a page's ink as a small picture: pale where little ink is, dark red up to the limit, violet above."""

from __future__ import annotations

import io
from base64 import b64encode
from itertools import pairwise

from PIL import Image, ImageFilter

from bulletin.preflight.ink.facts import MOST
from bulletin.preflight.report import InkMap

_FINEST_MM, _CALM_MM = 1.0, 2.0  # a cell of the picture; of one whose ink is within the limit everywhere
# Per cent of the limit → red, green, blue. One hue growing darker reads in grey print, too.
_RAMP = (
    (0.0, (255, 255, 255)),
    (0.15, (255, 244, 214)),
    (0.5, (250, 188, 96)),
    (0.8, (222, 101, 45)),
    (1.0, (150, 30, 30)),
)
ABOVE = (91, 18, 120)


def ink_colour(percent: float, limit: float) -> tuple[int, int, int]:
    """The colour for a total ink (per cent) under a limit (per cent); everything above the limit is violet."""
    share = percent / limit if limit > 0 else 2.0
    if share > 1.0:
        return ABOVE
    for (low, start), (high, end) in pairwise(_RAMP):
        if share <= high:
            part = (share - low) / (high - low)
            red, green, blue = (round(a + (b - a) * part) for a, b in zip(start, end, strict=True))
            return red, green, blue
    return _RAMP[-1][1]


def mean_ink(ink: InkMap) -> float:
    """The mean total ink of a page, per cent; 0 for a map without cells."""
    if not ink.cells:
        return 0.0
    # Python takes 3 ms to add up the 300,000 cells of a page.
    counts = Image.frombuffer("L", (len(ink.cells), 1), ink.cells).histogram()
    return sum(level * count for level, count in enumerate(counts)) / len(ink.cells) * MOST / 255


def ink_png(ink: InkMap, limit: float) -> str:
    """The map as a data URI of a PNG with 256 colours; empty for a map without cells."""
    if not ink.width or not ink.height or len(ink.cells) != ink.width * ink.height:
        return ""
    cells = Image.frombytes("L", (ink.width, ink.height), ink.cells)
    finest = _FINEST_MM if ink.most > limit else _CALM_MM
    block = max(1, round(finest / ink.cell_mm)) if ink.cell_mm > 0 else 1
    if block > 1:
        cells = _pooled(cells, block + 1 - block % 2, limit)  # the filter wants an odd side
    cells.putpalette([part for level in range(256) for part in ink_colour(level * MOST / 255, limit)])
    out = io.BytesIO()
    cells.save(out, "PNG", compress_level=6)
    return "data:image/png;base64," + b64encode(out.getvalue()).decode("ascii")


def _pooled(cells: Image.Image, block: int, limit: float) -> Image.Image:
    """Cells in blocks: their mean, which keeps running text pale, but the peak of a block that goes over the limit."""
    size = -(-cells.width // block), -(-cells.height // block)
    whole = Image.new("L", (size[0] * block, size[1] * block))
    whole.paste(cells)
    means = whole.reduce(block)
    if int(whole.getextrema()[1]) * MOST / 255 <= limit:  # type: ignore[arg-type]
        return means
    peaks = whole.filter(ImageFilter.MaxFilter(block)).resize(size, Image.Resampling.NEAREST)
    over = peaks.point([255 * (level * MOST / 255 > limit) for level in range(256)])
    return Image.composite(peaks, means, over)
