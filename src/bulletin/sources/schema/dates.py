"""Dates and times as an office types them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from bulletin.errors import Rule
from bulletin.lazy import pattern
from bulletin.sources.folding import fold
from bulletin.sources.rules import schema as rules

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_BY_NAME = {fold(name): day for day, name in enumerate(WEEKDAYS)} | {
    **{f"thu_{day + 2}": day for day in range(6)}, "chua_nhat": 6, "thu_bay": 5,
}  # fmt: skip

_DATE = (
    r"(?:(?P<iso>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})"
    r"|(?:ngày )?(?P<day>[0-9]{1,2})(?:[/.-]| tháng )(?P<month>[0-9]{1,2})(?:[/.-]| năm )(?P<year>[0-9]{4}))"
)
_TIME = (
    r"(?P<hour>[0-9]{1,2})(?:[:hg]| giờ ?)(?P<minute>[0-9]{2})?(?::(?P<second>[0-9]{2})(?:\.[0-9]+)?)?"
    r" ?(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_WEEKDAY = pattern(r"(?P<weekday>[^\W\d_]+ ?(?:[^\W\d_]+|[2-7]))(?:,| ngày) *(?=[0-9n])", re.I)
_DATE_ONLY = pattern(_DATE, re.I)
_DATE_TIME = pattern(rf"{_DATE}(?:T|,? (?:- |– |lúc )?){_TIME}", re.I)
_TIME_DATE = pattern(rf"{_TIME},? {_DATE}", re.I)


_PARTS = pattern(r"(?<!\d)(\d{1,4})[/.\-\s](\d{1,2})[/.\-\s](\d{2,4})(?!\d)")
_CENTURY = 2000
_RUN = pattern(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")


class BadDate(ValueError):  # noqa: N818 - a verdict on the input, turned into a finding
    """Why a date was not accepted: the rule and the values for its texts."""

    def __init__(self, rule: Rule, **values: str) -> None:
        super().__init__(rule.id)
        self.rule, self.values = rule, values


def parse_date(text: str) -> dt.date:
    """`2026-11-20`, `20/11/2026`, `ngày 20 tháng 11 năm 2026`, each with or without its weekday; raises BadDate."""
    typed, rest = _split_weekday(text)
    match = _DATE_ONLY.fullmatch(rest)
    if match is None:
        raise BadDate(rules.NOT_A_DATE)
    return _checked(_date(match, text), typed)


def parse_datetime(text: str) -> dt.datetime:
    """ISO form, `09/05/2024 15:00` or `Thứ Năm, 09/05/2024 15:00`; a date alone means 00:00; raises BadDate."""
    typed, rest = _split_weekday(text)
    match = _DATE_TIME.fullmatch(rest) or _TIME_DATE.fullmatch(rest)
    if match is None:
        date_only = _DATE_ONLY.fullmatch(rest)
        if date_only is None:
            raise BadDate(rules.NOT_A_DATETIME)
        return dt.datetime.combine(_checked(_date(date_only, text), typed), dt.time())
    day = _checked(_date(match, text), typed)
    try:
        time = dt.time(
            int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0), tzinfo=_zone(match["zone"])
        )
    except ValueError:
        raise BadDate(rules.NO_SUCH_DAY, word=text) from None
    return dt.datetime.combine(day, time)


def meant(text: str) -> dt.date | None:
    """The one day that is meant where it is written in another order or with other signs; None where two are there.

    `2026/11/27`, `27/11/26`, `11/27/2026`, `20261127`, `27–11–2026`, full-width digits, words before or behind.
    """
    plain = re.sub(r"[‐-―−]", "-", unicodedata.normalize("NFKC", text))
    found = _PARTS.findall(plain) or _RUN.findall(plain)
    days = {day for one in found for day in _orders(*one)}
    return days.pop() if len(days) == 1 else None


def _orders(first: str, second: str, third: str) -> set[dt.date]:
    """The days that three numbers can be: year first, else day first, else month first."""
    a, b, c = int(first), int(second), int(third)
    if len(first) == 4:
        tried = [(a, b, c)] if len(third) <= 2 else []
    else:
        year = c + _CENTURY if len(third) == 2 else c
        tried = [(year, b, a), (year, a, b)] if len(third) != 3 else []
    for year, month, day in tried:
        try:
            return {dt.date(year, month, day)}
        except ValueError:
            continue
    return set()


def _split_weekday(text: str) -> tuple[str | None, str]:
    line = " ".join(unicodedata.normalize("NFC", text).split())
    match = _WEEKDAY.match(line)
    if match is None or fold(match["weekday"]) not in _BY_NAME:
        return None, line
    return match["weekday"], line[match.end() :]


def _date(match: re.Match[str], text: str) -> dt.date:
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
    else:
        year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise BadDate(rules.NO_SUCH_DAY, word=text) from None


def _checked(date: dt.date, typed: str | None) -> dt.date:
    if typed is not None and _BY_NAME[fold(typed)] != date.weekday():
        right = WEEKDAYS[date.weekday()]
        raise BadDate(rules.WEEKDAY, typed=typed, right=right, date=f"{date:%d/%m/%Y}")
    return date


def _zone(text: str | None) -> dt.timezone | None:
    if not text:
        return None
    if text in "Zz":
        return dt.UTC
    sign = -1 if text[0] == "-" else 1
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 14 or minutes > 59:
        raise ValueError(text)
    return dt.timezone(sign * dt.timedelta(hours=hours, minutes=minutes))
