"""MEASURE STORIES: an entry becomes a `Story` for a rectangle of so many columns."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from bulletin.assets.photos.geometry import used_part, used_px
from bulletin.fields import roles
from bulletin.geometry import PT_PER_MM
from bulletin.layout.fit.levers import AS_WANTED, Fit
from bulletin.layout.lines.setter import LineSetter, SetText
from bulletin.layout.plan.pour.sections import bars_of
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.spec import LayoutSpec
from bulletin.layout.stories.asked_width import asked_columns, wanted_columns
from bulletin.layout.stories.common_captions import common_caption
from bulletin.layout.stories.heads import HeadSetter
from bulletin.layout.stories.photo_bands import PhotoBandMaker
from bulletin.layout.stories.photo_frames import (
    BESIDE_GAP_PT,
    Frames,
    bare_rows,
    beside,
    beside_frames,
    cropped,
    frames,
    page_tall,
    widest,
)
from bulletin.layout.stories.quotes import wanted_ref
from bulletin.layout.stories.story import (
    BOX_PAD_PT,
    QUOTE_AIR_ROWS,
    QUOTE_GAP_PT,
    QUOTE_PAD_PT,
    Bar,
    BoxFloat,
    ColumnFloat,
    PhotoFloat,
    QuoteFloat,
    Slice,
    Story,
    TextBlock,
    natural_rows,
    printed_code,
    stacked,
)
from bulletin.layout.stories.stream import Stream, StreamSetter, breakable, squeezed
from bulletin.layout.stories.table import TableBlock, in_pieces, measure_table
from bulletin.layout.stories.tails import TailSetter
from bulletin.model import READING_PPI, Article, Block, Entry, Photo, PhotoPpi, Table

CREDIT = "Ảnh: "
"""What is printed before the credit of a photo."""
_TABLES_A_PAGE = 2
"""Pieces, one below the other, of a table that is taller than a column: each leaves a row for what is around it."""


class PhotoSize(Protocol):
    """What the layout needs to know of a photo: its upright size in px."""

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...


class Measurer:
    """Measures entries for a layout; photos by file name; authors in `capitals` if the house style says so.

    `ppi` says how coarse a photo may print in the editions that the issue asks for. `fit` says what is set otherwise
    than the layout wants it, to meet a number of pages. `jump_words` are those of the entries (`jump_words.py`).
    """

    def __init__(
        self,
        setter: LineSetter,
        photos: Mapping[str, PhotoSize],
        qr_mm: Mapping[str, float],
        capitals: bool = False,
        ppi: PhotoPpi = READING_PPI,
        fit: Fit = AS_WANTED,
        jump_words: Sequence[str] = (),
    ) -> None:
        self.setter = setter
        self.jump_words = jump_words
        self.ppi = ppi
        self.fit = fit
        self.capitals = capitals
        self.spec: LayoutSpec = fit.spec(setter.spec)
        self.text = StreamSetter(setter, self._table)
        self.heads = HeadSetter(setter, fit.heads_down)
        self.tails = TailSetter(setter, qr_mm, capitals)
        self.photos = photos
        self.qr_mm = qr_mm

    def key(self, index: int, entry: Entry, columns: int) -> tuple[object, ...]:
        """Everything that `story()` depends on, to remember its result between two builds."""
        sizes = tuple((self.photos[p.file].width, self.photos[p.file].height) for p in entry.article.photos)
        code = self.qr_mm.get(printed_code(entry) or "")
        return self.capitals, self.ppi, self.fit.measured, index, columns, entry, sizes, code, self._jump_word(index)

    def story(self, index: int, entry: Entry, columns: int) -> Story:
        """One entry measured for so many columns."""
        return self._measure(index, entry, columns)

    def _jump_word(self, index: int) -> str:
        return self.jump_words[index] if index < len(self.jump_words) else ""

    def _continued(self, index: int, article: Article, columns: int) -> SetText:
        """The head above the rest of a story: its jump word, else its short title or title."""
        word = self._jump_word(index)
        role = roles.CONTINUED_WORD if word else roles.CONTINUED
        return self.setter.set(word or article.short_title or article.title, role, self._pt(columns))

    def _pt(self, columns: int) -> float:
        return self.spec.span_mm(columns) * PT_PER_MM

    def _measure(self, index: int, entry: Entry, columns: int) -> Story:
        article = entry.article
        initials = self.spec.initials
        tables = any(isinstance(block, Table) for block in entry.blocks)
        opens = initials.rows > 0 and entry.slot in initials.slots and not tables and not entry.display
        stream = self.text.stream(entry.blocks, self._pt(1), opens)
        refs = stream.refs
        end = self.tails.end(entry, stream.blocks[-1] if stream.blocks and not stream.tables else None)
        inline_ids = set(refs)
        ordered = [p for p in article.photos if p.id not in inline_ids] + [
            p for i in refs for p in article.photos if p.id == i
        ]
        ordered = self._leading(entry, list(dict.fromkeys(ordered)))
        opening, wides = self._wides(entry, columns, ordered)
        rest = ordered[1:] if opening else ordered
        floats: list[ColumnFloat] = [self._column_photo(p, refs.get(p.id, 0)) for p in rest]
        total = len(stream.slices)
        for number, quote in enumerate(article.quotes, 1):
            even = total * number // (len(article.quotes) + 1)
            ref = wanted_ref(stream.blocks, stream.slices, quote.text, even)
            floats.append(self._quote(quote.text, quote.by, ref))
        foot: list[BoxFloat] = []
        for box_title, content in zip((b.title for b in article.boxes), entry.box_blocks, strict=True):
            box = self._box(box_title, content, 1, total)
            if any(isinstance(p, TableBlock) and p.crowded for p in box.parts):
                foot.append(self._box(box_title, content, columns, total))
            else:
                floats.append(box)
        floats.sort(key=lambda f: f.ref)
        if opening:
            floats.insert(0, self._column_photo(ordered[0], 0))
        wide = {at for at in stream.tables if squeezed(stream.blocks[stream.slices[at].block])}
        every = self._bars(entry, stream, wide, [f.ref for f in floats])
        bars = every.get(columns, ())
        sealed = frozenset(i for some in every.values() for bar in some for i in range(bar.first + 1, bar.last))
        slices = _measured(stream.slices, bars, columns)
        allowed = breakable(stream.blocks, slices, end is not None)
        free = tuple(fine and i not in sealed for i, fine in enumerate(allowed))
        cumulative = [0]
        for piece in slices:
            cumulative.append(cumulative[-1] + piece.rows)
        area = cumulative[-1] + (end.rows if end else 0) + sum(natural_rows(item) for item in floats)
        head = self.heads.head(entry, columns, area)
        bands = self._bands([] if bars or foot else ordered, columns, refs)
        boxes = [item for item in floats if isinstance(item, BoxFloat)]
        plain = columns >= SEARCH.aside_columns and not bars and not foot
        return Story(
            side_box=boxes[0] if plain and len(boxes) == 1 and self.spec.forms.side_boxes else None,
            index=index, entry=entry, columns=columns, head=head, opening=ordered[0] if ordered else None,
            head_rows=self.heads.rows(head), heads=self.heads.others(entry, columns, head),
            continued=self._continued(index, article, columns), jump_word=self._jump_word(index),
            blocks=tuple(stream.blocks), slices=slices, breakable=free,
            end=end, wides=wides, floats=tuple(floats), foot=tuple(foot), cumulative=tuple(cumulative), bars=bars,
            squeezed=bool(wide), around_jump=_around_jump(self.spec),
            sealed=sealed, open_rows=0 if bars else self.spec.spaces.open_rows,
            wider={} if bars else {p.id: self._wider(p, columns, refs) for p in ordered[1 if opening else 0 :]},
            bands=bands.sets(), later={p.id: bands.sets(n) for n, p in enumerate(ordered)},
        )  # fmt: skip

    def _caption(self, photo: Photo, width_pt: float) -> SetText:
        credit = f"{CREDIT}{photo.credit}" if photo.credit else None
        return self.setter.caption(photo.caption, credit, roles.CAPTION, width_pt)

    def _column_photo(self, photo: Photo, ref: int) -> PhotoFloat:
        """A photo in one column: caption below, or beside a picture that is too tall, or much cut off."""
        size, caption, aimed = self._size(photo), self._caption(photo, self._pt(1)), photo.focus is not None
        found = None if page_tall(self.spec, size) else frames(self.spec, size, 1, caption, self.ppi, aimed)
        narrow = beside(self.spec, size) if found is None else None
        if narrow is not None:
            caption = self._caption(photo, self._pt(1) - narrow - BESIDE_GAP_PT)
            found = beside_frames(self.spec, size, narrow, caption, self.ppi, aimed)
        found = found or frames(self.spec, size, 1, caption, self.ppi, aimed) or cropped(self.spec)
        return self._float(photo, caption, 1, ref, found)

    def _photo(self, photo: Photo, columns: int, ref: int) -> PhotoFloat | None:
        caption = self._caption(photo, self._pt(columns))
        found = frames(self.spec, self._size(photo), columns, caption, self.ppi, photo.focus is not None)
        return None if found is None else self._float(photo, caption, columns, ref, found)

    def _bands(self, photos: Sequence[Photo], columns: int, refs: Mapping[str, int]) -> PhotoBandMaker:
        return PhotoBandMaker(self.spec, self.ppi, photos, columns, partial(self._sized, refs), self._row_caption)

    def _row_caption(self, photos: Sequence[Photo], width: float) -> SetText | None:
        return common_caption(self.setter, photos, roles.CAPTION, width, CREDIT)

    def _sized(
        self, refs: Mapping[str, int], photo: Photo, columns: int, width: float, caption_width: float
    ) -> PhotoFloat:
        """A photo over so many columns, `width` pt wide, with its caption set, without frames yet."""
        caption = self._caption(photo, caption_width)
        wished = self._wished(photo)
        size, ref = self._size(photo), refs.get(photo.id, 0)
        return PhotoFloat(photo, photo.file, size, caption, columns, width, {}, ref, wished=wished)

    def _float(self, photo: Photo, caption: SetText, columns: int, ref: int, found: Frames) -> PhotoFloat:
        made = PhotoFloat(
            photo, photo.file, self._size(photo), caption, columns, found.width_pt, found.heights, ref,
            found.whole, found.beside, wished=self._wished(photo),
        )  # fmt: skip
        return replace(made, bare_rows=bare_rows(self.spec, made))

    def _wished(self, photo: Photo) -> int:
        """Columns that the author typed, as far as the pixels serve; 0 where nothing was typed."""
        asked = asked_columns(photo, self.spec.columns)
        return min(asked, widest(self.spec, self._size(photo), self.ppi)) if asked else 0

    def _size(self, photo: Photo) -> tuple[int, int]:
        size = self.photos[photo.file]
        return used_px(size.width, size.height, used_part(photo.crop))

    def _leading(self, entry: Entry, photos: list[Photo]) -> list[Photo]:
        """The photos of a story that leads with its first wide one in front, where its first one is too tall for that.

        A width that the author typed for the first one stays.
        """
        sizes = [self._size(photo) for photo in photos]
        if entry.slot not in ("lead", "photo") or self.spec.columns == 1 or not photos:
            return photos
        if photos[0].width or sizes[0][0] >= sizes[0][1]:
            return photos
        wide = (
            n
            for n, (photo, size) in enumerate(zip(photos, sizes, strict=True))
            if size[0] > size[1] and photo.width != "column" and widest(self.spec, size, self.ppi) > 1
        )
        first = next(wide, 0)
        return [photos[first], *photos[:first], *photos[first + 1 :]]

    def _wides(self, entry: Entry, columns: int, photos: list[Photo]) -> tuple[bool, tuple[PhotoFloat, ...]]:
        """Whether the first photo opens the story, and its frames over several columns, the wanted one first.

        As the author asked, or as the slot and the shape of the photo suggest, but no wider than its pixels serve. The
        answer to the first question does not depend on `columns`: a story begun over three columns may go on in two.
        """
        if not photos or self.spec.columns == 1:
            return False, ()
        first = photos[0]
        asked = asked_columns(first, self.spec.columns)
        most = widest(self.spec, self._size(first), self.ppi)
        span = min(asked or wanted_columns(entry, self._size(first), self.spec.columns), most)
        most = span if asked else most
        spans = [n for n in (*range(min(span, columns), 1, -1), *range(span + 1, columns + 1)) if n <= most]
        wides = (self._photo(first, n, 0) for n in spans if span > 1)
        return span > 1, tuple(wide for wide in wides if wide is not None)

    def _wider(self, photo: Photo, columns: int, refs: Mapping[str, int]) -> tuple[PhotoFloat, ...]:
        """The frames over several columns of a photo that does not open its story, as wide as asked, else for two."""
        size = self._size(photo)
        if size[1] > size[0]:
            return ()
        most = min(columns, widest(self.spec, size, self.ppi), asked_columns(photo, self.spec.columns) or columns)
        made = (self._photo(photo, n, refs.get(photo.id, 0)) for n in range(2, most + 1))
        return tuple(found for found in made if found is not None)

    def _quote(self, text: str, by: str | None, ref: int) -> QuoteFloat:
        width = self._pt(1)
        inner = width - 2 * QUOTE_PAD_PT
        quote = self.setter.set(f"“{text.strip('“”')}”", roles.QUOTE, inner)
        name = self.setter.set(f"– {by}", roles.QUOTE_BY, inner) if by else None
        height = quote.height_pt + (name.height_pt + QUOTE_GAP_PT if name else 0) + QUOTE_AIR_ROWS * self.spec.row_pt
        return QuoteFloat(quote, name, self.spec.rows_for(height), ref)

    def _box(self, title: str | None, content: tuple[Block, ...], columns: int, ref: int) -> BoxFloat:
        """A framed box beside the text."""
        width = self._pt(columns)
        inner = width - 2 * BOX_PAD_PT
        set_title = self.setter.set(title, roles.BOX_TITLE, inner) if title else None
        parts: list[TextBlock | TableBlock] = []
        for block in content:
            if isinstance(block, Table):
                parts.append(measure_table(self.setter, block, inner))
            else:
                parts.extend(self.text.text_blocks(block, inner, roles.BOX, False))
        height = 2 * BOX_PAD_PT + self.spec.row_pt
        height += set_title.height_pt + set_title.role.after_pt if set_title else 0
        height += stacked(parts, True)
        return BoxFloat(set_title, tuple(parts), columns, width, height, self.spec.rows_for(height), ref)

    def _table(self, table: Table) -> list[BoxFloat]:
        """A table in a column of running text, in pieces of half a page if it is taller."""
        most = (self.spec.rows // _TABLES_A_PAGE - 1) * self.spec.row_pt
        block = measure_table(self.setter, table, self._pt(1))
        return [self._bare((piece,), 1) for piece in in_pieces(self.setter, block, most)]

    def _wide(self, source: Sequence[Block], chosen: Sequence[int], columns: int) -> tuple[BoxFloat, int]:
        """Blocks of the body over several columns, and how many lines of text they have."""
        width = self._pt(columns)
        parts: list[TextBlock | TableBlock] = []
        lines = 0
        for block in (source[number] for number in chosen):
            if isinstance(block, Table):
                parts.append(measure_table(self.setter, block, width))
                continue
            set_blocks = self.text.text_blocks(block, width, roles.BODY, False)
            lines += sum(len(piece.text.lines) for piece in set_blocks)
            parts += set_blocks
        return self._bare(tuple(parts), columns), lines

    def _bars(self, entry: Entry, stream: Stream, wide: set[int], refs: Sequence[int]) -> dict[int, tuple[Bar, ...]]:
        """Number of columns → the bars of a story so wide; it may go on in another number than it began."""
        every: dict[int, tuple[Bar, ...]] = {}
        spans = range(2, self.spec.columns + 1)
        if entry.article.form == "greeting" and stream.slices and not refs:
            blocks, end = range(len(entry.blocks)), len(stream.slices)
            boxes = {count: self._wide(entry.blocks, blocks, count)[0] for count in spans}
            if all(2 * box.rows <= self.spec.rows for box in boxes.values()):  # a few lines, not a speech
                return {count: (Bar(0, end, box),) for count, box in boxes.items()}
        for count in spans if wide else range(0):
            every[count] = bars_of(stream, wide, refs, partial(self._wide, entry.blocks, columns=count))
        return every

    def _bare(self, parts: tuple[TextBlock | TableBlock, ...], columns: int) -> BoxFloat:
        height = self.spec.row_pt + stacked(parts, False)
        return BoxFloat(None, parts, columns, self._pt(columns), height, self.spec.rows_for(height), 0, framed=False)


def _measured(slices: Sequence[Slice], bars: Sequence[Bar], columns: int) -> tuple[Slice, ...]:
    """The slices, with the rows of column that bars take instead of those of their own."""
    found = list(slices)
    for bar in bars:
        found[bar.first : bar.last] = [replace(piece, rows=0, skip=0) for piece in found[bar.first : bar.last]]
        found[bar.last - 1] = replace(found[bar.last - 1], rows=bar.box.rows * columns)
    return tuple(found)


def _around_jump(spec: LayoutSpec) -> tuple[int, int]:
    """Rows of column before a jump, at least 10 cm, and those after it, to the nearest row."""
    return math.ceil(SEARCH.before_jump_mm / spec.row_mm), round(SEARCH.after_jump_mm / spec.row_mm)
