"""Places: districts and provinces that ended on 30 June 2025, wards that nobody knows."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from bulletin.desk.lint.dated import dates
from bulletin.desk.lint.reading import PRINTED, DeskReading, DeskStory, TextPiece
from bulletin.desk.lint.row import Row, hint, slip, warning
from bulletin.desk.lint.slip import Slip
from bulletin.desk.lint.tables import rows
from bulletin.lazy import pattern
from bulletin.text.vietnamese.words import LOWER, UPPER

ABOLISHED = warning(
    "abolished-unit",
    ("Từ 1/7/2025 không còn {word}.", "Since 1 July 2025 there is no {word}."),
    ("Tin của những ngày sau phải dùng tên đơn vị mới{successors_vi}.", "Later news has the new names{successors_en}."),
    ("Xin thay bằng đơn vị mới; nói chuyện ngày trước thì ghi “cũ”, “nguyên” hoặc “trước đây”.",
     "Type the new unit; where it is about earlier days add “cũ”, “nguyên” or “trước đây”."),
)  # fmt: skip
MERGED = warning(
    "merged-province",
    ("Từ 1/7/2025 không còn {word}; nay là {successor}.", "Since 1 July 2025 there is no {word}; it is "
                                                          "{successor} now."),
    ("Nghị quyết 202/2025/QH15 sắp xếp 63 tỉnh, thành phố thành 34.",
    "Resolution 202/2025/QH15 made 34 of 63 provinces."),
    ("Xin gõ: {successor}; nói chuyện ngày trước thì thêm “cũ” hoặc “trước đây”.",
     "Type: {successor}; where it is about earlier days add “cũ” or “trước đây”."),
)  # fmt: skip
UNKNOWN = hint(
    "unit-unknown",
    ("Không có {word} ở {province}; có {better}.", "There is no {word} in {province}; there is {better}."),
    ("Tên đơn vị sai một dấu là tên khác.", "One mark makes it another name."),
    ("Nếu đúng là nơi ấy, xin gõ: {better}", "If it is meant, type: {better}"),
)

LAST_DAY = dt.date(2025, 6, 30)
_CAP = f"[{UPPER}][{LOWER}'’]*"
_UNIT = pattern(
    rf"(?<!\w)([Qq]uận|[Hh]uyện|[Tt]hị xã|[Tt]hành phố|TP\.?|TX\.?) ((?:{_CAP}|\d{{1,2}})(?: {_CAP}){{0,3}})"
)
_BODIES = pattern(
    r"(?<!\w)(?:[Qq]uận|[Hh]uyện) ủy(?! viên)|(?<!\w)Thị xã ủy|"
    r"(?<!\w)(?:UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân|Công an|MTTQ|Đảng bộ|Ban Chỉ huy Quân sự|Phòng [\w "
    r"]{3,30}?) (?:quận|huyện)(?!\w)"
)
_PROVINCE = pattern(
    rf"(?<!\w)([Tt]ỉnh|UBND tỉnh|HĐND tỉnh|Công an tỉnh|Tỉnh ủy|Tỉnh đoàn) ({_CAP}(?: ?[–-] ?{_CAP}| {_CAP}){{0,3}})"
)
_WARD = pattern(rf"(?<!\w)([Pp]hường|[Xx]ã|[Đđ]ặc khu) ({_CAP}(?: {_CAP}){{0,3}})")
_THEN = (
    "nguyên", "(cũ)", " cũ", "trước đây", "trước kia", "ngày xưa", "thời ", "hồi ", "kháng chiến", "lịch sử",
    "quê ", "sinh ra",
    "thuở", "trước khi", "sáp nhập", "sắp xếp", "hợp nhất", "bỏ cấp huyện", "kết thúc hoạt động", "ngày ấy",
    "năm ấy", "xưa",
    "thành lập", "truyền thống", "hy sinh", "liệt sĩ", "liệt sỹ", "nguyên quán", "quê quán", "khi đó", "khi ấy",
    "bây giờ là", "nay là", "nay thuộc",
    "kỷ niệm", "tiền thân", "đường ", "phố ", "giải ", "đội ", "clb ", "tên gọi",
)  # fmt: skip
_REFORM = ("sáp nhập", "hợp nhất", "sắp xếp đơn vị", "sắp xếp các đơn vị", "bỏ cấp huyện")
"""A story about the reform itself has to name the units of before."""
_STREETS = ("đường", "phố", "ngõ", "cầu", "chợ", "trường", "đội", "giải", "sông", "hội", "bệnh viện", "chùa")
_YEAR = pattern(r"(?<![\d/.-])(1[89]\d\d|20[01]\d|202[0-4])(?![\d/.-])")
_MONTH = pattern(r"(?:tháng |(?<![\d/]))([1-6])/2025(?!\d)")


@lru_cache(maxsize=1)
def _districts() -> dict[str, list[tuple[str, str, str]]]:
    """Kind and name in one → province, units in its place, certainty; several provinces may have the name."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for kind, name, province, _last, successors, certainty in rows("units-2025"):
        found.setdefault(f"{kind} {name}".lower(), []).append((province, successors, certainty))
    return found


