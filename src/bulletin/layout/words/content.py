"""Glyph runs become operators of a content stream (ISO 32000-1, 9.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from bulletin.layout.words.runs import DrawnLine, DrawnSlot, GlyphRun
from bulletin.lazy import dataclass

_THOUSAND = 1000.0
_LARGE_PX = 20.0
"""From this size on a thousandth of it is too coarse a step."""


@dataclass(frozen=True, slots=True)
class ShownFont:
    """A font of the page: its name in the resources, the code of a glyph, its width as the file says it (1/1000)."""

    name: str
    width: Callable[[int], float]


FontOf = Callable[[GlyphRun], Iterable[tuple[ShownFont, int, int]]]
"""The fonts of a run, each with the glyphs [start, end) that it shows."""


def parts_of(slot: DrawnSlot, font_of: FontOf) -> Iterator[tuple[int, bytes]]:
    """The operators of each part of a slot, in the order of the text; a link over several lines is one part."""
    part = -1
    out: list[bytes] = []
    for line in slot.lines:
        torn = [run for run in line.runs if run.torn]
        for run in line.runs:
            if run.part != part:
                if out:
                    yield part, b"".join(out)
                part, out = run.part, []
            if torn and run is torn[0]:
                out.append(_actual_text("".join(letters for piece in torn for letters in piece.texts)))
            out.append(_run(line, run, font_of))
            if torn and run is torn[-1]:
                out.append(b"EMC\n")
    if out:
        yield part, b"".join(out)


def _actual_text(word: str) -> bytes:
    """The beginning of a span of glyphs that a reader takes for one word (ISO 32000-1, 14.9.4)."""
    return b"/Span\n<</ActualText<%s>>>\nBDC\n" % f"\ufeff{word}".encode("utf-16-be").hex().encode()


def _run(line: DrawnLine, run: GlyphRun, font_of: FontOf) -> bytes:
    """One text object: colour, matrix, then the glyphs with what is missing to their places."""
    colour = b" ".join(number(value) for value in run.style.colour)
    head = b"%s rg\nBT\n1 0 0 -1 %s %s Tm\n" % (colour, number(run.x), number(line.baseline + run.down))
    return head + b"".join(_shown(run, font_of)) + b"ET\n"


def _shown(run: GlyphRun, font_of: FontOf) -> Iterator[bytes]:
    pen = _Pen(run)
    for font, start, end in font_of(run):
        yield b"/%s %s Tf\n" % (font.name.encode(), number(run.style.size))
        yield from pen.glyphs(font, start, end)


class _Pen:
    """Where the pen of a viewer is, beside where it should be: what rounding takes away is given back at once."""

    def __init__(self, run: GlyphRun) -> None:
        self.run = run
        self.size = run.style.size
        self.step = 0 if self.size <= _LARGE_PX else 1
        self.is_at = 0.0
        self.should = 0.0

    def glyphs(self, font: ShownFont, start: int, end: int) -> Iterator[bytes]:
        """The arrays of some glyphs; a glyph that is raised gets an array of its own."""
        run, size, step, width = self.run, self.size, self.step, font.width
        glyphs, advances, offsets = run.glyphs, run.advances, run.offsets
        is_at, should = self.is_at, self.should
        array: list[bytes] = []
        codes: list[bytes] = []
        right = up = rise = 0.0
        for at in range(start, end):
            if offsets:
                right, up = offsets[at]
            if up != rise:
                yield from _array(array, codes)
                array, codes = [], []
                yield b"%s Ts\n" % number(up)
                rise = up
            back = round((is_at - should - right) * _THOUSAND / size, step)
            if back:
                if codes:
                    array.append(b"<" + b"".join(codes) + b">")
                    codes = []
                array.append(number(back))
                is_at -= back * size / _THOUSAND
            glyph = glyphs[at]
            codes.append(b"%04x" % glyph)
            is_at += width(glyph) * size / _THOUSAND
            should += advances[at]
        self.is_at, self.should = is_at, should
        yield from _array(array, codes)
        if rise:
            yield b"0 Ts\n"


def _array(array: list[bytes], codes: list[bytes]) -> Iterator[bytes]:
    if codes:
        yield b"[" + b"".join((*array, b"<", *codes, b">")) + b"] TJ\n"


@lru_cache(maxsize=4096)
def number(value: float) -> bytes:
    """A number as short as its fourth decimal allows."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return b"0" if text in ("-0", "") else text.encode()
