"""The press edition, for the print shop."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bulletin.build.makers.maker import PPI_BOUNDS, LaidIssue, Maker, Written, identity, inking_of
from bulletin.build.meta import meta_of
from bulletin.build.results import EditionFile
from bulletin.errors import Finding, Place

if TYPE_CHECKING:
    from bulletin.assets.colour.inks import IccProfile
    from bulletin.assets.photos.renditions import Rendition
    from bulletin.build.options import BuildOptions
    from bulletin.layout.laid import PhotoSlot
    from bulletin.layout.spec import LayoutSpec
    from bulletin.preflight.limits import EditionLimits
    from bulletin.preflight.proofs.prove import Expected


def shop_profile(options: BuildOptions) -> IccProfile | None:
    """The ICC profile of the print shop; None without a shop, or for one that prints black alone."""
    from bulletin.assets.colour.icc import read_profile
    from bulletin.sources.printers import icc_file

    printer, file = options.printer, options.printer_file
    path = icc_file(printer, file) if printer and file else None
    return read_profile(path) if path else None


class PressMaker(Maker):
    """Makes the press edition. It costs about as much as the screen and the office edition together."""

    name = "press"
    apart = True

    def plan(self, options: BuildOptions, spec: LayoutSpec, slot: PhotoSlot) -> Rendition:
        """A picture in the inks and at the resolution of the shop."""
        from bulletin.assets.photos.renditions import rendition

        printer = options.printer
        assert printer is not None
        size = slot.box.width, slot.box.height
        one_ink, limit = printer.inks == "black", printer.ink_limit
        return rendition(self.name, *size, printer.photo_ppi.best, one_ink=one_ink, ink_limit=limit)

    def write(self, done: LaidIssue) -> Written:
        """The finished file, with the shop's conditions for `release.json`."""
        from bulletin.editions.press import PressJob, write_press

        options, meta, inking = done.options, meta_of(done.issue), inking_of(done)
        printer = options.printer
        assert printer is not None
        condition = printer.condition.identifier if printer.condition else printer.inks
        slug = f"{meta.title} · {printer.title} · {condition}"
        job = PressJob(printer, done.profile, inking, options.bleed_mm, options.marks, options.x1a, slug)
        pdf = write_press(done.laid, self.pictures(done), meta, job, done.spool)
        how = identity(printer, options.outputs.press.printer, options.printer_file, done.profile)
        how |= {"condition": condition, "bleed_mm": f"{options.bleed_mm:g}", "marks": options.marks}
        sheet = EditionFile(self.name, pdf, done.laid.page_count, job.claims.standards, made_for=how)
        return Written(sheet, converted=tuple(inking.through_icc))

    def expected(self, done: LaidIssue, written: Written) -> Expected:
        """Inks, no links, no tags; the slug line's font under full marks."""
        from bulletin.editions.marks import SLUG_FONT
        from bulletin.preflight.proofs.prove import Expected

        slug = {SLUG_FONT: "slug"} if done.options.marks == "full" else {}
        inks = frozenset({"DeviceGray", "DeviceCMYK"})
        return Expected(ppi=PPI_BOUNDS, colours=inks, links=False, tagged=False, fonts=slug)

    def limits(self, done: LaidIssue) -> EditionLimits:
        """The shop's conditions."""
        from bulletin.preflight.limits import limits_for

        options, icc = done.options, done.profile
        return limits_for(
            self.name,
            options.printer,
            profile=options.outputs.press.printer,
            trim_mm=done.laid.trim_mm,
            bleed_mm=options.bleed_mm,
            marks=options.marks,
            x1a=options.x1a,
            icc_sha256=icc.sha256 if icc else None,
            icc_name=icc.description if icc else None,
        )

    def remarks(self, done: LaidIssue, written: Written) -> Iterator[Finding]:
        """Colours that were sent through ICC."""
        from bulletin.editions import rules

        if written.converted:
            colours = ", ".join("#{:02x}{:02x}{:02x}".format(*rgb) for rgb in written.converted)
            yield Finding(rules.THROUGH_ICC, Place(file="press.pdf"), values={"colours": colours})
