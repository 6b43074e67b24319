"""REPAIR: the last plan of an issue with the stories as they are now, page by page, with as little moved as possible.

A page is tried with every module in its rectangle, then with its cuts while heights are solved again, then packed anew
from the same modules. Where that fails or costs too much, the pages around it are planned anew as well: what comes
after them is then what came after them before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal

import numpy as np

from bulletin.errors import ProofError
from bulletin.layout.plan.beam.frontier import Beginning, Frontier
from bulletin.layout.plan.choices import Choice, Queue
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.forms import Rest
from bulletin.layout.plan.held.cuts import PageCuts
from bulletin.layout.plan.held.last import LastPage, LastPlan, RepairedPlan, RepairLevel, cost_of, worth
from bulletin.layout.plan.held.window import Ahead, WindowGuide, ahead_of
from bulletin.layout.plan.judge import foot_cost
from bulletin.layout.plan.judged.spread import page_edges
from bulletin.layout.plan.modules import OPENS, Begun, BriefRun, ContentsBox, Module, Notice, Whole
from bulletin.layout.plan.packer import Costs, Packed, PackedSpot, Packer
from bulletin.layout.plan.pages import PagePlanner
from bulletin.layout.plan.planned import ModuleSpot, PageRoom, PlannedPage, linked
from bulletin.layout.plan.search_limits import SEARCH

_WHYS: Mapping[str, Literal["front", "long"]] = {"front": "front", "long": "long"}


class PageRepairer(PagePlanner):
    """Repairs the last plan of an issue; its arguments are those of a planner."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._window = WindowGuide(self.wishes, self.shelf)
        self._guide = self._window
        self._cuts = PageCuts()
        for loose in (False, True):
            self._packers[loose, "cuts"] = Packer(
                self.shelf.rows, self.shelf.gap, self._cut_leaf, self.shelf.rank, loose, self._cuts.parts
            )

    def repaired(self, last: LastPlan) -> RepairedPlan | None:
        """The plan with as little moved as possible; None where the pages must be planned anew."""
        states = [Beginning(0.0, self._first, ())]
        levels: list[RepairLevel] = []
        windows = 0
        while len(levels) < len(last.pages):
            before = self._as_before(states[-1], last.pages[len(levels)])
            if before is not None:
                states.append(before[0])
                levels.append(before[1])
                continue
            windows += 1
            around = self._around(states, last, len(levels)) if windows <= SEARCH.repairs else None
            if around is None:
                return None
            first, grown = around
            states[first + 1 :] = grown
            levels[first:] = ["around"] * len(grown)
        pages = states[-1].pages
        return RepairedPlan(linked(pages), tuple(levels)) if pages and pages[-1].last else None

    # --- one page as before -----------------------------------------------------------------------------------

    def _as_before(self, state: Beginning, page: LastPage) -> tuple[Beginning, RepairLevel] | None:
        """The next page with the same modules, and how it was repaired."""
        number = len(state.pages) + 1
        if page.made is None:
            found = self._unpacked(state, page, number)
            return (found, "same") if found else None
        choice = self._choice(state.queue, page)
        if choice is None:
            return None
        room = self.room(number, page.last)
        spots = self._spots(state.queue, page)
        same = self._same(state, room, choice, page, spots)
        if same is not None:
            return same, "same"
        self._cuts.add(spots)
        ways: tuple[tuple[Literal["cuts", "free"], RepairLevel], ...] = (("cuts", "heights"), ("free", "page"))
        for way, level in ways:
            found = self._best(state, room, choice, page, way)
            if found is not None and _cost(found.pages[-1]) <= page.cost + COSTS.stays:
                return found, level
        return None

    def _unpacked(self, state: Beginning, page: LastPage, number: int) -> Beginning | None:
        """A page that nothing came out evenly on, or a cover, made again."""
        finished = self._choosers[True].finished(state.queue)
        if finished and page.entries:
            return None  # what was left for this page has come out before it
        blank = finished or self.room(1, False).rows < SEARCH.part_rows
        try:
            grown = self._grow(state, Frontier(1, self._hope))
            found = next(grown, None) if not page.entries and blank else self._forced(state, number)
        except ProofError:
            return None
        if found is None or tuple(piece.story.index for piece in found.pages[-1].pieces) != page.entries:
            return None
        return found if found.pages[-1].last == page.last else None

    def _choice(self, queue: Queue, page: LastPage) -> Choice | None:
        """The modules of a page as they are now; None where one of them is not to be had."""
        assert page.made is not None
        modules = [self._module(queue, spot) for spot in page.made.spots]
        every = [module for module in modules if module is not None]
        if len(every) < len(modules) or not every:
            return None
        rests = [module.rest for module in every if isinstance(module, Whole | Begun)]
        begun = {rest.number for rest in rests}
        stories = tuple(i for i in queue.stories if i not in begun)
        brief = queue.brief + sum(module.count for module in every if isinstance(module, BriefRun))
        later = tuple(rest for rest in queue.carried if rest not in rests)
        used = {module.number for module in every if isinstance(module, Notice)}
        unused = tuple(n for n in queue.notices if n not in used)
        numbers = {self.shelf.number(module) for module in every}
        more = sum(isinstance(module, Begun) for module in every)
        chosen = sum(1 << number for number in numbers)
        choice = Choice(chosen, stories, brief, page.made.choice, more, later, unused)
        ends = not more and self._choosers[True].finished(choice.after)
        return choice if ends or not page.last else None

    def _module(self, queue: Queue, spot: ModuleSpot) -> Module | None:
        if spot.kind == "contents":
            return ContentsBox(self.contents_rows) if self.contents_rows else None
        if spot.kind == "notice":
            return Notice(spot.number) if spot.number in queue.notices else None
        if spot.kind == "briefs":
            left = len(self.shelf.briefs) - queue.brief
            found = BriefRun(queue.brief, spot.count, spot.why == OPENS)
            return found if queue.brief == spot.number and spot.count <= left else None
        rest = next((rest for rest in queue.carried if rest.number == spot.number), None)
        if rest is None and spot.number in queue.stories:
            rest = Rest(spot.number)
        if rest is None or spot.kind not in ("whole", "begun"):
            return None
        return Whole(rest) if spot.kind == "whole" else Begun(rest, _WHYS.get(spot.why, "fill"))

    def _spots(self, queue: Queue, page: LastPage) -> tuple[PackedSpot, ...]:
        """The places of the modules of a page as they were."""
        found = []
        for spot in page.made.spots if page.made else ():
            module, area = self._module(queue, spot), spot.area
            assert module is not None
            found.append(PackedSpot(self.shelf.number(module), area.column, area.columns, area.row, area.rows))
        return tuple(found)

    def _same(
        self, state: Beginning, room: PageRoom, choice: Choice, page: LastPage, spots: Sequence[PackedSpot]
    ) -> Beginning | None:
        """The page with every module in its rectangle; None where one does not come out there, or looks worse."""
        assert page.made is not None
        if page.rows > room.rows or not _apart(spots, self.columns, room) or not all(map(self._comes_out, spots)):
            return None
        packed = Packed(tuple(spots), page.made.across, page.upright)
        made = self.shelf.page(len(state.pages) + 1, packed, page.last)
        if made is None:
            return None
        rise = worth(made[0], self.shelf.rows) - page.worth
        if rise > COSTS.stays:
            return None
        return self._with(state, choice, made[0].costing(page.made.cost + rise, page.made.choice), made[1])

    def _comes_out(self, spot: PackedSpot) -> bool:
        """Whether a module comes out in its rectangle; of one that goes on that is seen when it is cut."""
        module = self.shelf.module(spot.module)
        if isinstance(module, Begun):
            return True
        leaf = self.shelf.leaf(spot.module, spot.columns)
        return leaf is not None and spot.rows < len(leaf) and bool(np.isfinite(leaf[spot.rows]))

    def _with(self, state: Beginning, choice: Choice, page: PlannedPage, rests: tuple[Rest, ...]) -> Beginning:
        edges = page_edges(page, self.columns)
        cost = state.cost + _cost(page) + self._price + self._spread(state, edges)
        if page.last:
            return Beginning(cost, Queue((), len(self.shelf.briefs)), (*state.pages, page), edges=edges)
        queue = choice.carrying(rests)
        return Beginning(cost, queue, (*state.pages, page), state.broken + 1 if choice.begun else 0, edges)

    def _best(
        self, state: Beginning, room: PageRoom, choice: Choice, page: LastPage, level: Literal["cuts", "free"]
    ) -> Beginning | None:
        """The page packed again from the same modules, where they move least for what it costs."""
        number = len(state.pages) + 1
        for loose in (False, True):
            way = (loose, level)
            if page.last:
                ended = self._ended(state, number, room, choice, way)
                found = [ended] if ended else []
            else:
                heights = self._heights(self._packer(way).costs(choice.modules, self.columns), room, loose)
                tried = (self._made(state, number, room, choice, rows, way) for rows in heights)
                found = [after for after in tried if after is not None]
            if found:
                return min(found, key=lambda after: after.cost + _displaced(after.pages[-1], page))
        return None

    def _heights(self, costs: Costs, room: PageRoom, loose: bool) -> list[int]:
        """The cheapest heights of a page."""
        least = 0 if loose else max(0, room.rows - SEARCH.page_slack)
        rated = [(float(costs[rows]) + foot_cost(room.rows - rows), -rows) for rows in range(least, room.rows + 1)]
        fine = sorted(one for one in rated if np.isfinite(one[0]))
        return [-rows for _, rows in fine[: SEARCH.repair_heights]]

    def _cut_leaf(self, number: int, columns: int) -> Costs | None:
        return self.shelf.leaf(number, columns) if self._cuts.wide(number, columns) else None

    # --- pages around ------------------------------------------------------------------------------------------

    def _around(
        self, states: Sequence[Beginning], last: LastPlan, at: int
    ) -> tuple[int, list[Beginning]] | None:  # fmt: skip
        """The fewest pages around one that can be planned anew, from which one on, and the plan after each of them.

        Where all ways cost too much, the one that costs least beyond its pages: the plan that is made of it is compared
        with a new one, which may be dearer still.
        """
        nearest: tuple[float, int, list[Beginning]] | None = None
        for before, after in SEARCH.repair_around:
            first, end = max(0, at - before), min(len(last.pages), at + after + 1)
            ahead = ahead_of(last.pages, self.shelf.briefs, end)
            allowed = sum(page.cost for page in last.pages[first:end]) + COSTS.stays
            with self._in_window(ahead):
                paths = self._paths(states[first], end, len(last.pages), ahead, self.wishes.beam)
            for path in paths:
                grown = list(path[1:])
                over = sum(_cost(state.pages[-1]) for state in grown) - allowed
                if nearest is None or over < nearest[0]:
                    nearest = over, first, grown
                if over <= 0:
                    return first, grown
        return nearest and nearest[1:]

    @contextmanager
    def _in_window(self, ahead: Ahead) -> Iterator[None]:
        """Let only that onto pages which is not wanted after them; packings of other pages are not mixed with these."""
        self._window.open(ahead)
        self._known.clear()
        try:
            yield
        finally:
            self._window.close()
            self._known.clear()

    def _paths(
        self, start: Beginning, end: int, total: int, ahead: Ahead, beam: int
    ) -> list[tuple[Beginning, ...]]:  # fmt: skip
        """Ways to plan pages up to page `end` of `total` after which the same is left as before, the cheapest first."""
        paths: list[tuple[Beginning, ...]] = [(start,)]
        for number in range(len(start.pages) + 1, end + 1):

            def wants(queue: Queue, last: bool, number: int = number) -> bool:
                return last == (number == total) and ahead.allows(queue, number == end)

            frontier = Frontier(beam, self._hope, wants)
            for path in paths:
                for after in self._grown(path[-1], frontier):
                    if wants(after.queue, after.pages[-1].last):
                        frontier.add((*path, after))
            paths = frontier.best()
        return paths

    def _grown(self, state: Beginning, frontier: Frontier) -> Iterator[Beginning]:
        try:
            yield from self._grow(state, frontier)
        except ProofError:
            return


