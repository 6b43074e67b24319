"""The blocks of a Word file: paragraphs, lists, tables with merged cells, pictures in their place."""

from __future__ import annotations

from collections import Counter
from dataclasses import field, replace

from bulletin.importing import rules
from bulletin.importing.document import (
    Align,
    Origin,
    SourceBlock,
    SourceBreak,
    SourceCell,
    SourceItem,
    SourceParagraph,
    SourceRun,
    SourceTable,
    Unprinted,
)
from bulletin.importing.readers.markup import Element, attr, child, children, number, tag, value_of
from bulletin.importing.readers.word.drawing import Drawings
from bulletin.importing.readers.word.inline import Inline, Part, chosen
from bulletin.importing.readers.word.numbering import Numbering
from bulletin.importing.readers.word.styles import Styles, WordLook
from bulletin.lazy import dataclass

_DEEPEST = 12
"""Tables in tables and boxes in boxes."""
_ALIGN: dict[str, Align] = {
    "left": "left", "start": "left", "center": "center", "right": "right", "end": "right", "both": "justify",
    "distribute": "justify",
}  # fmt: skip
_WALKED = {"sdtContent", "ins", "moveTo", "customXml", "body"}


@dataclass(frozen=True, slots=True)
class Where:
    """What surrounds a block."""

    place: str = ""
    names: tuple[str, ...] = ()
    gone: Unprinted | None = None
    tables: WordLook = field(default_factory=WordLook)
    depth: int = 0


EVERYWHERE = Where()


@dataclass
class Body:
    """Walks the blocks of one part; counts paragraphs and tables for their places."""

    inline: Inline
    drawings: Drawings
    numbering: Numbering
    styles: Styles
    paragraphs: int = 0
    tables: int = 0
    _carried: list[Part] = field(default_factory=list)

    def blocks(self, container: Element, where: Where = EVERYWHERE) -> list[SourceBlock]:
        """The blocks inside a body, a cell, a note or a text box."""
        context = self.inline.parts.context
        if where.depth > _DEEPEST:
            context.tell(
                rules.CUT, what_vi=f"lồng nhau hơn {_DEEPEST} lớp", what_en=f"nested more than {_DEEPEST} deep"
            )
            return []
        made: list[SourceBlock] = []
        for part in container:
            name = tag(part)
            if self.paragraphs > context.budget.caps.blocks:
                limit = context.budget.caps.blocks
                context.tell(rules.CUT, what_vi=f"hơn {limit} đoạn", what_en=f"more than {limit} paragraphs")
                break
            if name == "p":
                made += self._paragraph(part, where)
            elif name == "tbl":
                made.append(self._table(part, where))
            elif name == "sdt":
                inside = child(part, "sdtContent")
                made += [] if inside is None else self.blocks(inside, where)
            elif name in _WALKED:
                made += self.blocks(part, where)
            elif name in {"del", "moveFrom"}:
                made += self.blocks(part, replace(where, gone="deleted"))
            elif name == "AlternateContent":
                made += self.blocks(chosen(part), where)
            elif name == "altChunk":
                context.tell(rules.LEFT_OUT, what_vi="tài liệu nhúng (altChunk)", what_en="an embedded document")
        return made

    # --- paragraphs ---------------------------------------------------------------------------------------------

    def _paragraph(self, element: Element, where: Where) -> list[SourceBlock]:
        self.paragraphs += 1
        place = f"{where.place}, đoạn {self.paragraphs}" if where.place else f"đoạn {self.paragraphs}"
        origin = Origin(self.inline.parts.context.file, place)
        properties = child(element, "pPr")
        style = value_of(properties, "pStyle") or self.styles.normal
        parts = self._carried + self.inline.read(element, style, where.tables, where.gone)
        self._carried = []
        mark = child(properties, "rPr")
        if where.gone is None and (child(mark, "del") is not None or child(mark, "moveFrom") is not None):
            self._carried = parts  # the end of this paragraph was deleted: it goes on in the next one
            return []
        frame = self._frame(properties, style, origin, where)
        made: list[SourceBlock] = []
        if (
            child(properties, "pageBreakBefore") is not None
            and attr(child(properties, "pageBreakBefore"), "val") != "0"
        ):
            made.append(SourceBreak("page", origin))
        return made + self._split(parts, frame, where)

    def _frame(self, properties: Element | None, style: str | None, origin: Origin, where: Where) -> SourceParagraph:
        """The paragraph without its runs."""
        chain = self.styles.chain(style)
        levels = [properties, *(one.paragraph for one in chain)]
        align = next((value for level in levels if (value := value_of(level, "jc")) is not None), None)
        names = tuple(one.name for one in chain) or ((style,) if style else ())
        return SourceParagraph(
            (), origin, _heading(levels, names), self._item(levels), _ALIGN.get(align or ""),
            names=names + where.names,
        )  # fmt: skip

    def _item(self, levels: list[Element | None]) -> SourceItem | None:
        keys = (value_of(level, "numPr", "numId") for level in levels)
        depths = (number(value_of(level, "numPr", "ilvl")) for level in levels)
        key = next((one for one in keys if one is not None), None)
        return self.numbering.item(key, next((one for one in depths if one is not None), 0))

    def _split(self, parts: list[Part], frame: SourceParagraph, where: Where) -> list[SourceBlock]:
        """The paragraph with its pictures before, between or after its lines, where they were seen."""
        made: list[SourceBlock] = []
        runs: list[Part] = []
        waiting: list[SourceBlock] = []
        item = frame.item

        def close() -> None:
            nonlocal runs, waiting, item
            if any(part.run is not None and part.run.text.strip() for part in runs):
                made.append(_filled(replace(frame, item=item), runs))
                item = None
            made.extend(waiting)
            runs, waiting = [], []

        for part in parts:
            if part.page:
                close()
                made.append(SourceBreak("page", frame.origin))
            elif part.element is not None:
                waiting += self._drawn(part.element, frame, where)
                if _at_line_start(runs):
                    close()
            elif part.run is not None:
                text = part.run.text
                if waiting and "\n" in text:
                    before, _, after = text.partition("\n")
                    runs.append(replace(part, run=replace(part.run, text=before)))
                    close()
                    part = replace(part, run=replace(part.run, text=after))
                runs.append(part)
        close()
        if not made and not parts:
            return []
        return made

    def _drawn(self, element: Element, frame: SourceParagraph, where: Where) -> list[SourceBlock]:
        made: list[SourceBlock] = []
        for drawn in self.drawings.read(element, frame.origin):
            if drawn.picture is not None:
                made.append(replace(drawn.picture, names=frame.names))
            elif drawn.rule:
                made.append(SourceBreak("rule", frame.origin))
            elif drawn.box is not None:
                inner = replace(where, names=("textbox", *where.names), depth=where.depth + 1)
                style, tables = self.inline._style, self.inline._tables
                made += self.blocks(drawn.box, inner)
                self.inline._style, self.inline._tables = style, tables
        return made

    # --- tables -------------------------------------------------------------------------------------------------

    def _table(self, element: Element, where: Where) -> SourceTable:
        self.tables += 1
        origin = Origin(self.inline.parts.context.file, f"bảng {self.tables}")
        style = value_of(element, "tblPr", "tblStyle")
        look = self.styles.resolved(style)
        names = tuple(one.name for one in self.styles.chain(style))
        rows: list[list[tuple[int, SourceCell]]] = []
        open_cells: dict[int, tuple[int, int]] = {}
        for at, row in enumerate(_rows(element), 1):
            gone = "deleted" if child(row, "trPr", "del") is not None else where.gone
            inner = Where(f"{origin.place}, hàng {at}", where.names, gone, look, where.depth + 1)
            rows.append(self._row(row, inner, rows, open_cells))
        return SourceTable(tuple(tuple(cell for _, cell in row) for row in rows), origin, names + where.names)

    def _row(
        self, row: Element, where: Where, rows: list[list[tuple[int, SourceCell]]],
        open_cells: dict[int, tuple[int, int]],
    ) -> list[tuple[int, SourceCell]]:  # fmt: skip
        """The cells of a row by their columns; a cell that goes on from above makes that one taller instead."""
        header = child(row, "trPr", "tblHeader") is not None
        column = number(value_of(row, "trPr", "gridBefore"), 0) or 0
        made: list[tuple[int, SourceCell]] = []
        for cell in _cells(row):
            properties = child(cell, "tcPr")
            width = max(1, number(value_of(properties, "gridSpan"), 1) or 1)
            merge = child(properties, "vMerge")
            blocks = tuple(self.blocks(cell, where))
            if merge is not None and attr(merge, "val") != "restart" and column in open_cells:
                self._taller(rows, *open_cells[column], blocks)
            else:
                made.append((column, SourceCell(blocks, width, 1, header)))
                open_cells.pop(column, None)
                if merge is not None:
                    open_cells[column] = (len(rows), len(made) - 1)
            column += width
        return made

    def _taller(
        self, rows: list[list[tuple[int, SourceCell]]], row: int, at: int, blocks: tuple[SourceBlock, ...]
    ) -> None:
        column, cell = rows[row][at]
        rows[row][at] = (column, replace(cell, rows=cell.rows + 1, blocks=cell.blocks + blocks))


