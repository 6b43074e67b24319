"""One content stream: its operators, each with what it does to the graphics state or hands to the painter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import pikepdf

from bulletin.geometry import Matrix, Rect, multiply
from bulletin.pdf.text.fonts import FontUse, FontUses
from bulletin.pdf.walk import operators
from bulletin.pdf.walk.drawn import Layer
from bulletin.pdf.walk.paths import Path
from bulletin.pdf.walk.resources import Budget, Resources
from bulletin.pdf.walk.state import GraphicsState
from bulletin.pdf.walk.text import PEN, SETTINGS, SHOW, Pen, change_setting
from bulletin.pdf.walk.tokens import name_text, tokens
from bulletin.pdf.walk.values import number

Operands = list[float | bytes | str]
_LONG_NUMBER = 30  # digits; longer ones are read with care
_SPEND = 256  # tokens between two looks at the budget


class Painter(Protocol):
    """What a stream hands its objects to; one for a page and all that is drawn inside of it."""

    fonts: FontUses
    budget: Budget
    media: Rect
    features: set[str]
    layer: Layer
    coloured: bool
    unbalanced: str
    mark: int | None

    def run(self, facts: dict[str, Any], state: GraphicsState) -> None: ...
    def type3(
        self, font: FontUse, codes: Sequence[int], at: Matrix, state: GraphicsState, resources: Resources, depth: int
    ) -> None: ...
    def paint(self, name: bytes, path: Path, state: GraphicsState, depth: int) -> None: ...
    def gstate(self, name: str, state: GraphicsState, resources: Resources, depth: int) -> None: ...
    def named_object(self, name: str, resources: Resources, state: GraphicsState, depth: int) -> None: ...
    def shading(self, shading: pikepdf.Object, box: Rect, state: GraphicsState, resources: Resources) -> None: ...
    def inline(self, head: bytes, resources: Resources, state: GraphicsState) -> None: ...


class ContentStream:
    """The reading of one stream: the state as it is now, the states that `q` put aside, path, pen and open marks."""

    __slots__ = ("_painter", "depth", "marks", "path", "pen", "resources", "stack", "state")

    def __init__(self, painter: Painter, resources: Resources, state: GraphicsState, depth: int) -> None:
        self._painter = painter
        self.resources = resources
        self.state = state
        self.depth = depth
        self.stack: list[GraphicsState] = []
        self.path = Path()
        self.marks: list[tuple[bool, bool, int | None]] = []
        self.pen = Pen(painter.run, self._glyphs)

    def read(self, data: bytes) -> None:
        """Do what the stream says, to its end."""
        painter, pen, path = self._painter, self.pen, self.path
        operands: Operands = []
        for count, (kind, value) in enumerate(tokens(data)):
            if not count % _SPEND:
                painter.budget.spend(_SPEND)
            if kind == "number":
                operands.append(float(value) if len(value) < _LONG_NUMBER else number(value))
                continue
            if kind == "operator":
                action = _ACTIONS.get(value)
                if action is not None:
                    action(self, value, operands)
            elif kind == "glyphs":
                pen.array(value, self.state)
            elif kind == "path":
                path.lines(self.state.ctm, value)
            elif kind == "inline":
                painter.inline(value, self.resources, self.state)
            elif kind == "name":
                operands.append(name_text(value))
                continue
            elif kind == "hex":
                operands.append(value)
                continue
            else:
                continue
            operands = []
        pen.flush(self.state)
        painter.unbalanced = painter.unbalanced or "q" * bool(self.stack)

    def _glyphs(self, font: FontUse, codes: Sequence[int], at: Matrix, state: GraphicsState) -> None:
        self._painter.type3(font, codes, at, state, self.resources, self.depth)

    # --- operators: `name` is the operator, `operands` what was before it ------------------------------------

    def save(self, name: bytes, operands: Operands) -> None:
        """Q."""
        self.stack.append(self.state.copy())

    def restore(self, name: bytes, operands: Operands) -> None:
        """Q."""
        self.pen.flush(self.state)
        if self.stack:
            self.state = self.stack.pop()
        else:
            self._painter.unbalanced = "Q"

    def transform(self, name: bytes, operands: Operands) -> None:
        """Cm."""
        if len(operands) == 6:
            self.state.ctm = multiply(operators.matrix(operands), self.state.ctm)

    def move(self, name: bytes, operands: Operands) -> None:
        """BT, ET, Tm, Td, TD, T*."""
        self.pen.move(name, operators.numbers(operands), self.state)

    def rectangle(self, name: bytes, operands: Operands) -> None:
        """Re."""
        if len(operands) >= 4:
            self.path.rect(self.state.ctm, *operators.numbers(operands[-4:], 4))

    def colour(self, name: bytes, operands: Operands) -> None:
        """g, rg, k, cs, sc, scn, and the same for strokes."""
        self.pen.flush(self.state)
        if self._painter.coloured:
            operators.set_colour(name, operands, self.state, self.resources)

    def font(self, name: bytes, operands: Operands) -> None:
        """Tf."""
        state = self.state
        self.pen.flush(state)
        if len(operands) == 2 and isinstance(operands[0], str) and isinstance(operands[1], float):
            state.font, state.size = self._painter.fonts.use(self.resources.source, operands[0]), operands[1]

    def paint(self, name: bytes, operands: Operands) -> None:
        """f, S, B, n and their kin."""
        self._painter.paint(name, self.path, self.state, self.depth)

    def clip(self, name: bytes, operands: Operands) -> None:
        """W, W*."""
        self.path.clips = True

    def parameters(self, name: bytes, operands: Operands) -> None:
        """Gs."""
        self.pen.flush(self.state)
        if operands and isinstance(operands[-1], str):
            self._painter.gstate(operands[-1], self.state, self.resources, self.depth)

    def show(self, name: bytes, operands: Operands) -> None:
        """Tj and its kin."""
        self.pen.operands(name, operands, self.state)

    def open_mark(self, name: bytes, operands: Operands) -> None:
        """BMC, BDC."""
        state, painter = self.state, self._painter
        self.marks.append((state.look.artifact, state.look.optional, painter.mark))
        state.look = self.resources.marked(state.look, operands)
        painter.mark = operators.mark_number(operands, painter.mark)

    def close_mark(self, name: bytes, operands: Operands) -> None:
        """EMC."""
        if self.marks:
            self.pen.flush(self.state)
            artifact, optional, self._painter.mark = self.marks.pop()
            self.state.look = self.resources.unmarked(self.state.look, (artifact, optional))

    def draw(self, name: bytes, operands: Operands) -> None:
        """Do."""
        if operands and isinstance(operands[-1], str):
            self._painter.named_object(operands[-1], self.resources, self.state, self.depth)

    def setting(self, name: bytes, operands: Operands) -> None:
        """Tc, Tw, w and others that set one number."""
        if operands and isinstance(operands[-1], float):
            change_setting(name, operands[-1], self.state, self.pen)

    def shade(self, name: bytes, operands: Operands) -> None:
        """Sh."""
        if operands and isinstance(operands[-1], str):
            shading = self.resources.get("/Shading", operands[-1])
            if shading is not None:
                self._painter.shading(shading, self.state.clip or self._painter.media, self.state, self.resources)

    def uncoloured(self, name: bytes, operands: Operands) -> None:
        """d1: the glyph takes the colour of the text."""
        if self._painter.layer == "glyph":
            self._painter.coloured = False

    def compatible(self, name: bytes, operands: Operands) -> None:
        """BX: unknown operators follow."""
        self._painter.features.add("BX")


_Action = Callable[[ContentStream, bytes, Operands], None]
_ACTIONS: Mapping[bytes, _Action] = {
    b"q": ContentStream.save,
    b"Q": ContentStream.restore,
    b"cm": ContentStream.transform,
    b"re": ContentStream.rectangle,
    b"Tf": ContentStream.font,
    b"W": ContentStream.clip,
    b"W*": ContentStream.clip,
    b"gs": ContentStream.parameters,
    b"EMC": ContentStream.close_mark,
    b"Do": ContentStream.draw,
    b"sh": ContentStream.shade,
    b"d1": ContentStream.uncoloured,
    b"BX": ContentStream.compatible,
    **dict.fromkeys(PEN, ContentStream.move),
    **dict.fromkeys(operators.COLOURS, ContentStream.colour),
    **dict.fromkeys(operators.PAINTS, ContentStream.paint),
    **dict.fromkeys(SHOW, ContentStream.show),
    **dict.fromkeys(operators.MARKS, ContentStream.open_mark),
    **dict.fromkeys(SETTINGS, ContentStream.setting),
}
