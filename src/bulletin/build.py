"""THE PIPELINE: read → set → check → lay out → edit out → prove → hand over, on one screen.

Everything below takes its input as arguments; this module alone decides where caches lie and in which order the stages
run. `build_job` and `proof_job` run inside a child process with limits (`runtime.child`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bulletin.errors import quoting, with_lines
from bulletin.runtime.progress import SILENT, Progress
from bulletin.workshop import Checked, Workshop


def check_issue(folder: Path, cache: Path) -> Checked:
    """READ, SET and CHECK: everything that can be known without laying out."""
    return Workshop(cache).read(folder, proof=True)


def build_job(job: dict[str, Any], report: Progress = SILENT) -> dict[str, Any]:
    """Build an issue into `job["out"]`.

    Args:
        job: `folder`, `out`, `cache` (paths); optional: `layout`, `editions` (names), `printer`, `marks`, `x1a`,
            `strict`, `pages` (limit), `lang` (of the report page).
        report: gets the stages.

    Returns:
        `out`, `pages`, `files` (edition → name), `editions` (what each is), `findings` (dicts), `stages` (name → CPU
        and wall seconds), `lines`.

    Raises:
        BulletinError: with every finding that stopped the build; nothing is written then.
    """
    from bulletin.handover import hand_over, hold_to, release_of, told
    from bulletin.pressroom import Pressroom

    folder, out = Path(job["folder"]), Path(job["out"])
    shop = Workshop(Path(job["cache"]), report, page_limit=int(job.get("pages") or 300))
    issue, checked, orders = shop.prepared(folder, job)
    room = Pressroom(shop, issue, orders)
    with quoting(issue.sources):
        laid, photos = shop.lay_out(issue, job.get("layout"), room.renditions, room.profile)
        made = room.make(laid, photos)
    findings = with_lines((*checked.findings, *shop.findings, *made.findings), issue.sources)
    hold_to(findings, bool(job.get("strict")))
    release = release_of(shop, issue, findings, made.entries)
    hand_over(shop, out, made.files, release)
    return told(shop, out, laid, made.names, findings) | {"editions": made.facts}


def proof_job(job: dict[str, Any], report: Progress = SILENT) -> dict[str, Any]:
    """Build an issue and write a PNG of each page, `page-01.png` …, at `job["ppi"]` px per inch."""
    from bulletin.handover import hand_over, told

    folder, out = Path(job["folder"]), Path(job["out"])
    shop = Workshop(Path(job["cache"]), report, page_limit=int(job.get("pages") or 300))
    issue, checked, _ = shop.prepared(folder, {"layout": job.get("layout"), "editions": ["screen"]})
    with quoting(issue.sources):
        laid, photos = shop.lay_out(issue, job.get("layout"))
    pdf = shop.screen(issue, laid, photos.get("screen", {}))
    shop.prove_words(issue, laid)
    shop.prove(laid, pdf)
    pictures = shop.pictures(pdf, float(job.get("ppi") or 70))
    hand_over(shop, out, pictures, None)
    return told(
        shop,
        out,
        laid,
        {Path(n).stem: n for n in pictures},
        with_lines((*checked.findings, *shop.findings), issue.sources),
    )
