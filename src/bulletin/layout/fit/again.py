"""AGAIN: an issue whose last plan is known is planned by repairing it; anew where that fails or costs too much."""

from __future__ import annotations

import hashlib
from dataclasses import astuple, replace
from typing import TYPE_CHECKING, cast

from bulletin.fields.issue import PageWish
from bulletin.layout.fit.levers import AS_WANTED, Fit
from bulletin.layout.fit.making import PlanMaker
from bulletin.layout.fit.search import Fitted, FitTrial, PlanRepair, fitted, held_furniture, ways
from bulletin.layout.plan.costs import COSTS
from bulletin.layout.plan.pins import beside_pairs, front_story, own_pages
from bulletin.layout.plan.planned import NO_WISHES
from bulletin.layout.spec import LayoutSpec
from bulletin.lazy import dataclass
from bulletin.model import Issue, Slot

if TYPE_CHECKING:
    from bulletin.layout.plan.held.last import LastPlan, ListedEntry
    from bulletin.layout.plan.held.listed import RelistedPlan


@dataclass(frozen=True, slots=True)
class AskedPlan:
    """For what a plan was made: a digest of stories, layout and wishes; whether page 1 has contents and teasers."""

    digest: str
    entries: tuple[ListedEntry, ...]
    contents: bool
    teased: bool
    rows: int


def fitted_again(maker: PlanMaker, wish: PageWish, last: bytes | None) -> tuple[PlanMaker, Fitted]:
    """The plan of an issue, repaired where it can be, and the maker that has its contents.

    The repaired plan is taken when it costs hardly more than its pages did when they were planned anew; else they are
    planned anew, and the repaired plan is taken when it costs hardly more than the new one.

    Args:
        maker: of the plan.
        wish: the wanted number of pages.
        last: the file of the last plan.

    Raises:
        ProofError: a part of a story fits no page.
    """
    own = held_furniture(maker, wish)
    if last is None or maker.spec.columns == 1 or maker.held:
        return own, fitted(own, wish)
    from bulletin.layout.plan.held.last import last_plan_of, plan_cost

    known = last_plan_of(last)
    old = _repaired(maker, wish, known) if known and known.asked == asked_of(maker.issue, maker.spec, wish) else None
    if old is None or old[1].repair is None:
        return own, fitted(own, wish)
    relisted = old[1].repair.relisted
    if not relisted and plan_cost(old[1].planned) <= old[1].repair.base + COSTS.repaired:
        return old
    new = fitted(own, wish)
    if _whole_cost(old[1]) > _whole_cost(new) + (COSTS.repaired if relisted else COSTS.stays):
        return own, new
    return old[0], replace(old[1], repair=replace(old[1].repair, base=plan_cost(new.planned)))


def _repaired(maker: PlanMaker, wish: PageWish, last: LastPlan) -> tuple[PlanMaker, Fitted] | None:
    """The repaired plan; None where there is none with a wanted number of pages."""
    fit = Fit(*last.fit)
    if fit not in (AS_WANTED, *ways(maker, True), *ways(maker, False)):
        return None
    own = replace(maker, contents=last.contents, teased=last.teased)
    known = _as_listed(last, maker.issue)
    done = own.repaired(known, replace(NO_WISHES, pages=wish)) if known else None
    if done is None or not wish.meets(len(done.planned)):
        return None
    trials = (FitTrial(fit, len(done.planned)),)
    return own, Fitted(done.planned, fit, wish, trials, PlanRepair(done.levels, last.base, known is not last))


def usable(last: LastPlan, issue: Issue) -> bool:
    """Whether the last plan is one of enough of the stories that an issue lists."""
    return _as_listed(last, issue) is not None


def _as_listed(last: LastPlan, issue: Issue) -> LastPlan | RelistedPlan | None:
    """The last plan in the numbers that entries have now; None where too much of the list is another one.

    A list with a pinned brief is planned anew: where the others are in their queue depends on the whole list.
    """
    from bulletin.layout.plan.held.listed import relisted

    entries = listed(issue)
    if last.entries == entries:
        return last
    if issue.sheet.order == "kept" or any(one.slot == "brief" and one.page for one in (*last.entries, *entries)):
        return None
    fronts = [
        front_story(
            [cast("Slot", one.slot) for one in every],
            {n: one.page for n, one in enumerate(every) if one.page},
            [n for n, one in enumerate(every) if one.display],
        )
        for every in (last.entries, entries)
    ]
    return relisted(last, entries, (fronts[0], fronts[1]))


def _whole_cost(fit: Fitted) -> float:
    """The cost of a plan with its area."""
    from bulletin.layout.plan.held.last import plan_cost

    return plan_cost(fit.planned) + COSTS.page * len(fit.planned) + COSTS.page_count * fit.wish.missed(len(fit.planned))


def asked_of(issue: Issue, spec: LayoutSpec, wish: PageWish) -> str:
    """A digest of what a plan is made for, but its stories: these may change, and it stays."""
    notices = [
        (one.title, one.text, one.columns, one.most_rows, one.weight, *([one.url] if one.url else []))
        for one in issue.publication.fillers
    ]
    bound = own_pages(issue), beside_pairs(issue)
    told = (issue.sheet.order, wish, notices, spec.name, spec.files.digest, *(bound if any(bound) else ()))
    return hashlib.sha256(repr(told).encode("utf-8", "surrogateescape")).hexdigest()


def listed(issue: Issue) -> tuple[ListedEntry, ...]:
    """The list of an issue, which a plan is made for as well."""
    from bulletin.layout.plan.held.last import ListedEntry

    return tuple(
        ListedEntry(one.article.id, one.slot, one.page or 0, one.section.id if one.section else "", one.display)
        for one in issue.entries
    )


def new_last_plan(fit: Fitted, asked: AskedPlan) -> bytes | None:
    """The file of a plan, to be kept; None where the one that it was repaired from is still good.

    Where only heights are other ones that file stays: a change that is taken back brings every line back to its place.
    """
    from bulletin.layout.plan.held.last import LastPlan, last_page, last_plan_bytes, plan_cost

    repair = fit.repair
    if repair is not None and not repair.relisted and not {"page", "around"} & {*repair.levels}:
        return None
    base = plan_cost(fit.planned) if repair is None else repair.base
    pages = tuple(last_page(page, asked.rows) for page in fit.planned)
    plan = LastPlan(asked.digest, astuple(fit.fit), asked.contents, asked.teased, base, pages, asked.entries)
    return last_plan_bytes(plan)
