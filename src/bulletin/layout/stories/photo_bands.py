"""PHOTO BANDS: the first photos of a story side by side, equally high.

A band is over all columns: one photo, a large one with a narrow one, two of one and a half columns, or a strip of small
ones. Over two columns it may also be one photo narrower than both, with its caption at its side. The next photos may be
in such a band under the text, never in one right under the first. In stories of three columns and more a photo over all
columns but one may be above the first of them, or under them, alone or together with bands. A band has the heights that
every photo in it allows within its crop limits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from math import lcm

from bulletin.assets.photos.geometry import BESIDE_GAP_MM, LEAST_BESIDE_MM
from bulletin.geometry import PT_PER_INCH, PT_PER_MM
from bulletin.layout.lines.setter import SetText
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.spec import LayoutSpec
from bulletin.layout.stories.asked_width import asked_columns
from bulletin.layout.stories.common_captions import MOST_LINES
from bulletin.layout.stories.photo_frames import (
    BESIDE_GAP_PT,
    Frames,
    bare_rows,
    beside_heights,
    frames,
    widest,
)
from bulletin.layout.stories.story import BandSet, PhotoBand, PhotoFloat, SideBand
from bulletin.lazy import dataclass
from bulletin.model import Photo, PhotoPpi

Caption = Callable[[Photo, int, float, float], PhotoFloat]
"""Makes a photo over so many columns, with its caption set, without frames yet; the widths of both in pt."""
RowCaption = Callable[[Sequence[Photo], float], SetText | None]
"""Sets the one caption of photos side by side, this many pt wide; None where it would not look well."""

GRID = 12
"""Parts of a band of two or three columns: halves, thirds and quarters of it are whole parts."""
UNEVEN_PAIR = 7
"""Parts of twelve that the wider of two photos has of nearly one shape: a square with a portrait, say."""
BESIDE = (9, 8)
"""Parts of twelve that one photo over two columns has whose caption is at its side: one and a half columns, or less."""
LEAST_STRIP_MM = 45.0
"""How wide the photos of a strip are at least that has more of them than columns."""

SIDES = ((0, False), (1, False), (0, True))
"""First column of a band over all columns but one, and whether it is under the text: never under the story's end."""


@dataclass(frozen=True, slots=True)
class BandPlace:
    """Where a photo of a band is: its first column, how many it touches, its left edge in the first, width in pt."""

    column: int
    columns: int
    inset_pt: float
    width_pt: float
    shared: bool