def _rows(table: Element) -> list[Element]:
    found: list[Element] = []
    for part in table:
        if tag(part) == "tr":
            found.append(part)
        elif tag(part) in {"sdt", "ins", "customXml"}:
            inside = child(part, "sdtContent") if tag(part) == "sdt" else part
            found += [] if inside is None else children(inside, "tr")
    return found


def _cells(row: Element) -> list[Element]:
    found: list[Element] = []
    for part in row:
        if tag(part) == "tc":
            found.append(part)
        elif tag(part) == "sdt":
            found += children(child(part, "sdtContent"), "tc")
    return found


def _heading(levels: list[Element | None], names: tuple[str, ...]) -> int:
    """1–6 for a heading by its outline level or the name of its style."""
    for name in names:
        words = name.lower().split()
        if words[:1] == ["heading"] and len(words) == 2 and words[1].isdigit():
            return min(int(words[1]), 6) or 1
    outline = next((value for level in levels if (value := number(value_of(level, "outlineLvl"))) is not None), 9)
    return outline + 1 if 0 <= outline < 6 else 0


def _at_line_start(runs: list[Part]) -> bool:
    """Whether no text of the same line is before this place."""
    text = "".join(part.run.text for part in runs if part.run is not None)
    return not text.strip() or text.rstrip(" \t").endswith("\n")


def _filled(frame: SourceParagraph, parts: list[Part]) -> SourceParagraph:
    """The paragraph with its runs, without line breaks at its ends, and the size of most of its letters."""
    runs = _trimmed([part.run for part in parts if part.run is not None and part.run.text])
    sizes: Counter[int] = Counter()
    for part in parts:
        if part.run is not None and part.half_points:
            sizes[part.half_points] += len(part.run.text)
    size = sizes.most_common(1)[0][0] / 2 if sizes else None
    return replace(frame, runs=runs, size_pt=size)


def _trimmed(runs: list[SourceRun]) -> tuple[SourceRun, ...]:
    while runs and not runs[0].text.strip(" \n"):
        runs = runs[1:]
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip("\n"))
    while runs and not runs[-1].text.strip(" \n"):
        runs = runs[:-1]
    if runs:
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip("\n"))
    return tuple(runs)
