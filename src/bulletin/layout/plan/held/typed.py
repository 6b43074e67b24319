"""TYPED: plans an issue whose plan was chosen: every page with its stories in their typed places, else searched."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

from bulletin.layout.plan.beam.frontier import Beginning, Frontier
from bulletin.layout.plan.beam.ways import Way
from bulletin.layout.plan.choices import Choice
from bulletin.layout.plan.held.placing import PagePlacer
from bulletin.layout.plan.judge import front_cost
from bulletin.layout.plan.pages import PagePlanner
from bulletin.layout.plan.search_limits import SEARCH


class HeldPlanner(PagePlanner):
    """Plans an issue as it was chosen; its arguments are those of a planner."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._placer = PagePlacer(self.shelf, self.columns)
        self._tries = SEARCH.repack_tries

    def _pages(
        self, state: Beginning, number: int, way: Way, frontier: Frontier
    ) -> Generator[Beginning, None, bool]:  # fmt: skip
        """The beginning with each next page made in this way; whether there is any.

        What packing finds in the typed places is taken first: it knows where the contents were.
        """
        found = yield from super()._pages(state, number, way, frontier)
        if not found and way == (True, "same"):
            for after in self._as_typed(state, number):
                found = True
                yield after
        return found

    def _as_typed(self, state: Beginning, number: int) -> Iterator[Beginning]:
        areas = self._guide.areas(number)
        for last in (False, True) if areas else ():
            for choice in self._sets(state, number, last):
                if self._guide.wants(number, choice.modules):
                    yield from self._placed(state, number, choice, last)

    def _sets(self, state: Beginning, number: int, last: bool) -> Iterator[Choice]:
        """Every set of modules that may be on a page; how full they make it was judged when the plan was made."""
        chooser, rows = self._choosers[True], self.room(number, last).rows
        if last:
            return chooser.everything(state.queue, rows)
        if number == 1:
            return chooser.front(state.queue, rows, self.contents_rows)
        return chooser.inner(state.queue, number, rows, 0)

    def _placed(self, state: Beginning, number: int, choice: Choice, last: bool) -> Iterator[Beginning]:
        """The beginning with these modules at their typed places, in each way to place what has none."""
        room = self.room(number, last)
        for price, packed in self._placer.packings(choice.modules, self._guide.areas(number), room):
            made = self.shelf.page(number, packed, last)
            if made is None or not self._guide.allows(made[0], "same"):
                continue
            judged = self._judge.judged(*made, made[0].used_rows, room)
            cost = price + choice.price + judged.whole + judged.page.cost + judged.holes
            cost += front_cost(judged.page, self.columns) if number == 1 and not last else 0.0
            page = judged.page.costing(cost, choice.price)
            pages, cost = (*state.pages, page), state.cost + cost + self._price
            if last:
                yield Beginning(cost, self._nothing, pages)
            else:
                yield Beginning(cost, choice.carrying(judged.rests), pages, state.broken + 1 if choice.begun else 0)
