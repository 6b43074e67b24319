"""MAKE PLANS: one issue in one layout, planned once with everything as wanted, or with some of it given way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.errors import Finding, ProofError
from bulletin.layout.fit.levers import AS_WANTED, Fit
from bulletin.layout.flow.planner import Planner
from bulletin.layout.kept_plans import KeptPlans
from bulletin.layout.plan.held.places import held_places
from bulletin.layout.plan.pins import beside_pairs, own_pages
from bulletin.layout.plan.planned import NO_WISHES, PageRoom, Parts, PlannedPage, Wishes, linked
from bulletin.layout.plan.pour.fill import ColumnFiller
from bulletin.layout.spec import LayoutSpec
from bulletin.layout.stories.notices import SetNotice
from bulletin.lazy import dataclass
from bulletin.model import Issue, Slot

if TYPE_CHECKING:
    from bulletin.layout.fit.foreseen import Foresee
    from bulletin.layout.plan.held.last import LastPlan, RepairedPlan, RepairLevel
    from bulletin.layout.plan.held.listed import RelistedPlan

FillerOf = Callable[[int, int], ColumnFiller]


@dataclass(frozen=True, slots=True)
class PlanMaker:
    """Plans an issue.

    Attributes:
        spec: of the layout.
        cache: where plans are kept; None keeps none.
        issue: read and set.
        measured: gives what pours the entries of an issue.
        runs: gives an entry of one column in its own number of lines, then in more or fewer, when this gives way.
        notices: of the office, to close gaps, when this gives way.
        imprint: rows at the foot of the last page, when this gives way.
        contents: whether page 1 has “Trong số này”.
        teased: whether page 1 has the layout's line of teasers.
        hold: whether stories keep the places of a plan that was chosen.
        foresee: is told what the pages will probably be, while they are searched with everything as wanted.
    """

    spec: LayoutSpec
    cache: Path | None
    issue: Issue
    measured: Callable[[Issue, Fit], FillerOf]
    runs: Callable[[ColumnFiller, Fit], Sequence[ColumnFiller]]
    notices: Callable[[Fit], tuple[SetNotice, ...]]
    imprint: Callable[[Fit], int]
    contents: bool = True
    teased: bool = True
    hold: bool = True
    foresee: Foresee | None = None

    def front_rows(self, fit: Fit = AS_WANTED) -> int:
        """Rows of page 1 that masthead and teasers take."""
        furniture = fit.grid(self.spec).furniture
        return furniture.masthead_rows + (furniture.skybox_rows if self.teased else 0)

    @property
    def held(self) -> Parts:
        """Where the stories are in the plan that was chosen for this layout; nothing when none was."""
        return held_places(self.issue, self.spec) if self.hold else {}

    def plan(self, fit: Fit = AS_WANTED, asked: Wishes = NO_WISHES) -> tuple[PlannedPage, ...]:
        """The pages; from the cache where the same was measured. No pages where they cannot be as they are held.

        Args:
            fit: what gives way.
            asked: of the plan; order, pins and notices are the issue's.

        Raises:
            ProofError: a part of a story fits no page.
        """
        spec, issue = self.spec, self.issue
        flow = spec.columns == 1
        given = slots, filler, _, gap, room, rows, wishes, _ = self._given(fit, asked)
        runs = [self.runs(filler(index, 1), fit) for index in range(len(slots))] if flow else []
        foresee = self.foresee if fit == AS_WANTED else None
        if foresee and flow:
            foresee((), True)

        def make() -> tuple[PlannedPage, ...]:
            if flow:
                return linked(Planner(slots, runs.__getitem__, gap, room).plan())
            if wishes.held:
                from bulletin.layout.plan.held.typed import HeldPlanner

                return HeldPlanner(*given).plan()
            if wishes.unlike:
                from bulletin.layout.plan.pages import PagePlanner  # with its arrays, which a kept plan does not need

                return PagePlanner(*given).plan()
            if foresee:
                from bulletin.layout.fit.foreseen import ForeseeingPlanner

                return ForeseeingPlanner(foresee, *given).plan()
            from bulletin.layout.plan.held.improve import PageImprover

            return PageImprover(*given).plan()

        kept = KeptPlans(self.cache, spec.columns, gap)
        try:
            boxes = [box for notice in wishes.notices for box in notice.boxes]
            others = [run for every in runs for run in every[1:]]
            found = kept.planned(len(slots), filler, room, make, (rows, wishes, given[-1]), boxes, others)
        except ProofError as error:
            raise ProofError(located(finding, issue) for finding in error.findings) from None
        if foresee:
            foresee(found, True)
        return found

    def repaired(self, last: LastPlan | RelistedPlan, asked: Wishes = NO_WISHES) -> RepairedPlan | None:
        """The last plan with the stories as they are now; None where its pages must be planned anew.

        It is kept as a plan is: a changed word that changes no height costs no search.

        Args:
            last: the plan, in the numbers of the entries as they are listed now.
            asked: of the plan.
        """
        from bulletin.layout.plan.held.last import RepairedPlan
        from bulletin.layout.plan.held.listed import RelistedPlan

        spec = self.spec
        own = last.plan if isinstance(last, RelistedPlan) else last
        given = slots, filler, _, gap, room, rows, wishes, _ = self._given(Fit(*own.fit), asked)

        def make() -> tuple[tuple[PlannedPage, ...], tuple[RepairLevel, ...]] | None:
            from bulletin.layout.plan.held.relist import PageRelister  # with its arrays
            from bulletin.layout.plan.held.repair import PageRepairer

            if isinstance(last, RelistedPlan):
                done = PageRelister(*given).relisted(last)
            else:
                done = PageRepairer(*given).repaired(last)
            return (done.planned, done.levels) if done else None

        kept = KeptPlans(self.cache, spec.columns, gap)
        boxes = [box for notice in wishes.notices for box in notice.boxes]
        found = kept.repaired(len(slots), filler, room, make, (rows, wishes, given[-1]), boxes, last)
        return RepairedPlan(*found) if found else None

    def _given(self, fit: Fit, asked: Wishes) -> _Given:
        """What a planner gets."""
        spec, issue = fit.grid(self.spec), self.issue
        rows = spec.furniture.contents_rows if self.contents else 0
        pins = {n: entry.page for n, entry in enumerate(issue.entries) if entry.page}
        wishes = replace(
            asked,
            kept_order=issue.sheet.order == "kept",
            pins=pins,
            own=own_pages(issue),
            beside=beside_pairs(issue),
            notices=self.notices(fit),
            held=self.held or None,
            facing=spec.facing,
        )
        gap = spec.spaces.story_gap_rows + fit.gap_rows
        front, imprint = self.front_rows(fit), self.imprint(fit)

        def room(page: int, last: bool) -> PageRoom:
            top = front if page == 1 else 0
            foot = rows + 1 if spec.columns == 1 and rows and page == 1 and not last else 0
            return PageRoom(top, spec.rows - top - foot - (imprint if last else 0))

        slots = tuple(entry.slot for entry in issue.entries)
        return slots, self.measured(issue, fit), spec.columns, gap, room, rows, wishes, spec.briefs_head_rows


_Given = tuple[
    tuple[Slot, ...], FillerOf, int, int, Callable[[int, bool], PageRoom], int, Wishes, int
]  # fmt: skip
"""Slots, fillers, columns, rows between stories, room on pages, rows of contents, wishes, rows of a common head."""


def located(finding: Finding, issue: Issue) -> Finding:
    """A finding of the planner, which knows the field only, with the line where that field was typed."""
    path = finding.values.get("path")
    if path is None or finding.place.file is None:
        return finding
    return replace(finding, place=issue.place(finding.place.file, *path.split(".")))
