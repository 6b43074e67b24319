"""Dates as Vietnamese print them, and dates in running text that contradict the calendar (R32, R33)."""

from __future__ import annotations

import datetime as dt
import re

from bulletin.errors import Finding, Place
from bulletin.lazy import pattern
from bulletin.text import findings
from bulletin.text.vietnamese.words import WEEKDAYS

_NOWHERE = Place()
_TIME_ZONE = dt.timezone(dt.timedelta(hours=7))

_DAY_NAMES = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tư": 2, "4": 2, "năm": 3, "5": 3, "sáu": 4, "6": 4, "bảy": 5, "bẩy": 5, "7": 5,
}  # fmt: skip
_FIGURES = r"(?P<d{0}>\d{{1,2}})(?P<s{0}>[/.-])(?P<m{0}>\d{{1,2}})(?:(?P=s{0})(?P<y{0}>\d{{4}}))?(?![\w/]|[.-]\d)"
_WORDS = r"(?P<d{0}>\d{{1,2}}) tháng (?P<m{0}>\d{{1,2}})(?!\d)(?:(?:,? năm |/)(?P<y{0}>\d{{4}}))?(?!\d)"
_WITH_WEEKDAY = pattern(
    r"(?<!\w)(?<!lần )(?P<weekday>thứ (?P<name>hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật)"
    r"(?:,? \(?(?:ngày |mùng |mồng )?|, )" + f"(?:{_FIGURES.format(1)}|{_WORDS.format(2)})",
    re.IGNORECASE,
)
_ANY_DATE = pattern(
    rf"(?<![\w/.,-])(?:{_FIGURES.format(1)}|{_WORDS.format(2)})",
    re.IGNORECASE,
)
_WEEKDAY_WORD = pattern("[TtCc][Hh][ỨứỦủ] ")
_DAY_BEFORE = pattern(r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm) \Z", re.IGNORECASE)


def short_date(day: dt.date) -> str:
    """`09/05/2024`."""
    return f"{day:%d/%m}/{day.year:04d}"


def dateline(when: dt.datetime) -> str:
    """`Thứ Năm, 09/05/2024 15:00`; midnight means that no time is known and prints none.

    A moment with a time zone is printed in Vietnamese time.
    """
    if when.tzinfo is not None:
        when = when.astimezone(_TIME_ZONE)
    time = f" {when:%H:%M}" if (when.hour, when.minute) != (0, 0) else ""
    return f"{WEEKDAYS[when.weekday()]}, {short_date(when)}{time}"


def masthead_date(day: dt.date) -> str:
    """`Thứ Năm, ngày 9 tháng 5 năm 2024`, without leading zeros as in newspaper headings."""
    return f"{WEEKDAYS[day.weekday()]}, ngày {day.day} tháng {day.month} năm {day.year}"


def period(start: dt.date, end: dt.date) -> str:
    """`Từ 13 đến 19/11/2026`; month and year are said twice only where they differ."""
    last = f"{end.day}/{end.month}/{end.year}"
    if start == end:
        return f"Ngày {last}"
    if start.year != end.year:
        return f"Từ {start.day}/{start.month}/{start.year} đến {last}"
    if start.month != end.month:
        return f"Từ {start.day}/{start.month} đến {last}"
    return f"Từ {start.day} đến {last}"


def weekday_findings(text: str, place: Place = _NOWHERE, near: dt.date | None = None) -> tuple[Finding, ...]:
    """Weekdays that contradict their date, and dates that do not exist.

    Args:
        text: plain running text.
        place: where it was typed.
        near: the day of the issue; a date without a year is read as the one nearest to it, and not checked without it.
    """
    if not any(figure in text for figure in "0123456789"):
        return ()
    found = []
    for match in _ANY_DATE.finditer(text):
        day, month, year, sign = _parts(match)
        sure = year is not None or sign == "" or _DAY_BEFORE.search(text, max(0, match.start() - 8), match.start())
        if sure and sign in ("", "/") and not _exists(day, month, year):
            found.append(Finding(findings.IMPOSSIBLE_DATE, place, match.group(), {"date": match.group()}))
    for match in _WITH_WEEKDAY.finditer(text) if _WEEKDAY_WORD.search(text) else ():
        day, month, year, _sign = _parts(match)
        date = _date(day, month, year, near)
        typed = 6 if match["name"] is None else _DAY_NAMES[match["name"].lower()]
        if date is not None and date.weekday() != typed:
            first = match.start("d1") if match["d1"] else match.start("d2")
            values = {"date": text[first : match.end()], "typed": match["weekday"], "right": WEEKDAYS[date.weekday()]}
            found.append(Finding(findings.WEEKDAY, place, match.group(), values))
    return tuple(found)


def _parts(match: re.Match[str]) -> tuple[int, int, int | None, str]:
    """Day, month, year and the sign between them (empty for `9 tháng 5`)."""
    which = "1" if match["d1"] else "2"
    year = match[f"y{which}"]
    return int(match[f"d{which}"]), int(match[f"m{which}"]), int(year) if year else None, match["s1"] or ""


def _exists(day: int, month: int, year: int | None) -> bool:
    return _date(day, month, 2024 if year is None else year, None) is not None


def _date(day: int, month: int, year: int | None, near: dt.date | None) -> dt.date | None:
    if year is None:
        if near is None:
            return None
        dates = [_date(day, month, near.year + step, None) for step in (-1, 0, 1)]
        return min((date for date in dates if date), key=lambda date: abs(date - near), default=None)
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
