"""MODULES: what a page is packed from: stories, parts of stories that go on, runs of briefs, the contents of an issue.

A module has for each width the cost of each height in rows, a rank (how high on a page it is wanted), and, once its
place is known, its pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import numpy as np

from bulletin.layout.plan import module_costs
from bulletin.layout.plan.brief_runs import BriefRuns, BriefStack, Heights, tight, wide_brief
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.forms import Forms, Rest, cut_of, cuts_at, forms_at, forms_of, opening, rows_left
from bulletin.layout.plan.judged.choose_heads import HeadedPiece, chosen_heads
from bulletin.layout.plan.judged.headed import larger, larger_headed
from bulletin.layout.plan.judged.jumps import part_rows
from bulletin.layout.plan.packer import Costs, Packed, PackedSpot
from bulletin.layout.plan.planned import Area, BriefsHead, ModuleSpot, PageMade, Piece, PlannedPage
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.layout.stories.notices import SetNotice
from bulletin.layout.stories.story import BoxFloat, Story
from bulletin.lazy import dataclass


@dataclass(frozen=True, slots=True)
class Whole:
    """A story, or all that is left of one."""

    rest: Rest


@dataclass(frozen=True, slots=True)
class Begun:
    """A story that goes on on a later page: from the front page, because it is longer than a page, or to fill one."""

    rest: Rest
    why: Literal["front", "long", "fill"]


@dataclass(frozen=True, slots=True)
class BriefRun:
    """The next `count` briefs from position `first` of their queue; they may open a page that no story begins on."""

    first: int
    count: int
    opens: bool = False


@dataclass(frozen=True, slots=True)
class ContentsBox:
    """“Trong số này”, over so many rows at most."""

    rows: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice of the office, by its number."""

    number: int


Module = Whole | Begun | BriefRun | ContentsBox | Notice
OPENS = "opens"
"""What the spot of a run of briefs says that opens a page."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What a module is on its page: pieces, and the places of contents and a common head.

    A story is in `headed`, once for each head under which it comes out in its place.
    """

    pieces: tuple[Piece, ...] = ()
    contents: Area | None = None
    notices: tuple[tuple[Area, BoxFloat], ...] = ()
    across: tuple[tuple[int, int, int], ...] = ()
    head: Area | None = None
    headed: tuple[HeadedPiece, ...] = ()


