"""Tables inside boxes: column widths from their contents, every cell broken into lines by us."""

from __future__ import annotations

from dataclasses import replace

from bulletin.fields import roles
from bulletin.layout.lines.setter import LineSetter, SetText
from bulletin.lazy import dataclass
from bulletin.model import Inline, Table, plain

CELL_PAD_PT = 3.0
CELL_SPACE_PT = 3.0
_TIGHT_LINES = 2
"""A cell of more lines makes a table tight …"""
_TIGHT_ONE_IN = 3
"""… and so does more than one cell in so many that turns over."""
_CROWDED_LINES = 3
"""A cell of more lines makes a table crowded."""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Set cells row by row, the head first; `widths_pt` of the columns including padding; `heights_pt` of the rows."""

    table: Table
    widths_pt: tuple[float, ...]
    rows: tuple[tuple[SetText, ...], ...]
    heights_pt: tuple[float, ...]
    crowded: bool

    @property
    def tight(self) -> bool:
        """Whether cells turn over so often that running text gives the table more columns."""
        lines = [len(cell.lines) for row in self.rows[1:] for cell in row if cell.lines]
        turned = sum(n > 1 for n in lines)
        return self.crowded or any(n > _TIGHT_LINES for n in lines) or _TIGHT_ONE_IN * turned > len(lines)

    @property
    def height_pt(self) -> float:
        return sum(self.heights_pt)


def measure_table(setter: LineSetter, table: Table, width_pt: float) -> TableBlock:
    """Give each column what its longest word needs, then share the rest by the length of its contents.

    `crowded` says that cells run to four lines or more, so that a wider place would serve better.
    """
    lines: list[tuple[Inline, ...]] = [table.head, *table.rows]
    head, cell = setter.spec.role(roles.TABLE_HEAD), setter.spec.role(roles.TABLE)
    least: list[float] = []
    wanted: list[float] = []
    for column in zip(*lines, strict=True):
        texts = [plain(c) for c in column]
        styles = [head] + [cell] * (len(texts) - 1)
        pairs = list(zip(texts, styles, strict=True))
        least.append(max(setter.shaper.widest(t.split(), r) for t, r in pairs) + 2 * CELL_PAD_PT)
        wanted.append(max(setter.shaper.text(t, r) if t else 0.0 for t, r in pairs) + 2 * CELL_PAD_PT)
    spare = width_pt - sum(least)
    if spare < 0:
        widths = [w * width_pt / sum(least) for w in least]
    else:
        missing_width = [max(0.0, w - m) for w, m in zip(wanted, least, strict=True)]
        total = sum(missing_width) or 1.0
        share = min(1.0, spare / total)
        widths = [m + h * share for m, h in zip(least, missing_width, strict=True)]
        left = width_pt - sum(widths)
        widths = [w + left / len(widths) for w in widths]
    rows = tuple(
        tuple(
            setter.set(content, roles.TABLE_HEAD if i == 0 else roles.TABLE, width - 2 * CELL_PAD_PT)
            for content, width in zip(line, widths, strict=True)
        )
        for i, line in enumerate(lines)
    )
    heights = tuple(max((c.height_pt for c in row), default=0.0) + CELL_SPACE_PT for row in rows)
    crowded = spare < 0 or any(len(c.lines) > _CROWDED_LINES for row in rows for c in row)
    return TableBlock(table, tuple(widths), rows, heights, crowded)


def in_pieces(setter: LineSetter, block: TableBlock, most_pt: float) -> tuple[TableBlock, ...]:
    """A table that is too tall for one column as several of at most this height, the head above each.

    A row taller than that is a piece of its own.
    """
    if block.height_pt <= most_pt:
        return (block,)
    head = tuple(
        setter.set(content, roles.TABLE_HEAD_AGAIN, width - 2 * CELL_PAD_PT)
        for content, width in zip(block.table.head, block.widths_pt, strict=True)
    )
    pieces: list[TableBlock] = []
    first = 1
    while first < len(block.rows):
        last, height = first + 1, block.heights_pt[0] + block.heights_pt[first]
        while last < len(block.rows) and height + block.heights_pt[last] <= most_pt:
            height += block.heights_pt[last]
            last += 1
        rows = (block.rows[0] if first == 1 else head, *block.rows[first:last])
        heights = (block.heights_pt[0], *block.heights_pt[first:last])
        table = replace(block.table, rows=block.table.rows[first - 1 : last - 1])
        pieces.append(replace(block, table=table, rows=rows, heights_pt=heights))
        first = last
    return tuple(pieces)
