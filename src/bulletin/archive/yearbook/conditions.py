"""For which print shop the pages of a year were made: one order for the whole book, where the issues agree."""

from __future__ import annotations

import hashlib
import tempfile
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import get_args

from bulletin.archive.kept_issue import StoredIssue
from bulletin.archive.store.object import StoredObject, read_bytes
from bulletin.assets.colour.icc import IccProfile, read_profile
from bulletin.assets.colour.inks import Inking
from bulletin.editions.press import PressJob
from bulletin.errors import BulletinError
from bulletin.fields.printer import Marks, Printer
from bulletin.geometry import PT_PER_MM
from bulletin.lazy import dataclass
from bulletin.preflight.limits import EditionLimits, limits_for
from bulletin.release import Edition
from bulletin.sources.printers import icc_file, load_printer

_ALIKE = ("condition", "icc_sha256", "bleed_mm", "marks")
"""What two orders must have in common to be bound into one file."""


@dataclass(frozen=True, slots=True)
class Shop:
    """A print shop or copier as it was kept with an issue: `name` of its file, its conditions, its ICC profile."""

    name: str
    printer: Printer
    profile: IccProfile | None


def order_of(issues: Iterable[tuple[StoredObject, StoredIssue]], title: str) -> PressJob | None:
    """The order at the shop for which all pages were made; None when they were made for different ones.

    Args:
        issues: each with the file whose pages are bound.
        title: of the book, for the slug line.
    """
    taken = [(obj, _edition(issue)) for obj, issue in issues]
    obj, last = taken[-1]
    if last is None or last.name != "press" or any(one is None or not _alike(one, last) for _, one in taken):
        return None
    shop = shop_of(obj, last)
    if shop is None or (shop.profile is None and shop.printer.standard != "none"):
        return None
    said, printer = last.made_for, shop.printer
    slug = f"{title} · {printer.title} · {said.get('condition', printer.inks)}"
    return PressJob(
        printer=printer,
        profile=shop.profile,
        inking=Inking({}, shop.profile, printer.ink_limit),
        bleed_mm=float(said.get("bleed_mm", printer.bleed_mm)),
        marks=_marks(said, printer.marks),
        x1a=any(standard.startswith("PDF/X-1a") for standard in last.standards),
        slug=slug,
    )


def limits_of(job: PressJob, page: tuple[float, float]) -> EditionLimits:
    """What preflight holds a press book to: the same as a press file of an issue, on a page of this size in pt."""
    icc, trim_mm = job.profile, (page[0] / PT_PER_MM, page[1] / PT_PER_MM)
    return limits_for(
        "press", job.printer, trim_mm=trim_mm, bleed_mm=job.bleed_mm, marks=job.marks, x1a=job.x1a,
        icc_sha256=icc.sha256 if icc else None, icc_name=icc.description if icc else None,
    )  # fmt: skip


def office_limits(obj: StoredObject, issue: StoredIssue) -> EditionLimits:
    """What preflight holds a grey book to: the copier that was kept with an issue, else any copier."""
    edition = _edition(issue)
    shop = shop_of(obj, edition) if edition else None
    return limits_for("office", shop.printer if shop else None)


def shop_of(obj: StoredObject, edition: Edition) -> Shop | None:
    """The printer that was kept with an issue; None when it was not kept or cannot be read any more."""
    name = edition.made_for.get("printer")
    kept = {path.removeprefix("printers/"): path for path in obj.state() if path.startswith("printers/")}
    if name is None or f"{name}.yaml" not in kept:
        return None
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for shown, path in kept.items():
            (folder / shown).parent.mkdir(parents=True, exist_ok=True)
            (folder / shown).write_bytes(read_bytes(obj, path))
        printer, file, _ = load_printer(name, (folder,))
        if printer is None or file is None:
            return None
        profile = icc_file(printer, file)
        try:
            return Shop(name, printer, read_profile(profile) if profile else None)
        except BulletinError:
            return None


def identifier(drawn: bytes, pdfs: Iterable[bytes], job: PressJob) -> str:
    """An identifier that changes when anything in the file may have changed, and only then (RFC 4122, version 5)."""
    digest = hashlib.sha1(drawn, usedforsecurity=False)
    for data in pdfs:
        digest.update(hashlib.sha256(data).digest())
    icc = job.profile.sha256 if job.profile else ""
    digest.update(repr((job.standard, job.printer.inks, job.bleed_mm, job.marks, job.slug, icc)).encode())
    return str(uuid.UUID(bytes=digest.digest()[:16], version=5))


def _edition(issue: StoredIssue) -> Edition | None:
    return next((one for one in issue.release.editions if issue.pdf and one.file == issue.pdf.path), None)


def _alike(one: Edition, other: Edition) -> bool:
    return one.standards == other.standards and _said(one.made_for) == _said(other.made_for)


def _said(made_for: Mapping[str, str]) -> tuple[str | None, ...]:
    return tuple(made_for.get(key) for key in _ALIKE)


def _marks(said: Mapping[str, str], usual: Marks) -> Marks:
    return next((kind for kind in get_args(Marks) if kind == said.get("marks")), usual)
