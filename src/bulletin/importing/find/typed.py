"""Lists that were typed with signs (`- `, `• `, `1) `) and not made by the program, told from words that are spoken."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from bulletin.importing.document import SourceItem, SourceParagraph, SourceRun
from bulletin.importing.find.lines import SourceLine, clean
from bulletin.lazy import dataclass
from bulletin.text.vietnamese.words import BULLETS

_MARK = re.compile(
    r"[ \t\u00a0]*(?:(?P<dash>[-‐-―−])(?:[ \t\u00a0]+|(?=[^\W\d_]))"
    rf"|(?P<sign>[+*][ \t\u00a0]+|[{BULLETS}][ \t\u00a0]*)"
    r"|(?P<number>\d{1,2})[.)][ \t\u00a0]+"
    r"|(?P<letter>(?:[^\W\d_A-ZĐ]|[ivx]{2,4})[.)]|[A-ZĐ]\))[ \t\u00a0]+)(?=\S)"
)
_STOP = re.compile(r"[.!?…][”’\"')\]]*\Z")
_ASKED = re.compile(r"\?[!?…”’\"')\]]*\Z")
_CALLED = re.compile(r"![!…”’\"')\]]*\Z")
_SPOKEN = re.compile(
    r"\A(?:dạ|vâng|ừ|ờ|ơ|ôi|ồ|ối|à|này|thưa|chào (?:anh|chị|ông|bà|cô|chú|bác|em|cháu))\b"
    r"|\A(?:pv|phóng viên|hỏi|đáp)\s*:"
    r"|\A[“\"][^”\"]*[.!?…][”\"]"
    r"|[,.!?…”\"–-]\s*[^\W\d_][\w ]{0,30}\b(?:nói|hỏi(?! đáp)|đáp|bảo|thưa|reo|thốt|kêu)\b"
    r"|\b(?:ạ|à|nhé|nhỉ|hả|đấy|chứ|nhá)[.!…]*\Z",
    re.I,
)
_SAID = re.compile(
    r"\b(?:nói|hỏi|đáp|bảo|thưa|reo|thốt|kêu|trả lời|lên tiếng|cười|gọi)\b[^,;.:]{0,25}[:：][”\"]?\Z", re.I
)
_SHOWN = 60
"""Characters of a row that a guess names."""

_Kind = Literal["list", "perhaps a list", "talk"]


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a paragraph; `mark` is what it begins with, None for nothing or where no list can be."""

    line: SourceLine
    runs: tuple[SourceRun, ...]
    mark: re.Match[str] | None

    @property
    def words(self) -> str:
        """The text behind the mark."""
        return clean(self.text[self.mark.end() :] if self.mark else self.text)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def dashed(self) -> bool:
        return self.mark is not None and self.mark["dash"] is not None


def with_typed_lists(lines: Sequence[SourceLine]) -> tuple[list[SourceLine], list[str]]:
    """The lines with every typed list as items, one a line, and what was told by weak signs, in Vietnamese.

    Two or more lines in a row that begin with a sign are a list. Signs of letters (`a)`) stay: the house has no such
    list, so these are plain paragraphs. Lines with dashes that are spoken stay as well, a paragraph each.
    """
    rows = [row for line in lines for row in _rows(line)]
    stretches: list[tuple[bool, list[_Row]]] = [
        (marked, list(group)) for marked, group in itertools.groupby(rows, key=lambda row: row.mark is not None)
    ]
    talk = any(_spoken(row) for marked, group in stretches if marked and not _listed(group) for row in group)
    cut = {row.line.number for marked, group in stretches if marked and len(group) > 1 for row in group}
    made: list[SourceLine] = []
    told: list[str] = []
    before = ""
    for marked, group in stretches:
        if marked and len(group) > 1:
            kind = _kind(group, before, talk=talk)
            first = f"các dòng “{clean(group[0].text)[:_SHOWN]}…”"
            if kind == "talk":
                told.append(f"{first} là lời thoại, không phải danh sách")
            elif kind == "perhaps a list":
                told.append(f"{first} là danh sách, không phải lời thoại")
            made += _plain_rows(group) if kind == "talk" else _items(group)
        else:
            made += _together(group, cut)
        before = clean(group[-1].text)
    return made, told


