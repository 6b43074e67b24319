"""The Vietnamese lunar calendar for the years of living memory: new moons and solar terms at seven hours east."""

from __future__ import annotations

import datetime as dt
import math
from functools import lru_cache

_EPOCH = dt.date(2000, 1, 1).toordinal() - 2451545
"""Ordinal of a day = its Julian day number + this."""
_ZONE = 7 / 24
_MONTH = 29.530588853


def lunar(day: dt.date) -> tuple[int, int, bool]:
    """Day and month of the lunar calendar, and whether it is a leap month."""
    number = day.toordinal() - _EPOCH
    k = math.floor((number - 2415021.076998695) / _MONTH)
    start = _new_moon(k + 1)
    if start > number:
        start = _new_moon(k)
    first, last = _month_eleven(day.year), _month_eleven(day.year + 1)
    if first > start:
        first, last = _month_eleven(day.year - 1), first
    months = (start - first) // 29
    month, leap = months + 11, False
    if last - first > 365:
        extra = _leap_offset(first)
        if months >= extra:
            month, leap = months + 10, months == extra
    return number - start + 1, month - 12 if month > 12 else month, leap


@lru_cache(maxsize=64)
def _new_moon(k: int) -> int:
    """The Julian day number, in Vietnam, of the k-th new moon after 1 January 1900."""
    t = k / 1236.85
    r = math.pi / 180
    mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t * t - 0.000000155 * t**3
    mean += 0.00033 * math.sin((166.56 + 132.87 * t - 0.009173 * t * t) * r)
    sun = (359.2242 + 29.10535608 * k - 0.0000333 * t * t - 0.00000347 * t**3) * r
    moon = (306.0253 + 385.81691806 * k + 0.0107306 * t * t + 0.00001236 * t**3) * r
    node = (21.2964 + 390.67050646 * k - 0.0016528 * t * t - 0.00000239 * t**3) * r
    c = (0.1734 - 0.000393 * t) * math.sin(sun) + 0.0021 * math.sin(2 * sun)
    c += -0.4068 * math.sin(moon) + 0.0161 * math.sin(2 * moon) - 0.0004 * math.sin(3 * moon)
    c += 0.0104 * math.sin(2 * node) - 0.0051 * math.sin(sun + moon) - 0.0074 * math.sin(sun - moon)
    c += 0.0004 * math.sin(2 * node + sun) - 0.0004 * math.sin(2 * node - sun) - 0.0006 * math.sin(2 * node + moon)
    c += 0.0010 * math.sin(2 * node - moon) + 0.0005 * math.sin(2 * moon + sun)
    delta = -0.000278 + 0.000265 * t + 0.000262 * t * t
    return math.floor(mean + c - delta + 0.5 + _ZONE)


def _sun(number: int) -> int:
    """The twelfth of the sun's way (0 from the spring equinox) at the beginning of a day in Vietnam."""
    t = (number - 0.5 - _ZONE - 2451545.0) / 36525
    r = math.pi / 180
    m = 357.52910 + 35999.05030 * t - 0.0001559 * t * t - 0.00000048 * t**3
    way = 280.46645 + 36000.76983 * t + 0.0003032 * t * t
    way += (1.914600 - 0.004817 * t - 0.000014 * t * t) * math.sin(m * r)
    way += (0.019993 - 0.000101 * t) * math.sin(2 * m * r) + 0.000290 * math.sin(3 * m * r)
    return math.floor((way % 360) / 30)


@lru_cache(maxsize=8)
def _month_eleven(year: int) -> int:
    """The first day of the month with the winter solstice."""
    k = math.floor((dt.date(year, 12, 31).toordinal() - _EPOCH - 2415021) / _MONTH)
    start = _new_moon(k)
    return _new_moon(k - 1) if _sun(start) >= 9 else start


def _leap_offset(first: int) -> int:
    """Which month after month eleven has no solar term of its own."""
    k = math.floor((first - 2415021.076998695) / _MONTH + 0.5)
    at, last, number = _sun(_new_moon(k + 1)), 0, 1
    while number == 1 or (at != last and number < 14):
        last, number = at, number + 1
        at = _sun(_new_moon(k + number))
    return number - 1
