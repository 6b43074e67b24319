"""The preflight report as one HTML page: it can be mailed, printed and kept, and asks nothing of any server.

Everything is in the page, both languages too; without scripts it shows the language it was made in.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape

from bulletin import datafiles
from bulletin.errors import Lang, Severity
from bulletin.preflight.html import pages
from bulletin.preflight.html.findings import NumberedFinding, entries_of, finding_list
from bulletin.preflight.html.parts import PagePicture, badge, both, one, section
from bulletin.preflight.html.tables import checks_table, codes_table, counts, edition_names, editions_table
from bulletin.preflight.report import Report

_DATA = datafiles.folder("preflight")
Pictures = Mapping[str, Sequence[PagePicture]]


def html(reports: Sequence[Report], pictures: Pictures, lang: Lang = "vi", title: str = "") -> bytes:
    """One self-contained page for all editions of an issue, or for one file.

    Args:
        reports: one for each file, in the order in which to show them.
        pictures: pages by the report's `file`; those under `""` serve every report that has none of its own.
        lang: the language shown first.
        title: what was checked, such as the name of the issue; the names of the files by default.

    Returns:
        UTF-8 HTML; the same bytes for the same input.
    """
    names = edition_names(reports)
    heading = title or ", ".join(report.file for report in reports)
    script = (_DATA / "report.js").read_text(encoding="utf-8").strip()
    groups = _groups(reports, pictures)
    body = "".join(
        (
            *(pages.definitions(group.pictures, group.prefix) for group in groups),
            _head(reports, heading, lang),
            "<main>",
            section("editions", both("Kết luận", "Summary"), editions_table(reports)),
            *(_sections(group, len(groups) > 1, lang) for group in groups),
            section("codes", both("Mã QR", "QR codes"), codes_table(reports)),
            section("checks", both("Các phép kiểm", "All checks"), checks_table(reports)),
            "</main>",
            _foot(names),
        )
    )
    policy = f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{_digest(script)}'"
    page = (
        f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{one(lang, 'Kiểm tra bản in', 'Preflight')}: {escape(heading)}</title>"
        f"<style>{(_DATA / 'report.css').read_text(encoding='utf-8')}</style></head>"
        f"<body>{body}<script>{script}</script></body></html>\n"
    )
    return page.encode("utf-8", "replace")


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode("ascii")


@dataclass(frozen=True, slots=True)
class _Group:
    """Reports that share their pictures. `prefix` keeps the ids of groups apart."""

    prefix: str
    pictures: Sequence[PagePicture]
    reports: tuple[Report, ...]
    entries: tuple[NumberedFinding, ...]


def _groups(reports: Sequence[Report], pictures: Pictures) -> list[_Group]:
    shared = tuple(report for report in reports if report.file not in pictures)
    own = [(pictures[report.file], (report,)) for report in reports if report.file in pictures]
    groups: list[_Group] = []
    reported = 0
    for shown, group in ([(pictures.get("", ()), shared)] if shared else []) + own:
        entries = entries_of(group, reported + 1)
        reported += len(entries)
        groups.append(_Group(f"g{len(groups) + 1}-", shown, group, entries))
    return groups


def _head(reports: Sequence[Report], heading: str, lang: Lang) -> str:
    switch = (
        f'<div class="lang" role="group" aria-label="{one(lang, "Ngôn ngữ", "Language")}" hidden>'
        '<button type="button" data-to="vi" lang="vi">Tiếng Việt</button>'
        '<button type="button" data-to="en" lang="en">English</button></div>'
    )
    return (
        f'<header>{switch}<p class="kicker">{both("Kiểm tra bản in", "Preflight report")}</p>'
        f"<h1>{escape(heading)}</h1>{_verdict(reports)}</header>"
    )


def _verdict(reports: Sequence[Report]) -> str:
    errors = sum(counts(report)[Severity.ERROR] for report in reports)
    warnings = sum(counts(report)[Severity.WARNING] for report in reports)
    missing = sum(result.status == "not-run" for report in reports for result in report.results)
    bad = sum(not report.passed for report in reports)
    if bad:
        words = both(
            f"{bad} trong {len(reports)} tệp chưa đạt: {errors} lỗi phải sửa, {warnings} điều cần xem.",
            f"{bad} of {len(reports)} files failed: {errors} errors to mend, {warnings} things to look at.",
        )
    elif warnings:
        words = both(f"Không có lỗi; {warnings} điều cần xem.", f"No errors; {warnings} things to look at.")
    else:
        words = both("Không có lỗi, không có cảnh báo.", "No errors, no warnings.")
    rest = ""
    if missing:
        rest = both(
            f" {missing} phép kiểm để lại; bảng cuối trang nói vì sao và khi nào chạy.",
            f" {missing} checks were left out; the last table says why and what would make them run.",
        )
    status = badge("failed" if bad else "warned" if warnings else "passed")
    return f'<p class="verdict">{status} <span>{words}{rest}</span></p>'


def _sections(group: _Group, several: bool, lang: Lang) -> str:
    """Findings and maps of a group, which is named in the headings if there are several."""
    prefix, shown, entries, names = group.prefix, group.pictures, group.entries, edition_names(group.reports)
    label = f" · {escape(', '.join(names))}" if several else ""
    whole = [entry for entry in entries if entry.finding.place.page is None]
    parts = [
        section(f"{prefix}file", both("Về cả tệp", "The whole file") + label, finding_list(whole, names, False)),
        section(
            f"{prefix}pages",
            both("Từng trang", "Page by page") + label,
            pages.overview(shown, entries, prefix, lang),
            pages.page_details(shown, entries, names, prefix, lang),
        ),
    ]
    for index, (report, name) in enumerate(zip(group.reports, names, strict=True)):
        of = f" · {escape(name)}" if several or len(names) > 1 else ""
        photos, ink = (draw(report, shown, prefix, lang) for draw in (pages.resolution_map, pages.ink_map))
        parts.append(section(f"{prefix}ppi{index}", both("Độ nét của ảnh", "Resolution of pictures") + of, photos))
        parts.append(section(f"{prefix}ink{index}", both("Lượng mực", "Ink") + of, ink))
    return "".join(parts)


def _foot(names: Sequence[str]) -> str:
    note = both(
        "Vị trí tính bằng milimét từ góc trên bên trái của khổ thành phẩm. Bấm vào khung trên trang để tới lời giải "
        "thích, bấm vào số để trở lại trang.",
        "Places are in millimetres from the top left corner of the trim. A frame on a page leads to its explanation, a "
        "number leads back to the page.",
    )
    return f"<footer><p>{note}</p></footer>" if names else ""
