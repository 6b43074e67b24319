"""Check 31: no area worth mentioning takes more ink than the paper does."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.errors import Finding, Text
from bulletin.geometry import Rect, around
from bulletin.lazy import pattern
from bulletin.preflight.checks.asked import number
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, flight_rule
from bulletin.preflight.limits import EditionLimits
from bulletin.preflight.report import InkMap
from bulletin.preflight.subject import (
    MOST_ON_PAGE,
    InspectedFile,
    Verdict,
    as_warning,
    found,
    not_applicable,
    not_run,
    undrawn,
)

_OVER = 5.0  # per cent above the limit, for the noise of JPEG
_SHARE = 0.05  # per cent of a page's area
_INK_UNIT = 400 / 255
_RUNS = pattern(rb"\x01+")

TOTAL_INK = flight_rule(
    "total-ink", ERROR,
    Text("Trang {page} có {share} % diện tích quá lượng mực: tới {measured} %, cho phép {limit} %.",
         "{share} % of page {page} takes too much ink: up to {measured} %, {limit} % allowed."),
    Text("Mực quá nhiều sẽ lem, dính giấy và lâu khô.", "So much ink smears, sets off and does not dry."),
    Text("Anh/chị đổi ảnh qua đúng hồ sơ màu của nhà in, hoặc giảm mực ở màu đậm.",
         "Convert pictures with the shop's profile, or lower the inks of dark colours."),
)  # fmt: skip


def _asked(limits: EditionLimits) -> str:
    if not limits.ink_limit:
        return "–"
    over, share = number(_OVER), number(_SHARE)
    return f"≤ {number(limits.ink_limit)} + {over} %; L/E: > {share} % diện tích / of the area"


@check(
    31,
    "total-ink",
    title=Text("Tổng lượng mực", "Total ink"),
    rules=(TOTAL_INK,),
    asks=_asked,
    fails=Text(
        "Nền màu C100 M100 Y100 K100: 400 % mực trên giấy chịu 300 %.",
        "A ground of C100 M100 Y100 K100: 400 % on paper that takes 300 %.",
    ),
    passes=Text(
        "Chỗ đậm nhất của ảnh dùng 290 % mực.",
        "The darkest part of a photo takes 290 %.",
    ),
    of_content=True,
    turn=2,
)
def check_total_ink(subject: InspectedFile) -> Verdict:
    """No area worth mentioning takes more ink than the paper does."""
    limit = subject.limits.ink_limit
    if limit is None:
        return not_applicable("Bản này không giới hạn lượng mực.", "This profile sets no ink limit.")
    if subject.endless:
        return undrawn(subject)
    if subject.ink is None:
        return not_run("Lần kiểm này không lập bản đồ mực.", "No ink map was asked for.")
    findings = [finding for ink in subject.ink for finding in _heavy(ink, limit)]
    unseen = [str(ink.page) for ink in subject.ink if ink.unseen]
    if unseen and not findings:
        pages = ", ".join(unseen[:MOST_ON_PAGE])
        return not_run(
            f"Trang {pages} có ảnh không giải mã được nên chưa biết lượng mực; hãy xuất lại ảnh ấy thành JPEG.",
            f"Page {pages} has a picture that cannot be decoded, so its ink is not known; export it as JPEG.",
        )
    return findings


def _heavy(ink: InkMap, limit: float) -> Iterator[Finding]:
    least = int((limit + _OVER) / _INK_UNIT) + 1
    if least > 255 or not ink.cells.translate(None, bytes(range(least))):  # ten times as fast as max()
        return
    areas = list(_areas(ink, least))
    cells = sum(count for _, count, _ in areas)
    share = 100 * cells / max(1, ink.width * ink.height)
    large = [area for area in areas if 100 * area[1] / (ink.width * ink.height) > _SHARE]
    for box, count, most in sorted(large, key=lambda area: -area[1])[:MOST_ON_PAGE]:
        part = 100 * count / (ink.width * ink.height)
        yield _ink(ink, box, part, most, limit)
    if not large:
        box = around([area[0] for area in areas])
        finding = _ink(ink, box, share, max(area[2] for area in areas), limit)
        mild = finding if share > _SHARE else Finding(as_warning(finding.rule), finding.place, values=finding.values)
        yield mild


def _ink(ink: InkMap, box: Rect, share: float, most: int, limit: float) -> Finding:
    return found(TOTAL_INK, ink.page, box, share=f"{share:.2g}", measured=f"{most * _INK_UNIT:.0f}", limit=f"{limit:g}")


def _areas(ink: InkMap, least: int) -> Iterator[tuple[Rect, int, int]]:
    """Connected areas of cells at or above `least`: frame in mm, number of cells, highest value."""
    over = bytes(1 if value >= least else 0 for value in range(256))
    marked = ink.cells.translate(over)
    open_areas: list[_Area] = []
    for row in range(ink.height):
        line = marked[row * ink.width : (row + 1) * ink.width]
        grown: list[_Area] = []
        for hit in _RUNS.finditer(line):
            start, end = hit.span()
            peak = max(ink.cells[row * ink.width + start : row * ink.width + end])
            joined = _Area(start, row, end, row + 1, end - start, peak, [(start, end)])
            for area in [*open_areas, *grown]:
                if area.meets(start, end, row):
                    joined.take(area)
                    (open_areas if area in open_areas else grown).remove(area)
            grown.append(joined)
        for area in open_areas:
            if area.bottom < row:
                yield area.done(ink)
        open_areas = grown + [area for area in open_areas if area.bottom >= row]
    for area in open_areas:
        yield area.done(ink)


class _Area:
    """Cells that hang together; `spans` are its runs in its last row."""

    __slots__ = ("bottom", "count", "left", "peak", "right", "spans", "top")

    def __init__(
        self, left: int, top: int, right: int, bottom: int, count: int, peak: int, spans: list[tuple[int, int]]
    ) -> None:
        self.left, self.top, self.right, self.bottom = left, top, right, bottom
        self.count, self.peak, self.spans = count, peak, spans

    def meets(self, start: int, end: int, row: int) -> bool:
        return self.bottom == row and any(low <= end and start <= high for low, high in self.spans)

    def take(self, other: _Area) -> None:
        self.left, self.top = min(self.left, other.left), min(self.top, other.top)
        self.right = max(self.right, other.right)
        self.count += other.count
        self.peak = max(self.peak, other.peak)

    def done(self, ink: InkMap) -> tuple[Rect, int, int]:
        x, y = ink.origin_mm
        cell = ink.cell_mm
        box = (x + self.left * cell, y + self.top * cell, x + self.right * cell, y + self.bottom * cell)
        return box, self.count, self.peak
