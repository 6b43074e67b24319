"""THE PIPELINE: read → set → check → lay out → edit out → prove → release, on one screen.

Everything below takes its input as arguments; this module alone decides where caches lie and in which order the stages
run. `build_job` and `proof_job` run inside a child process with limits (`runtime.child`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bulletin.runtime.progress import SILENT, Progress
from bulletin.workshop import Checked, Workshop


def check_issue(folder: Path, cache: Path) -> Checked:
    """READ, SET and CHECK: everything that can be known without laying out."""
    return Workshop(cache).read(folder, proof=True)


def build_job(job: dict[str, Any], report: Progress = SILENT) -> dict[str, Any]:
    """Build an issue into `job["out"]`.

    Args:
        job: `folder`, `out`, `cache` (paths), `layout` (name or None), `pages` (limit, optional).
        report: gets the stages.

    Returns:
        `out`, `pages`, `files` (edition → name), `findings` (dicts), `stages` (name → CPU and wall seconds), `lines`.

    Raises:
        BulletinError: with every finding that stopped the build; nothing is written then.
    """
    folder, out = Path(job["folder"]), Path(job["out"])
    shop = Workshop(Path(job["cache"]), report, page_limit=int(job.get("pages") or 300))
    issue, checked = shop.prepared(folder, job.get("layout"))
    laid, photos = shop.lay_out(issue, job.get("layout"))
    files = {"screen.pdf": shop.screen(issue, laid, photos)}
    shop.prove(issue, laid, files["screen.pdf"])
    findings = (*checked.findings, *shop.findings)
    release = shop.release(issue, laid, files, findings)
    shop.publish(out, files, release)
    return shop.result(out, laid, files, findings)


def proof_job(job: dict[str, Any], report: Progress = SILENT) -> dict[str, Any]:
    """Build an issue and write a PNG of each page, `page-01.png` …, at `job["ppi"]` px per inch."""
    folder, out = Path(job["folder"]), Path(job["out"])
    shop = Workshop(Path(job["cache"]), report, page_limit=int(job.get("pages") or 300))
    issue, checked = shop.prepared(folder, job.get("layout"))
    laid, photos = shop.lay_out(issue, job.get("layout"))
    pdf = shop.screen(issue, laid, photos)
    shop.prove(issue, laid, pdf)
    pictures = shop.pictures(pdf, float(job.get("ppi") or 70))
    shop.publish(out, pictures, None)
    return shop.result(out, laid, dict.fromkeys(pictures, b""), (*checked.findings, *shop.findings))
