"""Opens a random issue with the installed code, up to the point where its pages are planned."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bulletin.build.photos.seen import SeenPhotos
from bulletin.build.reading import read
from bulletin.build.run import BuildRun, layout_engine
from bulletin.build.stages import composing_of
from bulletin.errors import BulletinError
from bulletin.layout.engine import LayoutEngine
from bulletin.layout.engines import Engines
from bulletin.layout.setting.composing import Composing
from bulletin.model import Issue


@dataclass(frozen=True, slots=True)
class OpenedIssue:
    """An issue that was read and checked, and the engine of its layout."""

    issue: Issue
    seen: SeenPhotos
    engine: LayoutEngine

    @property
    def composing(self) -> Composing:
        """What its pages are composed from."""
        return composing_of(self.issue, self.seen)


def open_issue(run: BuildRun, folder: Path, layout: str, engines: Engines | None = None) -> OpenedIssue:
    """Read an issue folder and measure nothing yet.

    Raises:
        BulletinError: the issue has errors.
    """
    checked = read(run, folder, proof=False, layout=layout)
    if checked.issue is None:
        raise BulletinError(checked.findings)
    return OpenedIssue(checked.issue, checked.seen, layout_engine(run, checked.issue, layout, engines=engines))
