"""THE PIPELINE: read → set → check → lay out → write editions → prove → publish, on one screen.

Everything below takes its input as arguments; this module alone decides where caches are and in which order the stages
run. `build_job` and `proof_job` are what a child process with limits runs (`runtime.child`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bulletin.build.request import BuildRequest, Choices, ProofRequest
from bulletin.build.run import BuildRun, layout_engine
from bulletin.build.stages import (
    compose_ahead,
    draw_pages,
    import_late,
    lay_out,
    prove_screen,
    prove_words,
    write_screen_edition,
)
from bulletin.errors import quoting, with_lines
from bulletin.preflight.proofs.sources import naming_sources
from bulletin.runtime.progress import SILENT, Progress


def build_job(order: Mapping[str, object], report: Progress = SILENT) -> dict[str, Any]:
    """Child entry: `build` what a `BuildRequest` asks for."""
    return build(BuildRequest.from_wire(order), report)


def proof_job(order: Mapping[str, object], report: Progress = SILENT) -> dict[str, Any]:
    """Child entry: `draw` what a `ProofRequest` asks for."""
    return draw(ProofRequest.from_wire(order), report)


def build(request: BuildRequest, report: Progress = SILENT) -> dict[str, Any]:
    """Build an issue.

    Args:
        request: what to build, and where.
        report: gets the stages.

    Returns:
        `out`, `pages`, `files` (edition → name), `editions` (what each is), `cache` (the folder used),
        `findings` (dicts), `stages` (name → CPU and wall seconds), `lines`.

    Raises:
        BulletinError: with every finding that stopped the build; nothing is written then.
    """
    from bulletin.build.editions import make_editions, renditions_for
    from bulletin.build.issue_text import issue_text
    from bulletin.build.kept.unchanged import remember_files
    from bulletin.build.makers.maker import LaidIssue
    from bulletin.build.makers.press import shop_profile
    from bulletin.build.meta import meta_of
    from bulletin.build.publish import publish, refuse_warnings, release_of, summary
    from bulletin.issue_text import FILE_NAME, issue_text_bytes

    run = BuildRun(request.cache, report, request.limits)
    planned = compose_ahead(run, request.folder, request.layout, request.choices)
    issue, options = planned.issue, planned.options
    with quoting(issue.sources), naming_sources(issue):
        engine = layout_engine(run, issue, request.layout, options.bleed_mm)
        profile = shop_profile(options)
        laid, photos = lay_out(run, engine, planned, renditions_for(options, engine.spec), profile)
        remember_files(run.cache, request.folder, request.layout, issue, planned.seen)
        import_late(run)
        done = LaidIssue(issue, options, engine, planned.seen, planned.composed.faces, laid, photos, profile)
        made = make_editions(run, done)
    findings = with_lines((*run.findings, *made.findings), issue.sources)
    refuse_warnings(findings, request.strict)
    beside = made.beside | {FILE_NAME: issue_text_bytes(issue_text(issue, laid, meta_of(issue).title))}
    release = release_of(done, findings, made.entries, beside)
    publish(run, request.out, {**made.files, **beside}, release, request.folder)
    told = summary(run, request.out, laid, made.names, findings)
    return told | {"editions": made.facts, "cache": str(run.cache)}


def draw(request: ProofRequest, report: Progress = SILENT) -> dict[str, Any]:
    """Build an issue and write a PNG of each page: `page-01.png` and so on."""
    from bulletin.build.publish import publish, summary

    run = BuildRun(request.cache, report, request.limits)
    planned = compose_ahead(run, request.folder, request.layout, Choices(editions=("screen",)))
    issue = planned.issue
    with quoting(issue.sources), naming_sources(issue):
        laid, photos = lay_out(run, layout_engine(run, issue, request.layout), planned)
        pdf = write_screen_edition(run, issue, laid, photos.get("screen", {}))
        prove_words(run, issue, laid)
        prove_screen(run, laid, pdf)
    pictures = draw_pages(run, pdf, request.ppi)
    publish(run, request.out, pictures, None, request.folder)
    findings = with_lines(run.findings, issue.sources)
    return summary(run, request.out, laid, {Path(n).stem: n for n in pictures}, findings)
