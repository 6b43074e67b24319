"""The screen edition, to be read on a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin.build.makers.maker import LaidIssue, Maker, Written, as_draft
from bulletin.build.meta import meta_of
from bulletin.build.results import EditionFile

if TYPE_CHECKING:
    from bulletin.assets.photos.renditions import Rendition
    from bulletin.build.options import BuildOptions
    from bulletin.layout.laid import PhotoSlot
    from bulletin.layout.spec import LayoutSpec
    from bulletin.preflight.limits import EditionLimits
    from bulletin.preflight.proofs.prove import Expected


class ScreenMaker(Maker):
    """Makes the screen edition."""

    name = "screen"

    def plan(self, options: BuildOptions, spec: LayoutSpec, slot: PhotoSlot) -> Rendition:
        """A picture at the resolution that the layout wants on screens."""
        from bulletin.assets.photos.renditions import rendition

        return rendition(self.name, slot.box.width, slot.box.height, spec.photos.screen_ppi)

    def write(self, done: LaidIssue) -> Written:
        """The finished file."""
        from bulletin.editions.screen import CLAIMS, write_screen

        pdf = write_screen(done.laid, self.pictures(done), meta_of(done.issue))
        pdf = as_draft(done, pdf)
        return Written(EditionFile(self.name, pdf, done.laid.page_count, CLAIMS.standards))

    def expected(self, done: LaidIssue, written: Written) -> Expected:
        """Links, tags and RGB."""
        from bulletin.preflight.proofs.prove import SCREEN

        return SCREEN

    def limits(self, done: LaidIssue) -> EditionLimits:
        """What preflight holds the file to."""
        from bulletin.preflight.limits import limits_for

        return limits_for(self.name, trim_mm=done.laid.trim_mm)
