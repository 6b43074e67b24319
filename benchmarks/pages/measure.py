"""Plans random issues with the installed code and adds up what is on their pages."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from benchmarks.pages.generate import Made, write_issue
from benchmarks.pages.opened import open_issue
from benchmarks.pages.pictures import Face
from bulletin.build.run import BuildRun
from bulletin.build.stages import compose
from bulletin.errors import BulletinError
from bulletin.layout.engines import Engines
from bulletin.layout.quality.describe import describe
from bulletin.layout.quality.description import DescribedPlan
from bulletin.layout.quality.score import TERMS, total
from bulletin.layout.quality.score import score as scored_of
from bulletin.layout.quality.tally import QualityTally, added

FACE_CUT = 0.03
"""Share of a face that may be outside of the crop."""
_ENGINES: dict[Path, Engines] = {}


@dataclass(frozen=True, slots=True)
class Measured:
    """One issue in one layout: `tally` of all terms, cost of the plan, CPU seconds; or why it was refused."""

    seed: int
    kind: str
    layout: str
    pages: int
    tally: QualityTally
    cost: float
    cpu_s: float
    refused: str = ""


def plan_issue(folder: Path, layout: str, cache: Path) -> tuple[DescribedPlan, float]:
    """Return the described plan of an issue folder, and the CPU seconds of measuring, planning and composing.

    Raises:
        BulletinError: the issue has errors, or cannot be planned.
    """
    run = BuildRun(cache)
    opened = open_issue(run, folder, layout, _ENGINES.setdefault(cache / layout, Engines(cache)))
    engine = opened.engine
    engine.forget_stories()
    began = time.process_time()
    composed = compose(run, engine, opened.issue, opened.seen)
    spent = time.process_time() - began
    return describe(engine.spec, engine.shaper, composed), spent


def measure(seed: int, layouts: Sequence[str], work: Path) -> list[Measured]:
    """Write the issue of a seed and measure it in each layout."""
    made = write_issue(work / f"{seed:03d}", seed)
    found = []
    for layout in layouts:
        try:
            plan, spent = plan_issue(made.folder, layout, work / "cache")
        except BulletinError as error:
            why = ", ".join(sorted({finding.rule.id for finding in error.findings}))
            found.append(Measured(seed, made.plan.kind, layout, 0, QualityTally(), 0.0, 0.0, why))
            continue
        scored = scored_of(plan, TERMS)
        # Terms that count the same thing (photos, inner pages) count it once.
        counts: dict[str, float] = {}
        for item in scored:
            counts.update(item.tally.counts)
        counts |= cut_faces(made, plan)
        tally = QualityTally(counts, added(i.tally for i in scored).most, added(i.tally for i in scored).values)
        found.append(Measured(seed, made.plan.kind, layout, len(plan.pages), tally, total(scored), spent))
    return found


def cut_faces(made: Made, plan: DescribedPlan) -> dict[str, float]:
    """Return how many faces are on the printed photos, and how many of them a crop cuts."""
    every = cut = 0
    for page in plan.pages:
        for module in page.modules:
            for photo in module.photos:
                faces = made.faces[photo.file]
                every += len(faces)
                cut += sum(lost(face, photo.crop) > FACE_CUT for face in faces)
    return {"faces": every, "cut_faces": cut}


def lost(face: Face, crop: tuple[float, float, float, float]) -> float:
    """Return the share of a face that is outside of a crop."""
    width = max(0.0, min(face[2], crop[2]) - max(face[0], crop[0]))
    height = max(0.0, min(face[3], crop[3]) - max(face[1], crop[1]))
    return 1 - width * height / ((face[2] - face[0]) * (face[3] - face[1]))


def measure_all(seeds: Sequence[int], layouts: Sequence[str], work: Path, jobs: int) -> Iterator[list[Measured]]:
    """Measure many issues, in the order of their seeds; each worker has its own folder."""
    if jobs <= 1:
        yield from map(partial(measure, layouts=layouts, work=work), seeds)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(partial(measure, layouts=layouts, work=work), seeds)
