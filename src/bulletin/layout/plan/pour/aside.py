"""ASIDE: the text of a story with its box in the last column, beside it.

Under bands of photos or without any. The box takes that column from the head of the text to its foot, or text goes on
under it; what closes the story is then under the text, not under the box.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.plan.pour.filling import Column, Filling, SideBox, StorySection
from bulletin.layout.plan.pour.piles import Near
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.story import BoxFloat, PhotoBand, SideBand, Story

Aside = tuple[Story, Filling]
"""A story without its box among its floats, and its text, without its head, beside the box."""


def side_bodies(filler: ColumnFiller, count: int, near: Near, most: float) -> tuple[Aside, ...]:
    """Every way up to `most` rows high to pour a whole story beside its box; none where it has no such box.

    Args:
        filler: of the whole story.
        count: how many of its first photos are elsewhere.
        near: whether photos are right above the text, and right under it.
        most: rows at most, those of the head not counted.
    """
    box = filler.story.side_box
    if box is None:
        return ()
    key = ("beside box", count, near, most)
    if key not in filler.memory:
        story = filler.story.fronted(count).unboxed()
        filler.memory[key] = tuple((story, made) for made in _bodies(filler, story, box, count, near, most))
    return cast("tuple[Aside, ...]", filler.memory[key])


def _bodies(
    filler: ColumnFiller, story: Story, box: BoxFloat, count: int, near: Near, most: float
) -> Iterator[Filling]:  # fmt: skip
    side = story.columns - 1
    over = SideBand(PhotoBand((), {box.rows: 0.0}), side, 1)
    text = _poured(filler, story, story.columns, count, near)
    for body in text.beside(over, 0, count, SEARCH.stub_rows, most).values():
        yield replace(body, aside=SideBox(box, side, 0, box.rows))
    last = len(story.slices)
    text = _poured(filler, story, side, count, near)
    for rows in range(box.rows, box.rows + SEARCH.aside_air + 1):
        level = text.fill_rest(rows, 0, count) if rows <= most else None
        blank = rows - box.rows - (level.body_top if level else 0)
        if level is not None and blank >= 0:
            at = SideBox(box, side, level.body_top, rows - level.body_top)
            columns = (*level.columns, Column((), last, last, 0))
            yield replace(level, columns=columns, aside=at, cost=level.cost + COSTS.air * blank)


def _poured(filler: ColumnFiller, story: Story, columns: int, count: int, near: Near) -> ColumnFiller:
    """What pours the text of a story, without its head, into so many columns; no photo in them is wide."""
    text = replace(story, columns=columns, wides=())
    section = StorySection(0, len(text.slices), count, len(text.floats), True)
    return ColumnFiller(text, 0, filler.max_slack, section, near)