class ModuleShelf:
    """Knows all modules of an issue by number.

    Args:
        filler: gives entry i measured for so many columns.
        briefs: the entries that are briefs, in order.
        columns: of a page.
        rows: the most rows of a page.
        gap: rows between stories.
        front: the entry that opens page 1; None where there is none.
        notices: of the office, to close gaps.
        kept: whether the order of the list is law.
        head: rows of the common head over several briefs.
    """

    def __init__(
        self, filler: Callable[[int, int], ColumnFiller], briefs: Sequence[int], columns: int, rows: int, gap: int,
        front: int | None, notices: Sequence[SetNotice] = (), kept: bool = False,
        head: int = 0,
    ) -> None:  # fmt: skip
        self._plain_filler = filler
        self.briefs = tuple(briefs)
        self.columns = columns
        self.rows = rows
        self.gap = gap
        self.front = front
        self.notices = tuple(notices)
        self._head = head
        self._modules: list[Module] = []
        self._numbers: dict[Module, int] = {}
        self._leaves: dict[tuple[int, int], Costs | None] = {}
        self._areas: dict[int, tuple[float, float]] = {}
        self._needs: dict[int, bool] = {}
        self._natural: dict[int, int] = {}
        self._tight: dict[int, Heights] = {}
        self._brief_rows: dict[int, tuple[int, int]] = {}
        self._placed: dict[tuple[int, int, int, int, int], Placed | None] = {}
        self._runs: dict[tuple[BriefRun, int], dict[int, BriefStack]] = {}
        own, larger = self._brief_heights, self._larger_brief
        self._every_run = BriefRuns(
            lambda n: own(briefs[n]), gap, rows, kept, lambda n, steps: larger(briefs[n], steps)
        )

    def number(self, module: Module) -> int:
        """The number of a module; a new one for a new module."""
        number = self._numbers.get(module)  # looked for once: to hash a module is to hash all that it holds
        if number is None:
            number = self._numbers[module] = len(self._modules)
            self._modules.append(module)
        return number

    def module(self, number: int) -> Module:
        return self._modules[number]

    def filler(self, index: int, columns: int) -> ColumnFiller:
        """An entry measured for so many columns; the one that opens page 1 knows that it does."""
        filler = self._plain_filler(index, columns)
        return opening(filler) if index == self.front else filler

    def story(self, index: int, columns: int = 1) -> Story:
        return self.filler(index, columns).story

    def natural(self, index: int) -> int:
        """Rows of an entry in one column, its frames as they are."""
        found = self._natural.get(index)
        if found is None:
            story = self.story(index)
            found = self._natural[index] = story.head_rows + story.area_rows
        return found

    def brief_rows(self, index: int) -> tuple[int, int]:
        """The least and the most rows of a brief in one column."""
        if index not in self._brief_rows:
            heights = self._brief_heights(index)
            self._brief_rows[index] = min(heights), max(heights)
        return self._brief_rows[index]

    def _brief_heights(self, index: int) -> Heights:
        """A brief at its heights in one column."""
        if index not in self._tight:
            self._tight[index] = tight(self.filler(index, 1).all_heights())
        return self._tight[index]

    def _larger_brief(self, index: int, steps: int) -> Heights:
        """A brief at its heights in one column, under a head so many steps larger."""
        return larger(self._brief_heights(index), self.story(index), steps)

    def forms(self, rest: Rest, columns: int) -> Forms:
        """The forms of a story over so many columns, those that fit on a page."""
        return forms_of(self.filler(rest.number, columns), rest, self.rows)

    def fits(self, rest: Rest) -> bool:
        """Whether all that is left of a story has a form that fits on a page."""
        return any(self.forms(rest, columns) for columns in self._widths(rest.number))

    def needs_jump(self, index: int) -> bool:
        """Whether a story is longer than a page."""
        if index not in self._needs:
            self._needs[index] = not self.fits(Rest(index))
        return self._needs[index]

    def is_advertisement(self, index: int) -> bool:
        return self.story(index).entry.article.form == "advertisement"

    def may_break(self, index: int) -> bool:
        """Whether a story may go on on another page: a display item only where it is longer than one."""
        return not self.story(index).entry.display or self.needs_jump(index)

    def _widths(self, index: int) -> Sequence[int]:
        return module_costs.widths(self.story(index), self.columns)

    # --- costs ------------------------------------------------------------------------------------------------

    def rank(self, number: int) -> float:
        """How high on a page a module is wanted."""
        module = self.module(number)
        if isinstance(module, (ContentsBox, Notice)):
            return 0.0
        if isinstance(module, BriefRun):
            return COSTS.rank_brief
        if not module.rest.whole:
            return COSTS.rank_continued
        index = module.rest.number
        return module_costs.story_rank(self.story(index), index == self.front, self.natural(index))

    def leaf(self, number: int, columns: int) -> Costs | None:
        """The cost of a module over so many columns for each height."""
        key = (number, columns)
        if key not in self._leaves:
            self._leaves[key] = self._leaf(self.module(number), columns)
        return self._leaves[key]

    def area(self, number: int) -> tuple[float, float]:
        """The least and the most rows times columns that a module takes without looking bad."""
        if number not in self._areas:
            least, most = np.inf, 0.0
            for columns in range(1, self.columns + 1):
                leaf = self.leaf(number, columns)
                if leaf is None or not np.isfinite(leaf).any():
                    continue
                fine = np.flatnonzero(leaf <= leaf.min() + SEARCH.area_cost)
                least = min(least, float(np.flatnonzero(np.isfinite(leaf))[0] * columns))
                most = max(most, float(fine[-1] * columns))
            self._areas[number] = (least, most)
        return self._areas[number]

    def _leaf(self, module: Module, columns: int) -> Costs | None:
        found: Costs = np.full(self.rows + 1, np.inf)
        if isinstance(module, ContentsBox):
            for rows, cost in module_costs.contents_heights(module.rows, columns, self.columns).items():
                if rows <= self.rows:
                    found[rows] = cost
        elif isinstance(module, Notice):
            for rows, cost in module_costs.notice_heights(self.notices[module.number], columns, self.rows).items():
                found[rows] = cost
        elif isinstance(module, BriefRun):
            head = self._head_rows(module)
            for rows, stack in self._run(module, columns).items():
                if rows + head <= self.rows:
                    found[rows + head] = stack.cost + COSTS.lone_brief / module.count
        elif columns not in self._widths(module.rest.number) or self._too_narrow(module.rest, columns):
            return None
        elif isinstance(module, Whole):
            extra = self._width_cost(module.rest, columns)
            for rows, formed in self.forms(module.rest, columns).items():
                high = module_costs.height_cost(formed.story, rows, columns)
                found[rows] = formed.cost + extra + high
        else:
            self._add_begun(found, module, columns)
        return found

    def _add_begun(self, found: Costs, module: Begun, columns: int) -> None:
        """Add the costs of a part: exact where parts are many, else only roughly, and cut when a place is known."""
        least, most = self._begun_heights(module, columns)
        price = COSTS.jump[module.why] + self._width_cost(module.rest, columns)
        for rows in range(least, most + 1):
            if module.why == "fill":
                found[rows] = price
                continue
            cut = cut_of(self.filler(module.rest.number, columns), module.rest, rows, SEARCH.jump_rows)
            if cut is not None:
                found[rows] = price + cut.formed.cost

    def _too_narrow(self, rest: Rest, columns: int) -> bool:
        """Whether a story that opens page 1 would be narrower than a front page needs."""
        return rest.whole and rest.number == self.front and columns < min(2, self.columns)

    def _width_cost(self, rest: Rest, columns: int) -> float:
        return module_costs.width_cost(self.story(rest.number).slot, columns, self.columns) if rest.whole else 0.0

    def _begun_heights(self, module: Begun, columns: int) -> tuple[int, int]:
        """The least and the most rows of a part, roughly: what is printed and what is left are enough."""
        filler, rest = self.filler(module.rest.number, columns), module.rest
        top = filler.top(rest.start, rest.first_float) + SEARCH.jump_rows
        least, most = part_rows(filler.story, top, rows_left(filler, rest), rest.whole)
        return least, min(self.rows, most)

    def _head_rows(self, module: BriefRun) -> int:
        """Rows of the common head of a run; one brief has none."""
        return self._head if module.count > 1 else 0

    def _run(self, module: BriefRun, columns: int) -> dict[int, BriefStack]:
        key = (module, columns)
        if key not in self._runs and module.count == 1 and columns > 1:
            wide = self.filler(self.briefs[module.first], columns).all_heights()
            self._runs[key] = wide_brief(module.first, wide, columns)
        elif key not in self._runs:
            first, last, opens = module.first, module.first + module.count, module.opens
            every = self._every_run
            one = columns == 1
            self._runs[key] = every.stack(first, last, opens) if one else every.strip(first, last, columns, opens)
        return self._runs[key]

    # --- places -----------------------------------------------------------------------------------------------

    def spot(self, spot: PackedSpot) -> ModuleSpot:
        """A module at its place in plain values, which outlive the numbers of modules."""
        module, area = self.module(spot.module), Area(spot.column, spot.columns, spot.row, spot.rows)
        if isinstance(module, ContentsBox):
            return ModuleSpot("contents", 0, 0, "", area)
        if isinstance(module, Notice):
            return ModuleSpot("notice", module.number, 0, "", area)
        if isinstance(module, BriefRun):
            return ModuleSpot("briefs", module.first, module.count, OPENS if module.opens else "", area)
        if isinstance(module, Begun):
            return ModuleSpot("begun", module.rest.number, 0, module.why, area)
        return ModuleSpot("whole", module.rest.number, 0, "", area)

    def placed(self, spot: PackedSpot) -> Placed | None:
        """The pieces of a module at its place, on whatever page that is; None when it cannot be cut there."""
        key = (spot.module, spot.column, spot.columns, spot.row, spot.rows)
        if key not in self._placed:
            self._placed[key] = self._new_placed(spot)
        return self._placed[key]

    def _new_placed(self, spot: PackedSpot) -> Placed | None:
        module = self.module(spot.module)
        if isinstance(module, ContentsBox):
            return Placed(contents=Area(spot.column, spot.columns, spot.row, spot.rows))
        if isinstance(module, Notice):
            area = Area(spot.column, spot.columns, spot.row, spot.rows)
            return Placed(notices=((area, self.notices[module.number].boxes[spot.columns - 1]),))
        if isinstance(module, BriefRun):
            return self._briefs_placed(module, spot)
        headed = tuple(self._headed(module, spot))
        return Placed(headed=headed) if headed else None

    def _headed(self, module: Whole | Begun, spot: PackedSpot) -> Iterator[HeadedPiece]:
        """A story at its place under each of its heads; nothing when it cannot be cut there."""
        filler, more = self.filler(module.rest.number, spot.columns), not module.rest.whole
        if isinstance(module, Whole):
            for formed in forms_at(filler, module.rest, spot.rows, self.rows):
                yield HeadedPiece(formed.cost, Piece(formed.story, formed.filling, spot.column, spot.row, more))
            return
        for rows in range(spot.rows, max(0, spot.rows - SEARCH.cut_reach) - 1, -1):
            cuts = cuts_at(filler, module.rest, rows, SEARCH.jump_rows)
            for cut in cuts:
                piece = Piece(cut.formed.story, cut.formed.filling, spot.column, spot.row, more)
                yield HeadedPiece(cut.formed.cost, piece, cut.rest)
            if cuts:
                return

    def _briefs_placed(self, module: BriefRun, spot: PackedSpot) -> Placed:
        head = self._head_rows(module)
        stack = self._run(module, spot.columns)[spot.rows - head]
        pieces: list[Piece] = []
        rules: list[tuple[int, int, int]] = []
        for item in stack.items:
            story = larger_headed(self.story(self.briefs[item.number], item.columns), item.larger)
            row = spot.row + head + item.row
            pieces.append(Piece(story, item.filling, spot.column + item.column, row, False))
            if item.gap:
                rules.append((spot.column + item.column, row - item.gap, item.gap))
        area = Area(spot.column, spot.columns, spot.row, head) if head else None
        return Placed(tuple(pieces), across=tuple(rules), head=area)

    def page(self, number: int, packed: Packed, last: bool) -> tuple[PlannedPage, tuple[Rest, ...]] | None:
        """The page whose modules are at these places, and what it carries over; None when a story cannot be cut."""
        every = [self.placed(spot) for spot in packed.spots]
        placed = [one for one in every if one is not None]
        if len(placed) < len(every):
            return None
        fixed = [piece for one in placed for piece in one.pieces]
        headed, extra = chosen_heads([one.headed for one in placed if one.headed], fixed, self.rows)
        stories = iter(headed)
        pieces: list[Piece] = []
        across, contents = list(packed.across), None
        notices, heads = list[tuple[Area, BoxFloat]](), list[BriefsHead]()
        for one in placed:
            if one.head is not None:
                heads.append(BriefsHead(one.head, len(pieces), len(one.pieces)))
            pieces += [next(stories).piece] if one.headed else one.pieces
            contents = one.contents or contents
            notices += one.notices
            across += [Area(column, 1, row, gap) for column, row, gap in one.across]
        made = PageMade(tuple(map(self.spot, packed.spots)), packed.across, extra)
        areas = [*([contents] if contents else []), *(area for area, _ in notices)]
        feet = [piece.row + piece.filling.rows for piece in pieces] + [area.row + area.rows for area in areas]
        rows = max(feet) - min(spot.row for spot in packed.spots)
        page = PlannedPage(
            number, tuple(pieces), tuple(across), packed.upright, rows, last, contents, tuple(notices), tuple(heads),
            made,
        )  # fmt: skip
        return page, tuple(one.rest for one in headed if one.rest)
