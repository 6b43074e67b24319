"""The press edition: a PDF/X-4 that is also PDF/A-2b, or a PDF/X-1a that is also PDF/A-1b, in the job's inks.

Nothing in it acts or speaks to readers (links, tags, outlines, attachments); a print shop opens, checks and plates it.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import TypedDict

import pikepdf

from bulletin.assets.colour.inks import IccProfile, Inking
from bulletin.editions import rules
from bulletin.editions.boxes import set_boxes
from bulletin.editions.cidset import add_cid_sets
from bulletin.editions.colour.content import RewriteOptions
from bulletin.editions.colour.plates import black_text, four_inks, one_ink, small_text
from bulletin.editions.colour.recolour import recolour
from bulletin.editions.colour.transparency import drop_idle_transparency
from bulletin.editions.identity.intents import write_intents
from bulletin.editions.identity.meta import Meta, write_identity
from bulletin.editions.identity.xmp import XmpClaims
from bulletin.editions.marks import MARGIN_MM, add_marks
from bulletin.editions.prune import prune_resources
from bulletin.editions.raw_pages import open_raw_pages
from bulletin.editions.save import save, save_on
from bulletin.errors import Finding, ProofError
from bulletin.fields.printer import Marks, Printer, Standard
from bulletin.layout.laid import Laid
from bulletin.lazy import dataclass
from bulletin.pdf.resources import all_resources, entries
from bulletin.runtime.spool import Spool, Spooled

_ROOM = 0.01
"""Lengths in mm that are nearer than this are the same."""
_ROOT = frozenset({"/Type", "/Pages"})
_PAGE = frozenset({"/Type", "/Parent", "/Resources", "/Contents", "/MediaBox", "/TrimBox", "/Group"})
_FORM = ("/StructParent", "/StructParents", "/OC", "/Metadata", "/PieceInfo", "/OPI", "/Ref", "/LastModified")
_CLAIMS: Mapping[Standard, XmpClaims] = {
    "x-4": XmpClaims(pdfa=(2, "B"), pdfx="PDF/X-4", trapped=False),
    "x-1a": XmpClaims(pdfa=(1, "B"), pdfx="PDF/X-1a:2003", trapped=False),
    "none": XmpClaims(trapped=False),
}
_VERSIONS: Mapping[Standard, str] = {"x-4": "1.6", "x-1a": "1.4", "none": "1.6"}


@dataclass(frozen=True, slots=True)
class PressJob:
    """One order at a print shop.

    Attributes:
        printer: the shop's conditions.
        profile: the ICC profile of its printing condition; None only for standard `none`.
        inking: what each screen colour becomes.
        bleed_mm: width of the bleed.
        marks: printer's marks outside it.
        x1a: PDF/X-1a whatever the shop's file says.
        slug: the slug line without the page number, for full marks.
    """

    printer: Printer
    profile: IccProfile | None
    inking: Inking
    bleed_mm: float
    marks: Marks
    x1a: bool
    slug: str

    @property
    def standard(self) -> Standard:
        return "x-1a" if self.x1a else self.printer.standard

    @property
    def claims(self) -> XmpClaims:
        """What the file says that it is."""
        return _CLAIMS[self.standard]

    @property
    def one_ink(self) -> bool:
        return self.printer.inks == "black"


def write_press(
    laid: Laid, photos: Mapping[bytes, bytes], meta: Meta, job: PressJob, spool: Spool | None = None
) -> bytes | Spooled:  # fmt: skip
    """The press PDF of laid-out pages; the same arguments give the same bytes.

    Args:
        laid: the raw pages with 1 × 1 px placeholders.
        photos: the edition's JPEG (CMYK or grey; grey only for a one-ink shop) for the marker of every photo slot.
        meta: what the file says about itself.
        job: shop, inks, bleed, marks, standard. Colours that went through ICC are in `job.inking.through_icc` after.
        spool: where the file waits; None returns its bytes.

    Raises:
        ProofError: photos and frames do not match, the layout has less bleed than asked for,
            the profile is missing, a colour cannot be converted, or transparency where the standard forbids it.
    """
    findings = _contradictions(laid, job)
    if findings:
        raise ProofError(findings)
    with open_raw_pages(laid, photos, (1,) if job.one_ink else (1, 4)) as pdf:
        _strip(pdf)
        idle = drop_idle_transparency(pdf, forbidden=job.standard == "x-1a")
        _ink(pdf, job, idle)
        _dress(pdf, meta, job, document_id(laid, photos, job))
        return save(pdf, **_form(job)) if spool is None else save_on(spool, pdf, **_form(job))


def finish_press(pdf: pikepdf.Pdf, meta: Meta, job: PressJob, name: str) -> bytes:
    """The file of pages that are in ink already: boxes, marks, printing condition and identity are added.

    Args:
        pdf: pages whose TrimBox is right; what they paint beyond it is their bleed.
        meta: what the file says about itself.
        job: shop, bleed, marks, standard.
        name: an identifier that changes when anything in the file may have changed.
    """
    _dress(pdf, meta, job, name)
    return save(pdf, **_form(job))


class _Form(TypedDict):
    version: str
    object_streams: bool


def _form(job: PressJob) -> _Form:
    """How a file of its standard is written."""
    return {"version": _VERSIONS[job.standard], "object_streams": job.standard != "x-1a"}


def _dress(pdf: pikepdf.Pdf, meta: Meta, job: PressJob, name: str) -> None:
    """Add to pages in ink all that `finish_press` adds."""
    set_boxes(pdf, job.bleed_mm, MARGIN_MM if job.marks != "none" else 0.0)
    count = len(pdf.pages)
    add_marks(pdf, job.marks, [f"{job.slug} – {page}/{count}" for page in range(1, count + 1)], one_ink=job.one_ink)
    if job.profile is not None:
        write_intents(pdf, job.profile, job.printer.condition)
    if job.standard == "x-1a":
        add_cid_sets(pdf)
    write_identity(pdf, meta, replace(job.claims, document_id=name))
    prune_resources(pdf)


def document_id(laid: Laid, photos: Mapping[bytes, bytes], job: PressJob) -> str:
    """An identifier that changes when anything in the file may have changed, and only then (RFC 4122, version 5)."""
    digest = hashlib.sha1(laid.pdf, usedforsecurity=False)
    for marker in sorted(photos):
        picture = photos[marker]  # a large issue reads it from the cache
        digest.update(marker + len(picture).to_bytes(8, "big"))
        digest.update(picture)
    order = (job.standard, job.printer.inks, job.bleed_mm, job.marks, job.slug, sorted(job.inking.palette.items()))
    digest.update(repr(order).encode() + (job.profile.sha256.encode() if job.profile else b""))
    return str(uuid.UUID(bytes=digest.digest()[:16], version=5))


def _contradictions(laid: Laid, job: PressJob) -> list[Finding]:
    findings = []
    if laid.bleed_mm < job.bleed_mm - _ROOM:
        values = {"laid": f"{laid.bleed_mm:g}", "asked": f"{job.bleed_mm:g}"}
        findings.append(Finding(rules.SHORT_BLEED, values=values))
    if job.profile is None and job.standard != "none":
        values = {"printer": job.printer.title, "standard": job.standard.upper()}
        findings.append(Finding(rules.NO_PROFILE, values=values))
    return findings


def _ink(pdf: pikepdf.Pdf, job: PressJob, idle: frozenset[bytes]) -> None:
    target = one_ink(job.inking) if job.one_ink else four_inks(job.inking)
    options = RewriteOptions(
        overprint=True, tags=False, idle_states=idle, text=black_text if job.one_ink else None,
        small=None if job.one_ink else small_text(job.inking), small_pt=job.printer.min_text_inks_pt,
    )  # fmt: skip
    try:
        recolour(pdf, target, options)
    except ValueError as error:
        raise ProofError([Finding(rules.UNKNOWN_COLOUR, values={"reason": str(error)})]) from error


def _strip(pdf: pikepdf.Pdf) -> None:
    """Only pages stay: no links, tags, outlines, names, attachments, actions, forms, layers or labels."""
    for key in set(pdf.Root.keys()) - _ROOT:
        del pdf.Root[key]
    for page in pdf.pages:
        page.obj.Resources = page.resources  # may have been in the tree above
        for key in set(page.obj.keys()) - _PAGE:
            del page.obj[key]
    for resources in all_resources(pdf):
        if "/Properties" in resources:
            del resources["/Properties"]
        for item in entries(resources, "/XObject"):
            for key in _FORM:
                if key in item:
                    del item[key]
