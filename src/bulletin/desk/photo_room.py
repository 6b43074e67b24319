"""Whether a photo has enough pixels: for the narrowest place of its layout, and at the size at which it was placed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from bulletin.assets.photos import rules
from bulletin.assets.photos.cache import PhotoFacts
from bulletin.assets.photos.geometry import Crop, beside_width, effective_ppi
from bulletin.errors import Finding, Place, Rule
from bulletin.fields.layout import Layout
from bulletin.fields.printer import READING_PPI, PhotoPpi
from bulletin.geometry import MM_PER_INCH, MM_PER_PT
from bulletin.lazy import dataclass
from bulletin.model import EditionName

_ROUNDING = 0.995
"""A frame of whole rows may be a little higher than the photo, which then loses a thread of its width."""


class PlacedPhoto(Protocol):
    """A photo's frame as the layout made it (`layout.pages.PhotoSlot`)."""

    @property
    def file(self) -> str: ...
    @property
    def crop(self) -> Crop: ...
    @property
    def box(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class PhotoRoom:
    """The narrowest place of a layout: one column, how tall a photo in it may be, how tall a page is; in mm."""

    column_mm: float
    columns: int
    tallest_mm: float
    max_crop: float
    page_mm: float

    def width_mm(self, aspect: float) -> float:
        """How wide a photo of this shape is printed in one column: less where its caption goes beside it."""
        height = self.column_mm / aspect * (1 - self.max_crop)
        if height <= (self.tallest_mm if self.columns == 1 else self.page_mm):
            return self.column_mm
        return beside_width(self.column_mm, self.tallest_mm, aspect) or self.column_mm


def room_of(layout: Layout) -> PhotoRoom:
    """Return the narrowest place of a layout."""
    photos, margins, columns = layout.photos, layout.margins_mm, layout.columns
    width = layout.trim_mm[0] - margins.inner - margins.outer - layout.gutter_mm * (columns - 1)
    tallest = photos.column_max_rows * layout.row_pt * MM_PER_PT
    page = layout.trim_mm[1] - margins.top - margins.bottom
    return PhotoRoom(width / columns, columns, tallest, photos.max_crop, page)


def check_room(
    layout: Layout, facts: Mapping[str, PhotoFacts], places: Mapping[str, Place], ppi: Mapping[EditionName, PhotoPpi]
) -> Iterator[Finding]:
    """Findings on photos that are too coarse even in one column.

    Args:
        layout: of the issue.
        facts: of each photo, by file.
        places: where each was typed.
        ppi: the limits of each edition that the issue asks for.
    """
    room = room_of(layout)
    good = max((limits.good for limits in ppi.values()), default=READING_PPI.good)
    for file, photo in facts.items():
        width = room.width_mm(photo.aspect)
        reached = photo.width / (width / MM_PER_INCH)
        size = f"{width:.0f} × {width / photo.aspect:.0f}"
        lacking = [name for name, limits in ppi.items() if reached < limits.least]
        place = places.get(file, Place())
        if reached < READING_PPI.least:
            yield _finding(rules.TOO_LOW_RESOLUTION, photo, place, reached, size, READING_PPI.least)
        elif lacking:
            limit = max(ppi[name].least for name in lacking)
            others = ", ".join(name for name in ppi if name not in lacking) or "screen"
            names = {"editions": ", ".join(f"{name}.pdf" for name in lacking), "others": others}
            yield _finding(rules.EDITION_RESOLUTION, photo, place, reached, size, limit, **names)
        elif reached < good:
            yield _finding(rules.LOW_RESOLUTION, photo, place, reached, size, good)


def check_placed(
    slots: Sequence[PlacedPhoto], facts: Mapping[str, PhotoFacts], places: Mapping[str, Place], ppi: PhotoPpi
) -> Iterator[Finding]:
    """Findings on photos that are too coarse at their size: none is enlarged beyond its pixels in silence."""
    for slot in slots:
        width, height = slot.box.width, slot.box.height
        yield from check_resolution(facts[slot.file], slot.crop, width, height, places.get(slot.file, Place()), ppi)


def check_resolution(
    facts: PhotoFacts, crop: Crop, width_mm: float, height_mm: float, place: Place, ppi: PhotoPpi = READING_PPI
) -> tuple[Finding, ...]:
    """A warning below `ppi.good` pixels an inch of paper, an error below what every edition needs."""
    reached = effective_ppi(facts.width, facts.height, crop, width_mm, height_mm)
    if reached >= ppi.good * _ROUNDING:
        return ()
    size = f"{width_mm:.0f} × {height_mm:.0f}"
    if reached < READING_PPI.least * _ROUNDING:
        return (_finding(rules.TOO_LOW_RESOLUTION, facts, place, reached, size, READING_PPI.least),)
    return (_finding(rules.LOW_RESOLUTION, facts, place, reached, size, ppi.good),)


def _finding(
    rule: Rule, photo: PhotoFacts, place: Place, reached: float, size: str, limit: float, **more: str
) -> Finding:
    needed = -int(-photo.width * limit / reached // 1)
    values = {"file": photo.path.name, "ppi": f"{reached:.0f}", "size": size, "limit": f"{limit:g}"}
    return Finding(rule, place, photo.path.name, {**values, "pixels": str(photo.width), "needed": str(needed), **more})
