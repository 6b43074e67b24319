"""PLACE: planned pages in rows become frames in mm, in the order in which they are read.

Coordinates are mm from the top left corner of the trim.
Planned rows are converted to millimetres; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bulletin.assets.photos.geometry import UNAIMED, crop_for, focus_in, used_part, within
from bulletin.fields import roles
from bulletin.geometry import PT_PER_MM
from bulletin.layout.lines.setter import SetText
from bulletin.layout.pages.frames import (
    BoxFrame,
    CommonHead,
    EndFrame,
    Frame,
    Item,
    PageFrame,
    PhotoFrame,
    QuoteFrame,
    RunFrame,
    StoryFrame,
    TableFrame,
    TextFrame,
    read_order,
)
from bulletin.layout.pages.table_frames import table_frame
from bulletin.layout.pages.tails import beside_code, code_frame, end_frame
from bulletin.layout.plan.planned import Area, Piece, PlannedPage
from bulletin.layout.plan.pour.filling import Column, Filling, SideBox
from bulletin.layout.plan.pour.opened import opened_in
from bulletin.layout.plan.pour.piles import foot_photos
from bulletin.layout.spec import LayoutSpec
from bulletin.layout.stories.photo_frames import BESIDE_GAP_PT
from bulletin.layout.stories.quotes import quote_place
from bulletin.layout.stories.story import (
    BOX_PAD_PT,
    QUOTE_GAP_PT,
    QUOTE_PAD_PT,
    BoxFloat,
    PhotoFloat,
    QuoteFloat,
    Story,
    gap_below,
)
from bulletin.layout.stories.table import TableBlock

QUOTE_AIR = 0.6
"""Share of a row between a pull quote's rule and the text above and below."""

JUMP_AIR_MM = 0.3
"""White above the line that says where a story goes on."""

RULE_AIR_MM = 0.7
"""White between a sign that hangs into a gutter and the rule in the middle of it."""

EDGE_MM = 8.2
"""White between a sign that hangs into a margin and the trim: copiers leave up to 8 mm blank."""

CAP_SHARE = 0.26
"""Ink of a text line begins about this share of a row below the row's top (cap height of the body face)."""

BOX_AIR = (0.4, 0.2)
"""White above and below a box, shares of a row."""

UNDER_BOX = 0.34
"""The white below a box with text under it, share of a row; with that above the ink of a line as much as by photos."""