class PhotoBandMaker:
    """Makes the bands of one story.

    Args:
        spec: the layout.
        ppi: how coarse a photo may print.
        photos: of the story, in the order in which bands take them.
        columns: of the story.
        made: sets a photo with its caption.
        row_caption: sets the one caption of photos side by side, so many pt wide, where it would look well.
    """

    def __init__(
        self, spec: LayoutSpec, ppi: PhotoPpi, photos: Sequence[Photo], columns: int, made: Caption,
        row_caption: RowCaption,
    ) -> None:  # fmt: skip
        self.row_caption = row_caption
        self.spec, self.ppi, self.photos, self.columns, self.made = spec, ppi, photos, columns, made
        every = [places(spec, columns, shape) for shape in shapes(columns)]
        self._full = [found for found in every if len(found) <= columns or _wide_enough(found)]
        self._narrow: dict[int, list[PhotoBand]] = {}
        self._bands: dict[tuple[int, tuple[BandPlace, ...]], PhotoBand | None] = {}

    def sets(self, start: int = 0) -> tuple[BandSet, ...]:
        """Return the ways to print the first photos, from number `start` on, in bands."""
        if self.columns == 1 or start >= len(self.photos):
            return ()
        return (*self._full_sets(start), *self._side_sets(start))

    def _full_sets(self, start: int) -> Iterator[BandSet]:
        """Bands over all columns."""
        for band in self._over_all(start):
            yield BandSet((band,))
            yield BandSet((), (band,))
            for second in self._over_all(start + len(band.photos)):
                yield BandSet((band,), (second,))

    def _side_sets(self, start: int) -> Iterator[BandSet]:
        """A photo over all columns but one, alone or with bands over all of them; none is right under another."""
        if self.columns <= SEARCH.pair_columns:
            return
        for at in SIDES:
            for side in self._side(start, *at):
                yield BandSet((), (), side)
                for band in () if side.low else self._over_all(start + len(side.band.photos)):
                    yield BandSet((), (band,), side)
        for band in self._over_all(start):
            for side in self._side(start + len(band.photos), 0, True):
                yield BandSet((band,), (), side)

    def _over_all(self, start: int) -> Iterator[PhotoBand]:
        for shape in self._full:
            band = self._band(start, shape)
            if band is not None:
                yield band
        if self.spec.forms.captions_beside and start < len(self.photos) and self.photos[start].width is None:
            yield from self._captioned_beside(start)

    def _captioned_beside(self, start: int) -> Iterator[PhotoBand]:
        """One photo narrower than both columns, its caption at its side."""
        if start not in self._narrow:
            found = (self._beside(self.photos[start], width) for width in beside_widths(self.spec, self.columns))
            self._narrow[start] = [band for band in found if band]
        yield from self._narrow[start]

    def _beside(self, photo: Photo, width: float) -> PhotoBand | None:
        room = self.spec.span_mm(self.columns) * PT_PER_MM - width - BESIDE_GAP_PT
        item = replace(self.made(photo, self.columns, width, room), shared=True, beside=True)
        if not item.caption.text or not _serves(self.spec, self.ppi, item):
            return None
        heights = beside_heights(
            self.spec, item.size_px, width, item.caption, self.ppi, self.spec.photos.lead_max_rows,
            photo.focus is not None,
        )  # fmt: skip
        if not heights:
            return None
        item = replace(item, heights=heights)
        return PhotoBand(((0, replace(item, bare_rows=bare_rows(self.spec, item))),), heights)

    def _side(self, number: int, column: int, low: bool) -> Iterator[SideBand]:
        """One photo over all columns but one, or a strip of one in each of them."""
        span = self.columns - 1
        for parts in (1, span):
            columns = span // parts
            width = self.spec.span_mm(columns) * PT_PER_MM
            band = self._band(
                number, tuple(BandPlace(column + n * columns, columns, 0.0, width, False) for n in range(parts))
            )
            if band:
                yield SideBand(band, column, span, low)

    def _band(self, start: int, shape: tuple[BandPlace, ...]) -> PhotoBand | None:
        key = (start, shape)
        if key not in self._bands:
            photos = self.photos[start : start + len(shape)]
            self._bands[key] = self._made(photos, shape) if len(photos) == len(shape) else None
        return self._bands[key]

    def _made(self, photos: Sequence[Photo], shape: Sequence[BandPlace]) -> PhotoBand | None:
        """The photos at these places, at the heights that all of them allow; None when there is none."""
        items = [
            replace(self.made(photo, at.columns, at.width_pt, at.width_pt), shared=at.shared, inset_pt=at.inset_pt)
            for photo, at in zip(photos, shape, strict=True)
        ]
        if any(not _serves(self.spec, self.ppi, item) for item in items):
            return None
        own = max((item.caption for item in items), key=lambda text: text.height_pt)
        common = self._common_caption(items, own, shape)
        caption = common or own
        each = [
            frames(
                self.spec,
                item.size_px,
                item.columns,
                caption,
                self.ppi,
                item.photo.focus is not None,
                item.width_pt if item.shared else None,
            )
            for item in items
        ]
        heights = _common(each)
        if not heights:
            return None
        placed = []
        for item, found, at in zip(items, each, shape, strict=True):
            assert found is not None
            room = caption.height_pt if len(items) > 1 else 0.0
            made = replace(item, heights=found.heights, whole=found.whole, caption_room_pt=room)
            if caption is common:
                made = replace(made, caption=caption, captions=len(items) if item is items[-1] else 0)
            placed.append((at.column, replace(made, bare_rows=bare_rows(self.spec, made))))
        return PhotoBand(tuple(placed), heights)

    def _common_caption(
        self, items: Sequence[PhotoFloat], own: SetText, shape: Sequence[BandPlace]
    ) -> SetText | None:  # fmt: skip
        """The one caption of photos at these places, as wide as all of them, no taller than `own`, the tallest of each.

        None where there is none, or where the layout wants none.
        """
        if len(items) < 2 or not self.spec.forms.common_captions:
            return None
        first, last = shape[0], shape[-1]
        step = (self.spec.column_mm + self.spec.gutter_mm) * PT_PER_MM
        width = (last.column - first.column) * step + last.inset_pt + last.width_pt - first.inset_pt
        if sum(_ink(item) for item in items) > min(len(own.lines), MOST_LINES) * width:
            return None  # as most of them are: not worth to be set
        common = self.row_caption([item.photo for item in items], width)
        return common if common and common.height_pt <= own.height_pt else None


