"""PAGE RULES: which stories may begin on a page: what is pinned to it, whose page it is, and what belongs together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

PageRange = tuple[int, int]
"""First and last page."""


class PageRules:
    """What the places of an issue's stories are bound to.

    Args:
        pins: entry → the page that it must begin on.
        own: entry → the pages of its section, which stories of other sections begin on only when none of its own is
            left. A pin goes before them. A story that has no room on them begins on a later page.
        beside: pairs of entries that begin on one page. One that is left alone may begin anywhere.
    """

    def __init__(
        self, pins: Mapping[int, int], own: Mapping[int, PageRange], beside: Sequence[tuple[int, int]] = ()
    ) -> None:
        self.pins = pins
        self.own = {i: pages for i, pages in own.items() if i not in pins}
        self.mates: dict[int, tuple[int, ...]] = {}
        for pair in beside:
            for one, other in (pair, pair[::-1]):
                self.mates[one] = (*self.mates.get(one, ()), other)
        self._bound = bool(self.pins or self.own or self.mates)

    @property
    def numbered(self) -> bool:
        """Whether what may begin on a page depends on its number."""
        return bool(self.pins or self.own)

    def earliest(self) -> dict[int, int]:
        """Return entry → the first page that it may begin on, for those that may not begin on any."""
        return {i: first for i, (first, _) in self.own.items()} | dict(self.pins)

    def window(
        self, stories: Sequence[int], number: int, most: int, may: Callable[[int], bool] = lambda _: True
    ) -> tuple[int, ...]:
        """Return the stories that may begin on a page: those that must, the next of the others, and their mates.

        Args:
            stories: that are left, in order.
            number: of the page.
            most: how many of those that need not begin here.
            may: tells for these whether they may begin at all.
        """
        if not self._bound:
            return tuple(filter(may, stories[:most]))
        here = [i for i in stories if self.pins.get(i) == number]
        owners = [i for i in stories if self._owns(i, number)]
        free = [i for i in (*owners, *(j for j in stories if j not in owners)) if self._may(i, number)][:most]
        chosen = [*here, *(i for i in free if may(i))]
        left = set(stories)
        mates = (mate for i in chosen for mate in self._mates(i, left) if self._may(mate, number) and may(mate))
        return tuple(dict.fromkeys((*chosen, *mates)))

    def allowed(self, chosen: Sequence[int], stories: Sequence[int], number: int) -> bool:
        """Return whether these stories may begin on a page together, of those that are left."""
        if not self._bound:
            return True  # as in most issues; this is asked of every set of stories that might be on a page
        taken, left = set(chosen), set(stories)
        if any(self.pins.get(i) == number and i not in taken for i in stories):
            return False
        if any(mate not in taken for i in chosen for mate in self._mates(i, left)):
            return False
        foreign = any(not self._owns(i, number) and self.pins.get(i) != number for i in chosen)
        return not (foreign and any(self._owns(i, number) and i not in taken for i in stories))

    def overdue(self, chosen: Sequence[int], stories: Sequence[int], number: int) -> int:
        """Return how many of the stories that are left lose the last page of their section if only these begin."""
        if not self.own:
            return 0
        return sum(1 for i, (_, last) in self.own.items() if last == number and i in stories and i not in chosen)

    def _may(self, index: int, number: int) -> bool:
        """Whether a story that need not begin on a page may; one that missed its own page may on any later one."""
        pin, own = self.pins.get(index), self.own.get(index)
        if pin is not None:
            return pin < number
        return own is None or own[0] <= number

    def _owns(self, index: int, number: int) -> bool:
        own = self.own.get(index)
        return own is not None and own[0] <= number <= own[1]

    def _mates(self, index: int, left: set[int]) -> Iterator[int]:
        """The mates of a story that have not begun, as far as no pin or section keeps the two apart."""
        for mate in self.mates.get(index, ()):
            if mate in left and self.pins.get(mate, 0) == self.pins.get(index, 0):
                yield mate
