"""The day of a story: every date on the page, where it was, and which of them is the day it was published."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from bulletin.fields.portal import Portal
from bulletin.importing.draft import DraftField, guess, sure
from bulletin.importing.find.furniture import without_furniture
from bulletin.importing.find.lines import SourceLine
from bulletin.lazy import dataclass

FAR = dt.timedelta(days=30)
"""A story is not published longer than this after the last day it names, unless it is about the past."""
_VIETNAM = dt.timezone(dt.timedelta(hours=7))
_META = (
    "article:published_time", "ld:datePublished", "datePublished", "pubdate", "dc.date", "dc.date.issued",
    "dcterms.created", "published", "publishdate", "time:datetime", "og:published_time", "ld:dateCreated",
)  # fmt: skip
"""The `date` of a mail is not among them: it is when somebody wrote, not when a story came out."""
_LABEL = re.compile(
    r"(?:ngày|thời gian|đã)?\s*(?:đăng(?: tải| tin| bài| lúc| ngày)?|xuất bản|phát hành|cập nhật(?: lúc| ngày)?"
    r"|post(?:ed)?(?: on)?|published)\s*(?:ngày|lúc|on)?\s*[:\-–]?\s*(?=\S)", re.I,
)  # fmt: skip
_PRINTED = re.compile(r"\b(?:ngày in|in ngày|in lúc|thời gian in|bản in ngày|print(?:ed)? (?:date|on)|hôm nay)\b", re.I)
_PLACE = re.compile(r"^[^\W\d][^,\n]{1,38}, (?:ngày )?\d{1,2}(?: tháng |/)")
_TIME = r"(?P<h>[01]?\d|2[0-3])\s*(?::|h|giờ|g)\s*(?P<n>[0-5]\d)(?::[0-5]\d)?\s*(?P<half>[AaPp]\.?[Mm]\.?|SA|CH)?"
_FIGURES = re.compile(r"(?<![\w/.,-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})(?![\d/])")
_WORDS = re.compile(r"(?<!\d)(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s*,?\s*năm\s+|\s*[/,]\s*)(\d{4})(?!\d)", re.I)
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_SHORT = re.compile(
    r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm)\s+(\d{1,2})(?:\s*[/-]\s*|\s+tháng\s+)(\d{1,2})(?![\d/-])", re.I
)
_CLOCK = re.compile(_TIME)
_NEAR_TIME = 40
_LONGEST = 160
_BESIDE = 5
_REST = 30
"""Characters that may be beside a date in its own line: a weekday, a place, a label."""
_SENTENCE = re.compile(r"(?:từ|đến|tới|sáng|trưa|chiều|tối|đêm|vào|trong|trước|sau|hôm|kể từ|nhân|mừng)\s", re.I)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date with its place in a text; midnight when no time is beside it."""

    when: dt.datetime
    start: int
    end: int


