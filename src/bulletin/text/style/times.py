"""Days and times: R31 dates in figures, R31b times, R51 weekdays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.lazy import pattern
from bulletin.text.rules.rule import Edit
from bulletin.text.style.dashes import valid_day
from bulletin.text.style.rule import Setting, StyleRule, in_table
from bulletin.text.vietnamese import words

_PARTED = pattern(r"\d[-.]\d")
_FULL = pattern(r"(?<![\w/.,–-])(\d{1,2})([-.])(\d{1,2})\2(\d{4})(?![\w/]|[-.]\w)")
_SHORT = pattern(
    r"(?<!\w)((?:ngày|sáng|trưa|chiều|tối|đêm|hôm|mùng)[ ])(\d{1,2})[-.](\d{1,2})"
    rf"(?=\s*\Z|[,;:)]|\.(?!\d)|[ ](?:tại|ở|vừa|đã|vừa qua|tới|và|[{words.UPPER}]))",
    re.IGNORECASE,
)
_EVERY = pattern(r"(?<!\w)(?:mỗi|một|hằng|hàng|trong|vài|mấy|[\d]+)[ ]\Z", re.IGNORECASE)
_STREET = pattern(r"(?<!\w)(?:đường|phố|quảng trường|trường|cầu|công ty|chợ)[ ]\Z", re.IGNORECASE)
_SLASHED = pattern(r"(?<![\w/.,–-])(\d{1,2})/(\d{1,2})/(\d{4})(?![\w/])")

_TIME_H = pattern(r"(?<![\w:.,])(\d{1,2})h(\d\d)?(?![\w:])")
_TIME_GIO = pattern(r"(?<![\w:.,])(\d{1,2})[ ]giờ(?:[ ](\d\d)(?:[ ]?(?:phút|’|'))?)?(?!\w)")
_AT = pattern(r"(?<!\w)(?:lúc|từ|đến|hồi|vào|khoảng|trước|sau)[ ]\Z", re.IGNORECASE)

_WEEKDAY = pattern(r"(?<!\w)([tT]hứ)[ ]([2-7])(?![\w/.,-]\d|\w)")
_PART_OF_DAY = pattern(r"(?<!\w)(?:sáng|trưa|chiều|tối|đêm)[ ]\Z", re.IGNORECASE)
_FREE = pattern(r"(?:^|[\n(,;:.–-][ ]?|(?<!\w)(?:ngày|hôm|vào|từ|đến|và|là)[ ])\Z", re.IGNORECASE)
_DATE_NEXT = pattern(r"(?:,?[ ](?:ngày[ ])?|[ ]\()\d{1,2}[/-]\d{1,2}|[ ](?:hằng|hàng)[ ]tuần")
_NAMES = {"2": "Hai", "3": "Ba", "4": "Tư", "5": "Năm", "6": "Sáu", "7": "Bảy"}


def dates(text: str, _setting: Setting) -> Iterator[Edit]:
    """R31: slashes in dates; only days of the calendar, and short ones only behind a word for a day."""
    if _PARTED.search(text) is None:
        return
    edits: list[Edit] = []
    for match in _FULL.finditer(text):
        day = f"{match[1]}/{match[3]}/{match[4]}"
        if valid_day(day) and not _STREET.search(text, max(0, match.start() - 14), match.start()):
            edits.append((*match.span(), day))
    for match in _SHORT.finditer(text):
        day = f"{match[2]}/{match[3]}"
        if valid_day(day) and not _EVERY.search(text, max(0, match.start() - 8), match.start()):
            edits.append((match.start(2), match.end(3), day))
    yield from sorted(edits)


def zeros(text: str, setting: Setting) -> Iterator[Edit]:
    """R31z: zeros before days and months of full dates, one way for all."""
    width = 2 if setting.style.date_zero == "two" else 1
    for match in _SLASHED.finditer(text):
        day = f"{int(match[1]):0{width}}/{int(match[2]):0{width}}/{match[3]}"
        if day != match.group() and valid_day(day):
            yield (*match.span(), day)


def times(text: str, setting: Setting) -> Iterator[Edit]:
    """R31b: times of day in one form; durations, tables and ratios stay."""
    form, found = (_TIME_GIO, "{}h{}") if setting.style.time == "h" else (_TIME_H, "{} giờ {}")
    for match in form.finditer(text):
        hour, minute = int(match[1]), match[2] or ""
        told = minute or _AT.search(text, max(0, match.start() - 8), match.start())
        if hour > 24 or int(minute or 0) > 59 or not told or in_table(text, match.start()):
            continue
        new = found.format(hour, "" if minute == "00" else minute).rstrip(" ")
        if new != match.group():
            yield (*match.span(), new)


def weekdays(text: str, _setting: Setting) -> Iterator[Edit]:
    """R51: the number of a weekday as a word, with a date or a part of the day beside it."""
    if "hứ " not in text:
        return
    for match in _WEEKDAY.finditer(text):
        reach = max(0, match.start() - 8), match.start()
        dated = _FREE.search(text, *reach) and _DATE_NEXT.match(text, match.end())
        if dated or _PART_OF_DAY.search(text, *reach):
            yield match.start(2), match.end(2), _NAMES[match[2]]


RULES = (
    StyleRule(
        "R31", "date_sep", ("slash",),
        "Ngày viết bằng số có gạch chéo.",
        "Dates in figures have slashes.",
        "ngày 9-5-2026", "ngày 9/5/2026", "tỷ số 4-1, 45-5-2026, đường 30-4, mỗi ngày 5-10 người", dates,
    ),
    StyleRule(
        "R31z", "date_zero", ("none", "two"),
        "Số 0 trước ngày, tháng theo một lối (none: bỏ; two: đủ hai số).",
        "Zeros of days and months in one way (none: without; two: always two figures).",
        "ngày 09/05/2026", "ngày 9/5/2026", "số 09/2026, 45/05/2026", zeros,
    ),
    StyleRule(
        "R31b", "time", ("h", "gio"),
        "Giờ trong câu viết theo một lối.",
        "Times in sentences are written in one way.",
        "lúc 07 giờ 00’", "lúc 7h", "mất 15 giờ, tỷ lệ 1:30", times,
    ),
    StyleRule(
        "R51", "weekday", ("word",),
        "Thứ trong tuần viết bằng chữ.",
        "Weekdays are written as words.",
        "sáng thứ 5", "sáng thứ Năm", "khối thứ 5, lần thứ 3 (7/5)", weekdays,
    ),
)  # fmt: skip
