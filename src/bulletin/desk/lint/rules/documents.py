"""Numbers of official documents: their dates, forms, marks and years."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

from bulletin.desk.lint.dated import date
from bulletin.desk.lint.reading import PRINTED, DeskReading, TextPiece
from bulletin.desk.lint.row import Row, hint, slip, warning
from bulletin.desk.lint.slip import Slip
from bulletin.lazy import dataclass, pattern
from bulletin.text.fold import fold
from bulletin.text.vietnamese import words

DATES = warning(
    "document-dates",
    ("{number} có hai ngày khác nhau: {word} và {other}.", "{number} has two dates: {word} and {other}."),
    ("Một văn bản chỉ ban hành một lần; bạn đọc tra theo ngày sai sẽ không thấy.",
     "A document is issued once; readers who look for the wrong date do not find it."),
    ("Xin xem văn bản gốc rồi gõ cùng một ngày ở mọi chỗ.", "Look at the document and type one date everywhere."),
)  # fmt: skip
FORMS = warning(
    "document-forms",
    ("Cùng một văn bản viết hai cách: {word} và {other}.", "One document in two forms: {word} and {other}."),
    ("Ký hiệu khác nhau là hai văn bản khác nhau.", "Different signs mean different documents."),
    ("Nếu là một văn bản, xin gõ: {other}", "If it is one document, type: {other}"),
)
MARKS = warning(
    "document-marks",
    ("Ký hiệu văn bản thiếu dấu hoặc sai vạch: {word}.", "Sign of a document without its marks or strokes: {word}."),
    ("Số, ký hiệu phải đúng như trên văn bản thì mới tra được.", "A number is found only as it is on the document."),
    ("Xin gõ: {better}", "Type: {better}"),
)
YEAR = warning(
    "document-year",
    ("Năm trong số văn bản {word} không khớp: {reason_vi}.", "The year in {word} does not fit: {reason_en}."),
    ("Năm trong số, ký hiệu là năm ban hành.", "The year in a number is the year of issue."),
    ("Xin xem văn bản gốc rồi sửa năm trong số hoặc trong ngày.", "Look at the document; correct one of the years."),
)
UNLISTED = hint(
    "document-unlisted",
    ("{word} không có trong mục văn bản của bài.", "{word} is not among the documents of the article."),
    ("Bài có mục văn bản thì bạn đọc chờ thấy đủ ở đó.", "Where an article lists documents, readers expect all."),
    ("Xin thêm vào van_ban: - {{so: \"{word}\"}}", "Add to documents: - {{number: \"{word}\"}}"),
    form=("Hãy thêm văn bản “{word}” vào mục “Văn bản được nhắc đến”.",
     "Add “{word}” to the documents of the article."),
)  # fmt: skip

_PARTY = "|".join(sorted(words.PARTY_TYPES, key=len, reverse=True))
_STATE = "|".join(sorted(words.STATE_TYPES, key=len, reverse=True))
_NUMBER = pattern(
    r"(?<![\w/.,-])(\d{1,5})(?:/(\d{4}))?([-/])"
    r"([A-ZĐƯ][A-Za-zĐđƯư]{0,5})([/-][A-ZĐƯÐ][A-Za-zĐđƯưÐ]{0,8}\d{0,2}(?:-[A-ZĐƯ]{2,8})*)(?!\w)"
)
_DATE_AFTER = pattern(r",? ?\(?(?:ban hành )?(?:,? ?ngày )?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?![\d/])"
                      r"|,? ?(?:ban hành )?ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})")  # fmt: skip
_YEAR_AFTER = pattern(r",? năm (\d{4})(?!\d)")
_BARE = {"ND": "NĐ", "QD": "QĐ", "DU": "ĐU", "ÐU": "ĐU", "CD": "CĐ", "HDND": "HĐND", "DA": "ĐA", "HD": "HĐ"}
_STATE_ENDS = ("CP", "UBND", "TTg", "HDND", "HĐND", "BTC", "BNV", "BGDĐT", "BYT")
_WRONG = pattern(
    r"(?<![\w/.,-])\d{1,5}(?:/\d{4})?(?:/(?:ND|QD)-(?:CP|TTg|UBND|[A-ZĐ]{2,6})|/[A-ZĐ]{2}-HDND|"
    r"[- ](?:NQ|CT|KL|QĐ|KH)-(?:TW|TU|ĐU)|-(?:NQ|CT|KL|QĐ|KH|TB|HD)/(?:DU|ÐU|TƯ))(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A number as typed, its parts, and the day or year behind it."""

    piece: TextPiece
    start: int
    end: int
    number: str
    year: int | None
    kind: str
    body: str
    dated: dt.date | None
    dated_year: int | None
    date_at: tuple[int, int]

    @property
    def key(self) -> str:
        return self.piece.typed.text[self.start : self.end]


