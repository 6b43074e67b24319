"""PHOTO GROUPS: where the photos of a story are in its rectangle, and what is wrong with them together.

Two photos or more of a story are a group. One of them leads: it is half as large again as the next. Or they are a
strip: side by side at one height. No photo is under another with less than a few rows between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bulletin.layout.plan.pour.filling import Filling
from bulletin.layout.plan.pour.opened import opened_in
from bulletin.layout.plan.pour.piles import foot_photos
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.story import PhotoFloat, Story
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True)
class PhotoSpot:
    """A photo in the rectangle of its story: first column, first row, and rows with its caption."""

    photo: PhotoFloat
    column: int
    row: int
    rows: int

    @property
    def picture_rows(self) -> float:
        """Rows of the picture alone."""
        return self.rows - self.photo.bare_rows

    @property
    def area(self) -> float:
        return self.photo.width_pt * self.picture_rows

    def covers(self, column: int) -> bool:
        """Whether it is in a column, or in a part of it."""
        return self.column <= column < self.column + self.photo.columns


def photo_spots(story: Story, filling: Filling) -> Iterator[PhotoSpot]:
    """The photos of a filling; those between wide tables are left out."""
    for placed in filling.bands:
        for column, photo in placed.band.photos:
            yield PhotoSpot(photo, column, placed.row, placed.rows)
    top = filling.body_top
    if filling.wide:
        yield PhotoSpot(filling.wide, story.columns - filling.wide.columns, top, filling.wide_rows)
    foot = filling.rows - filling.jump_rows - (story.foot_rows if filling.done else 0)
    if filling.low:
        yield PhotoSpot(filling.low, 0, foot - filling.low_rows, filling.low_rows)
    if filling.parts:
        return
    for j, (text, low) in enumerate(zip(filling.columns, foot_photos(story, filling), strict=True)):
        row = top + filling.over(j)
        end = foot - filling.below_rows - filling.under(j)
        beside = opened_in(story, text).floats
        for place, (number, rows) in enumerate(text.floats):
            item = story.floats[number]
            if isinstance(item, PhotoFloat):
                at = end - rows if low and number == text.floats[-1][0] else row
                yield PhotoSpot(item, j, at, rows)
                row += rows + (place < beside)


def is_grouped_well(spots: Sequence[PhotoSpot]) -> bool:
    """Whether one photo of a group leads, or all are side by side at one height; one alone is no group."""
    if len(spots) <= 1:
        return True
    first = spots[0]
    same = SEARCH.same_height
    if all(s.row == first.row and abs(s.picture_rows - first.picture_rows) < same for s in spots):
        return True
    areas = sorted((spot.area for spot in spots), reverse=True)
    return areas[0] >= SEARCH.main_photo * areas[1]


def piles_among(spots: Sequence[PhotoSpot], columns: int) -> int:
    """How many photos are under another one with too few rows between them, of a story of so many columns."""
    found = 0
    for column in range(columns):
        here = sorted((spot for spot in spots if spot.covers(column)), key=lambda spot: spot.row)
        found += any(0 < b.row - a.row < a.rows + SEARCH.apart_text for a, b in pairwise(here))
    return found
