"""OUTLOOK: how much of an issue is left to be placed, and what that will cost."""

from __future__ import annotations

import math
from collections.abc import Callable

from bulletin.layout.plan.choices import Queue
from bulletin.layout.plan.forms import Rest, rows_left
from bulletin.layout.plan.judge import last_cost
from bulletin.layout.plan.modules import ModuleShelf
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.plan.search_limits import SEARCH


class Outlook:
    """Weighs what is left of an issue.

    Args:
        shelf: of its modules.
        filler: gives entry i measured for so many columns.
        rows: for stories on a page inside.
        last_rows: the same of the last page.
    """

    def __init__(
        self, shelf: ModuleShelf, filler: Callable[[int, int], ColumnFiller], rows: int, last_rows: int
    ) -> None:  # fmt: skip
        self.page_area = shelf.columns * max(1, rows)
        """Columns' rows of a page."""
        self.sure = 1.0
        """How far the price of a last page that is foreseen is trusted; 1 is as it is."""
        self._shelf = shelf
        self._filler = filler
        self._last_share = last_rows / max(1, rows)
        self._of_briefs = [0]
        for brief in reversed(shelf.briefs):
            self._of_briefs.append(self._of_briefs[-1] + shelf.natural(brief))
        self._of_briefs.reverse()
        self._of_rests: dict[Rest, int] = {}
        self._of_last: dict[float, float] = {}

    def left(self, queue: Queue) -> float:
        """Pages' worth of area that is still to be placed."""
        rows = sum(map(self._shelf.natural, queue.stories)) + self._of_briefs[queue.brief]
        return (rows + (sum(map(self._rest, queue.carried)) if queue.carried else 0)) / self.page_area

    def cost(self, so_far: float, price: float, left: float) -> float:
        """The cost of an issue of which so many pages' worth of area are left, at this price of one, and a last page.

        Far from the end the last page may still change.
        """
        return so_far + price * left + self._last_page(left) * self.sure

    def _rest(self, rest: Rest) -> int:
        found = self._of_rests.get(rest)  # looked for once: to hash a rest takes longer
        if found is None:
            found = self._of_rests[rest] = rows_left(self._filler(rest.index, 1), rest)
        return found

    def _last_page(self, left: float) -> float:
        found = self._of_last.get(left)
        if found is None:
            found = self._of_last[left] = self._last_cost(left * SEARCH.area_growth)
        return found

    def _last_cost(self, left: float) -> float:
        share = self._last_share
        between = max(0, math.ceil(left - share))
        blank = min(1.0, max(0.0, 1 - (left - between) / share))
        return last_cost(blank) * SEARCH.last_weight**between