def mentions(reading: DeskReading) -> tuple[Mention, ...]:
    """Every document number of the issue, those of the field `documents` with the day that is typed beside them."""
    found = [m for piece in reading.pieces if "/" in piece.words and piece.role in PRINTED
             for m in _in_text(piece, reading.day)]  # fmt: skip
    for piece in reading.of("documents.number"):
        match = _NUMBER.fullmatch(piece.words.strip())
        row = piece.typed.path[1]
        if match and isinstance(row, int):
            day = reading.stories[piece.story].article.documents[row].date
            found.append(_mention(piece, match, day, day.year if day else None, (0, len(piece.words))))
    return tuple(found)


def _in_text(piece: TextPiece, near: dt.date) -> Iterator[Mention]:
    for match in _NUMBER.finditer(piece.words):
        if match[4] not in words.STATE_TYPES and match[4] not in words.PARTY_TYPES and match[4] not in _BARE:
            continue
        day, year, at = None, None, match.span()
        after = _DATE_AFTER.match(piece.words, match.end())
        if after:
            parts = [int(part) for part in (after[1] or after[4], after[2] or after[5], after[3] or after[6])]
            day, at = (
                date(parts[0], parts[1], parts[2], near),
                (after.start(1) if after[1] else after.start(4), after.end()),
            )
            year = parts[2]
        elif late := _YEAR_AFTER.match(piece.words, match.end()):
            year, at = int(late[1]), late.span(1)
        yield _mention(piece, match, day, year, at)


def _mention(
    piece: TextPiece, match: re.Match[str], day: dt.date | None, year: int | None, at: tuple[int, int]
) -> Mention:
    own = int(match[2]) if match[2] else None
    return Mention(piece, *match.span(), match[1], own, match[4], match[5][1:], day, year, at)


def find_dates(reading: DeskReading) -> Iterator[Slip]:
    """The rarer date of a number that has two."""
    groups: dict[str, list[Mention]] = {}
    for mention in reading.once(mentions):
        if mention.dated or mention.dated_year:
            groups.setdefault(mention.key.upper(), []).append(mention)
    for same in groups.values():
        days = Counter(mention.dated for mention in same if mention.dated)
        usual = next((m for m in same if m.dated == days.most_common(1)[0][0]), same[0]) if days else same[0]
        for mention in same:
            if _contradicts(mention, usual):
                yield _two_dates(mention, usual)


def _contradicts(one: Mention, usual: Mention) -> bool:
    if one.dated and usual.dated:
        yearless = one.year is None and one.kind in words.STATE_TYPES and "/" in one.key and "-UB" in one.key
        other_year = one.dated.year != usual.dated.year and one.dated.month != usual.dated.month
        return one.dated != usual.dated and not (yearless and other_year)
    return one.dated_year is not None and usual.dated_year is not None and one.dated_year != usual.dated_year


def _two_dates(one: Mention, usual: Mention) -> Slip:
    said = usual.dated.strftime("%d/%m/%Y") if usual.dated else str(usual.dated_year)
    place = (usual.piece, *usual.date_at)
    return slip(DATES, one.piece, one.date_at, others=[place], number=one.key, other=said)


def find_forms(reading: DeskReading) -> Iterator[Slip]:
    """The rarer form of a number that is typed with another kind or body in the same story."""
    groups: dict[tuple[int, str, int | None], list[Mention]] = {}
    for mention in reading.once(mentions):
        groups.setdefault((mention.piece.story, mention.number, mention.year), []).append(mention)
    for same in groups.values():
        counted = Counter(mention.key for mention in same)
        if len(counted) < 2 or len(same) < 3:
            continue
        usual_key, most = counted.most_common(1)[0]
        usual = next(mention for mention in same if mention.key == usual_key)
        for mention in same:
            if counted[mention.key] == 1 < most and _near(mention, usual):
                yield slip(FORMS, mention.piece, (mention.start, mention.end), usual_key,
                           [(usual.piece, usual.start, usual.end)], other=usual_key)  # fmt: skip


