"""What a plan is: pages with the pieces of stories in rows of the grid; and what is asked of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from bulletin.fields.issue import ANY_PAGES, PageWish
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.pour.filling import Filling
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.notices import SetNotice
from bulletin.layout.stories.story import BoxFloat, Story
from bulletin.lazy import dataclass, replace


@dataclass(frozen=True, slots=True)
class Piece:
    """A story, or part of one, on a page: its left column, top row and filling.

    `before` is the page that the story was begun on and `after` the one that it goes on to; 0 where there is none.
    """

    story: Story
    filling: Filling
    column: int
    row: int
    continued: bool
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a page: left column, columns, top row, rows."""

    column: int
    columns: int
    row: int
    rows: int


@dataclass(frozen=True, slots=True)
class StoryPart:
    """A story, or a part of one: page, place in columns and rows, and its photos as areas inside of it."""

    page: int
    area: Area
    photos: tuple[Area, ...]

    @property
    def form(self) -> tuple[object, ...]:
        """What a reader sees as the shape of it: its width, and which columns its photos are over."""
        return self.area.columns, tuple((photo.column, photo.columns) for photo in self.photos)


Parts = Mapping[int, tuple[StoryPart, ...]]
"""Number of an entry → its parts in the order of pages."""


@dataclass(frozen=True, slots=True)
class BriefsHead:
    """The common head of a run of briefs: its place, the number of the first piece under it, and how many they are."""

    area: Area
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class ModuleSpot:
    """A module at its place, in plain values.

    `kind` is `whole`, `begun`, `briefs`, `contents` or `notice`; `number` that of the entry, of the first brief in
    their queue, or of the notice; `count` that of the briefs; `why` says why a story goes on.
    """

    kind: str
    number: int
    count: int
    why: str
    area: Area


@dataclass(frozen=True, slots=True)
class PageMade:
    """What a page was packed from: its modules and the gaps between parts; what it costs, and of that its choice.

    Until a page is judged, `cost` is that of its heads beyond the cheapest ones.
    """

    spots: tuple[ModuleSpot, ...]
    across: tuple[Area, ...]
    cost: float = 0.0
    choice: float = 0.0


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """Pieces in reading order.

    `across` are gaps between pieces one above the other, each with a rule in it; `upright` are (column, top row, rows)
    of rules between columns. `contents` is the place of the contents of the issue; `notices` are those of the
    office that close a gap. `briefs_heads` are over runs of pieces. `made` is None for a page that was not packed.
    """

    number: int
    pieces: tuple[Piece, ...]
    across: tuple[Area, ...]
    upright: tuple[tuple[int, int, int], ...]
    used_rows: int
    last: bool
    contents: Area | None = None
    notices: tuple[tuple[Area, BoxFloat], ...] = ()
    briefs_heads: tuple[BriefsHead, ...] = ()
    made: PageMade | None = None

    @property
    def cost(self) -> float:
        return self.made.cost if self.made else 0.0

    def costing(self, cost: float, choice: float) -> PlannedPage:
        """The same page with its cost, and that of the choice of its modules among it."""
        made = self.made
        return replace(self, made=PageMade(made.spots, made.across, cost, choice)) if made else self


@dataclass(frozen=True, slots=True)
class PageRoom:
    """Rows for stories on a page: `top` rows are taken above, `rows` are free."""

    top: int
    rows: int


@dataclass(frozen=True, slots=True)
class Wishes:
    """What an issue asks of its plan.

    `kept_order` says that the order of stories is law, `pins` that an entry begins on a page, `own` which pages are
    those of its section, `beside` which entries begin on one page; `pages` are the wanted numbers of pages;
    `notices` may close gaps; `area_price` is what a page's worth of area costs, and `shares` of it
    are tried first. `held` is where entries are in a plan that was chosen; `unlike` are plans that this one should not
    be like, and `unlike_price` is what each story costs that is as in one of them. `facing` says that pages lie open
    beside each other.
    """

    kept_order: bool = False
    pins: Mapping[int, int] = field(default_factory=dict)
    own: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    beside: tuple[tuple[int, int], ...] = ()
    pages: PageWish = ANY_PAGES
    notices: tuple[SetNotice, ...] = ()
    area_price: float = COSTS.page
    beam: int = SEARCH.beam
    shares: tuple[float, ...] = SEARCH.area_prices
    held: Parts | None = None
    unlike: tuple[Parts, ...] = ()
    unlike_price: float = 0.0
    facing: bool = False


NO_WISHES = Wishes()


def linked(pages: Sequence[PlannedPage]) -> tuple[PlannedPage, ...]:
    """The same pages; every part of a story knows the pages before and after it."""
    numbers: dict[int, list[int]] = {}
    for page in pages:
        for piece in page.pieces:
            numbers.setdefault(piece.story.index, []).append(page.number)
    found: list[PlannedPage] = []
    for page in pages:
        pieces = []
        for piece in page.pieces:
            on = numbers[piece.story.index]
            at = on.index(page.number)
            before, after = on[at - 1] if at else 0, on[at + 1] if at + 1 < len(on) else 0
            pieces.append(replace(piece, before=before, after=after))
        found.append(replace(page, pieces=tuple(pieces)))
    return tuple(found)