@lru_cache(maxsize=1)
def _merged() -> dict[str, str]:
    return {name.lower(): successor for kind, name, _last, successor in rows("provinces-2025") if kind == "tỉnh"}


def _of_now(reading: DeskReading, story: DeskStory, piece: TextPiece, start: int, end: int) -> bool:
    """Whether a place in a text is told of days from 1 July 2025, outside of quotations and titles of documents."""
    if story.day <= LAST_DAY or reading.day <= LAST_DAY or piece.quoted(start):
        return False
    if any(word in one.small for one in story.of("title", "lead", "body") for word in _REFORM):
        return False
    first, last = piece.sentence(start)
    sentence = piece.small[first:last]
    around = piece.small[max(first, start - 60) : min(last, end + 30)]
    if any(word in around for word in _THEN) or _YEAR.search(sentence) or _MONTH.search(sentence):
        return False
    if any(day.day <= LAST_DAY for day in dates(piece.words[first:last], story.day)):
        return False
    return not piece.small[:start].rstrip().endswith(_STREETS) and "/" not in piece.words[max(0, start - 3) : start]


def find_abolished(reading: DeskReading) -> Iterator[Slip]:
    """Districts, and bodies of districts, in stories of days that have none; `units` of the publication win."""
    own = _own_units(reading)
    for story in reading.stories:
        for piece in story.of(*PRINTED):
            text = piece.small
            if (
                "quận" in text
                or "huyện" in text
                or "thị xã" in text
                or "thành phố" in text
                or "tp" in text
                or "tx" in text
            ):
                yield from _units(reading, story, piece, own)


def _units(
    reading: DeskReading, story: DeskStory, piece: TextPiece, own: dict[str, tuple[bool, str]]
) -> Iterator[Slip]:
    covered: list[tuple[int, int]] = []
    for match in _UNIT.finditer(piece.words):
        found = _known(match[1], match[2], own, story.day)
        if found is None:
            continue
        name, successors = found
        end = match.start(2) + len(name)
        covered.append((match.start(), end))
        if _of_now(reading, story, piece, match.start(), end):
            yield _abolished(piece, (match.start(), end), successors)
    for match in _BODIES.finditer(piece.words):
        inside = any(a <= match.end() - 5 < b or a <= match.start() < b for a, b in covered)
        foreign = match.group().startswith("Thị xã") and piece.quoted(match.start())
        if not inside and not foreign and _of_now(reading, story, piece, match.start(), match.end()):
            yield _abolished(piece, match.span(), "")


def _abolished(piece: TextPiece, span: tuple[int, int], successors: str) -> Slip:
    return slip(ABOLISHED, piece, span, successors_vi=f": {successors}" if successors else "",
                successors_en=f": {successors}" if successors else "")  # fmt: skip


def _known(typed: str, name: str, own: dict[str, tuple[bool, str]], day: dt.date) -> tuple[str, str] | None:
    """The longest part of a name that was a district, and the units in its place; None for what still exists."""
    kind = {"tp": "thành phố", "tx": "thị xã"}.get(typed.lower().rstrip("."), typed.lower())
    parts = name.split(" ")
    for length in range(len(parts), 0, -1):
        short = " ".join(parts[:length])
        key = f"{kind} {short}".lower()
        if key in own:
            ended, successor = own[key]
            return (short, successor) if ended else None
        if kind == "thành phố" and short in _CITIES:
            return None
        if key in _districts():
            places = _districts()[key]
            shown = places[0][1].split(", ") if len(places) == 1 else []
            return short, ", ".join(shown[:6]) + (", …" if len(shown) > 6 else "")
    return None