def _near(one: Mention, other: Mention) -> bool:
    kind, body = one.kind != other.kind, one.body != other.body
    if one.key != other.key and not kind and not body:
        return True
    return kind != body


def find_marks(reading: DeskReading) -> Iterator[Slip]:
    """Numbers whose letters lost their marks, or with a dash where the slash belongs."""
    for piece in reading.of(*PRINTED, "documents.number"):
        if "-" in piece.words:
            for match in _WRONG.finditer(piece.words):
                better = _mended(match.group())
                if better != match.group():
                    yield slip(MARKS, piece, match.span(), better)


def _mended(number: str) -> str:
    if re.fullmatch(r"\d+[- ][A-ZĐ]+-(?:TW|TU|ĐU)", number):
        digits, kind, body = re.split(r"[- ]", number)
        return f"{digits}-{kind}/{body}"
    made = number.replace("/ND-", "/NĐ-").replace("/QD-", "/QĐ-").replace("-HDND", "-HĐND")
    return made.replace("/DU", "/ĐU").replace("/ÐU", "/ĐU").replace("/TƯ", "/TW")


def find_year(reading: DeskReading) -> Iterator[Slip]:
    """Numbers of a year after the issue, or of another year than their date."""
    for mention in reading.once(mentions):
        if mention.year is None or not 1945 <= mention.year <= 2200:
            continue
        vi = en = ""
        if mention.year > reading.day.year:
            vi, en = f"số báo ra năm {reading.day.year}", f"the issue is of {reading.day.year}"
        elif mention.dated_year and mention.dated_year != mention.year:
            vi, en = f"ngày ban hành ghi năm {mention.dated_year}", f"its date says {mention.dated_year}"
        if vi:
            yield slip(YEAR, mention.piece, (mention.start, mention.end), reason_vi=vi, reason_en=en)


def find_unlisted(reading: DeskReading) -> Iterator[Slip]:
    """Numbers that the story names and its field `documents` does not."""
    listed = {story.number: {fold(d.number) for d in story.article.documents} for story in reading.stories}
    said = set()
    for mention in reading.once(mentions):
        key = (mention.piece.story, fold(mention.key))
        if listed.get(mention.piece.story) and key[1] not in listed[mention.piece.story] and key not in said:
            said.add(key)
            yield slip(UNLISTED, mention.piece, (mention.start, mention.end))


ROWS: tuple[Row, ...] = (
    Row(
        DATES,
        "documents",
        find_dates,
        "Chỉ thị số 05-CT/TW ngày 15/5/2016 đã rõ.\n\nThực hiện Chỉ thị số 05-CT/TW ngày 15/5/2015, chi bộ đăng ký.",
        "Chỉ thị số 05-CT/TW ngày 15/5/2016 đã rõ.\n\nKết luận số 01-KL/TW ngày 18/5/2021 nói tiếp.",
    ),
    Row(
        FORMS,
        "documents",
        find_forms,
        "Kết luận số 01-KL/TW đã rõ. Theo Kết luận số 01-KL/TW, chi bộ đăng ký. Kết luận số 01-KL/TU nêu ba việc.",
        "Kết luận số 01-KL/TW đã rõ. Theo Kết luận số 01-KL/TW, có Kế hoạch số 01-KH/TU.",
    ),
    Row(
        MARKS,
        "documents",
        find_marks,
        "Theo Nghị định số 15/2020/ND-CP, mức phạt là hai triệu đồng.",
        "Theo Nghị định số 15/2020/NĐ-CP, mức phạt là hai triệu đồng.",
        certain=True,
    ),
    Row(
        YEAR,
        "documents",
        find_year,
        "Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2021 của Chính phủ.",
        "Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.",
    ),
    Row(
        UNLISTED,
        "documents",
        find_unlisted,
        "@document 05-CT/TW\nTheo Kế hoạch số 31-KH/ĐU, chi bộ đăng ký.",
        "@document 31-KH/ĐU\nTheo Kế hoạch số 31-KH/ĐU, chi bộ đăng ký.",
    ),
)
