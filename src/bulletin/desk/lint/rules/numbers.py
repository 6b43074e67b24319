"""Numbers that contradict each other: in captions and titles, sums, shares, units of money."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.desk.lint.reading import HEADS, PRINTED, PROSE, DeskReading, DeskStory, Span, TextPiece
from bulletin.desk.lint.row import Row, hint, slip, warning
from bulletin.desk.lint.slip import Slip
from bulletin.lazy import dataclass, pattern
from bulletin.model import Style
from bulletin.text.style.figures import spaced_numbers, thousands
from bulletin.text.style.rule import Setting

CAPTION = warning(
    "caption-number",
    ("“{word}”, nhưng trong bài là “{other}”.", "“{word}”, but the story has “{other}”."),
    ("Tít, sa-pô, chú thích và bài phải nói cùng một con số.", "Head, caption and story must agree."),
    ("Xin xem số nào đúng rồi sửa số kia.", "Find out which number is right and correct the other."),
)
SUM = warning(
    "sum",
    ("Cộng lại không đúng: {word} – các phần cộng lại là {right}.",
    "It does not add up: {word} – the parts make {right}."),
    ("Bạn đọc cộng lại sẽ thấy ngay.", "Readers who add it up see it at once."),
    ("Xin xem lại tổng {total} và từng phần.", "Check the total {total} and each part."),
)  # fmt: skip
PERCENT = warning(
    "percent",
    ("Tỷ lệ không đúng: {word} – tính ra {right}.", "A wrong share: {word} – it makes {right}."),
    ("Bạn đọc tính lại sẽ thấy ngay.", "Readers who work it out see it at once."),
    ("Xin tính lại tỷ lệ hoặc xem lại các số.", "Work out the share again, or check the numbers."),
)
SCALE = hint(
    "scale",
    ("{word} và {other}: có thể nhầm triệu với tỷ.", "{word} and {other}: triệu and tỷ may be mixed up."),
    ("Hai số này hơn nhau một nghìn lần.", "One is a thousand times the other."),
    ("Xin xem lại đơn vị ở cả hai chỗ.", "Check the unit in both places."),
)
FORM = hint(
    "number-form",
    ("Không rõ “{word}” là bao nhiêu.", "It is not clear how much “{word}” is."),
    ("Dấu chấm ngăn hàng nghìn, dấu phẩy ngăn phần lẻ: 1.902 và 12,5.",
     "In Vietnamese a point parts thousands and a comma decimals: 1.902 and 12,5."),
    ("Xin gõ lại cho rõ, không có dấu cách ở giữa.", "Type it so that it is clear, without blanks inside."),
)  # fmt: skip

_COUNT = pattern(r"(?<![\w.,/-])(\d{1,3}(?:\.\d{3})+|\d+)(?![\d/]|[.,]\d|[-–]\d) ([^\W\d_]+)(?: ([^\W\d_]+))?")
_UNITS_LIST = """
    giờ phút giây ngày tháng năm tuổi tuần quý thế mét m km kg g tấn tạ yến lít ha hải triệu tỷ tỉ nghìn ngàn
    đồng điểm độ phần trăm lần vạn chục quả h và đến tới hoặc của ở là tại cm mm bàn trên so sau trước mùa đêm
    buổi vòng phía thập số khóa kỳ đô usd euro nhưng có được thì nên
    """
_UNITS = frozenset(_UNITS_LIST.split())
_TOTAL = pattern(
    r"(?<![\w.,/-])(\d{1,3}(?:\.\d{3})+|\d+) ([^\W\d_]+(?: [^\W\d_]+){0,4}?)"
    r"(?:(?:,| \(|:)? ?(gồm có|gồm|bao gồm|là|chia thành)|,? \(?(trong đó có|trong đó gồm|trong đó)| (\()(?=\d)):? ?"
    r"([^.;!?\n]*)", 2
)  # fmt: skip
_PART = pattern(r"(?<![\w.,/-])(\d{1,3}(?:\.\d{3})+|\d+)(?![\d/%]|[.,]\d) ([^\W\d_]+(?: [^\W\d_]+)?)")
_BACKWARD = pattern(
    r"(?<![\w.,/-])(\d+) ([^\W\d_]+(?: [^\W\d_]+)?)(?:,? và |, )(\d+) ([^\W\d_]+(?: [^\W\d_]+)?)[^.\n]{0,60}?"
    r"(?:tổng cộng|tổng số|tất cả|cộng là)[^\d.\n]{0,12}(\d+)(?![\d.,/%])", 2
)  # fmt: skip
_RATIO = pattern(
    r"(?<![\w.,/-])(\d{1,6})(?:/| trên (?:tổng số )?)(\d{1,6})(?![\d/])(?: [^\W\d_]+){0,5}?[,]? ?"
    r"(?:\(|= ?|(?:,? ?(?:đạt|chiếm|bằng|tương đương|tức)(?: tỷ lệ| khoảng| gần| hơn| trên)? ))(\d{1,3}(?:,\d+)?) ?%", 2
)  # fmt: skip
_OVER = pattern(r"(?:chiếm|đạt tỷ lệ|tỷ lệ)(?: khoảng| gần| hơn| tới)? (\d{3,}(?:,\d+)?) ?%", 2)
_SHARE = pattern(r"(?<![\d,.])(\d{1,3}(?:,\d+)?) ?%")
_MONEY = pattern(r"(?<![\w.,/-])(\d{1,3}(?:\.\d{3})*(?:,\d+)?) (triệu|tỷ|tỉ)(?: đồng)?(?!\w)")
_NOUN = pattern(r" [^\W\d_]")
_ODD = pattern(r"(?<![\d.,/])(?:\d{1,3},\d{3}(?![\d.,])|\d+\.\d{1,2}(?![\d./])(?= ?(?:%|km|ha|m²|kg|tấn|triệu|tỷ))"
               r"|\d+ [.,] \d+)")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Count:
    """A number with the noun behind it, the noun in its one or two first syllables."""

    value: int
    noun: str
    first: str
    span: Span
    piece: TextPiece


def _figures(piece: TextPiece) -> str:
    """The words with `1 342` as `1.342`, in the same length."""
    text = piece.words
    for (start, end), clear in spaced_numbers(text):
        if clear:
            text = text[:start] + ".".join(text[start:end].split()) + text[end:]
    return text


def _counts(piece: TextPiece) -> Iterator[Count]:
    for match in _COUNT.finditer(_figures(piece)):
        first, second = match[2].lower(), (match[3] or "").lower()
        if first in _UNITS or match[2][0].isupper():
            continue
        noun = f"{first} {second}" if second and second not in _UNITS else first
        end = match.end(3) if noun != first else match.end(2)
        yield Count(int(match[1].replace(".", "")), noun, first, (match.start(), end), piece)


def find_caption(reading: DeskReading) -> Iterator[Slip]:
    """A number of head, lead or caption whose noun has another number, and only that, in the body."""
    for story in reading.stories:
        body = [count for piece in story.of("body") for count in _counts(piece)]
        if not body:
            continue
        for piece in story.of(*HEADS, "short_title", "lead", "photos.caption"):
            for count in _counts(piece):
                if other := _differs(count, body, story):
                    there = (other.piece, *other.span)
                    said = " ".join(other.piece.words[slice(*other.span)].split())
                    yield slip(CAPTION, piece, count.span, others=[there], other=said)


def _differs(count: Count, body: list[Count], story: DeskStory) -> Count | None:
    same = [other for other in body if other.noun == count.noun and " " in count.noun]
    values = {other.value for other in same}
    if len(values) != 1 or count.value in values:
        return None
    other = same[0]
    if (
        count.piece.role == "photos.caption"
        and count.value < other.value
        and len(str(count.value)) < len(str(other.value))
    ):
        return None  # a photo may show some of them
    around = other.piece.sentence_text(other.span[0])
    return None if re.search(rf"(?<![\d.,]){count.value}(?![\d.,])", around) else other


def find_sum(reading: DeskReading) -> Iterator[Slip]:
    """Totals whose parts, named behind them, make another number; columns of tables with a total."""
    for piece in reading.of(*PRINTED):
        text = piece.small
        if "gồm" in text or "trong đó" in text or "(" in text or " là " in text or "chia thành" in text:
            yield from _forward(piece)
        if "tổng" in text or "tất cả" in text or "cộng là" in text:
            for match in _BACKWARD.finditer(piece.words):
                right, total = int(match[1]) + int(match[3]), int(match[5])
                if right != total and total not in (int(match[1]), int(match[3])):
                    yield slip(SUM, piece, match.span(), right=str(right), total=match[5])
        if "|" in text and ("cộng" in text or "tổng" in text):
            yield from _tables(piece)


def _forward(piece: TextPiece) -> Iterator[Slip]:
    for match in _TOTAL.finditer(_figures(piece)):
        total, nouns = int(match[1].replace(".", "")), match[2].lower().split()
        if nouns[0] in _UNITS or (
            match[3] and match[3].lower() == "là" and "tổng" not in piece.small[match.start() - 20 : match.start()]
        ):
            continue
        listed = (
            match[6].split(")")[0] if match[5] or "(" in match.group()[: match.start(6) - match.start()] else match[6]
        )
        parts = [(int(m[1].replace(".", "")), m[2].lower(), m) for m in _PART.finditer(listed)]
        parts = [part for part in parts if part[1].split()[0] not in _UNITS]
        if len(parts) < 2 or "mỗi" in listed or "%" in listed or " hơn " in listed or "khoảng" in listed:
            continue
        if len(parts) != len(re.findall(r"\d+(?:[.,]\d+)*", listed)):
            continue  # ages, hours, amounts among the parts
        right, inside = sum(part[0] for part in parts), match[4] is not None
        wrong = right > total if inside else right != total
        if wrong and all(part[0] < total or not inside for part in parts) | (right > total):
            end = match.start(6) + parts[-1][2].end()
            yield slip(SUM, piece, (match.start(), end), right=str(right), total=match[1])


def _tables(piece: TextPiece) -> Iterator[Slip]:
    """A last row that begins with `Cộng` or `Tổng`: each of its numbers is the sum of its column."""
    rows: list[list[tuple[str, int]]] = []
    at = 0
    for line in (*piece.words.split("\n"), ""):
        if line.lstrip().startswith("|"):
            rows.append(_cells(line, at))
        else:
            if len(rows) >= 4 and rows[-1][0][0].lower().startswith(("cộng", "tổng")):
                yield from _columns(piece, rows)
            rows = []
        at += len(line) + 1


def _cells(line: str, at: int) -> list[tuple[str, int]]:
    cells, start = [], line.index("|") + 1
    for part in line[start:].rstrip().rstrip("|").split("|"):
        cells.append((part.strip(), at + start + len(part) - len(part.lstrip())))
        start += len(part) + 1
    return cells


def _columns(piece: TextPiece, rows: list[list[tuple[str, int]]]) -> Iterator[Slip]:
    for number, (cell, at) in enumerate(rows[-1][1:], start=1):
        column = [row[number][0].replace(".", "") for row in rows[2:-1] if number < len(row)]
        if not cell.replace(".", "").isdigit() or not all(part.isdigit() for part in column):
            continue
        right = sum(int(part) for part in column)
        if len(column) > 1 and right != int(cell.replace(".", "")):
            yield slip(SUM, piece, (at, at + len(cell)), right=str(right), total=cell)


def find_percent(reading: DeskReading) -> Iterator[Slip]:
    """`5/7 = 50%`, a part over 100 %, parts of a whole that do not make 100."""
    for piece in reading.of(*PRINTED):
        if "%" not in piece.words:
            continue
        for match in _RATIO.finditer(piece.words):
            part, whole, said = int(match[1]), int(match[2]), float(match[3].replace(",", "."))
            if whole and not (whole == 24 and part == 24):
                right = 100 * part / whole
                if abs(right - said) > (0.51 if "," not in match[3] else 0.11) and abs(right - said) > 0.02 * right:
                    yield slip(
                        PERCENT, piece, match.span(), right=f"{right:.1f}%".replace(".", ",").replace(",0%", "%")
                    )
        for match in _OVER.finditer(piece.words):
            if float(match[1].replace(",", ".")) > 100 and "so với" not in piece.sentence_text(match.start()):
                yield slip(PERCENT, piece, match.span(), right="≤ 100%")
        if "còn lại" in piece.small:
            yield from _whole(piece)


def _whole(piece: TextPiece) -> Iterator[Slip]:
    for start, end in piece.sentences:
        sentence = piece.small[start:end]
        shares = list(_SHARE.finditer(sentence))
        if "còn lại" not in sentence or len(shares) < 2 or "tăng" in sentence or "giảm" in sentence:
            continue
        if not any(m.start() > sentence.index("còn lại") for m in shares):
            continue
        right = sum(float(m[1].replace(",", ".")) for m in shares)
        if abs(right - 100) > 1:
            yield slip(PERCENT, piece, (start + shares[0].start(), start + shares[-1].end()),
                       right=f"{right:.1f}%".replace(".", ",").replace(",0%", "%"))  # fmt: skip


def find_scale(reading: DeskReading) -> Iterator[Slip]:
    """The same amount of money in triệu and in tỷ in one story."""
    for story in reading.stories:
        seen: dict[str, tuple[str, TextPiece, Span]] = {}
        for piece in story.of(*HEADS, *PROSE, "photos.caption"):
            for match in _MONEY.finditer(_figures(piece)):
                unit = "tỷ" if match[2] in ("tỷ", "tỉ") else "triệu"
                before = seen.setdefault(match[1], (unit, piece, match.span()))
                if before[0] != unit:
                    other = before[1].words[slice(*before[2])]
                    yield slip(SCALE, piece, match.span(), others=[(before[1], *before[2])], other=other)


def find_form(reading: DeskReading) -> Iterator[Slip]:
    """Figures that may be read in two ways."""
    for piece in reading.of(*PRINTED):
        for match in _ODD.finditer(piece.words):
            yield slip(FORM, piece, match.span())
        printed = {(start, end) for start, end, _new in thousands(piece.words, Setting(Style()))}
        for span, _clear in spaced_numbers(piece.words):
            if span not in printed and _NOUN.match(piece.words, span[1]):
                yield slip(FORM, piece, span)


ROWS: tuple[Row, ...] = (
    Row(
        CAPTION,
        "numbers",
        find_caption,
        "@caption Lãnh đạo phường tặng giấy khen cho 14 cá nhân\nUBND phường tặng giấy khen cho 41 cá nhân tiêu biểu.",
        "@caption Trao giấy khen cho 5 cá nhân\nUBND phường tặng giấy khen cho 41 cá nhân tiêu biểu trong 12 tháng.",
    ),
    Row(
        SUM,
        "numbers",
        find_sum,
        "Phường khen 96 gương, gồm 45 tập thể và 50 cá nhân.",
        "Phường khen 95 gương, gồm 45 tập thể và 50 cá nhân. Có 30 đội, trong đó có 8 đội nữ và 5 đội trẻ.",
    ),
    Row(
        PERCENT,
        "numbers",
        find_percent,
        "Có 5/7 chi bộ, đạt 50%, đã đăng ký.",
        "Có 38/41 chi bộ, đạt 92,7%, đã đăng ký.",
    ),
    Row(
        SCALE,
        "numbers",
        find_scale,
        "Cầu hết 15 tỷ đồng.\n\nTrong 15 triệu đồng ấy, dân góp một nửa.",
        "Cầu hết 15 tỷ đồng.\n\nTrong đó có 20 triệu đồng dân góp.",
    ),
    Row(FORM, "numbers", find_form, "Đường dài 12.5 km, có 1,902 hộ.", "Đường dài 12,5 km, có 1.902 hộ."),
)
