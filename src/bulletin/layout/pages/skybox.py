"""SKYBOX: two or three stories of other pages, teased in a line under the masthead of page 1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.fields import roles
from bulletin.geometry import PT_PER_MM
from bulletin.layout.lines.setter import LineSetter, SetText
from bulletin.layout.pages.contents import ContentsEntry
from bulletin.layout.pages.frames import Frame, TextFrame
from bulletin.layout.plan.planned import Piece, PlannedPage
from bulletin.lazy import dataclass

LEAST = 2
"""One story alone is no line of teasers."""
NUMBER_GAP_PT = 5.0
"""Between the page number of a teaser and its title."""
TITLE_LINES = 2


@dataclass(frozen=True, slots=True)
class Skybox:
    """The teasers, each with its page number left of its title, and the whole line that they are in."""

    frame: Frame
    entries: tuple[ContentsEntry, ...]

    @property
    def stories(self) -> frozenset[str]:
        """The stories that are teased: the contents do not list them again."""
        return frozenset(entry.story for entry in self.entries)


@dataclass(frozen=True, slots=True)
class _Teased:
    """A story that may be teased."""

    title: SetText
    page: int
    story: str
    number_pt: float


def skybox(setter: LineSetter, pages: Sequence[PlannedPage]) -> Skybox | None:
    """Return the teasers of an issue; None where the layout has none or fewer than two stories could be teased.

    The line begins in the last row of the masthead's rows, which is the white under it, and has a row of white below.
    """
    spec = setter.spec
    furniture = spec.furniture
    if not furniture.skybox_rows or len(pages) < 2:
        return None
    count = furniture.skybox_entries
    width = (spec.text_width_mm - spec.gutter_mm * (count - 1)) / count
    chosen = sorted(_chosen(setter, pages, width, count), key=lambda one: one.page)
    if len(chosen) < LEAST:
        return None
    top = spec.margins_mm.top + (furniture.masthead_rows - 1) * spec.row_mm
    left = spec.left_mm(1, 0)
    frame = Frame(left, top, spec.text_width_mm, furniture.skybox_rows * spec.row_mm)
    # Fewer than the layout has room for share the line.
    step = (spec.text_width_mm + spec.gutter_mm) / len(chosen)
    entries = (_entry(setter, one, left + n * step, step - spec.gutter_mm, frame) for n, one in enumerate(chosen))
    return Skybox(frame, tuple(entries))


def _entry(setter: LineSetter, one: _Teased, x: float, width: float, line: Frame) -> ContentsEntry:
    """A teaser in its cell: lines in the middle of the height, the number on the baseline of two lines."""
    spec, shaper = setter.spec, setter.shaper
    number, role = spec.role(roles.TEASER_NUMBER), spec.role(roles.TEASER)
    lead = role.leading_pt / PT_PER_MM
    top = line.y + (line.h - TITLE_LINES * lead) / 2
    level = top + (TITLE_LINES - 1) * lead + shaper.baseline(role) / PT_PER_MM
    of_number = Frame(
        x, level - shaper.baseline(number) / PT_PER_MM, one.number_pt / PT_PER_MM, number.leading_pt / PT_PER_MM
    )
    indent = (one.number_pt + NUMBER_GAP_PT) / PT_PER_MM
    height = one.title.height_pt / PT_PER_MM
    at = Frame(x + indent, line.y + (line.h - height) / 2, width - indent, height)
    return ContentsEntry(TextFrame(at, one.title, 0, len(one.title.lines)), of_number, one.page, one.story)


def _chosen(setter: LineSetter, pages: Sequence[PlannedPage], width: float, count: int) -> list[_Teased]:
    """So many of the most prominent stories of other pages, of as many pages as can be."""
    wanted = sorted(_inner(pages), key=lambda found: _rank(found[1]))
    every = [one for page, piece in wanted if (one := _teased(setter, page, piece, width)) is not None]
    first: list[_Teased] = []
    for one in every:
        if all(one.page != other.page for other in first):
            first.append(one)
    return [*first, *(one for one in every if one not in first)][:count]


def _inner(pages: Sequence[PlannedPage]) -> Iterator[tuple[int, Piece]]:
    """Stories that begin on another page than the first; no briefs."""
    for page in pages[1:]:
        yield from ((page.number, p) for p in page.pieces if not p.continued and p.story.listed)


def _rank(piece: Piece) -> tuple[bool, int, int]:
    """Stories with a large photo come first, then the larger ones; those of one size in the order of the list."""
    story = piece.story
    return story.slot not in ("lead", "photo"), -story.columns * piece.filling.rows, story.index


def _teased(setter: LineSetter, page: int, piece: Piece, width: float) -> _Teased | None:
    """A story as a teaser; None where its name is too long for one."""
    article = piece.story.entry.article
    number_pt = setter.shaper.text(str(page), setter.spec.role(roles.TEASER_NUMBER)) + 1.0
    room = width * PT_PER_MM - number_pt - NUMBER_GAP_PT
    title = setter.set(article.short_title or article.title, roles.TEASER, room)
    if len(title.lines) > TITLE_LINES or any(line.natural > room for line in title.lines):
        return None
    return _Teased(title, page, article.id, number_pt)
