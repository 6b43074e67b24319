"""OTHERS: plans of an issue that are really different, found by the same search at other prices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bulletin.errors import ProofError
from bulletin.layout.plan.held.compare import parts_of, reshaped, share
from bulletin.layout.plan.planned import NO_WISHES, Parts, PlannedPage
from bulletin.layout.plan.search_limits import SEARCH

if TYPE_CHECKING:
    from bulletin.layout.fit.making import PlanMaker
    from bulletin.layout.fit.search import Fitted


def other_plans(maker: PlanMaker, first: Fitted, known: Sequence[Parts]) -> Iterator[tuple[PlannedPage, ...]]:
    """Plans in which enough stories are elsewhere, or in another form, than in every known one.

    Each story that is as in a known plan has a price, which rises until a plan is different enough. A plan has a wanted
    number of pages where the first has one. What gives way for that number is what gives way in the first.

    Args:
        maker: of the first plan.
        first: the plan that the issue has.
        known: where stories are in plans that are taken; whoever asks for the next plan may have added to them.
    """
    if maker.spec.columns == 1:
        return  # a book has its stories one after the other
    free = replace(maker, hold=False)
    for price, area in SEARCH.unlike:
        more = price > 0 or bool(maker.held)
        while more:
            count = len(known)
            asked = replace(NO_WISHES, pages=first.wish)
            if price:
                asked = replace(asked, shares=(area,), unlike=tuple(known), unlike_price=price)
            try:
                planned = free.plan(first.fit, asked)
            except ProofError:
                break
            if is_other(planned, known) and first.wish.meets(len(planned)) >= first.met:
                yield planned
            more = len(known) > count and price > 0


def is_other(planned: Sequence[PlannedPage], known: Sequence[Parts]) -> bool:
    """Whether a plan is really different from all known ones."""
    parts = parts_of(planned)
    return all(difference(one, parts) >= SEARCH.different for one in known)


def difference(one: Parts, other: Parts) -> float:
    """The share of the stories that are on another page, or in another form, in another plan."""
    return share(reshaped(one, other), one)
