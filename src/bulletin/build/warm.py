"""A warm build for the preview: after an edit only the pages that changed are set, written, proved and pictured.

Reading, measuring and planning are cheap and done for the whole issue; a page's HTML depends on nothing but what is
on it, so the pages to set again are those whose HTML differs from the last time.
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from bulletin.build.kept.last_plan import keep_last_plan
from bulletin.build.kept.unchanged import depends, remember_files
from bulletin.build.options import resolve_options
from bulletin.build.photos.prepare import finish_photos, for_screen, start_photos
from bulletin.build.photos.seen import SeenPhotos
from bulletin.build.reading import Checked, read
from bulletin.build.run import BuildRun, layout_engine
from bulletin.build.stages import as_printed, compose, composing_of, write_screen_edition
from bulletin.errors import BulletinError, Finding, Severity, has_errors
from bulletin.layout.engine import Composed, LayoutEngine
from bulletin.layout.engines import Engines
from bulletin.layout.laid import Laid
from bulletin.layout.pages.compose import ComposedPage
from bulletin.layout.setting.referee import set_composed
from bulletin.layout.setting.result import LINES_DIFFER
from bulletin.layout.setting.together import set_together
from bulletin.lazy import dataclass
from bulletin.model import Issue
from bulletin.pdf.pdfium import page_pngs
from bulletin.preflight.proofs.prove import prove
from bulletin.preflight.proofs.sources import naming_sources
from bulletin.preflight.proofs.words import prove_issue
from bulletin.runtime.cache import Cache, spare_for
from bulletin.runtime.files import write_error
from bulletin.runtime.progress import SILENT, Progress
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


@dataclass(frozen=True, slots=True)
class WarmPlan:
    """An issue that was read and planned, ready for its pages to be set.

    `left_out` are the files of articles that have errors, `errors` what was found while they were read with the others.
    """

    run: BuildRun
    engine: LayoutEngine
    issue: Issue
    seen: SeenPhotos
    composed: Composed
    errors: tuple[Finding, ...] = ()
    left_out: tuple[str, ...] = ()


class _MisfitError(BulletinError):
    """Some page has other lines than planned."""


class WarmBuild:
    """One issue folder under preview, with what is worth keeping between two builds of it.

    Kept are the files read, the articles set, the engine of the layout, and the pictures of the pages that are proved.

    Args:
        folder: the issue folder.
        cache: the cache folder; page pictures go below it, named by the content of the page.
        report: gets the progress.
    """

    def __init__(self, folder: Path, cache: Path, report: Progress = SILENT) -> None:
        self.folder = folder
        self._report = report
        self.cache = cache
        self._engines = Engines(cache)
        self._sources = SourceCache()
        self._texts: dict[str, Any] = {}
        self._proved: dict[str, Path] = {}
        self._pages: tuple[Path, ...] = ()
        self._depends: tuple[Path, ...] = ()

    def rebuild(self) -> WarmResult:
        """Build what changed since the last time; never raises for bad input."""
        planned = self.plan()
        return self.finish(planned) if isinstance(planned, WarmPlan) else planned

    def plan(self, *, unfinished: bool = False) -> WarmPlan | WarmResult:
        """Read, measure and plan; a result when that cannot be done. What is planned is cheap and says nearly all.

        Args:
            unfinished: articles with errors are left out, and the others are planned.
        """
        run = BuildRun(self.cache, self._report)
        errors: tuple[Finding, ...] = ()
        try:
            checked = self._read(run)
            broken = _broken_articles(checked.findings) if unfinished else frozenset()
            if broken:
                errors, checked = checked.findings, self._read(run, broken)
            if checked.issue is not None:
                self._depends = depends(checked.issue, checked.seen)
            if checked.issue is None or has_errors(checked.findings) or (broken and not checked.issue.entries):
                return self._result(run, False, errors or checked.findings)
            run.findings += checked.findings
            with naming_sources(checked.issue):
                with run.stage("fonts"):
                    engine = layout_engine(run, checked.issue, bleed_mm=_bleed_mm(checked.issue), engines=self._engines)
                composed = compose(run, engine, checked.issue, checked.seen)
        except BulletinError as error:
            return self._result(run, False, error.findings)
        finally:
            self.cache = run.cache
        issue = checked.issue if broken else keep_last_plan(checked.issue, engine, composed)
        return WarmPlan(run, engine, as_printed(issue, composed), checked.seen, composed, errors, tuple(sorted(broken)))

    def _read(self, run: BuildRun, without: Collection[str] = frozenset()) -> Checked:
        return read(run, self.folder, proof=False, sources=self._sources, texts=self._texts, without=without)

    def finish(self, plan: WarmPlan) -> WarmResult:
        """Set, prove and picture the pages of a plan that changed; never raises for bad input."""
        run = plan.run
        try:
            with naming_sources(plan.issue):
                try:
                    pages, changed = self._set(plan)
                except _MisfitError:  # retry with the lines that WeasyPrint chose
                    again = compose(run, plan.engine, plan.issue, plan.seen)
                    pages, changed = self._set(replace(plan, composed=again))
        except BulletinError as error:
            return self._result(run, False, error.findings)
        finally:
            self.cache = run.cache
        self._pages = pages
        if not plan.left_out:
            remember_files(run.cache, self.folder, None, plan.issue, plan.seen)
        return replace(self._result(run, True, tuple(run.findings)), changed=changed)

    def _result(self, run: BuildRun, ok: bool, findings: tuple[Finding, ...]) -> WarmResult:
        timings = {name: seconds["wall"] for name, seconds in run.seconds.items()}
        return WarmResult(ok, self._pages, findings, timings, depends=self._depends)

    def _set(self, plan: WarmPlan) -> tuple[tuple[Path, ...], tuple[int, ...]]:
        """Return the pictures of all pages and the numbers of those that were set now."""
        run, engine, issue, seen, composed = plan.run, plan.engine, plan.issue, plan.seen, plan.composed
        keys = [_key(composed, page, seen) for page in composed.pages]
        todo = [page for page, key in zip(composed.pages, keys, strict=True) if not self._kept(run, key)]
        if todo and set_together(composed.head, composed.pages):
            todo = list(composed.pages)
        _words(run, issue, composed)
        part = ComposedPart(issue, seen, composed, tuple(todo))
        if todo:
            for page, picture in zip(todo, _build(run, engine, part), strict=True):
                key = keys[page.number - 1]
                self._proved[key] = _keep(run, key, picture)
        self._proved = {key: self._proved[key] for key in dict.fromkeys(keys)}
        return tuple(self._proved[key] for key in keys), tuple(page.number for page in todo)

    def _kept(self, run: BuildRun, key: str) -> bool:
        """Return whether a page's picture exists, and mark it as used. The cache may have been emptied meanwhile."""
        path = self._proved.get(key)
        return path is not None and Cache(run.cache).get(PICTURES, path.name) == path


