"""Check 29: photos have enough pixels at their size, on the coarser side, and not far too many."""

from __future__ import annotations

from bulletin.errors import Finding, Text
from bulletin.preflight.checks.asked import number
from bulletin.preflight.checks.pictures.placed import HALF_PPI, placed_pictures
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, WARNING, flight_rule
from bulletin.preflight.limits import EditionLimits
from bulletin.preflight.subject import InspectedFile, Verdict, found

_SLACK = 0.99  # the same as in the proof: pixels are whole, and so are the rows of a frame

RESOLUTION = flight_rule(
    "resolution", ERROR,
    Text("Ảnh trên trang {page} chỉ có {measured} ppi, phải từ {limit} ppi.",
         "A picture on page {page} has {measured} ppi; it needs {limit} ppi."),
    Text("Ảnh in ra sẽ vỡ hạt.", "It would print coarsely."),
    Text("Anh/chị dùng ảnh gốc lớn hơn, hoặc đặt ảnh nhỏ lại.", "Use a larger original, or place it smaller."),
)  # fmt: skip
RESOLUTION_MODEST = flight_rule(
    "resolution-modest", WARNING,
    Text("Ảnh trên trang {page} có {measured} ppi, nên từ {limit} ppi.",
         "A picture on page {page} has {measured} ppi; {limit} ppi or more is good."),
    Text("Ảnh in ra có thể hơi mờ.", "It may look a little soft."),
    Text("Anh/chị dùng ảnh gốc lớn hơn nếu có.", "Use a larger original if there is one."),
)  # fmt: skip
RESOLUTION_HIGH = flight_rule(
    "resolution-high", WARNING,
    Text("Ảnh trên trang {page} có tới {measured} ppi, quá {limit} ppi là thừa.",
         "A picture on page {page} has {measured} ppi; more than {limit} ppi is of no use."),
    Text("Tệp nặng mà bản in không đẹp hơn.", "The file grows and the print gains nothing."),
    Text("Anh/chị giảm độ nét ảnh khi xuất.", "Downsample it when exporting."),
)  # fmt: skip


def _asked(limits: EditionLimits) -> str:
    least, good, most = number(limits.ppi_least), number(limits.ppi_good), number(limits.ppi_most)
    return f"≥ {least} (L/E), ≥ {good}, ≤ {most} ppi (C/W)"


@check(
    29,
    "resolution",
    title=Text("Độ nét của ảnh", "Resolution of pictures"),
    rules=(RESOLUTION, RESOLUTION_MODEST, RESOLUTION_HIGH),
    asks=_asked,
    fails=Text(
        "Ảnh 400 điểm đặt rộng 100 mm: 102 ppi.",
        "A photo of 400 px placed 100 mm wide: 102 ppi.",
    ),
    passes=Text(
        "Ảnh 1200 điểm đặt rộng 100 mm: 305 ppi.",
        "A photo of 1200 px placed 100 mm wide: 305 ppi.",
    ),
    of_content=True,
)
def check_resolution(subject: InspectedFile) -> Verdict:
    """Photos have enough pixels at their size, on the coarser side, and not far too many."""
    limits = subject.limits
    findings: list[Finding] = []
    for page in subject.pages:
        for item in placed_pictures(page, bitmaps=False):
            values = {"measured": f"{item.ppi:.0f}"}
            if item.ppi < limits.ppi_least * _SLACK:
                rule, limit = RESOLUTION, limits.ppi_least
            elif item.ppi < limits.ppi_good * _SLACK:
                rule, limit = RESOLUTION_MODEST, limits.ppi_good
            elif item.ppi > limits.ppi_most + HALF_PPI:
                rule, limit = RESOLUTION_HIGH, limits.ppi_most
            else:
                continue
            findings.append(found(rule, page.number, item.frame, **values, limit=f"{limit:g}"))
    return findings
