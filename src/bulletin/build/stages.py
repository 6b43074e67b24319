"""The stages of a build as functions from values to values; `build/recipe.py` gives their order.

Each takes the `BuildRun`, for progress, timings and findings. What a stage finds out is in the value that it returns.
"""

from __future__ import annotations

import contextlib
import importlib
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.build.flatplan.page_count import page_count
from bulletin.build.kept.last_plan import with_used_plan
from bulletin.build.meta import meta_of, title_of
from bulletin.build.options import BuildOptions, page_multiple, resolve_options
from bulletin.build.photos.ahead import prepare_foreseen, tell_photos
from bulletin.build.photos.prepare import PHOTO_WORKERS, finish_photos, for_screen, start_photos
from bulletin.build.photos.seen import SeenPhotos
from bulletin.build.reading import read
from bulletin.build.request import Choices
from bulletin.build.rules import PAGE_COUNT, SPARE_PHOTO, TOO_MANY_PAGES
from bulletin.build.run import BuildRun, layout_engine
from bulletin.errors import BulletinError, Finding, InputError, LimitError, has_errors, quoting
from bulletin.lazy import dataclass
from bulletin.model import Issue
from bulletin.runtime.fork import Asides, ForkedCall, cores, put_value, value_of
from bulletin.runtime.spool import Spool
from bulletin.runtime.start.collector import HARDLY_EVER, collect_seldom, importing
from bulletin.runtime.wire import ChildBugError

if TYPE_CHECKING:
    from bulletin.assets.colour.inks import IccProfile
    from bulletin.build.photos.prepare import RenditionsOf
    from bulletin.layout.engine import Composed, LayoutEngine
    from bulletin.layout.laid import Laid
    from bulletin.layout.setting.composing import Composing

SHARED_IMPORTS = (
    "bulletin.layout.engines", "bulletin.layout.setting.composing", "bulletin.assets.photos.prepare",
    "PIL.ImageDraw", "PIL.JpegImagePlugin", "PIL.PngImagePlugin", "PIL.GifImagePlugin", "PIL.BmpImagePlugin",
)  # fmt: skip
"""Imported once, before another process plans: both need them, and the other one cannot begin without them."""
PAGE_SETTER = "bulletin.layout.setting.page_setter"
LATER_IMPORTS = (
    "bulletin.layout.setting.referee", "bulletin.layout.words.join", "bulletin.editions.screen",
    "bulletin.preflight.inspect", "bulletin.preflight.html.report", "bulletin.preflight.ink.map",
    "bulletin.preflight.qr.trials", "zxingcpp", "pypdfium2", "lxml.etree",
)  # fmt: skip
"""Imported while another process plans; `bulletin check` never gets here."""


@dataclass(frozen=True, slots=True)
class ComposedIssue:
    """An issue without errors, its photos, the options of this build, and its composed pages."""

    issue: Issue
    seen: SeenPhotos
    options: BuildOptions
    composed: Composed


# --- plan and compose -----------------------------------------------------------------------------------------


def composing_of(issue: Issue, seen: SeenPhotos) -> Composing:
    """What the pages of an issue are composed from."""
    from bulletin.layout.setting.composing import Composing

    multiple = page_multiple(issue) if issue.sheet.pages else 1
    return Composing(issue, seen.facts, {"title": title_of(issue)}, seen.ppi, seen.logo, multiple)


def compose(
    run: BuildRun, engine: LayoutEngine, issue: Issue, seen: SeenPhotos, prove: bool = False
) -> Composed:  # fmt: skip
    """LAY OUT, first half: measure, plan, place and compose; the page setter comes later.

    With `prove` the answer to a number of pages that is not met is made sure of by planning again.
    """
    with run.stage("plan"):
        composed = replace(composing_of(issue, seen), prove=prove).compose(engine)
    check_plan(run, issue, composed)
    return composed


def check_plan(run: BuildRun, issue: Issue, composed: Composed) -> None:
    """CHECK the number of pages, and stop on what was found while composing.

    Raises:
        LimitError: there are more pages than the limits allow.
        ProofError: the pages cannot be set.
    """
    pages = len(composed.pages)
    if pages > run.limits.pages:
        values = {"pages": str(pages), "limit": str(run.limits.pages)}
        raise LimitError([*run.findings, Finding(TOO_MANY_PAGES, values=values)])
    run.stop_on(composed.findings)
    if composed.fit:
        run.findings += left_out_photos(issue, composed.fit.fit.spares_out, pages)
    if composed.answer and not any(f.is_(PAGE_COUNT) for f in run.findings):
        run.findings.append(page_count(issue, composed.answer, pages))


