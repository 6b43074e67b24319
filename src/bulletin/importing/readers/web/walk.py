"""The blocks of a page in their order: a walk over all elements that keeps their names, without deciding anything.

The walk is a loop and not a recursion: pages may be nested deeper than Python can call.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace

from bulletin.importing import rules
from bulletin.importing.document import (
    Origin,
    SourceBlock,
    SourceBreak,
    SourceItem,
    SourceParagraph,
    SourcePicture,
)
from bulletin.importing.readers.context import Context
from bulletin.importing.readers.markup import Element, number, tag
from bulletin.importing.readers.web.grid import TableGrid
from bulletin.importing.readers.web.lines import Lines
from bulletin.importing.readers.web.look import BLOCKS, EMBEDDED, SKIPPED, WebLook, look_of, names_of
from bulletin.lazy import dataclass

FindPicture = Callable[[Element], SourcePicture | None]


@dataclass(slots=True)
class _Frame:
    """An element that the walk is inside of."""

    tag: str
    names: tuple[str, ...]
    look: WebLook
    block: bool
    ordered: bool = False
    count: int = 0
    item: SourceItem | None = None
    grid: TableGrid | None = None
    begin: int = 0
    caption: str = ""


@dataclass
class Walk:
    """Makes blocks from elements."""

    context: Context
    find_picture: FindPicture
    frames: list[_Frame] = field(default_factory=list)
    containers: list[list[SourceBlock]] = field(default_factory=lambda: [[]])
    lines: Lines = field(default_factory=Lines)
    waiting: list[SourcePicture] = field(default_factory=list)
    paragraphs: int = 0

    def blocks(self, root: Element) -> tuple[SourceBlock, ...]:
        """Everything that the page shows."""
        stack: list[tuple[Element, bool]] = [(root, False)]
        while stack:
            element, leaving = stack.pop()
            if leaving:
                self._leave()
                self._text(element.tail)
            elif self._enter(element):
                stack.append((element, True))
                stack.extend((part, False) for part in reversed(element))
            else:
                self._text(element.tail)
        self._flush()
        return tuple(self.containers[0])

    # --- elements -----------------------------------------------------------------------------------------------

    def _enter(self, element: Element) -> bool:
        """Begin an element; False where its inside is not walked."""
        name = tag(element).lower()
        caps = self.context.budget.caps
        if not name or name in SKIPPED:
            if name in EMBEDDED:
                self.context.tell(rules.LEFT_OUT, what_vi="video hoặc khung nhúng", what_en="a video or embedded frame")
            return False
        if len(self.frames) >= caps.nesting or self.paragraphs >= caps.blocks:
            limit = caps.nesting
            self.context.tell(rules.CUT, what_vi=f"lồng nhau hơn {limit} lớp", what_en=f"nested more than {limit} deep")
            self._flat(element)
            return False
        if name in {"br", "hr", "img", "wbr"}:
            self._single(element, name)
            return False
        look = look_of(element, name, self._look())
        self._open(element, _Frame(name, names_of(element, name), look, name in BLOCKS))
        self._text(element.text)
        return True

    def _open(self, element: Element, frame: _Frame) -> None:
        if frame.block:
            self._flush()
        if frame.tag in {"ol", "ul", "menu"}:
            frame.ordered = frame.tag == "ol"
            frame.count = (number(element.get("start"), 1) or 1) - 1
        elif frame.tag == "li":
            frame.item = self._item(element)
        elif frame.tag == "table":
            frame.grid = TableGrid(self._origin(), self._names(frame))
        elif frame.tag in {"td", "th"} and (grid := self._grid()) is not None:
            grid.begin_cell(element, frame.tag == "th")
            frame.grid = grid
            self.containers.append([])
        elif frame.tag == "tr" and (grid := self._grid()) is not None:
            grid.begin_row()
        elif frame.tag == "figcaption":
            self.containers.append([])
        frame.begin = len(self.containers[-1])
        self.frames.append(frame)

    def _leave(self) -> None:
        frame = self.frames[-1]
        if frame.block:
            self._flush()
        self.frames.pop()
        if frame.tag == "table" and frame.grid is not None:
            self.containers[-1] += frame.grid.finished()
        elif frame.tag in {"td", "th"} and frame.grid is not None:
            frame.grid.end_cell(tuple(self.containers.pop()))
        elif frame.tag == "figcaption":
            self._caption(self.containers.pop())
        elif frame.tag == "figure" and frame.caption:
            self._set_caption(frame)

    def _single(self, element: Element, name: str) -> None:
        look = self._look()
        if name == "br":
            if self.lines.ends_in_empty_line() or self.waiting:
                self._flush()
            else:
                self.lines.newline(look)
        elif name == "hr":
            self._flush()
            self.containers[-1].append(SourceBreak("rule", self._origin()))
        elif name == "img" and not look.hidden:
            picture = self.find_picture(element)
            if picture is not None:
                names = names_of(element, name) + self._inline_names() + self._names()
                made = replace(picture, origin=self._origin(), names=names)
                self.waiting.append(made)
                if self.lines.at_line_start():
                    self._flush()

    # --- text ---------------------------------------------------------------------------------------------------

    def _text(self, text: str | None) -> None:
        if text:
            self.lines.add(text, self._look(), self._inline_names())

    def _flat(self, element: Element) -> None:
        """The words of an element without its structure."""
        if self.paragraphs >= self.context.budget.caps.blocks:
            return
        for part in element.iter():
            if (name := tag(part).lower()) and name not in SKIPPED:
                self._text(str(part.text or ""))
            if part is not element:
                self._text(part.tail)

    def _flush(self) -> None:
        """End the paragraph."""
        runs = self.lines.runs()
        if any(run.text.strip() for run in runs):
            self.paragraphs += 1
            shared = runs[0].names if all(run.names == runs[0].names for run in runs) else ()
            look = self._look()
            self.containers[-1].append(
                SourceParagraph(
                    runs, self._origin(), self._heading(), self._take_item(), look.align, self.lines.size_pt(),
                    shared + self._names(),
                )
            )  # fmt: skip
        self.containers[-1] += self.waiting
        self.lines, self.waiting = Lines(), []

    def _look(self) -> WebLook:
        return self.frames[-1].look if self.frames else WebLook()

    def _names(self, inner: _Frame | None = None) -> tuple[str, ...]:
        """The names of all blocks around this place, nearest first."""
        frames = [*self.frames, inner] if inner is not None else self.frames
        return tuple(name for frame in reversed(frames) if frame.block for name in frame.names)

    def _inline_names(self) -> tuple[str, ...]:
        """The names of the elements inside of the paragraph; plain `b` and `a` say nothing that the look does not."""
        made: list[str] = []
        for frame in reversed(self.frames):
            if frame.block:
                break
            if len(frame.names) > 1 or frame.tag == "time":
                made += frame.names
        return tuple(made)

    def _origin(self) -> Origin:
        return Origin(self.context.file, f"đoạn {self.paragraphs + 1}")

    def _heading(self) -> int:
        for frame in reversed(self.frames):
            if frame.tag in {"td", "th", "table"}:
                break
            if len(frame.tag) == 2 and frame.tag[0] == "h" and frame.tag[1] in "123456":
                return int(frame.tag[1])
        return 0

    def _item(self, element: Element) -> SourceItem:
        lists = [frame for frame in self.frames if frame.tag in {"ol", "ul", "menu"}]
        if not lists or not lists[-1].ordered:
            return SourceItem(False, max(0, len(lists) - 1))
        lists[-1].count = number(element.get("value"), lists[-1].count + 1) or 0
        return SourceItem(True, len(lists) - 1, lists[-1].count, f"{lists[-1].count}.")

    def _take_item(self) -> SourceItem | None:
        """The item that this paragraph begins; what follows inside of the same item begins none."""
        for frame in reversed(self.frames):
            if frame.tag in {"td", "th"}:
                return None
            if frame.tag == "li":
                item, frame.item = frame.item, None
                return item
        return None

    def _grid(self) -> TableGrid | None:
        """The table that a row or a cell belongs to."""
        for frame in reversed(self.frames):
            if frame.tag == "table":
                return frame.grid
            if frame.tag in {"td", "th"}:
                return None
        return None

    # --- captions -----------------------------------------------------------------------------------------------

    def _caption(self, blocks: list[SourceBlock]) -> None:
        """Keep the words of a caption for its figure; outside of a figure they are paragraphs."""
        figure = next((frame for frame in reversed(self.frames) if frame.tag == "figure"), None)
        texts = [block.text for block in blocks if isinstance(block, SourceParagraph)]
        others = [block for block in blocks if not isinstance(block, SourceParagraph)]
        if figure is None:
            self.containers[-1] += blocks
            return
        self.containers[-1] += others
        figure.caption = "\n".join([figure.caption, *texts] if figure.caption else texts)

    def _set_caption(self, figure: _Frame) -> None:
        """The caption goes to the last picture of its figure; without one it is a paragraph."""
        blocks = self.containers[-1]
        for at in range(len(blocks) - 1, figure.begin - 1, -1):
            block = blocks[at]
            if isinstance(block, SourcePicture):
                blocks[at] = replace(block, caption=figure.caption)
                return
        self.lines.add(figure.caption, WebLook(verbatim=True), ())
        self._flush()
