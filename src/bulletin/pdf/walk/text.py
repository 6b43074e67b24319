"""The pen of a content stream: text objects, glyphs and the runs that they make (ISO 32000-1, 9.4)."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Sequence
from functools import lru_cache

from bulletin.geometry import IDENTITY, Matrix, Rect, bounds, multiply
from bulletin.lazy import pattern
from bulletin.pdf.walk.state import GraphicsState
from bulletin.pdf.walk.tokens import hex_bytes

PEN = frozenset([b"BT", b"ET", b"Tm", b"Td", b"TD", b"T*"])
SHOW = frozenset([b"Tj", b"'", b'"', b"TJ"])
_SETTINGS = {
    b"Tc": ("char_space", 1.0),
    b"Tw": ("word_space", 1.0),
    b"Tz": ("stretch", 0.01),
    b"TL": ("leading", 1.0),
    b"Ts": ("rise", 1.0),
}
SETTINGS = frozenset([*_SETTINGS, b"w", b"Tr"])
"""Operators that set one number of the graphics state."""
_CAP, _DESCENT = 0.62, -0.12  # of the font size: the part of a line that holds nearly all ink (x-height to capitals)
_SLACK = 0.3  # mm, for ink outside of its advance
_REMEMBERED = 2048
"""Bytes of an array; longer ones are read anew each time."""
_HEX = pattern(rb"<([0-9A-Fa-f\s]*)>")
_KERN = pattern(rb"[-+]?(?:\d+\.?\d*|\.\d+)")


class Pen:
    """Where text goes, and what was written since the pen was last placed. `emit` gets every run with its state."""

    __slots__ = ("_at", "_emit", "_from", "_glyphs", "_notdef", "_parts", "_size", "line", "matrix")

    def __init__(self, emit: Callable[[dict[str, object], GraphicsState], None], glyphs: Callable[..., None]) -> None:
        self.matrix: Matrix = IDENTITY
        self.line: Matrix = IDENTITY
        self._parts: list[str] = []
        self._from = 0.0
        self._size = 0.0
        self._at: Matrix = IDENTITY
        self._notdef = False
        self._emit = emit
        self._glyphs = glyphs

    def move(self, name: bytes, numbers: Sequence[float], state: GraphicsState) -> None:
        """One of the operators that place the pen."""
        if self._parts:
            self.flush(state)
        if name == b"Tm":
            if len(numbers) == 6:
                a, b, c, d, e, f = numbers
                self.line = (a, b, c, d, e, f)
        elif name == b"T*":
            self.line = multiply((1, 0, 0, 1, 0, -state.leading), self.line)
        elif name == b"BT":
            self.line = IDENTITY
        elif name in (b"Td", b"TD") and len(numbers) == 2:
            if name == b"TD":
                state.leading = -numbers[1]
            self.line = multiply((1, 0, 0, 1, numbers[0], numbers[1]), self.line)
        self.matrix = self.line

    def array(self, array: bytes, state: GraphicsState) -> None:
        """The usual form `[<0014>20<0039>0] TJ` in one step: the order of shifts and glyphs does not change the sum."""
        kerns, raw = (_known_array if len(array) <= _REMEMBERED else read_array)(array)
        self.show(raw, state)
        self._advance(-kerns / 1000 * state.size * state.stretch)

    def operands(self, name: bytes, operands: Sequence[float | bytes | str], state: GraphicsState) -> None:
        """Tj, ', " and a TJ whose array was written in another way."""
        if name != b"TJ":
            if name != b"Tj":
                self.move(b"T*", (), state)
            if operands and isinstance(operands[-1], bytes):
                self.show(operands[-1], state)
            return
        for item in operands:
            if isinstance(item, float):
                self._advance(-item / 1000 * state.size * state.stretch)
            elif isinstance(item, bytes):
                self.show(item, state)

    def show(self, raw: bytes, state: GraphicsState) -> None:
        """Glyph codes in the current font."""
        font = state.font
        if font is None:
            return
        if not self._parts:
            self._at, self._from, self._size, self._notdef = self.matrix, 0.0, state.size, False
        codes = struct.unpack(f">{len(raw) // 2}H", raw[: len(raw) // 2 * 2]) if font.wide else tuple(raw)
        font.used.update(codes)
        self._notdef = self._notdef or (font.wide and 0 in codes)
        if font.drawn:
            self._glyphs(font, codes, self.matrix, state)
        self._parts.append("".join(map(font.text.__getitem__, codes)))
        advance = sum(map(font.widths.__getitem__, codes)) * font.unit * state.size + len(codes) * state.char_space
        if not font.wide:  # word spacing applies to the single-byte code 32 only
            advance += raw.count(b" ") * state.word_space
        self._advance(advance * state.stretch)

    def _advance(self, distance: float) -> None:
        self._from += distance
        a, b, c, d, e, f = self.matrix
        self.matrix = (a, b, c, d, a * distance + e, b * distance + f)

    def flush(self, state: GraphicsState) -> None:
        """The run is complete: the pen is placed anew, font or colour change, or the text object ends."""
        shown = "".join(self._parts)
        self._parts = []
        if not shown:
            return
        at = self._at if not state.rise else multiply((1, 0, 0, 1, 0, state.rise), self._at)
        to_page = multiply(at, state.ctm)
        size = abs(self._size)
        box = bounds(to_page, 0.0, _DESCENT * size, self._from, _CAP * size)
        if not all(map(math.isfinite, box)):
            return
        font = state.font
        self._emit(
            {
                "text": shown,
                "box": box,
                "start": (to_page[4], to_page[5]),
                "end": (to_page[0] * self._from + to_page[4], to_page[1] * self._from + to_page[5]),
                "size": size * math.hypot(to_page[2], to_page[3]),
                "clipped": not holds(state.clip, box),
                "font": "" if font is None else font.name,
                "mode": state.mode,
                "notdef": self._notdef,
            },
            state,
        )


def read_array(array: bytes) -> tuple[float, bytes]:
    """The sum of the shifts and the codes of an array of glyphs."""
    shifts, *glyphs = array.split(b"<")
    parts = [glyph.partition(b">") for glyph in glyphs]
    try:
        if b"_" in array:
            raise ValueError  # part of a number in Python, and not in a file
        kerns = float(sum(float(shift) for shift in (shifts, *(after for _, _, after in parts)) if shift.strip()))
    except ValueError:  # several shifts between two glyphs, or one written as few do
        kerns = float(sum(map(float, _KERN.findall(_HEX.sub(b" ", array)))))
    return kerns, hex_bytes(b"".join([codes for codes, _, _ in parts]))


_known_array = lru_cache(maxsize=4096)(read_array)
"""The editions have nearly all arrays in common."""


def change_setting(name: bytes, value: float, state: GraphicsState, pen: Pen) -> None:
    """One of `SETTINGS`."""
    if name == b"w":
        state.width = abs(value)
    elif name == b"Tr":
        pen.flush(state)
        state.mode = int(value) if 0 <= value <= 7 else 0
    else:
        attribute, factor = _SETTINGS[name]
        setattr(state, attribute, value * factor)


def holds(clip: Rect | None, box: Rect) -> bool:
    """Whether a clip shows all of a box."""
    if clip is None:
        return True
    left, top, right, low = clip
    return left - _SLACK <= box[0] and top - _SLACK <= box[1] and box[2] <= right + _SLACK and box[3] <= low + _SLACK
