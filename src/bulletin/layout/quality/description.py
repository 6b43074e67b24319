"""DESCRIPTION: a plan in plain numbers, which anybody can measure without this program (`bulletin plan --json`).

Lengths are mm from the top left corner of the trim. A *row* is one line of the baseline grid, counted from 0 at the top
of the type area. Columns count from 0, pages from 1. The words behind a type are its documentation: `schema.py` makes
the JSON Schema from them.
"""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Literal

from bulletin.lazy import dataclass

Break = Literal["pause", "free", "weak", "torn"]
Form = Literal[
    "text", "photo-in-column", "photo-over-first", "photo-over-last", "photo-over-all", "photo-above-head",
    "photo-under-text",
]  # fmt: skip
WhiteKind = Literal["trapped", "foot"]


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A rectangle."""

    x: Annotated[float, "left edge, mm"]
    y: Annotated[float, "top edge, mm"]
    w: Annotated[float, "width, mm"]
    h: Annotated[float, "height, mm"]


@dataclass(frozen=True, slots=True)
class HeadPart:
    """One text of a head: kicker, headline, subtitle, standfirst, dateline, or the short head of a continuation."""

    role: Annotated[str, "kind of text, as the layout names it"]
    size_pt: Annotated[float, "size of the type, pt"]
    lines: Annotated[tuple[str, ...], "the words of every line"]
    breaks: Annotated[
        tuple[Break, ...],
        "each line end but the last: after a pause, free, after a weak word, or inside of a name or compound",
    ]
    box: Annotated[PlacedBox, "where it is"]


@dataclass(frozen=True, slots=True)
class PhotoPlace:
    """A photo in its frame."""

    id: Annotated[str, "id of the photo in its article"]
    file: Annotated[str, "file in the issue folder"]
    box: Annotated[PlacedBox, "the frame of the picture, without caption"]
    column: Annotated[int, "first column on the page"]
    columns: Annotated[int, "columns that it runs over"]
    row: Annotated[int, "first row"]
    rows: Annotated[int, "rows with caption"]
    crop: Annotated[tuple[float, float, float, float], "printed part: left, top, right, bottom in shares of it"]
    cut_off: Annotated[float, "share of the picture that is not printed"]
    aimed: Annotated[bool, "whether its author named a point that no crop may lose, so that more may be cut off"]
    ppi: Annotated[float, "pixels per inch of paper"]
    side_white_mm: Annotated[float, "white beside a picture that is narrower than its columns, mm"]
    caption: Annotated[tuple[str, ...], "lines of the caption with its credit"]
    caption_beside: Annotated[bool, "whether the caption is at the side of the picture, not below it"]
    caption_fill: Annotated[float, "share of the measure that the last line of the caption fills"]
    credit_torn: Annotated[bool, "whether the credit is on two lines although one would hold it"]
    text_below: Annotated[tuple[int, ...], "rows of text under it, in each of its columns"]


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """A pull quote."""

    column: Annotated[int, "column on the page"]
    row: Annotated[int, "first row"]
    rows: Annotated[int, "rows"]
    box: Annotated[PlacedBox, "where it is"]
    inside_paragraph: Annotated[bool, "whether it parts a paragraph"]
    at_edge: Annotated[bool, "whether it is the first or the last thing of a column"]
    repeats_near: Annotated[bool, "whether the same words are within six rows of it"]


@dataclass(frozen=True, slots=True)
class BoxPlace:
    """A box, or a table."""

    column: Annotated[int, "first column on the page"]
    columns: Annotated[int, "columns that it runs over"]
    row: Annotated[int, "first row"]
    rows: Annotated[int, "rows"]
    framed: Annotated[bool, "a box; otherwise a table in the text"]
    box: Annotated[PlacedBox, "where it is"]


@dataclass(frozen=True, slots=True)
class Leg:
    """The running text of a module in one column."""

    column: Annotated[int, "column on the page"]
    row: Annotated[int, "first row with text"]
    rows: Annotated[int, "rows of text, whatever is between them"]
    foot: Annotated[int, "row below the last thing of the column, be it text, photo, box or tail"]
    plain_rows: Annotated[int, "most rows of text without sub-head, quote, photo, box or list"]
    blank_rows: Annotated[int, "rows of white above sub-heads and between paragraphs"]
    lines: Annotated[int, "lines of justified text"]
    gaps: Annotated[tuple[float, ...], "of each justified line: word gap divided by the natural space"]
    widest_pt: Annotated[float, "widest word gap, pt"]
    rivers: Annotated[int, "four lines or more with gaps over 1.5 × natural under each other"]


@dataclass(frozen=True, slots=True)
class Tail:
    """What closes a story: further reading, author, source, address, code."""

    column: Annotated[int, "column on the page"]
    row: Annotated[int, "first row"]
    rows: Annotated[int, "rows"]
    box: Annotated[PlacedBox, "where it is"]
    white_above: Annotated[int, "blank rows between the last thing of the story and this"]
    code: Annotated[bool, "whether it has a QR code"]


@dataclass(frozen=True, slots=True)
class Module:
    """A story, or a part of one, on a page."""

    story: Annotated[str, "id of the article"]
    title: Annotated[str, "its title"]
    slot: Annotated[str, "lead, story, brief or photo"]
    section: Annotated[str, "id of its section, or nothing"]
    filler: Annotated[bool, "whether the planner put it there to fill the page"]
    column: Annotated[int, "first column on the page"]
    columns: Annotated[int, "columns"]
    row: Annotated[int, "first row"]
    rows: Annotated[int, "rows"]
    box: Annotated[PlacedBox, "where it is"]
    form: Annotated[Form, "where its largest photo is"]
    head: Annotated[tuple[HeadPart, ...], "the head from top to bottom"]
    head_rows: Annotated[int, "rows of the head"]
    continued_from: Annotated[int | None, "page that this part is continued from"]
    continues_on: Annotated[int | None, "page on which the story goes on"]
    legs: Annotated[tuple[Leg, ...], "columns of text from left to right"]
    photos: Annotated[tuple[PhotoPlace, ...], "in reading order"]
    quotes: Annotated[tuple[QuotePlace, ...], "in reading order"]
    boxes: Annotated[tuple[BoxPlace, ...], "in reading order"]
    tail: Annotated[Tail | None, "the end of the story, where it ends here"]
    display: Annotated[bool, "whether it is no story but a greeting, a notice or an advertisement"] = False

    @property
    def headline(self) -> HeadPart | None:
        """The headline, or the short head of a continuation."""
        kinds = ("headline", "continued")
        return next((part for part in self.head if part.role.split("-")[0] in kinds), None)

    @property
    def text_rows(self) -> int:
        """Rows of running text in all columns."""
        return sum(leg.rows for leg in self.legs)


@dataclass(frozen=True, slots=True)
class White:
    """Blank rows of one column, more than separate two stories."""

    column: Annotated[int, "column on the page"]
    row: Annotated[int, "first blank row"]
    rows: Annotated[int, "blank rows"]
    kind: Annotated[WhiteKind, "trapped above or beside something, or at the foot of the whole page"]


@dataclass(frozen=True, slots=True)
class FurniturePlace:
    """What a page prints beside stories."""

    kind: Annotated[str, "masthead, teaser, contents, imprint, briefs (their common head) or notice"]
    row: Annotated[int, "first row"]
    rows: Annotated[int, "rows"]
    box: Annotated[PlacedBox, "where it is"]
    entries: Annotated[int, "stories of other pages that it names with their page"] = 0


@dataclass(frozen=True, slots=True)
class DescribedPage:
    """One page."""

    number: Annotated[int, "page number"]
    last: Annotated[bool, "whether it is the last one"]
    top: Annotated[int, "first row for stories"]
    rows: Annotated[int, "rows for stories"]
    full: Annotated[float, "share of the columns for stories that something is printed in"]
    modules: Annotated[tuple[Module, ...], "in reading order"]
    furniture: Annotated[tuple[FurniturePlace, ...], "masthead, teasers, contents, imprint, heads of briefs, notices"]
    white: Annotated[tuple[White, ...], "holes"]


@dataclass(frozen=True, slots=True)
class DescribedPlan:
    """All pages of an issue."""

    layout: Annotated[str, "name of the layout"]
    trim_mm: Annotated[tuple[float, float], "width and height of the page, mm"]
    columns: Annotated[int, "columns of a page"]
    column_mm: Annotated[float, "width of a column, mm"]
    gutter_mm: Annotated[float, "white between two columns, mm"]
    rows: Annotated[int, "rows of a page"]
    row_mm: Annotated[float, "height of a row, mm"]
    top_mm: Annotated[float, "top of the type area, mm"]
    left_mm: Annotated[tuple[float, float], "left edge of the type area on right-hand (odd) and left-hand pages, mm"]
    pages: Annotated[tuple[DescribedPage, ...], "in order"] = field(default=())

    @property
    def inner(self) -> tuple[DescribedPage, ...]:
        """Pages between the first and the last."""
        return self.pages[1:-1]

    def left(self, page: int, column: int = 0) -> float:
        """Left edge of a column, mm."""
        return self.left_mm[(page + 1) % 2] + column * (self.column_mm + self.gutter_mm)

    def span(self, columns: int) -> float:
        """Width of so many columns with the gutters between them, mm."""
        return columns * self.column_mm + (columns - 1) * self.gutter_mm
