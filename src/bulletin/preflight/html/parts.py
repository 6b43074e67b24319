"""What all parts of the report share: pictures of the pages, signs and words of states and severities."""

from __future__ import annotations

import io
from base64 import b64encode

from bulletin.errors import Severity, Text
from bulletin.lazy import dataclass
from bulletin.preflight.report import BoxMm, Status

PICTURE_PPI = 72
_QUALITY = 72

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
    """A page as a JPEG; `box_mm` is what it shows: x, y, width, height in mm from the trim's top left corner."""

    page: int
    jpeg: bytes
    box_mm: BoxMm
    trim_mm: tuple[float, float]

    @property
    def uri(self) -> str:
        """The picture as a data URI."""
        return "data:image/jpeg;base64," + b64encode(self.jpeg).decode("ascii")


def page_pictures(pdf: bytes, ppi: float = PICTURE_PPI, most: int = 100) -> tuple[PagePicture, ...]:
    """Every page of a file as a picture (the first `most` pages), drawn once; about 15 ms a page."""
    from bulletin.pdf.pdfium import open_pdfium
    from bulletin.pdf.raster import DrawnPage

    pictures = []
    with open_pdfium(pdf) as document:
        for number in range(1, min(len(document), most) + 1):
            sheet = DrawnPage(document[number - 1], number)
            try:
                out = io.BytesIO()
                sheet.picture(ppi).save(out, "JPEG", quality=_QUALITY, subsampling=2)
                pictures.append(PagePicture(number, out.getvalue(), sheet.shown_mm, sheet.trim_mm))
            finally:
                sheet.close()
    return tuple(pictures)
