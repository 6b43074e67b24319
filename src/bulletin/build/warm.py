"""A warm build for the preview: after an edit only the pages that changed are set, written, proved and pictured.

Reading, measuring and planning are cheap and done for the whole issue; a page's HTML depends on nothing but what is
on it, so the pages to set again are those whose HTML differs from the last time.
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bulletin.build.stages import Stages
from bulletin.errors import BulletinError, Finding, has_errors
from bulletin.layout.engine import Composed
from bulletin.layout.laid import Laid
from bulletin.layout.pages.compose import ComposedPage
from bulletin.layout.setting.page_setter import LINES_DIFFER
from bulletin.layout.setting.referee import set_composed
from bulletin.model import Issue
from bulletin.pdf.pdfium import page_pngs
from bulletin.preflight.proofs.prove import prove
from bulletin.preflight.proofs.sources import naming_sources
from bulletin.preflight.proofs.words import prove_issue
from bulletin.runtime.cache import Cache, spare_for
from bulletin.runtime.files import write_error
from bulletin.sources import SourceCache

PICTURE_PPI = 100.0
PICTURES = "preview"
"""The folder of the cache that page pictures go to."""


@dataclass(frozen=True, slots=True)
class WarmResult:
    """`ok` when every page is proved; `pages` are PNG files in page order (the last good ones after a failure).

    `depends` are the files and folders that the pages depend on; none when the issue could not be read.
    """

    ok: bool
    pages: tuple[Path, ...]
    findings: tuple[Finding, ...]
    timings: Mapping[str, float]
    changed: tuple[int, ...] = ()
    depends: tuple[Path, ...] = ()


class _MisfitError(BulletinError):
    """Some page has other lines than planned."""


class WarmBuild:
    """One issue folder under preview.

    Args:
        folder: the issue folder.
        cache: the cache folder; page pictures go below it, named by the content of the page.
    """

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self.stages = Stages(cache)
        self._sources = SourceCache()
        self._texts: dict[str, Any] = {}
        self._proved: dict[str, Path] = {}
        self._pages: tuple[Path, ...] = ()
        self._depends: tuple[Path, ...] = ()

    def rebuild(self) -> WarmResult:
        """Build what changed since the last time; never raises for bad input."""
        stages = self.stages
        stages.seconds.clear()
        stages.findings.clear()
        try:
            checked = stages.read(self.folder, proof=False, cache=self._sources, text_cache=self._texts)
            if checked.issue is not None:
                self._depends = stages.depends(checked.issue)
            if checked.issue is None or has_errors(checked.findings):
                return self._result(False, checked.findings)
            stages.findings += checked.findings
            with naming_sources(checked.issue):
                try:
                    pages, changed = self._set(checked.issue)
                except _MisfitError:
                    pages, changed = self._set(checked.issue)  # retry with the lines that WeasyPrint chose
        except BulletinError as error:
            return self._result(False, error.findings)
        self._pages = pages
        return replace(self._result(True, tuple(stages.findings)), changed=changed)

    def _result(self, ok: bool, findings: tuple[Finding, ...]) -> WarmResult:
        timings = {name: seconds["wall"] for name, seconds in self.stages.seconds.items()}
        return WarmResult(ok, self._pages, findings, timings, depends=self._depends)

    def _set(self, issue: Issue) -> tuple[tuple[Path, ...], tuple[int, ...]]:
        """Return the pictures of all pages and the numbers of those that were set now."""
        engine, composed = self.stages.compose(issue, None)
        keys = [self._key(composed, page) for page in composed.pages]
        todo = [page for page, key in zip(composed.pages, keys, strict=True) if not self._kept(key)]
        self._words(issue, composed)
        if todo:
            part = replace(composed, pages=tuple(todo), findings=())
            for page, picture in zip(todo, self._build(issue, engine, part), strict=True):
                key = keys[page.number - 1]
                self._proved[key] = self._keep(key, picture)
        self._proved = {key: self._proved[key] for key in dict.fromkeys(keys)}
        return tuple(self._proved[key] for key in keys), tuple(page.number for page in todo)

    def _kept(self, key: str) -> bool:
        """Return whether a page's picture exists, and mark it as used. The cache may have been emptied meanwhile."""
        path = self._proved.get(key)
        return path is not None and Cache(self.stages.cache).get(PICTURES, path.name) == path

    def _keep(self, key: str, picture: bytes) -> Path:
        """Write a page's picture and return its file; in a spare cache folder when the usual one has no room.

        Raises:
            OutputError: there is no room in any cache folder.
        """
        stages, name = self.stages, f"{key}.png"
        kept = Cache(stages.cache).put(PICTURES, name, picture)
        if kept is None:
            full = write_error(stages.cache / PICTURES, OSError(errno.ENOSPC, "no room"))
            stages.cache = spare_for(stages.cache, full)
            kept = Cache(stages.cache).put(PICTURES, name, picture)
            if kept is None:
                raise full
        return kept

    def _build(self, issue: Issue, engine: Any, part: Composed) -> list[bytes]:
        """Set, write and prove some pages; return their pictures."""
        stages = self.stages
        slots = [slot for page in part.pages for slot in page.photos]
        with ThreadPoolExecutor(2) as pool:
            jobs = stages.start_photos(pool, slots, stages.for_screen(engine))
            with stages.stage("pages"):
                laid, findings = set_composed(engine, part, lambda: part, partial=True)
            if any(f.is_(LINES_DIFFER) for f in findings):
                self._remeasure(issue, engine)
                raise _MisfitError(findings)
            if has_errors(findings):
                raise BulletinError(findings)
            photos = stages.finish_photos(jobs).get("screen", {})
        laid = _renumbered(laid, part.pages)
        pdf = stages.screen(issue, laid, photos)
        with stages.stage("proof"):
            found = prove(pdf, laid)
        if has_errors(found):
            raise BulletinError(found)
        with stages.stage("pictures"):
            return list(page_pngs(pdf, PICTURE_PPI))

    def _remeasure(self, issue: Issue, engine: Any) -> None:
        """Set the whole issue as a build does, so that the setter uses WeasyPrint's lines where its own are wrong."""
        _, whole = self.stages.compose(issue, None)
        set_composed(engine, whole, lambda: self.stages.compose(issue, None)[1])

    def _words(self, issue: Issue, composed: Composed) -> None:
        """Check that every word of the issue is in the composed pages, changed or not."""
        with self.stages.stage("proof"):
            slots = tuple(slot for page in composed.pages for slot in page.slots)
            found = prove_issue(issue, slots)
        if has_errors(found):
            raise BulletinError(found)

    def _key(self, composed: Composed, page: ComposedPage) -> str:
        """What a page's picture depends on: its HTML, the style sheet, the photos in it and their crops."""
        digest = hashlib.sha256(page.html.encode())
        digest.update(composed.head.encode())
        for slot in page.photos:
            digest.update(f"{self.stages.facts[slot.file].sha256}{slot.crop}".encode())
        return digest.hexdigest()[:32]


def _renumbered(laid: Laid, pages: tuple[ComposedPage, ...]) -> Laid:
    """Return the facts of some pages, numbered as in the short file."""
    number = {page.number: n for n, page in enumerate(pages, 1)}

    def moved(slot: Any) -> Any:
        return replace(slot, box=replace(slot.box, page=number[slot.box.page]))

    return replace(
        laid,
        slots=tuple(map(moved, laid.slots)),
        photos=tuple(map(moved, laid.photos)),
        qr_codes=tuple(map(moved, laid.qr_codes)),
        drawings=tuple(map(moved, laid.drawings)),
    )
