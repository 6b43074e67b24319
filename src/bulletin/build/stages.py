"""The stages of a build with what they share: caches, progress, timings; `build/recipe.py` gives their order."""

from __future__ import annotations

import contextlib
import importlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin.build.meta import meta_of
from bulletin.build.options import BuildOptions, photo_limits, resolve_options
from bulletin.build.photos.seen import SeenPhotos
from bulletin.build.request import Choices
from bulletin.build.rules import PAGE_COUNT, TOO_MANY_PAGES
from bulletin.errors import Finding, InputError, LimitError, Place, ProofError, has_errors, quoting, with_lines
from bulletin.fields.printer import strictest
from bulletin.model import READING_PPI, Issue, PhotoPpi
from bulletin.runtime.fork import ForkedCall
from bulletin.runtime.limits import Limits
from bulletin.runtime.progress import SILENT, Progress

if TYPE_CHECKING:
    from bulletin.assets.colour.inks import IccProfile
    from bulletin.assets.photos.cache import PhotoFacts
    from bulletin.assets.photos.renditions import Rendition
    from bulletin.build.photos.jobs import PhotoJobs
    from bulletin.fields.layout import Layout
    from bulletin.layout.engine import Composed, LayoutEngine
    from bulletin.layout.engines import Engines
    from bulletin.layout.laid import Laid, Logo, PhotoSlot
    from bulletin.preflight.proofs.prove import Expected

    RenditionsOf = Callable[[PhotoSlot], tuple[Rendition, ...]]

PHOTO_WORKERS = 2
LATER_IMPORTS = (
    "bulletin.layout.setting.referee", "bulletin.editions.screen", "bulletin.preflight.inspect",
    "bulletin.preflight.html.report", "bulletin.preflight.ink.map", "bulletin.preflight.qr.trials", "zxingcpp",
)  # fmt: skip
"""Imported while another process plans; `bulletin check` never gets here."""


@dataclass(frozen=True, slots=True)
class Checked:
    """An issue that was read and set, or None; all findings; every normalised place (`text.setting.FieldChange`)."""

    issue: Issue | None
    findings: tuple[Finding, ...]
    changes: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class ComposedIssue:
    """An issue with its composed pages: the result of the forked process."""

    checked: Checked
    composed: Composed
    layout: str
    options: BuildOptions
    facts: Mapping[str, PhotoFacts]
    places: Mapping[str, Place]
    logo: Logo | None
    photo_ppi: PhotoPpi
    coarse: frozenset[Place]
    findings: tuple[Finding, ...]
    seconds: Mapping[str, Mapping[str, float]]


