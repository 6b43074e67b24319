"""IMPROVE: the pages of the best plan that cost most are planned once more, two or three neighbours at a time.

The search over all pages looks at the next stories of the list and keeps a few beginnings. Between two pages of a plan
that is known, the stories are known as well, so more of them, more sets and more heights can be tried. The pages after
such a window keep their modules; the plan is taken when it costs less as a whole. How much is tried is a number of
windows, never a time, so the same issue has the same pages on every computer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bulletin.layout.plan.beam.frontier import Beginning
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.held.last import LastPage, cost_of, last_page, plan_cost
from bulletin.layout.plan.held.repair import PageRepairer
from bulletin.layout.plan.held.window import ahead_of
from bulletin.layout.plan.judged.spread import spreads_cost
from bulletin.layout.plan.planned import PlannedPage, linked
from bulletin.layout.plan.search_limits import SEARCH

Window = tuple[int, int]
"""The number of pages before a window, and of those up to its end."""
_LESS = 1e-6
"""What a plan must cost less to be better: rounding must not decide."""


class PageImprover(PageRepairer):
    """Plans an issue, and then plans its worst pages once more; its arguments are those of a planner."""

    def plan(self, beam: int = 0) -> tuple[PlannedPage, ...]:
        """All pages; every entry is placed completely.

        A page that costs very much is often what a narrow search was left with: all is searched more widely then.
        """
        first = super().plan(beam)
        found = self.improved(first)
        if self.wishes.held or max(page.cost for page in found) <= SEARCH.dear_page:
            return found
        with self._trying(SEARCH.wide_tries):
            others = self._plans(self._beams[1])[: SEARCH.improved_plans]
        # Several searches often find one plan.
        different = {self._in_short(plan): plan for plan in (first, *others)}
        improved = [self.improved(plan) for plan in list(different.values())[1:]]
        return min([found, *improved], key=self._whole_cost)

    def _whole_cost(self, pages: Sequence[PlannedPage]) -> float:
        """The cost of a plan with its area and spreads, and what another number of pages than the wanted one costs."""
        missed = self.wishes.pages.missed(len(pages))
        facing = spreads_cost(pages, self.columns) if self.wishes.facing else 0.0
        return plan_cost(pages) + facing + self.wishes.area_price * len(pages) + COSTS.page_count * missed

    def improved(self, planned: tuple[PlannedPage, ...], kept: int = 0) -> tuple[PlannedPage, ...]:
        """The same plan, or a cheaper one with as many pages, the first `kept` of them as they are."""
        self._price, self._outlook.sure, self._faces = self.wishes.area_price, 1.0, self.wishes.facing
        pages = self._in_short(planned)
        states = self._replayed(pages)
        if states is None:
            return planned
        tried: set[tuple[LastPage, ...]] = set()
        for _ in range(SEARCH.repacks):
            window = next((one for one in _windows(pages, kept) if pages[slice(*one)] not in tried), None)
            if window is None:
                break
            tried.add(pages[slice(*window)])
            better = self._repacked(states, pages, window)
            if better is not None:
                states = better
                pages = self._in_short(states[-1].pages)
        return linked(states[-1].pages)

    def _in_short(self, planned: Sequence[PlannedPage]) -> tuple[LastPage, ...]:
        """A plan as it is kept: what its pages are made of, and where."""
        return tuple(last_page(page, self.shelf.rows) for page in planned)

    def _replayed(self, pages: Sequence[LastPage]) -> list[Beginning] | None:
        """The plan after each of its pages; None where a page does not come out again as it was."""
        states = [Beginning(0.0, self._first, ())]
        for page in pages:
            again = self._as_before(states[-1], page)
            if again is None or again[1] != "same":
                return None
            states.append(again[0])
        return states if pages and pages[-1].last else None

    def _repacked(
        self, states: Sequence[Beginning], pages: Sequence[LastPage], window: Window
    ) -> list[Beginning] | None:  # fmt: skip
        """The plan with a window planned anew, after each of its pages; None where none is cheaper."""
        first, end = window
        ahead = ahead_of(pages, self.shelf.briefs, end)
        with self._in_window(ahead), self._only(frozenset(states[first].queue.stories) - ahead.stories):
            paths = self._paths(states[first], end, len(pages), ahead, SEARCH.repack_beam)
        best: list[Beginning] | None = None
        for path in sorted(paths, key=lambda path: path[-1].cost)[: SEARCH.repack_ends]:
            if min(path[-1].broken, SEARCH.chain) > min(states[end].broken, SEARCH.chain):
                continue  # what is broken on later pages would cost more
            whole = self._with_the_rest([*states[:first], *path], pages[end:])
            limit = (best or states)[-1].cost - _LESS
            if whole is not None and whole[-1].cost < limit:
                best = whole
        return best

    @contextmanager
    def _only(self, stories: frozenset[int]) -> Iterator[None]:
        """Let only these stories begin on pages, and try more packings of them."""
        for chooser in self._choosers.values():
            chooser.only = stories
        try:
            with self._trying(SEARCH.repack_tries):
                yield
        finally:
            for chooser in self._choosers.values():
                chooser.only = None

    @contextmanager
    def _trying(self, tries: tuple[int, int]) -> Iterator[None]:
        """Make so many packings of a page, at so many heights of one set, in this block."""
        before, self._tries = self._tries, tries
        try:
            yield
        finally:
            self._tries = before

    def _with_the_rest(self, states: list[Beginning], pages: Sequence[LastPage]) -> list[Beginning] | None:
        """The plan with the pages after a window, which keep their modules."""
        for page in pages:
            again = self._as_before(states[-1], page)
            if again is None:
                return None
            states.append(again[0])
        return states


def _windows(pages: Sequence[LastPage], kept: int) -> Iterator[Window]:
    """Neighbouring pages, the dearest first."""
    every = [
        (-sum(cost_of(page.made, bool(page.entries)) for page in pages[first : first + count]) / count, first, count)
        for count in SEARCH.repack_pages
        for first in range(kept, len(pages) - count + 1)
    ]
    yield from ((first, first + count) for _, first, count in sorted(every))
