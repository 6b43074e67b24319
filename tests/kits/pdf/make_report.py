"""Reports as the engine makes them, and a small PDF, for the tests of the HTML page and of the command."""

from __future__ import annotations

from dataclasses import replace

from bulletin.errors import Finding, Place, Rule, Severity, Text
from bulletin.preflight.checks.catalogue import CHECKS
from bulletin.preflight.report import CheckResult, CodeFact, InkMap, PageSize, PhotoFact, Report, Status


def rule(name: str, severity: Severity = Severity.ERROR) -> Rule:
    return Rule(
        f"preflight.{name}",
        severity,
        Text("trang {page}: đo được {measured}, giới hạn {limit}", "page {page}: measured {measured}, limit {limit}"),
        Text("Máy in không in nổi nét mảnh hơn.", "Presses cannot print anything finer."),
        Text("Sửa trong style.css rồi dựng lại.", "Mend style.css and build again."),
    )


def finding(name: str, page: int | None = 1, box: tuple[float, float, float, float] | None = (20, 30, 60, 12),
            severity: Severity = Severity.ERROR, quote: str = "", measured: str = "0,18 pt") -> Finding:  # fmt: skip
    values = {"page": str(page or ""), "measured": measured, "limit": "0,25 pt"}
    return Finding(rule(name, severity), Place(page=page, box_mm=box), quote, values)


def code(page: int = 1, text: str = "https://vi-du.example/ma", good: bool = True) -> CodeFact:
    readings = (("300 dpi grey", True), ("gain 0.04 mm", True), ("gain 0.08 mm", good), ("blur 0.05 mm", good))
    return CodeFact(page, (150, 240, 20, 20), text, 0.42, readings, expected=text, modules=29,
                    gain_mm=0.08 if good else 0.04, blur_mm=0.05 if good else 0.0, skew_deg=2.0)  # fmt: skip


def ink(page: int, top: int = 250) -> InkMap:
    width, height = 46, 66
    cells = bytes(min(255, (x * y * top) // (width * height)) for y in range(height) for x in range(width))
    return InkMap(page, width, height, 4.26, (-3.0, -3.0), cells)


def report(name: str = "press.pdf", found: tuple[tuple[int, Finding], ...] = (), pages: int = 2,
           not_run: tuple[int, ...] = ()) -> Report:  # fmt: skip
    results = []
    for check in CHECKS:
        mine = tuple(item for number, item in found if number == check.number)
        status: Status = "passed"
        if any(item.severity is Severity.ERROR for item in mine):
            status = "failed"
        elif mine:
            status = "warned"
        result = CheckResult(check, status, mine)
        if check.number in not_run:
            reason = Text("Máy này chưa có veraPDF.", "veraPDF is not on this computer.")
            result = replace(result, status="not-run", reason=reason)
        results.append(result)
    sizes = tuple(PageSize(number, 190.0, 270.0, (3.0, 3.0, 3.0, 3.0)) for number in range(1, pages + 1))
    photos = tuple(
        PhotoFact(1, (12.0 + 60 * at, 80.0, 52.0, 35.0), 640 * (at + 1), 430 * (at + 1), ppi, "DeviceCMYK")
        for at, ppi in enumerate((120.0, 210.0, 312.0))
    )
    codes = (code(), code(2, "https://vi-du.example/hai", False))
    maps = tuple(ink(number) for number in range(1, pages + 1))
    title = Text("Offset tờ rời, giấy tráng phủ", "Sheet-fed offset, coated paper")
    return Report(name, "offset-coated", title, sizes, tuple(results), photos, codes, maps)