class Placer:
    """Turns rows into mm for one layout."""

    def __init__(self, spec: LayoutSpec) -> None:
        self.spec = spec

    def page(self, planned: PlannedPage) -> PageFrame:
        spec = self.spec
        gap = spec.spaces.story_gap_rows * spec.row_mm
        rules = [
            Frame(
                spec.left_mm(planned.number, a.column), self.y(a.row) + min(gap, a.rows * spec.row_mm) * 0.55,
                spec.span_mm(a.columns), 0,
            )
            for a in planned.across
        ]  # fmt: skip
        for column, row, rows in planned.upright:
            x = spec.left_mm(planned.number, column) - spec.gutter_mm / 2
            rules.append(Frame(x, self.y(row) + spec.row_mm * CAP_SHARE, 0, (rows - 2 * CAP_SHARE) * spec.row_mm))
        stories = [self._story(planned.number, piece) for piece in planned.pieces]
        for head in planned.briefs_heads:
            last = head.first + head.count - 1
            stories[head.first] = replace(stories[head.first], over=self._common_head(planned.number, head.area))
            stories[last] = replace(stories[last], closes=True)
        notices = tuple(self._notice(planned.number, area, box) for area, box in planned.notices)
        return PageFrame(planned.number, tuple(stories), tuple(rules), planned.last, notices)

    def _common_head(self, page: int, area: Area) -> CommonHead:
        spec = self.spec
        height = spec.role(roles.BRIEFS_HEAD).leading_pt / PT_PER_MM
        frame = Frame(spec.left_mm(page, area.column), self.y(area.row), spec.span_mm(area.columns), height)
        return CommonHead(frame, spec.furniture.briefs_head)

    def y(self, row: float) -> float:
        return self.spec.margins_mm.top + row * self.spec.row_mm

    def _story(self, page: int, piece: Piece) -> StoryFrame:
        story, filling, spec = piece.story, piece.filling, self.spec
        x = spec.left_mm(page, piece.column)
        frame = Frame(x, self.y(piece.row), spec.span_mm(story.columns), filling.rows * spec.row_mm)
        top = self.y(piece.row + filling.head_row)
        beside = self._beside(page, piece.column, story.columns)
        head = self._stack((story.continued,) if piece.continued else story.head, x, top, frame.w, beside)
        items: list[Item] = []
        above, below = self._bands(page, piece)
        items += above
        foot = piece.row + filling.rows - filling.jump_rows - (story.foot_rows if filling.done else 0)
        foot -= filling.below_rows
        if not filling.parts:
            items += self._section(page, piece, filling, piece.row + filling.body_top, foot)
        for part in filling.parts:
            row = piece.row + part.row
            if part.bar is not None:
                items.append(self._box(part.bar, x, row))
            if part.filling is not None:
                items += self._section(page, piece, part.filling, row + part.filling.body_top, row + part.filling.rows)
        if filling.done:
            row = piece.row + filling.rows - story.foot_rows
            for box in story.foot:
                items.append(self._box(box, x, row))
                row += box.rows
        # Photos under the text are read before what closes the story.
        closing = next((n for n, item in enumerate(items) if isinstance(item, EndFrame)), len(items))
        items[closing:closing] = below
        if filling.aside:  # the text is read to its end first
            items.append(self._side_box(page, piece, filling.aside))
        end = frame.y + frame.h - filling.jump_rows * spec.row_mm
        return StoryFrame(
            story, frame, head, read_order(items), piece.continued, not filling.done, piece.before, piece.after,
            end + JUMP_AIR_MM,
        )  # fmt: skip

    def _bands(self, page: int, piece: Piece) -> tuple[list[Item], list[Item]]:
        """The photos of bands: those above the text, and those under it."""
        found: tuple[list[Item], list[Item]] = ([], [])
        for placed in piece.filling.bands:
            for column, photo in placed.band.photos:
                left = self.spec.left_mm(page, piece.column + column) + photo.inset_pt / PT_PER_MM
                under = placed.row > piece.filling.body_top
                found[under].append(self._photo(photo, left, piece.row + placed.row, placed.rows))
        return found

    def _section(self, page: int, piece: Piece, filling: Filling, top: int, bottom: int) -> list[Item]:
        """Columns side by side from row `top` to row `bottom`."""
        story = piece.story
        items: list[Item] = []
        span = filling.wide.columns if filling.wide else 0
        if filling.wide:
            wide_x = self.spec.left_mm(page, piece.column + story.columns - span)
            items.append(self._photo(filling.wide, wide_x, top, filling.wide_rows))
        if filling.low:
            low_x = self.spec.left_mm(page, piece.column)
            items.append(self._photo(filling.low, low_x, bottom - filling.low_rows, filling.low_rows))
        closes = filling.done and filling.next_slice == len(story.slices)
        for j, (column, foot) in enumerate(zip(filling.columns, foot_photos(story, filling), strict=True)):
            items += self._column(
                page, piece, j, top + filling.over(j), bottom - filling.under(j), column,
                closes and j == filling.closing, foot and self.spec.columns > 1,
            )  # fmt: skip
        return items

    def _beside(self, page: int, column: int, columns: int, pad_pt: float = 0.0) -> tuple[float, float]:
        """The room, pt, that signs may hang in left and right of text over some columns, `pad_pt` in from their edges.

        Between two columns they keep clear of the middle of the gutter, where a rule may be, and in a margin of
        the edge that no copier prints.
        """
        spec = self.spec
        gutter = pad_pt + max(0.0, spec.gutter_mm / 2 - RULE_AIR_MM) * PT_PER_MM
        most = spec.spaces.hang_max_mm * PT_PER_MM
        left = spec.left_mm(page, 0)
        right = spec.trim_mm[0] - left - spec.text_width_mm
        edges = [pad_pt + max(0.0, margin - EDGE_MM) * PT_PER_MM for margin in (left, right)]
        last = column + columns == spec.columns
        return min(most, edges[0] if column == 0 else gutter), min(most, edges[1] if last else gutter)

    def _stack(
        self, texts: Sequence[SetText], x: float, y: float, w: float, beside: tuple[float, float]
    ) -> tuple[TextFrame, ...]:
        frames: list[TextFrame] = []
        for text in texts:
            h = text.height_pt / PT_PER_MM
            frames.append(TextFrame(Frame(x, y, w, h), text, 0, len(text.lines), beside_pt=beside))
            y += h + text.role.after_pt / PT_PER_MM
        return tuple(frames)

    def _column(
        self, page: int, piece: Piece, j: int, top: int, bottom: int, column: Column, final: bool, foot: bool
    ) -> list[Item]:
        """A column from top to bottom: photos first, the last perhaps at its foot, then boxes; a quote in the text."""
        story, spec = piece.story, self.spec
        floats, start, end = column.floats, column.start, column.end
        x = spec.left_mm(page, piece.column + j)
        row = top
        opened = opened_in(story, column)
        items: list[Item] = []
        middle: list[tuple[QuoteFloat, int, bool]] = []
        low: list[tuple[BoxFloat, int, bool]] = []
        last: list[Item] = []
        for number, (index, rows) in enumerate(floats):
            item = story.floats[index]
            blank = number < opened.floats
            if isinstance(item, PhotoFloat) and foot and index == floats[-1][0]:
                last.append(self._photo(item, x, bottom - rows, rows))
            elif isinstance(item, PhotoFloat):
                items.append(self._photo(item, x, row, rows))
                row += rows + blank
            elif isinstance(item, QuoteFloat):
                middle.append((item, rows, blank))
            else:
                low.append((item, rows, blank))
        cut = end
        if middle:
            cut = quote_place(story, middle[0][0].text.text, start, end) if start != end else start
        if start < cut:
            items += self._run(story, start, cut, x, row, opened.slices)
            row += self._rows(story, start, cut) + sum(at <= cut for at in opened.slices)
        for quote, rows, blank in middle:
            above = blank and cut > start  # a column begins at its head
            beside = self._beside(page, piece.column + j, 1, QUOTE_PAD_PT)
            items.append(self._quote(quote, x, row + above, rows, beside))
            row += rows + blank
        if cut < end:
            items += self._run(story, cut, end, x, row, opened.slices)
            row += self._rows(story, cut, end) + sum(at > cut for at in opened.slices)
        text_end = row
        items += last
        if not final and low:
            row = bottom - sum(rows for _, rows, _ in low)
        for box, rows, blank in low:
            row += blank and final
            items.append(self._box(box, x, row))
            row += rows
        if final and story.end:
            # In a book it follows the text; beside other columns it is on their common foot.
            end_row = row + story.end.rows if spec.columns == 1 else bottom
            # Author and further reading are right under the text; the rest is on the foot of the column.
            room = self.y(row), self.y(min(end_row, bottom))
            items.append(end_frame(spec, story.end, x, room, self.y(text_end - 1) if start < end else None))
        return items

    def _rows(self, story: Story, start: int, end: int) -> int:
        """Rows of the slices [start, end) when the first of them is at the head of its run."""
        return story.cumulative[end] - story.cumulative[start] - story.slices[start].skip

    def _run(self, story: Story, start: int, end: int, x: float, row: int, blank: Collection[int]) -> list[Item]:
        """The slices [start, end): runs of text, and the tables between them; a row above some of them is `blank`."""
        spec = self.spec
        items: list[Item] = []
        parts: list[TextFrame] = []
        top = row
        i = start
        while i < end:
            piece = story.slices[i]
            block = story.blocks[piece.block]
            j = i
            while j < end and story.slices[j].block == piece.block:
                j += 1
            skip = piece.skip if i == start else 0
            rows = sum(s.rows for s in story.slices[i:j]) - skip
            opened = i > start and i in blank
            if block.box is not None:
                row += opened
                items += self._text_run(parts, x, top, row)
                items.append(self._box(block.box, x, row))
                parts, top = [], row + rows
            else:
                rows += opened
                first, last = (0, len(block.text.lines)) if piece.line < 0 else (piece.line, piece.line + (j - i))
                lead = spec.row_pt * rows - (last - first) * block.text.role.leading_pt
                frame = Frame(x, self.y(row), spec.column_mm, rows * spec.row_mm)
                mark = block.mark if first == 0 else ""
                parts.append(
                    TextFrame(
                        frame, block.text, first, last, block.kind, mark, block.hang_pt, max(lead, 0.0), block.left_pt
                    )
                )
            row += rows
            i = j
        return [*items, *self._text_run(parts, x, top, row)]

    def _text_run(self, parts: Sequence[TextFrame], x: float, top: int, bottom: int) -> list[Item]:
        """Pieces of paragraphs that follow one another from row `top` to row `bottom`, if there are any."""
        if not parts:
            return []
        frame = Frame(x, self.y(top), self.spec.column_mm, (bottom - top) * self.spec.row_mm)
        return [RunFrame(frame, tuple(parts))]

    def _photo(self, item: PhotoFloat, x: float, row: int, rows: int) -> PhotoFrame:
        spec = self.spec
        spaces = spec.spaces
        offset = min(spec.row_pt * CAP_SHARE, spaces.float_gap_pt)
        caption_pt = item.caption_pt
        below = 0.0 if item.beside else caption_pt + spaces.caption_gap_pt
        height = rows * spec.row_pt - below - spaces.float_gap_pt
        w = item.width_pt / PT_PER_MM
        frame = Frame(x, self.y(row) + offset / PT_PER_MM, w, height / PT_PER_MM)
        own_aspect = item.size_px[0] / item.size_px[1]
        aspect = frame.w / frame.h
        if item.whole:
            # Nothing is cut off a panorama: it keeps its proportions, and its caption follows it.
            frame = Frame(x, frame.y, w, min(frame.h, w / own_aspect))
            aspect = frame.w / frame.h
        part = used_part(item.photo.crop)
        focus = focus_in(part, item.photo.focus) if item.photo.focus else UNAIMED
        crop = within(part, crop_for(item.size_px[0], item.size_px[1], aspect, focus))
        if item.beside:
            own = caption_pt / PT_PER_MM
            left, wide = x + w + BESIDE_GAP_PT / PT_PER_MM, item.caption.width_pt / PT_PER_MM
            box = Frame(left, frame.y + frame.h - own, wide, own)
        else:
            own, wide = item.caption.height_pt / PT_PER_MM, item.caption.width_pt / PT_PER_MM
            # The caption of several photos begins under the first of them; this one is the last.
            left, wide = (x + w - wide, wide) if item.captions > 1 else (x, w)
            box = Frame(left, frame.y + frame.h + spaces.caption_gap_pt / PT_PER_MM, wide, own)
        caption = TextFrame(box, item.caption, 0, len(item.caption.lines))
        return PhotoFrame(frame, item, crop, caption if item.captions else None)

    def _quote(self, item: QuoteFloat, x: float, row: int, rows: int, beside: tuple[float, float]) -> QuoteFrame:
        spec = self.spec
        air = QUOTE_AIR * spec.row_mm
        frame = Frame(x, self.y(row) + air, spec.column_mm, rows * spec.row_mm - 2 * air + CAP_SHARE * spec.row_mm)
        inner = item.text.height_pt + (item.by.height_pt + QUOTE_GAP_PT if item.by else 0)
        y = frame.y + (frame.h - inner / PT_PER_MM) / 2
        left = x + QUOTE_PAD_PT / PT_PER_MM
        w = frame.w - 2 * QUOTE_PAD_PT / PT_PER_MM
        box = Frame(left, y, w, item.text.height_pt / PT_PER_MM)
        text = TextFrame(box, item.text, 0, len(item.text.lines), beside_pt=beside)
        by = None
        if item.by:
            below = y + (item.text.height_pt + QUOTE_GAP_PT) / PT_PER_MM
            by = TextFrame(Frame(left, below, w, item.by.height_pt / PT_PER_MM), item.by, 0, len(item.by.lines))
        return QuoteFrame(frame, text, by)

    def _side_box(self, page: int, piece: Piece, aside: SideBox) -> BoxFrame:
        """A box beside text: its edge is level with the first line of it, and what goes on under it is apart."""
        x = self.spec.left_mm(page, piece.column + aside.column)
        air = CAP_SHARE, (BOX_AIR[1] if piece.filling.is_boxed else UNDER_BOX)
        return self._box(replace(aside.box, rows=aside.rows), x, piece.row + aside.row, air)

    def _box(self, item: BoxFloat, x: float, row: int, air: tuple[float, float] = BOX_AIR) -> BoxFrame:
        """A box from a row on, with so much white above and below it, shares of a row."""
        spec = self.spec
        pad = BOX_PAD_PT if item.framed else 0.0
        w = item.width_pt / PT_PER_MM
        height = item.rows * spec.row_pt - spec.row_pt * sum(air)
        frame = Frame(x, self.y(row) + spec.row_pt * air[0] / PT_PER_MM, w, height / PT_PER_MM)
        left, inner = x + pad / PT_PER_MM, w - 2 * pad / PT_PER_MM
        wide, inner = inner, inner - (beside_code(item.code) if item.code and item.columns > 1 else 0.0)
        spare = height - (item.height_pt - spec.row_pt)
        top = y = frame.y + (pad + max(0.0, spare) / 2) / PT_PER_MM
        title = None
        if item.title:
            title = TextFrame(
                Frame(left, y, inner, item.title.height_pt / PT_PER_MM), item.title, 0, len(item.title.lines)
            )
            y += (item.title.height_pt + item.title.role.after_pt) / PT_PER_MM
        parts: list[TextFrame | TableFrame] = []
        for n, part in enumerate(item.parts):
            h = (part.height_pt if isinstance(part, TableBlock) else part.text.height_pt) / PT_PER_MM
            at = Frame(left, y, inner, h)
            if isinstance(part, TableBlock):
                parts.append(table_frame(at, part))
            else:
                lines = len(part.text.lines)
                parts.append(
                    TextFrame(at, part.text, 0, lines, part.kind, part.mark, part.hang_pt, left_pt=part.left_pt)
                )
            y += h + gap_below(item.parts, n, item.framed) / PT_PER_MM
        code = code_frame(item.code, Frame(left, top, wide, y - top), item.columns > 1) if item.code else None
        return BoxFrame(frame, title, tuple(parts), item.framed, code)

    def _notice(self, page: int, area: Area, box: BoxFloat) -> BoxFrame:
        """A notice in its place, which may be higher than its words."""
        return self._box(replace(box, rows=area.rows), self.spec.left_mm(page, area.column), area.row)
