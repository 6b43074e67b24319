"""Figures: R26 thousands, R28 per cent, R29 units, R30 money, R40 phone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.lazy import pattern
from bulletin.text.rules.rule import Edit
from bulletin.text.style import data
from bulletin.text.style.rule import Setting, StyleRule, in_table
from bulletin.text.vietnamese import tokens, words

_MONEY = r"(?:đồng(?![ ](?:chí|bào|thời|loạt|hành|đội|ruộng))|VNĐ|VND|vnđ|đ)(?!\w)"
_PEOPLE = r"(?:người|hộ|lượt|học sinh|đoàn viên|hội viên|đảng viên|cháu|em|suất|cây|con)(?!\w)"
_PLAIN = pattern(
    rf"(?<![\w.,/–-])([1-9]\d{{4,11}})(?=[ ]?(?:{_MONEY})|[ ](?:{_PEOPLE}|(?:ha|m²|m2|km|kg|tấn|USD)(?!\w)))"
)
_COMMAS = pattern(rf"(?<![\w.,/–-])([1-9]\d{{0,2}}(?:,\d{{3}})+)(?=[ ]?(?:{_MONEY})|[ ]{_PEOPLE})")
_SMALL_MONEY = pattern(
    r"(?<![\w.,/–-])([1-9]\d{3})(?=[ ]?(?:đ|₫|VNĐ|VND|vnđ|vnd)(?!\w))"
    rf"|(?<![\w.,/–-])(?<!năm )([1-9]\d00)(?=[ ]?{_MONEY})"
)
"""Money of four figures: a year is not glued to `đ`, and its last figures are seldom zeros."""
_BLANK = "[ \u00a0\u2009\u202f]"
_SPACED = pattern(
    rf"(?<![\w.,/–-])(?<!\d{_BLANK})[1-9]\d{{0,2}}(?:{_BLANK}\d{{3}})+(?=(?:{_MONEY})|(?![\w/]|[.,–-]\d|{_BLANK}\d))"
)
_NUMBERED = pattern(
    r"(?<!\w)(?:(?<!tổng )số|tổ|ngày|tháng|năm|quý|khóa|khoá|khu|thôn|xóm|lớp|khối|ngõ|ngách|hẻm|đường|phố|lộ|điều"
    r"|khoản|mục|bảng|hình|bộ|quận|phường|xã|tdp|đợt|lần|kỳ|thứ|trạm|cụm|đội|nhà|phòng|tầng|trang|bài|hạng|giải|vòng"
    rf"|lô|tuyến|cấp|loại|nhóm|dân cư|giờ|thoại|gọi){_BLANK}\Z",
    re.IGNORECASE,
)
_NAMED = pattern(rf"(?<!\w)[{words.UPPER}]\w*[ ][{words.UPPER}]\w*{_BLANK}\Z")
_BEHIND = pattern(
    rf"[ ]?{_MONEY}|[ ]?(?:₫|vnd(?!\w))|[ ](?:{_PEOPLE}|(?:{'|'.join((*data.COUNTED, *data.MEASURES, 'USD'))})(?!\w))"
)
_LARGE = pattern(r"\d{4}|\d[,\u00a0\u2009\u202f ]\d{3}")
_PERCENT = pattern(r"(?<=\d)[ ]+%(?!\w)")
_UNITS = sorted(data.MEASURES, key=len, reverse=True)
_UNIT = pattern(
    rf"(?<![\w.,/–-])(\d+(?:\.\d{{3}})*(?:,\d+)?)([ ]?)({'|'.join(_UNITS)})"
    r"(?=(?:/(?:h|s|giờ|ngày|đêm|người|năm|ha|m2|m²|m3|m³))?(?![\w/]))"
)
_PER_UNIT = pattern(r"(?<=[^\W\d_]/)(km|m|cm)([23])(?!\w)")
_CURRENCY = pattern(
    r"(?<![\w/–-])((?:\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?[ ](?:nghìn|ngàn|triệu|tỷ|tỉ))[ ]?)(đ|₫|VNĐ|VND|vnđ|vnd|Đ)(?!\w)"
)
_SHORT_MONEY = pattern(r"(?:đ|₫|VNĐ|VND|vnđ|vnd|Đ)(?!\w)")
_PHONE = pattern(tokens.PHONE)
_SQUARES = {"2": "²", "3": "³"}
_CITIES = ("024", "028")
"""Areas of three figures, with numbers of eight."""


def thousands(text: str, _setting: Setting) -> Iterator[Edit]:
    """R26: full stops in large numbers before money and what is counted; figures of other kinds are left alone."""
    if _LARGE.search(text) is None:
        return
    edits = {match.span(): f"{int(match[1]):,}".replace(",", ".") for match in _PLAIN.finditer(text)}
    edits.update((match.span(), match[1].replace(",", ".")) for match in _COMMAS.finditer(text))
    edits.update((match.span(), f"{int(match.group()):,}".replace(",", ".")) for match in _SMALL_MONEY.finditer(text))
    for (start, end), clear in spaced_numbers(text):
        if clear and _BEHIND.match(text, end):
            edits[start, end] = ".".join(text[start:end].split())
    yield from sorted((start, end, new) for (start, end), new in edits.items())


def spaced_numbers(text: str) -> Iterator[tuple[tuple[int, int], bool]]:
    """Where figures are that blanks part into thousands (`1 342`), and whether they are surely one number.

    Behind what is numbered (`Tổ 1 342 hộ`, `Vọng Hải 1 342 hộ`) they may be two.
    """
    for match in _SPACED.finditer(text):
        start, end = match.span()
        two = len(match.group().split()) == 2 and any(
            form.search(text, max(0, start - 40), start) for form in (_NUMBERED, _NAMED)
        )
        yield (start, end), not two


def percents(text: str, _setting: Setting) -> Iterator[Edit]:
    """R28: no blank before the per cent sign."""
    if " %" in text:
        yield from ((match.start(), match.end() - 1, "") for match in _PERCENT.finditer(text))


def units(text: str, _setting: Setting) -> Iterator[Edit]:
    """R29: a blank before a unit, and `²` and `³` as such."""
    edits: list[Edit] = []
    for match in _UNIT.finditer(text):
        unit = match[3]
        better = unit[:-1] + _SQUARES[unit[-1]] if unit[-1] in _SQUARES else unit
        if match[2] != " " or better != unit:
            edits.append((match.start(2), match.end(3), f" {better}"))
    edits += [(match.start(), match.end(), match[1] + _SQUARES[match[2]]) for match in _PER_UNIT.finditer(text)]
    yield from sorted(edits)


def currency(text: str, _setting: Setting) -> Iterator[Edit]:
    """R30: `đồng` in sentences; lists of prices and tables keep `đ`."""
    if _SHORT_MONEY.search(text) is None:
        return
    for match in _CURRENCY.finditer(text):
        if not in_table(text, match.start()):
            yield match.start(), match.end(), f"{match[1].rstrip(' ')} đồng"


def phones(text: str, _setting: Setting) -> Iterator[Edit]:
    """R40: phone numbers of Vietnam in groups; a number of another length is left alone."""
    for match in _PHONE.finditer(text):
        new = _grouped("".join(filter(str.isdigit, match.group())))
        if new and not match.group().startswith("+") and new != match.group():
            yield match.start(), match.end(), new


def _grouped(figures: str) -> str | None:
    if re.fullmatch(r"0[35789]\d{8}", figures):
        return f"{figures[:4]} {figures[4:7]} {figures[7:]}"
    if re.fullmatch(r"02\d{9}", figures):
        head = 3 if figures.startswith(_CITIES) else 4
        return f"{figures[:head]} {figures[head : head + 4]} {figures[head + 4 :]}"
    return None


RULES = (
    StyleRule(
        "R26", "thousands", ("dot",),
        "Số từ năm chữ số, tiền từ bốn chữ số, số có dấu cách, trước tiền và đơn vị đếm: có dấu chấm ngăn hàng nghìn.",
        "Numbers of five figures (money: four) and spaced ones have full stops before money and what is counted.",
        "hỗ trợ 15000 đồng", "hỗ trợ 15.000 đồng", "năm 2025, số 15000, 1,902, tới 2025 đồng chí, Tổ 1 342 hộ",
        thousands,
    ),
    StyleRule(
        "R28", "percent", ("closed",),
        "Dấu phần trăm viết liền số.",
        "The per cent sign is close to its figure.",
        "đạt 50 % kế hoạch", "đạt 50% kế hoạch", "tính theo % số hộ", percents,
    ),
    StyleRule(
        "R29", "units", ("spaced",),
        "Có dấu cách trước đơn vị đo; m2, m3 thành m², m³.",
        "A space before units of measure; m2 and m3 become m² and m³.",
        "nhà 12m2, đường 5km", "nhà 12 m², đường 5 km", "khổ A4, mạng 3G, QL5, dài 1m65", units,
    ),
    StyleRule(
        "R30", "currency", ("dong",),
        "Tiền trong câu viết “đồng”; bảng và danh sách giá giữ “đ”.",
        "Money in sentences is written đồng; tables and lists of prices keep đ.",
        "vé 15.000đ một lượt", "vé 15.000 đồng một lượt", "được 9,5đ; Điều 5đ", currency,
    ),
    StyleRule(
        "R40", "phone", ("spaced",),
        "Số điện thoại chia nhóm.",
        "Phone numbers in groups.",
        "gọi 0225.3861234", "gọi 0225 3861 234", "gọi 1900 1234, 0225.386", phones,
    ),
)  # fmt: skip
