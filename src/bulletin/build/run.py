"""What the stages of one build share. It is passed to each of them; nothing else is kept between two stages."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.errors import Finding, ProofError, has_errors
from bulletin.model import Issue
from bulletin.runtime.limits import Limits
from bulletin.runtime.progress import SILENT, Progress

if TYPE_CHECKING:
    from bulletin.layout.engine import LayoutEngine
    from bulletin.layout.engines import Engines


class BuildRun:
    """The cache folder, the limits, the progress, the timings and the findings of one build.

    Attributes:
        cache: the folder; a spare one once the usual one has no room.
        report: gets the progress.
        limits: of the job.
        seconds: stage → `wall` and `cpu`.
        findings: collected so far.
    """

    def __init__(self, cache: Path, report: Progress = SILENT, limits: Limits | None = None) -> None:
        self.cache = cache
        self.report = report
        self.limits = limits or Limits()
        self.seconds: dict[str, dict[str, float]] = {}
        self.findings: list[Finding] = []

    @contextlib.contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[None]:
        """Report a stage as progress and measure its seconds."""
        self.report.stage(name, total)
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            done = self.seconds.setdefault(name, {"wall": 0.0, "cpu": 0.0})
            done["wall"] += time.perf_counter() - wall
            done["cpu"] += time.process_time() - cpu

    def add_seconds(self, seconds: Mapping[str, Mapping[str, float]]) -> None:
        """Add the time that another process needed for its stages."""
        for name, spent_there in seconds.items():
            here = self.seconds.setdefault(name, {"wall": 0.0, "cpu": 0.0})
            for kind, spent in spent_there.items():
                here[kind] += spent

    def note(self, findings: Iterable[Finding]) -> None:
        """Collect those of the findings that are not there yet."""
        self.findings += [finding for finding in findings if finding not in self.findings]

    def stop_on(self, findings: tuple[Finding, ...]) -> None:
        """Stop the build on errors, with everything found so far; what is no error is kept for the report.

        Raises:
            ProofError: there is an error among the findings.
        """
        if has_errors(findings):
            raise ProofError((*self.findings, *findings))
        self.note(findings)


def layout_engine(
    run: BuildRun, issue: Issue, layout: str | None = None, bleed_mm: float = 0.0, engines: Engines | None = None
) -> LayoutEngine:
    """The engine of a layout with its fonts.

    Args:
        run: of this build.
        issue: whose own layouts and fonts come first.
        layout: another layout than the issue's.
        bleed_mm: of the print shop.
        engines: of a running preview, which keeps an engine while its files are the same.
    """
    from bulletin.layout.engines import Engines

    engines = engines or Engines(run.cache)
    name = layout or issue.sheet.layout or issue.publication.layout
    engine, findings = engines.engine(issue, name, bleed_mm)
    run.cache = engines.cache
    run.note(findings)
    return engine
