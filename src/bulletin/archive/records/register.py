"""The register of all issues: a line for each, as XLSX, CSV and a page to print; gaps and doubles are found."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from bulletin.archive.records.facts import IssueRecord
from bulletin.archive.records.rules import DOUBLE, GAP, GAP_TOTAL
from bulletin.archive.records.sheet import Sheet, sheet_pdf
from bulletin.errors import Finding, Place
from bulletin.lazy import dataclass

NAME = "so-dang-ky"
HEADS = (
    "Mã", "Số", "Năm", "Số thứ tự chung", "Ngày ra", "Số trang", "Số bài", "Số bản in", "Nơi in", "Ngày nộp lưu chiểu",
    "Số biên nhận", "Phiên bản", "SHA-256 bản lưu trữ", "Cuối chuỗi sự kiện",
)  # fmt: skip
_PRINTED = (1, 4, 5, 6, 7, 8, 9, 10, 11, 12)
_SHARES = (1.0, 1.7, 1.0, 0.9, 1.2, 2.6, 1.8, 2.0, 1.0, 4.2)
_NUMBERS = frozenset({1, 2, 3, 5, 6, 7, 11})
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MOST = 20

Cell = str | int | dt.date | None


@dataclass(frozen=True, slots=True)
class Register:
    """The rows in order of appearance, under `HEADS`, and what is wrong with the numbering."""

    rows: tuple[tuple[Cell, ...], ...]
    findings: tuple[Finding, ...]


def register(found: Sequence[IssueRecord]) -> Register:
    """The register of some issues, which are in order of appearance."""
    return Register(tuple(_row(record) for record in found), tuple(_numbering(found)))


def _row(record: IssueRecord) -> tuple[Cell, ...]:
    release, printed, deposited = record.release, record.printed or {}, record.deposited or {}
    proof = record.proof
    return (
        record.id, release.number, release.date.year, release.number_total, release.date,
        proof.pages if proof else None, record.stories, _number(printed.get("copies")), printed.get("printer", ""),
        _day(deposited.get("date")), deposited.get("reference", ""), record.versions, proof.sha256 if proof else "",
        record.chain_head,
    )  # fmt: skip


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


# --- numbering ------------------------------------------------------------------------------------------------------


def _numbering(found: Sequence[IssueRecord]) -> Iterator[Finding]:
    years: dict[int, set[int]] = {}
    numbers: dict[tuple[int, int], list[str]] = {}
    totals: dict[int, list[str]] = {}
    for record in found:
        release = record.release
        years.setdefault(release.date.year, set()).add(release.number)
        numbers.setdefault((release.date.year, release.number), []).append(record.id)
        if release.number_total is not None:
            totals.setdefault(release.number_total, []).append(record.id)
    for year, has in sorted(years.items()):
        # A register may begin in the middle of a year, but every later year begins with 1.
        first = min(has) if year == min(years) else 1
        if missing := [n for n in range(first, max(has) + 1) if n not in has]:
            yield Finding(GAP, Place(file="kho"), values={"year": str(year), "numbers": _shown(missing)})
    for (year, number), ids in sorted(numbers.items()):
        yield from _double(ids, f"số {number}/{year}", f"number {number}/{year}")
    for total, ids in sorted(totals.items()):
        yield from _double(ids, f"số thứ tự chung {total}", f"running number {total}")
    if missing := [n for low, high in pairwise(sorted(totals)) for n in range(low + 1, min(high, low + 1000))]:
        yield Finding(GAP_TOTAL, Place(file="kho"), values={"numbers": _shown(missing)})


def _double(ids: Sequence[str], what: str, what_en: str) -> Iterator[Finding]:
    if len(ids) > 1:
        yield Finding(DOUBLE, Place(file="kho"), values={"what": what, "what_en": what_en, "issues": ", ".join(ids)})


def _shown(numbers: Sequence[int]) -> str:
    """Numbers with runs as ranges: `3, 5–9`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [str(a) if a == b else f"{a}–{b}" for a, b in runs]
    return ", ".join(shown[:_MOST]) + (" …" if len(shown) > _MOST else "")


# --- files ----------------------------------------------------------------------------------------------------------


def register_xlsx(rows: Iterable[Sequence[Cell]], now: dt.datetime) -> bytes:
    """The register as a workbook: numbers are numbers, dates are dates, and no text is a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.created = book.properties.modified = now.replace(tzinfo=None)
    page = book.active
    assert page is not None
    page.title = "Sổ đăng ký"
    for line, row in enumerate((HEADS, *rows), 1):
        for column, value in enumerate(row, 1):
            cell = page.cell(line, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
            elif isinstance(value, dt.date):
                cell.number_format = "DD/MM/YYYY"
            if line == 1:
                cell.font = Font(bold=True)
    for column, head in enumerate(HEADS, 1):
        page.column_dimensions[get_column_letter(column)].width = max(12, len(head) + 2)
    page.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def register_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """The register as CSV for spreadsheets: UTF-8 with its mark, dates as 2026-11-20, no text that is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADS)
    writer.writerows([_csv(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _csv(value: Cell) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def register_pdf(rows: Sequence[Sequence[Cell]], name: str, today: dt.date) -> bytes:
    """The register as pages to print and bind."""
    chosen = [tuple(_printed(row[n]) for n in _PRINTED) for row in rows]
    return sheet_pdf(
        Sheet(
            title=f"Sổ đăng ký – {name}", lines=(f"Lập ngày {today:%d/%m/%Y} · {len(rows)} số",),
            heads=tuple(HEADS[n] for n in _PRINTED), rows=tuple(chosen), shares=_SHARES, landscape=True,
            right=frozenset(at for at, n in enumerate(_PRINTED) if n in _NUMBERS),
        )
    )  # fmt: skip


def _printed(value: Cell) -> str:
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)
