"""Headlines: stops, capitals, length, echoes, abbreviations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from bulletin.desk.lint.reading import HEADS, DeskReading, TextPiece
from bulletin.desk.lint.row import Row, hint, slip, warning
from bulletin.desk.lint.rules.words import KNOWN
from bulletin.desk.lint.slip import Slip
from bulletin.lazy import pattern
from bulletin.text.fold import slug
from bulletin.text.vietnamese.syllable import is_syllable
from bulletin.text.vietnamese.words import LOWER, UPPER

STOP = warning(
    "title-stop",
    ("Tít kết thúc bằng dấu chấm: “{word}”.", "The headline ends in a full stop: “{word}”."),
    ("Tít báo không có dấu chấm cuối.", "Headlines have no final stop."),
    ("Xin gõ: {better}", "Type: {better}"),
)
CAPS = warning(
    "title-caps",
    ("Tít gõ toàn chữ in hoa: “{word}”.", "A headline all in capitals: “{word}”."),
    ("Chữ hoa khó đọc, và máy không biết đâu là tên riêng; mẫu trình bày tự in hoa nếu cần.",
     "Capitals are hard to read and hide the names; the layout sets capitals where it wants them."),
    ("Xin gõ chữ thường, tên riêng viết hoa: {better}", "Type small letters, names with capitals: {better}"),
)  # fmt: skip
LONG = hint(
    "title-long",
    ("Tít dài {length} ký tự.", "A headline of {length} signs."),
    ("Tít quá 90 ký tự chiếm nhiều dòng và khó nhớ.", "Over 90 signs take many lines and are hard to keep in mind."),
    ("Xin rút ngắn, hoặc chuyển một vế sang tít phụ.", "Shorten it, or move a part into the subtitle."),
)
ECHO = hint(
    "title-echo",
    ("{count} tít bắt đầu bằng “{start}”.", "{count} headlines begin with “{start}”."),
    ("Các tít giống nhau làm bạn đọc khó phân biệt bài.", "Readers cannot tell the stories apart."),
    ("Xin viết lại một hai tít.", "Rewrite one or two of them."),
)
ABBREVIATION = hint(
    "abbreviation-title",
    ("Chữ viết tắt trong tít: {word}.", "An abbreviation in a headline: {word}."),
    ("Tít được đọc trước, khi chữ ấy chưa được giải thích.", "A head is read before it is explained."),
    ("Xin viết đầy đủ, hoặc ghi vào viet_tat trong publication.yaml.",
     "Write it out, or add it to abbreviations in publication.yaml."),
    form=("Xin viết đầy đủ, hoặc thêm vào “Chữ viết tắt” của bản tin.",
     "Spell it out, or add it to the abbreviations of the bulletin."),
)  # fmt: skip
_ENDS = pattern(r"(?:TP|TS|ThS|v\.v|\.\.|[A-ZĐ])\.$")
_CAPITALS = pattern(r"(?<![\w/.-])[A-ZĐƯƠ]{2,8}(?![\w/.-])")
_NAME = pattern(rf"(?<!\w)[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]+)+(?!\w)")
_LONGEST = 90


def find_stop(reading: DeskReading) -> Iterator[Slip]:
    """A head that ends in one full stop."""
    for piece in reading.of(*HEADS, "short_title"):
        text = piece.words.rstrip()
        if text.endswith(".") and not _ENDS.search(text) and text.count(". ") == 0:
            last = text.rfind(" ") + 1
            yield slip(STOP, piece, (last, len(text)), text[last:-1])


def find_caps(reading: DeskReading) -> Iterator[Slip]:
    """A head of three words and more in capitals only."""
    for piece in reading.of("title", "subtitle"):
        text = piece.words.strip()
        if text.isupper() and len(piece.tokens) >= 3:
            start = len(piece.words) - len(piece.words.lstrip())
            yield slip(CAPS, piece, (start, start + len(text)), _sentence_case(text, _names(reading)))


def _names(reading: DeskReading) -> list[str]:
    """Names of two words and more that the issue itself writes inside of sentences, the longest first."""
    found: set[str] = set()
    for piece in reading.pieces:
        if piece.words.isupper():
            continue
        for match in _NAME.finditer(piece.words):
            name = match.group()
            if piece.sentence(match.start())[0] == match.start():  # its first capital says nothing
                name = name.partition(" ")[2]
            if " " in name:
                found.add(name)
    return sorted(found, key=lambda name: (-len(name), name))


def _sentence_case(text: str, names: list[str]) -> str:
    words = [word if _kept(word) else word.lower() for word in text.split(" ")]
    made = " ".join(words)
    for name in names:
        if name.lower() in made:
            made = pattern(rf"(?<!\w){re.escape(name.lower())}(?!\w)").sub(name, made)
    at = next((n for n, char in enumerate(made) if char.isalpha()), 0)
    return made[:at] + made[at].upper() + made[at + 1 :]


def _kept(word: str) -> bool:
    letters = "".join(char for char in word if char.isalpha())
    return letters in KNOWN or any(char.isdigit() for char in word) or not (letters and is_syllable(letters))


def find_long(reading: DeskReading) -> Iterator[Slip]:
    """Headlines of more than ninety signs."""
    for piece in reading.of("title"):
        if len(piece.words) > _LONGEST:
            yield slip(LONG, piece, (_LONGEST, len(piece.words)), length=str(len(piece.words)))


def find_echo(reading: DeskReading) -> Iterator[Slip]:
    """Three headlines that begin with the same two words, and a kicker that the headline repeats."""
    starts: dict[str, list[TextPiece]] = {}
    for piece in reading.of("title"):
        if len(piece.tokens) >= 3:
            starts.setdefault(" ".join(word.small for word in piece.tokens[:2]), []).append(piece)
    for start, pieces in starts.items():
        if len(pieces) >= 3:
            last = pieces[-1]
            others = [(p, p.tokens[0].start, p.tokens[1].end) for p in pieces[:-1]]
            span = (last.tokens[0].start, last.tokens[1].end)
            yield slip(ECHO, last, span, others=others, count=str(len(pieces)), start=start)
    for story in reading.stories:
        kicker, title = next(story.of("kicker"), None), next(story.of("title"), None)
        if kicker and title and len(kicker.tokens) > 1 and f"-{slug(kicker.words)}-" in f"-{slug(title.words)}-":
            yield slip(ECHO, kicker, (0, len(kicker.words)), count="2", start=kicker.words)


def find_abbreviation(reading: DeskReading) -> Iterator[Slip]:
    """Abbreviations in a headline that the house list does not know."""
    known = KNOWN | set(reading.publication.abbreviations or {})
    for piece in reading.of("title", "subtitle"):
        if not piece.words.isupper():
            counted = Counter(match.span() for match in _CAPITALS.finditer(piece.words))
            for span in counted:
                word = piece.words[slice(*span)]
                if word not in known and not is_syllable(word) and not set(word) <= set("IVXLC"):
                    yield slip(ABBREVIATION, piece, span)


ROWS: tuple[Row, ...] = (
    Row(
        STOP,
        "headlines",
        find_stop,
        "@title Chợ cá họp sớm.\nChợ đông.",
        "@title Hôm nay ăn cá gì?\nChợ đông.",
        certain=True,
    ),
    Row(
        CAPS,
        "headlines",
        find_caps,
        "@title UBND PHƯỜNG HỌP BÀN VIỆC CHỢ\nChợ đông.",
        "@title VAR và chợ cá\nChợ đông.",
    ),
    Row(
        LONG,
        "headlines",
        find_long,
        "@title Đảng ủy phường sơ kết một năm thực hiện kết luận về học tập và làm theo Bác, biểu dương mười cách "
        "làm hay\nA.",
        "@title Sơ kết một năm học tập và làm theo Bác\nA.",
    ),
    Row(
        ECHO,
        "headlines",
        find_echo,
        "@title Phường Vọng Hải họp\nA.\n@story\n@title Phường Vọng Hải khen "
        "thưởng\nB.\n@story\n"
        "@title Phường Vọng Hải thi bơi\nC.",
        "@title Phường họp\nA.\n@story\n@title Chợ cá đông\nB.\n@story\n@title Thi bơi\nC.",
    ),
    Row(
        ABBREVIATION,
        "headlines",
        find_abbreviation,
        "@title Xong việc GPMB ở xóm chài\nA.",
        "@title UBND phường xong việc đền bù\nA.",
    ),
)
