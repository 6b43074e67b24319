"""PHOTO BANDS: the first photos of a story side by side over all of its columns, equally high.

One photo over all columns, a large one with a narrow one, or a strip of small ones; a large one may have a strip below
it. The next photos may be in such a band under the text. A band has the heights that every photo in it allows within
its crop limits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.spec import LayoutSpec
from bulletin.layout.stories.asked_width import asked_columns
from bulletin.layout.stories.photo_frames import Frames, frames, widest
from bulletin.layout.stories.story import BandSet, PhotoBand, PhotoFloat
from bulletin.model import Photo, PhotoPpi

Caption = Callable[[Photo, int], PhotoFloat]
"""Makes a photo over so many columns, with its caption set, without frames yet."""


def bands_of(
    spec: LayoutSpec, ppi: PhotoPpi, photos: Sequence[Photo], columns: int, made: Caption
) -> tuple[BandSet, ...]:
    """The ways to print the first photos of a story in bands over `columns` columns."""
    if columns == 1 or not photos:
        return ()
    found: list[BandSet] = []
    for spans in shapes(columns):
        band = _band(spec, ppi, photos[: len(spans)], spans, made)
        if band is None:
            continue
        found += [BandSet((band,)), BandSet((), (band,))]
        others = photos[len(spans) :]
        for next_spans in shapes(columns):
            second = _band(spec, ppi, others[: len(next_spans)], next_spans, made)
            if second is None:
                continue
            found.append(BandSet((band,), (second,)))
            if len(spans) == 1 < len(next_spans):
                found.append(BandSet((band, second)))
    return tuple(found)


def shapes(columns: int) -> Iterator[tuple[int, ...]]:
    """The columns of each photo of a band: all in one, a wide one with a narrow one, or a column for each."""
    yield (columns,)
    yield from _pairs(columns)
    yield (1,) * columns


def _pairs(columns: int) -> Iterator[tuple[int, ...]]:
    if columns > SEARCH.pair_columns:
        yield (columns - 1, 1)
        yield (1, columns - 1)


def _band(
    spec: LayoutSpec, ppi: PhotoPpi, photos: Sequence[Photo], spans: Sequence[int], made: Caption
) -> PhotoBand | None:
    """The photos over these columns at the heights that all of them allow; None when there is none."""
    if len(photos) < len(spans):
        return None
    items = [made(photo, span) for photo, span in zip(photos, spans, strict=True)]
    if any(not _serves(spec, ppi, item) for item in items):
        return None
    caption = max((item.caption for item in items), key=lambda text: text.height_pt)
    each = [frames(spec, item.size_px, item.columns, caption, ppi) for item in items]
    heights = _common(each)
    if not heights:
        return None
    column, placed = 0, []
    for item, found in zip(items, each, strict=True):
        assert found is not None
        room = caption.height_pt if len(items) > 1 else 0.0
        placed.append((column, replace(item, heights=found.heights, whole=found.whole, caption_room_pt=room)))
        column += item.columns
    return PhotoBand(tuple(placed), heights)


def _serves(spec: LayoutSpec, ppi: PhotoPpi, item: PhotoFloat) -> bool:
    """Whether a photo may be so wide: as its author asked, and no wider than its pixels are good for."""
    asked = asked_columns(item.photo, spec.columns)
    if asked and item.columns > asked:
        return False
    return item.columns == 1 or item.columns <= widest(spec, item.size_px, ppi)


def _common(each: Sequence[Frames | None]) -> dict[int, float]:
    """Heights that all frames have, with the sum of their costs."""
    known = [found.heights for found in each if found is not None and not found.beside]
    if len(known) < len(each) or (len(each) > 1 and any(found and found.whole for found in each)):
        return {}
    shared = set.intersection(*(set(heights) for heights in known))
    strip = COSTS.strip if len(each) > 1 else 0.0
    return {rows: strip + sum(heights[rows] for heights in known) for rows in sorted(shared)}
