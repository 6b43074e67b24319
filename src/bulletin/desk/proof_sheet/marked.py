"""What a reader of proofs must look at: numbers, names and doubtful words, as marked runs of a text. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal

from bulletin.desk.repair.remark import Remark
from bulletin.lazy import dataclass, pattern
from bulletin.text.typed import Typed
from bulletin.text.vietnamese.words import UPPER

Mark = Literal["", "number", "name", "doubt"]
_NUMBER = pattern(r"\d(?:[\d.,/:–-]*\d)?(?:-[A-ZĐ]{2,}(?:/[A-ZĐ]+)?|/[A-ZĐ][\w/-]*)?%?")
_CAPITAL = rf"[{UPPER}][^\W\d_]*(?:['’][^\W\d_]+)?"
_NAME = pattern(rf"{_CAPITAL}(?:[ \u00a0]{_CAPITAL})+")
"""Two capitalised words or more side by side: people, places, offices."""
_EMPTY = pattern(r"\n[ \t]*\n\s*")
_LONGEST = 1800
"""Signs of a paragraph on one row: half a page of the sheet."""
_FULL = 60
"""Signs of a line that an editor may have wrapped; shorter ones are verse, addresses, items."""
_FIELDS = {
    "kicker": ("Trên tít", "Kicker"), "title": ("Tít", "Title"), "subtitle": ("Tít phụ", "Subtitle"),
    "short_title": ("Tít ngắn", "Short title"), "lead": ("Sapo", "Lead"), "body": ("Bài", "Text"),
    "caption": ("Chú thích", "Caption"), "credit": ("Nguồn ảnh", "Credit"), "alt": ("Mô tả ảnh", "Alt text"),
    "text": ("Trích", "Quote"), "by": ("Người nói", "By"), "name": ("Tên", "Name"), "role": ("Vai trò", "Role"),
    "place": ("Nơi", "Place"), "genre": ("Thể loại", "Genre"), "number": ("Số văn bản", "Document"),
    "lunar": ("Âm lịch", "Lunar date"), "house": ("Nhà in", "Printed by"), "price": ("Giá", "Price"),
    "month": ("Tháng", "Month"), "office": ("Chức vụ", "Office"), "notices": ("Thông báo", "Notice"),
    "corrections": ("Đính chính", "Correction"), "kind": ("Loại", "Kind"), "issuer": ("Nơi ban hành", "Issued by"),
    "byline": ("Ký tên", "Byline"), "rights": ("Bản quyền", "Rights"), "note": ("Ghi chú", "Note"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MarkedRun:
    """Words with one mark; `note` is the number of the remark on them."""

    text: str
    mark: Mark = ""
    note: int | None = None


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One paragraph of the sheet: where it was typed, its words in runs, and what the desk asks about them."""

    field: str
    line: int | None
    runs: tuple[MarkedRun, ...]
    notes: tuple[str, ...] = ()


def rows_of(typed: Typed, found: Iterable[Remark], lang: Literal["vi", "en"], first_line: int | None) -> list[ProofRow]:
    """The paragraphs of one typed text.

    Args:
        typed: the text.
        found: what the desk found in it.
        lang: of the remarks.
        first_line: the line on which the words begin.
    """
    mine = [one for one in found if one.typed == typed]
    rows = []
    for start, end in _paragraphs(typed.text):
        doubts = [one for one in mine if one.start < max(end, start + 1) and one.end >= start and _doubtful(one)]
        runs = _with_lines(_runs(typed.text, start, end, doubts), typed.text[start:end])
        notes = tuple(_note(number, one, lang) for number, one in enumerate(doubts, start=1))
        line = None if first_line is None else first_line + typed.text.count("\n", 0, start)
        rows.append(ProofRow(_name(typed, lang), line, runs, notes))
    return rows


def _doubtful(one: Remark) -> bool:
    """Whether a place is asked about; what the rules put right in print needs no reader."""
    return one.kind == "L"


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The paragraphs of a text: parted by empty lines, and very long ones after a sentence."""
    start = 0
    for match in (*_EMPTY.finditer(text), None):
        end = match.start() if match else len(text)
        while end - start > _LONGEST and (stop := text.rfind(". ", start, start + _LONGEST)) > start:
            yield start, stop + 1
            start = stop + 2
        if text[start:end].strip():
            yield start, end
        start = match.end() if match else end


def _kept_breaks(text: str) -> list[bool]:
    """Which line breaks mean something: those after a short line, and those before a list or a picture."""
    signs = ("-", "*", "+", "#", "|", "!", ">")
    return [len(before) < _FULL or line.lstrip()[:1] in signs for before, line in pairwise(text.split("\n"))]


def _runs(text: str, start: int, end: int, doubts: list[Remark]) -> Iterator[MarkedRun]:
    spans: list[tuple[int, int, Mark, int | None]] = []
    for number, one in enumerate(doubts, start=1):
        spans.append((max(one.start, start), min(max(one.end, one.start + 1), end), "doubt", number))
    for mark, found in (("number", _NUMBER), ("name", _NAME)):
        for match in found.finditer(text, start, end):
            if all(match.end() <= a or match.start() >= b for a, b, _, _ in spans):
                spans.append((match.start(), match.end(), mark, None))  # type: ignore[arg-type]
    at = start
    for first, last, kind, note in sorted(spans, key=lambda span: span[:2]):
        if first < at:
            continue
        if first > at:
            yield MarkedRun(text[at:first])
        yield MarkedRun(text[first:last], kind, note)
        at = last
    if at < end:
        yield MarkedRun(text[at:end])


def _with_lines(runs: Iterable[MarkedRun], text: str) -> tuple[MarkedRun, ...]:
    """The runs with the line breaks that are kept on paper; the others become blanks."""
    breaks = _kept_breaks(text)
    made, number = [], 0
    for run in runs:
        signs = []
        for sign in run.text:
            if sign == "\n":
                signs.append("\n" if breaks[number] else " ")
                number += 1
            else:
                signs.append(sign)
        made.append(MarkedRun("".join(signs), run.mark, run.note))
    return tuple(made)


def _note(number: int, one: Remark, lang: Literal["vi", "en"]) -> str:
    said = one.finding.what(lang) if one.finding else one.rule
    return f"({number}) {said}" + (f" → {one.better}?" if one.better and one.better not in said else "")


def _name(typed: Typed, lang: Literal["vi", "en"]) -> str:
    word = next((part for part in reversed(typed.path) if isinstance(part, str)), "")
    numbers = [part + 1 for part in typed.path if isinstance(part, int)]
    vi, en = _FIELDS.get(word, (word, word))
    return (vi if lang == "vi" else en) + "".join(f" {number}" for number in numbers)