def _rows(line: SourceLine) -> list[_Row]:
    """The rows of a paragraph; one row for what is none, or what is a heading or an item already."""
    block = line.block
    if not isinstance(block, SourceParagraph) or block.heading or block.item is not None or not line.text:
        return [_Row(line, line.runs, None)]
    rows: list[list[SourceRun]] = [[]]
    for run in line.runs:
        first, *others = unicodedata.normalize("NFC", run.text).split("\n")
        rows[-1].append(replace(run, text=first))
        rows += [[replace(run, text=text)] for text in others]
    made: list[_Row] = []
    for runs in rows:
        text = "".join(run.text for run in runs)
        if not text.strip():
            continue
        if (
            made
            and made[-1].mark
            and text.lstrip()[:1].islower()
            and not _ended(made[-1].text)
            and not _MARK.match(text)
        ):
            blank = replace(runs[0], text=" ")
            made[-1] = replace(made[-1], runs=(*made[-1].runs, blank, *runs))
        else:
            made.append(_Row(line, tuple(runs), _MARK.match(text)))
    return made or [_Row(line, line.runs, None)]


def _ended(text: str) -> bool:
    return _STOP.search(text.rstrip()) is not None or text.rstrip().endswith((";", ":"))


# --- list or talk ------------------------------------------------------------------------------------------------


def _listed(group: Sequence[_Row]) -> bool:
    """Whether the rows themselves say that they are a list."""
    return not all(row.dashed for row in group) or any(row.words.endswith(";") for row in group)


def _spoken(row: _Row) -> bool:
    return any(sign.search(row.words) for sign in (_ASKED, _CALLED, _SPOKEN))


def _kind(group: Sequence[_Row], before: str, *, talk: bool) -> _Kind:
    """What rows with signs are.

    Args:
        group: the rows.
        before: the line above them; one that ends with a colon opens a list, or what somebody says.
        talk: whether the story has other lines with dashes that are spoken.
    """
    if _listed(group):
        return "list"
    spoken = sum(map(_spoken, group))
    if _SAID.search(before):
        return "talk"
    if before.endswith(":"):
        return (
            "list" if 2 * spoken < len(group) or all(_CALLED.search(row.words) for row in group) else "perhaps a list"
        )
    if any(_ASKED.search(row.words) for row in group) or 2 * spoken >= len(group):
        return "talk"
    bare = sum(not _STOP.search(row.words) for row in group)
    if 2 * bare > len(group):
        return "list"
    return "talk" if talk else "perhaps a list"


# --- lines again -------------------------------------------------------------------------------------------------


def _items(group: Sequence[_Row]) -> list[SourceLine]:
    numbers = [int(row.mark["number"]) for row in group if row.mark and row.mark["number"]]
    counted = len(numbers) > 1 and all(b == a + 1 for a, b in itertools.pairwise(numbers))
    made: list[SourceLine] = []
    for row in group:
        assert row.mark is not None
        if row.mark["letter"] or (row.mark["number"] and not counted):
            made += _plain_rows([row])
            continue
        number = int(row.mark["number"]) if row.mark["number"] else None
        item = SourceItem(number is not None, 0, number)
        made.append(_line(row.line, _cut(row.runs, row.mark.end()), item))
    return made


def _plain_rows(group: Sequence[_Row]) -> list[SourceLine]:
    return [_line(row.line, row.runs) for row in group]


def _together(group: Sequence[_Row], cut: set[int]) -> list[SourceLine]:
    """Rows of one paragraph as one paragraph; the paragraph itself unless its number is in `cut`."""
    made: list[SourceLine] = []
    for _, rows in itertools.groupby(group, key=lambda row: id(row.line)):
        parts = list(rows)
        if parts[0].line.number not in cut:
            made.append(parts[0].line)
            continue
        runs = list(parts[0].runs)
        for row in parts[1:]:
            runs += [replace(row.runs[0], text="\n"), *row.runs]
        made.append(_line(parts[0].line, tuple(runs)))
    return made


def _line(line: SourceLine, runs: tuple[SourceRun, ...], item: SourceItem | None = None) -> SourceLine:
    assert isinstance(line.block, SourceParagraph)
    text = clean("".join(run.text for run in runs))
    return SourceLine(line.number, replace(line.block, runs=runs, item=item), text, line.names)


def _cut(runs: Sequence[SourceRun], count: int) -> tuple[SourceRun, ...]:
    """The runs without their first characters."""
    made: list[SourceRun] = []
    for run in runs:
        taken = min(count, len(run.text))
        count -= taken
        if taken < len(run.text):
            made.append(replace(run, text=run.text[taken:]))
    return tuple(made)
