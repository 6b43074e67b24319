"""LEG COSTS: what the text of one column costs, beside its floats."""

from __future__ import annotations

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.story import Story


def grey_cost(story: Story, s: int, e: int, rows: int) -> float:
    """Price of the slices [s, e) of a story in a column, so many rows, when nothing is between too many of them."""
    if rows <= SEARCH.grey_rows:
        return 0.0
    blocks, slices = story.blocks, story.slices
    most = plain = 0
    for piece in slices[s:e]:
        plain = plain + piece.rows if blocks[piece.block].kind == "p" else 0
        most = max(most, plain)
    return COSTS.grey_column * (most > SEARCH.grey_rows)


def slack_cost(rows: int) -> float:
    """Price of blank rows at the foot of a column; where many are allowed, most columns should still be full."""
    return (COSTS.slack if rows <= SEARCH.few_slack else COSTS.much_slack) * rows
