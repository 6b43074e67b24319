"""Check 10: art that touches the trim goes on to the end of the bleed."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from bulletin.errors import Finding, Text
from bulletin.geometry import Rect, overlaps
from bulletin.pdf.walk.drawn import Fill, PageFacts, PlacedPicture, Shading
from bulletin.preflight.checks.asked import number, of_press
from bulletin.preflight.checks.pages.sides import LEFT, RIGHT, SIDES
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, flight_rule
from bulletin.preflight.subject import InspectedFile, Verdict, found, not_applicable

_SLACK = 0.18  # mm, half a point

SHORT_OF_BLEED = flight_rule(
    "short-of-bleed", ERROR,
    Text("Trên trang {page}, hình hoặc mảng màu chạm mép {side} nhưng chỉ tràn {measured} mm trong {limit} mm.",
         "On page {page}, art touches the {side_en} edge but runs only {measured} of {limit} mm into the bleed."),
    Text("Khi cắt lệch, mép trang sẽ có vệt trắng.", "A cut that is slightly off leaves a white strip."),
    Text("Anh/chị kéo hình hoặc mảng màu ra hết phần tràn lề, hoặc lùi hẳn vào trong trang.",
         "Pull the art out to the end of the bleed, or well into the page."),
)  # fmt: skip


@check(
    10,
    "short-of-bleed",
    title=Text("Hình chạm mép nhưng không tràn hết lề", "Art that stops short of the bleed"),
    rules=(SHORT_OF_BLEED,),
    asks=of_press(f"thiếu / short ≤ {number(_SLACK)} mm"),
    fails=Text(
        "Dải màu ở mép phải dừng đúng đường cắt.",
        "A band of colour that ends exactly at the right cut.",
    ),
    passes=Text(
        "Dải màu ấy kéo dài thêm 3 mm ra ngoài đường cắt.",
        "The same band running 3 mm beyond the cut.",
    ),
    of_content=True,
)
def check_short_of_bleed(subject: InspectedFile) -> Verdict:
    """Fills and pictures that touch the trim go on to the end of the bleed."""
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
                SHORT_OF_BLEED, page.number, item.box, side=vi, side_en=en,
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
    return (1, 3) if side in (LEFT, RIGHT) else (0, 2)


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
