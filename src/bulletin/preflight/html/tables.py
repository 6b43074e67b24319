"""The tables of the report: editions, checks, QR codes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bulletin.errors import Severity, Text
from bulletin.preflight.html.parts import badge, both, number, row, table, text
from bulletin.preflight.qr.form import reading_in_words
from bulletin.preflight.report import CheckResult, CodeFact, Report


def edition_names(reports: Sequence[Report]) -> tuple[str, ...]:
    """A short name for each file: its name without suffix, as people call it."""
    return tuple(report.file.rsplit("/", 1)[-1].removesuffix(".pdf") for report in reports)


def counts(report: Report) -> dict[Severity, int]:
    """How many findings of each severity."""
    return {kind: sum(finding.severity is kind for finding in report.findings) for kind in Severity}


def editions_table(reports: Sequence[Report]) -> str:
    """One row for each file: what it is for and how it ended."""
    rows = [_edition(report, name) for report, name in zip(reports, edition_names(reports), strict=True)]
    columns = (
        both("Tệp", "File"), both("Dùng cho", "Made for"), both("Trang", "Pages"), both("Khổ (mm)", "Trim (mm)"),
        both("Kết quả", "Result"), both("Lỗi", "Errors"), both("Cảnh báo", "Warnings"),
        both("Phép kiểm đạt", "Checks passed"),
        both("Chưa kiểm", "Not run"),
    )  # fmt: skip
    return table(columns, rows, both("Kết quả từng tệp", "Result of each file"), "editions")


def _edition(report: Report, name: str) -> str:
    found = counts(report)
    sizes = dict.fromkeys((round(page.width_mm, 1), round(page.height_mm, 1)) for page in report.pages)
    size = "<br>".join(
        f"{number(width, int(width % 1 > 0))} × {number(height, int(height % 1 > 0))}"
        for width, height in list(sizes)[:3]
    )
    passed = sum(result.status == "passed" for result in report.results)
    asked = sum(result.status != "not-applicable" for result in report.results)
    missing = sum(result.status == "not-run" for result in report.results)
    status = badge(
        "passed" if report.passed and not found[Severity.WARNING] else "warned" if report.passed else "failed"
    )
    cells = (
        f"{text(report.profile_title)}<br><small>{escape(report.profile)}</small>",
        str(len(report.pages)),
        size,
        status,
        str(found[Severity.ERROR]),
        str(found[Severity.WARNING]),
        f"{passed}/{asked}",
        str(missing),
    )
    return row(cells, head=escape(name))


def checks_table(reports: Sequence[Report]) -> str:
    """Every check with its status in each file, and the reasons of those that gave no verdict."""
    names = edition_names(reports)
    by_number: dict[int, list[CheckResult | None]] = {}
    for index, report in enumerate(reports):
        for result in report.results:
            by_number.setdefault(result.check.number, [None] * len(reports))[index] = result
    rows = []
    for check, results in sorted(by_number.items()):
        title = next(result.check.title for result in results if result)
        cells = (_status(result) for result in results)
        reasons = _reasons(results, names)
        rows.append(
            f'<tr id="c{check}"><td class="n">{check}</td><th scope="row">{text(title)}{reasons}</th>'
            f"{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
        )
    columns = ("№", both("Phép kiểm", "Check"), *(escape(name) for name in names))
    return table(columns, rows, both(f"{len(rows)} phép kiểm", f"{len(rows)} checks"), "checks")


def _status(result: CheckResult | None) -> str:
    return badge(result.status, len(result.findings)) if result else "–"


def _reasons(results: Sequence[CheckResult | None], names: Sequence[str]) -> str:
    """Why checks did not run, each reason once with the files that it holds for."""
    editions_by_reason: dict[Text, list[str]] = {}
    for result, name in zip(results, names, strict=True):
        if result and result.reason and result.status in ("not-run", "not-applicable"):
            editions_by_reason.setdefault(result.reason, []).append(name)
    parts = (
        f"<small>{escape(', '.join(which)) + ': ' if len(names) > 1 else ''}{text(reason)}</small>"
        for reason, which in editions_by_reason.items()
    )
    steps = "\n".join(step for result in results if result for step in result.trace)
    trace = both("Các bước của chương trình, gửi cho người bảo trì", "Steps of the program, for its maintainers")
    return "".join(parts) + (
        f"<details><summary>{trace}</summary><pre>{escape(steps)}</pre></details>" if steps else ""
    )


# --- QR codes --------------------------------------------------------------------------------------------------------


def codes_table(reports: Sequence[Report]) -> str:
    """Every code with its measures and, for each file, how many trials were read."""
    with_codes = [(report, name) for report, name in zip(reports, edition_names(reports), strict=True) if report.codes]
    rows: dict[tuple[object, ...], list[CodeFact | None]] = {}
    for index, (report, _) in enumerate(with_codes):
        met: dict[tuple[object, ...], int] = {}
        for code in report.codes:
            key = (code.page, code.expected or code.text)
            met[key] = met.get(key, 0) + 1
            rows.setdefault((*key, met[key]), [None] * len(with_codes))[index] = code
    if not rows:
        return ""
    ordered = sorted(rows.items(), key=lambda item: _spot(item[1]))
    columns = (
        both("Trang", "Page"), both("Nội dung đọc được", "What it says"), both("Ô (mm)", "Module (mm)"),
        both("Vùng trắng (ô)", "Quiet zone (modules)"), both("Màu", "Colours"),
        *(escape(name) for _, name in with_codes),
        both("Nở mực", "Dot gain"), both("Nhòe", "Blur"), both("Nghiêng", "Skew"),
    )  # fmt: skip
    caption = both(
        "Mỗi mã được đọc lại từ trang in, rồi đọc tiếp khi mực nở, hình nhòe, giấy nghiêng dần: các cột cuối là mức "
        "nặng nhất vẫn còn đọc được ở tệp kém nhất.",
        "Each code is read from the finished page, then again with growing dot gain, blur and skew: the last columns "
        "tell the strongest that was still read in the weakest file.",
    )
    return table(columns, (_code_row(codes) for _, codes in ordered), caption, "codes")


def _spot(codes: Sequence[CodeFact | None]) -> tuple[float, ...]:
    code = next(code for code in codes if code)
    return (code.page, code.box_mm[1], code.box_mm[0])


def _code_row(codes: Sequence[CodeFact | None]) -> str:
    there = [code for code in codes if code]
    first = there[0]
    said = (
        f"<code>{escape(first.text)}</code>"
        if first.text
        else f'<b class="bad">{both("không đọc được", "unreadable")}</b>'
    )
    if first.expected and first.text != first.expected:
        said += f"<br><small>{both('phải là', 'should be')} <code>{escape(first.expected)}</code></small>"
    worst = {
        name: min(getattr(code, name) for code in there)
        for name in ("module_mm", "quiet_modules", "gain_mm", "blur_mm", "skew_deg")
    }
    cells = (
        said,
        number(worst["module_mm"], 2),
        number(worst["quiet_modules"], 1),
        _swatches(first),
        *(_readings(code) for code in codes),
        _strength(worst["gain_mm"], 0.21, " mm"),
        _strength(worst["blur_mm"], 0.3, " mm"),
        _strength(worst["skew_deg"], 4.0, "°"),
    )
    return row(cells, head=str(first.page))


def _swatches(code: CodeFact) -> str:
    parts = "".join(
        f'<rect x="{at * 12}" width="12" height="12" fill="#{red:02x}{green:02x}{blue:02x}"/>'
        for at, (red, green, blue) in enumerate((code.dark, code.light))
    )
    inverted = f"<br><small>{both('âm bản', 'inverted')}</small>" if code.inverted else ""
    return f'<svg class="swatch" viewBox="0 0 24 12" aria-hidden="true">{parts}</svg>{inverted}'


def _readings(code: CodeFact | None) -> str:
    """Trials read of all; those of plain printing that failed are named."""
    if code is None:
        return "–"
    good = sum(ok for _, ok in code.readings)
    lost = [name for name, ok in code.readings if not ok and "dpi" in name]
    said = [reading_in_words(name) for name in lost]
    words = both("; ".join(name.vi for name in said), ", ".join(name.en for name in said))
    names = f'<small class="bad">{words}</small>' if lost else ""
    return f"{good}/{len(code.readings)}{names}"


def _strength(value: float, most: float, unit: str) -> str:
    """A value and a bar for it."""
    width = min(1.0, value / most) * 40
    bar = (
        f'<svg class="bar" viewBox="0 0 40 4" aria-hidden="true"><rect class="all" width="40" height="4"/>'
        f'<rect width="{width:.1f}" height="4"/></svg>'
    )
    return f"{number(value, 0 if unit == '°' else 2, unit)}{bar}"