def left_out_photos(issue: Issue, count: int, pages: int) -> Iterator[Finding]:
    """A note on each photo that is left out to meet a number of pages, where its article marks it as spare."""
    from bulletin.layout.fit.changed import spares_of

    for index, number in spares_of(issue)[:count]:
        entry = issue.entries[index]
        photo = entry.article.photos[number].id
        values = {"photo": photo, "story": entry.article.title, "pages": str(pages)}
        yield Finding(SPARE_PHOTO, issue.place(entry.file, "photos", number, "spare"), photo, values)


def as_printed(issue: Issue, composed: Composed) -> Issue:
    """The issue without the photos that its plan leaves out: proofs, letters and the archive know what is printed."""
    from bulletin.layout.fit.changed import without_spares

    return without_spares(issue, composed.fit.fit.spares_out) if composed.fit else issue


def compose_issue(
    run: BuildRun, folder: Path, layout: str | None, choices: Choices, asides: Asides | None = None
) -> ComposedIssue:  # fmt: skip
    """READ, SET, CHECK, plan and compose: all that comes before the page setter.

    Args:
        run: of this build.
        folder: the issue folder.
        layout: another layout than the issue's.
        choices: of the command line.
        asides: for the pictures that will probably be wanted; None where nobody prepares them meanwhile.

    Raises:
        BulletinError: the issue cannot be built; with everything found so far.
    """
    checked = read(run, folder, proof=False, layout=layout)
    if checked.issue is None or has_errors(checked.findings):
        raise InputError(checked.findings)
    issue = checked.issue
    run.findings += checked.findings
    with quoting(issue.sources):
        options, findings = resolve_options(issue, choices)
        run.findings += findings
        with run.stage("fonts"):
            cache = run.cache
            engine = layout_engine(run, issue, layout, options.bleed_mm)
        if asides is not None and "screen" in options.editions and run.cache == cache:
            tell_photos(asides, engine, checked.seen)
        elif asides is not None:
            asides.say(None)
        composed = compose(run, engine, issue, checked.seen)
    return ComposedIssue(as_printed(with_used_plan(issue, composed), composed), checked.seen, options, composed)


def compose_ahead(run: BuildRun, folder: Path, layout: str | None, choices: Choices) -> ComposedIssue:
    """Do `compose_issue()` in a forked process, while this one imports the page setter and the PDF tools.

    Where the files are those of the last build its pages will be found set, and the page setter is not imported. Where
    there was no build or preview, the other process will search for pages: this one prepares photos until the search
    is nearly over, and imports then, since both take memory.
    """
    from bulletin.build.kept.unchanged import shown_before, unchanged
    from bulletin.layout.setting.weasy_import import keep_declarations

    keep_declarations(run.cache)
    if cores() == 1:
        return compose_issue(run, folder, layout, choices)

    asides = None if shown_before(run.cache, folder, layout) else Asides()

    spool = Spool(run.cache)

    def ahead() -> tuple[object, list[Finding], dict[str, dict[str, float]]]:
        collect_seldom(HARDLY_EVER)
        done = compose_issue(run, folder, layout, choices, asides)
        return put_value(spool, done), run.findings, run.seconds

    with importing():
        for module in SHARED_IMPORTS:
            importlib.import_module(module)
    forked = ForkedCall(ahead, run.limits)
    if asides is not None:
        with run.stage("photos"):
            prepare_foreseen(asides, forked.handle, run.cache)
    with run.stage("imports"), importing():
        # Of a first build the planner has its most memory now, so what the editions need is imported when it is gone.
        later = LATER_IMPORTS if asides is None else ()
        for module in later if unchanged(run.cache, folder, layout) else (PAGE_SETTER, *later):
            importlib.import_module(module)
    with run.stage("waiting"):
        made, findings, seconds = forked.result()
        done: ComposedIssue = value_of(made)  # the process that made it has ended, and its memory is free
        spool.close()
    run.findings += findings
    run.add_seconds(seconds)
    return done


def import_late(run: BuildRun) -> None:
    """Import what the editions need at once, as far as that is not done: one by one the collector looks at it all."""
    with run.stage("imports"), importing():
        for module in LATER_IMPORTS:
            importlib.import_module(module)


