"""The record edition, for the archive: it holds what it was made from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bulletin.build.makers.maker import PPI_BOUNDS, LaidIssue, Maker, Written
from bulletin.build.meta import meta_of
from bulletin.build.publish import facts_of, release_of, sources_of
from bulletin.build.results import EditionFile
from bulletin.errors import Finding, Place
from bulletin.release import fingerprints, name_inside

if TYPE_CHECKING:
    from bulletin.assets.photos.renditions import Rendition
    from bulletin.build.options import BuildOptions
    from bulletin.layout.laid import PhotoSlot
    from bulletin.layout.spec import LayoutSpec
    from bulletin.preflight.limits import EditionLimits
    from bulletin.preflight.proofs.prove import Expected

RECORD_PPI = 300.0
FACTS = "release-facts.json"


class RecordMaker(Maker):
    """Makes the record edition."""

    name = "record"
    last = True

    def plan(self, options: BuildOptions, spec: LayoutSpec, slot: PhotoSlot) -> Rendition:
        """A picture that can still be printed."""
        from bulletin.assets.photos.renditions import rendition

        return rendition(self.name, slot.box.width, slot.box.height, RECORD_PPI)

    def write(self, done: LaidIssue) -> Written:
        """The finished file, with the sources, the printers' profiles and the facts of the release inside."""
        from bulletin.editions.identity.attachments import attachments_of
        from bulletin.editions.record import CLAIMS, write_record

        standard = done.options.outputs.record.standard
        files = _files(done)
        inside = attachments_of(files, done.issue.sheet.date, {FACTS: "Số báo được dựng từ gì, bằng gì"})
        pdf = write_record(done.laid, self.pictures(done), meta_of(done.issue), inside, standard)
        sheet = EditionFile(self.name, pdf, done.laid.page_count, CLAIMS[standard].standards)
        return Written(sheet, fingerprints(files) if standard == "a-3a" else {})

    def expected(self, done: LaidIssue, written: Written) -> Expected:
        """Links, tags, RGB, and the files inside."""
        from bulletin.preflight.proofs.prove import Expected

        return Expected(ppi=PPI_BOUNDS, attachments=written.inside)

    def limits(self, done: LaidIssue) -> EditionLimits:
        """The archive's standard."""
        from bulletin.preflight.limits import limits_for

        return limits_for(self.name, trim_mm=done.laid.trim_mm, record=done.options.outputs.record.standard)

    def remarks(self, done: LaidIssue, written: Written) -> Iterator[Finding]:
        """Whether sources and photos are inside the file."""
        from bulletin.editions import rules

        record = done.options.outputs.record
        if record.standard == "a-1b":
            yield Finding(rules.SOURCE_APART, Place(file="record.pdf"))
        elif record.photos:
            yield Finding(rules.PHOTOS_INSIDE, Place(file="record.pdf"))


def _files(done: LaidIssue) -> dict[str, bytes]:
    """The files that the record keeps, by name."""
    from bulletin.assets.photos.prepare import original

    files, seen = sources_of(done.issue), done.seen
    if done.options.outputs.record.photos:
        files |= {name_inside(file): original(facts, seen.places.get(file)) for file, facts in seen.facts.items()}
        if seen.logo and seen.logo.original:
            files[name_inside(seen.logo.file)] = seen.logo.original
    for profile in (done.options.printer_file, done.options.copier_file):
        if profile is not None:
            files[f"printers/{profile.name}"] = profile.read_bytes()
    files[FACTS] = facts_of(release_of(done, done.known))
    return files
