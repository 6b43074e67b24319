"""PAGES: a beam of beginnings grows page by page; every page is packed exactly (`packer.py`).

For the next page every set of the next stories, with what is carried over and a run of briefs, is packed. The best
packings are made into pieces, judged as pages, and become new beginnings. Beginnings of different progress are compared
by the area that they have placed; the price of an area is also what decides between larger photos and fewer pages.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace

import numpy as np

from bulletin.errors import ProofError
from bulletin.layout.fit.prices import next_share
from bulletin.layout.plan.beam.frontier import Beginning, Frontier
from bulletin.layout.plan.beam.outlook import Outlook
from bulletin.layout.plan.beam.page_rules import PageRules
from bulletin.layout.plan.beam.ways import Way, different, packing
from bulletin.layout.plan.choices import Choice, Chooser, Queue
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.forms import Rest, fronted
from bulletin.layout.plan.held.guide import PageGuide
from bulletin.layout.plan.judge import blank_share, foot_cost, front_cost, last_blank, last_cost
from bulletin.layout.plan.judged.judged_page import JudgedPage, PageJudge
from bulletin.layout.plan.judged.spread import PageEdges, spread_cost, spreads_cost
from bulletin.layout.plan.misfit import no_place
from bulletin.layout.plan.modules import Begun, ModuleShelf
from bulletin.layout.plan.packer import Packer, members
from bulletin.layout.plan.pins import brief_order, front_story
from bulletin.layout.plan.planned import NO_WISHES, Area, PageRoom, Piece, PlannedPage, Wishes, linked
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.model import Slot

_INNER_PAGE = 2
"""A page that has neither masthead nor imprint, as most have."""


class PagePlanner:
    """Plans one issue for a page of two columns or more.

    Args:
        slots: of the entries in order.
        filler: gives entry i measured for so many columns, ready to be poured into rectangles.
        columns: of the page.
        gap_rows: rows between stories.
        room: rows for stories on page p; `room(p, True)` when p is the last page (the imprint is at its foot).
        contents_rows: of “Trong số này” as a strip; 0 when there is none.
        wishes: of the issue.
        head_rows: of the common head over several briefs.
    """

    def __init__(
        self, slots: Sequence[Slot], filler: Callable[[int, int], ColumnFiller], columns: int, gap_rows: int,
        room: Callable[[int, bool], PageRoom], contents_rows: int, wishes: Wishes = NO_WISHES,
        head_rows: int = 0,
    ) -> None:  # fmt: skip
        briefs = brief_order(slots, wishes.pins, wishes.kept_order)
        stories = tuple(i for i, slot in enumerate(slots) if slot != "brief")
        most = max(room(_INNER_PAGE, False).rows, room(1, False).rows)
        rules = PageRules(wishes.pins, wishes.own, wishes.beside)
        self.shelf = ModuleShelf(
            filler,
            briefs,
            columns,
            most,
            gap_rows,
            front_story(slots, rules.earliest(), [i for i in stories if filler(i, columns).story.entry.display]),
            wishes.notices,
            wishes.kept_order,
            head_rows,
        )
        self._choosers = {
            loose: Chooser(self.shelf, gap_rows, wishes.kept_order, SEARCH.front_jumps, len(stories), rules, loose)
            for loose in (False, True)
        }
        self.columns = columns
        self.room = room
        self.contents_rows = contents_rows
        self.wishes = wishes
        pair = columns == SEARCH.pair_columns
        self._beams = SEARCH.pair_beams if pair else (SEARCH.beam, SEARCH.wide_beam)
        front = self.shelf.front
        self._first = Queue(
            tuple(sorted(stories, key=lambda i: (i != front, i))), 0, (), tuple(range(len(wishes.notices)))
        )
        self._nothing = Queue((), len(briefs))
        self._guide = PageGuide(wishes, self.shelf)
        self._judge = PageJudge(columns)
        self._numbered = rules.numbered or bool(wishes.held)
        self._packers = {
            (loose, level): Packer(most, gap_rows, leaf, self.shelf.rank, loose)
            for loose in (False, True)
            for level, leaf in (("free", self.shelf.leaf), ("columns", self._guide.leaf))
        }
        self._filler = filler
        self._outlook = Outlook(self.shelf, filler, room(_INNER_PAGE, False).rows, room(_INNER_PAGE, True).rows)
        self._price = wishes.area_price
        self._faces = wishes.facing
        self._tries = SEARCH.made_pages, SEARCH.heights_of_set
        self._known: dict[tuple[Queue, int, int, Way], list[tuple[float, float, int, int, Choice]]] = {}
        self._made_pages: dict[tuple[int, int, int, bool, Way], JudgedPage | None] = {}
        self._costed: dict[tuple[int, int, int, Way, float], tuple[float, PlannedPage]] = {}

    def plan(self, beam: int = 0) -> tuple[PlannedPage, ...]:
        """All pages, each entry whole; none where they cannot be as they are held. `beam` carries more than usual."""
        return next(iter(self._plans(beam)), ())

    def _plans(self, beam: int) -> list[tuple[PlannedPage, ...]]:
        """What each search found, the cheapest plan first; none where pages cannot be as they are held."""
        if self.wishes.held:
            kept = self._planned(self.wishes.area_price)
            return [linked(kept[1])] if kept else []
        found = {share: self._free(share * self.wishes.area_price, beam) for share in self.wishes.shares}
        if not self.wishes.pages.any:
            for _ in range(SEARCH.more_prices):
                share = next_share({share: len(pages) for share, (_, pages) in found.items()}, self.wishes.pages)
                if share is None:
                    break
                found[share] = self._free(share * self.wishes.area_price, beam)
        plans = list(found.values())
        for share in (1.0, *SEARCH.last_prices) if self.wishes.pages.any else ():
            best = min(plans, key=_price)
            if last_blank(best[1], self.room, self.columns) <= SEARCH.last_blank:
                break
            plans.append(self._free(share * self.wishes.area_price, SEARCH.last_beam))
        return [linked(pages) for _, pages in sorted(plans, key=_price)]

    def _final(self, state: Beginning) -> float:
        """The cost of a finished plan, with what another number of pages than the wanted one costs."""
        return state.cost + COSTS.page_count * self.wishes.pages.missed(len(state.pages))

    def _free(self, price: float, beam: int = 0) -> tuple[float, tuple[PlannedPage, ...]]:
        found = self._planned(price, beam)
        assert found is not None  # a search that is not held always ends
        return found

    def _planned(
        self, price: float, beam: int = 0, start: Beginning | None = None
    ) -> tuple[float, tuple[PlannedPage, ...]] | None:
        """The best pages when a page's worth of area has this price, with their cost at the price that was asked.

        Those of `start` are its first.
        """
        self._price = price
        # A beam that is crowded by what spreads cost loses plans that are better as a whole: not all are to look at it.
        self._faces = self.wishes.facing and (price == self.wishes.area_price or self.wishes.held is not None)
        self._outlook.sure = 1.0 if price >= self.wishes.area_price else SEARCH.last_sure[bool(beam)]
        states = [start or Beginning(0.0, self._first, ())]
        done: list[Beginning] = []
        best = math.inf
        while states:
            frontier = Frontier(max(beam, self.wishes.beam, self._beams[0]), self._hope)
            frontier.bound = best
            for state in states:
                for after in self._grow(state, frontier):
                    if after.pages[-1].last:
                        done.append(after)
                        frontier.bound = best = min(best, self._final(after))
                    else:
                        frontier.add((after,))
            states = [trail[-1] for trail in frontier.best()]
        if not done:
            return None
        state = min(done, key=self._final)
        missing = spreads_cost(state.pages, self.columns) if self.wishes.facing and not self._faces else 0.0
        return self._final(state) + missing + (self.wishes.area_price - price) * len(state.pages), state.pages

    def _hope(self, state: Beginning) -> float:
        """The cost of a whole issue begun so."""
        return self._outlook.cost(state.cost, self._price, self._outlook.left(state.queue))

    # --- one page ---------------------------------------------------------------------------------------------

    def _grow(self, state: Beginning, frontier: Frontier) -> Iterator[Beginning]:
        """The beginning with each next page that may be carried on."""
        number = len(state.pages) + 1
        if self._choosers[True].finished(state.queue):
            page = PlannedPage(number, (), (), (), 0, True)
            cost = self._price + COSTS.forced + last_cost(1.0)
            yield replace(state, cost=state.cost + cost, pages=(*state.pages, page))
            return
        if number == 1 and self.room(1, False).rows < SEARCH.part_rows:
            # The layout keeps page 1 for masthead and contents: a cover.
            yield replace(state, pages=(PlannedPage(1, (), (), (), 0, False),))
            return
        for level in self._guide.levels:
            for loose in (False, True):
                found = yield from self._pages(state, number, (loose, level), frontier)
                if found:
                    return
        forced = self._forced(state, number)
        if self._guide.allows(forced.pages[-1], "stories"):
            yield forced

    def _pages(
        self, state: Beginning, number: int, way: Way, frontier: Frontier
    ) -> Generator[Beginning, None, bool]:  # fmt: skip
        """The beginning with each next page made in this way; whether there is any, also where none is carried on."""
        found = yield from self._last_pages(state, number, way, frontier)
        rated = [
            (self._outlook.cost(price, self._price, left), n, rows, price, choice)
            for price, left, n, rows, choice in self._rated(state, number, way)
        ]
        rated.sort(key=lambda item: item[:2])
        room = self.room(number, False)
        unmade: list[tuple[Choice, int]] = []
        for _, _, rows, price, choice in different(rated, *self._tries):
            if not self._worth(state.cost + self._price + price, choice, frontier):
                unmade.append((choice, rows))
                continue
            after = self._made(state, number, room, choice, rows, way)
            if after is not None:
                found = True
                yield after
        return found or any(
            not choice.begun or self._page(number, room, choice, rows, False, way) for choice, rows in unmade
        )

    def _worth(self, cost: float, choice: Choice, frontier: Frontier) -> bool:
        """Whether a page may be carried on that makes a beginning at least as dear as this.

        Pages that are held must be made to be seen.
        """
        if self.wishes.held:
            return True
        if choice.begun:
            modules = map(self.shelf.module, members(choice.modules))
            begun = [module.rest for module in modules if isinstance(module, Begun)]
            after = choice.carrying(begun)
            least = self._price * self._outlook.left(choice.after) if self._price > 0 else -math.inf
            return frontier.wants(after, False) and not frontier.hopeless(cost + least)
        after = choice.after
        hope = self._outlook.cost(cost, self._price, self._outlook.left(after))
        return frontier.wants(after, False) and not (frontier.hopeless(hope) or frontier.beaten(after, cost))

    def _packer(self, way: Way) -> Packer:
        return self._packers[packing(way)]

    def _rated(self, state: Beginning, number: int, way: Way) -> list[tuple[float, float, int, int, Choice]]:
        """Every packing of the next page: its price, pages' worth of area left, number of the set, rows, the set."""
        key = (state.queue, number * (number == 1 or self._numbered), min(state.broken, SEARCH.chain), packing(way))
        if key not in self._known:
            self._known[key] = list(self._packings(state, number, way))
        return self._known[key]

    def _packings(self, state: Beginning, number: int, way: Way) -> Iterator[tuple[float, float, int, int, Choice]]:
        loose = way[0]
        room = self.room(number, False)
        if number == 1:
            choices = self._choosers[loose].front(state.queue, room.rows, self.contents_rows)
        else:
            choices = self._choosers[loose].inner(state.queue, number, room.rows, min(state.broken, SEARCH.chain))
        packer = self._packer(way)
        least = 0 if loose else max(0, room.rows - SEARCH.page_slack)
        before = self._outlook.left(state.queue)
        placed = before - room.rows * self.columns / self._outlook.page_area
        feet = [foot_cost(room.rows - rows) for rows in range(least, room.rows + 1)]
        for n, choice in enumerate(choices):
            after = choice.after
            if not loose and not choice.begun and self._choosers[True].finished(after):
                continue  # only the imprint would be on the page after this one
            if not self._guide.wants(number, choice.modules):
                continue
            costs = packer.costs(choice.modules, self.columns)[least : room.rows + 1].tolist()
            if min(costs) < math.inf:
                left = max(self._outlook.left(after), placed)
                for at in range(len(costs) - 1, -1, -1):
                    if costs[at] < math.inf:
                        yield costs[at] + choice.price + feet[at], left, n, least + at, choice

    def _last_pages(
        self, state: Beginning, number: int, way: Way, frontier: Frontier
    ) -> Generator[Beginning, None, bool]:  # fmt: skip
        room = self.room(number, True)
        found = False
        for choice in self._choosers[way[0]].everything(state.queue, room.rows):
            if not self._guide.wants(number, choice.modules):
                continue
            least = state.cost + self._price + self._last_height(number, room, choice, way)[1]
            if not self.wishes.held and (frontier.too_dear(least) or not frontier.wants(self._nothing, True)):
                found = found or least < math.inf
            elif (ended := self._ended(state, number, room, choice, way)) is not None:
                found = True
                yield ended
        return found

    def _last_height(self, number: int, room: PageRoom, choice: Choice, way: Way) -> tuple[int, float]:
        """The best height of a last page, and its price; infinite where it does not come out even."""
        costs = self._packer(way).costs(choice.modules, self.columns)[: room.rows + 1]
        blank = room.rows - np.arange(len(costs))
        price = costs + COSTS.last_foot * blank + last_cost(blank / max(room.rows, 1), number == 1)
        rows = int(np.argmin(price))
        return rows, float(price[rows])

    def _ended(self, state: Beginning, number: int, room: PageRoom, choice: Choice, way: Way) -> Beginning | None:
        """The issue with its last page, at the best height; None when it does not come out even."""
        rows, price = self._last_height(number, room, choice, way)
        made = self._page(number, room, choice, rows, True, way) if price < math.inf else None
        if made is None:
            return None
        cost = price + made.whole + made.page.cost
        page = made.page.costing(cost, choice.price)
        cost += state.cost + self._price + self._guide.price(page) + self._spread(state, made.edges)
        return Beginning(cost, self._nothing, (*state.pages, page), edges=made.edges)

    def _made(
        self, state: Beginning, number: int, room: PageRoom, choice: Choice, rows: int, way: Way
    ) -> Beginning | None:
        made = self._page(number, room, choice, rows, False, way)
        if made is None:
            return None
        key = (number, choice.modules, rows, packing(way), choice.price)
        known = self._costed.get(key)
        if known is None:
            page = made.page
            cost = float(self._packer(way).costs(choice.modules, self.columns)[rows]) + choice.price
            cost += foot_cost(room.rows - rows) + made.whole + page.cost
            cost += made.holes
            cost += front_cost(page, self.columns) if number == 1 else 0.0
            known = self._costed[key] = cost, page.costing(cost, choice.price)
        cost, page = known
        cost += state.cost + self._price + self._guide.price(page) + self._spread(state, made.edges)
        broken = state.broken + 1 if choice.begun else 0
        return Beginning(cost, choice.carrying(made.rests), (*state.pages, page), broken, made.edges)

    def _spread(self, state: Beginning, edges: PageEdges) -> float:
        """The price of the next page beside the one that it faces; it is none of either page's own."""
        even = len(state.pages) > 1 and len(state.pages) % 2 == 0
        return spread_cost(state.edges, edges) if self._faces and even and state.edges else 0.0

    def _page(self, number: int, room: PageRoom, choice: Choice, rows: int, last: bool, way: Way) -> JudgedPage | None:
        """The page with its pieces, and what it carries over.

        None when a story cannot be cut where it should be, or the page is not as it is held.
        """
        key = (number, choice.modules, rows, last, packing(way))
        if key not in self._made_pages:
            self._made_pages[key] = self._new_page(number, room, choice, rows, last, way)
        made = self._made_pages[key]
        return made if made and self._guide.allows(made.page, way[1]) else None

    def _new_page(
        self, number: int, room: PageRoom, choice: Choice, rows: int, last: bool, way: Way
    ) -> JudgedPage | None:
        packed = self._packer(way).packed(choice.modules, self.columns, rows, room.top)
        made = self.shelf.page(number, packed, last)
        return made and self._judge.judged(*made, rows, room)

    def _forced(self, state: Beginning, number: int) -> Beginning:
        """Nothing comes out even: give the next story the page and let it end where it may, ragged if it must."""
        room = self._forced_room(number)
        queue = state.queue
        if queue.carried:
            rest, after = queue.carried[0], queue._replace(carried=queue.carried[1:])
        elif queue.stories:
            rest, after = Rest(queue.stories[0]), queue._replace(stories=queue.stories[1:])
        else:
            rest, after = Rest(self.shelf.briefs[queue.brief]), queue._replace(brief=queue.brief + 1)
        loose = fronted(self._filler(rest.number, self.columns), rest.front).loosened(room.rows)
        at = (rest.start, rest.first_float)
        heights = range(min(room.rows, loose.heights_of_rest(*at).start), room.rows + 1)
        filling = next((found for h in heights if (found := loose.fill_rest(h, *at))), None)
        if filling is None:
            filling = loose.fill_part(room.rows - SEARCH.jump_rows, *at)
            if filling is None and room.rows < self.room(number + 1, False).rows:
                # A head too tall for what furniture leaves of this page begins on the next.
                page = PlannedPage(number, (), (), (), 0, False, self._front_contents(number))
                return replace(state, cost=state.cost + COSTS.forced, pages=(*state.pages, page))
            if filling is None:
                raise ProofError([no_place(loose, room.rows, *at)])
            onward = Rest(rest.number, filling.next_slice, filling.next_float, rest.front)
            after = after._replace(carried=(onward, *after.carried))
            filling = replace(filling, rows=room.rows, jump_rows=SEARCH.jump_rows)
        piece = Piece(loose.story, filling, 0, room.top, not rest.whole)
        last = self._choosers[True].finished(after) and filling.rows <= self.room(number, True).rows
        page = PlannedPage(number, (piece,), (), (), filling.rows, last, None if last else self._front_contents(number))
        blank = blank_share(page, self.room(number, True), self.columns)
        cost = state.cost + COSTS.forced + self._price + last_cost(blank, number == 1) * last
        return Beginning(cost, after, (*state.pages, page), state.broken + 1)

    def _forced_room(self, number: int) -> PageRoom:
        """The room of a page that holds one story; on page 1 the contents are at its foot."""
        room = self.room(number, False)
        taken = self.contents_rows + self.shelf.gap if number == 1 and self.contents_rows else 0
        return replace(room, rows=max(0, room.rows - taken))

    def _front_contents(self, number: int) -> Area | None:
        """The place of the contents at the foot of a page 1 that nothing fits evenly."""
        room = self.room(1, False)
        rows = self.contents_rows
        return Area(0, self.columns, room.top + room.rows - rows, rows) if number == 1 and rows else None


def _price(plan: tuple[float, tuple[PlannedPage, ...]]) -> float:
    return plan[0]
