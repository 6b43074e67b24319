"""FRONTIER: beginnings of an issue with one page more than before, of which the best are carried on.

A page costs at least what its modules cost as they are packed; what is judged once it is made comes on top. So there is
no need to make a page that would not be carried on even at that price.
"""

from __future__ import annotations

import math
from bisect import bisect_left, insort
from collections.abc import Callable

from bulletin.layout.plan.choices import Queue
from bulletin.layout.plan.judged.spread import PageEdges
from bulletin.layout.plan.planned import PlannedPage
from bulletin.lazy import dataclass

_MORE = 1e-6
"""What a beginning must cost more to be too dear: rounding must not decide."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first pages of an issue: their cost, what is still to be placed, the broken pages right before the next.

    `edges` are those of its last page; None where that is not packed.
    """

    cost: float
    queue: Queue
    pages: tuple[PlannedPage, ...]
    broken: int = 0
    edges: PageEdges | None = None


Trail = tuple[Beginning, ...]
"""A beginning after each of its last pages."""


def _every(_queue: Queue, _last: bool) -> bool:
    return True


class Frontier:
    """Collects beginnings with one page more: the cheapest for each queue.

    Args:
        most: how many are carried on.
        hope: the cost of a whole issue begun so.
        wants: whether what is left may be left after a page, which is the last one or not.
    """

    def __init__(
        self, most: int, hope: Callable[[Beginning], float], wants: Callable[[Queue, bool], bool] = _every
    ) -> None:  # fmt: skip
        self.wants = wants
        self.bound = math.inf
        """The cost of the best whole issue that is known; what may not be cheaper is not carried on."""
        self._most = most
        self._hope = hope
        self._found: dict[Queue, tuple[float, Trail]] = {}
        self._hopes: list[float] = []

    def add(self, trail: Trail) -> None:
        """Add a beginning, unless one with the same queue is as cheap."""
        state = trail[-1]
        known = self._found.get(state.queue)
        if known is not None:
            if state.cost >= known[1][-1].cost:
                return
            del self._hopes[bisect_left(self._hopes, known[0])]
        hope = self._hope(state)
        self._found[state.queue] = hope, trail
        insort(self._hopes, hope)

    def too_dear(self, cost: float) -> bool:
        """Whether a whole issue at this cost is not the best."""
        return cost > self.bound + _MORE

    def hopeless(self, hope: float) -> bool:
        """Whether no beginning with this hope, or a higher one, is carried on."""
        limit = self._hopes[self._most - 1] if len(self._hopes) >= self._most else math.inf
        return hope > min(limit, self.bound) + _MORE

    def beaten(self, queue: Queue, cost: float) -> bool:
        """Whether the same queue is known at a lower cost."""
        known = self._found.get(queue)
        return known is not None and known[1][-1].cost < cost - _MORE

    def best(self) -> list[Trail]:
        """Those that are carried on, the most hopeful first."""
        fine = sorted((one for one in self._found.values() if one[0] < self.bound), key=_first)
        return [trail for _, trail in fine[: self._most]]


def _first(one: tuple[float, Trail]) -> float:
    return one[0]
