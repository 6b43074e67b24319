"""What must be true of every filled rectangle and every planned issue, as checks that tests share."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.geometry import PT_PER_MM
from bulletin.layout.engine import Composed
from bulletin.layout.pages.frames import BoxFrame, EndFrame, Frame, PageFrame, PhotoFrame, QuoteFrame, RunFrame
from bulletin.layout.pages.place import Placer
from bulletin.layout.plan.planned import Piece, PlannedPage
from bulletin.layout.plan.pour.filling import Filling
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.spec import LayoutSpec
from bulletin.layout.stories.story import PhotoFloat, Story, float_heights
from bulletin.model import Issue

HAIR_MM = 0.02


def check_filling(story: Story, filling: Filling, start: int, first_float: int, max_slack: int, final: bool) -> None:
    """A rectangle: rows add up in every column, breaks are legal, slices and floats follow one another once."""
    area = filling.rows - filling.body_top - (story.foot_rows if final else 0)
    assert len(filling.columns) == story.columns
    span = filling.wide.columns if filling.wide else 0
    if filling.wide:
        opens = story.floats[first_float]
        assert isinstance(opens, PhotoFloat)
        assert opens.photo is filling.wide.photo
    at, next_float = start, first_float + (1 if filling.wide else 0)
    for j, column in enumerate(filling.columns):
        assert column.start == at
        assert column.end >= at
        at = column.end
        assert [index for index, _ in column.floats] == list(range(next_float, next_float + len(column.floats)))
        next_float += len(column.floats)
        rows = sum(height for _, height in column.floats)
        for index, height in column.floats:
            assert height in float_heights(story.floats[index])
        if column.start < column.end:
            rows += story.cumulative[column.end] - story.cumulative[column.start] - story.slices[column.start].skip
            if column.end < len(story.slices):
                check_break(story, column.end)
        last = final and j == story.columns - 1
        rows += story.end_rows if last else 0
        under = span and j >= story.columns - span
        assert rows + column.slack == area - (filling.wide_rows if under else 0)
        assert 0 <= column.slack <= (max(4, max_slack) if last and story.end else max_slack)
    assert (filling.next_slice, filling.next_float) == (at, next_float)
    assert filling.done == (at == len(story.slices) and next_float == len(story.floats))
    assert filling.done == final


def check_break(story: Story, i: int) -> None:
    """A column may end before slice i: no orphan, no widow, no sub-head at the foot."""
    before, after = story.slices[i - 1], story.slices[i]
    assert story.blocks[before.block].kind != "subhead", "a sub-head ends a column"
    if before.block == after.block:
        lines = len(story.blocks[before.block].text.lines)
        assert after.line >= 2, "one line alone at the foot of a column"
        assert lines - after.line >= 2, "one line alone at the head of a column"


def check_issue(composed: Composed, issue: Issue, spec: LayoutSpec) -> None:
    """Every entry is placed once and completely, in order, inside the grid, over nothing else."""
    pieces = [(page, piece) for page in composed.planned for piece in page.pieces]
    _check_entries(pieces, issue, spec.columns)
    for page in composed.planned:
        _check_page(page, composed, issue, spec)
    assert [page.number for page in composed.planned] == list(range(1, len(composed.planned) + 1))
    assert [page.last for page in composed.planned] == [*[False] * (len(composed.planned) - 1), True]


def _check_entries(pieces: Sequence[tuple[PlannedPage, Piece]], issue: Issue, columns: int) -> None:
    order: dict[str, list[int]] = {"brief": [], "story": []}
    on_pages: list[tuple[int, int]] = []
    for index, entry in enumerate(issue.entries):
        mine = [(page.number, piece) for page, piece in pieces if piece.story.index == index]
        assert mine, f"{entry.article.id} is nowhere"
        assert not mine[0][1].continued
        slices = floats = 0
        for n, (number, piece) in enumerate(mine):
            if n:
                # What is left of two stories of page 1 may be on two pages, so it need not be the next one.
                assert piece.continued
                assert number > mine[n - 1][0], "a continuation is on a page before its story"
                assert piece.before == mine[n - 1][0], "“Tiếp theo trang” names another page"
                assert mine[n - 1][1].after == number, "“Xem tiếp trang” names another page"
            first = piece.filling.columns[0]
            assert first.start == slices, f"{entry.article.id} lost or repeats text"
            taken = [i for c in piece.filling.columns for i, _ in c.floats]
            banded = sum(len(placed.band.photos) for placed in piece.filling.bands)
            above = banded + sum(photo is not None for photo in (piece.filling.wide, piece.filling.low))
            assert taken == list(range(floats + above, piece.filling.next_float))
            slices, floats = piece.filling.next_slice, piece.filling.next_float
            assert piece.filling.done == (n == len(mine) - 1)
        story = mine[-1][1].story
        assert (slices, floats) == (len(story.slices), len(story.floats))
    for page, piece in pieces:
        if not piece.continued:
            kind = "brief" if piece.story.slot == "brief" and columns > 1 else "story"
            order[kind].append(piece.story.index)
            on_pages += [(page.number, piece.story.index)] if kind == "brief" else []
    # Order is a wish with a price: briefs keep theirs but on one page, where two may change places to make a strip
    # level; a story may wait while a few that were listed after it go ahead.
    assert [index for _, index in sorted(on_pages)] == sorted(order["brief"])
    if issue.sheet.order == "kept":
        assert order["brief"] == sorted(order["brief"])
    stories = order["story"]
    for at, index in enumerate(stories):
        # A story that is pinned to a page goes ahead of as many as its page asks for.
        assert issue.entries[index].page or sum(later < index for later in stories[at:]) < SEARCH.window
    if columns == 1:
        assert stories == sorted(stories)


def _check_page(page: PlannedPage, composed: Composed, issue: Issue, spec: LayoutSpec) -> None:
    top = spec.furniture.masthead_rows if page.number == 1 else 0
    bottom = spec.rows - _foot_rows(page, composed, spec)
    for piece in page.pieces:
        assert piece.row >= top
        assert piece.row + piece.filling.rows <= bottom, "a story runs into the foot of the page"
        assert piece.column >= 0
        assert piece.column + piece.story.columns <= spec.columns
    if page.contents:
        for piece in page.pieces:
            box = page.contents
            beside = piece.column + piece.story.columns <= box.column or box.column + box.columns <= piece.column
            level = piece.row + piece.filling.rows <= box.row or box.row + box.rows <= piece.row
            assert beside or level, f"{piece.story.entry.article.id} overlaps the contents"
    for n, one in enumerate(page.pieces):
        for other in page.pieces[n + 1 :]:
            apart = (
                one.column + one.story.columns <= other.column
                or other.column + other.story.columns <= one.column
                or one.row + one.filling.rows <= other.row
                or other.row + other.filling.rows <= one.row
            )
            assert apart, f"{one.story.entry.article.id} overlaps {other.story.entry.article.id}"
    check_frames(Placer(spec).page(page), spec, issue)


def _foot_rows(page: PlannedPage, composed: Composed, spec: LayoutSpec) -> int:
    """Rows at the foot that the imprint or contents of a fixed place take, read off their slots."""
    boxes = [
        slot.box.y
        for slot in composed.pages[page.number - 1].slots
        if slot.story is None and slot.role in {"imprint", "" if page.contents else "contents-title"}
    ]
    if not boxes:
        return 0
    return spec.rows - int((min(boxes) - spec.margins_mm.top) / spec.row_mm)


def check_frames(page: PageFrame, spec: LayoutSpec, issue: Issue) -> None:
    """Frames in mm: inside their story's rectangle, none over another, photos cropped within the limit."""
    for story in page.stories:
        assert story.head, f"{story.story.entry.article.id} has no head"
        frames = [text.frame for text in story.head]
        for item in story.items:
            frames += _frames(item)
            if isinstance(item, PhotoFrame):
                check_photo(item, spec)
                check_caption(item, spec)
            if isinstance(item, RunFrame):
                assert all(part.first < part.last for part in item.parts)
        for frame in frames:
            _inside(frame, story.frame, story.story.entry.article.id)
        for n, one in enumerate(frames):
            for other in frames[n + 1 :]:
                assert not _overlap(one, other), f"{story.story.entry.article.id}: {one} over {other}"


