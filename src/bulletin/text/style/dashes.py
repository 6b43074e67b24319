"""Dashes: R25 em dash, R22 official pairs, R23 ranges, R21 dash between clauses."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from bulletin.lazy import pattern
from bulletin.text.rules.rule import Edit
from bulletin.text.style import chains, data
from bulletin.text.style.rule import Setting, StyleRule
from bulletin.text.vietnamese import words
from bulletin.text.vietnamese.syllable import is_syllable

_U, _L = words.UPPER, words.LOWER
_LETTER = f"{_U}{_L}"

_LONG = pattern(r"(?<=[^\s—|])[ ]*—[ ]*(?=[^\s—|])")
_BETWEEN = pattern(r"(?<=\w)[ ]*[-–][ ]*(?=\w)")
_LONGEST_HALF = 20
_PAIRS: dict[str, list[tuple[str, str]]] = {}
"""Official pairs by the last syllable of their first half."""
for _one, _other in data.COMPOUNDS:
    _PAIRS.setdefault(_one.rpartition(" ")[2], []).append((_one, _other))

_FIGURES_APART = pattern(r"\d[h%]?[ ]*[-–][ ]*\d")
_YEARS = pattern(r"(?<![\w/.,–-])((?:19|20)\d\d)([ ]*[-–][ ]*)((?:19|20)\d\d)(?![\w/]|[ ]*[-–][ ]*\d|[.,]\d)")
_DAY = r"\d{1,2}/\d{1,2}(?:/\d{4})?"
_DATES = pattern(rf"(?<![\w/.,–-])({_DAY})([ ]*[-–][ ]*)({_DAY})(?![\w/]|[ ]*[-–][ ]*\d)")
_PERCENTS = pattern(r"(?<![\w/.,–-])(\d+(?:,\d+)?%?)([ ]*[-–][ ]*)(\d+(?:,\d+)?%)(?![\w/])")
_HOURS = pattern(r"(?<![\w/.,:–-])(\d{1,2}h(?:\d\d)?)([ ]*[-–][ ]*)(\d{1,2}h(?:\d\d)?)(?![\w/])")
_COUNTS = pattern(
    r"(?<![\w/.,–-])(\d{1,3}(?:\.\d{3})*)([ ]*[-–][ ]*)(\d{1,3}(?:\.\d{3})*)"
    rf"(?=[ ](?:{'|'.join(data.COUNTED)})(?!\w))"
)
_MORE_BEFORE = pattern(r"[\d%h][ ]*[-–—][ ]*\Z")
_MORE_AFTER = pattern(r"[ ]*[-–—][ ]*\d")
_SCORE = pattern(
    r"(?<!\w)(?:(?:tỷ số|tỉ số|thắng|thua|hòa|hoà|dẫn|séc|set|hiệp)[ :]*(?:[^\d.,;\n]{0,20}[ ])?"
    r"|(?:ngày|tháng|số|ngõ|ngách|lớp|tổ|khối|nhà|thôn|phòng|điện thoại|ĐT|mã)[ :]*)\Z",
    re.IGNORECASE,
)
"""Words before figures that are no range: scores, and what is numbered."""

_CLAUSE = pattern(rf"(?<=[^\s|])([ ]+-[ ]+|-[ ]+|[ ]+-)(?=[{_LETTER}“‘(])")
_CAPITALS = pattern(rf"(?<!\w)[{_U}]{{2,}}\Z")
_CAPITALS_AFTER = pattern(rf"[{_U}]{{2,}}(?!\w)")
_ABBREVIATED = pattern(rf"(?<!\w)([{_U}]{{2,}})([ ]*[-–][ ]*)(?=([{_U}]{{2,}})(?!\w))")
_ANY = pattern("[-–—]")
_NEXT = pattern(rf"[{_LETTER}]+")
_FULL_DATE = pattern(r"(?<!\d)\d{1,2}/\d{1,2}/\d{4}\Z")
_LAST_WORD = pattern(rf"[{_LETTER}]+\Z")


def long_dashes(text: str, _setting: Setting) -> Iterator[Edit]:
    """R25: an em dash between words is a spaced en dash."""
    if "—" in text:
        yield from ((match.start(), match.end(), " – ") for match in _LONG.finditer(text))


def compounds(text: str, _setting: Setting) -> Iterator[Edit]:
    """R22: official pairs have a hyphen with a blank on both sides, but not as a part of a longer chain."""
    if "-" not in text and "–" not in text:
        return
    pairs = _pair_dashes(text)
    if not any(text[start:end] != " - " for start, end in pairs):
        return
    left, evened = _uneven(text, pairs)
    for start, end in pairs:
        if text[start:end] != " - " and (start, end) not in left | evened:
            yield start, end, " - "


def _pair_dashes(text: str) -> dict[chains.Span, tuple[str, str]]:
    """The dashes, with the blanks around, of official pairs, and their halves."""
    found: dict[chains.Span, tuple[str, str]] = {}
    for match in _BETWEEN.finditer(text):
        start, end = match.span()
        left = text[max(0, start - _LONGEST_HALF) : start].lower()
        known = _PAIRS.get(left.rpartition(" ")[2])
        if known is None:
            continue
        right = text[end : end + _LONGEST_HALF].lower()
        for one, other in known:
            whole = left.endswith(one) and right.startswith(other)
            if whole and not left[: -len(one)][-1:].isalnum() and not right[len(other) : len(other) + 1].isalnum():
                found[start, end] = one, other
                break
    return found


def _uneven(
    text: str, pairs: dict[chains.Span, tuple[str, str]]
) -> tuple[frozenset[chains.Span], frozenset[chains.Span]]:
    """The dashes of chains that the rules would print with more than one sign.

    Returns those that are left as typed, because they were typed alike, and those that become en dashes.
    """
    if len(_ANY.findall(text)) < 2:
        return frozenset(), frozenset()
    clause = {(start, end): new for start, end, new in _clause_dashes(text, pairs)}
    left: set[chains.Span] = set()
    evened: set[chains.Span] = set()
    for chain in chains.chains(text, {**_abbreviations(text), **pairs}):
        printed = {" - " if dash in pairs else clause.get(dash, chains.sign(text, dash)) for dash in chain}
        if len(printed) == 1:
            continue
        if chains.even(text, chain) or any("—" in text[start:end] for start, end in chain):
            left.update(chain)
        elif chains.a_list(text, chain):
            evened.update(chain)
    return frozenset(left), frozenset(evened)


def _abbreviations(text: str) -> dict[chains.Span, tuple[str, str]]:
    """The dashes between two abbreviations, and these in small letters."""
    return {
        (match.start(2), match.end(2)): (match[1].lower(), match[3].lower()) for match in _ABBREVIATED.finditer(text)
    }


def ranges(text: str, _setting: Setting) -> Iterator[Edit]:
    """R23: years and what is counted are closed up with an en dash; dates have blanks around it."""
    if _FIGURES_APART.search(text) is None:
        return
    edits = [
        *_closed(text, _YEARS, lambda a, b: int(a) < int(b)),
        *_closed(text, _PERCENTS, lambda a, b: _figure(a.rstrip("%")) < _figure(b.rstrip("%"))),
        *_closed(text, _HOURS, lambda _a, _b: True),
        *_closed(text, _COUNTS, lambda a, b: _figure(a) < _figure(b)),
        *(
            (match.start(2), match.end(2), " – ")
            for match in _DATES.finditer(text)
            if _two_dates(match[1], match[3]) and not _in_chain(match)
        ),
    ]
    last = -1
    for start, end, new in sorted(edits):
        if start >= last and text[start:end] != new:
            yield start, end, new
            last = end


def _closed(text: str, form: re.Pattern[str], rising: Callable[[str, str], bool]) -> Iterator[Edit]:
    for match in form.finditer(text):
        if (
            rising(match[1], match[3])
            and not _in_chain(match)
            and not _SCORE.search(text, max(0, match.start() - 40), match.start())
        ):
            yield match.start(2), match.end(2), "–"


def _in_chain(match: re.Match[str]) -> bool:
    """Whether a range is a part of three figures and more, each parted by a dash: `2020 - 2021 - 2022`."""
    text, (start, end) = match.string, match.span()
    return _MORE_BEFORE.search(text, max(0, start - 8), start) is not None or _MORE_AFTER.match(text, end) is not None


def _figure(typed: str) -> float:
    return float(typed.replace(".", "").replace(",", "."))


def _two_dates(one: str, other: str) -> bool:
    """Whether both are days of a calendar, written in the same way."""
    return one.count("/") == other.count("/") and all(map(valid_day, (one, other)))


def valid_day(typed: str) -> bool:
    """Whether day, month and perhaps year, parted by `/`, are in the calendar."""
    parts = [int(part) for part in typed.split("/")]
    try:
        dt.date(parts[2] if len(parts) > 2 else 2024, parts[1], parts[0])
    except ValueError:
        return False
    return True


def clauses(text: str, _setting: Setting) -> Iterator[Edit]:
    """R21: a hyphen between clauses is an en dash; official pairs and two abbreviations keep the hyphen.

    A chain has one sign: it is left as typed where only some of its dashes would change.
    """
    if "-" not in text:
        return
    pairs = _pair_dashes(text)
    left, evened = _uneven(text, pairs)
    edits = {(start, end): new for start, end, new in _clause_dashes(text, pairs) if (start, end) not in left}
    edits.update((dash, _long_sign(text, dash)) for dash in evened if chains.sign(text, dash) != " – ")
    yield from sorted((start, end, new) for (start, end), new in edits.items())


def _long_sign(text: str, dash: chains.Span) -> str:
    return " –\n" if "\n" in text[slice(*dash)] else " – "


def _clause_dashes(text: str, pairs: dict[chains.Span, tuple[str, str]]) -> Iterator[Edit]:
    """Hyphens between clauses, each one looked at alone."""
    for match in _CLAUSE.finditer(text):
        start, end = match.span()
        if (start, end) in pairs or not _at_word(text, start):
            continue
        both = match.group().startswith(" ") and match.group().endswith(" ")
        if _CAPITALS.search(text, max(0, start - 12), start) and _CAPITALS_AFTER.match(text, end):
            if not both:
                yield start, end, "-"
        elif both or _one_sided(text, start, end):
            yield start, end, " – "


def _at_word(text: str, at: int) -> bool:
    """Whether what is before a dash can end a clause: a word, a closing sign or a full date."""
    before = text[at - 1]
    return before.isalpha() or before in "”’)]…." or _FULL_DATE.search(text, max(0, at - 11), at) is not None


def _one_sided(text: str, start: int, end: int) -> bool:
    """Whether a dash with one blank parts two words: a syllable, and a name or office behind it."""
    left, right = _LAST_WORD.search(text, max(0, start - 12), start), _NEXT.match(text, end)
    return (
        left is not None and right is not None and right.group()[0].isupper()
        and is_syllable(left.group()) and is_syllable(right.group())
    )  # fmt: skip


RULES = (
    StyleRule(
        "R25", "long_dash", ("en",),
        "Gạch rất dài (—) thành gạch ngang (–) có dấu cách hai bên.",
        "An em dash becomes a spaced en dash.",
        "ông Kiên — Bí thư", "ông Kiên – Bí thư", "— Nguyễn Du", long_dashes,
    ),
    StyleRule(
        "R22", "compound", ("hyphen",),
        "Cặp từ quen dùng có gạch nối và dấu cách hai bên.",
        "Official pairs have a hyphen with a space on both sides.",
        "phát triển kinh tế– xã hội", "phát triển kinh tế - xã hội", "về kinh tế – ông nói", compounds,
    ),
    StyleRule(
        "R23", "range", ("closed",),
        "Khoảng năm, khoảng số viết liền với gạch ngang; khoảng ngày có dấu cách.",
        "Ranges of years and numbers are closed up with an en dash; between dates it is spaced.",
        "nhiệm kỳ 2020 - 2025", "nhiệm kỳ 2020–2025", "thắng 2 - 0, số 12 - 14 phố Huế, 15A-2021", ranges,
    ),
    StyleRule(
        "R21", "dash", ("en",),
        "Gạch giữa hai vế là gạch ngang (–) có dấu cách hai bên.",
        "The dash between clauses is a spaced en dash.",
        "ông Hà - Bí thư Đảng ủy", "ông Hà – Bí thư Đảng ủy", "kinh tế - xã hội, Covid - 19, Wi-Fi", clauses,
    ),
)  # fmt: skip
