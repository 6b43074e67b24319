"""EDIT OUT: write the editions from one page plan, prove their bytes and inspect them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin.build.meta import meta_of
from bulletin.build.options import BuildOptions, place_of
from bulletin.build.results import BuildResult, EditionFile, EditionResult
from bulletin.build.stages import Stages
from bulletin.errors import BulletinError, Finding, Place
from bulletin.model import READING_PPI, EditionName, Issue, Printer
from bulletin.release import fingerprints, sha256
from bulletin.runtime.fork import ForkedCall
from bulletin.runtime.wire import ChildBugError

if TYPE_CHECKING:
    from bulletin.assets.colour.inks import IccProfile, Inking
    from bulletin.assets.photos.renditions import Rendition
    from bulletin.layout.laid import Laid, PhotoSlot
    from bulletin.preflight.limits import EditionLimits
    from bulletin.preflight.proofs.prove import Expected
    from bulletin.preflight.report import Report

RECORD_PPI = 300.0
PPI_BOUNDS = (float(READING_PPI.least), float(READING_PPI.best))
"""Photos are never upscaled; check 29 judges their resolution, not the proof."""
APART: tuple[EditionName, ...] = ("press",)
"""Editions made in a second process; press costs about as much as screen and office."""
RECORD: EditionName = "record"
REPORT_FILE = "preflight.html"


class EditionMaker:
    """Makes the editions of one issue."""

    def __init__(self, stages: Stages, issue: Issue, options: BuildOptions) -> None:
        self.stages, self.issue, self.options = stages, issue, options
        self.engine = stages.engine(issue, stages.layout_name)
        self._inside: Mapping[str, str] = {}
        self._known: tuple[Finding, ...] = ()

    # --- what the editions need ---------------------------------------------------------------------------------

    @cached_property
    def profile(self) -> IccProfile | None:
        """The ICC profile of the print shop."""
        from bulletin.assets.colour.icc import read_profile
        from bulletin.sources.printers import icc_file

        printer, file = self.options.printer, self.options.printer_file
        path = icc_file(printer, file) if printer and file else None
        return read_profile(path) if path else None

    @cached_property
    def inking(self) -> Inking:
        """What the layout's colours become in ink and toner."""
        from bulletin.assets.colour.inks import Inking, palette_of

        printer = self.options.printer
        return Inking(palette_of(self.engine.spec.palette), self.profile, printer.ink_limit if printer else None)

    def renditions(self, slot: PhotoSlot) -> tuple[Rendition, ...]:
        """The renditions of a frame's photo, one for each edition."""
        from bulletin.assets.photos.renditions import rendition

        printer, copier = self.options.printer, self.options.copier
        ppi: dict[EditionName, float] = {
            "screen": self.engine.spec.photos.screen_ppi, "record": RECORD_PPI,
            "press": printer.photo_ppi.best if printer else 0.0, "office": copier.photo_ppi.best if copier else 0.0,
        }  # fmt: skip
        ink = {"one_ink": printer.inks == "black", "ink_limit": printer.ink_limit} if printer else {}
        size = (slot.box.width, slot.box.height)
        return tuple(rendition(name, *size, ppi[name], **ink) for name in self.options.editions)  # type: ignore[arg-type]

    # --- write, prove, inspect ----------------------------------------------------------------------------------

    def make(self, laid: Laid, photos: Mapping[str, Mapping[bytes, bytes]]) -> BuildResult:
        """Make every edition asked for, and the report on all of them.

        Two processes share the work. An edition with an error of preflight is withheld: it is neither written nor
        listed, and the report names the reason.

        Raises:
            ProofError: a file is not what was laid out, or not what its edition promises.
        """
        self.stages.prove_words(self.issue, laid)
        made = BuildResult()
        # The record is last: it keeps the findings on the others.
        for names in (
            [n for n in self.options.editions if n != RECORD],
            [n for n in self.options.editions if n == RECORD],
        ):
            self._known = (*self.stages.findings, *made.findings)
            done = self._all(names, laid, photos)
            if self.options.validate and done:
                with self.stages.stage("validators"):
                    done = self._validated(done, laid)
            for name in names:
                for sheet, report in done[name].sheets:
                    made.keep(sheet, report)
                made.findings += done[name].remarks
        self._report(made)
        return made

    def _all(
        self, names: list[EditionName], laid: Laid, photos: Mapping[str, Mapping[bytes, bytes]]
    ) -> Mapping[EditionName, EditionResult]:
        here = [name for name in names if name not in APART]
        there = [name for name in names if name in APART]
        if not here or not there:
            return {name: self._one(name, laid, photos) for name in names}
        known = len(self.stages.findings)

        def work() -> tuple[dict[EditionName, EditionResult], dict[str, dict[str, float]], list[Finding]]:
            self.stages.seconds.clear()  # of this process; the other one keeps its own
            done = {name: self._one(name, laid, photos) for name in there}
            return done, self.stages.seconds, self.stages.findings[known:]

        forked = ForkedCall(work, self.stages.limits)
        try:
            done = {name: self._one(name, laid, photos) for name in here}
        except BulletinError as error:
            raise _joined(error, forked) from error
        except BaseException:
            with suppress(BulletinError, ChildBugError):
                forked.result()
            raise
        apart, seconds, findings = forked.result()
        self.stages.add_seconds(seconds)
        self.stages.findings += findings
        return done | apart

    def _validated(self, done: Mapping[EditionName, EditionResult], laid: Laid) -> Mapping[EditionName, EditionResult]:
        """Add the verdicts of veraPDF (or page-validation) on the standards that each edition claims.

        Raises:
            ToolError: neither is installed.
        """
        from bulletin.preflight.validators.judged import judged_by_validators

        inspected = [
            (sheet.pdf, self._limits(name, laid), report)
            for name, made in done.items()
            for sheet, report in made.sheets
            if report
        ]
        reports = iter(judged_by_validators(inspected))
        return {
            name: replace(made, sheets=tuple((s, next(reports) if report else None) for s, report in made.sheets))
            for name, made in done.items()
        }

    def _one(self, name: EditionName, laid: Laid, photos: Mapping[str, Mapping[bytes, bytes]]) -> EditionResult:
        """Write, prove and inspect one edition; the office edition with its booklet."""
        with self.stages.stage(f"{name} edition"):
            sheet: EditionFile = getattr(self, f"_{name}")(laid, photos.get(name, {}))
        report = self._judge(name, laid, sheet.pdf)
        sheets: list[tuple[EditionFile, Report | None]] = [(sheet, report)]
        if name == "office" and report.passed:
            sheets += [(booklet, None) for booklet in self._booklet(sheet, laid)]
        return EditionResult(tuple(sheets), tuple(self._remarks(name)))

    def _judge(self, name: EditionName, laid: Laid, pdf: bytes) -> Report:
        """Prove and inspect an edition; a contradiction to the layout stops the build."""
        from bulletin.preflight.checks.rules.text import TEXT_LOST
        from bulletin.preflight.ink.map import ink_maps
        from bulletin.preflight.inspect import judge
        from bulletin.preflight.qr.trials import code_reader

        with self.stages.stage("proof"):
            codes = code_reader(one_bit=name == "office")
            file = f"{name}.pdf"
            found, report = judge(
                pdf, self._limits(name, laid), self._expected(name), name=file, laid=laid, ink=ink_maps, codes=codes
            )
        lost = [finding for finding in report.findings if finding.is_(TEXT_LOST)]
        self.stages.stop_on((*found, *lost))
        return report

    def _remarks(self, name: EditionName) -> Iterator[Finding]:
        """Findings on automatic decisions: colours sent through ICC, sources not attached."""
        from bulletin.editions import rules

        if name == "press" and (converted := self.inking.through_icc):
            colours = ", ".join("#{:02x}{:02x}{:02x}".format(*rgb) for rgb in converted)
            yield Finding(rules.THROUGH_ICC, Place(file="press.pdf"), values={"colours": colours})
        record = self.options.outputs.record
        if name == "record" and record.standard == "a-1b":
            yield Finding(rules.SOURCE_APART, Place(file="record.pdf"))
        elif name == "record" and record.photos:
            yield Finding(rules.PHOTOS_INSIDE, Place(file="record.pdf"))

    def _screen(self, laid: Laid, photos: Mapping[bytes, bytes]) -> EditionFile:
        from bulletin.editions.screen import CLAIMS, write_screen

        return EditionFile("screen", write_screen(laid, photos, meta_of(self.issue)), laid.page_count, CLAIMS.standards)

    def _press(self, laid: Laid, photos: Mapping[bytes, bytes]) -> EditionFile:
        from bulletin.editions.press import PressJob, write_press

        printer, meta = self.options.printer, meta_of(self.issue)
        assert printer is not None
        condition = printer.condition.identifier if printer.condition else printer.inks
        job = PressJob(
            printer, self.profile, self.inking, self.options.bleed_mm, self.options.marks, self.options.x1a,
            f"{meta.title} · {printer.title} · {condition}",
        )  # fmt: skip
        pdf = write_press(laid, photos, meta, job)
        how = {**_identity(printer, self.options.outputs.press.printer, self.options.printer_file, self.profile)}
        how |= {"condition": condition, "bleed_mm": f"{self.options.bleed_mm:g}", "marks": self.options.marks}
        return EditionFile("press", pdf, laid.page_count, job.claims.standards, made_for=how)

    def _office(self, laid: Laid, photos: Mapping[bytes, bytes]) -> EditionFile:
        from bulletin.editions.impose.advice import plain_advice
        from bulletin.editions.office import write_office

        pdf = write_office(laid, photos, meta_of(self.issue), self.inking)
        copier = self.options.copier
        assert copier is not None
        how = _identity(copier, self.options.outputs.office.printer, self.options.copier_file, None)
        advice = () if self._folds(laid.page_count) else plain_advice(laid.page_count, laid.trim_mm)
        return EditionFile("office", pdf, laid.page_count, (), advice, how)

    def _folds(self, pages: int) -> bool:
        """Whether the office edition is imposed: a single leaf cannot be folded into a booklet."""
        scheme = self.options.outputs.office.scheme
        return scheme != "none" and not (scheme == "booklet" and pages < 3)

    def _booklet(self, office: EditionFile, laid: Laid) -> Iterator[EditionFile]:
        """The office edition on sheets, to be folded or as the publication wants it."""
        from bulletin.assets.qr import LEAST_MODULE_MM
        from bulletin.editions.impose.impose import Scheme, impose
        from bulletin.editions.impose.paper import on_paper, paper_findings
        from bulletin.preflight.proofs.imposed import prove_imposed

        office_options = self.options.outputs.office
        if office_options.scheme == "none" or not self._folds(office.pages):
            return
        with self.stages.stage("imposition"):
            scheme = Scheme(
                kind=office_options.scheme,
                flip=office_options.flip,
                caliper_mm=office_options.caliper_mm,
                insert=office_options.insert,
                fold_marks=office_options.fold_marks,
            )
            scheme = on_paper(scheme, office_options.sheet, office_options.fit, laid.trim_mm)
            done = impose(office.pdf, scheme)
        with self.stages.stage("proof"):
            self.stages.stop_on(prove_imposed(done.pdf, office.pdf))
        how = {
            "scheme": office_options.scheme,
            "paper": done.paper,
            "sheets": str(done.sheets),
            "flip": office_options.flip,
            "caliper_mm": f"{office_options.caliper_mm:g}",
            "scale": f"{done.scale:.3g}",
        }
        finest = min((code.module_mm for code in laid.qr_codes), default=None)
        place = place_of(self.issue, "office", "sheet")
        found = paper_findings(office_options.sheet, scheme, done.scale, laid.trim_mm, finest, LEAST_MODULE_MM, place)
        yield EditionFile(f"office-{office_options.scheme}", done.pdf, done.sides, (), done.advice, how, tuple(found))

    def _record(self, laid: Laid, photos: Mapping[bytes, bytes]) -> EditionFile:
        from bulletin.assets.photos.prepare import original
        from bulletin.build.publish import facts_of, name_inside, release_of, sources_of
        from bulletin.editions.identity.attachments import attachments_of
        from bulletin.editions.record import CLAIMS, write_record

        record_options, issue = self.options.outputs.record, self.issue
        files = sources_of(issue)
        if record_options.photos:
            files |= {
                name_inside(file): original(facts, self.stages.photo_places.get(file))
                for file, facts in self.stages.facts.items()
            }
            if (logo := self.stages.logo) and logo.original:
                files[name_inside(logo.file)] = logo.original
        for file in (self.options.printer_file, self.options.copier_file):
            if file is not None:
                files[f"printers/{file.name}"] = file.read_bytes()
        files["release-facts.json"] = facts_of(release_of(self.stages, issue, self._known))
        said = {"release-facts.json": "Số báo được dựng từ gì, bằng gì"}
        inside = attachments_of(files, issue.sheet.date, said)
        self._inside = fingerprints(files) if record_options.standard == "a-3a" else {}
        pdf = write_record(laid, photos, meta_of(issue), inside, record_options.standard)
        return EditionFile("record", pdf, laid.page_count, CLAIMS[record_options.standard].standards)

    def _expected(self, name: EditionName) -> Expected:
        """What the proof of an edition looks for beside the words."""
        from bulletin.editions.marks import SLUG_FONT
        from bulletin.preflight.proofs.prove import SCREEN, Expected

        if name == "screen":
            return SCREEN
        if name == "record":
            return Expected(ppi=PPI_BOUNDS, attachments=self._inside)
        printed = frozenset({"DeviceGray"} if name == "office" else {"DeviceGray", "DeviceCMYK"})
        slug = {SLUG_FONT: "slug"} if name == "press" and self.options.marks == "full" else {}
        return Expected(ppi=PPI_BOUNDS, colours=printed, links=False, tagged=False, fonts=slug)

    def _limits(self, name: EditionName, laid: Laid) -> EditionLimits:
        """The limits that preflight applies to an edition."""
        from bulletin.preflight.limits import limits_for

        options, icc = self.options, self.profile if name == "press" else None
        if name != "press":
            copier = options.copier if name == "office" else None
            return limits_for(name, copier, trim_mm=laid.trim_mm, record=options.outputs.record.standard)
        return limits_for(
            name,
            options.printer,
            profile=options.outputs.press.printer,
            trim_mm=laid.trim_mm,
            bleed_mm=options.bleed_mm,
            marks=options.marks,
            x1a=options.x1a,
            icc_sha256=icc.sha256 if icc else None,
            icc_name=icc.description if icc else None,
        )

    def _report(self, made: BuildResult) -> None:
        """Write the report page, with pictures of the pages drawn once for all editions."""
        from bulletin.preflight.html.parts import page_pictures
        from bulletin.preflight.html.report import html

        with self.stages.stage("report"):
            pictures = {"": page_pictures(made.first)}
            made.beside[REPORT_FILE] = html(made.reports, pictures, title=meta_of(self.issue).title)


def _joined(error: BulletinError, forked: ForkedCall[Any]) -> BulletinError:
    """Return the error of this process with the findings of the other process, so that one build reports all of it."""
    try:
        forked.result()
    except BulletinError as other:
        more = tuple(finding for finding in other.findings if finding not in error.findings)
        return type(error)((*error.findings, *more))
    except ChildBugError:
        return error
    return error


def _identity(printer: Printer, name: str, file: Path | None, profile: IccProfile | None) -> dict[str, str]:
    """What release.json records of a machine: its profile's name and bytes, and its ICC profile."""
    said = {"printer": name, "printer_title": printer.title}
    if file is not None:
        said["printer_sha256"] = sha256(file.read_bytes())
    if profile is not None:
        said |= {"icc": profile.description, "icc_sha256": profile.sha256}
    return said
