"""SEARCH: the plan whose number of pages is wanted, with as little given way as possible.

First the price of area alone is changed: it decides about forms, widths and heights of photos, the order of stories and
jumps. Where that does not help, the layout gives way step by step (`levers.py`), each step with prices of its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bulletin.fields.issue import ANY_PAGES, PageWish
from bulletin.layout.fit.changed import spares_of
from bulletin.layout.fit.levers import AS_WANTED, Fit, longer, shorter
from bulletin.layout.fit.making import PlanMaker
from bulletin.layout.plan.held.compare import parts_of, places_in
from bulletin.layout.plan.planned import NO_WISHES, PlannedPage, Wishes
from bulletin.layout.plan.search_limits import SEARCH
from bulletin.lazy import dataclass

if TYPE_CHECKING:
    from bulletin.layout.plan.held.last import RepairLevel

DEAR, CHEAP = 4.0, 0.1
"""Shares of the price of area where the layout gives way already."""


@dataclass(frozen=True, slots=True)
class FitTrial:
    """A plan that was tried: what gave way, and the pages that came out."""

    fit: Fit
    pages: int


@dataclass(frozen=True, slots=True)
class PlanRepair:
    """How each page of the last plan was repaired, and the cost of the last plan that was planned anew.

    `relisted` says that the list of stories is another one than that of the last plan.
    """

    levels: tuple[RepairLevel, ...]
    base: float
    relisted: bool = False


@dataclass(frozen=True, slots=True)
class Fitted:
    """The chosen plan, what gave way for it, what was wanted, every trial, and its room.

    `length` is the length of the issue in pages when nothing gives way. `trials` are in the order in which they were
    made; the first is the one with everything as wanted but the number of pages. `repair` says how the last plan was
    repaired; it is None where the pages were planned anew.
    """

    planned: tuple[PlannedPage, ...]
    fit: Fit
    wish: PageWish
    trials: tuple[FitTrial, ...]
    repair: PlanRepair | None = None

    @property
    def met(self) -> bool:
        """Whether the number of pages is as wanted."""
        return self.wish.meets(len(self.planned))

    @property
    def reached(self) -> tuple[int, ...]:
        """Every number of pages that came out of a trial, in order."""
        return tuple(sorted({trial.pages for trial in self.trials}))


def fitted(maker: PlanMaker, wish: PageWish = ANY_PAGES) -> Fitted:
    """The plan with the wanted number of pages; where that is not found, the one in which nothing gives way.

    Raises:
        ProofError: a part of a story fits no page.
    """
    if maker.held:
        chosen = _held(maker, wish)
        if chosen is not None and chosen.met:
            return chosen
        # Chosen for another number of pages than is wanted now, or no longer to be had.
        free = fitted(replace(maker, hold=False), wish)
        return free if chosen is None or free.met else chosen
    planned = maker.plan(asked=replace(NO_WISHES, pages=wish))
    found = [(AS_WANTED, planned)]
    if not wish.meets(len(planned)):
        over = len(planned) > wish.nearest(len(planned))
        steps = ways(maker, over)
        # The last step first: where that is not enough, none is.
        for fit in (*steps[-1:], *steps[:-1]):
            found.append((fit, maker.plan(fit, asked_for(wish, over, fit == steps[-1]))))
            if wish.meets(len(found[-1][1])) is not (fit == steps[-1]):
                break
    # Smaller photos and heads for a number of pages that is missed all the same would be given away.
    fit, planned = next((one for one in reversed(found) if wish.meets(len(one[1]))), found[0])
    return Fitted(planned, fit, wish, tuple(FitTrial(fit, len(pages)) for fit, pages in found))


def held_furniture(maker: PlanMaker, wish: PageWish) -> PlanMaker:
    """The same maker, without contents or teasers on page 1 where the chosen plan has none."""
    spec, held = maker.spec, maker.held
    areas = [part.area for parts in held.values() for part in parts if part.page == 1]
    own = maker
    if areas and min(area.row for area in areas) < maker.front_rows():
        own = replace(maker, teased=False)
    if not held or (own == maker and not spec.furniture.contents_rows):
        return maker
    bare = replace(own, contents=False)
    taken = sum(max(0, area.rows) * max(0, area.columns) for area in areas)
    free = (spec.rows - own.front_rows()) * spec.columns - taken
    # The contents are no larger than what is free of page 1; no plan without them leaves as much blank.
    likely = (own, bare) if free >= SEARCH.contents_least else (bare, own)
    for one in likely:
        fit = _held(one, wish)
        if fit is not None and places_in(parts_of(fit.planned)) == places_in(held):
            return one
    return replace(likely[0], teased=maker.teased)


def _held(maker: PlanMaker, wish: PageWish) -> Fitted | None:
    """The plan that was chosen: exact where one step of what gives way makes it so, else as near as it can be.

    A step with which most pages are exact is the one of that plan; a word was changed on the others.
    """
    wanted, found = places_in(maker.held), []
    steps = () if wish.any else (*ways(maker, True), *ways(maker, False))
    for fit in (AS_WANTED, *steps):
        planned = maker.plan(fit, replace(NO_WISHES, pages=wish))
        if planned:
            found.append(Fitted(planned, fit, wish, (FitTrial(fit, len(planned)),)))
            places = places_in(parts_of(planned))
            off = {page for n, at in wanted.items() if places[n] != at for page, _ in at}
            if not off or 2 * len(off) < len(planned):
                return found[-1]
    return found[0] if found else None


def ways(maker: PlanMaker, over: bool) -> list[Fit]:
    """What may give way in an issue of too many pages, or of too few, in its order."""
    return list(shorter(maker.spec, len(spares_of(maker.issue))) if over else longer(maker.spec))


def asked_for(wish: PageWish, over: bool, last: bool) -> Wishes:
    """What is asked of a plan where something gives way, because there are too many pages or too few.

    With the `last` step the search looks further.
    """
    beam = SEARCH.last_beam if last else SEARCH.beam
    return replace(NO_WISHES, pages=wish, shares=(DEAR if over else CHEAP,), beam=beam)


def last_fit(maker: PlanMaker, over: bool) -> Fit:
    """Everything that may give way, given way."""
    return next(reversed(ways(maker, over)), AS_WANTED)
