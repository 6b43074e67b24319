"""Length: sentences and paragraphs that readers lose."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from bulletin.desk.lint.reading import PROSE, DeskReading, TextPiece
from bulletin.desk.lint.row import Row, hint, slip, warning
from bulletin.desk.lint.rules.loose_tables import loose_tables
from bulletin.desk.lint.slip import Slip
from bulletin.text.body.cells import cell_lines

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
    """Paragraphs of more words than thirty lines of a column hold; the rows of a table are none."""
    for piece in reading.of(*PROSE):
        at = 0
        rows: tuple[tuple[int, int], ...] | None = None
        for line in piece.words.split("\n"):
            span = (at, at + len(line.rstrip()))
            at += len(line) + 1
            if len(line.split()) <= _PARAGRAPH or "|" in line:
                continue
            rows = _rows(piece) if rows is None else rows
            count = len(line.split()) - sum(
                len(piece.words[max(start, span[0]) : min(end, span[1])].split()) for start, end in rows
            )
            if count > _PARAGRAPH:
                yield slip(PARAGRAPH, piece, span, count=str(count), lines=str(count // _WORDS_IN_LINE))


def _rows(piece: TextPiece) -> tuple[tuple[int, int], ...]:
    """Where the rows of pasted tables are, and of those that look so."""
    lines = piece.typed.text.split("\n")
    pasted = cell_lines(lines)
    loose = {number for first, end, _cells in loose_tables(piece) for number in range(first, end)}
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    return tuple((starts[n], starts[n] + len(line)) for n, line in enumerate(lines) if pasted[n] or n in loose)


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
        "Bà con góp sách và góp công.\n\n" * 40 + "Bà con\tgóp sách và góp công\n" * 60,
    ),
)