_CITIES = ("Hà Nội", "Hải Phòng", "Đà Nẵng", "Huế", "Cần Thơ", "Hồ Chí Minh")


def _own_units(reading: DeskReading) -> dict[str, tuple[bool, str]]:
    """The units of the publication: whether they have ended on the day of the issue, and what took their place."""
    return {
        unit.name.lower(): (unit.valid_to is not None and unit.valid_to < reading.day, unit.successor or "")
        for unit in reading.publication.units
    }


def find_merged(reading: DeskReading) -> Iterator[Slip]:
    """Provinces that were merged, in stories of later days."""
    own = _own_units(reading)
    for story in reading.stories:
        for piece in story.of(*PRINTED):
            if "tỉnh" not in piece.small:
                continue
            for match in _PROVINCE.finditer(piece.words):
                parts = match[2].split(" ")
                for length in range(len(parts), 0, -1):
                    name = " ".join(parts[:length])
                    successor = _merged().get(name.lower())
                    end = match.start(2) + len(name)
                    if successor and f"tỉnh {name}".lower() not in own:
                        if _of_now(reading, story, piece, match.start(), end):
                            yield slip(MERGED, piece, (match.start(), end), successor=successor)
                        break


@lru_cache(maxsize=1)
def _wards() -> dict[str, frozenset[str]]:
    return {province: frozenset(name.lower() for name in names.split(",")) for province, names in rows("wards-2025")}


def find_unknown(reading: DeskReading) -> Iterator[Slip]:
    """A ward that the publication's province does not have, one mark or letter off one that it has."""
    found = [(piece, match) for piece in reading.of(*PRINTED) for match in _WARD.finditer(piece.words)]
    if not found or reading.day <= LAST_DAY:
        return
    province = _province(reading)
    if province is None:
        return
    known = _wards()[province] | {unit.name.lower() for unit in reading.publication.units}
    everywhere = frozenset().union(*_wards().values())
    for piece, match in found:
        typed = f"{match[1]} {match[2]}"
        tries = [typed.lower().rsplit(" ", cut)[0] for cut in range(match[2].count(" ") + 1)]
        if any(one in known or one in everywhere for one in tries):
            continue
        near = [one for one in known if _near(typed.lower(), one)]
        if len(near) == 1:
            name = near[0].removeprefix(match[1].lower()).strip()
            better = f"{match[1]} {' '.join(part[0].upper() + part[1:] for part in name.split())}"
            yield slip(UNKNOWN, piece, match.span(), better, province=province)


def _province(reading: DeskReading) -> str | None:
    """The province of today that the words of the publication name, if they name one."""
    words = " ".join(piece.words for piece in reading.pieces if piece.story < 0).lower()
    words += " ".join(unit.name.lower() for unit in reading.publication.units)
    named = [province for province in _wards() if province.lower() in words]
    return named[0] if len(named) == 1 else None


def _near(one: str, other: str) -> bool:
    first, second = one.split(), other.split()
    if len(first) != len(second) or first[0] != second[0]:
        return False
    differ = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return len(differ) == 1 and _plain(differ[0][0]) == _plain(differ[0][1])


def _plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word.replace("đ", "d")) if not unicodedata.combining(c))


ROWS: tuple[Row, ...] = (
    Row(
        ABOLISHED,
        "places",
        find_abolished,
        "Sáng 18/11, bà con quận Đồ Sơn ra chợ.",
        "Quận Đồ Sơn (cũ) có sáu phường. Năm 2023, quận Đồ Sơn mở chợ. Ông nguyên là cán bộ Quận ủy Đồ Sơn.",
    ),
    Row(
        MERGED,
        "places",
        find_merged,
        "Đoàn khách của tỉnh Hải Dương đến thăm.",
        "Đoàn khách từ Hải Dương đến thăm. Trước đây tỉnh Hải Dương có chợ. Tỉnh Quảng Ninh mở chợ.",
    ),
    Row(
        UNKNOWN,
        "places",
        find_unknown,
        "@unit thành phố Hải Phòng\nBà con phường Đồ Sởn ra chợ.",
        "@unit thành phố Hải Phòng\nBà con phường Đồ Sơn ra chợ ở phường Vọng Hải.",
    ),
)
