"""What all makers of editions share: what they are given, what they return, and the questions they answer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from bulletin.build.results import EditionFile
from bulletin.lazy import dataclass
from bulletin.model import READING_PPI
from bulletin.release import sha256

if TYPE_CHECKING:
    from bulletin.assets.colour.inks import IccProfile, Inking, Rgb
    from bulletin.assets.fonts.load import Face
    from bulletin.assets.photos.renditions import Rendition
    from bulletin.build.options import BuildOptions
    from bulletin.build.photos.seen import SeenPhotos
    from bulletin.build.run import BuildRun
    from bulletin.errors import Finding
    from bulletin.layout.engine import LayoutEngine
    from bulletin.layout.laid import Laid, PhotoSlot
    from bulletin.layout.spec import LayoutSpec
    from bulletin.model import EditionName, Issue, Printer
    from bulletin.preflight.limits import EditionLimits
    from bulletin.preflight.proofs.prove import Expected
    from bulletin.runtime.spool import Spool

PPI_BOUNDS = (float(READING_PPI.least), float(READING_PPI.best))
"""Photos are never upscaled; check 29 judges their resolution, not the proof."""


@dataclass(frozen=True, slots=True)
class LaidIssue:
    """An issue whose pages are laid out, with all that an edition is made from.

    Attributes:
        issue: read and set.
        options: of this build.
        engine: of the layout.
        seen: the photos as they were read.
        faces: the font faces that the pages use.
        laid: the pages.
        photos: edition → marker of the frame → finished picture.
        profile: the ICC profile of the print shop.
        known: all findings so far; the record keeps them.
        spool: where the file that is made now waits; None for one that stays in memory.
    """

    issue: Issue
    options: BuildOptions
    engine: LayoutEngine
    seen: SeenPhotos
    faces: tuple[Face, ...]
    laid: Laid
    photos: Mapping[str, Mapping[bytes, bytes]]
    profile: IccProfile | None = None
    known: tuple[Finding, ...] = ()
    spool: Spool | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A written edition before it is proved.

    `inside` maps the files attached to it to their SHA-256; `converted` are the colours sent through ICC.
    """

    sheet: EditionFile
    inside: Mapping[str, str] = field(default_factory=dict)
    converted: tuple[Rgb, ...] = ()


class Maker(ABC):
    """Makes one edition. A maker keeps nothing: every method takes values and returns values.

    Attributes:
        name: of the edition.
        apart: it is made in a second process, beside the others.
        last: it is made after the others, whose findings it keeps.
        one_bit: it is printed without greys, and its codes are read so.
    """

    name: ClassVar[EditionName]
    apart: ClassVar[bool] = False
    last: ClassVar[bool] = False
    one_bit: ClassVar[bool] = False

    @abstractmethod
    def plan(self, options: BuildOptions, spec: LayoutSpec, slot: PhotoSlot) -> Rendition:
        """What a frame's photo is prepared as."""

    @abstractmethod
    def write(self, done: LaidIssue) -> Written:
        """The finished file."""

    @abstractmethod
    def expected(self, done: LaidIssue, written: Written) -> Expected:
        """What the proof looks for beside the words."""

    @abstractmethod
    def limits(self, done: LaidIssue) -> EditionLimits:
        """What preflight holds the file to."""

    def remarks(self, done: LaidIssue, written: Written) -> Iterator[Finding]:
        """Findings on decisions that were made without asking."""
        yield from ()

    def sheets(self, run: BuildRun, done: LaidIssue, written: Written) -> Iterator[EditionFile]:
        """The same edition in other shapes; each is proved against the first."""
        yield from ()

    def pictures(self, done: LaidIssue) -> Mapping[bytes, bytes]:
        """The finished pictures of this edition by marker."""
        return done.photos.get(self.name, {})


def inking_of(done: LaidIssue) -> Inking:
    """What the layout's colours become in ink and toner."""
    from bulletin.assets.colour.inks import Inking, palette_of

    printer = done.options.printer
    return Inking(palette_of(done.engine.spec.palette), done.profile, printer.ink_limit if printer else None)


def identity(printer: Printer, name: str, file: Path | None, profile: IccProfile | None) -> dict[str, str]:
    """What release.json records of a machine: its profile's name and bytes, and its ICC profile."""
    said = {"printer": name, "printer_title": printer.title}
    if file is not None:
        said["printer_sha256"] = sha256(file.read_bytes())
    if profile is not None:
        said |= {"icc": profile.description, "icc_sha256": profile.sha256}
    return said


def as_draft(done: LaidIssue, pdf: bytes) -> bytes:
    """The file with the stamp of a draft, when a draft is asked for and nobody approved the issue as it is."""
    from bulletin.desk.approval import is_approved

    if done.options.draft is None or is_approved(done.issue, done.seen.digests()):
        return pdf
    from bulletin.editions.draft import stamped

    return stamped(pdf, done.options.draft)
