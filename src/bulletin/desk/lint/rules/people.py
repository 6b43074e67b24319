"""People: one name in two spellings, one person with two offices, offices that say too little."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator

from bulletin.desk.lint.reading import PRINTED, DeskReading, TextPiece
from bulletin.desk.lint.row import Row, hint, slip, warning
from bulletin.desk.lint.slip import Slip
from bulletin.desk.lint.tables import words as listed
from bulletin.lazy import dataclass, pattern
from bulletin.text.vietnamese.syllable import is_syllable
from bulletin.text.vietnamese.words import LOWER, UPPER

VARIANT = warning(
    "name-variant",
    ("Một người viết hai tên: “{word}” và “{other}”.", "One person in two spellings: “{word}” and “{other}”."),
    ("Sai một dấu là tên người khác; người được nhắc sẽ buồn.", "One mark makes it the name of somebody else."),
    ("Nếu là một người, xin hỏi lại rồi gõ một tên, có lẽ là: {other}",
     "If it is one person, ask, and type one name, probably: {other}"),
)  # fmt: skip
OFFICE = warning(
    "office-differs",
    ("{name} có hai chức vụ: “{word}” và “{other}”.", "{name} holds two offices: “{word}” and “{other}”."),
    ("Nhầm chức vụ là lỗi phải đính chính.", "A wrong office has to be corrected in print."),
    ("Xin xem lại chức vụ rồi gõ một cách ở mọi chỗ; chức cũ thì ghi “nguyên”.",
     "Check the office and type it in one way; put “nguyên” before a former one."),
)  # fmt: skip
WITHOUT_UNIT = hint(
    "office-without-unit",
    ("“{word}” của phường, xã nào? Số báo nhắc {count} đơn vị.", "“{word}” of which ward? The issue names {count}."),
    ("Bạn đọc có thể hiểu nhầm sang đơn vị khác.", "Readers may think of another one."),
    ("Xin ghi tên phường, xã sau chức vụ.", "Add the name of the ward."),
)
NO_OFFICE = hint(
    "no-office",
    ("{word} là ai? Lần đầu nhắc tên chưa có ông, bà hay chức vụ.", "Who is {word}? No title or office at first."),
    ("Bạn đọc không biết người ấy là ai.", "Readers do not know the person."),
    ("Xin thêm ông, bà, anh, chị hoặc chức vụ trước tên.", "Put a title or an office before the name."),
)

_CAP = f"[{UPPER}][{LOWER}]*"
_RUN = pattern(rf"(?<![\w./-]){_CAP}(?: {_CAP}){{1,4}}(?!\w)")
_TITLE = pattern(r"(?:ông|bà|anh|chị|em|cụ|cháu|bác|cô|chú|thầy|đồng chí|đ/c|bác sĩ|bác sỹ|kỹ sư|nhà thơ|"
                 r"nhạc sĩ|liệt sĩ|liệt sỹ|nghệ nhân|trọng tài|"
                 r"đại tá|trung tá|thiếu tá|thượng úy|đại úy|trung úy)\s$", 2)  # fmt: skip
_OFFICE_WORDS = (
    r"(?:(?:Phó )?Bí thư(?: Thường trực)?|(?:Phó )?Chủ tịch(?: Thường trực)?|(?:Phó )?Giám đốc|(?:Phó )?Hiệu trưởng|"
    r"(?:Phó )?Trưởng (?:ban|phòng|Công an|đoàn|trạm|thôn|Ban|Phòng|Trạm)|(?:Phó )?Tổ trưởng)"
)
_BODY = (
    r"(?: (?:Ủy ban nhân dân|Hội đồng nhân dân|UBND|HĐND|Ủy ban MTTQ|MTTQ|Đảng ủy|Chi bộ|Thành ủy|Hội [A-ZĐ]\w+ ?\w*|"
    r"Đoàn Thanh niên|Trung tâm|Công an))?"
)
_AFTER = pattern(rf",? (?:là )?\(?({_OFFICE_WORDS})({_BODY})", 2)
_BEFORE = pattern(rf"({_OFFICE_WORDS})({_BODY})(?: (?:phường|xã|đặc khu|thành phố|tỉnh|tổ dân phố|thôn)(?: số \d+"
                  rf"|(?: {_CAP})*))?"
                  r"(?: (?:ông|bà|đồng chí|anh|chị))?,? ?$", 2)  # fmt: skip
_FORMER = (
    "nguyên ",
    "từng",
    "khi đó",
    "khi ấy",
    "bổ nhiệm",
    "được bầu",
    "điều động",
    "trước khi",
    "nay là",
    "sau này",
    "giữ chức",
    "nghỉ hưu",
)
_EXPANDED = {"ủy ban nhân dân": "ubnd", "hội đồng nhân dân": "hđnd", "ủy ban mttq": "mttq"}
_UNIT = pattern(rf"(?:phường|xã) ({_CAP}(?: {_CAP})*)")
_WARD_OFFICE = pattern(r"(?:Chủ tịch|Phó Chủ tịch) (?:UBND|HĐND) (?:phường|xã)(?! [A-ZĐÂĂÊÔƠƯ])")


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A name in a text and the office beside it: its rank and the body."""

    name: str
    start: int
    end: int
    piece: TextPiece
    titled: bool
    rank: str = ""
    body: str = ""
    office: tuple[int, int] = (0, 0)


