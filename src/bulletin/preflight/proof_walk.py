"""Reading a page the way a viewer does: which text stands where, which pictures, which glyphs of which font.

An own reader of content streams: exact (every glyph through the file's own ToUnicode map), in the order of the file,
and fast, since arrays of glyphs and whole vector paths are each taken in one step.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

from bulletin.preflight.proof_fonts import FontUse, FontUses

Matrix = tuple[float, float, float, float, float, float]
Rect = tuple[float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MM_PER_PT = 25.4 / 72
_CAP, _DESCENT = 0.62, -0.12  # of the font size: the part of a line that holds nearly all ink (x-height to capitals)
_DEEPEST = 12  # forms inside forms

# One token per match: a whole vector path, an array of glyphs, then the single tokens of ISO 32000-1, 7.2 and 7.8.2.
_TOKEN = re.compile(
    rb"""
      (?P<path>(?:[-+.\d\s]*\b[mlcvyh]\s+)+)
    | \[(?P<glyphs>[^\[\]()/%a-zA-Z]*(?:<[0-9A-Fa-f\s]*>[^\[\]()/%<a-zA-Z]*)*)\]\s*TJ\b
    | (?P<number>[-+]?(?:\d+\.?\d*|\.\d+))
    | /(?P<name>[^\s()<>\[\]{}/%]*)
    | (?P<operator>[A-Za-z'"][A-Za-z0-9*]*)
    | <(?P<hex>[0-9A-Fa-f\s]*)>
    | (?P<delimiter><<|>>|\[|\]|\{|\}|\()
    | %[^\r\n]*
    """,
    re.VERBOSE,
)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_KERN = re.compile(rb"[-+]?(?:\d+\.?\d*|\.\d+)")
_STRING_PART = re.compile(rb"\\(\r\n|[0-7]{1,3}|.)|([()])", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}


@dataclass(frozen=True, slots=True)
class Run:
    """Text shown without a new position; all measures in mm from the trim's top left corner.

    `box` is x0, y0, x1, y1 around the capitals of the line, `start` and `end` are the pen's positions, `size` is the
    height of the type; `clipped` says that a clip hides part of the text.
    """

    text: str
    box: Rect
    start: tuple[float, float]
    end: tuple[float, float]
    size: float
    clipped: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture on the page: its frame in mm from the trim's top left, and its size on the page along its own sides.

    `after` is the number of text runs that were drawn before it, and that it may cover.
    """

    image: pikepdf.Stream
    box: Rect
    width_mm: float
    height_mm: float
    after: int


@dataclass(frozen=True, slots=True)
class PageFacts:
    """All text and pictures of one page in the order of the file."""

    runs: tuple[Run, ...]
    pictures: tuple[Placed, ...]


@dataclass(slots=True)
class _State:
    """The part of the graphics state that decides where text stands."""

    ctm: Matrix = IDENTITY
    clip: Rect | None = None
    font: FontUse | None = None
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0

    def copy(self) -> _State:
        return _State(
            self.ctm, self.clip, self.font, self.size, self.char_space, self.word_space, self.stretch, self.leading,
            self.rise,
        )  # fmt: skip


@dataclass(slots=True)
class _Text:
    """The pen inside a text object, and what it has written since it was last placed."""

    matrix: Matrix = IDENTITY
    line: Matrix = IDENTITY
    parts: list[str] = field(default_factory=list)
    from_x: float = 0.0
    size: float = 0.0
    at: Matrix = IDENTITY


def read_page(page: pikepdf.Page, fonts: FontUses) -> PageFacts:
    """The text runs and pictures of a page; notes in `fonts` which glyphs are used.

    Positions are in mm from the top left of the page's trim.
    """
    trim = [float(value) for value in page.trimbox]
    # to millimetres, y downwards
    base: Matrix = (MM_PER_PT, 0.0, 0.0, -MM_PER_PT, -trim[0] * MM_PER_PT, trim[3] * MM_PER_PT)
    reader = _Reader(fonts)
    reader.read(_contents(page.obj), page.obj.get("/Resources", pikepdf.Dictionary()), _State(ctm=base), 0)
    return PageFacts(tuple(reader.runs), tuple(reader.pictures))


def _contents(page: pikepdf.Object) -> bytes:
    contents = page.get("/Contents")
    if isinstance(contents, pikepdf.Array):
        return b"\n".join(part.read_bytes() for part in contents)
    return contents.read_bytes() if isinstance(contents, pikepdf.Stream) else b""


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that applies `m` first and then `n` (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = m
    p, q, r, s, t, u = n
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def bounds(m: Matrix, x0: float, y0: float, x1: float, y1: float) -> Rect:
    """The upright rectangle around a rectangle that went through `m`."""
    a, b, c, d, e, f = m
    xs = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
    ys = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
    return min(xs), min(ys), max(xs), max(ys)


class _Reader:
    """Walks one page's content with its forms."""

    def __init__(self, fonts: FontUses) -> None:
        self.fonts = fonts
        self.runs: list[Run] = []
        self.pictures: list[Placed] = []

    def read(self, data: bytes, resources: pikepdf.Object, state: _State, depth: int) -> None:
        stack: list[_State] = []
        operands: list[float | bytes | str] = []
        text = _Text()
        rect: Rect | None = None
        for kind, value in _tokens(data):
            if kind == "number":
                operands.append(float(value))
                continue
            if kind == "glyphs":
                self._show_array(value, state, text)
            elif kind == "path":
                rect = None
            elif kind != "operator":
                operands.append(value.decode("latin-1") if kind == "name" else value)
                continue
            elif value == b"q":
                stack.append(state.copy())
            elif value == b"Q":
                state = stack.pop() if stack else state
            elif value == b"re" and len(operands) >= 4:
                x, y, width, height = (_float(item) for item in operands[-4:])
                rect = bounds(state.ctm, x, y, x + width, y + height)
            elif value in (b"W", b"W*"):
                state.clip = _cut(state.clip, rect) if rect else state.clip
            elif value == b"Do" and operands:
                self._paint(str(operands[-1]), resources, state, depth)
            else:
                self._operator(value, operands, resources, state, text)
            operands = []
        self._flush(state, text)

    def _operator(
        self, name: bytes, operands: list[float | bytes | str], resources: pikepdf.Object, state: _State, text: _Text
    ) -> None:
        numbers = [item for item in operands if isinstance(item, float)]
        if name == b"cm" and len(numbers) == 6:
            state.ctm = multiply(_matrix(numbers), state.ctm)
        elif name == b"Tf" and numbers and isinstance(operands[0], str):
            state.font, state.size = self.fonts.use(resources, operands[0]), numbers[-1]
        elif name in _SETTINGS and numbers:
            attribute, factor = _SETTINGS[name]
            setattr(state, attribute, numbers[-1] * factor)
        elif name in _PEN:
            self._move(name, numbers, state, text)
        elif name in _SHOW and operands and isinstance(operands[-1], bytes):
            if name != b"Tj":
                self._move(b"T*", [], state, text)
            self._show(operands[-1], state, text)
        elif name == b"TJ":
            for item in operands:
                if isinstance(item, float):
                    self._advance(-item / 1000 * state.size * state.stretch, text)
                elif isinstance(item, bytes):
                    self._show(item, state, text)

    def _move(self, name: bytes, numbers: list[float], state: _State, text: _Text) -> None:
        self._flush(state, text)
        if name == b"Tm" and len(numbers) == 6:
            text.line = _matrix(numbers)
        elif name in (b"Td", b"TD") and len(numbers) == 2:
            if name == b"TD":
                state.leading = -numbers[1]
            text.line = multiply((1, 0, 0, 1, numbers[0], numbers[1]), text.line)
        elif name == b"T*":
            text.line = multiply((1, 0, 0, 1, 0, -state.leading), text.line)
        elif name == b"BT":
            text.line = IDENTITY
        text.matrix = text.line

    def _show_array(self, array: bytes, state: _State, text: _Text) -> None:
        """The usual form `[<0014>20<0039>0] TJ` in one step: the order of shifts and glyphs does not change the sum."""
        kerns = sum(map(float, _KERN.findall(_HEX.sub(b" ", array))))
        self._show(bytes.fromhex(b"".join(_HEX.findall(array)).decode()), state, text)
        self._advance(-kerns / 1000 * state.size * state.stretch, text)

    def _show(self, raw: bytes, state: _State, text: _Text) -> None:
        font = state.font
        if font is None:
            return
        if not text.parts:
            text.at, text.from_x, text.size = text.matrix, 0.0, state.size
        codes = struct.unpack(f">{len(raw) // 2}H", raw[: len(raw) // 2 * 2]) if font.wide else tuple(raw)
        font.used.update(codes)
        shown = "".join(map(font.text.__getitem__, codes))
        text.parts.append(shown)
        advance = sum(map(font.widths.__getitem__, codes)) / 1000 * state.size + len(codes) * state.char_space
        if not font.wide:  # word spacing applies to the single-byte code 32 only
            advance += raw.count(b" ") * state.word_space
        self._advance(advance * state.stretch, text)

    def _advance(self, distance: float, text: _Text) -> None:
        text.from_x += distance
        text.matrix = multiply((1, 0, 0, 1, distance, 0), text.matrix)

    def _flush(self, state: _State, text: _Text) -> None:
        """The run is complete: the pen is placed anew, or the text object ends."""
        shown = "".join(text.parts)
        if shown:
            to_page = multiply(multiply((1, 0, 0, 1, 0, state.rise), text.at), state.ctm)
            size = abs(text.size)
            box = bounds(to_page, 0.0, _DESCENT * size, text.from_x, _CAP * size)
            end = (to_page[0] * text.from_x + to_page[4], to_page[1] * text.from_x + to_page[5])
            height = size * (to_page[2] ** 2 + to_page[3] ** 2) ** 0.5
            self.runs.append(Run(shown, box, (to_page[4], to_page[5]), end, height, not _holds(state.clip, box)))
        text.parts = []

    def _paint(self, name: str, resources: pikepdf.Object, state: _State, depth: int) -> None:
        item = resources.get("/XObject", pikepdf.Dictionary()).get(f"/{name}")
        if not isinstance(item, pikepdf.Stream):
            return
        kind = item.get("/Subtype")
        if kind == pikepdf.Name.Image:
            a, b, c, d = state.ctm[:4]
            box = bounds(state.ctm, 0, 0, 1, 1)
            sides = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
            self.pictures.append(Placed(item, box, *sides, after=len(self.runs)))
        elif kind == pikepdf.Name.Form and depth < _DEEPEST:
            inner = state.copy()
            own = item.get("/Matrix")
            if own is not None:
                inner.ctm = multiply(_matrix([float(value) for value in own]), inner.ctm)
            self.read(item.read_bytes(), item.get("/Resources", resources), inner, depth + 1)


_SETTINGS = {
    b"Tc": ("char_space", 1.0),
    b"Tw": ("word_space", 1.0),
    b"Tz": ("stretch", 0.01),
    b"TL": ("leading", 1.0),
    b"Ts": ("rise", 1.0),
}
_PEN = frozenset([b"BT", b"ET", b"Tm", b"Td", b"TD", b"T*"])
_SHOW = frozenset([b"Tj", b"'", b'"'])


def _tokens(data: bytes) -> Iterator[tuple[str, bytes]]:
    """(kind, bytes) of every token; literal strings come as kind `hex` with their bytes, arrays without brackets."""
    at, end = 0, len(data)
    match = _TOKEN.search
    while at < end:
        found = match(data, at)
        if found is None:
            return
        at = found.end()
        kind = found.lastgroup
        if kind is None:
            continue
        value = found.group(kind)
        if kind == "hex":
            digits = b"".join(value.split()).decode()
            value = bytes.fromhex(digits + "0" * (len(digits) % 2))
        elif kind == "delimiter":
            if value != b"(":
                continue
            kind = "hex"
            value, at = _literal(data, at)
        elif kind == "operator" and value == b"ID":
            stop = re.compile(rb"\sEI\b").search(data, at)
            at = stop.end() if stop else end
        yield kind, value


def _literal(data: bytes, at: int) -> tuple[bytes, int]:
    """A string in round brackets from behind its first bracket; returns its bytes and where it ends."""
    out, depth = bytearray(), 1
    for found in _STRING_PART.finditer(data, at):
        out += data[at : found.start()]
        at = found.end()
        escape, bracket = found.groups()
        if bracket is None:
            out += bytes([int(escape, 8) & 0xFF]) if escape.isdigit() else _ESCAPES.get(escape, escape)
            continue
        depth += 1 if bracket == b"(" else -1
        if depth == 0:
            return bytes(out), at
        out += bracket
    return bytes(out), len(data)


def _matrix(numbers: list[float]) -> Matrix:
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f


def _float(item: float | bytes | str) -> float:
    return item if isinstance(item, float) else 0.0


def _cut(clip: Rect | None, rect: Rect) -> Rect:
    if clip is None:
        return rect
    return max(clip[0], rect[0]), max(clip[1], rect[1]), min(clip[2], rect[2]), min(clip[3], rect[3])


def _holds(clip: Rect | None, box: Rect, slack: float = 0.3) -> bool:
    """Whether a clip shows all of a box, with `slack` mm for ink that stands out of its advance."""
    if clip is None:
        return True
    left, top, right, low = clip
    return left - slack <= box[0] and top - slack <= box[1] and box[2] <= right + slack and box[3] <= low + slack
