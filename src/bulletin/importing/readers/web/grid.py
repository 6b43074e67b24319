"""A table of HTML while it is walked."""

from __future__ import annotations

from dataclasses import field

from bulletin.importing.document import Origin, SourceBlock, SourceCell, SourceTable
from bulletin.importing.readers.markup import Element, number
from bulletin.lazy import dataclass

_WIDEST = 1000


@dataclass(slots=True)
class TableGrid:
    """Rows of cells; what is in the table beside its cells (a caption) comes before it as ordinary blocks."""

    origin: Origin
    names: tuple[str, ...]
    rows: list[list[SourceCell]] = field(default_factory=list)
    _open: list[SourceCell] = field(default_factory=list)

    def begin_row(self) -> None:
        """A new row."""
        self.rows.append([])

    def begin_cell(self, element: Element, header: bool) -> None:
        """A new cell; how many columns and rows it takes is as the page says, within reason."""
        columns = min(max(number(element.get("colspan"), 1) or 1, 1), _WIDEST)
        rows = min(max(number(element.get("rowspan"), 1) or 1, 1), _WIDEST)
        self._open.append(SourceCell((), columns, rows, header))

    def end_cell(self, blocks: tuple[SourceBlock, ...]) -> None:
        """The cell is complete."""
        cell = self._open.pop()
        if not self.rows:
            self.begin_row()
        self.rows[-1].append(SourceCell(blocks, cell.columns, cell.rows, cell.header))

    def finished(self) -> list[SourceBlock]:
        """The table; nothing when it has no cell."""
        rows = tuple(tuple(row) for row in self.rows if row)
        return [SourceTable(rows, self.origin, self.names)] if rows else []
