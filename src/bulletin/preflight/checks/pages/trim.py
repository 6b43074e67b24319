"""Check 8: every page has the size that was ordered."""

from __future__ import annotations

from bulletin.errors import Text
from bulletin.preflight.checks.asked import always, number
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, flight_rule
from bulletin.preflight.subject import InspectedFile, Verdict, found

_SIZE_MM = 0.25

TRIM = flight_rule(
    "trim", ERROR,
    Text("Trang {page} có khổ {measured} mm, phải là {limit} mm.",
         "Page {page} measures {measured} mm instead of {limit} mm."),
    Text("Các trang phải cùng khổ và đúng khổ đã đặt.", "All pages must have the size that was ordered."),
    Text("Anh/chị sửa khổ trang trong phần mềm dàn trang, hoặc báo lại khổ với nhà in.",
         "Correct the page size, or tell the shop the real one."),
)  # fmt: skip


@check(
    8,
    "trim",
    title=Text("Khổ thành phẩm", "Trim size"),
    rules=(TRIM,),
    asks=always(f"± {number(_SIZE_MM)} mm"),
    fails=Text(
        "Số báo khổ 190 × 270 mm mà trang 2 cao 272 mm.",
        "An issue of 190 × 270 mm whose page 2 is 272 mm high.",
    ),
    passes=Text(
        "Mọi trang đều 190 × 270 mm như đã đặt.",
        "All pages are 190 × 270 mm as ordered.",
    ),
)
def check_trim(subject: InspectedFile) -> Verdict:
    """Every page has the size that was ordered, or that of most pages."""
    wanted = subject.limits.trim_mm
    if wanted is None and subject.laid is not None and subject.limits.edition != "office":
        wanted = subject.laid.trim_mm
    if wanted is None:
        sizes = [(round(page.size_mm[0], 1), round(page.size_mm[1], 1)) for page in subject.boxes]
        if not sizes:
            return ()
        wanted = max(dict.fromkeys(sizes), key=sizes.count)
    return [
        found(TRIM, page.number, measured=_size(page.size_mm), limit=_size(wanted))
        for page in subject.boxes
        if max(abs(got - want) for got, want in zip(page.size_mm, wanted, strict=True)) > _SIZE_MM
    ]


def _size(size: tuple[float, float]) -> str:
    return f"{size[0]:.1f} × {size[1]:.1f}"
