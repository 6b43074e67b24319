"""RUNS OF A STORY: its text in some lines more or fewer, where paragraphs allow it at little cost.

A page of one column is full only when breaks fall where the foot is. A book's compositor sets a paragraph before it
a line longer; so does this.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bulletin.layout.lines.setter import LineSetter, RunText
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.plan.pour.sections import filler_for
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.story import Slice, Story, TextBlock
from bulletin.layout.stories.stream import breakable

_KEY = "runs"


def runs_of(filler: ColumnFiller, setter: LineSetter) -> tuple[ColumnFiller, ...]:
    """The fillers of a story in as many lines as it comes by itself, first, and in more and fewer."""
    if _KEY not in filler.memory:
        rows, slack, pile = filler.continued_rows, filler.max_slack, filler.pile
        found = [filler_for(story, rows, slack, pile) for story in _stories(filler.story, setter)]
        filler.memory[_KEY] = (filler, *found)
    runs: tuple[ColumnFiller, ...] = filler.memory[_KEY]  # type: ignore[assignment]
    return runs


def price(run: int) -> float:
    """What it costs to set a story so many lines longer or shorter."""
    return COSTS.run * abs(run)


def _stories(story: Story, setter: LineSetter) -> Iterator[Story]:
    choices: dict[int, list[tuple[float, int, RunText]]] = {-1: [], 1: []}
    # The author's name may be on the last line, so the last block keeps its lines.
    for number, block in enumerate(story.blocks[:-1]):
        if block.kind == "p" and block.form == "prose":
            for run in setter.runs(block.text):
                if run.more in choices and run.worse <= SEARCH.run_demerits:
                    choices[run.more].append((run.worse, number, run))
    for found in choices.values():
        chosen: dict[int, RunText] = {}
        for _, number, run in sorted(found, key=lambda item: item[:2])[: SEARCH.runs]:
            chosen[number] = run
            yield _set(story, chosen)


def _set(story: Story, chosen: dict[int, RunText]) -> Story:
    """The story with other lines in some of its blocks."""
    blocks = tuple(
        replace(block, text=chosen[number].text) if number in chosen else block
        for number, block in enumerate(story.blocks)
    )
    slices, moved = _slices(story.slices, blocks, chosen)
    cumulative = [0]
    for piece in slices:
        cumulative.append(cumulative[-1] + piece.rows)
    return replace(
        story, blocks=blocks, slices=slices, breakable=breakable(blocks, slices, story.end is not None),
        floats=tuple(replace(item, ref=moved[item.ref]) for item in story.floats),
        cumulative=tuple(cumulative), run=sum(run.more for run in chosen.values()),
    )  # fmt: skip


def _slices(
    old: Sequence[Slice], blocks: Sequence[TextBlock], chosen: dict[int, RunText]
) -> tuple[tuple[Slice, ...], list[int]]:
    """The slices with the new lines, and for each old slice (and their end) which new one is in its place."""
    found: list[Slice] = []
    moved: list[int] = []
    for at, piece in enumerate(old):
        run = chosen.get(piece.block)
        if run and run.more < 0 and piece.line >= len(run.text.lines):
            moved.append(len(found) - 1)
            continue
        moved.append(len(found))
        found.append(piece)
        ends = at + 1 == len(old) or old[at + 1].block != piece.block
        if run and run.more > 0 and ends:
            found += (Slice(piece.block, piece.line + more + 1, 1) for more in range(run.more))
    moved.append(len(found))
    return tuple(found), moved
