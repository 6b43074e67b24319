"""The office edition, for the office's own copier: page by page, and on sheets to be folded or cut."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bulletin.build.makers.maker import PPI_BOUNDS, LaidIssue, Maker, Written, as_draft, identity, inking_of
from bulletin.build.meta import meta_of
from bulletin.build.options import place_of
from bulletin.build.results import EditionFile
from bulletin.runtime.spool import bytes_of

if TYPE_CHECKING:
    from bulletin.assets.photos.renditions import Rendition
    from bulletin.build.options import BuildOptions
    from bulletin.build.run import BuildRun
    from bulletin.layout.laid import PhotoSlot
    from bulletin.layout.spec import LayoutSpec
    from bulletin.model import Outputs
    from bulletin.preflight.limits import EditionLimits
    from bulletin.preflight.proofs.prove import Expected


class OfficeMaker(Maker):
    """Makes the office edition and its booklet."""

    name = "office"
    one_bit = True

    def plan(self, options: BuildOptions, spec: LayoutSpec, slot: PhotoSlot) -> Rendition:
        """A grey picture at the resolution of the copier."""
        from bulletin.assets.photos.renditions import rendition

        assert options.copier is not None
        return rendition(self.name, slot.box.width, slot.box.height, options.copier.photo_ppi.best)

    def write(self, done: LaidIssue) -> Written:
        """The finished file; with advice on printing unless there will be a booklet."""
        from bulletin.editions.impose.advice import plain_advice, plain_settings
        from bulletin.editions.office import write_office

        options, laid = done.options, done.laid
        pdf = write_office(laid, self.pictures(done), meta_of(done.issue), inking_of(done))
        pdf = as_draft(done, pdf)
        assert options.copier is not None
        how = identity(options.copier, options.outputs.office.printer, options.copier_file, None)
        how |= plain_settings(laid.page_count, laid.trim_mm)
        advice = () if folds(options.outputs, laid.page_count) else plain_advice(laid.page_count, laid.trim_mm)
        return Written(EditionFile(self.name, pdf, laid.page_count, (), advice, how))

    def expected(self, done: LaidIssue, written: Written) -> Expected:
        """Greys, no links, no tags."""
        from bulletin.preflight.proofs.prove import Expected

        return Expected(ppi=PPI_BOUNDS, colours=frozenset({"DeviceGray"}), links=False, tagged=False)

    def limits(self, done: LaidIssue) -> EditionLimits:
        """The conditions of the copier."""
        from bulletin.preflight.limits import limits_for

        return limits_for(self.name, done.options.copier, trim_mm=done.laid.trim_mm)

    def sheets(self, run: BuildRun, done: LaidIssue, written: Written) -> Iterator[EditionFile]:
        """The office edition on sheets, to be folded or as the publication wants it."""
        from bulletin.assets.qr import LEAST_MODULE_MM
        from bulletin.editions.impose.impose import Scheme, impose
        from bulletin.editions.impose.paper import on_paper, paper_findings
        from bulletin.preflight.proofs.imposed import prove_imposed

        wanted, laid, office = done.options.outputs.office, done.laid, written.sheet
        pages = bytes_of(office.pdf)
        if wanted.scheme == "none" or not folds(done.options.outputs, office.pages):
            return
        with run.stage("imposition"):
            scheme = Scheme(
                kind=wanted.scheme,
                flip=wanted.flip,
                caliper_mm=wanted.caliper_mm,
                insert=wanted.insert,
                fold_marks=wanted.fold_marks,
            )
            scheme = on_paper(scheme, wanted.sheet, wanted.fit, laid.trim_mm)
            # The release says what office-booklet.pdf is: a file of another name leaves it true.
            turned = f"office-{wanted.scheme}-flip-{'long' if wanted.flip == 'short' else 'short'}.pdf"
            made = impose(pages, scheme, again=turned)
        with run.stage("proof"):
            run.stop_on(prove_imposed(made.pdf, pages))
        how = {
            "scheme": wanted.scheme,
            "paper": made.paper,
            "sheets": str(made.sheets),
            "flip": wanted.flip,
            "caliper_mm": f"{wanted.caliper_mm:g}",
            "scale": f"{made.scale:.3g}",
            **made.settings,
        }
        finest = min((code.module_mm for code in laid.qr_codes), default=None)
        place = place_of(done.issue, "office", "sheet")
        found = paper_findings(wanted.sheet, scheme, made.scale, laid.trim_mm, finest, LEAST_MODULE_MM, place)
        yield EditionFile(f"office-{wanted.scheme}", made.pdf, made.sides, (), made.advice, how, tuple(found))


def folds(outputs: Outputs, pages: int) -> bool:
    """Whether the office edition is imposed: a single leaf cannot be folded into a booklet."""
    scheme = outputs.office.scheme
    return scheme != "none" and not (scheme == "booklet" and pages < 3)
