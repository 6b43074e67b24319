"""A warm build for the preview: after an edit only the pages that changed are set, written, proved and pictured.

Reading, measuring and planning are cheap and done for the whole issue; a page's HTML depends on nothing but what stands
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

from bulletin.build.stages import Workshop
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
class SessionResult:
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


class Session:
    """One issue folder under preview.

    Args:
        folder: the issue folder.
        cache: the cache folder; page pictures go below it, named by the content of the page.
    """

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self.shop = Workshop(cache)
        self._sources = SourceCache()
        self._texts: dict[str, Any] = {}
        self._proved: dict[str, Path] = {}
        self._pages: tuple[Path, ...] = ()
        self._depends: tuple[Path, ...] = ()

    def rebuild(self) -> SessionResult:
        """Build what changed since the last time; never raises for bad input."""
        shop = self.shop
        shop.stages.clear()
        shop.findings.clear()
        try:
            checked = shop.read(self.folder, proof=False, cache=self._sources, text_cache=self._texts)
            if checked.issue is not None:
                self._depends = shop.depends(checked.issue)
            if checked.issue is None or has_errors(checked.findings):
                return self._result(False, checked.findings)
            shop.findings += checked.findings
            with naming_sources(checked.issue):
                try:
                    pages, changed = self._set(checked.issue)
                except _MisfitError:
                    pages, changed = self._set(checked.issue)  # the referee has spoken, the plan knows better now
        except BulletinError as error:
            return self._result(False, error.findings)
        self._pages = pages
        return replace(self._result(True, tuple(shop.findings)), changed=changed)

    def _result(self, ok: bool, findings: tuple[Finding, ...]) -> SessionResult:
        timings = {name: seconds["wall"] for name, seconds in self.shop.stages.items()}
        return SessionResult(ok, self._pages, findings, timings, depends=self._depends)

    def _set(self, issue: Issue) -> tuple[tuple[Path, ...], tuple[int, ...]]:
        """Pictures of all pages and the numbers of those that were set now."""
        engine, composed = self.shop.compose(issue, None)
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
        """Whether a page's picture is there; somebody may have emptied the cache. Marks it as used."""
        path = self._proved.get(key)
        return path is not None and Cache(self.shop.cache).get(PICTURES, path.name) == path

    def _keep(self, key: str, picture: bytes) -> Path:
        """The file with a page's picture; in a spare cache folder when the usual one has no room.

        Raises:
            OutputError: there is no room in any cache folder.
        """
        shop, name = self.shop, f"{key}.png"
        kept = Cache(shop.cache).put(PICTURES, name, picture)
        if kept is None:
            full = write_error(shop.cache / PICTURES, OSError(errno.ENOSPC, "no room"))
            shop.cache = spare_for(shop.cache, full)
            kept = Cache(shop.cache).put(PICTURES, name, picture)
            if kept is None:
                raise full
        return kept

    def _build(self, issue: Issue, engine: Any, part: Composed) -> list[bytes]:
        """Set, write and prove some pages; their pictures."""
        shop = self.shop
        slots = [slot for page in part.pages for slot in page.photos]
        with ThreadPoolExecutor(2) as pool:
            jobs = shop.start_photos(pool, slots, shop.for_screen(engine))
            with shop.stage("pages"):
                laid, findings = set_composed(engine, part, lambda: part, partial=True)
            if any(f.is_(LINES_DIFFER) for f in findings):
                self._referee(issue, engine)
                raise _MisfitError(findings)
            if has_errors(findings):
                raise BulletinError(findings)
            photos = shop.finish_photos(jobs).get("screen", {})
        laid = _renumbered(laid, part.pages)
        pdf = shop.screen(issue, laid, photos)
        with shop.stage("proof"):
            found = prove(pdf, laid)
        if has_errors(found):
            raise BulletinError(found)
        with shop.stage("pictures"):
            return list(page_pngs(pdf, PICTURE_PPI))

    def _referee(self, issue: Issue, engine: Any) -> None:
        """Set the whole issue once as a build does, so that the setter learns the lines it had measured wrongly."""
        _, whole = self.shop.compose(issue, None)
        set_composed(engine, whole, lambda: self.shop.compose(issue, None)[1])

    def _words(self, issue: Issue, composed: Composed) -> None:
        """Every word of the issue must stand in the composed pages, changed or not."""
        with self.shop.stage("proof"):
            slots = tuple(slot for page in composed.pages for slot in page.slots)
            found = prove_issue(issue, slots)
        if has_errors(found):
            raise BulletinError(found)

    def _key(self, composed: Composed, page: ComposedPage) -> str:
        """What a page's picture depends on: its HTML, the style sheet, the photos in it and their crops."""
        digest = hashlib.sha256(page.html.encode())
        digest.update(composed.head.encode())
        for slot in page.photos:
            digest.update(f"{self.shop.facts[slot.file].sha256}{slot.crop}".encode())
        return digest.hexdigest()[:32]


def _renumbered(laid: Laid, pages: tuple[ComposedPage, ...]) -> Laid:
    """The facts of some pages as the short file numbers them."""
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
