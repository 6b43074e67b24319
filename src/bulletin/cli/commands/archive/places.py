"""Where the files of findings really are: beside the issue, where it was built, or with the publication above it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from bulletin.cli.findings import refused
from bulletin.cli.settings import Settings
from bulletin.errors import BulletinError, ExitCode, Finding, Place


def refused_at(
    error: BulletinError, settings: Settings, folder: Path, built: Path | None = None, *, ids: bool = False
) -> ExitCode:
    """Report why a command on an issue gave up, each finding at a file that a person can open.

    Args:
        error: what stopped it.
        settings: how to report.
        folder: the issue, or the publication.
        built: where the issue was built.
        ids: whether a finding may say which of many kept issues it is about.

    Returns:
        The exit code of the first error.
    """
    error.findings = real_places(error.findings, folder, built, ids=ids)
    return refused(error, settings, folder)


def real_places(
    findings: Iterable[Finding], folder: Path, built: Path | None = None, *, ids: bool = False
) -> tuple[Finding, ...]:
    """The findings with the files where they are, relative to the folder; one that is about no such file has none."""
    return tuple(replace(one, place=_real(one, folder, built, ids)) for one in findings)


def _real(finding: Finding, folder: Path, built: Path | None, ids: bool) -> Place:
    from bulletin.archive.rules import PART_CHANGED
    from bulletin.archive.store.names import is_object_id
    from bulletin.archive.store.root import publication_file

    place, name = finding.place, finding.place.file
    if name is None or Path(name).is_absolute() or (folder / name).exists():
        return place
    publication = publication_file(folder)
    above = [publication.parent] if publication else []
    for root in [*above, *([built] if built else [])]:
        if (root / name).exists():
            return replace(place, file=os.path.relpath(root / name, folder))
    if is_object_id(name):
        return place if ids else replace(place, file=None)
    if finding.is_(PART_CHANGED) or name == "publication.yaml":
        return replace(place, file=None)
    if built is not None and finding.rule.id.startswith("release."):
        return replace(place, file=os.path.relpath(built / name, folder))
    return place
