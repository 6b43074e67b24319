"""EDIT OUT: the ordered editions are written from one page plan, proved on their bytes, and held to their preflight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bulletin.errors import Finding, Text
from bulletin.model import EditionName, Issue
from bulletin.orders import Orders
from bulletin.release import Edition, edition, fingerprints
from bulletin.workshop import Workshop, meta_of

if TYPE_CHECKING:
    from bulletin.assets.inks import IccProfile, Inking
    from bulletin.assets.photo_set import Rendition
    from bulletin.layout.pages import Laid, PhotoSlot
    from bulletin.preflight.output import Expected

RECORD_PPI = 300.0
STANDARDS = {
    "screen": ("PDF/UA-1",), "x-4": ("PDF/X-4", "PDF/A-2b"), "x-1a": ("PDF/X-1a:2003", "PDF/A-1b"), "none": (),
    "a-3a": ("PDF/A-3a", "PDF/UA-1"), "a-1b": ("PDF/A-1b",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """One finished file: the edition's name, its bytes and pages, what it claims to be, and how to print it."""

    name: str
    pdf: bytes
    pages: int
    standards: tuple[str, ...] = ()
    advice: tuple[Text, ...] = ()


@dataclass(slots=True)
class Made:
    """Everything that came of the orders: files by name, and what each edition is."""

    files: dict[str, bytes] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    entries: tuple[Edition, ...] = ()
    facts: list[dict[str, Any]] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()


