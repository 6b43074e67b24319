"""Where a pull quote may be: between two paragraphs or at the head of a column, away from the words that it repeats."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.layout.stories.story import Slice, Story, TextBlock
from bulletin.text.fold import slug

APART_ROWS = 6
"""A quote nearer to the same words only says them twice."""
_AWAY_SLICES = 14
"""How far from its words a quote is wanted, in lines of text: more than a rest of a column between them."""
_EDGE_ROWS = 4
"""The head of a column is taken where the next paragraph is further from the middle by so much."""


def said_at(blocks: Sequence[TextBlock], slices: Sequence[Slice], words: str) -> range:
    """The slices whose lines hold the words of a quote; empty where the story does not say them."""
    asked = slug(words)
    if not asked:
        return range(0)
    for number, block in enumerate(blocks):
        text = slug(block.text.text)
        at = text.find(asked)
        if at < 0:
            continue
        # Folding changes how many characters there are, so the share of the paragraph tells the lines.
        lines = len(block.text.lines)
        first, last = at * lines // len(text), (at + len(asked) - 1) * lines // len(text)
        held = [i for i, piece in enumerate(slices) if piece.block == number and first <= max(piece.line, 0) <= last]
        return range(held[0], held[-1] + 1) if held else range(0)
    return range(0)


def wanted_ref(blocks: Sequence[TextBlock], slices: Sequence[Slice], words: str, even: int) -> int:
    """The slice near which a quote is wanted: `even`, or further from its own words."""
    said = said_at(blocks, slices, words)
    if not said or not said.start - _AWAY_SLICES < even < said.stop + _AWAY_SLICES:
        return even
    before, after = said.start - _AWAY_SLICES, said.stop + _AWAY_SLICES
    if after < len(slices):
        return after
    return max(0, before)


def quote_place(story: Story, words: str, start: int, end: int) -> int:
    """The slice of a column's text [start, end) before which a quote is printed; `end` is below all of it."""
    said = said_at(story.blocks, story.slices, words)
    half = (story.cumulative[start] + story.cumulative[end]) / 2

    def price(at: int) -> tuple[bool, float]:
        row = story.cumulative[at]
        near = bool(said) and (
            story.cumulative[said.start] - APART_ROWS < row < story.cumulative[said.stop] + APART_ROWS
        )
        edge = _EDGE_ROWS if at in (start, end) else 0
        return near, abs(row - half) + edge

    places = [start, *(at for at in range(start + 1, end) if _between_paragraphs(story, at))]
    if end < len(story.slices) and story.slices[end].block != story.slices[end - 1].block and not _heads(story, end):
        places.append(end)
    return min(places, key=price)


def _between_paragraphs(story: Story, at: int) -> bool:
    """Whether a paragraph ends before this slice, and neither a sub-head nor a blank row is lost by a quote there."""
    before, after = story.slices[at - 1], story.slices[at]
    return before.block != after.block and not after.skip and story.breakable[at] and not _heads(story, at)


def _heads(story: Story, at: int) -> bool:
    """Whether the slice before `at` is a sub-head."""
    return story.blocks[story.slices[at - 1].block].kind == "subhead"
