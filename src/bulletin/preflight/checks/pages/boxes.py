"""Check 7: the boxes of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from bulletin.errors import Finding, Text
from bulletin.geometry import contains
from bulletin.pdf.boxes import Boxes
from bulletin.preflight.checks.asked import always
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, EXPORT, flight_rule
from bulletin.preflight.subject import InspectedFile, Verdict, found

_NEST_PT = 0.02

BOXES = flight_rule(
    "boxes", ERROR,
    Text("Khung trang {page} sai: {reason}.", "The boxes of page {page} are wrong: {reason}."),
    Text("Nhà in dàn khuôn theo các khung này; sai khung là cắt lệch.",
         "The shop imposes by these boxes; wrong boxes mean wrong cuts."),
    EXPORT,
)  # fmt: skip


@check(
    7,
    "boxes",
    title=Text("Các khung trang", "Page boxes"),
    rules=(BOXES,),
    asks=always("Trim ⊂ Bleed ⊂ Media; UserUnit 1, Rotate 0"),
    fails=Text(
        "Trang không có TrimBox, hoặc bị xoay 90 độ.",
        "A page without a TrimBox, or one that is turned by 90 degrees.",
    ),
    passes=Text(
        "TrimBox nằm trong BleedBox, BleedBox nằm trong MediaBox, trang không xoay.",
        "The TrimBox is inside the BleedBox, that inside the MediaBox, and no page is turned.",
    ),
)
def check_boxes(subject: InspectedFile) -> Verdict:
    """The boxes exist and nest, nothing is turned or scaled."""
    press = subject.limits.press
    findings: list[Finding] = []
    for page in subject.boxes:
        for reason in _faults(page, press):
            findings.append(found(BOXES, page.number, quote=reason, reason=reason))
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