class Stages:
    """The stages of a build with what they share. Keep it to build again: fonts, widths and photo facts stay warm."""

    def __init__(self, cache: Path, report: Progress = SILENT, limits: Limits | None = None) -> None:
        self.cache = cache
        self.report = report
        self.limits = limits or Limits()
        self.seconds: dict[str, dict[str, float]] = {}
        self.findings: list[Finding] = []
        self.facts: dict[str, PhotoFacts] = {}
        self.photo_places: dict[str, Place] = {}
        self.logo: Logo | None = None
        self.photo_ppi = READING_PPI
        self.coarse: frozenset[Place] = frozenset()
        self.layout_name = ""
        self.bleed_mm = 0.0
        self._engines: Engines | None = None
        self._current: tuple[str, LayoutEngine] | None = None
        self._composed: Composed | None = None

    @contextlib.contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[None]:
        """Report a stage as progress and measure its seconds."""
        self.report.stage(name, total)
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            done = self.seconds.setdefault(name, {"wall": 0.0, "cpu": 0.0})
            done["wall"] += time.perf_counter() - wall
            done["cpu"] += time.process_time() - cpu

    def add_seconds(self, seconds: Mapping[str, Mapping[str, float]]) -> None:
        """Add the time that another process needed for its stages."""
        for name, spent_there in seconds.items():
            here = self.seconds.setdefault(name, {"wall": 0.0, "cpu": 0.0})
            for kind, spent in spent_there.items():
                here[kind] += spent

    @property
    def seen(self) -> SeenPhotos:
        """The photos as they were read."""
        return SeenPhotos(self.facts, self.photo_places, self.logo, self.photo_ppi, self.coarse)

    # --- read and set -----------------------------------------------------------------------------------------

    def read(
        self, folder: Path, *, proof: bool, cache: Any = None, text_cache: Any = None, layout: str | None = None
    ) -> Checked:
        """READ and SET: the issue with all findings on its files, words, photos and its layout.

        Args:
            folder: the issue folder.
            proof: decode new photos to their end (a build does that anyway while preparing them).
            cache: `sources.SourceCache` of a running preview.
            text_cache: set articles of a running preview.
            layout: another layout than the issue's.
        """
        from bulletin.desk.check import check_words
        from bulletin.desk.typed import explain_controls
        from bulletin.sources import load_issue
        from bulletin.sources.layouts.read import check_files, font_folders, layout_of
        from bulletin.text.setting import normalise_issue

        self._current = None
        with self.stage("read"):
            loaded = load_issue(folder, cache)
            if loaded.issue is None:
                return Checked(None, explain_controls(folder, loaded.findings))
            done = normalise_issue(loaded.issue, text_cache)
            found = layout_of(done.issue, layout)
            words = check_words(loaded.issue, done.issue, self.cache, found.layout)
            findings = [*loaded.findings, *done.findings, *found.findings, *words, *check_files(found)]
            if (found.files is not None and found.files.own) or font_folders(done.issue):
                from bulletin.layout.engines import check_type

                findings += check_type(done.issue, found, self.cache)
        with self.stage("photos seen"):
            findings += self._inspect(done.issue, found.layout, proof)
        return Checked(done.issue, with_lines(findings, done.issue.sources), done.changes)

    def _inspect(self, issue: Issue, layout: Layout | None, proof: bool) -> list[Finding]:
        from bulletin.assets.photos.prepare import inspect_many
        from bulletin.desk.photo_room import check_room

        wanted: dict[str, Place] = {}
        for entry in issue.entries:
            for n, photo in enumerate(entry.article.photos):
                wanted.setdefault(photo.file, issue.place(entry.file, "photos", n, "file"))
        self.photo_places = wanted
        self.facts = {}
        findings: list[Finding] = []
        paths = [(issue.folder / f, p) for f, p in wanted.items()]
        looked = inspect_many(paths, self.cache, root=issue.folder, proof=proof)
        for file, inspection in zip(wanted, looked, strict=True):
            findings += inspection.findings
            if inspection.facts:
                self.facts[file] = inspection.facts
        limits = photo_limits(issue)
        self.photo_ppi = strictest(limits.values())
        findings += (coarse := list(check_room(layout, self.facts, wanted, limits)) if layout else [])
        self.coarse = frozenset(finding.place for finding in coarse)
        return findings + self._look_at_logo(issue, proof)

    def _look_at_logo(self, issue: Issue, proof: bool) -> list[Finding]:
        """Findings on the publication's logo; a picture is one of the photos from here on."""
        self.logo = None
        if not issue.publication.logo:
            return []
        from bulletin.build.photos.logo import look_at_logo

        seen = look_at_logo(issue, self.cache, proof)
        self.logo = seen.logo
        if seen.logo is not None and seen.facts is not None:
            self.facts[seen.logo.file] = seen.facts
            self.photo_places[seen.logo.file] = seen.place
        return list(seen.findings)

    def depends(self, issue: Issue) -> tuple[Path, ...]:
        """The files and folders that the pages depend on: what was read, and where more may be put."""
        publication = (issue.folder / issue.publication_file).parent
        read = (issue.folder / name for name in (*issue.sources, *self.photo_places))
        own = (folder / name for folder in (publication, issue.folder) for name in ("layouts", "fonts", "printers"))
        mast = (publication / issue.publication.logo,) if issue.publication.logo else ()
        return tuple(dict.fromkeys((*read, *own, *mast)))

    # --- read, plan and compose ahead ------------------------------------------------------------------------

    def compose_job(self, folder: Path, layout: str | None, choices: Choices) -> ComposedIssue:
        """READ, SET, CHECK, plan and compose: all that comes before the page setter.

        Args:
            folder: the issue folder.
            layout: another layout than the issue's.
            choices: of the command line.
        """
        checked = self.read(folder, proof=False, layout=layout)
        if checked.issue is None or has_errors(checked.findings):
            raise InputError(checked.findings)
        self.findings += checked.findings
        with quoting(checked.issue.sources):
            options, findings = resolve_options(checked.issue, choices)
            self.findings += findings
            self.bleed_mm = options.bleed_mm
            _, composed = self.compose(checked.issue, layout)
        return ComposedIssue(
            checked, composed, self.layout_name, options, self.facts, self.photo_places, self.logo, self.photo_ppi,
            self.coarse, tuple(self.findings), self.seconds,
        )  # fmt: skip

    def composed_ahead(self, folder: Path, layout: str | None, choices: Choices) -> tuple[Issue, Checked, BuildOptions]:
        """Run `compose_job()` in a forked process, while this one imports the page setter and the PDF tools."""
        forked = ForkedCall(lambda: self.compose_job(folder, layout, choices), self.limits)
        with self.stage("imports"):
            for module in LATER_IMPORTS:
                importlib.import_module(module)
        with self.stage("waiting"):
            done = forked.result()
        self._composed, self.layout_name = done.composed, done.layout
        self.facts, self.photo_places = dict(done.facts), dict(done.places)
        self.photo_ppi, self.coarse, self.logo = done.photo_ppi, done.coarse, done.logo
        self.findings += done.findings
        self.add_seconds(done.seconds)
        self.bleed_mm = done.options.bleed_mm
        assert done.checked.issue is not None
        return done.checked.issue, done.checked, done.options

    # --- lay out ----------------------------------------------------------------------------------------------

    def engine(self, issue: Issue, layout: str | None) -> LayoutEngine:
        """The layout's engine with its fonts; made anew when a byte of the layout or of a font has changed."""
        from bulletin.layout.engines import Engines

        name = layout or issue.sheet.layout or issue.publication.layout
        if self._current is None or self._current[0] != name:
            self._engines = self._engines or Engines(self.cache)
            engine, findings = self._engines.engine(issue, name, self.bleed_mm)
            self.cache = self._engines.cache
            self.findings += [finding for finding in findings if finding not in self.findings]
            self._current = (name, engine)
        self.layout_name = name
        return self._current[1]

    def compose(self, issue: Issue, layout: str | None) -> tuple[LayoutEngine, Composed]:
        """Measure, plan, place, compose."""
        with self.stage("fonts"):
            engine = self.engine(issue, layout)
        with self.stage("plan"):
            composed = engine.compose(issue, self.facts, self._meta_tags(issue), self.photo_ppi, self.logo)
        if len(composed.pages) > self.limits.pages:
            values = {"pages": str(len(composed.pages)), "limit": str(self.limits.pages)}
            raise LimitError([*self.findings, Finding(TOO_MANY_PAGES, values=values)])
        self.stop_on(composed.findings)
        wanted = issue.sheet.pages
        if wanted and wanted != len(composed.pages) and not any(f.is_(PAGE_COUNT) for f in self.findings):
            values = {"pages": str(len(composed.pages)), "wanted": str(wanted)}
            self.findings.append(Finding(PAGE_COUNT, issue.place("issue.yaml", "pages"), str(wanted), values))
        return engine, composed

    def lay_out(
        self,
        issue: Issue,
        layout: str | None,
        renditions: RenditionsOf | None = None,
        profile: IccProfile | None = None,
    ) -> tuple[Laid, dict[str, dict[bytes, bytes]]]:
        """LAY OUT, with the photos of all editions prepared meanwhile by threads.

        Args:
            issue: read and set.
            layout: another layout than the issue's.
            renditions: what a frame's photo is prepared as; for the screen edition alone by default.
            profile: the print shop's.

        Returns:
            The pages, and for every edition the JPEG behind each frame's marker.
        """
        from bulletin.layout.pages.fill import not_full, page_fills
        from bulletin.layout.setting.referee import set_composed

        if self._composed is not None:
            engine, composed = self.engine(issue, layout), self._composed
        else:
            engine, composed = self.compose(issue, layout)
        slots = [slot for page in composed.pages for slot in page.photos]
        with ThreadPoolExecutor(PHOTO_WORKERS) as pool:
            jobs = self.start_photos(pool, slots, renditions or self.for_screen(engine), profile)
            with self.stage("pages"):
                laid, findings = set_composed(engine, composed, lambda: self.compose(issue, layout)[1])
            self.stop_on((*findings, *not_full(page_fills(laid, engine.spec))))
            jobs.want(laid.photos)  # the plan may have changed with WeasyPrint's lines, and some frames with it
            photos = self.finish_photos(jobs)
        self._resolution(laid.photos)
        return laid, photos

    def for_screen(self, engine: LayoutEngine) -> RenditionsOf:
        """Renditions of the screen edition alone."""
        from bulletin.assets.photos.renditions import rendition

        ppi = engine.spec.photos.screen_ppi
        return lambda slot: (rendition("screen", slot.box.width, slot.box.height, ppi),)

    def start_photos(
        self,
        pool: ThreadPoolExecutor,
        slots: Iterable[PhotoSlot],
        renditions: RenditionsOf,
        profile: IccProfile | None = None,
    ) -> PhotoJobs:
        """Begin to prepare the photos of these frames for some editions."""
        from bulletin.assets.photos.prepare import prepare_set
        from bulletin.build.photos.jobs import PhotoJobs

        def work(slot: PhotoSlot) -> dict[str, bytes]:
            asked = renditions(slot)
            place = self.photo_places.get(slot.file)
            made = prepare_set(self.facts[slot.file], slot.crop, asked, cache=self.cache, profile=profile, place=place)
            return {one.edition: data for one, data in zip(asked, made, strict=True)}

        jobs = PhotoJobs(pool, work)
        jobs.want(slots)
        return jobs

    def finish_photos(self, jobs: PhotoJobs) -> dict[str, dict[bytes, bytes]]:
        with self.stage("photos", len(jobs)):
            try:
                return jobs.finish(self.report.advance)
            except InputError as error:
                raise InputError([*self.findings, *error.findings]) from None

    def _resolution(self, slots: tuple[PhotoSlot, ...]) -> None:
        from bulletin.desk.photo_room import check_placed

        # Photos that were reported when they were inspected are not reported again.
        new = [slot for slot in slots if self.photo_places.get(slot.file) not in self.coarse]
        self.stop_on(tuple(check_placed(new, self.facts, self.photo_places, self.photo_ppi)))

    def stop_on(self, findings: tuple[Finding, ...]) -> None:
        """Errors stop the build with everything found so far; what is no error is kept for the report."""
        if has_errors(findings):
            raise ProofError((*self.findings, *findings))
        self.findings += [finding for finding in findings if finding not in self.findings]

    # --- edit out, prove, release -----------------------------------------------------------------------------

    def screen(self, issue: Issue, laid: Laid, photos: Mapping[bytes, bytes]) -> bytes:
        from bulletin.editions.screen import write_screen

        with self.stage("screen edition"):
            return write_screen(laid, photos, meta_of(issue))

    def prove_words(self, issue: Issue, laid: Laid) -> None:
        """CHECK that every word of the issue is on the pages; a failed proof stops the build."""
        from bulletin.preflight.proofs.words import prove_issue

        with self.stage("proof"):
            findings = prove_issue(issue, laid.slots)
        self.stop_on(findings)

    def prove(self, laid: Laid, pdf: bytes, expected: Expected | None = None) -> None:
        """CHECK that finished bytes (the screen edition's) are what was laid out; a failed proof stops the build."""
        from bulletin.preflight.proofs.prove import SCREEN, prove

        with self.stage("proof"):
            findings = prove(pdf, laid, expected or SCREEN)
        self.stop_on(findings)

    def pictures(self, pdf: bytes, ppi: float) -> dict[str, bytes]:
        from bulletin.pdf.pdfium import page_pngs

        with self.stage("pictures"):
            return {f"page-{n:02d}.png": data for n, data in enumerate(page_pngs(pdf, ppi), 1)}

    def faces(self, issue: Issue) -> tuple[Any, ...]:
        """The font faces that the composed pages use (`assets.fonts.FontFace`)."""
        if self._composed is not None:
            return tuple(self._composed.faces)
        return tuple(self.engine(issue, self.layout_name).shaper.used)

    def _meta_tags(self, issue: Issue) -> dict[str, str]:
        return {"title": meta_of(issue).title}
