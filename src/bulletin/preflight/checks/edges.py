"""Checks 10, 11 and 36: what touches the edges of a page, what comes too near to them, and the marks outside."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from bulletin.errors import Finding
from bulletin.geometry import Rect, contains, grown, overlaps
from bulletin.pdf.walk.drawn import Drawn, Fill, PageFacts, PlacedPicture, Run, Shading
from bulletin.preflight.checks.pages import SIDES
from bulletin.preflight.checks.rules import file as rules
from bulletin.preflight.subject import InspectedFile, Verdict, as_warning, found, not_applicable

_SLACK = 0.18  # mm, half a point
_MOST = 20
_SLUG_PT = 5.0
_TOUCH_MM = 0.01
_LEFT, _RIGHT = 0, 2


def short_of_bleed(subject: InspectedFile) -> Verdict:
    """10: fills and pictures that touch the trim go on to the end of the bleed."""
    limit = subject.limits.bleed_mm
    if not subject.limits.press or limit <= 0:
        return not_applicable("Bản này không cần tràn lề.", "This profile asks for no bleed.")
    return [finding for page in subject.pages for finding in _short(page, limit)]


def _short(page: PageFacts, limit: float) -> Iterator[Finding]:
    items = [
        item for item in page.drawn
        if item.shown and isinstance(item, Fill | PlacedPicture | Shading) and not item.paint.white
        and item.paint.family != "all" and item.look.layer in ("page", "form", "annotation")
    ]  # fmt: skip
    reach = [min(limit, width) for width in _bleeds(page)]
    touching = [(item, reaches) for item in items if (reaches := _reaches(item.box, page.trim))]
    filled = [
        _spans([other.box for other, far in touching if far.get(side, -1.0) >= reach[side] - _SLACK], side)
        for side in range(4)
    ]
    for item, reaches in touching:
        worst: tuple[float, int] | None = None
        for side, out in reaches.items():
            if reach[side] <= _SLACK or out >= reach[side] - _SLACK:
                continue
            if not _covers(filled[side], item.box, side) and (worst is None or out < worst[0]):
                worst = out, side
        if worst is not None:
            vi, en = SIDES[worst[1]]
            yield found(
                rules.SHORT_OF_BLEED, page.number, item.box, side=vi, side_en=en,
                measured=f"{max(worst[0], 0.0):.1f}", limit=f"{limit:g}",
            )  # fmt: skip


def _bleeds(page: PageFacts) -> tuple[float, float, float, float]:
    trim, bleed = page.trim, page.bleed
    return trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]


def _reaches(box: Rect, trim: Rect) -> dict[int, float]:
    """Side → how far the box runs beyond the trim there (mm), for the sides that it touches from within."""
    if not overlaps(box, trim):
        return {}
    out = (trim[0] - box[0], trim[1] - box[1], box[2] - trim[2], box[3] - trim[3])
    return {side: far for side, far in enumerate(out) if far >= -_SLACK}


def _along(side: int) -> tuple[int, int]:
    """The coordinates of a box that run along a side."""
    return (1, 3) if side in (_LEFT, _RIGHT) else (0, 2)


def _spans(boxes: Sequence[Rect], side: int) -> list[tuple[float, float]]:
    """Where boxes lie along a side: start and end in order, those that meet joined."""
    low, high = _along(side)
    joined: list[tuple[float, float]] = []
    for start, end in sorted((box[low], box[high]) for box in boxes):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def _covers(spans: Sequence[tuple[float, float]], box: Rect, side: int) -> bool:
    """Whether other art fills the strip in the bleed beside a box."""
    low, high = _along(side)
    at = bisect_right(spans, (box[low] + _SLACK, math.inf)) - 1
    return at >= 0 and spans[at][1] >= box[high] - _SLACK


def safety(subject: InspectedFile) -> Verdict:
    """11: text keeps off the cut and off the fold."""
    limits = subject.limits
    if limits.safety_mm <= 0:
        return not_applicable("Bản này không bị cắt hay gấp.", "Nothing is cut or folded in this edition.")
    findings: list[Finding] = []
    for page in subject.pages:
        findings += list(_near(page, subject))[:_MOST]
    return findings


def _near(page: PageFacts, subject: InspectedFile) -> Iterator[Finding]:
    limits = subject.limits
    fold = (_LEFT if page.number % 2 else _RIGHT) if limits.folded else -1
    trim = page.trim
    for run in page.runs:
        box = run.box
        if not run.shown or not run.inked or run.look.layer == "pattern":
            continue
        if not overlaps(box, trim):
            continue  # outside the page: a slug line, or lost, which is another check's business
        rooms = (box[0] - trim[0], box[1] - trim[1], trim[2] - box[2], trim[3] - box[3])
        wanted = [limits.fold_safety_mm if side == fold else limits.safety_mm for side in range(4)]
        short = [(room - want, room, side) for side, (room, want) in enumerate(zip(rooms, wanted, strict=True))]
        lack, room, side = min(short)
        if lack < -0.05:
            vi, en = SIDES[side]
            if side == fold:
                vi, en = f"{vi} (gáy)", f"{en} (fold)"
            yield found(
                rules.SAFETY, page.number, box, quote=run.text.strip(), words=shortened(run.text), side=vi,
                side_en=en, measured=f"{room:.1f}", limit=f"{wanted[side]:g}",
            )  # fmt: skip


def shortened(text: str, most: int = 60) -> str:
    """The start of a quotation."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def marks(subject: InspectedFile) -> Verdict:
    """36: marks lie outside the bleed, are there when asked for and not there when forbidden; the slug is legible."""
    if not subject.limits.press:
        return not_applicable("Chỉ bản gửi nhà in mới có dấu in.", "Only press files have printer's marks.")
    return [finding for page in subject.pages for finding in _marks(page, subject)]


def _marks(page: PageFacts, subject: InspectedFile) -> Iterator[Finding]:
    limits = subject.limits
    outside = [item for item in page.drawn if item.shown and not item.paint.white and _outside(item.box, page.bleed)]
    for item in page.drawn:
        straddles = not contains(page.trim, item.box)
        if item.shown and item.paint.family == "all" and straddles and not _outside(item.box, page.bleed):
            yield _mark(page, item, "lấn vào vùng tràn lề", "reach into the bleed")
            break
    if outside and not limits.marks_allowed:
        yield _mark(page, outside[0], "nhà in này không nhận tệp có dấu in", "this shop takes files without marks only")
    if not outside and limits.marks != "none":
        yield found(
            as_warning(rules.MARKS),
            page.number,
            reason="đã đặt nhưng không có",
            reason_en="asked for, but there are none",
        )
    for item in outside:
        if isinstance(item, Run) and item.inked and (item.size_pt < _SLUG_PT or item.clipped):
            warned = _mark(page, item, "dòng ghi chú không đọc được", "the slug line cannot be read")
            yield Finding(as_warning(warned.rule), warned.place, item.text, warned.values)
            break


def _mark(page: PageFacts, item: Drawn, vi: str, en: str) -> Finding:
    return found(rules.MARKS, page.number, item.box, reason=vi, reason_en=en)


def _outside(box: Rect, bleed: Rect) -> bool:
    return not overlaps(box, grown(bleed, -_TOUCH_MM))
