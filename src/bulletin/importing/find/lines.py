"""The blocks of a document in one row, with what their look and their names say."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bulletin.importing.document import (
    SourceBlock,
    SourceBreak,
    SourceDocument,
    SourceParagraph,
    SourcePicture,
    SourceRun,
    SourceTable,
)
from bulletin.importing.portals.choose import named
from bulletin.lazy import dataclass

CELL = "#cell"
"""The name, with a number behind it, of what was in a table that only places a picture."""
_WORD = re.compile(r"\w+")
_WIDEST_LAYOUT = 2


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One block: `text` without what is not printed, `number` in the order of the document."""

    number: int
    block: SourceBlock
    text: str = ""
    names: frozenset[str] = frozenset()

    @property
    def runs(self) -> tuple[SourceRun, ...]:
        """The printed runs; empty for pictures and tables."""
        runs = self.block.runs if isinstance(self.block, SourceParagraph) else ()
        return tuple(run for run in runs if run.not_printed is None and run.text)

    @property
    def paragraph(self) -> bool:
        return isinstance(self.block, SourceParagraph)

    @property
    def picture(self) -> bool:
        return isinstance(self.block, SourcePicture)

    @property
    def heading(self) -> int:
        return self.block.heading if isinstance(self.block, SourceParagraph) else 0

    @property
    def align(self) -> str | None:
        return self.block.align if isinstance(self.block, SourceParagraph) else None

    @property
    def size_pt(self) -> float | None:
        return self.block.size_pt if isinstance(self.block, SourceParagraph) else None

    @property
    def bold(self) -> bool:
        """Whether every letter is bold."""
        return _whole(self.runs, "bold")

    @property
    def italic(self) -> bool:
        """Whether every letter is italic."""
        return _whole(self.runs, "italic")

    @property
    def capitals(self) -> bool:
        """Whether every letter is a capital, and there are several."""
        letters = [letter for letter in self.text if letter.isalpha()]
        return len(letters) > 3 and all(letter == letter.upper() for letter in letters)

    @property
    def linked(self) -> bool:
        """Whether every letter is part of a link to another page."""
        runs = [run for run in self.runs if run.text.strip()]
        return bool(runs) and all(run.href and not run.href.startswith(("mailto:", "tel:")) for run in runs)

    def is_named(self, selectors: Sequence[str]) -> bool:
        """Whether a rule means this block."""
        return bool(selectors) and named(self.names, selectors)

    def part_named(self, selectors: Sequence[str]) -> str:
        """The text of the block, or of its runs, that a rule means; empty when it means none."""
        if not selectors:
            return ""
        if self.is_named(selectors):
            return self.text
        return "".join(run.text for run in self.runs if run.names and named(run.names, selectors)).strip()


def _whole(runs: Sequence[SourceRun], look: str) -> bool:
    letters = [run for run in runs if any(char.isalnum() for char in run.text)]
    return bool(letters) and all(getattr(run, look) for run in letters)


def lines_of(document: SourceDocument) -> tuple[SourceLine, ...]:
    """Every block in order; tables that only place a picture are opened."""
    blocks = list(_opened(document.blocks, iter(range(10_000))))
    return tuple(_line(number, block) for number, block in enumerate(blocks))


def _line(number: int, block: SourceBlock) -> SourceLine:
    if isinstance(block, SourceBreak):
        return SourceLine(number, block)
    names = frozenset(name.strip(".#") or name for name in block.names)
    if isinstance(block, SourceParagraph):
        cell = {name for name in block.names if name.startswith(CELL)}
        text = unicodedata.normalize("NFC", block.text)
        return SourceLine(number, block, clean(text), names | cell)
    if isinstance(block, SourceTable):
        return SourceLine(number, block, " ".join(text for row in cell_texts(block) for text in row if text), names)
    return SourceLine(number, block, "", names)


def clean(text: str) -> str:
    """The text with single blanks and with its line ends; no-break blanks are blanks."""
    lines = (" ".join(line.split()) for line in text.replace("\u00a0", " ").split("\n"))
    return "\n".join(lines).strip()


def cell_texts(table: SourceTable) -> list[list[str]]:
    """The text of each cell; a merged cell is there once, with empty cells for the places it covers."""
    rows: list[list[str]] = []
    taken: Counter[tuple[int, int]] = Counter()
    for number, row in enumerate(table.rows):
        made: list[str] = []
        for cell in row:
            while taken[number, len(made)]:
                made.append("")
            texts = [clean(block.text) for block in cell.blocks if isinstance(block, SourceParagraph)]
            for down in range(1, min(cell.rows, len(table.rows) - number)):
                taken.update((number + down, len(made) + over) for over in range(cell.columns))
            made += [" ".join(text.replace("\n", " ") for text in texts if text), *[""] * (cell.columns - 1)]
        while taken[number, len(made)]:
            made.append("")
        rows.append(made)
    return rows


def _opened(blocks: Sequence[SourceBlock], numbers: Iterator[int]) -> Iterator[SourceBlock]:
    for block in blocks:
        if isinstance(block, SourceTable) and _places_only(block):
            mark = f"{CELL}{next(numbers, 0)}"
            for row in block.rows:
                for cell in row:
                    for inner in _opened(cell.blocks, numbers):
                        own = () if isinstance(inner, SourceBreak) else inner.names
                        yield inner if isinstance(inner, SourceBreak) else replace(inner, names=(*own, mark))
        else:
            yield block


def _places_only(table: SourceTable) -> bool:
    """Whether a table is no table: it holds pictures, other tables, or one column of text."""
    cells = [cell for row in table.rows for cell in row]
    inside = [block for cell in cells for block in cell.blocks]
    widest = max((sum(cell.columns for cell in row) for row in table.rows), default=0)
    if widest <= 1 or any(isinstance(block, SourceTable) for block in inside):
        return True
    pictures = sum(isinstance(block, SourcePicture) for block in inside)
    return pictures > 0 and (len(table.rows) <= _WIDEST_LAYOUT or pictures * 2 >= len(table.rows))


def key_of(text: str) -> str:
    """What is compared where case, signs and blanks do not count."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def usual_size(lines: Sequence[SourceLine]) -> float | None:
    """The size of most of the letters, None where the document does not say."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.size_pt:
            sizes[line.size_pt] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else None
