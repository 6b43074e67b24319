"""READ and SET: what people typed becomes an issue in normal text, with everything that is found on the way.

`bulletin check` does hardly more, so nothing that lays out is imported at the top.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin.build.photos.seen import SeenPhotos, see_photos
from bulletin.build.run import BuildRun, layout_engine
from bulletin.desk.approval import check_approvals
from bulletin.desk.large import large_entries
from bulletin.errors import BulletinError, Finding, has_errors, with_lines
from bulletin.lazy import dataclass
from bulletin.model import Issue

if TYPE_CHECKING:
    from bulletin.sources import SourceCache


@dataclass(frozen=True, slots=True)
class Checked:
    """An issue that was read and set, or None; all findings; every normalised place (`text.setting.FieldChange`).

    `seen` are its photos.
    """

    issue: Issue | None
    findings: tuple[Finding, ...]
    changes: tuple[Any, ...] = ()
    seen: SeenPhotos = SeenPhotos()


def read(
    run: BuildRun,
    folder: Path,
    *,
    proof: bool,
    layout: str | None = None,
    sources: SourceCache | None = None,
    texts: dict[str, Any] | None = None,
    without: Collection[str] = frozenset(),
) -> Checked:
    """READ and SET: the issue with all findings on its files, words, photos and its layout.

    Args:
        run: of this build.
        folder: the issue folder.
        proof: decode new photos to their end (a build does that anyway while preparing them).
        layout: another layout than the issue's.
        sources: files that a running preview has read before.
        texts: articles that a running preview has set before.
        without: files of articles that are left out.
    """
    from bulletin.desk.check import check_words
    from bulletin.desk.typed import explain_controls
    from bulletin.sources import load_issue
    from bulletin.sources.layouts.last_plan import read_last_plan
    from bulletin.sources.layouts.own_checks import check_files
    from bulletin.sources.layouts.read import font_folders, layout_of
    from bulletin.text.setting import normalise_issue

    with run.stage("read"):
        loaded = load_issue(folder, sources, without)
        if loaded.issue is None:
            return Checked(None, explain_controls(folder, loaded.findings))
        done = normalise_issue(loaded.issue, texts)
        found = layout_of(done.issue, layout)
        words = check_words(loaded.issue, done.issue, run.cache, found.layout)
        findings = [*loaded.findings, *done.findings, *found.findings, *words, *check_files(found)]
        if (found.files is not None and found.files.own) or font_folders(done.issue):
            from bulletin.layout.engines import check_type

            findings += check_type(done.issue, found, run.cache)
    with run.stage("photos seen"):
        seen, on_photos = see_photos(done.issue, found.layout, run.cache, proof=proof)
        on_photos = (*on_photos, *check_approvals(done.issue, seen.digests()))
    last = read_last_plan(done.issue.folder, found.files.name if found.files else None)
    issue = replace(done.issue, last_plan=last)
    return Checked(issue, with_lines([*findings, *on_photos], done.issue.sources), done.changes, seen)


def check_issue(folder: Path, cache: Path) -> Checked:
    """READ, SET and CHECK: everything that can be known without laying out.

    Only a story with a part so long that no page may hold it is measured, as a build would.
    """
    run = BuildRun(cache)
    checked = read(run, folder, proof=True)
    if checked.issue is None or has_errors(checked.findings) or not (large := large_entries(checked.issue)):
        return checked
    try:
        misfits = layout_engine(run, checked.issue).misfits(checked.issue, checked.seen.facts, large)
    except BulletinError as error:
        misfits = error.findings
    return replace(checked, findings=(*checked.findings, *misfits))