# --- lay out --------------------------------------------------------------------------------------------------


def lay_out(
    run: BuildRun,
    engine: LayoutEngine,
    planned: ComposedIssue,
    renditions: RenditionsOf | None = None,
    profile: IccProfile | None = None,
) -> tuple[Laid, Mapping[str, Mapping[bytes, bytes]]]:
    """LAY OUT, second half: the page setter sets the pages, while threads prepare the photos of all editions.

    Args:
        run: of this build.
        engine: of the layout.
        planned: the composed pages.
        renditions: what a frame's photo is prepared as; for the screen edition alone by default.
        profile: the print shop's.

    Returns:
        The pages, and for every edition the JPEG behind each frame's marker.
    """
    from bulletin.desk.photo_room import check_placed
    from bulletin.layout.fit.last_page import LAST_PAGE
    from bulletin.layout.pages.fill import not_full, page_fills
    from bulletin.layout.setting.referee import page_setter, set_composed

    issue, seen, composed = planned.issue, planned.seen, planned.composed
    slots = [slot for page in composed.pages for slot in page.photos]
    # The second process is forked before there are threads.
    with _last_pages_apart(run, engine, composed), ThreadPoolExecutor(PHOTO_WORKERS) as pool:
        jobs = start_photos(run, pool, seen, slots, renditions or for_screen(engine), profile)
        with run.stage("pages"), closing(page_setter(engine)):
            done = set_composed(engine, composed, composing_of(issue, seen))
        if done.composed is not composed:
            check_plan(run, issue, done.composed)
        laid = done.laid
        told = {int(finding.values["page"]) for finding in run.findings if finding.is_(LAST_PAGE)}
        run.stop_on((*done.findings, *not_full(page_fills(laid, engine.spec), told)))
        jobs.want(laid.photos)  # the plan may have changed with WeasyPrint's lines, and some frames with it
        photos = finish_photos(run, jobs)
    # Photos that were reported when they were seen are not reported again.
    new = [slot for slot in laid.photos if seen.places.get(slot.file) not in seen.coarse]
    run.stop_on(tuple(check_placed(new, seen.facts, seen.places, seen.ppi)))
    return laid, photos


@contextlib.contextmanager
def _last_pages_apart(run: BuildRun, engine: LayoutEngine, composed: Composed) -> Iterator[None]:
    """While the block sets pages, a second process sets the last ones into the cache, where there are many.

    Whatever goes wrong there, the block meets it itself when it comes to that page.
    """
    from bulletin.layout.setting.referee import pays_apart, set_from_the_end

    def work() -> float:
        began = time.process_time()
        set_from_the_end(engine, composed)
        return time.process_time() - began

    engine.use_grid(composed.fit.fit if composed.fit else None)
    forked = ForkedCall(work, run.limits) if cores() > 1 and pays_apart(engine, composed) else None
    try:
        yield
    finally:
        if forked is not None:
            with contextlib.suppress(BulletinError, ChildBugError):
                run.add_seconds({"pages": {"wall": 0.0, "cpu": forked.result()}})


# --- write and prove the screen edition -----------------------------------------------------------------------


def write_screen_edition(run: BuildRun, issue: Issue, laid: Laid, photos: Mapping[bytes, bytes]) -> bytes:
    """The finished screen edition."""
    from bulletin.editions.screen import write_screen

    with run.stage("screen edition"):
        return write_screen(laid, photos, meta_of(issue))


def prove_words(run: BuildRun, issue: Issue, laid: Laid) -> None:
    """CHECK that every word of the issue is on the pages; a failed proof stops the build."""
    from bulletin.preflight.proofs.words import prove_issue

    with run.stage("proof"):
        findings = prove_issue(issue, laid.slots)
    run.stop_on(findings)


def prove_screen(run: BuildRun, laid: Laid, pdf: bytes) -> None:
    """CHECK that the finished screen edition is what was laid out; a failed proof stops the build."""
    from bulletin.preflight.proofs.prove import prove

    with run.stage("proof"):
        findings = prove(pdf, laid)
    run.stop_on(findings)


def draw_pages(run: BuildRun, pdf: bytes, ppi: float) -> dict[str, bytes]:
    """A PNG of each page by its file name."""
    from bulletin.pdf.pdfium import page_pngs

    with run.stage("pictures"):
        return {f"page-{n:02d}.png": data for n, data in enumerate(page_pngs(pdf, ppi), 1)}
