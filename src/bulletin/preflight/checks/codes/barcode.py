"""Check 35: bar codes are black only; their bar width reduction is the shop's to say."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.errors import Finding, Text
from bulletin.geometry import Rect, around
from bulletin.pdf.walk.drawn import Fill, PageFacts
from bulletin.preflight.checks.asked import of_press
from bulletin.preflight.checks.inks import inks_in_words
from bulletin.preflight.checks.registry import check
from bulletin.preflight.checks.rule import ERROR, WARNING, flight_rule
from bulletin.preflight.subject import InspectedFile, Verdict, found, not_applicable

_BARS = 20  # fewer upright bars side by side are a table or a pattern
_BAR_MM, _BAR_HIGH_MM, _GAP_MM = 2.0, 4.0, 4.0

BARCODE = flight_rule(
    "barcode", ERROR,
    Text("Mã vạch trên trang {page} không phải đen đơn: {measured}.",
         "The bar code on page {page} is not black only: {measured}."),
    Text("Máy quét đọc bằng ánh sáng đỏ; vạch nhiều mực dễ nhòe.",
         "Scanners read in red light; mixed inks blur the bars."),
    Text("Anh/chị đặt mã vạch màu K100 trên nền trắng.", "Set the bar code in K100 on white."),
)  # fmt: skip
BARCODE_WIDTH = flight_rule(
    "barcode-width", WARNING,
    Text("Trang {page} có mã vạch; xin hỏi nhà in mức giảm bề rộng vạch (BWR).",
         "Page {page} has a bar code; ask the shop for its bar width reduction."),
    Text("Mực nở ra làm vạch đen rộng thêm.", "Ink spreads and widens the bars."),
    Text("Anh/chị hỏi nhà in trước khi ra kẽm.", "Ask before plates are made."),
)  # fmt: skip


@check(
    35,
    "barcode",
    title=Text("Mã vạch", "Bar codes"),
    rules=(BARCODE, BARCODE_WIDTH),
    asks=of_press("chỉ K / K only"),
    fails=Text(
        "Mã vạch in màu C60 M50 Y50 K100.",
        "A bar code in C60 M50 Y50 K100.",
    ),
    passes=Text(
        "Không có mã vạch, hoặc mã vạch màu K100 với bề rộng vạch đã hỏi nhà in.",
        "No bar code, or one in K100 whose bar width was agreed with the shop.",
    ),
    of_content=True,
)
def check_bar_codes(subject: InspectedFile) -> Verdict:
    """Bar codes are black only; their bar width reduction is the shop's to say.

    Found by their drawing: at least 20 upright bars of one height side by side.
    """
    if not subject.limits.press:
        return not_applicable("Chỉ xét mã vạch trong bản gửi nhà in.", "Bar codes are looked at in press files.")
    findings: list[Finding] = []
    for page in subject.pages:
        for box, bars in _bar_codes(page):
            mixed = next((bar for bar in bars if not bar.paint.black_only), None)
            if mixed is None:
                findings.append(found(BARCODE_WIDTH, page.number, box))
            else:
                findings.append(found(BARCODE, page.number, box, measured=inks_in_words(mixed.paint)))
    return findings


def _bar_codes(page: PageFacts) -> Iterator[tuple[Rect, list[Fill]]]:
    bars = [
        (part, item)
        for item in page.drawn
        if isinstance(item, Fill) and item.shown and item.exact and not item.paint.white
        for part in item.parts
        if 0 < part[2] - part[0] <= _BAR_MM and part[3] - part[1] >= _BAR_HIGH_MM
    ]
    bars.sort(key=lambda bar: (round(bar[0][1]), bar[0][0]))
    group: list[tuple[Rect, Fill]] = []
    for bar in bars:
        if group and (
            abs(bar[0][1] - group[0][0][1]) > 1 or bar[0][0] - group[-1][0][2] > _GAP_MM or bar[0][0] < group[-1][0][0]
        ):
            yield from _code(group)
            group = []
        group.append(bar)
    yield from _code(group)


def _code(group: list[tuple[Rect, Fill]]) -> Iterator[tuple[Rect, list[Fill]]]:
    if len(group) >= _BARS:
        yield around([part for part, _ in group]), [item for _, item in group]