def moments(text: str, order: str = "dmy") -> tuple[Moment, ...]:
    """Every full date of a text, in order.

    Args:
        text: one line.
        order: `mdy` for pages of servers that write the month first; a day over 12 decides by itself.
    """
    found: list[Moment] = []
    for match in _FIGURES.finditer(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        day, month = (second, first) if (order == "mdy" and first <= 12) or second > 12 >= first else (first, second)
        found += _moment(text, match, year, month, day)
    for match in _WORDS.finditer(text):
        found += _moment(text, match, int(match[3]), int(match[2]), int(match[1]))
    for match in _ISO.finditer(text):
        found += _moment(text, match, int(match[1]), int(match[2]), int(match[3]))
    return tuple(sorted(found, key=lambda moment: moment.start))


def _moment(text: str, match: re.Match[str], year: int, month: int, day: int) -> Iterator[Moment]:
    if not 1900 <= year <= 2100:
        return
    try:
        date = dt.datetime(year, month, day)
    except ValueError:
        return
    after = _CLOCK.search(text, match.end(), match.end() + _NEAR_TIME)
    before = list(_CLOCK.finditer(text, max(0, match.start() - _NEAR_TIME), match.start()))
    clock = after or (before[-1] if before else None)
    if clock is not None:
        hour = int(clock["h"])
        half = (clock["half"] or "").replace(".", "").upper()
        hour = hour % 12 + 12 if half in ("PM", "CH") and hour <= 12 else hour % 12 if half in ("AM", "SA") else hour
        date = date.replace(hour=hour, minute=int(clock["n"]))
    yield Moment(date, match.start(), match.end())


def iso_moment(text: str) -> dt.datetime | None:
    """The moment in a meta element, in Vietnamese time; None for what is no date."""
    try:
        made = dt.datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        found = moments(text)
        return found[0].when if found else None
    if made.tzinfo is not None:
        made = made.astimezone(_VIETNAM).replace(tzinfo=None)
    return made.replace(second=0, microsecond=0)


def days_in(text: str, year: int | None = None) -> Iterator[dt.date]:
    """The days that a running text names; those without a year are of `year`, and left out without it."""
    full = moments(text)
    yield from (moment.when.date() for moment in full)
    for match in _SHORT.finditer(text) if year else ():
        if not any(moment.start <= match.start(1) < moment.end for moment in full):
            try:
                yield dt.date(year or 0, int(match[2]), int(match[1]))
            except ValueError:
                continue


@dataclass(frozen=True, slots=True)
class _Sign:
    """A date that may be that of the story. `weak` ones alone are never taken for certain."""

    when: dt.datetime
    kind: str
    weak: bool = False


def find_date(
    lines: Sequence[SourceLine], title: int, body: Sequence[SourceLine], meta: Mapping[str, Sequence[str]],
    portal: Portal, away: frozenset[dt.date] = frozenset(),
) -> tuple[DraftField[dt.datetime], frozenset[int]]:  # fmt: skip
    """The day of the story, and the lines that it was found in.

    Args:
        lines: the whole document.
        title: number of the title's line, -1 for none.
        body: the paragraphs of the story.
        meta: what the page says of itself.
        portal: the rules in use.
        away: days of saving, printing and importing, which prove nothing.
    """
    away = away | _printed(lines, title, portal)
    signs, used = _beside(lines, title, {line.number for line in body}, portal)
    for line, when in _placed(body):
        signs.append(_Sign(when, "dòng ghi nơi và ngày"))
        used.add(line)
    told = [read for key in _META for value in meta.get(key, ()) if (read := iso_moment(value)) is not None]
    signs += [_Sign(moment, "trang tự khai", weak=True) for moment in told[:1]]
    texts = "\n".join(line.text for line in body if line.number not in used)
    return _without_today(signs, texts, away), frozenset(used)


def _without_today(signs: Sequence[_Sign], texts: str, away: frozenset[dt.date]) -> DraftField[dt.datetime]:
    """The day, where days of saving and printing count only if the text or the page's own data names them too."""
    named = set(days_in(texts)) | {sign.when.date() for sign in signs if sign.weak}
    good = [sign for sign in signs if sign.when.date() not in away or sign.when.date() in named]
    if good or not signs:
        return _decide(good, texts)
    return guess(signs[0].when, f"{signs[0].kind}, nhưng trùng ngày lưu, ngày in hoặc ngày nhập")


def _decide(signs: Sequence[_Sign], texts: str) -> DraftField[dt.datetime]:
    if not signs:
        return DraftField(reason="không thấy ngày đăng")
    first = signs[0]
    others = [sign for sign in signs[1:] if sign.kind != first.kind]
    agree = [sign for sign in others if sign.when.date() == first.when.date()]
    differ = [sign for sign in others if sign.when.date() != first.when.date()]
    when = next((sign.when for sign in (first, *agree) if sign.when.time() != dt.time()), first.when)
    days = list(days_in(texts, when.year))
    near = any(abs(day - when.date()) <= FAR for day in days)
    second = f"{differ[0].when:%d/%m/%Y}" if differ else None
    if days and not near:
        nearest = min(days, key=lambda day: abs(day - when.date()))
        return guess(when, f"{first.kind}, nhưng xa mọi ngày trong bài", second or f"{nearest:%d/%m/%Y}")
    if agree or (near and not first.weak and not differ):
        return sure(when, " + ".join([first.kind, *(["ngày trong bài"] if near else []), *(s.kind for s in agree[:1])]))
    return guess(when, f"chỉ có {first.kind}", second)


def _printed(lines: Sequence[SourceLine], title: int, portal: Portal) -> frozenset[dt.date]:
    """Days that the page gives as today's: labelled as those of printing, or far above the title."""
    days: set[dt.date] = set()
    for line in lines:
        if len(line.text) > _LONGEST:
            continue
        above = 0 <= line.number < title - 2 and not line.is_named(portal.date)
        if above or _PRINTED.search(line.text) or line.is_named(portal.furniture):
            days |= {moment.when.date() for moment in moments(line.text, portal.date_order)}
    return frozenset(days)


def _beside(lines: Sequence[SourceLine], title: int, body: set[int], portal: Portal) -> tuple[list[_Sign], set[int]]:
    """Dates in lines that a rule names, that have a label, and in short lines next to the title."""
    ruled: list[_Sign] = []
    labelled: list[_Sign] = []
    close: list[_Sign] = []
    used: set[int] = set()
    for line in lines:
        if not line.paragraph or _PRINTED.search(line.text) or len(line.text) > 4 * _LONGEST:
            continue
        part = line.part_named(portal.date)
        text = _alone(line.text, portal)
        whole = moments(text, portal.date_order) if len(line.text) <= _LONGEST else ()
        found = moments(part, portal.date_order)
        if found and len(part) <= _LONGEST and line.number >= title - 2:
            ruled.append(_Sign(found[0].when, "chỗ ghi ngày của cổng"))
            used |= {line.number} if part == line.text or (whole and not _rest(_LABEL.sub("", text))) else set()
            continue
        found = whole
        if found and (label := _LABEL.match(text)) and found[0].start <= label.end() + _NEAR_TIME:
            labelled.append(_Sign(found[0].when, "dòng “ngày đăng”"))
            used.add(line.number)
        elif found and _is_close(line.number, title) and _bare(text):
            close.append(_Sign(found[0].when, "dòng cạnh tiêu đề"))
            used.add(line.number)
    return [*ruled[:1], *close[:1], *labelled[:1]], used


def _is_close(number: int, title: int) -> bool:
    """Whether a line is next to the title, or among the first where a paste has none."""
    return -2 <= number - title <= _BESIDE if title >= 0 else number <= 1


def _alone(text: str, portal: Portal) -> str:
    """A line without the furniture beside its date: `25/11/2026 09:15 Lượt xem: 318` is its first half."""
    spans = [(moment.start, moment.end) for moment in moments(text, portal.date_order)] if len(text) <= _LONGEST else []
    return without_furniture(text, portal.furniture_lines, spans) if spans else text


def _bare(text: str) -> bool:
    """Whether a line is a date and hardly anything else: no sentence with a date in it."""
    return (
        len(_rest(text)) <= _REST
        and "\n" not in text
        and not text.rstrip().endswith((".", ";", ","))
        and not _SENTENCE.match(text)
    )


def _rest(text: str) -> str:
    """The words of a line beside its dates, times and weekdays."""
    rest = text
    for moment in reversed(moments(text)):
        rest = rest[: moment.start] + rest[moment.end :]
    rest = re.sub(r"(?i)thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|ngày|lúc|giờ|gmt|\d", "", _CLOCK.sub("", rest))
    return " ".join(re.findall(r"\w+", rest))


def _placed(body: Sequence[SourceLine]) -> Iterator[tuple[int, dt.datetime]]:
    """`Bình Hải, ngày 9 tháng 5 năm 2026` at the head or the foot of a text."""
    for line in [*body[:2], *body[-4:]]:
        found = moments(line.text) if _PLACE.match(line.text) and len(line.text) < 80 else ()
        if found and found[0].end >= len(line.text) - 1:
            yield line.number, found[0].when
            return
