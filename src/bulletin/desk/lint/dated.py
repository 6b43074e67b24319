"""Dates in running text, with the year that is meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from bulletin.lazy import dataclass, pattern

_DATE = pattern(
    r"(?<![\w/.,-])(?:(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}))?(?![\w/]|[.,-]\d)"
    r"|(\d{1,2}) tháng (\d{1,2})(?!\d)(?:,? năm (\d{4}))?(?!\d))"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: where, which, and whether its year was typed."""

    start: int
    end: int
    day: dt.date
    year_typed: bool


def dates(text: str, near: dt.date) -> Iterator[Dated]:
    """The dates of a text; one without a year is the nearest one to `near`, and only with a slash or in words."""
    for match in _DATE.finditer(text):
        day, sign, month, year = match[1] or match[5], match[2] or "", match[3] or match[6], match[4] or match[7]
        if year is None and sign in (".", "-"):
            continue  # a score, a house number, a decimal
        found = date(int(day), int(month), int(year) if year else None, near)
        if found is not None:
            yield Dated(match.start(), match.end(), found, year is not None)


def date(day: int, month: int, year: int | None, near: dt.date) -> dt.date | None:
    """The day, or None if there is none in the calendar."""
    years = [year] if year else [near.year - 1, near.year, near.year + 1]
    found = [made for one in years if (made := _made(day, month, one))]
    return min(found, key=lambda made: abs(made - near), default=None)


def _made(day: int, month: int, year: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
