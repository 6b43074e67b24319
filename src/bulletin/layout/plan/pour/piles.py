"""PILES: photos of a story that are one under the other with too little text between them.

Two photos in one column are one of them above its text and one under it, where there is text enough to part them.
Never under the end of a story: what closes it is the last thing that is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.layout.plan.pour.filling import Filling
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.story import PhotoFloat, Story

Near = tuple[bool, bool]
"""Whether there are photos of the same story right above a column, and right under it."""
ALONE: Near = (False, False)


def last_at_foot(photos: int, others: int, text: int, near: Near, closes: bool) -> bool:
    """Whether the last photo of a column is under its text instead of above it.

    Args:
        photos: in the column.
        others: floats that are no photos.
        text: rows of it.
        near: what is above and under the column.
        closes: whether the story ends in it.
    """
    many = photos > 1 or (photos > 0 and near[0])
    return many and not others and not near[1] and not closes and text >= SEARCH.apart_text


def piled(photos: int, others: int, text: int, near: Near, closes: bool) -> int:
    """How many photos of a column are right under another one, or right above one; arguments as for `last_at_foot`."""
    above, under = near
    if not photos:
        return int(above and under and text < SEARCH.apart_text)
    foot = last_at_foot(photos, others, text, near, closes)
    return max(0, above + photos - foot - 1) + (under and text < SEARCH.apart_text)


def most_apart(near: Near, closes: bool) -> int:
    """How many photos a column takes at most without a pile, whatever else is in it."""
    return next(n for n in (2, 1, 0) if n == 0 or not piled(n, 0, SEARCH.apart_text, near, closes))


def foot_photos(story: Story, filling: Filling) -> Iterator[bool]:
    """For each column of a filling whether its last photo is under its text."""
    closing = filling.closing if filling.done and filling.next_slice == len(story.slices) else -1
    above = any(placed.row < filling.body_top for placed in filling.bands)
    for number, column in enumerate(filling.columns):
        if not column.floats:
            yield False
            continue
        photos = photos_among(story, column.floats)
        text = 0
        if photos and column.start < column.end:
            text = story.cumulative[column.end] - story.cumulative[column.start] - story.slices[column.start].skip
        near = above or filling.over(number) > 0, filling.below_rows > 0 or filling.under(number) > 0
        yield last_at_foot(photos, len(column.floats) - photos, text, near, number == closing)


def photos_among(story: Story, floats: Sequence[tuple[int, int]]) -> int:
    """How many of these floats are photos."""
    return sum(isinstance(story.floats[number], PhotoFloat) for number, _ in floats)
