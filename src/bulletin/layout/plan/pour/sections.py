"""SECTIONS: a story with tables over its whole width is poured section by section, each with a table above or below.

Text above a wide table is shared over the columns, then comes the table, then the text below it: what was typed after
the table is read after it. Few lines of text between two tables, or before the first, run over the whole width too.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.plan.pour.filling import Column, FilledPart, Filling, StorySection
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.story import Bar, BoxFloat, Story
from bulletin.layout.stories.stream import Stream

_NOWHERE = range(10**6, 10**6)
"""Heights of a rest that comes out at none."""

Segment = Bar | StorySection
_Chain = tuple[tuple[Segment, Filling | None], ...]


def bars_of(
    stream: Stream, wide: Collection[int], refs: Sequence[int], box: Callable[[Sequence[int]], tuple[BoxFloat, int]]
) -> tuple[Bar, ...]:
    """What of a story runs over its whole width.

    Args:
        stream: the running text at column width.
        wide: the slices of tables that are too wide for a column.
        refs: slices that floats belong to.
        box: sets some blocks of the body over the whole width, and says how many lines of text they have.
    """
    bars: list[Bar] = []
    at = 0
    for table in (*sorted(wide), len(stream.slices)):
        if table < at:
            continue  # another piece of the table before
        begin = table
        free = not any(at <= ref < table or ref == table == len(stream.slices) for ref in refs)
        if at < table and free:
            made, lines = box(stream.blocks_of(at, table))
            if lines <= SEARCH.wide_lines:
                begin = at
        if table < len(stream.slices):
            end = stream.table_end(table)
            made, _lines = box(stream.blocks_of(begin, end))
            bars.append(Bar(begin, end, made))
            at = end
        elif begin < table:
            bars.append(Bar(begin, table, made))
    return tuple(bars)


def filler_for(story: Story, continued_rows: int, max_slack: int = 1, pile: float = math.inf) -> ColumnFiller:
    """What pours this story into rectangles, where a photo right under another costs `pile`."""
    if story.bars:
        return SectionedFiller(story, continued_rows, max_slack, pile)
    return ColumnFiller(story, continued_rows, max_slack, pile=pile)


class SectionedFiller(ColumnFiller):
    """Pours a story whose bars part it into sections; positions are those of `ColumnFiller`."""

    def __init__(self, story: Story, continued_rows: int, max_slack: int = 1, pile: float = math.inf) -> None:
        super().__init__(story, continued_rows, max_slack, pile=pile)
        self.segments = _segments(story)
        self._fillers = {
            segment: ColumnFiller(story, 0, max_slack, segment, pile=pile)
            for segment in self.segments
            if isinstance(segment, StorySection)
        }
        self._finishes: dict[tuple[int, int], dict[int, Filling]] = {}

    def loosened(self, max_slack: int) -> ColumnFiller:
        return SectionedFiller(self.story, self.continued_rows, max_slack, min(self.pile, COSTS.piled_photos))

    def fill_rest(self, rows: int, start: int = 0, first_float: int = 0) -> Filling | None:
        return self.all_heights(start, first_float).get(rows)

    def heights_of_rest(self, start: int = 0, first_float: int = 0) -> range:
        heights = self.all_heights(start, first_float)
        return range(min(heights), max(heights) + 1) if heights else _NOWHERE

    def all_heights(self, start: int = 0, first_float: int = 0, most: float = math.inf) -> dict[int, Filling]:
        key = (start, first_float)
        if key not in self._finishes:
            totals: dict[int, tuple[float, _Chain]] = {0: (0.0, ())}
            at = key
            for segment in self._left(*key):
                grown: dict[int, tuple[float, _Chain]] = {}
                options = self._options(segment, *at)
                for total, (cost, chain) in totals.items():
                    for height, (filling, extra) in options.items():
                        if total + height not in grown or cost + extra < grown[total + height][0]:
                            grown[total + height] = (cost + extra, (*chain, (segment, filling)))
                totals = grown
                at = _after(segment, at)
            top, foot = self.top(*key), self.story.foot_rows
            self._finishes[key] = {
                top + total + foot: self._filling(top + total + foot, key, chain, cost, True)
                for total, (cost, chain) in totals.items()
            }
        every = self._finishes[key]
        return every if most == math.inf else {rows: filling for rows, filling in every.items() if rows <= most}

    def fill_part(self, rows: int, start: int = 0, first_float: int = 0, least_floats: int = 0) -> Filling | None:
        if least_floats:
            return None  # floats are where their sections are
        key = (start, first_float)
        room = rows - self.top(*key)
        chain: list[tuple[Segment, Filling | None]] = []
        at = key
        left = self._left(*key)
        for segment in left:
            begun = self._begun(segment, at, room) if segment is left[-1] else None
            whole = None if segment is left[-1] else self._cheapest(segment, at, room)
            if whole is None:
                begun = begun or self._begun(segment, at, room)
                if begun is not None:
                    return self._filling(rows, key, (*chain, (segment, begun)), begun.cost, False)
                break
            chain.append((segment, whole[1]))
            room -= whole[0]
            at = _after(segment, at)
        while chain:
            if self.story.breakable[at[0]] and at != key:
                return self._filling(rows, key, tuple(chain), COSTS.left * room, False)
            segment, filling = chain.pop()
            room += filling.rows if filling is not None else _rows(segment)
            at = _before(chain, key)
            begun = self._begun(segment, at, room)
            if begun is not None:
                return self._filling(rows, key, (*chain, (segment, begun)), begun.cost, False)
        return None

    def _begun(self, segment: Segment, at: tuple[int, int], room: int) -> Filling | None:
        """The beginning of a section, to be continued on the next page."""
        return self._fillers[segment].fill_part(room, *at) if isinstance(segment, StorySection) and room > 1 else None

    def _cheapest(self, segment: Segment, at: tuple[int, int], room: int) -> tuple[int, Filling | None] | None:
        options = {h: o for h, o in self._options(segment, *at).items() if h <= room}
        height = min(options, key=lambda h: (options[h][1], h), default=None)
        return None if height is None else (height, options[height][0])

    def _options(self, segment: Segment, start: int, first_float: int) -> dict[int, tuple[Filling | None, float]]:
        """Heights that the rest of a segment may take, with its filling and price."""
        if isinstance(segment, Bar):
            return {segment.box.rows: (None, 0.0)}
        if (start, first_float) == (segment.last, segment.last_float):
            rows = self.story.end_rows
            columns = (Column((), start, start, 0),) * self.story.columns
            return {rows: (Filling(rows, 0, None, 0, columns, start, first_float, True, 0.0), 0.0)}
        found = self._fillers[segment].all_heights(start, first_float) or self._ragged(segment, start, first_float)
        return {height: (filling, filling.cost) for height, filling in found.items()}

    def _ragged(self, segment: StorySection, start: int, first_float: int) -> dict[int, Filling]:
        """The lowest height at which a section comes out at all: a tall photo beside two lines, say."""
        loose = self._fillers[segment].loosened(SEARCH.tallest_section)
        for height in range(loose.heights_of_rest(start, first_float).start, SEARCH.tallest_section):
            if filling := loose.fill_rest(height, start, first_float):
                return {height: replace(filling, cost=filling.cost + COSTS.ragged)}
        return {}

    def _left(self, start: int, first_float: int) -> list[Segment]:
        """The segments from a position on."""
        return [
            segment
            for segment in self.segments
            if start < segment.last
            or (isinstance(segment, StorySection) and (segment.final or first_float < segment.last_float))
        ]

    def _filling(
        self, rows: int, key: tuple[int, int], chain: Sequence[tuple[Segment, Filling | None]], cost: float, done: bool
    ) -> Filling:
        row = top = self.top(*key)
        parts: list[FilledPart] = []
        columns: list[Column] = []
        at = key
        for segment, filling in chain:
            if isinstance(segment, Bar):
                columns.append(Column((), segment.first, segment.last, 0))
                parts.append(FilledPart(row, segment.box, None))
                row += segment.box.rows
                at = _after(segment, at)
            elif filling is not None:
                columns += filling.columns
                parts.append(FilledPart(row, None, filling))
                row += filling.rows
                at = (filling.next_slice, filling.next_float)
        first = next((filling for _segment, filling in chain if filling is not None), None)
        wide, wide_rows = (first.wide, first.wide_rows) if first else (None, 0)
        return Filling(rows, top, wide, wide_rows, tuple(columns), *at, done, cost, tuple(parts))


def _segments(story: Story) -> tuple[Segment, ...]:
    """Sections and bars from the head of a story to its end; floats belong to the section they are referred to in."""
    found: list[Segment] = []
    at = at_float = 0
    for bar in (*story.bars, None):
        last = bar.first if bar else len(story.slices)
        stop = at_float
        while stop < len(story.floats) and (bar is None or story.floats[stop].ref < bar.last):
            stop += 1
        if at < last or at_float < stop or (bar is None and story.end is not None):
            found.append(StorySection(at, last, at_float, stop, bar is None))
        at_float = stop
        if bar:
            found.append(bar)
            at = bar.last
    return tuple(found)


def _rows(segment: Segment) -> int:
    return segment.box.rows if isinstance(segment, Bar) else 0


def _after(segment: Segment, at: tuple[int, int]) -> tuple[int, int]:
    return (segment.last, at[1]) if isinstance(segment, Bar) else (segment.last, segment.last_float)


def _before(chain: Sequence[tuple[Segment, Filling | None]], key: tuple[int, int]) -> tuple[int, int]:
    at = key
    for segment, _filling in chain:
        at = _after(segment, at)
    return at
