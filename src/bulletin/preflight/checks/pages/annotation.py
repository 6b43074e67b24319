"""Check 6: links and notes on printed pages."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from bulletin.errors import Finding, Text
from bulletin.geometry import MM_PER_PT, Rect, overlaps
from bulletin.pdf.boxes import Boxes
from bulletin.pdf.document import PRINT_MARKS, annots
from bulletin.pdf.walk.values import rect_of
from bulletin.preflight.checks.asked import NONE, of_paper
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, flight_rule
from bulletin.preflight.subject import InspectedFile, Verdict, found, not_applicable

ANNOTATION = flight_rule(
    "annotation", ERROR,
    Text("Trang {page} có {what} nằm trong vùng in.", "Page {page} has {what} inside the printed area."),
    Text("PDF/X không cho phép; máy in có thể in cả khung liên kết hoặc lời ghi chú.",
         "PDF/X forbids it; the frame of a link or a note may be printed."),
    Text("Anh/chị bỏ liên kết và ghi chú khỏi bản gửi nhà in.", "Leave links and notes out of the press file."),
)  # fmt: skip


def _annotations_of(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    """The annotations that may show on paper: neither traps nor printer's marks nor popups."""
    for annotation in annots(page):
        if str(annotation.get("/Subtype", "")) not in {*PRINT_MARKS, "/Popup"}:
            yield annotation


@check(
    6,
    "annotation",
    title=Text("Liên kết và ghi chú trên trang in", "Links and notes on printed pages"),
    rules=(ANNOTATION,),
    asks=of_paper(NONE),
    fails=Text(
        "Trang gửi nhà in còn một liên kết hoặc một lời ghi chú dán trên ảnh.",
        "A press page with a link, or with a note stuck on a photo.",
    ),
    passes=Text(
        "Trang gửi nhà in không có ghi chú nào trong vùng in.",
        "A press page without any annotation in its printed area.",
    ),
)
def check_annotations(subject: InspectedFile) -> Verdict:
    """Nothing but printer's marks may be on the printed area (ISO 15930-7, 6.17)."""
    if not subject.limits.printed:
        return not_applicable("Bản đọc trên máy được có liên kết.", "Links are welcome in this edition.")
    findings: list[Finding] = []
    for boxes, page in zip(subject.boxes, subject.pdf.pages, strict=False):
        for item in _annotations_of(page):
            rect = rect_of(item.get("/Rect"))
            kind = str(item.get("/Subtype", "/Annot"))[1:]
            if rect is None or overlaps(rect, boxes.bleed or boxes.cut):
                box = None if rect is None else _to_mm(boxes, rect)
                findings.append(found(ANNOTATION, boxes.number, box, what=kind))
    return findings


def _to_mm(boxes: Boxes, rect: Rect) -> Rect:
    """A rectangle of the page in mm from the trim's top left."""
    scale = MM_PER_PT * boxes.unit
    left, top = boxes.cut[0], boxes.cut[3]
    return (rect[0] - left) * scale, (top - rect[3]) * scale, (rect[2] - left) * scale, (top - rect[1]) * scale