def people(reading: DeskReading) -> tuple[NamedPerson, ...]:
    """Every name of the printed texts that begins with a family name or follows a title."""
    found = []
    for piece in reading.of(*PRINTED, "quotes.by"):
        for match in _RUN.finditer(piece.words):
            if person := _person(piece, match.start(), match.group()):
                found.append(person)
    return tuple(found)


_PLACES = (
    "phường", "xã", "quận", "huyện", "tỉnh", "phố", "đường", "trường", "chùa", "đền", "cầu", "thpt", "thcs", "tiểu học",
    "mang tên", "đội", "lớp", "khu",
)  # fmt: skip
"""Words after which a name is that of a place or a school."""


def _person(piece: TextPiece, start: int, run: str) -> NamedPerson | None:
    parts = run.split(" ")
    while parts and parts[0].lower() not in listed("surnames"):
        if _TITLE.search(piece.words[max(0, start - 14) : start]) and len(parts) >= 2:
            break
        start += len(parts[0]) + 1
        parts = parts[1:]
    name = " ".join(parts)
    before = piece.words[max(0, start - 80) : start]
    titled = bool(_TITLE.search(before[-14:]))
    if (
        len(parts) < 2
        or not all(is_syllable(part) for part in parts)
        or (len(parts) == 2 and not titled and not _office_beside(piece, start, name))
    ):
        return None
    if before.rstrip().lower().endswith(_PLACES):
        return None
    rank, body, span = _office(piece, start, start + len(name), before)
    return NamedPerson(name, start, start + len(name), piece, titled, rank, body, span)


def _office_beside(piece: TextPiece, start: int, name: str) -> bool:
    after = piece.words[start + len(name) : start + len(name) + 60]
    return bool(_AFTER.match(after))


def _office(piece: TextPiece, start: int, end: int, before: str) -> tuple[str, str, tuple[int, int]]:
    after = _AFTER.match(piece.words, end)
    if after:
        return after[1].lower(), _body(after[2]), (after.start(1), after.end())
    ahead = _BEFORE.search(before)
    if ahead:
        at = start - len(before)
        return ahead[1].lower(), _body(ahead[2]), (at + ahead.start(1), at + ahead.end(2))
    return "", "", (0, 0)


def _body(text: str) -> str:
    small = text.strip().lower()
    return _EXPANDED.get(small, small)


def find_variant(reading: DeskReading) -> Iterator[Slip]:
    """The rarer of two names that differ by one mark or letter and never occur together."""
    found = reading.once(people)
    counted = Counter(person.name for person in found)
    by_shape: dict[tuple[int, str, str], list[str]] = {}
    for name in counted:
        parts = name.split(" ")
        for at in range(len(parts)):
            key = (len(parts), str(at), " ".join((*parts[:at], *parts[at + 1 :])))
            by_shape.setdefault(key, []).append(name)
    together = _together(found)
    for names in by_shape.values():
        for number, one in enumerate(names):
            for other in names[number + 1 :]:
                if (
                    _close(one, other)
                    and frozenset((one, other)) not in together
                    and len(one.split()) >= 3 - _same_office(found, one, other)
                ):
                    yield from _variants(found, counted, one, other)


def _together(found: tuple[NamedPerson, ...]) -> set[frozenset[str]]:
    """Pairs of names that one paragraph has: two people."""
    pairs: set[frozenset[str]] = set()
    groups: dict[tuple[int, int], set[str]] = {}
    for person in found:
        groups.setdefault((id(person.piece), person.piece.sentence(person.start)[0]), set()).add(person.name)
    for names in groups.values():
        pairs |= {frozenset((a, b)) for a in names for b in names if a < b}
    return pairs


def _same_office(found: tuple[NamedPerson, ...], one: str, other: str) -> bool:
    first = {(p.rank, p.body) for p in found if p.name == one and p.rank}
    return bool(first & {(p.rank, p.body) for p in found if p.name == other and p.rank})


def _close(one: str, other: str) -> bool:
    first, second = next((a, b) for a, b in zip(one.split(), other.split(), strict=True) if a != b)
    plain = (_plain(first), _plain(second))
    if plain[0] == plain[1]:
        return True
    short, long = sorted(plain, key=len)
    if len(short) == len(long):
        return len(short) > 2 and sum(a != b for a, b in zip(short, long, strict=True)) == 1 and first[0] == second[0]
    return (
        len(long) == len(short) + 1
        and len(short) > 2
        and any(long[:n] + long[n + 1 :] == short for n in range(len(long)))
    )


def _plain(word: str) -> str:
    marks = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(char for char in marks if not unicodedata.combining(char))


