"""A story measured for a rectangle of so many columns: its head, its running text as a stream of rows, its floats.

Everything is counted in rows of the baseline grid, so that placing stories on pages is arithmetic (`fill.py`,
`plan.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import Literal

from bulletin.fields import roles
from bulletin.layout.lines.setter import SetText
from bulletin.layout.stories.table import TableBlock
from bulletin.lazy import dataclass
from bulletin.model import Entry, Photo, Slot, TextForm
from bulletin.text.fold import same_words

BOX_PAD_PT = 6.0
"""White inside the frame of a box, on every side."""
PART_GAP_PT = 3.0
"""White below a piece of a box."""
TABLE_AIR_PT = 4.0
"""More white between running text and the table that it announces."""
QUOTE_PAD_PT = 4.0
"""White left and right of a pull quote."""
QUOTE_GAP_PT = 3.0
"""White between a pull quote and the name below it."""
QUOTE_AIR_ROWS = 2
"""Rows above and below a pull quote, in all."""
EXTRA_GAP_PT = 3.0
"""White below each line of further reading."""
CODE_GAP_PT = 3.0
"""White between a QR code and the words beside it."""
END_AIR_PT = 2.0
"""White above the end block, at least."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph, sub-head, list item or table in a column. `mark` hangs left of a list item, `hang_pt` wide.

    `form` is that of a paragraph; `left_pt` is white to its left; `box` holds the table, and `text` is then empty.
    """

    kind: Literal["p", "subhead", "li", "table"]
    text: SetText
    mark: str = ""
    hang_pt: float = 0.0
    form: TextForm = "prose"
    left_pt: float = 0.0
    box: BoxFloat | None = None


@dataclass(frozen=True, slots=True)
class EndBlock:
    """What closes a story: further reading, author line, source line, address and QR code; `height_pt` of all.

    An `inline` author is on the last line of the text and takes no height here: its own line begins `drop_pt` below
    that line, so that they have one baseline. In a `strip` source, address and caption are side by side. An author who
    is `aside` is left of the code, above source and address.
    """

    extras: tuple[SetText, ...]
    author: SetText | None
    source: SetText | None
    address: SetText | None
    caption: SetText | None
    qr_url: str | None
    qr_mm: float
    height_pt: float
    rows: int
    inline: bool = False
    drop_pt: float = 0.0
    strip: bool = False
    aside: bool = False

    @property
    def lines(self) -> tuple[SetText, ...]:
        """Source, address and caption, those that there are."""
        return tuple(text for text in (self.source, self.address, self.caption) if text)


@dataclass(frozen=True, slots=True)
class OtherHead:
    """A head in another size than the wanted one, `step` steps of the ladder smaller, or larger below 0."""

    texts: tuple[SetText, ...]
    rows: int
    step: int


@dataclass(frozen=True, slots=True)
class PhotoFloat:
    """A photo with caption and credit in a frame `width_pt` wide; `heights` maps rows taken to the cost of that crop.

    A `whole` photo (a panorama) is lower than any frame and printed uncropped. A `beside` photo is narrower than its
    columns and has its caption at its side. A `shared` photo shares columns with the photo beside it in a band, or with
    its caption: it is `width_pt` wide and begins `inset_pt` right of the edge of its first column. For all others
    `width_pt` is that of the columns. `bare_rows` of its frame are caption and white. Its author `wished` it over so
    many columns, as far as its pixels serve; 0 where no width was typed. A `caption` under several photos is that of
    each of them: the last one prints it, for so many `captions`, and the others print none (0).
    """

    photo: Photo
    file: str
    size_px: tuple[int, int]
    caption: SetText
    columns: int
    width_pt: float
    heights: Mapping[int, float]
    ref: int
    whole: bool = False
    beside: bool = False
    caption_room_pt: float = 0.0
    shared: bool = False
    inset_pt: float = 0.0
    bare_rows: float = 0.0
    wished: int = 0
    captions: int = 1

    @property
    def caption_pt(self) -> float:
        """Height of the caption, or of the tallest one of its band: pictures side by side are equally high."""
        return max(self.caption.height_pt, self.caption_room_pt)


@dataclass(frozen=True, slots=True)
class PhotoBand:
    """Photos side by side over all columns of a story, all equally high: (column, photo), then height → cost."""

    photos: tuple[tuple[int, PhotoFloat], ...]
    heights: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class SideBand:
    """A band over some columns of a story only, from `column` on: above their text, or under it where it is `low`."""

    band: PhotoBand
    column: int
    columns: int
    low: bool = False

    def covers(self, column: int) -> bool:
        """Whether it is over, or under, the text of a column."""
        return self.column <= column < self.column + self.columns


@dataclass(frozen=True, slots=True)
class BandSet:
    """Bands that together hold the first photos of a story: between head and text, at its side, and under the text."""

    above: tuple[PhotoBand, ...]
    below: tuple[PhotoBand, ...] = ()
    side: SideBand | None = None

    @property
    def every(self) -> tuple[PhotoBand, ...]:
        """All of them, in the order of their photos."""
        return (*self.above, *((self.side.band,) if self.side else ()), *self.below)


def photos_in(bands: BandSet) -> int:
    """How many photos some bands hold."""
    return sum(len(band.photos) for band in bands.every)


@dataclass(frozen=True, slots=True)
class QuoteFloat:
    text: SetText
    by: SetText | None
    rows: int
    ref: int


@dataclass(frozen=True, slots=True)
class BoxCode:
    """The QR code in the lower right corner of a box: its address and side in mm, and the address in letters."""

    url: str
    size_mm: float
    words: SetText


@dataclass(frozen=True, slots=True)
class BoxFloat:
    """A box or table: its set pieces from top to bottom with their height in pt."""

    title: SetText | None
    parts: tuple[TextBlock | TableBlock, ...]
    columns: int
    width_pt: float
    height_pt: float
    rows: int
    ref: int
    framed: bool = True
    code: BoxCode | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """Slices [first, last) that run over all columns of a story: a wide table, or a few lines beside one."""

    first: int
    last: int
    box: BoxFloat


def gap_below(parts: Sequence[TextBlock | TableBlock], number: int, framed: bool) -> float:
    """White below a piece of a box, pt: more between running text and the table that it announces."""
    below = parts[number + 1] if number + 1 < len(parts) else None
    announces = not framed and isinstance(below, TableBlock) and not isinstance(parts[number], TableBlock)
    return PART_GAP_PT + (TABLE_AIR_PT if announces else 0.0)


def stacked(parts: Sequence[TextBlock | TableBlock], framed: bool) -> float:
    """Height of the pieces of a box below one another, pt."""
    heights = (p.height_pt if isinstance(p, TableBlock) else p.text.height_pt for p in parts)
    return sum(height + gap_below(parts, n, framed) for n, height in enumerate(heights))


ColumnFloat = PhotoFloat | QuoteFloat | BoxFloat


def float_heights(item: ColumnFloat) -> Mapping[int, float]:
    """Rows an item may take, with the cost of each choice."""
    return item.heights if isinstance(item, PhotoFloat) else {item.rows: 0.0}


def natural_rows(item: ColumnFloat) -> int:
    """The rows at which nothing or least is cut off."""
    heights = float_heights(item)
    return min(heights, key=heights.__getitem__)


@dataclass(frozen=True, slots=True)
class Slice:
    """An unbreakable piece of the stream: line `line` of block `block` (a sub-head is one slice of several rows).

    `skip` rows vanish at the head of a column (the blank row above a sub-head).
    """

    block: int
    line: int
    rows: int
    skip: int = 0


@dataclass(frozen=True)
class Story:
    """One entry measured for `columns` columns.

    `wides` are the ways to print the first photo over several columns under the head, the wanted one first; the same
    photo is also the first of `floats`, for a rectangle that has no room for it. `opening` is that photo. `bars` part
    the text into sections (`sections.py`); `squeezed` says that a table would be too narrow in one column. No page ends
    before a `sealed` slice: it is inside of a bar, in this number of columns or in another that the story may go on in.
    `wider` are the ways to print each other photo over several columns, by id; where the story goes on, it may open the
    rest. `bands` are the ways to print its first photos over all columns, above the text and under it; `later` those
    from another photo on, by its id. `run` is how many lines longer its text is set than it comes by itself.
    `jump_word` is what its rest is called; empty where that is its title. `heads` are its heads in the sizes next to
    the wanted one, of which a page may choose. `opens` says that page 1 begins with it; `open_rows` is how many blank
    rows a column may have between its paragraphs. `around_jump` is how many rows of column it has before it jumps and
    after that. `side_box` is the one box that may take a column of its own, None where there is none.
    """

    index: int
    entry: Entry
    columns: int
    head: tuple[SetText, ...]
    head_rows: int
    continued: SetText
    blocks: tuple[TextBlock, ...]
    slices: tuple[Slice, ...]
    breakable: tuple[bool, ...]
    end: EndBlock | None
    wides: tuple[PhotoFloat, ...]
    floats: tuple[ColumnFloat, ...]
    foot: tuple[BoxFloat, ...]
    cumulative: tuple[int, ...] = field(repr=False)
    opening: Photo | None = None
    bars: tuple[Bar, ...] = ()
    squeezed: bool = False
    sealed: frozenset[int] = frozenset()
    bands: tuple[BandSet, ...] = ()
    run: int = 0
    jump_word: str = ""
    wider: Mapping[str, tuple[PhotoFloat, ...]] = field(default_factory=dict)
    later: Mapping[str, tuple[BandSet, ...]] = field(default_factory=dict)
    heads: tuple[OtherHead, ...] = ()
    opens: bool = False
    open_rows: int = 0
    around_jump: tuple[int, int] = (0, 0)
    side_box: BoxFloat | None = None

    @property
    def slot(self) -> Slot:
        return self.entry.slot

    @property
    def listed(self) -> bool:
        """Whether contents and teasers may name it: briefs and display items are found without."""
        return self.entry.slot != "brief" and not self.entry.display

    @property
    def end_rows(self) -> int:
        return self.end.rows if self.end else 0

    @cached_property
    def headline_pt(self) -> float:
        """Size of the headline; 0 where there is none."""
        return max((t.role.size_pt for t in self.head if roles.kind_of(t.role_name) == roles.HEADLINE), default=0.0)

    @cached_property
    def text_rows(self) -> int:
        return self.cumulative[-1]

    @cached_property
    def area_rows(self) -> int:
        """Rows of column that text, end block and column floats take at their natural size."""
        floats = sum(natural_rows(f) for f in self.floats)
        return self.text_rows + self.end_rows + floats

    def fronted(self, count: int) -> Story:
        """The same story whose first `count` photos come before all other floats, so that bands can hold them."""
        if count == 0:
            return self
        photos = photo_order(self)[:count]
        first = [f for p in photos for f in self.floats if isinstance(f, PhotoFloat) and f.photo.id == p.id]
        rest = [f for f in self.floats if not any(f is one for one in first)]
        return replace(self, floats=(*first, *rest))

    def unboxed(self) -> Story:
        """The same story without the box that has a column of its own among the floats of the others."""
        return replace(self, floats=tuple(item for item in self.floats if item is not self.side_box))

    def headed(self, number: int) -> Story:
        """The same story under one of its other heads."""
        other = self.heads[number]
        return replace(self, head=other.texts, head_rows=other.rows)

    @property
    def foot_rows(self) -> int:
        return sum(box.rows for box in self.foot)


def photo_order(story: Story) -> tuple[Photo, ...]:
    """The photos of a story, the one that opens it first, then those that the text does not place, then the others."""
    floats = sorted((f for f in story.floats if isinstance(f, PhotoFloat)), key=lambda f: f.ref)
    opening = [f.photo for f in floats if f.photo is story.opening]
    return (*opening, *(f.photo for f in floats if f.photo is not story.opening))


ADVERTISEMENT = "Quảng cáo"
"""What is printed above every advertisement."""


def is_standing(entry: Entry) -> bool:
    """Whether a story belongs to a column, whose name is a head of its own."""
    return entry.section is not None and entry.section.standing


def kicker_of(entry: Entry) -> str | None:
    """Return the line above the headline: the typed kicker or the section, then the genre; None when there is none.

    A brief names no section, since it is set among others of its kind; a story of a column always names it. An
    advertisement is called one, whatever was typed (Law on Advertising 16/2012, article 21).
    """
    article = entry.article
    if article.form == "advertisement":
        return ADVERTISEMENT
    if entry.display:
        return article.kicker
    if entry.section and is_standing(entry):
        own = article.kicker if article.kicker and not same_words(article.kicker, entry.section.name) else None
        kicker: str | None = f"{entry.section.name} · {own}" if own else entry.section.name
    else:
        kicker = article.kicker or (entry.section.name if entry.section and entry.slot != "brief" else None)
    if not article.genre or (kicker and same_words(kicker, article.genre)):
        return kicker
    return f"{kicker} · {article.genre}" if kicker else article.genre


def code_url(entry: Entry) -> str | None:
    """The address of a story: that of its own QR code, else that of its source."""
    article = entry.article
    return article.qr.url if article.qr else (article.source.url if article.source else None)


def printed_code(entry: Entry) -> str | None:
    """The address whose QR code is printed below a story; a brief has none unless it asks for it with `qr`."""
    return None if entry.slot == "brief" and entry.article.qr is None else code_url(entry)
