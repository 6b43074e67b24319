"""Legs: the running text of a story in each column of a page, with how evenly its lines are set."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from bulletin.fields import roles
from bulletin.geometry import PT_PER_MM
from bulletin.layout.lines.linebreak import Line
from bulletin.layout.lines.setter import SetText
from bulletin.layout.lines.shape import Shaper
from bulletin.layout.pages.frames import Frame, Item, PhotoFrame, RunFrame, StoryFrame, TextFrame
from bulletin.layout.quality.description import Leg
from bulletin.layout.spec import LayoutSpec

SLACK = 0.06
"""Share of a row or column that rounding may take."""
RIVER_GAP = 1.5
"""A gap wider than so many natural spaces may be part of a river …"""
RIVER_LINES = 4
"""… which so many lines make."""


class Grid:
    """Columns and rows of a page; remembers where text runs of each story are: (story, column) → rows."""

    def __init__(self, spec: LayoutSpec, page: int) -> None:
        self.spec, self.page = spec, page
        self.runs: dict[tuple[str, int], list[tuple[int, int]]] = {}

    def rows(self, frame: Frame) -> tuple[int, int]:
        """Return the first row of a frame and the row below it."""
        top, row = self.spec.margins_mm.top, self.spec.row_mm
        first = (frame.y - top) / row
        return math.floor(first + SLACK), math.ceil(first + frame.h / row - SLACK)

    def columns(self, frame: Frame) -> tuple[int, int]:
        """Return the first column of a frame, and over how many it runs."""
        step = self.spec.column_mm + self.spec.gutter_mm
        first = (frame.x - self.spec.left_mm(self.page, 0)) / step
        column = max(0, min(self.spec.columns - 1, math.floor(first + SLACK)))
        last = math.ceil((frame.x + frame.w + self.spec.gutter_mm - self.spec.left_mm(self.page, 0)) / step - SLACK)
        return column, max(1, min(self.spec.columns, last) - column)


def extent(grid: Grid, item: Item) -> tuple[int, int]:
    """Return the first row of an item and the row below it; a photo's caption is part of it."""
    first, last = grid.rows(item.frame)
    if isinstance(item, PhotoFrame) and item.caption:
        last = max(last, grid.rows(item.caption.frame)[1])
    elif isinstance(item, PhotoFrame):  # the caption of several photos is under all of them
        below = (item.item.caption_pt + grid.spec.spaces.caption_gap_pt) / PT_PER_MM
        last = grid.rows(replace(item.frame, h=item.frame.h + below))[1]
    return first, last


def legs_of(grid: Grid, shaper: Shaper, frame: StoryFrame) -> tuple[Leg, ...]:
    """Return the columns of text of a story on a page, from left to right."""
    story = frame.story.entry.article.id
    runs: dict[int, list[RunFrame]] = {}
    feet: dict[int, int] = {}
    for item in frame.items:
        first, count = grid.columns(item.frame)
        for column in range(first, first + count):
            feet[column] = max(feet.get(column, 0), extent(grid, item)[1])
        if isinstance(item, RunFrame):
            runs.setdefault(first, []).append(item)
    found = []
    for column in sorted(runs):
        parts = sorted(runs[column], key=lambda run: run.frame.y)
        rows = [grid.rows(run.frame) for run in parts]
        grid.runs[story, column] = rows
        found.append(_leg(shaper, column, parts, rows, feet[column], grid.spec.row_pt))
    return tuple(found)


def _leg(
    shaper: Shaper, column: int, runs: Sequence[RunFrame], rows: Sequence[tuple[int, int]], foot: int,
    row_pt: float,
) -> Leg:  # fmt: skip
    gaps: list[float] = []
    widest = 0.0
    rivers = lines = 0
    for run in runs:
        found = [(line, part.text) for part in run.parts for line in part.text.lines[part.first : part.last]]
        justified = [(line, text) for line, text in found if text.role.align == "justify"]
        lines += len(justified)
        stretched = [(line, text) for line, text in justified if line.spaces and not text.ends_typed_line(line)]
        for line, text in stretched:
            gaps.append(round(line.gap / _space(shaper, text), 3))
            widest = max(widest, line.gap)
        rivers += _rivers(shaper, justified)
    plain = max((_plain(run) for run in runs), default=0)
    total = sum(last - first for first, last in rows)
    blank = round(sum(part.lead_pt for run in runs for part in run.parts) / row_pt)
    return Leg(column, rows[0][0], total, foot, plain, blank, lines, tuple(gaps), round(widest, 2), rivers)


def _space(shaper: Shaper, text: SetText) -> float:
    return shaper.space(shaper.face(text.role), text.role.size_pt)


def _plain(run: RunFrame) -> int:
    """Return the most rows of a run without sub-head or list."""
    most = height = 0.0
    for part in run.parts:
        broken = part.kind != "p" or part.text.role_name.split("-")[0] == roles.SUBHEAD
        height = 0.0 if broken else height + _rows(part)
        most = max(most, height)
    return round(most)


def _rows(part: TextFrame) -> float:
    return part.frame.h * PT_PER_MM / part.text.role.leading_pt


def _rivers(shaper: Shaper, lines: Sequence[tuple[Line, SetText]]) -> int:
    """Return how many white rivers run through lines that follow one another."""
    alive: list[tuple[float, float, int]] = []  # left and right edge of a gap, lines down to it
    count = 0
    for line, text in lines:
        loose = line.spaces and not text.ends_typed_line(line) and line.gap > RIVER_GAP * _space(shaper, text)
        following: list[tuple[float, float, int]] = []
        for left, right in _gaps(shaper, line, text) if loose else ():
            length = 1 + max((n for a, b, n in alive if a < right and left < b), default=0)
            following.append((left, right, length))
        count += any(length == RIVER_LINES for _, _, length in following)
        alive = following
    return count


def _gaps(shaper: Shaper, line: Line, text: SetText) -> list[tuple[float, float]]:
    """Return the left and right edge of every word gap of a line, pt."""
    face, size = shaper.face(text.role), text.role.size_pt
    x = line.inset + (text.indent_pt if line.start == 0 else 0.0)
    start = line.start + (1 if text.initial and line.start == 0 else 0)  # the letter itself is that inset
    found = []
    for word in text.text[start : line.end].split(" ")[:-1]:
        x += shaper.word(word, face, size) if word else 0.0
        found.append((x, x + line.gap))
        x += line.gap
    return found
