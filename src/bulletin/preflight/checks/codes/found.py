"""What the checks on QR codes share: why there is nothing to judge, and where a code is."""

from __future__ import annotations

from bulletin.geometry import Rect
from bulletin.preflight.report import CodeFact
from bulletin.preflight.subject import InspectedFile, Verdict, not_applicable, not_run, undrawn


def absence(subject: InspectedFile) -> Verdict | None:
    """Why there is no code to judge; None when there are some."""
    if subject.endless:
        return undrawn(subject)
    if subject.codes is None:
        return not_run("Lần kiểm này không quét thử mã QR.", "Reading QR codes was not asked for.")
    if not subject.codes:
        return not_applicable("Tệp không có mã QR.", "The file has no QR codes.")
    return None


def frame_of(code: CodeFact) -> Rect:
    """x0, y0, x1, y1 of a code with its quiet zone, in mm."""
    x, y, width, height = code.box_mm
    return x, y, x + width, y + height
