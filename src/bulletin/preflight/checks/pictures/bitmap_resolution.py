"""Check 30: 1-bit pictures need far more pixels, since nothing smooths their edges."""

from __future__ import annotations

from bulletin.errors import Finding, Text
from bulletin.preflight.checks.asked import number
from bulletin.preflight.checks.pictures.placed import HALF_PPI, placed_pictures
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, WARNING, flight_rule
from bulletin.preflight.limits import EditionLimits
from bulletin.preflight.subject import InspectedFile, Verdict, found, not_applicable

BITMAP_RESOLUTION = flight_rule(
    "bitmap-resolution", ERROR,
    Text("Hình đen trắng 1 bit trên trang {page} chỉ có {measured} ppi, phải từ {limit} ppi.",
         "A 1-bit picture on page {page} has {measured} ppi; it needs {limit} ppi."),
    Text("Mép hình sẽ răng cưa.", "Its edges would be jagged."),
    Text("Anh/chị quét lại ở độ nét cao hơn, hoặc dùng hình véc-tơ.", "Scan it finer or use vectors."),
)  # fmt: skip
BITMAP_RESOLUTION_HIGH = flight_rule(
    "bitmap-resolution-high", WARNING,
    Text("Hình đen trắng 1 bit trên trang {page} có tới {measured} ppi, quá {limit} ppi.",
         "A 1-bit picture on page {page} has {measured} ppi, more than {limit} ppi."),
    Text("Máy ra kẽm không dùng hết độ nét này.", "No platesetter uses that much."),
    Text("Anh/chị giảm độ nét hình.", "Downsample it."),
)  # fmt: skip


def _asked(limits: EditionLimits) -> str:
    least, most = number(limits.bitmap_least), number(limits.bitmap_most)
    return f"{least} … {most} ppi" if limits.bitmap_least else "–"


@check(
    30,
    "bitmap-resolution",
    title=Text("Độ nét của hình đen trắng", "Resolution of 1-bit pictures"),
    rules=(BITMAP_RESOLUTION, BITMAP_RESOLUTION_HIGH),
    asks=_asked,
    fails=Text(
        "Con dấu quét đen trắng ở 300 ppi.",
        "A stamp scanned in black and white at 300 ppi.",
    ),
    passes=Text(
        "Con dấu ấy quét ở 1200 ppi.",
        "The same stamp scanned at 1200 ppi.",
    ),
    of_content=True,
)
def check_bitmap_resolution(subject: InspectedFile) -> Verdict:
    """1-bit pictures need far more pixels, since nothing smooths their edges."""
    least, most = subject.limits.bitmap_least, subject.limits.bitmap_most
    if least is None:
        return not_applicable("Bản này không xét hình 1 bit.", "This profile sets no limit for 1-bit pictures.")
    findings: list[Finding] = []
    for page in subject.pages:
        for item in placed_pictures(page, bitmaps=True):
            if item.ppi < least - HALF_PPI:
                rule, limit = BITMAP_RESOLUTION, least
            elif item.ppi > most + HALF_PPI:
                rule, limit = BITMAP_RESOLUTION_HIGH, most
            else:
                continue
            findings.append(found(rule, page.number, item.frame, measured=f"{item.ppi:.0f}", limit=f"{limit:g}"))
    return findings
