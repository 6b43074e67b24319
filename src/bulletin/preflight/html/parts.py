"""What all parts of the report share: pictures of the pages, signs and words of states and severities."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from bulletin.errors import Severity, Text
from bulletin.lazy import dataclass
from bulletin.preflight.report import BoxMm, Report, Status

if TYPE_CHECKING:
    from bulletin.pdf.raster import DrawnPage
    from bulletin.runtime.spool import Spooled

PICTURE_PPI, THUMB_PPI = 72, 22
_QUALITY, _THUMB_QUALITY = 72, 50
"""A page weighs about 80 kB large and 6 kB small, which is about as wide as the overview shows it (200 px)."""

STATUS: dict[Status, tuple[str, Text]] = {
    "passed": ("✓", Text("đạt", "passed")),
    "failed": ("✕", Text("lỗi", "error")),
    "warned": ("!", Text("cần xem", "look")),
    "not-run": ("○", Text("chưa kiểm", "not run")),
    "not-applicable": ("–", Text("không áp dụng", "n/a")),
}
SEVERITY: dict[Severity, tuple[str, Text]] = {
    Severity.ERROR: ("✕", Text("Lỗi", "Error")),
    Severity.WARNING: ("!", Text("Cảnh báo", "Warning")),
    Severity.INFO: ("i", Text("Ghi chú", "Note")),
}


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a JPEG; `box_mm` is what it shows: x, y, width, height in mm from the trim's top left corner.

    A `large` one is fine enough to be read beside its findings.
    """

    page: int
    jpeg: bytes
    box_mm: BoxMm
    trim_mm: tuple[float, float]
    large: bool = True

    @property
    def uri(self) -> str:
        """The picture as a data URI."""
        return "data:image/jpeg;base64," + b64encode(self.jpeg).decode("ascii")


def outlined_pages(reports: Iterable[Report]) -> frozenset[int]:
    """The pages on which a finding has a place that is outlined."""
    places = (finding.place for report in reports for finding in report.findings)
    return frozenset(place.page for place in places if place.page is not None and place.box_mm is not None)


def page_pictures(
    pdf: bytes | Spooled, large: Collection[int] | None = None, most: int = 100
) -> tuple[PagePicture, ...]:  # fmt: skip
    """Every page of a file as a picture (the first `most` pages), drawn once; 8 ms a page, 15 ms for a large one.

    Args:
        pdf: the file.
        large: the pages that are drawn large; all by default.
        most: so many pages are drawn.
    """
    from bulletin.pdf.pdfium import drawn_pages
    from bulletin.pdf.raster import DrawnPage

    pictures = []
    for number, page in drawn_pages(pdf, range(1, most + 1)):
        sheet = DrawnPage(page, number)
        try:
            pictures.append(_pictured(sheet, large is None or number in large))
        finally:
            sheet.close()
    return tuple(pictures)


def _pictured(sheet: DrawnPage, large: bool) -> PagePicture:
    out = io.BytesIO()
    quality = _QUALITY if large else _THUMB_QUALITY
    sheet.picture(PICTURE_PPI if large else THUMB_PPI).save(out, "JPEG", quality=quality, subsampling=2, optimize=True)
    return PagePicture(sheet.number, out.getvalue(), sheet.shown_mm, sheet.trim_mm, large)
