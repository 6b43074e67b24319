"""THE PIPELINE: read → set → check → lay out → write editions → prove → publish, on one screen.

Everything below takes its input as arguments; this module alone decides where caches are and in which order the stages
run. `build_job` and `proof_job` run inside a child process with limits (`runtime.child`).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from bulletin.build.stages import Checked, Stages
from bulletin.desk.large import large_entries
from bulletin.errors import BulletinError, has_errors, quoting, with_lines
from bulletin.preflight.proofs.sources import naming_sources
from bulletin.runtime.limits import Limits
from bulletin.runtime.progress import SILENT, Progress


def check_issue(folder: Path, cache: Path) -> Checked:
    """READ, SET and CHECK: everything that can be known without laying out.

    Only a story with a part so long that no page may hold it is measured, as a build would.
    """
    stages = Stages(cache)
    checked = stages.read(folder, proof=True)
    if checked.issue is None or has_errors(checked.findings) or not (large := large_entries(checked.issue)):
        return checked
    try:
        misfits = stages.engine(checked.issue, None).misfits(checked.issue, stages.facts, large)
    except BulletinError as error:
        misfits = error.findings
    return replace(checked, findings=(*checked.findings, *misfits))


def limits_of(job: dict[str, Any]) -> Limits:
    """Return the limits of a job; `pages` of the job comes before that of the limits."""
    limits = Limits.from_dict(job.get("limits") or {})
    return replace(limits, pages=int(job["pages"])) if job.get("pages") else limits


def build_job(job: dict[str, Any], report: Progress = SILENT) -> dict[str, Any]:
    """Build an issue into `job["out"]`.

    Args:
        job: `folder`, `out`, `cache` (paths); optional: `layout`, `editions` (names), `printer`, `marks`, `x1a`,
            `strict`, `pages` (limit), `lang` (of the report page).
        report: gets the stages.

    Returns:
        `out`, `pages`, `files` (edition → name), `editions` (what each is), `cache` (the folder used),
        `findings` (dicts), `stages` (name → CPU and wall seconds), `lines`.

    Raises:
        BulletinError: with every finding that stopped the build; nothing is written then.
    """
    from bulletin.build.editions import EditionMaker
    from bulletin.build.issue_text import issue_text
    from bulletin.build.meta import meta_of
    from bulletin.build.publish import publish, refuse_warnings, release_of, summary
    from bulletin.issue_text import FILE_NAME, issue_text_bytes

    folder, out = Path(job["folder"]), Path(job["out"])
    stages = Stages(Path(job["cache"]), report, limits_of(job))
    issue, _, options = stages.composed_ahead(folder, job)
    maker = EditionMaker(stages, issue, options)
    with quoting(issue.sources), naming_sources(issue):
        laid, photos = stages.lay_out(issue, job.get("layout"), maker.renditions, maker.profile)
        made = maker.make(laid, photos)
    findings = with_lines((*stages.findings, *made.findings), issue.sources)
    refuse_warnings(findings, bool(job.get("strict")))
    beside = made.beside | {FILE_NAME: issue_text_bytes(issue_text(issue, laid, meta_of(issue).title))}
    release = release_of(stages, issue, findings, made.entries, beside)
    publish(stages, out, made.files | beside, release, folder)
    return summary(stages, out, laid, made.names, findings) | {"editions": made.facts, "cache": str(stages.cache)}


def proof_job(job: dict[str, Any], report: Progress = SILENT) -> dict[str, Any]:
    """Build an issue and write a PNG of each page, `page-01.png` …, at `job["ppi"]` px per inch."""
    from bulletin.build.publish import publish, summary

    folder, out = Path(job["folder"]), Path(job["out"])
    stages = Stages(Path(job["cache"]), report, limits_of(job))
    issue, _, _ = stages.composed_ahead(folder, {"layout": job.get("layout"), "editions": ["screen"]})
    with quoting(issue.sources), naming_sources(issue):
        laid, photos = stages.lay_out(issue, job.get("layout"))
        pdf = stages.screen(issue, laid, photos.get("screen", {}))
        stages.prove_words(issue, laid)
        stages.prove(laid, pdf)
    pictures = stages.pictures(pdf, float(job.get("ppi") or 70))
    publish(stages, out, pictures, None, folder)
    findings = with_lines(stages.findings, issue.sources)
    return summary(stages, out, laid, {Path(n).stem: n for n in pictures}, findings)
