"""The running text of a story as blocks and rows of the baseline grid, and where a column may end between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field, replace

from bulletin.fields import roles
from bulletin.layout.lines.setter import LineSetter
from bulletin.layout.stories.story import BoxFloat, Slice, TextBlock
from bulletin.layout.stories.table import TableBlock
from bulletin.lazy import dataclass
from bulletin.model import Block, ListBlock, Paragraph, PhotoRef, Subhead, Table, plain

LIST_HANG_PT = 11.0
VERSE_INDENT_EM = 0.5
"""White for every blank that was typed before a line of verse."""
SIGNATURE_SHARE = 0.5
"""A signature is centred in the right half of its column, or in as much as its longest line takes."""
WHOLE_STANZA = 4
"""Lines of a stanza that no column may part."""
_TOGETHER = 2
"""Lines of a paragraph or stanza that are together at the foot and at the head of a column: no orphan, no widow."""
_BOLD_WIDTH = 1.05
"""How much wider than the upright face a bold one may be; the shaper measures the upright face alone."""
_ROUNDING_PT = 1.0


@dataclass
class Stream:
    """Blocks and their rows; `sources` says for each block of text which block of the body it comes from.

    `refs` are the slices at which photos are referred to, `tables` the slices that are tables.
    """

    blocks: list[TextBlock] = field(default_factory=list)
    slices: list[Slice] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)
    refs: dict[str, int] = field(default_factory=dict)
    tables: list[int] = field(default_factory=list)

    def table_end(self, first: int) -> int:
        """The slice behind a table that begins at a slice and may be in several pieces."""
        source = self.sources[self.slices[first].block]
        end = first
        while end < len(self.slices) and self.sources[self.slices[end].block] == source:
            end += 1
        return end

    def blocks_of(self, first: int, last: int) -> tuple[int, ...]:
        """Which blocks of the body the slices [first, last) are made of."""
        return tuple(dict.fromkeys(self.sources[piece.block] for piece in self.slices[first:last]))


class StreamSetter:
    """Sets the running text of stories with one setter.

    Args:
        setter: breaks the lines.
        table: makes a table the box that holds it in one column; several for one that is too tall.
    """

    def __init__(self, setter: LineSetter, table: Callable[[Table], Sequence[BoxFloat]]) -> None:
        self.setter = setter
        self.spec = setter.spec
        self._table = table

    def stream(self, source: tuple[Block, ...], width: float, opens: bool = False) -> Stream:
        """The blocks of a body at column width, and their rows; `opens` says that it begins with an initial."""
        made = Stream()
        verse = self.verse_inset(source, roles.BODY, width)
        indented = False
        for number, block in enumerate(source):
            if isinstance(block, PhotoRef):
                made.refs.setdefault(block.id, len(made.slices))
                continue
            for text_block in self.text_blocks(block, width, roles.BODY, indented, verse):
                self._add(made, self._opened(text_block, width) if opens and not made.blocks else text_block, number)
            indented = isinstance(block, Paragraph)
        return made

    def _opened(self, block: TextBlock, width: float) -> TextBlock:
        """The first block of a story with an initial, where it is one of prose."""
        if block.kind != "p" or block.form != "prose":
            return block
        return replace(block, text=self.setter.opened(block.text.inline, roles.BODY, width))

    def _add(self, made: Stream, block: TextBlock, source: int) -> None:
        number = len(made.blocks)
        before = made.blocks[-1] if made.blocks else None
        made.blocks.append(block)
        made.sources.append(source)
        if block.box is not None:
            made.tables.append(len(made.slices))
            made.slices.append(Slice(number, -1, block.box.rows))
        elif block.kind == "subhead":
            skip = 1 if made.slices else 0
            made.slices.append(Slice(number, -1, self.spec.rows_for(block.text.height_pt) + skip, skip))
        else:
            skip = 1 if before is not None and _parted(before, block) else 0
            made.slices += (
                Slice(number, line, 1 if line else 1 + skip, 0 if line else skip)
                for line in range(len(block.text.lines))
            )

    def text_blocks(
        self, block: Block, width: float, role: str, indented: bool, verse: float | None = None
    ) -> list[TextBlock]:
        """A block of the body set for a measure; verse is `verse` pt in, or in the middle of the measure."""
        if isinstance(block, Paragraph):
            if verse is None:
                verse = self.verse_inset((block,), role, width)
            return [self._paragraph(block, width, role, indented, verse)]
        if isinstance(block, Subhead):
            return [TextBlock("subhead", self.setter.set(block.inline, roles.SUBHEAD, width))]
        if isinstance(block, ListBlock):
            marks = [f"{block.start + i}." if block.ordered else block.mark for i in range(len(block.items))]
            return [
                TextBlock(
                    "li",
                    self.setter.set(item, roles.in_form(role, roles.LIST), width - LIST_HANG_PT),
                    mark,
                    LIST_HANG_PT,
                )
                for item, mark in zip(block.items, marks, strict=True)
            ]
        if isinstance(block, Table):
            nothing = self.setter.set("", roles.TABLE, width)
            return [TextBlock("table", nothing, box=box) for box in self._table(block)]
        return []

    def _paragraph(self, block: Paragraph, width: float, role: str, indented: bool, verse: float) -> TextBlock:
        name = roles.in_form(role, block.form)
        if block.form == "prose":
            indent = self.spec.role(role).indent_em * self.spec.role(role).size_pt if indented else 0.0
            return TextBlock("p", self.setter.set(block.inline, role, width, indent_pt=indent))
        if block.form == "lines":
            return TextBlock("p", self.setter.set(block.inline, name, width, insets=(0.0,)), form=block.form)
        if block.form == "verse":
            em = VERSE_INDENT_EM * self.spec.role(name).size_pt
            insets = tuple(min(verse + n * em, width / 2) for n in block.indents or (0,))
            return TextBlock("p", self.setter.set(block.inline, name, width, insets=insets), form=block.form)
        if block.form == "signature":
            own = min(width, max(SIGNATURE_SHARE * width, self._widest(block, name) + _ROUNDING_PT))
            return TextBlock("p", self.setter.set(block.inline, name, own), form=block.form, left_pt=width - own)
        return TextBlock("p", self.setter.set(block.inline, name, width), form=block.form)

    def verse_inset(self, source: Sequence[Block], role: str, width: float) -> float:
        """White before all verse of a body, so that its longest line is in the middle of the measure."""
        stanzas = [block for block in source if isinstance(block, Paragraph) and block.form == "verse"]
        return max(
            0.0, (width - max((self._widest(s, roles.in_form(role, "verse")) for s in stanzas), default=width)) / 2
        )

    def _widest(self, block: Paragraph, role_name: str) -> float:
        role = self.spec.role(role_name)
        lines = plain(block.inline).split("\n")
        indents = block.indents or (0,) * len(lines)
        bold = any(span.bold for span in block.inline)
        share = _BOLD_WIDTH if bold else 1.0
        return max(
            share * self.setter.shaper.text(line, role) + n * VERSE_INDENT_EM * role.size_pt
            for line, n in zip(lines, indents, strict=True)
        )


def _parted(before: TextBlock, after: TextBlock) -> bool:
    """Whether a blank row parts two blocks: around verse and centred lines, and above a signature."""
    own = {before.form, after.form}
    return not own.isdisjoint(("verse", "centre")) or after.form == "signature" != before.form


def squeezed(block: TextBlock) -> bool:
    """Whether a table is squeezed in one column, so that a wider place would serve better."""
    return block.box is not None and any(isinstance(p, TableBlock) and p.tight for p in block.box.parts)


def breakable(blocks: Sequence[TextBlock], slices: Sequence[Slice], has_end: bool) -> tuple[bool, ...]:
    """Where a column may end: before slice i, for i in 0 … n. No orphan, no widow, no sub-head at the foot.

    What a colon announces stays with it, a signature with the end of its letter, a short stanza in one piece.
    """
    n = len(slices)
    allowed = [True] * (n + 1)
    for i in range(1, n):
        before, after = slices[i - 1], slices[i]
        one, two = blocks[before.block], blocks[after.block]
        allowed[i] = _within(one, after.line) if one is two else _between(one, two)
    for i in range(2, n):
        # One line alone under a sub-head is as bad as none.
        if blocks[slices[i - 2].block].kind == "subhead" and slices[i - 1].block != slices[i].block:
            allowed[i] = False
    for i in range(1, n - 1):
        # Nor does one line alone go with a signature.
        alone = slices[i - 1].block != slices[i].block != slices[i + 1].block
        if alone and blocks[slices[i + 1].block].form == "signature":
            allowed[i] = False
    allowed[n] = not has_end
    return tuple(allowed)


def _within(block: TextBlock, line: int) -> bool:
    """Whether a column may end before this line of a block."""
    lines = block.text.lines
    if block.form == "prose":
        # A column that is no deeper than its initial looks cut off, and the letter's descent would leave it.
        beside = block.text.initial.rows + 1 if block.text.initial else 0
        return max(_TOGETHER, beside) <= line <= len(lines) - _TOGETHER
    if block.form in ("signature", "centre") or not _begins(block, line):
        return False
    typed = block.text.text.count("\n") + 1
    above = sum(_begins(block, n) for n in range(line))
    return typed > WHOLE_STANZA and _TOGETHER <= above <= typed - _TOGETHER


def _begins(block: TextBlock, line: int) -> bool:
    """Whether a line is the beginning of one that the author typed, and not turned over."""
    start = block.text.lines[line].start
    return start == 0 or block.text.text[start - 1] == "\n"


def _between(before: TextBlock, after: TextBlock) -> bool:
    """Whether a column may end between two blocks."""
    if before.kind == "subhead" or _asks(before) or after.form == "signature" or "centre" in (before.form, after.form):
        return False
    announced = after.kind in ("li", "table") or after.form in ("lines", "verse")
    return not (before.kind == "p" and announced and announces(before))


def announces(block: TextBlock) -> bool:
    """Whether a paragraph ends with a colon."""
    return block.text.text.endswith(":")


def _asks(block: TextBlock) -> bool:
    """Whether a paragraph is all bold: the question of an interview, which must not part from its answer."""
    return block.kind == "p" and all(span.bold for span in block.text.inline)
