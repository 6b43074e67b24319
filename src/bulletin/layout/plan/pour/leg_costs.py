"""LEG COSTS: what the text of one column costs, beside its floats."""

from __future__ import annotations

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.story import Story


def grey_from(story: Story, s: int) -> int:
    """The end of the shortest text from slice `s` on that is grey: nothing is between too many of its rows.

    One more than there are slices where none is.
    """
    blocks, slices = story.blocks, story.slices
    plain = 0
    for e in range(s, len(slices)):
        piece = slices[e]
        plain = plain + piece.rows if blocks[piece.block].kind == "p" else 0
        if plain > SEARCH.grey_rows:
            return e + 1
    return len(slices) + 1


def slack_cost(rows: int) -> float:
    """Price of blank rows at the foot of a column; where many are allowed, most columns should still be full."""
    return (COSTS.slack if rows <= SEARCH.few_slack else COSTS.much_slack) * rows
