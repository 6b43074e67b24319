"""Tables inside boxes: column widths from their contents, every cell broken into lines by us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bulletin.fields import roles
from bulletin.layout.lines.setter import SAFETY_PT, LineSetter, SetText
from bulletin.layout.spec import Role
from bulletin.lazy import dataclass, pattern
from bulletin.model import Inline, Table, plain

_PIECE = pattern(r"[^\s/–]*[/–]|[^\s/–]+")
"""What of a word must not be parted: up to a slash or an en dash."""
CELL_PAD_PT = 3.0
CELL_SPACE_PT = 3.0
BAR_PT = 4.0
"""How high the bar of a row is."""
BAR_GAP_PT = 1.5
"""White between a bar and the words above it."""
_ROUNDING_PT = 1e-6
"""What adding up widths may lose: a word that has exactly its column must not be cut for it."""
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

    Where the words have no room, those of dates and ranges are parted after a slash or an en dash before any other.
    `crowded` says that cells run to four lines or more, so that a wider place would serve better.
    """
    lines: list[tuple[Inline, ...]] = [table.head, *table.rows]
    around = 2 * CELL_PAD_PT + SAFETY_PT + _ROUNDING_PT
    least: list[float] = []
    wanted: list[float] = []
    parted: list[float] = []
    for column in zip(*lines, strict=True):
        cells = [
            (plain(content), _role(setter, content, roles.TABLE if number else roles.TABLE_HEAD))
            for number, content in enumerate(column)
        ]
        for needs, pieces in ((least, str.split), (parted, _PIECE.findall), (wanted, _whole)):
            needs.append(max(setter.shaper.widest(pieces(text), role) for text, role in cells) + around)
    spare = width_pt - sum(least)
    if spare >= 0:
        widths = _shared(least, wanted, width_pt)
    elif sum(parted) <= width_pt:
        widths = _shared(parted, least, width_pt)
    else:
        widths = _levelled(parted, width_pt)
    rows = tuple(
        tuple(
            setter.set(content, roles.TABLE_HEAD if i == 0 else roles.TABLE, width - 2 * CELL_PAD_PT)
            for content, width in zip(line, widths, strict=True)
        )
        for i, line in enumerate(lines)
    )
    heights = tuple(
        max((c.height_pt for c in row), default=0.0) + CELL_SPACE_PT + (0.0 if bar is None else BAR_PT + BAR_GAP_PT)
        for row, bar in zip(rows, (None, *(table.bars or (None,) * len(table.rows))), strict=True)
    )
    crowded = spare < 0 or any(len(c.lines) > _CROWDED_LINES for row in rows for c in row)
    return TableBlock(table, tuple(widths), rows, heights, crowded)


def _role(setter: LineSetter, content: Inline, name: str) -> Role:
    """The role of a cell as it is measured: as bold as the boldest of its words."""
    role = setter.spec.role(name)
    return replace(role, weight=role.bold_weight) if any(span.bold for span in content) else role


def _whole(text: str) -> list[str]:
    return [text] if text else []


def _shared(least: Sequence[float], wanted: Sequence[float], width: float) -> list[float]:
    """What each column must have, and a share of the rest by what it would like."""
    missing = [max(0.0, want - need) for want, need in zip(wanted, least, strict=True)]
    share = min(1.0, (width - sum(least)) / (sum(missing) or 1.0))
    widths = [need + more * share for need, more in zip(least, missing, strict=True)]
    left = width - sum(widths)
    return [one + left / len(widths) for one in widths]


def _levelled(least: Sequence[float], width: float) -> list[float]:
    """Columns that need little have it; the widest ones share what is left evenly, and their words are cut."""
    found = [0.0] * len(least)
    left = width
    for count, number in enumerate(sorted(range(len(least)), key=least.__getitem__)):
        found[number] = min(least[number], left / (len(least) - count))
        left -= found[number]
    return found


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
        table = replace(
            block.table, rows=block.table.rows[first - 1 : last - 1], bars=block.table.bars[first - 1 : last - 1]
        )
        pieces.append(replace(block, table=table, rows=rows, heights_pt=heights))
        first = last
    return tuple(pieces)
