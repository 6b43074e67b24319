"""Pull quotes are between paragraphs or at the head of a column, and away from the words that they repeat."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from formal_kit import FormalWriter
from layout_issues import Words, article, composed, issue_of

from bulletin.layout.engine import LayoutEngine
from bulletin.layout.pages.frames import Item, QuoteFrame, RunFrame, StoryFrame
from bulletin.layout.pages.place import Placer
from bulletin.layout.stories.quotes import APART_ROWS, said_at


def stories(folder: Path, engine: LayoutEngine, seed: int) -> Iterator[StoryFrame]:
    """Stories with quotes that are words of theirs, as they are placed."""
    writer, records = FormalWriter(seed), []
    for number in range(4):
        paragraphs = [writer.paragraph() for _ in range(writer.number(4, 9))]
        said = [paragraphs[at].split(". ")[0].rstrip(".") for at in (1, len(paragraphs) - 1)]
        quotes = [{"text": text, "by": "Bà Dung"} for text in said[: 1 + number % 2]]
        records.append(article(Words(number), number, body="\n\n".join(paragraphs), quotes=quotes))
    issue = issue_of(folder, records, ["lead", "story", "story", "story"])
    placer = Placer(engine.spec)
    for plan in composed(engine, issue).planned:
        yield from placer.page(plan).stories


def columns(story: StoryFrame) -> Iterator[list[Item]]:
    """The items of each column from top to bottom."""
    for x in sorted({round(item.frame.x, 1) for item in story.items}):
        yield sorted((item for item in story.items if round(item.frame.x, 1) == x), key=lambda item: item.frame.y)


@pytest.mark.parametrize("seed", range(6))
def test_no_quote_is_inside_of_a_paragraph(seed: int, tmp_path: Path, engine: LayoutEngine) -> None:
    quotes = near = 0
    for story in stories(tmp_path, engine, seed):
        for column in columns(story):
            for number, item in enumerate(column):
                if not isinstance(item, QuoteFrame):
                    continue
                quotes += 1
                before = [other for other in column[:number] if isinstance(other, RunFrame)]
                assert not before or before[-1].parts[-1].ends, item.text.text.text
                near += is_near(story, column, number, engine.spec.row_mm)
    assert quotes >= 4
    assert near <= 1, "a short story may have no place that is far enough"


def is_near(story: StoryFrame, column: list[Item], number: int, row_mm: float) -> bool:
    """Whether the words of a quote are within six rows above or below it in its column."""
    quote = column[number]
    assert isinstance(quote, QuoteFrame)
    whole = story.story
    said = said_at(whole.blocks, whole.slices, quote.text.text.text)
    assert said, "the quote is not in the story"
    block, first = whole.slices[said.start].block, whole.slices[said.start].line
    last = whole.slices[said.stop - 1].line
    for other in column:
        for part in other.parts if isinstance(other, RunFrame) else ():
            if part.text is whole.blocks[block].text and part.first <= last and part.last > first:
                top = part.frame.y + (max(first, part.first) - part.first) * row_mm
                bottom = part.frame.y + (min(last + 1, part.last) - part.first) * row_mm
                gap = max(top - quote.frame.y - quote.frame.h, quote.frame.y - bottom)
                return gap < (APART_ROWS - 1) * row_mm
    return False
