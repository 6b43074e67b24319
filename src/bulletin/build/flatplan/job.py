"""PLAN ONLY: an issue is read, checked, measured and planned; its pages are described and drawn, and no PDF is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin.build.flatplan.fit_told import fit_json, fit_lines
from bulletin.build.flatplan.options import (
    PlanOption,
    drawn,
    first_option,
    more_options,
    options_json,
    options_lines,
)
from bulletin.build.flatplan.repair_told import repair_json, repair_lines
from bulletin.build.kept.last_plan import keep_last_plan
from bulletin.build.meta import meta_of
from bulletin.build.reading import read
from bulletin.build.request import PlanRequest
from bulletin.build.run import BuildRun, layout_engine
from bulletin.build.stages import check_plan, compose, composing_of
from bulletin.errors import InputError, has_errors, quoting, with_lines
from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.quality.as_json import plan_json
from bulletin.layout.quality.report import report as quality_report
from bulletin.layout.setting.composing import Composing
from bulletin.runtime.files import atomic_write
from bulletin.runtime.progress import SILENT, Progress
from bulletin.runtime.wire import findings_to_wire

if TYPE_CHECKING:
    from bulletin.build.flatplan.choosing import Chosen


def plan_job(order: Mapping[str, object], report: Progress = SILENT) -> dict[str, Any]:
    """Child entry: `plan` what a `PlanRequest` asks for."""
    return plan(PlanRequest.from_wire(order), report)


def plan(request: PlanRequest, report: Progress = SILENT) -> dict[str, Any]:
    """Plan an issue and describe its pages.

    Returns:
        `schema`, `plan`, `score`, `fit` and, where they are asked for, `alternatives` (`docs/plan.md`); `text` (lines
        of the picture and of the report), `cache`, `findings`, and whether places were `written`.

    Raises:
        BulletinError: with every finding that prevents a plan.
    """
    from bulletin.layout.flatplan.text import legend, picture, signs

    run = BuildRun(request.cache, report, request.limits)
    checked = read(run, request.folder, proof=False, layout=request.layout)
    if checked.issue is None or has_errors(checked.findings):
        raise InputError(checked.findings)
    issue = replace(checked.issue, last_plan=None) if request.anew else checked.issue
    run.findings += checked.findings
    with quoting(issue.sources):
        with run.stage("fonts"):
            engine = layout_engine(run, issue, request.layout)
        read_findings = len(run.findings)
        composed = compose(run, engine, issue, checked.seen, prove=True)
    composing = composing_of(issue, checked.seen)
    options = _options(run, request, engine, composing, composed)
    first, *others = options
    shown, written = first, False
    if request.choose is not None:
        chosen = _chosen(run, request, engine, composing, options)
        written = not chosen.findings
        if written:  # what is told is the plan as it is from now on
            del run.findings[read_findings:]
            check_plan(run, issue, chosen.composed)
            composed, shown = chosen.composed, first_option(engine, chosen.composed)
        run.findings += chosen.findings
    if request.choose is None or written:
        keep_last_plan(checked.issue, engine, composed)
    if request.out is not None:
        with run.stage("write"):
            pictured = options if request.alternatives else (shown,)
            atomic_write(request.out, _drawn(request, pictured, engine, meta_of(issue).title))
    described, lang = shown.described, request.lang
    lines = [*picture(described, request.width), signs(lang), "", *legend(described, lang)]
    for told_here in (fit_lines(composed.fit, lang), repair_lines(composed.fit, lang)):
        lines += ["", *told_here] if told_here else []
    told = {
        "quality": quality_report(shown.scored, lang, request.every), "cache": str(run.cache), "written": written,
        "fit": fit_json(composed), "repair": repair_json(composed.fit),
    }  # fmt: skip
    if request.alternatives:
        told["alternatives"] = options_json(request.alternatives, others)
        lines += options_lines(request.alternatives, first, others, request.width, lang)
    findings = findings_to_wire(with_lines(run.findings, issue.sources))
    return plan_json(described, shown.scored) | told | {"text": lines, "findings": findings}


def _options(
    run: BuildRun, request: PlanRequest, engine: LayoutEngine, composing: Composing, composed: Composed
) -> tuple[PlanOption, ...]:
    """The plan that the issue has and those to choose from."""
    first = first_option(engine, composed)
    count = max(request.alternatives, (request.choose or 0) - 1)
    if not count:
        return (first,)
    with run.stage("plan"):
        return first, *more_options(engine, composing, first, count)


def _chosen(
    run: BuildRun, request: PlanRequest, engine: LayoutEngine, composing: Composing, options: Sequence[PlanOption]
) -> Chosen:
    """Write the places of the plan that is asked for."""
    from bulletin.build.flatplan.choosing import choose

    assert request.choose is not None
    kept = request.kept or request.folder / "build" / "flatplan"
    with run.stage("plan"):
        return choose(engine, composing, options, request.choose, kept)


def _drawn(request: PlanRequest, options: Sequence[PlanOption], engine: LayoutEngine, title: str) -> bytes:
    """Return the picture in the form that the name of the file asks for; several plans are beside one another."""
    from bulletin.layout.flatplan.beside import html_beside, sheet_beside
    from bulletin.layout.flatplan.shapes import sheet_of

    plans = drawn(options, request.lang) if len(options) > 1 else []
    sheet = sheet_beside(plans) if plans else sheet_of(options[0].described)
    assert request.out is not None
    kind = request.out.suffix.lower()
    if kind == ".png":
        from bulletin.layout.flatplan.png import png_of

        return png_of(sheet, _font(engine))
    if kind == ".html":
        from bulletin.layout.flatplan.html import html_of

        if plans:
            return html_beside(title, plans, request.lang).encode()
        return html_of(title, sheet, options[0].scored, request.lang).encode()
    from bulletin.layout.flatplan.svg import svg_of

    return svg_of(sheet).encode()


def _font(engine: LayoutEngine) -> Path:
    """Return the file of the face that the layout sets its short heads in."""
    role = engine.spec.role("headline-story-1")
    return engine.shaper.face(role).path
