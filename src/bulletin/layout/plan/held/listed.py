"""LISTED: the last plan of an issue whose list has changed since: stories came in, were taken out or changed places.

The plan is told in the numbers that entries have now. Pages that a change touches are named: those that had a story
which is gone, those of the story before a new one in the list, and page 1 where another story opens it. A story that
only changed its place in the list touches no page; what it costs that it is passed over is reckoned anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.held.last import LastPage, LastPlan, ListedEntry
from bulletin.layout.plan.planned import ModuleSpot
from bulletin.lazy import dataclass

_BRIEF = "brief"
_MOST_CHANGED = 2
"""One of so many entries may be new or gone; with more it is another issue."""


@dataclass(frozen=True, slots=True)
class RelistedPlan:
    """The last plan in the numbers of the entries as they are listed now, and the pages that are touched, from 0."""

    plan: LastPlan
    touched: frozenset[int]


def relisted(last: LastPlan, entries: Sequence[ListedEntry], fronts: tuple[int | None, int | None]) -> (
    RelistedPlan | None
):  # fmt: skip
    """The last plan of an issue whose list was another one; None where too much of it is new or gone.

    Args:
        last: the plan.
        entries: as they are listed now.
        fronts: the entry that opened page 1, by its old number, and the one that does now.
    """
    places = {one: n for n, one in enumerate(entries)}
    if len(places) < len(entries) or len(set(last.entries)) < len(last.entries):
        return None
    now = {n: places[one] for n, one in enumerate(last.entries) if one in places}
    changed = len(last.entries) + len(entries) - 2 * len(now)
    if changed * _MOST_CHANGED > len(entries):
        return None
    queues = _Queues(_briefs(last.entries), {index: n for n, index in enumerate(_briefs(entries))}, now)
    pages = tuple(_page(page, now, queues) for page in last.pages)
    touched = {n for n, page in enumerate(last.pages) if pages[n] is None or any(e not in now for e in page.entries)}
    found = [page or replace(last.pages[n], made=None) for n, page in enumerate(pages)]
    found = [replace(page, entries=tuple(now[e] for e in page.entries if e in now)) for page in found]
    new = [n for n in range(len(entries)) if n not in now.values()]
    for n in new:
        at = _page_before(n, entries, found)
        touched.add(at)
        found[at] = replace(found[at], entries=(*found[at].entries, n))
    if fronts[0] is None or now.get(fronts[0]) != fronts[1]:
        touched.add(0)
    passed = _passed(found, _briefs(entries)), _passed(last.pages, _briefs(last.entries))
    plan = replace(last, pages=_repriced(found, *passed), entries=tuple(entries))
    return RelistedPlan(plan, frozenset(touched))


@dataclass(frozen=True, slots=True)
class _Queues:
    """The briefs as they were in order, where each entry is among the briefs now, and old numbers of entries → new."""

    old: tuple[int, ...]
    new: Mapping[int, int]
    now: Mapping[int, int]

    def first(self, spot: ModuleSpot) -> int | None:
        """Where a run of briefs begins in the queue now; None where it is no run any more."""
        members = [self.now.get(index) for index in self.old[spot.number : spot.number + spot.count]]
        at = [self.new.get(index, -1) for index in members if index is not None]
        whole = len(at) == spot.count and at == list(range(at[0], at[0] + len(at)))
        return at[0] if whole and at[0] >= 0 else None


def _briefs(entries: Sequence[ListedEntry]) -> tuple[int, ...]:
    return tuple(n for n, one in enumerate(entries) if one.slot == _BRIEF)


def _page(page: LastPage, now: Mapping[int, int], queues: _Queues) -> LastPage | None:
    """A page in the new numbers; None where a module of it is no longer to be had."""
    if page.made is None:
        return page
    spots = []
    for spot in page.made.spots:
        number: int | None = spot.number
        if spot.kind == "briefs":
            number = queues.first(spot)
        elif spot.kind in ("whole", "begun"):
            number = now.get(spot.number)
        if number is None:
            return None
        spots.append(replace(spot, number=number))
    return replace(page, made=replace(page.made, spots=tuple(spots)))


def _page_before(new: int, entries: Sequence[ListedEntry], pages: Sequence[LastPage]) -> int:
    """The page on which the entry before a new one begins, among briefs the brief before it; else the first page."""
    brief = entries[new].slot == _BRIEF
    for n in range(new - 1, -1, -1):
        if (entries[n].slot == _BRIEF) is brief:
            at = next((number for number, page in enumerate(pages) if n in page.entries), None)
            if at is not None:
                return at
    return 0


def _repriced(pages: Sequence[LastPage], passed: Sequence[int], was: Sequence[int]) -> tuple[LastPage, ...]:
    """The pages with what it costs now that so many stories are passed over on each, instead of what it did cost."""
    found = []
    for page, new, old in zip(pages, passed, was, strict=True):
        more = COSTS.passed * (new - old)
        made = page.made and replace(page.made, cost=page.made.cost + more, choice=page.made.choice + more)
        found.append(replace(page, made=made))
    return tuple(found)


def _passed(pages: Sequence[LastPage], briefs: Sequence[int]) -> list[int]:
    """For each page how many stories are still to come that are listed before one that begins on it."""
    left = {entry for page in pages for entry in page.entries} - set(briefs)
    found = []
    for page in pages:
        begun = left & set(page.entries)
        left -= begun
        found.append(sum(entry < max(begun) for entry in left) if begun else 0)
    return found
