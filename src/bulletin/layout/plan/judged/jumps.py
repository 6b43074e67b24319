"""JUMPS: where a story may stop on a page to go on on another, and what it costs to stop early."""

from __future__ import annotations

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.pour.filling import Filling
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.story import PhotoFloat, Story, float_heights


def jump_cost(story: Story, filling: Filling, after: int, begins: bool) -> float:
    """Price of columns that end early above the line that says where the story goes on, from slice `after` on.

    A story that `begins` here should be read for a while before it jumps, and photos alone are no rest.
    """
    early = COSTS.jump_slack * sum(column.slack > 0 for column in filling.columns)
    early += COSTS.short_rest * (story.text_rows - story.cumulative[after] < SEARCH.rest_rows)
    return early + COSTS.early_jump * (begins and _rows_before(story, filling, after) < story.around_jump[0])


def is_enough(story: Story, filling: Filling, after: int) -> bool:
    """Whether there is text before slice `after`, and enough of the story from there on for another page."""
    left = story.text_rows - story.cumulative[after] + story.end_rows
    left += sum(min(float_heights(item)) for item in story.floats[filling.next_float :])
    before, rest = story.around_jump
    least = min(before, max(1, story.text_rows - rest))
    return _rows_before(story, filling, after) >= least and left >= rest


def part_rows(story: Story, top: int, left: int, whole: bool) -> tuple[int, int]:
    """The least and the most rows of a part of a story, roughly.

    Args:
        story: over the columns of the part.
        top: rows above its columns and of the line that says where it goes on.
        left: rows of column of all that is not printed yet.
        whole: nothing of the story is printed yet; its smallest head is the one that leaves most room.
    """
    columns, (before, after) = story.columns, story.around_jump
    photo = lower = 0
    if whole and (story.wides or story.bands):
        photos = [item for item in story.floats if isinstance(item, PhotoFloat)]
        frames = [wide.columns * max(wide.heights) for wide in story.wides]
        frames += [columns * max(bands.above[0].heights) for bands in story.bands if bands.above]
        photo = min(float_heights(photos[0]), default=0)
        left += max(frames, default=photo) - photo
    if whole:
        lower = max((story.head_rows - head.rows for head in story.heads), default=0)
    least = top - max(0, lower) + -(-(before + photo) // columns)
    return least, top + (left - after) // columns


def _rows_before(story: Story, filling: Filling, after: int) -> int:
    """Rows of column of text that are printed before slice `after`."""
    return story.cumulative[after] - story.cumulative[filling.columns[0].start]
