"""A body cut into parts, each read in its own way: photos, `:::` blocks, pasted tables, and Markdown between them."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.errors import Rule
from bulletin.lazy import dataclass, pattern
from bulletin.model import PhotoRef, TextForm
from bulletin.text import findings
from bulletin.text.body import list_findings
from bulletin.text.body.cells import cell_lines
from bulletin.text.body.forms import named
from bulletin.text.vietnamese import words

_PHOTO_LINE = pattern(r"[ \t]*!\[\[[ \t]*([^\[\]\n]*[^\[\]\n \t])[ \t]*\]\][ \t]*")
FENCE = pattern(r"[ \t]*:{3,}[ \t]*([^:\n]*?)[ \t]*:*[ \t]*")
_BULLET = pattern(rf"([ \t]*)(?:(?![·∙])[{words.BULLETS}][ \t]*|[·∙][ \t]+|[{words.LETTER_BULLETS}]\t[ \t]*)(?=\S)")
_DASH = pattern(r"([ \t]*)[‒-―−][ \t\u00a0]+(?=\S)")
_NUMBER = pattern(r"([ ]{0,3})(\d{1,9})([.)])(?=[ \t])")
_BAR_LINE = pattern(r"[ \t]*\|.*\|[ \t]*")
_RULING = pattern(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*")
YEAR = 100
"""An item with this number or a higher one is the beginning of a sentence unless its neighbours are numbered too."""

Problem = tuple[int, Rule, str]
"""Line of the body (from 0), rule, words in question."""


@dataclass(frozen=True, slots=True)
class Markdown:
    """Lines of Markdown; bullets of word processors are `-`, sentences that begin with a year are no items.

    `dashes` are the lines (from 0) of items that were typed with a dash, which they keep.
    """

    first: int
    text: str
    typed: str
    dashes: frozenset[int]


@dataclass(frozen=True, slots=True)
class Kept:
    """Lines that stay as they are, from a `:::` block."""

    first: int
    form: TextForm
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """A table pasted from a spreadsheet, row by row."""

    first: int
    rows: tuple[tuple[str, ...], ...]


Part = Markdown | Kept | Cells | PhotoRef


def parts_of(source: str) -> tuple[tuple[Part, ...], tuple[Problem, ...]]:
    """The parts of a body in order, and what was found while cutting."""
    cutter = _Cutter(source.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return tuple(cutter.parts()), tuple(cutter.problems)


class _Cutter:
    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._is_row = cell_lines(lines)
        self.problems: list[Problem] = []

    def parts(self) -> Iterator[Part]:
        first = at = 0
        while at < len(self._lines):
            photo = _PHOTO_LINE.fullmatch(self._lines[at])
            fence = FENCE.fullmatch(self._lines[at])
            rows = self._rows(at)
            if photo is None and fence is None and not rows:
                at += 1
                continue
            yield from self._markdown(first, at)
            if photo is not None:
                yield PhotoRef(photo[1].strip())
                at += 1
            elif fence is not None:
                end = self._end(at)
                yield from self._block(at, end, fence[1])
                at = end + 1
            else:
                yield self._cells(at, rows)
                at += rows
            first = at
        yield from self._markdown(first, at)

    # --- `:::` blocks -------------------------------------------------------------------------------------------

    def _end(self, at: int) -> int:
        """The line that closes the block begun at `at`, or the end of the body."""
        for number in range(at + 1, len(self._lines)):
            fence = FENCE.fullmatch(self._lines[number])
            if fence is not None:
                return number if not fence[1] else number - 1
        return len(self._lines)

    def _block(self, at: int, end: int, name: str) -> Iterator[Part]:
        form = named(name)
        lines = self._lines[at + 1 : min(end + 1, len(self._lines))]
        closed = bool(lines) and end < len(self._lines) and FENCE.fullmatch(lines[-1]) is not None
        if closed:
            lines = lines[:-1]
        if not name:
            self.problems.append((at, findings.STRAY_FENCE, self._lines[at].strip()))
        elif form is None:
            self.problems.append((at, findings.UNKNOWN_BLOCK, self._lines[at].strip()))
        if name and not closed:
            self.problems.append((at, findings.OPEN_BLOCK, self._lines[at].strip()))
        if form is not None:
            yield Kept(at + 1, form, tuple(lines))
        elif name:
            # The name may be a word of the text, so it stays on the page.
            yield Kept(at, "lines", (self._lines[at].strip(" \t:"), *lines))
        else:
            yield from self._markdown(at + 1, at + 1 + len(lines))

    # --- pasted tables ------------------------------------------------------------------------------------------

    def _rows(self, at: int) -> int:
        """How many lines from `at` on are rows of one pasted table; 0 when they are none."""
        count = 0
        while at + count < len(self._lines) and self._is_row[at + count]:
            count += 1
        return count if count > 1 else 0

    def _cells(self, first: int, count: int) -> Cells:
        rows = [tuple(cell.strip() for cell in line.split("\t")) for line in self._lines[first : first + count]]
        while all(len(row) > 2 and not row[-1] for row in rows):
            rows = [row[:-1] for row in rows]
        widest = max(map(len, rows))
        uneven = next((n for n, row in enumerate(rows) if len(row) != widest), None)
        if uneven is not None:
            quote = " ".join(self._lines[first + uneven].split())
            self.problems.append((first + uneven, findings.UNEVEN_CELLS, quote))
        return Cells(first, tuple((*row, *[""] * (widest - len(row))) for row in rows))

    # --- Markdown -----------------------------------------------------------------------------------------------

    def _markdown(self, first: int, end: int) -> Iterator[Markdown]:
        typed = self._lines[first:end]
        if any(line.strip() for line in typed):
            starts = [_DASH.match(line) is not None for line in typed]
            padded = [False, *starts, False]
            dashes = frozenset(n for n, found in enumerate(starts) if found and (padded[n] or padded[n + 2]))
            lines = [self._bullet(n, first, n - first in dashes) for n in range(first, end)]
            self._headless(first, typed)
            yield Markdown(first, "\n".join(lines), "\n".join(typed), dashes)

    def _bullet(self, number: int, first: int, dashed: bool) -> str:
        """A line as Markdown has it: its bullet as `-`, its year as no number of an item."""
        line = self._lines[number]
        bullet = _DASH.match(line) if dashed else _BULLET.match(line)
        if bullet is not None:
            return f"{bullet[1][:3]}- {line[bullet.end() :]}"
        item = _NUMBER.match(line)
        if item is not None and int(item[2]) >= YEAR and not self._numbered(number, int(item[2])):
            if number == first or not self._lines[number - 1].strip():
                self.problems.append((number, list_findings.NO_ITEM, item.group().strip()))
            return f"{item[1]}{item[2]}\\{line[item.end(2) :]}"
        return line

    def _numbered(self, number: int, value: int) -> bool:
        """Whether the item before or after, empty lines apart, is numbered as the neighbour of this one."""
        for step in (-1, 1):
            other = number + step
            while 0 <= other < len(self._lines) and not self._lines[other].strip():
                other += step
            item = _NUMBER.match(self._lines[other]) if 0 <= other < len(self._lines) else None
            if item is not None and int(item[2]) == value + step:
                return True
        return False

    def _headless(self, first: int, lines: list[str]) -> None:
        """Rows between bars without a ruling line below the first: no table for Markdown."""
        at = 0
        while at < len(lines):
            count = 0
            while at + count < len(lines) and _BAR_LINE.fullmatch(lines[at + count]):
                count += 1
            if count > 1 and not any(_RULING.fullmatch(line) for line in lines[at : at + count]):
                self.problems.append((first + at, findings.HEADLESS_TABLE, lines[at].strip()))
            at += count + 1
