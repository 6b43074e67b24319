"""HEADED: the forms of a story under each of its heads.

A larger or smaller head changes nothing below it: the same filling is so many rows lower or higher. So each head gives
other heights at which a story comes out, without pouring it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.pour.filling import Filling
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.story import Story
from bulletin.lazy import replace

HeadAt = tuple[int, int, int, float]
"""The number of a head, 0 for the wanted one; blank rows below it; rows of all; what that costs beyond the filling."""


def heads_for(story: Story, rows: int) -> Iterator[HeadAt]:
    """Every head of a story above a filling that takes so many rows with the wanted one.

    A smaller head may also leave a blank row below it, so that nothing else moves.
    """
    for number in range(len(story.heads) + 1):
        yield head_at(story, rows, number)
    for number, head in enumerate(story.heads, 1):
        blank = story.head_rows - head.rows
        if 0 < blank <= SEARCH.head_air:
            yield head_at(story, rows, number, blank)


def head_at(story: Story, rows: int, number: int, blank: int = 0) -> HeadAt:
    """One of the heads of a story above a filling that takes so many rows with the wanted one."""
    if number == 0:
        return 0, 0, rows, tall_cost(story.head_rows, rows, story.columns)
    head = story.heads[number - 1]
    all_rows = rows + head.rows - story.head_rows + blank
    price = step_cost(head.step) + tall_cost(head.rows, all_rows, story.columns) + COSTS.air * blank
    return number, blank, all_rows, price


def headed_story(story: Story, head: HeadAt) -> Story:
    """A story under one of its heads."""
    return story.headed(head[0] - 1) if head[0] else story


def under_head(filling: Filling, head: HeadAt) -> Filling:
    """A filling of a story under one of its heads."""
    _, _, rows, price = head
    return lowered(filling, rows - filling.rows, price)


def lowered(filling: Filling, rows: int, price: float = 0.0) -> Filling:
    """A filling whose head takes so many rows more and costs so much more."""
    if not rows:
        return replace(filling, cost=filling.cost + price) if price else filling
    return replace(
        filling, rows=filling.rows + rows, body_top=filling.body_top + rows, cost=filling.cost + price,
        parts=tuple(replace(part, row=part.row + rows) for part in filling.parts),
        bands=tuple(replace(band, row=band.row + rows) for band in filling.bands),
        aside=filling.aside and replace(filling.aside, row=filling.aside.row + rows),
    )  # fmt: skip


def larger_headed(story: Story, steps: int) -> Story:
    """The story under a head so many steps larger than the wanted one, or as many as there are; no step is its own."""
    number = _larger(story, steps)
    return story if number is None else story.headed(number)


def larger(heights: Mapping[int, Filling], story: Story, steps: int) -> dict[int, Filling]:
    """The heights of a story under a head so many steps larger."""
    lower = larger_headed(story, steps).head_rows - story.head_rows
    return {rows + lower: lowered(filling, lower) for rows, filling in heights.items()}


def _larger(story: Story, steps: int) -> int | None:
    fine = [(-head.step, n) for n, head in enumerate(story.heads) if 0 < -head.step <= steps]
    return max(fine)[1] if fine else None


def step_cost(step: int) -> float:
    """Price of a head so many steps smaller than it is wanted, or larger (below 0)."""
    return COSTS.head_smaller * step if step > 0 else -COSTS.head_larger * step


def tall_cost(head_rows: int, rows: int, columns: int) -> float:
    """Price of a head that takes too much of the rows of its module."""
    over = head_rows / max(1, rows) - SEARCH.head_share
    if over <= 0 or rows * columns < SEARCH.head_area:
        return 0.0
    return COSTS.tall_head + COSTS.taller_head * over