def _broken_articles(findings: Iterable[Finding]) -> frozenset[str]:
    """The files of the articles with errors; none when something else has one too, since that stops every page."""
    files = {finding.place.file or "" for finding in findings if finding.severity is Severity.ERROR}
    return frozenset(files) if all(file.startswith("articles/") for file in files) else frozenset()


def _bleed_mm(issue: Issue) -> float:
    """The bleed that a build lays the pages out with; what is wrong with a print shop is for the build to say."""
    try:
        return resolve_options(issue)[0].bleed_mm
    except BulletinError:
        return 0.0


@dataclass(frozen=True, slots=True)
class ComposedPart:
    """Those pages of a composed issue that must be set anew."""

    issue: Issue
    seen: SeenPhotos
    whole: Composed
    pages: tuple[ComposedPage, ...]


def _keep(run: BuildRun, key: str, picture: bytes) -> Path:
    """Write a page's picture and return its file; in a spare cache folder when the usual one has no room.

    Raises:
        OutputError: there is no room in any cache folder.
    """
    name = f"{key}.png"
    kept = Cache(run.cache).put(PICTURES, name, picture)
    if kept is None:
        full = write_error(run.cache / PICTURES, OSError(errno.ENOSPC, "no room"))
        run.cache = spare_for(run.cache, full)
        kept = Cache(run.cache).put(PICTURES, name, picture)
        if kept is None:
            raise full
    return kept


def _build(run: BuildRun, engine: LayoutEngine, part: ComposedPart) -> list[bytes]:
    """Set, write and prove some pages; return their pictures.

    Raises:
        _MisfitError: a line came out otherwise than planned; the engine has learnt the lines meanwhile.
        BulletinError: a page cannot be set, or its proof fails.
    """
    slots = [slot for page in part.pages for slot in page.photos]
    with ThreadPoolExecutor(2) as pool:
        jobs = start_photos(run, pool, part.seen, slots, for_screen(engine))
        with run.stage("pages"):
            done = set_composed(engine, replace(part.whole, findings=()), None, part.pages)
        if any(f.is_(LINES_DIFFER) for f in done.findings):
            # The whole issue is set as in a build, so that the engine learns WeasyPrint's lines.
            set_composed(engine, part.whole, composing_of(part.issue, part.seen))
            raise _MisfitError(done.findings)
        if has_errors(done.findings):
            raise BulletinError(done.findings)
        photos = finish_photos(run, jobs).get("screen", {})
    laid = _renumbered(done.laid, part.pages)
    pdf = write_screen_edition(run, part.issue, laid, photos)
    with run.stage("proof"):
        found = prove(pdf, laid)
    if has_errors(found):
        raise BulletinError(found)
    with run.stage("pictures"):
        return list(page_pngs(pdf, PICTURE_PPI))


def _words(run: BuildRun, issue: Issue, composed: Composed) -> None:
    """Check that every word of the issue is in the composed pages, changed or not."""
    with run.stage("proof"):
        slots = tuple(slot for page in composed.pages for slot in page.slots)
        found = prove_issue(issue, slots)
    if has_errors(found):
        raise BulletinError(found)


def _key(composed: Composed, page: ComposedPage, seen: SeenPhotos) -> str:
    """What a page's picture depends on: its HTML, the style sheet, the photos in it and their crops."""
    digest = hashlib.sha256(page.html.encode())
    digest.update(composed.head.encode())
    for slot in page.photos:
        digest.update(f"{seen.facts[slot.file].sha256}{slot.crop}".encode())
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