def _ink(item: PhotoFloat) -> float:
    """The width, pt, that the words of a caption without its credit take at least."""
    text = item.caption
    share = len(item.photo.caption) / max(1, len(text.text))
    return share * sum(line.natural for line in text.lines)


def shapes(columns: int) -> Iterator[tuple[int, ...]]:
    """The widths of the photos of a band, in parts of which the band has `parts_of(columns)`.

    All in one, a wide one with a narrow one, two of nearly one width, two halves, a column for each; in two columns
    also three of one width.
    """
    every = parts_of(columns)
    yield (every,)
    for narrow in (every // max(columns, SEARCH.thirds), every - every * UNEVEN_PAIR // GRID):
        yield (every - narrow, narrow)
        yield (narrow, every - narrow)
    if columns > SEARCH.pair_columns:
        yield (every // 2, every // 2)
    yield (every // columns,) * columns
    if columns < SEARCH.thirds:
        yield (every // SEARCH.thirds,) * SEARCH.thirds


def beside_widths(spec: LayoutSpec, columns: int) -> tuple[float, ...]:
    """Return how wide in pt a photo over two columns may be whose caption is at its side, where that has room."""
    if columns != SEARCH.pair_columns:
        return ()
    whole, gutter = spec.span_mm(columns), spec.gutter_mm
    widths = ((whole + gutter) * parts / GRID - gutter for parts in BESIDE)
    return tuple(w * PT_PER_MM for w in widths if whole - w - BESIDE_GAP_MM >= LEAST_BESIDE_MM)


def parts_of(columns: int) -> int:
    """Into how many parts a band is divided, so that columns and halves of it are whole parts."""
    return lcm(columns, GRID)


def places(spec: LayoutSpec, columns: int, shape: Sequence[int]) -> tuple[BandPlace, ...]:
    """Where the photos of a band are: the gutter is between any two."""
    every, gutter = parts_of(columns), spec.gutter_mm * PT_PER_MM
    part = (spec.span_mm(columns) * PT_PER_MM + gutter) / every
    own = every // columns
    found = []
    for begin, size in zip(accumulate(shape, initial=0), shape, strict=False):
        first, last = begin // own, -(-(begin + size) // own)
        shared = begin % own > 0 or size % own > 0
        inset = (begin - first * own) * part
        found.append(BandPlace(first, last - first, inset, size * part - gutter, shared))
    return tuple(found)


def _wide_enough(found: Sequence[BandPlace]) -> bool:
    return all(place.width_pt >= LEAST_STRIP_MM * PT_PER_MM for place in found)


def _serves(spec: LayoutSpec, ppi: PhotoPpi, item: PhotoFloat) -> bool:
    """Whether a photo may be so wide: as its author asked, and no wider than its pixels are good for."""
    asked = asked_columns(item.photo, spec.columns)
    if asked and item.columns > asked:
        return False
    if item.shared:
        return item.size_px[0] >= ppi.good * item.width_pt / PT_PER_INCH
    return item.columns == 1 or item.columns <= widest(spec, item.size_px, ppi)


def _common(each: Sequence[Frames | None]) -> dict[int, float]:
    """Heights that all frames have, with the sum of their costs."""
    known = [found.heights for found in each if found is not None and not found.beside]
    if len(known) < len(each) or (len(each) > 1 and any(found and found.whole for found in each)):
        return {}
    shared = set.intersection(*(set(heights) for heights in known))
    strip = COSTS.strip if len(each) > 1 else 0.0
    return {rows: strip + sum(heights[rows] for heights in known) for rows in sorted(shared)}
