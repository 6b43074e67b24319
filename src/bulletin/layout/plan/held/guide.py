"""GUIDE: the search for pages held to the places of a plan that was chosen, or led away from plans that are known.

Where a plan is held, its own search is repeated and only pages that are as in it are taken: a story comes out in a
place now as it did when the plan was made. Where it no longer does, because a word was changed, the page is packed anew
from the same stories in the same columns, and then from the same stories as they fit.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.held.compare import part_of
from bulletin.layout.plan.modules import Begun, BriefRun, ModuleShelf, Whole
from bulletin.layout.plan.packer import Costs, members
from bulletin.layout.plan.planned import Area, PlannedPage, StoryPart, Wishes

Level = Literal["free", "same", "columns", "stories", "cuts"]
"""How a page is held: not at all; every story in its rectangle; in its columns; on its page; by its cuts alone."""


class PageGuide:
    """Says which pages a plan may have, and what it costs that they are as in plans that are known.

    Args:
        wishes: of the plan.
        shelf: of its modules.
    """

    def __init__(self, wishes: Wishes, shelf: ModuleShelf) -> None:
        self._held = wishes.held or {}
        self._wishes = wishes
        self._shelf = shelf
        self.levels: tuple[Level, ...] = ("same", "columns", "stories") if self._held else ("free",)
        self._pages: dict[int, dict[int, tuple[StoryPart, bool]]] = {}
        self._widths: dict[int, set[int]] = {}
        for index, parts in self._held.items():
            for number, part in enumerate(parts, 1):
                self._pages.setdefault(part.page, {})[index] = part, number < len(parts)
                self._widths.setdefault(index, set()).add(part.area.columns)
        self._known: dict[tuple[int, int], list[tuple[StoryPart, float]]] = {}
        for plan in wishes.unlike:
            for index, parts in plan.items():
                for part in parts:
                    self._known.setdefault((index, part.page), []).append((part, 1 / len(parts)))

    def wants(self, number: int, modules: int) -> bool:
        """Whether a page may hold these modules: all stories that are held on it, and none that is held elsewhere."""
        if not self._held:
            return True
        here = self._pages.get(number, {})
        found = self._entries(modules)
        if not here.keys() <= found.keys():
            return False
        return all(n in here and here[n][1] == more for n, more in found.items() if n in self._held)

    def areas(self, number: int) -> Mapping[int, Area]:
        """The typed place of each entry on a page; nothing where none is typed."""
        return {index: part.area for index, (part, _) in self._pages.get(number, {}).items()}

    def _entries(self, modules: int) -> Mapping[int, bool]:
        """The entries of a set of modules, and whether each goes on on a later page."""
        found: dict[int, bool] = {}
        for number in members(modules):
            module = self._shelf.module(number)
            if isinstance(module, Whole | Begun):
                found[module.rest.index] = isinstance(module, Begun)
            elif isinstance(module, BriefRun):
                briefs = self._shelf.briefs[module.first : module.first + module.count]
                found |= dict.fromkeys(briefs, False)
        return found

    def leaf(self, number: int, columns: int) -> Costs | None:
        """The cost of a module for each height, in the widths only in which its story is held."""
        module = self._shelf.module(number)
        if isinstance(module, Whole | Begun) and columns not in self._widths.get(module.rest.index, {columns}):
            return None
        return self._shelf.leaf(number, columns)

    def allows(self, page: PlannedPage, level: Level) -> bool:
        """Whether a page is as it is held."""
        if not self._held:
            return True
        here = self._pages.get(page.number, {})
        found = {piece.story.index: part_of(page.number, piece).area for piece in page.pieces}
        if not here.keys() <= found.keys() or any(n in self._held and n not in here for n in found):
            return False
        if level == "columns":
            return all((found[n].column, found[n].columns) == (p.area.column, p.area.columns)
                       for n, (p, _) in here.items())  # fmt: skip
        return level != "same" or all(found[n] == part.area for n, (part, _) in here.items())

    def price(self, page: PlannedPage) -> float:
        """What it costs that stories are not at their places, or are as in plans that are known."""
        price = 0.0
        if not self._pages and not self._known:
            return price
        for piece in page.pieces:
            index = piece.story.index
            held = self._pages.get(page.number, {}).get(index)
            known = self._known.get((index, page.number), ())
            part = part_of(page.number, piece) if held or known else None
            if part and held:
                area, place = part.area, held[0].area
                price += COSTS.displaced * (abs(area.row - place.row) + abs(area.rows - place.rows))
            if part:
                price += self._wishes.unlike_price * sum(share for one, share in known if one.form == part.form)
        return price
