"""RELIST: the last plan of an issue whose list has changed, with as little moved as its new list allows.

Pages before the change keep their modules. Then either the pages around the change are planned anew, so that the same
is left after them as before and later pages keep theirs; or everything from the change on is planned anew. What costs
less is taken; the first may cost a little more.
"""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.errors import ProofError
from bulletin.layout.plan.beam.frontier import Beginning
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.held.improve import PageImprover
from bulletin.layout.plan.held.last import LastPage, RepairedPlan, RepairLevel, cost_of, plan_cost
from bulletin.layout.plan.held.listed import RelistedPlan
from bulletin.layout.plan.held.window import ahead_of
from bulletin.layout.plan.planned import PlannedPage, linked
from bulletin.layout.plan.search_limits import SEARCH

_Found = tuple[int, list[Beginning]]
"""The number of pages before a window, and the plan after each page of it."""


class PageRelister(PageImprover):
    """Repairs the last plan of an issue whose list has changed; its arguments are those of a planner."""

    def relisted(self, last: RelistedPlan) -> RepairedPlan | None:
        """The plan with as little moved as pays; None where the pages must be planned anew."""
        kept = self._kept(last)
        around, after = self._around_changes(last, kept), self._from_change(last, kept)
        if around is None or after is None:
            return around or after
        return around if self._cost_of(around) <= self._cost_of(after) + COSTS.stays else after

    def _cost_of(self, plan: RepairedPlan) -> float:
        """The cost of a plan with that of its area and of its number of pages."""
        pages = len(plan.planned)
        area = self.wishes.area_price * pages
        return plan_cost(plan.planned) + area + COSTS.page_count * self.wishes.pages.missed(pages)

    def _kept(self, last: RelistedPlan) -> list[tuple[Beginning, RepairLevel]]:
        """The pages before the first that is touched, or that does not come out as it was."""
        found: list[tuple[Beginning, RepairLevel]] = [(Beginning(0.0, self._first, ()), "same")]
        for number, page in enumerate(last.plan.pages):
            again = None if number in last.touched else self._as_before(found[-1][0], page)
            if again is None:
                break
            found.append(again)
        return found

    def _around_changes(
        self, last: RelistedPlan, kept: Sequence[tuple[Beginning, RepairLevel]]
    ) -> RepairedPlan | None:  # fmt: skip
        """The plan whose pages around each change are planned anew; None where later pages cannot stay."""
        states, levels = [state for state, _ in kept], [level for _, level in kept[1:]]
        windows = 0
        while len(levels) < len(last.plan.pages):
            at = len(levels)
            again = None if at in last.touched else self._as_before(states[-1], last.plan.pages[at])
            if again is not None:
                states.append(again[0])
                levels.append(again[1])
                continue
            windows += 1
            found = self._best_window(states, last.plan.pages, at) if windows <= SEARCH.repairs else None
            if found is None:
                return None
            states[found[0] + 1 :] = found[1]
            levels[found[0] :] = ["around"] * len(found[1])
        pages = states[-1].pages
        return RepairedPlan(linked(pages), tuple(levels)) if pages and pages[-1].last else None

    def _best_window(self, states: Sequence[Beginning], pages: Sequence[LastPage], at: int) -> _Found | None:
        """The pages around one that are planned anew, where that and the pages that move cost least."""
        best: tuple[float, _Found] | None = None
        for before, after in SEARCH.repair_around:
            first, end = max(0, at - before), min(len(pages), at + after + 1)
            ahead = ahead_of(pages, self.shelf.briefs, end)
            with self._in_window(ahead):
                paths = self._paths(states[first], end, len(pages), ahead, SEARCH.repack_beam)
            was = sum(cost_of(page.made, bool(page.entries)) for page in pages[first:end])
            for path in paths:
                cost = sum(_cost(state.pages[-1]) for state in path[1:]) - was + COSTS.stays * (end - first)
                if best is None or cost < best[0]:
                    best = cost, (first, list(path[1:]))
        return best and best[1]

    def _from_change(
        self, last: RelistedPlan, kept: Sequence[tuple[Beginning, RepairLevel]]
    ) -> RepairedPlan | None:  # fmt: skip
        """The plan with everything from the first change on planned anew; None where that is no plan."""
        start = kept[-1][0]
        if start.pages and start.pages[-1].last:
            return None
        try:
            every = [self._planned(share * self.wishes.area_price, start=start) for share in self.wishes.shares]
        except ProofError:
            return None
        found = min((one for one in every if one is not None), key=lambda one: one[0], default=None)
        if found is None:
            return None
        planned = self.improved(linked(found[1]), len(start.pages))
        levels: list[RepairLevel] = [level for _, level in kept[1:]]
        levels += ["around"] * (len(planned) - len(levels))
        return RepairedPlan(planned, tuple(levels))


def _cost(page: PlannedPage) -> float:
    return cost_of(page.made, bool(page.pieces))