class Pressroom:
    """Makes the editions of one issue."""

    def __init__(self, shop: Workshop, issue: Issue, orders: Orders) -> None:
        self.shop, self.issue, self.orders = shop, issue, orders
        self.engine = shop.engine(issue, shop.layout_name)
        self._inside: Mapping[str, str] = {}

    # --- what the editions need ---------------------------------------------------------------------------------

    @cached_property
    def profile(self) -> IccProfile | None:
        """The ICC profile of the print shop."""
        from bulletin.assets.icc import read_profile
        from bulletin.sources.printers import icc_file

        printer, file = self.orders.printer, self.orders.printer_file
        path = icc_file(printer, file) if printer and file else None
        return read_profile(path) if path else None

    @cached_property
    def inking(self) -> Inking:
        """What the layout's colours become in ink and toner."""
        from bulletin.assets.inks import Inking, palette_of

        printer = self.orders.printer
        return Inking(palette_of(self.engine.spec.palette), self.profile, printer.ink_limit if printer else None)

    def renditions(self, slot: PhotoSlot) -> tuple[Rendition, ...]:
        """What the photo of a frame is wanted as."""
        from bulletin.assets.photo_set import rendition
        from bulletin.assets.toner import PPI

        printer = self.orders.printer
        ppi: dict[EditionName, float] = {
            "screen": self.engine.spec.photos.screen_ppi, "office": PPI, "record": RECORD_PPI,
            "press": printer.photo_ppi.best if printer else 0.0,
        }  # fmt: skip
        ink = {"one_ink": printer.inks == "black", "ink_limit": printer.ink_limit} if printer else {}
        size = (slot.box.width, slot.box.height)
        return tuple(rendition(name, *size, ppi[name], **ink) for name in self.orders.editions)  # type: ignore[arg-type]

    # --- write, prove, inspect ----------------------------------------------------------------------------------

    def make(self, laid: Laid, photos: Mapping[str, Mapping[bytes, bytes]]) -> Made:
        """Every edition that was ordered.

        Raises:
            ProofError: a file is not what was laid out, or not what its edition promises.
        """
        made = Made()
        self.shop.prove_words(self.issue, laid)
        for name in self.orders.editions:
            for sheet in self._sheets(name, laid, photos.get(name, {})):
                _keep(made, sheet)
        return made

    def _sheets(self, name: EditionName, laid: Laid, photos: Mapping[bytes, bytes]) -> Iterator[Sheet]:
        if name == "office":
            yield from self._office(laid, photos)
            return
        with self.shop.stage(f"{name} edition"):
            sheet = {"screen": self._screen, "press": self._press, "record": self._record}[name](laid, photos)
        self.shop.prove(laid, sheet.pdf, self._expected(name))
        yield sheet

    def _screen(self, laid: Laid, photos: Mapping[bytes, bytes]) -> Sheet:
        from bulletin.editions.screen import write_screen

        return Sheet("screen", write_screen(laid, photos, meta_of(self.issue)), laid.page_count, STANDARDS["screen"])

    def _press(self, laid: Laid, photos: Mapping[bytes, bytes]) -> Sheet:
        from bulletin.editions.press import PressJob, write_press

        printer, meta = self.orders.printer, meta_of(self.issue)
        assert printer is not None
        condition = printer.condition.identifier if printer.condition else printer.inks
        job = PressJob(
            printer, self.profile, self.inking, self.orders.bleed_mm, self.orders.outputs.press.marks or "none",
            self.orders.x1a, f"{meta.title} · {printer.title} · {condition}",
        )  # fmt: skip
        return Sheet("press", write_press(laid, photos, meta, job), laid.page_count, STANDARDS[job.standard])

    def _office(self, laid: Laid, photos: Mapping[bytes, bytes]) -> Iterator[Sheet]:
        from bulletin.editions.impose import Scheme, impose
        from bulletin.editions.office import write_office

        wishes = self.orders.outputs.office
        with self.shop.stage("office edition"):
            pdf = write_office(laid, photos, meta_of(self.issue), self.inking)
        self.shop.prove(laid, pdf, self._expected("office"))
        yield Sheet("office", pdf, laid.page_count)
        if wishes.scheme == "none" or laid.page_count < 2:
            return
        with self.shop.stage("imposition"):
            done = impose(
                pdf,
                Scheme(
                    kind=wishes.scheme, flip=wishes.flip, caliper_mm=wishes.caliper_mm, insert=wishes.insert,
                    fold_marks=wishes.fold_marks,
                ),
            )  # fmt: skip
        yield Sheet(f"office-{wishes.scheme}", done.pdf, done.sheets * 2, (), done.advice)

    def _record(self, laid: Laid, photos: Mapping[bytes, bytes]) -> Sheet:
        from bulletin.editions.attachments import attachments_of
        from bulletin.editions.record import write_record
        from bulletin.handover import facts_of, release_of, sources_of

        wishes, issue = self.orders.outputs.record, self.issue
        files = sources_of(issue)
        if wishes.photos:
            files |= {file: (issue.folder / file).read_bytes() for file in self.shop.facts}
        files["release-facts.json"] = facts_of(release_of(self.shop, issue, tuple(self.shop.findings)))
        said = {"release-facts.json": "Số báo được dựng từ gì, bằng gì"}
        inside = attachments_of(files, issue.sheet.date, said)
        self._inside = fingerprints(files) if wishes.standard == "a-3a" else {}
        pdf = write_record(laid, photos, meta_of(issue), inside, wishes.standard)
        return Sheet("record", pdf, laid.page_count, STANDARDS[wishes.standard])

    def _expected(self, name: EditionName) -> Expected:
        """What the proof of an edition looks for beside the words."""
        from bulletin.preflight.output import SCREEN, Expected

        if name == "screen":
            return SCREEN
        if name == "record":
            return Expected(ppi=(60.0, 400.0), attachments=self._inside)
        printed = frozenset({"DeviceGray"} if name == "office" else {"DeviceGray", "DeviceCMYK"})
        return Expected(ppi=(60.0, 400.0), colours=printed, links=False, tagged=False)


def _keep(made: Made, sheet: Sheet) -> None:
    entry = edition(sheet.name, f"{sheet.name}.pdf", sheet.pdf, sheet.pages, sheet.standards)
    made.files[entry.file] = sheet.pdf
    made.names[entry.name] = entry.file
    made.entries = (*made.entries, entry)
    made.facts.append(
        {
            "name": entry.name, "file": entry.file, "bytes": entry.bytes, "pages": entry.pages,
            "standards": list(entry.standards), "preflight": dict(entry.preflight),
            "advice": {lang: [step.fill(lang, {}) for step in sheet.advice] for lang in ("vi", "en")},
        }
    )  # fmt: skip
