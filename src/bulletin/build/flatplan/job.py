"""PLAN ONLY: an issue is read, checked, measured and planned; its pages are described and drawn, and no PDF is made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bulletin.build.flatplan.fit_told import fit_json, fit_lines
from bulletin.build.meta import meta_of
from bulletin.build.reading import read
from bulletin.build.request import PlanRequest
from bulletin.build.run import BuildRun
from bulletin.build.stages import compose, layout_engine
from bulletin.errors import InputError, has_errors, quoting, with_lines
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.quality.as_json import plan_json
from bulletin.layout.quality.describe import describe
from bulletin.layout.quality.description import DescribedPlan
from bulletin.layout.quality.report import report as quality_report
from bulletin.layout.quality.score import Scored, score
from bulletin.runtime.files import atomic_write
from bulletin.runtime.progress import SILENT, Progress
from bulletin.runtime.wire import findings_to_wire


def plan_job(order: Mapping[str, object], report: Progress = SILENT) -> dict[str, Any]:
    """Child entry: `plan` what a `PlanRequest` asks for."""
    return plan(PlanRequest.from_wire(order), report)


def plan(request: PlanRequest, report: Progress = SILENT) -> dict[str, Any]:
    """Plan an issue and describe its pages.

    Returns:
        `schema`, `plan`, `score` and `fit` (`docs/plan.md`), `text` (lines of the picture and of the report), `cache`,
        `findings`.

    Raises:
        BulletinError: with every finding that prevents a plan.
    """
    from bulletin.layout.flatplan.text import legend, picture, signs

    run = BuildRun(request.cache, report, request.limits)
    checked = read(run, request.folder, proof=False, layout=request.layout)
    if checked.issue is None or has_errors(checked.findings):
        raise InputError(checked.findings)
    issue = checked.issue
    run.findings += checked.findings
    with quoting(issue.sources):
        with run.stage("fonts"):
            engine = layout_engine(run, issue, request.layout)
        composed = compose(run, engine, issue, checked.seen, prove=True)
    described = describe(engine.spec, engine.shaper, composed)
    scored = score(described)
    if request.out is not None:
        with run.stage("write"):
            atomic_write(request.out, _drawn(request, described, scored, engine, meta_of(issue).title))
    lines = [*picture(described, request.width), signs(request.lang), "", *legend(described, request.lang)]
    if told_fit := fit_lines(composed.fit, request.lang):
        lines += ["", *told_fit]
    findings = with_lines(run.findings, issue.sources)
    told = {
        "text": lines, "quality": quality_report(scored, request.lang, request.every), "cache": str(run.cache),
        "findings": findings_to_wire(findings), "fit": fit_json(composed),
    }  # fmt: skip
    return plan_json(described, scored) | told


def _drawn(
    request: PlanRequest, described: DescribedPlan, scored: tuple[Scored, ...], engine: LayoutEngine, title: str
) -> bytes:  # fmt: skip
    """Return the picture in the form that the name of the file asks for."""
    from bulletin.layout.flatplan.shapes import sheet_of

    sheet = sheet_of(described)
    assert request.out is not None
    kind = request.out.suffix.lower()
    if kind == ".png":
        from bulletin.layout.flatplan.png import png_of

        return png_of(sheet, _font(engine))
    if kind == ".html":
        from bulletin.layout.flatplan.html import html_of

        return html_of(title, sheet, scored, request.lang).encode()
    from bulletin.layout.flatplan.svg import svg_of

    return svg_of(sheet).encode()


def _font(engine: LayoutEngine) -> Path:
    """Return the file of the face that the layout sets its short heads in."""
    role = engine.spec.role("headline-story-1")
    return engine.shaper.face(role).path
