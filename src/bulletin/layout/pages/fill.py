"""How full the pages are: the share of each text column that something is printed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from bulletin.errors import ExitCode, Finding, Rule, Severity, Text
from bulletin.geometry import placed, shared
from bulletin.layout.laid import Laid, PageBox
from bulletin.layout.spec import LayoutSpec

GAP_ROWS = 3
"""Blank rows that separate two stories or stand above an author's name; a taller blank is an empty place."""
INNER_LEAST, LAST_LEAST = 0.75, 0.5
"""Shares below which a reader sees a hole: on pages that another follows, and on the last one."""

NOT_FULL = Rule(
    "layout.page-not-full", Severity.INFO,
    Text("Trang còn trống nhiều: {pages_vi}.", "Pages with much white: {pages_en}."),
    Text("Người đọc thấy khoảng trắng như chỗ bị thiếu bài.", "Readers take a hole for a missing story."),
    Text("Thêm tin ngắn hoặc ảnh, bớt một bài, hay đổi thứ tự bài trong issue.yaml.",
         "Add a brief or a photo, drop a story, or change the order of the stories in issue.yaml."),
    ExitCode.DONE,
    form=Text("Thêm tin ngắn hoặc ảnh, bớt một bài, hay đổi thứ tự các bài.",
     "Add a brief or a photo, drop a story, or change the order."),
)  # fmt: skip


def page_fills(laid: Laid, spec: LayoutSpec) -> dict[int, float]:
    """Return for each page, from 1, the printed share of its columns: 0 (blank) to 1 (full to the last row)."""
    boxes: dict[int, list[PageBox]] = defaultdict(list)
    printed = (
        [slot.box for slot in laid.slots] + [slot.box for slot in laid.photos] + [slot.box for slot in laid.qr_codes]
    )
    for box in printed:
        boxes[box.page].append(box)
    return {page: _fill(page, boxes[page], spec) for page in range(1, laid.page_count + 1)}


def _fill(page: int, boxes: Iterable[PageBox], spec: LayoutSpec) -> float:
    top, height = spec.margins_mm.top, spec.rows * spec.row_mm
    shares = []
    for column in range(spec.columns):
        left = spec.left_mm(page, column)
        strip = placed(left, top, spec.column_mm, height)
        inside = [b for b in boxes if shared(placed(b.x, b.y, b.width, b.height), strip)[0] > spec.column_mm / 4]
        shares.append(_covered(inside, top, top + height, GAP_ROWS * spec.row_mm) / height)
    return sum(shares) / len(shares)


def _covered(boxes: Iterable[PageBox], top: float, bottom: float, gap: float) -> float:
    """Height in mm that boxes cover between `top` and `bottom`, with the gaps of at most `gap` mm between them."""
    covered, end = 0.0, top
    for first, last in sorted((max(b.y, top), min(b.y + b.height, bottom)) for b in boxes):
        if last <= end:
            continue
        covered += last - (end if first - end <= gap else first)
        end = last
    return covered + (bottom - end if bottom - end <= gap else 0.0)


def not_full(fills: Mapping[int, float], told: Collection[int] = ()) -> tuple[Finding, ...]:
    """Return one finding that names the pages with much white and how full they are; none when there is no such page.

    Args:
        fills: page to its printed share (`page_fills`).
        told: pages that another finding has named, by rows: two figures of one page would contradict each other.
    """
    last = max(fills, default=0)
    low = {
        page: fill for page, fill in fills.items()
        if page not in told and fill < (LAST_LEAST if page == last else INNER_LEAST)
    }  # fmt: skip
    if not low:
        return ()
    values = {
        "pages_vi": ", ".join(f"trang {page} (đầy {fill:.0%})" for page, fill in low.items()),
        "pages_en": ", ".join(f"page {page} ({fill:.0%} full)" for page, fill in low.items()),
    }
    return (Finding(NOT_FULL, values=values),)