def check_photo(item: PhotoFrame, spec: LayoutSpec) -> None:
    """The crop keeps the frame's proportions and stays within the layout's limit."""
    left, top, right, bottom = item.crop
    assert 0 <= left < right <= 1
    assert 0 <= top < bottom <= 1
    loss = 1 - (right - left) * (bottom - top)
    assert loss <= spec.photos.max_crop + 1e-3, f"{item.item.file}: {loss:.0%} is cropped"
    width, height = item.item.size_px
    shown = (right - left) * width / ((bottom - top) * height)
    assert abs(shown / (item.frame.w / item.frame.h) - 1) < 0.03, f"{item.item.file} is distorted"


def check_caption(item: PhotoFrame, spec: LayoutSpec) -> None:
    """A picture fills its columns and has its caption below, or both fill them side by side."""
    picture, caption = item.frame, item.caption.frame if item.caption else None
    # Photos of a band that share columns fill them together.
    shared = item.item.shared and not item.item.beside
    width = item.item.width_pt / PT_PER_MM if shared else spec.span_mm(item.item.columns)
    if caption is None:
        assert item.item.captions == 0, f"{item.item.file} has lost its caption"
        assert abs(picture.w - width) <= HAIR_MM
    elif item.item.beside:
        assert caption.x >= picture.x + picture.w + 2
        assert caption.y >= picture.y - HAIR_MM
        assert abs(caption.y + caption.h - picture.y - picture.h) <= HAIR_MM
        assert abs(caption.x + caption.w - picture.x - width) <= HAIR_MM
    else:
        assert abs(picture.w - width) <= HAIR_MM, f"{item.item.file} is narrower than its columns"
        assert caption.y >= picture.y + picture.h - HAIR_MM


def _frames(item: RunFrame | PhotoFrame | QuoteFrame | BoxFrame | EndFrame) -> list[Frame]:
    """What an item covers: a photo with its own caption, or one and the caption of several."""
    if not isinstance(item, PhotoFrame) or item.caption is None:
        return [item.frame]
    one, two = item.frame, item.caption.frame
    if item.item.captions > 1:
        return [one, two]
    x, y = min(one.x, two.x), one.y
    return [Frame(x, y, max(one.x + one.w, two.x + two.w) - x, max(one.y + one.h, two.y + two.h) - y)]


def _inside(frame: Frame, outer: Frame, name: str) -> None:
    assert frame.w > 0, name
    assert frame.x >= outer.x - HAIR_MM, name
    assert frame.y >= outer.y - HAIR_MM, name
    assert frame.x + frame.w <= outer.x + outer.w + HAIR_MM, name
    assert frame.y + frame.h <= outer.y + outer.h + HAIR_MM, f"{name}: {frame} leaves {outer}"


def _overlap(one: Frame, other: Frame) -> bool:
    wide = min(one.x + one.w, other.x + other.w) - max(one.x, other.x)
    high = min(one.y + one.h, other.y + other.h) - max(one.y, other.y)
    return wide > 0.1 and high > 0.1


__all__ = ["PhotoFloat", "check_break", "check_filling", "check_frames", "check_issue", "check_photo"]
