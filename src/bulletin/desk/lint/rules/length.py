"""Length: sentences and paragraphs that readers lose."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.desk.lint.reading import PROSE, DeskReading
from bulletin.desk.lint.row import Row, hint, slip, warning
from bulletin.desk.lint.slip import Slip

SENTENCE = hint(
    "long-sentence",
    ("Câu dài {count} chữ.", "A sentence of {count} words."),
    ("Trong báo in, 95 trên 100 câu ngắn hơn 66 chữ.", "In newspapers 95 of 100 sentences are shorter than 66 words."),
    ("Xin ngắt thành hai câu.", "Make two sentences of it."),
)
PARAGRAPH = warning(
    "long-paragraph",
    (
        "Đoạn văn dài {count} chữ, in ra khoảng {lines} dòng một cột.",
        "A paragraph of {count} words, about {lines} lines.",
    ),
    ("Đoạn quá dài thành một mảng chữ không có chỗ nghỉ mắt.", "A long paragraph gives the eye no place to rest."),
    ("Xin ngắt đoạn: thêm một dòng trống ở chỗ chuyển ý.", "Put an empty line where the thought changes."),
)
_SENTENCE, _PARAGRAPH, _WORDS_IN_LINE = 60, 220, 7


def find_sentence(reading: DeskReading) -> Iterator[Slip]:
    """Sentences of more than sixty words; parts between semicolons count for themselves."""
    for piece in reading.of(*PROSE):
        for start, end in piece.sentences:
            if end - start < 3 * _SENTENCE or "|" in piece.words[start:end]:
                continue
            count = max(len(part.split()) for part in piece.words[start:end].split(";"))
            if count > _SENTENCE:
                yield slip(SENTENCE, piece, (start, start + len(piece.words[start:end].rstrip())), count=str(count))


def find_paragraph(reading: DeskReading) -> Iterator[Slip]:
    """Paragraphs of more words than thirty lines of a column hold."""
    for piece in reading.of(*PROSE):
        at = 0
        for line in piece.words.split("\n"):
            count = len(line.split())
            if count > _PARAGRAPH and "|" not in line:
                span = (at, at + len(line.rstrip()))
                yield slip(PARAGRAPH, piece, span, count=str(count), lines=str(count // _WORDS_IN_LINE))
            at += len(line) + 1


ROWS: tuple[Row, ...] = (
    Row(
        SENTENCE,
        "length",
        find_sentence,
        "Bà con " + "góp sách và góp công, " * 14 + "rồi cùng vui.",
        "Bà con " + "góp sách và góp công; " * 14 + "rồi cùng vui.",
    ),
    Row(
        PARAGRAPH,
        "length",
        find_paragraph,
        "Bà con góp sách và góp công. " * 40,
        "Bà con góp sách và góp công.\n\n" * 40,
    ),
)
