"""A built issue as it is handed over: its folder, its release, and files whose bytes are those that were proved."""

from __future__ import annotations

from pathlib import Path

from bulletin.errors import Finding, Place, ProofError
from bulletin.lazy import dataclass
from bulletin.release import FILE_CHANGED, FILE_NAME, Edition, Release, read_release, sha256, verify
from bulletin.runtime import paths


@dataclass(frozen=True, slots=True)
class Built:
    """`folder` holds `release.json`; `issue` is the folder of the issue, or the same where there is none above."""

    folder: Path
    issue: Path
    release: Release


def built_issue(folder: Path) -> Built:
    """The issue that was built into a folder, or into `build` of the issue's folder; every file of it is as built.

    Raises:
        InputError: there is none.
        ProofError: a file of it is lost or was changed since.
    """
    inner = folder / "build"
    place = inner if not paths.is_file(folder / FILE_NAME) and paths.is_file(inner / FILE_NAME) else folder
    release = read_release(place)
    if found := verify(place):
        raise ProofError(found)
    above = place.parent
    return Built(place, above if paths.is_file(above / "issue.yaml") else place, release)


def edition_bytes(built: Built, edition: Edition) -> bytes:
    """The bytes of an edition, the very ones that were proved.

    Raises:
        ProofError: the file was changed or lost since the release was looked at.
    """
    try:
        data = (built.folder / edition.file).read_bytes()
    except OSError:
        data = b""
    if sha256(data) != edition.sha256:
        values = {"edition": edition.name, "file": edition.file}
        raise ProofError([Finding(FILE_CHANGED, Place(file=edition.file), values=values)])
    return data
