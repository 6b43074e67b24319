"""Checks 6 to 9, 12 and 13: annotations, boxes, size, bleed, number of pages, empty pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from bulletin.errors import Finding
from bulletin.geometry import MM_PER_PT, Rect, contains, overlaps
from bulletin.pdf.boxes import Boxes
from bulletin.pdf.walk.values import rect_of
from bulletin.preflight.checks.file import annotations_of
from bulletin.preflight.checks.rules import file as rules
from bulletin.preflight.subject import InspectedFile, Verdict, as_warning, found, not_applicable

_SIZE_MM = 0.25
_BLEED_MM = 0.05  # rounding of a box to hundredths of a point
_NEST_PT = 0.02
SIDES = (("trái", "left"), ("trên", "top"), ("phải", "right"), ("dưới", "bottom"))


def annotation(subject: InspectedFile) -> Verdict:
    """6: nothing but printer's marks may be on the printed area (ISO 15930-7, 6.17)."""
    if not subject.limits.printed:
        return not_applicable("Bản đọc trên máy được có liên kết.", "Links are welcome in this edition.")
    findings: list[Finding] = []
    for boxes, page in zip(subject.boxes, subject.pdf.pages, strict=False):
        for item in annotations_of(page):
            rect = rect_of(item.get("/Rect"))
            kind = str(item.get("/Subtype", "/Annot"))[1:]
            if rect is None or overlaps(rect, boxes.bleed or boxes.cut):
                box = None if rect is None else to_mm(boxes, rect)
                findings.append(found(rules.ANNOTATION, boxes.number, box, what=kind))
    return findings


def to_mm(boxes: Boxes, rect: Rect) -> Rect:
    """A rectangle of the page in mm from the trim's top left."""
    scale = MM_PER_PT * boxes.unit
    left, top = boxes.cut[0], boxes.cut[3]
    return (rect[0] - left) * scale, (top - rect[3]) * scale, (rect[2] - left) * scale, (top - rect[1]) * scale


def boxes(subject: InspectedFile) -> Verdict:
    """7: the boxes exist and nest, nothing is turned or scaled."""
    press = subject.limits.press
    findings: list[Finding] = []
    for page in subject.boxes:
        for reason in _faults(page, press):
            findings.append(found(rules.BOXES, page.number, quote=reason, reason=reason))
    return findings


def _faults(page: Boxes, press: bool) -> Iterator[str]:
    if not page.has_media:
        yield "MediaBox: –"
    if page.cut[2] <= page.cut[0] or page.cut[3] <= page.cut[1]:
        yield "TrimBox: 0 × 0"
    if page.unit != 1:
        yield f"UserUnit {page.unit:g}"
    if page.turn:
        yield f"Rotate {page.turn}"
    outside = [("MediaBox", page.media), ("BleedBox", page.bleed), ("TrimBox", page.trim)]
    there = [(name, box) for name, box in outside if box is not None]
    for (outer, large), (inner, small) in pairwise(there):
        if not contains(large, small, _NEST_PT):
            yield f"{inner} ⊄ {outer}"
    if not press:
        return
    if page.trim is None:
        yield "TrimBox: –" if page.art is None else "ArtBox ≠ TrimBox"
    elif page.art is not None:
        yield "ArtBox + TrimBox"
    if page.crop is not None and not contains(page.crop, page.bleed or page.cut, _NEST_PT):
        yield "BleedBox ⊄ CropBox"


def trim(subject: InspectedFile) -> Verdict:
    """8: every page has the size that was ordered, or that of most pages."""
    wanted = subject.limits.trim_mm
    if wanted is None and subject.laid is not None and subject.limits.edition != "office":
        wanted = subject.laid.trim_mm
    if wanted is None:
        sizes = [(round(page.size_mm[0], 1), round(page.size_mm[1], 1)) for page in subject.boxes]
        if not sizes:
            return ()
        wanted = max(dict.fromkeys(sizes), key=sizes.count)
    return [
        found(rules.TRIM, page.number, measured=_size(page.size_mm), limit=_size(wanted))
        for page in subject.boxes
        if max(abs(got - want) for got, want in zip(page.size_mm, wanted, strict=True)) > _SIZE_MM
    ]


def _size(size: tuple[float, float]) -> str:
    return f"{size[0]:.1f} × {size[1]:.1f}"


def bleed(subject: InspectedFile) -> Verdict:
    """9: the BleedBox reaches far enough beyond the trim on all sides."""
    limit = subject.limits.bleed_mm
    if not subject.limits.press or limit <= 0:
        return not_applicable("Bản này không cần tràn lề.", "This profile asks for no bleed.")
    findings: list[Finding] = []
    for page in subject.boxes:
        short = [(width, side) for width, side in zip(page.bleed_mm, SIDES, strict=True) if width < limit - _BLEED_MM]
        if short:
            width, side = min(short)
            findings.append(
                found(rules.BLEED, page.number, side=side[0], side_en=side[1],
                      measured=f"{max(width, 0.0):.1f}", limit=f"{limit:g}")
            )  # fmt: skip
    return findings


def page_multiple(subject: InspectedFile) -> Verdict:
    """12: a booklet needs whole sheets."""
    multiple = subject.limits.page_multiple
    if multiple <= 1:
        return not_applicable("Bản này in được mọi số trang.", "Any number of pages will do.")
    count = subject.page_count
    if count <= 2:
        return not_applicable("Một tờ rời thì không đóng tập.", "A single sheet is not bound.")
    if not count % multiple:
        return ()
    blanks = -count % multiple
    return (found(rules.PAGE_MULTIPLE, measured=str(count), limit=str(multiple), blanks=str(blanks)),)


def empty_page(subject: InspectedFile) -> Verdict:
    """13: a page that prints nothing; invisible text is nothing."""
    findings: list[Finding] = []
    for page in subject.pages:
        visible = any(item.shown and not item.paint.white and item.look.layer != "mask" for item in page.drawn)
        if not visible and not page.cut and not page.unread:
            rule = rules.EMPTY_PAGE if subject.limits.printed else as_warning(rules.EMPTY_PAGE)
            findings.append(found(rule, page.number))
    return findings
