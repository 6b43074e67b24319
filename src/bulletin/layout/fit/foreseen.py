"""FORESEEN: pages that a search will probably end with, told while it goes on.

A search takes seconds, and its best beginning after each page is nearly always how the plan begins. So what follows for
these pages can be done by another process meanwhile. Nobody may take them for the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bulletin.layout.plan.beam.frontier import Beginning, Frontier
from bulletin.layout.plan.held.improve import PageImprover
from bulletin.layout.plan.planned import PlannedPage

Foresee = Callable[[tuple[PlannedPage, ...], bool], None]
"""Is given the first pages of a plan as they will probably be, and whether the search is nearly over."""


class ForeseeingPlanner(PageImprover):
    """Plans as its parent does, and says meanwhile what it will probably come to.

    Args:
        foresee: is told.
        given: arguments of a planner.
    """

    def __init__(self, foresee: Foresee, *given: Any) -> None:
        super().__init__(*given)
        self._foresee: Foresee | None = foresee
        self._told = 0

    def _grow(self, state: Beginning, frontier: Frontier) -> Iterator[Beginning]:
        # The best beginning of so many pages is grown before the others.
        if self._foresee is not None and len(state.pages) > self._told:
            self._told = len(state.pages)
            self._foresee(state.pages, False)
        return super()._grow(state, frontier)

    def _free(self, price: float, beam: int = 0) -> tuple[float, tuple[PlannedPage, ...]]:
        found = super()._free(price, beam)
        if self._foresee is not None:  # the first search takes most of the time, since the others know what it tried
            self._foresee(found[1], True)
            self._foresee = None
        return found
