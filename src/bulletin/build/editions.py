"""EDIT OUT: write the editions from one page plan, prove their bytes and inspect them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from bulletin.build.makers.maker import LaidIssue, Maker, Written
from bulletin.build.makers.table import MAKERS
from bulletin.build.meta import meta_of
from bulletin.build.results import BuildResult, EditionFile, EditionResult
from bulletin.build.run import BuildRun
from bulletin.build.stages import prove_words
from bulletin.errors import BulletinError, Finding
from bulletin.model import EditionName
from bulletin.runtime.fork import ForkedCall, cores
from bulletin.runtime.spool import Spool, bytes_of, size_of
from bulletin.runtime.wire import ChildBugError

if TYPE_CHECKING:
    from bulletin.assets.photos.renditions import Rendition
    from bulletin.build.options import BuildOptions
    from bulletin.layout.laid import PhotoSlot
    from bulletin.layout.spec import LayoutSpec
    from bulletin.preflight.report import Report

REPORT_FILE = "preflight.html"
TOGETHER_PAGES = 48
"""Of a longer issue one process makes the editions one after the other. Two large files at once take the memory of
both, and a forked process takes anew what it changes, where one process uses again what the last edition left."""
_LARGE = 4 << 20
"""Bytes; a smaller file stays in memory until it is proved."""
Results = Mapping[EditionName, EditionResult]


def renditions_for(options: BuildOptions, spec: LayoutSpec) -> Callable[[PhotoSlot], tuple[Rendition, ...]]:
    """What the photo of a frame is prepared as: one rendition for each edition that is asked for."""
    makers = [MAKERS[name] for name in options.editions]
    return lambda slot: tuple(maker.plan(options, spec, slot) for maker in makers)


def make_editions(run: BuildRun, done: LaidIssue) -> BuildResult:
    """Make every edition asked for, and the report on all of them.

    Two processes share the work. An edition with an error of preflight is withheld: it is neither written nor
    listed, and the report names the reason.

    Raises:
        ProofError: a file is not what was laid out, or not what its edition promises.
    """
    prove_words(run, done.issue, done.laid)
    made = BuildResult(spools=[Spool(run.cache), Spool(run.cache)])
    wanted = [MAKERS[name] for name in done.options.editions]
    for makers in ([m for m in wanted if not m.last], [m for m in wanted if m.last]):
        done = replace(done, known=(*run.findings, *made.findings))
        results = _all(run, makers, done, made.spools)
        if done.options.validate and results:
            with run.stage("validators"):
                results = _validated(results, done)
        for maker in makers:
            for sheet, report in results[maker.name].sheets:
                made.keep(sheet, report)
            made.findings += results[maker.name].remarks
    _report(run, done, made)
    return made


def _all(run: BuildRun, makers: Sequence[Maker], done: LaidIssue, spools: Sequence[Spool]) -> Results:
    """The editions of some makers; those that are made apart in a second process, if there are others and a core.

    Each process has its own spool.
    """
    mine, other = spools
    here = [maker for maker in makers if not maker.apart]
    there = [maker for maker in makers if maker.apart]
    if not here or not there:
        return _each(run, makers, done, mine)
    apart = _apart(run, there, done, other)
    try:
        results = _each(run, here, done, mine)
    except BulletinError as error:
        raise _joined(error, apart) from error
    except BaseException:
        with suppress(BulletinError, ChildBugError):
            apart()
        raise
    return {**results, **apart()}


def _apart(run: BuildRun, makers: Sequence[Maker], done: LaidIssue, spool: Spool) -> Callable[[], Results]:
    """What returns the editions of some makers: begun now, or made when they are asked for.

    With one core a second process would only cost time.
    """
    if cores() == 1 or done.laid.page_count > TOGETHER_PAGES:
        return lambda: _each(run, makers, done, spool)

    def work() -> tuple[Results, dict[str, dict[str, float]], list[Finding]]:
        run.seconds.clear()  # of this process; the other one keeps its own
        before = len(run.findings)
        return _each(run, makers, done, spool), run.seconds, run.findings[before:]

    def joined(forked: ForkedCall[tuple[Results, dict[str, dict[str, float]], list[Finding]]]) -> Results:
        results, seconds, findings = forked.result()
        run.add_seconds(seconds)
        run.note(findings)
        return results

    begun = ForkedCall(work, run.limits)
    return lambda: joined(begun)


def _each(run: BuildRun, makers: Sequence[Maker], done: LaidIssue, spool: Spool) -> Results:
    return {maker.name: _one(run, maker, done, spool) for maker in makers}


def _one(run: BuildRun, maker: Maker, done: LaidIssue, spool: Spool) -> EditionResult:
    """Write, prove and inspect one edition; the office edition with its booklet. The files wait on the spool."""
    with run.stage(f"{maker.name} edition"):
        written = _waiting(maker.write(replace(done, spool=spool)), spool)
    report = judged(run, maker, done, written)
    sheets: list[tuple[EditionFile, Report | None]] = [(written.sheet, report)]
    if report.passed:
        sheets += [(sheet, None) for sheet in maker.sheets(run, done, written)]
    remarks = tuple(maker.remarks(done, written))
    return EditionResult(tuple((_on(spool, sheet), kept) for sheet, kept in sheets), remarks)


def _waiting(written: Written, spool: Spool) -> Written:
    """A written edition, its file on the spool if it is large: it is proved from there, and its memory is free."""
    return replace(written, sheet=_on(spool, written.sheet)) if size_of(written.sheet.pdf) > _LARGE else written


def _on(spool: Spool, sheet: EditionFile) -> EditionFile:
    return replace(sheet, pdf=spool.put(sheet.pdf)) if isinstance(sheet.pdf, bytes) else sheet


def judged(run: BuildRun, maker: Maker, done: LaidIssue, written: Written) -> Report:
    """Prove and inspect an edition; a contradiction to the layout stops the build."""
    from bulletin.preflight.checks.text.text_lost import TEXT_LOST
    from bulletin.preflight.ink.map import ink_maps
    from bulletin.preflight.inspect import judge
    from bulletin.preflight.qr.trials import code_reader

    with run.stage("proof"):
        codes = code_reader(one_bit=maker.one_bit, cache=run.cache)
        limits, expected, file = maker.limits(done), maker.expected(done, written), f"{maker.name}.pdf"
        pdf = written.sheet.pdf
        ink = partial(ink_maps, cache=run.cache)
        found, report = judge(pdf, limits, expected, name=file, laid=done.laid, ink=ink, codes=codes)
    lost = [finding for finding in report.findings if finding.is_(TEXT_LOST)]
    run.stop_on((*found, *lost))
    return report


def _validated(results: Results, done: LaidIssue) -> Results:
    """Add the verdicts of veraPDF (or page-validation) on the standards that each edition claims.

    Raises:
        ToolError: neither is installed.
    """
    from bulletin.preflight.validators.judged import judged_by_validators

    inspected = [
        (bytes_of(sheet.pdf), MAKERS[name].limits(done), report)
        for name, made in results.items()
        for sheet, report in made.sheets
        if report
    ]
    reports = iter(judged_by_validators(inspected))
    return {
        name: replace(made, sheets=tuple((s, next(reports) if report else None) for s, report in made.sheets))
        for name, made in results.items()
    }


def _report(run: BuildRun, done: LaidIssue, made: BuildResult) -> None:
    """Write the report page, with pictures of the pages drawn once for all editions."""
    from bulletin.preflight.html.parts import outlined_pages, page_pictures
    from bulletin.preflight.html.report import html

    with run.stage("report"):
        pictures = {"": page_pictures(made.first, outlined_pages(made.reports))}
        made.beside[REPORT_FILE] = html(made.reports, pictures, title=meta_of(done.issue).title)


def _joined(error: BulletinError, apart: Callable[[], object]) -> BulletinError:
    """Return the error of this process with the findings of the other one, so that one build reports all of it."""
    try:
        apart()
    except BulletinError as other:
        more = tuple(finding for finding in other.findings if finding not in error.findings)
        return type(error)((*error.findings, *more))
    except ChildBugError:
        return error
    return error
