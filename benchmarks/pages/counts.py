"""Asks random issues for other numbers of pages than they have, and says which are met."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from benchmarks.pages.generate import write_issue
from benchmarks.pages.opened import open_issue
from bulletin.build.run import BuildRun

NEAR = 0.08
"""Share of the natural length within which a wanted number must be met."""
AROUND = 2
"""Numbers below and above the natural one that are asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One issue: its natural length in pages, and each wanted number with the pages that came out and CPU seconds."""

    seed: int
    kind: str
    length: float
    counts: tuple[tuple[int, int, float], ...]

    @property
    def near(self) -> list[tuple[int, int, float]]:
        """The wanted numbers that are within `NEAR` of the natural length."""
        return [one for one in self.counts if abs(one[0] - self.length) <= NEAR * self.length]

    @property
    def in_a_row(self) -> int:
        """How many consecutive numbers of pages can be had."""
        met = sorted({came for _, came, _ in self.counts})
        longest = run = 1
        for one, other in pairwise(met):
            run = run + 1 if other == one + 1 else 1
            longest = max(longest, run)
        return longest


def ask(seed: int, layout: str, work: Path) -> Asked:
    """Write the issue of a seed and plan it for each number of pages around its natural one.

    Raises:
        BulletinError: the issue has errors, or cannot be planned.
    """
    made = write_issue(work / f"{seed:03d}", seed)
    run = BuildRun(work / "cache")
    opened = open_issue(run, made.folder, layout)
    engine, composing = opened.engine, opened.composing
    engine.cache = None
    began = time.process_time()
    planned = composing.compose(engine).planned
    natural = len(planned)
    counts = [(natural, natural, time.process_time() - began)]
    for wanted in range(max(1, natural - AROUND), natural + AROUND + 1):
        if wanted == natural:
            continue
        sheet = replace(opened.issue.sheet, pages=str(wanted))
        began = time.process_time()
        pages = replace(composing, issue=replace(opened.issue, sheet=sheet)).compose(engine).pages
        counts.append((wanted, len(pages), time.process_time() - began))
    length = natural - 1 + planned[-1].used_rows / engine.spec.rows
    return Asked(seed, made.plan.kind, length, tuple(sorted(counts)))


def summary(found: list[Asked]) -> str:
    """Return the table: numbers near the natural length that are met, and consecutive ones."""
    near = [one for item in found for one in item.near]
    met = sum(wanted == came for wanted, came, _ in near)
    rows = [f"wanted within {NEAR:.0%} of the natural length: {met} of {len(near)} met"]
    for least in (2, 3):
        count = sum(item.in_a_row >= least for item in found)
        rows.append(f"{least} consecutive numbers of pages: {count} of {len(found)} issues")
    most = max((spent for item in found for _, _, spent in item.counts), default=0.0)
    return "\n".join((*rows, f"most CPU seconds for one number: {most:.1f}"))