def _apart(spots: Sequence[PackedSpot], columns: int, room: PageRoom) -> bool:
    """Whether places are on the page and none is on another; a file may say anything."""
    foot = room.top + room.rows
    level = all(room.top <= spot.row and spot.row + spot.rows <= foot for spot in spots)
    inside = level and all(spot.columns > 0 and spot.column + spot.columns <= columns for spot in spots)
    return inside and not any(_overlap(one, other) for n, one in enumerate(spots) for other in spots[n + 1 :])


def _overlap(one: PackedSpot, other: PackedSpot) -> bool:
    beside = one.column + one.columns <= other.column or other.column + other.columns <= one.column
    return not beside and one.row < other.row + other.rows and other.row < one.row + one.rows


def _cost(page: PlannedPage) -> float:
    return cost_of(page.made, bool(page.pieces))


def _displaced(page: PlannedPage, before: LastPage) -> float:
    """What it costs that modules are not where they were."""
    there = {(spot.kind, spot.number): spot.area for spot in before.made.spots} if before.made else {}
    price = 0.0
    for spot in page.made.spots if page.made else ():
        area, was = spot.area, there.get((spot.kind, spot.number))
        if was is not None:
            moved = (area.column, area.columns) != (was.column, was.columns)
            price += COSTS.displaced * (abs(area.row - was.row) + abs(area.rows - was.rows)) + COSTS.aside * moved
    return price
