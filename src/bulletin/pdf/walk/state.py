"""The graphics state of a content stream, and what an ExtGState changes in it (ISO 32000-1, 8.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pikepdf

from bulletin.geometry import IDENTITY, Matrix, Rect
from bulletin.lazy import dataclass
from bulletin.pdf.text.fonts import FontUse
from bulletin.pdf.walk.colour import START, SpacePaints
from bulletin.pdf.walk.drawn import BLACK, Paint, PaintState
from bulletin.pdf.walk.values import number

_ODD = ("/TR", "/TR2", "/HT", "/BG", "/BG2", "/UCR", "/UCR2")
"""Transfer functions, halftones, black generation: the shop's business, not a file's."""


@dataclass(slots=True)
class GraphicsState:
    """The part of the graphics state that decides what is drawn where; lengths in user space."""

    ctm: Matrix = IDENTITY
    clip: Rect | None = None
    font: FontUse | None = None
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    width: float = 1.0
    fill: Paint = BLACK
    stroke: Paint = BLACK
    fill_space: SpacePaints = START
    stroke_space: SpacePaints = START
    look: PaintState = PaintState()

    def copy(self) -> GraphicsState:
        """The state as `q` saves it."""
        return GraphicsState(
            self.ctm, self.clip, self.font, self.size, self.char_space, self.word_space, self.stretch, self.leading,
            self.rise, self.mode, self.width, self.fill, self.stroke, self.fill_space, self.stroke_space, self.look,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class StateChange:
    """What one ExtGState sets; None leaves things as they are."""

    fields: tuple[tuple[str, object], ...] = ()
    width: float | None = None
    font: pikepdf.Object | None = None
    size: float = 0.0
    mask: pikepdf.Object | None = None
    features: tuple[str, ...] = ()

    def on(self, look: PaintState) -> PaintState:
        """The look after the change."""
        changed = {name: value for name, value in self.fields if getattr(look, name) != value}
        return replace(look, **changed) if changed else look  # type: ignore[arg-type]


def read_change(gstate: pikepdf.Object) -> StateChange:
    """An ExtGState dictionary as a change."""
    font = gstate.get("/Font")
    held = isinstance(font, pikepdf.Array) and len(font) == 2 and isinstance(font[0], pikepdf.Dictionary)
    mask = gstate.get("/SMask")
    width = gstate.get("/LW")
    return StateChange(
        tuple(_fields(gstate)),
        None if width is None else number(width),
        font[0] if held and font is not None else None,
        number(font[1]) if held and font is not None else 0.0,
        mask if isinstance(mask, pikepdf.Dictionary) else None,
        tuple(key for key in _ODD if key in gstate and gstate[key] != pikepdf.Name.Default),
    )


def _fields(gstate: pikepdf.Object) -> Iterator[tuple[str, object]]:
    both = gstate.get("/OP")
    if both is not None:
        yield "overprint_stroke", bool(both)
    fill = gstate.get("/op", both)  # OP alone sets both (table 58)
    if fill is not None:
        yield "overprint_fill", bool(fill)
    if "/OPM" in gstate:
        yield "overprint_mode", int(number(gstate["/OPM"]))
    if "/ca" in gstate:
        yield "alpha_fill", number(gstate["/ca"], 1.0)
    if "/CA" in gstate:
        yield "alpha_stroke", number(gstate["/CA"], 1.0)
    blend = gstate.get("/BM")
    if isinstance(blend, pikepdf.Array) and len(blend):
        blend = blend[0]
    if blend is not None:
        name = str(blend)[1:]
        yield "blend", "Normal" if name == "Compatible" else name
    mask = gstate.get("/SMask")
    if mask is not None:
        yield "soft_mask", isinstance(mask, pikepdf.Dictionary)