def _variants(found: tuple[NamedPerson, ...], counted: Counter[str], one: str, other: str) -> Iterator[Slip]:
    stories = {name: {p.piece.story for p in found if p.name == name} for name in (one, other)}
    shared = stories[one] & stories[other]
    if not shared and not _same_office(found, one, other):
        return
    rare, usual = sorted(
        (one, other), key=lambda name: (counted[name], -next(n for n, p in enumerate(found) if p.name == name))
    )
    if counted[rare] > 1 and counted[rare] * 2 > counted[usual]:
        return
    there = next(p for p in found if p.name == usual)
    for person in found:
        if person.name == rare:
            yield slip(VARIANT, person.piece, (person.start, person.end), usual,
                       [(there.piece, there.start, there.end)], other=usual)  # fmt: skip


def find_office(reading: DeskReading) -> Iterator[Slip]:
    """A person who is chief in one place and deputy in the other, or chair of two bodies that nobody chairs at once."""
    first: dict[str, NamedPerson] = {}
    for person in reading.once(people):
        if not person.rank or len(person.name.split()) < 2:
            continue
        sentence = person.piece.sentence_text(person.start).lower()
        if any(word in sentence for word in _FORMER):
            continue
        before = first.setdefault(person.name, person)
        if _conflict(before, person):
            said = " ".join(before.piece.words[slice(*before.office)].split())
            yield slip(OFFICE, person.piece, person.office, None, [(before.piece, *before.office)],
                       name=person.name, other=said)  # fmt: skip


def _conflict(one: NamedPerson, other: NamedPerson) -> bool:
    ranks = [person.rank.replace(" thường trực", "").removeprefix("phó ") for person in (one, other)]
    if ranks[0] != ranks[1]:
        return False
    deputy = [person.rank.startswith("phó ") for person in (one, other)]
    same_body = one.body == other.body or not one.body or not other.body
    if deputy[0] != deputy[1]:
        return same_body
    return ranks[0] == "chủ tịch" and {one.body, other.body} == {"ubnd", "hđnd"}


def find_without_unit(reading: DeskReading) -> Iterator[Slip]:
    """`Chủ tịch UBND phường` without its name in an issue that names two wards, once in a story."""
    units = {match[1] for piece in reading.of(*PRINTED) for match in _UNIT.finditer(piece.words)}
    if len(units) < 2:
        return
    for story in reading.stories:
        named = any(_UNIT.search(piece.words) for piece in story.of(*PRINTED))
        for piece in story.of("lead", "body") if not named else ():
            if match := _WARD_OFFICE.search(piece.words):
                yield slip(WITHOUT_UNIT, piece, match.span(), count=str(len(units)))
                break


def find_no_office(reading: DeskReading) -> Iterator[Slip]:
    """The first mention of a full name in the body of a story without title or office."""
    said: set[tuple[int, str]] = set()
    for person in reading.once(people):
        key = (person.piece.story, person.name.split()[-1])
        if person.piece.role in ("lead", "body") and key not in said and len(person.name.split()) >= 3:
            before = person.piece.words[max(0, person.start - 24) : person.start]
            described = before.rstrip()[-1:].islower() or before.rstrip().endswith((":", ","))
            after = person.piece.words[person.end : person.end + 2]
            if not person.titled and not person.rank and not described and not after.startswith(","):
                yield slip(NO_OFFICE, person.piece, (person.start, person.end))
        said.add(key)


ROWS: tuple[Row, ...] = (
    Row(
        VARIANT,
        "people",
        find_variant,
        "Ông Nguyễn An Đông, Chủ tịch UBND phường, đến dự. Ông Nguyễn An Đông vui.\n\nÔng Nguyễn An Động tặng quà.",
        "Ông Nguyễn An Đông và ông Nguyễn An Động là anh em. Ông Nguyễn An Đông vui.",
    ),
    Row(
        OFFICE,
        "people",
        find_office,
        "Ông Nguyễn An Đông, Chủ tịch UBND phường, đến dự.\n\nÔng Nguyễn An Đông, Phó Chủ tịch UBND phường, tặng quà.",
        "Ông Nguyễn An Đông, Phó Bí thư Đảng ủy, Chủ tịch UBND phường, đến dự.\n\n"
        "Ông Nguyễn An Đông, nguyên Phó Chủ tịch UBND phường, nhớ lại. Chủ tịch UBND phường Nguyễn An Đông tặng quà.",
    ),
    Row(
        WITHOUT_UNIT,
        "people",
        find_without_unit,
        "Chủ tịch UBND phường đến dự.\n@story\nĐội phường Vọng Hải gặp đội phường Bình Sa.",
        "Chủ tịch UBND phường Bình Sa đến dự.\n@story\nĐội phường Vọng Hải gặp đội phường Bình Sa.",
    ),
    Row(
        NO_OFFICE, "people", find_no_office, "Chợ đông. Nguyễn An Đông bán cá.", "Chợ đông. Ông Nguyễn An Đông bán cá."
    ),
)
