"""Checks 29 to 32: resolution of pictures, total ink, tints too light to print."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.errors import Finding
from bulletin.geometry import Rect, around
from bulletin.pdf.walk.drawn import PageFacts, PlacedPicture, Run
from bulletin.preflight.checks.rules import colour as rules
from bulletin.preflight.report import InkMap, PhotoFact
from bulletin.preflight.subject import (
    InspectedFile,
    Verdict,
    as_warning,
    found,
    frame,
    not_applicable,
    not_run,
    undrawn,
)

_MOST = 20
_TINY_MM = 1.0  # a picture smaller than that on both sides is a dot, whatever its pixels
_HALF = 0.5
_SLACK = 0.99  # the same as in the proof: pixels are whole, and so are the rows of a frame
_OVER = 5.0  # per cent above the limit, for the noise of JPEG
_SHARE = 0.05  # per cent of a page's area
_INK_UNIT = 400 / 255
_RUNS = re.compile(rb"\x01+")


def _pictures(page: PageFacts, *, bitmaps: bool) -> Iterator[PlacedPicture]:
    for item in page.drawn:
        if not isinstance(item, PlacedPicture) or not item.shown or item.look.layer == "mask":
            continue
        if (item.bits == 1) is bitmaps and max(item.width_mm, item.height_mm) > _TINY_MM:
            yield item


def resolution(subject: InspectedFile) -> Verdict:
    """29: photos have enough pixels at their size, on the coarser side, and not far too many."""
    limits = subject.limits
    findings: list[Finding] = []
    for page in subject.pages:
        for item in _pictures(page, bitmaps=False):
            values = {"measured": f"{item.ppi:.0f}"}
            if item.ppi < limits.ppi_least * _SLACK:
                rule, limit = rules.RESOLUTION, limits.ppi_least
            elif item.ppi < limits.ppi_good * _SLACK:
                rule, limit = rules.RESOLUTION_MODEST, limits.ppi_good
            elif item.ppi > limits.ppi_most + _HALF:
                rule, limit = rules.RESOLUTION_HIGH, limits.ppi_most
            else:
                continue
            findings.append(found(rule, page.number, item.frame, **values, limit=f"{limit:g}"))
    return findings


def bitmap_resolution(subject: InspectedFile) -> Verdict:
    """30: 1-bit pictures need far more pixels, since nothing smooths their edges."""
    least, most = subject.limits.bitmap_least, subject.limits.bitmap_most
    if least is None:
        return not_applicable("Bản này không xét hình 1 bit.", "This profile sets no limit for 1-bit pictures.")
    findings: list[Finding] = []
    for page in subject.pages:
        for item in _pictures(page, bitmaps=True):
            if item.ppi < least - _HALF:
                rule, limit = rules.BITMAP_RESOLUTION, least
            elif item.ppi > most + _HALF:
                rule, limit = rules.BITMAP_RESOLUTION_HIGH, most
            else:
                continue
            findings.append(found(rule, page.number, item.frame, measured=f"{item.ppi:.0f}", limit=f"{limit:g}"))
    return findings


def photo_facts(subject: InspectedFile) -> tuple[PhotoFact, ...]:
    """All pictures with their resolution, for the report."""
    return tuple(
        PhotoFact(page.number, frame(item.frame), item.width_px, item.height_px, round(item.ppi, 1), item.paint.space)
        for page in subject.pages
        for bitmaps in (False, True)
        for item in _pictures(page, bitmaps=bitmaps)
    )


def total_ink(subject: InspectedFile) -> Verdict:
    """31: no area worth mentioning takes more ink than the paper does."""
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
        pages = ", ".join(unseen[:_MOST])
        return not_run(
            f"Trang {pages} có ảnh không giải mã được nên chưa biết lượng mực; hãy xuất lại ảnh ấy thành JPEG.",
            f"Page {pages} has a picture that cannot be decoded, so its ink is not known; export it as JPEG.",
        )
    return findings


def _heavy(ink: InkMap, limit: float) -> Iterator[Finding]:
    least = int((limit + _OVER) / _INK_UNIT) + 1
    if max(ink.cells, default=0) < least:
        return
    areas = list(_areas(ink, least))
    cells = sum(count for _, count, _ in areas)
    share = 100 * cells / max(1, ink.width * ink.height)
    large = [area for area in areas if 100 * area[1] / (ink.width * ink.height) > _SHARE]
    for box, count, most in sorted(large, key=lambda area: -area[1])[:_MOST]:
        part = 100 * count / (ink.width * ink.height)
        yield _ink(ink, box, part, most, limit)
    if not large:
        box = around([area[0] for area in areas])
        finding = _ink(ink, box, share, max(area[2] for area in areas), limit)
        mild = finding if share > _SHARE else Finding(as_warning(finding.rule), finding.place, values=finding.values)
        yield mild


def _ink(ink: InkMap, box: Rect, share: float, most: int, limit: float) -> Finding:
    return found(
        rules.TOTAL_INK, ink.page, box, share=f"{share:.2g}", measured=f"{most * _INK_UNIT:.0f}", limit=f"{limit:g}"
    )


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


def light_tint(subject: InspectedFile) -> Verdict:
    """32: a colour whose strongest ink is below the lightest tint does not print."""
    limit = subject.limits.lightest_tint
    if limit is None or limit <= 0:
        return not_applicable("Bản này không xét tông nhạt.", "This profile sets no lightest tint.")
    findings: list[Finding] = []
    for page in subject.pages:
        reported = 0
        for item in page.drawn:
            inks = item.paint.inks
            if (
                not item.shown
                or inks is None
                or isinstance(item, PlacedPicture)
                or item.paint.spots
                or reported >= _MOST
            ):
                continue
            if isinstance(item, Run) and not item.inked:
                continue
            strongest = max(inks) * 100
            if 0.05 < strongest < limit - 0.01:
                reported += 1
                findings.append(
                    found(rules.LIGHT_TINT, page.number, item.box, measured=f"{strongest:.1f}", limit=f"{limit:g}")
                )
    return findings
