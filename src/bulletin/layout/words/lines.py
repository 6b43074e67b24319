"""A slot's words are set: every line gets its glyph runs, at the places that the page setter would give them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bulletin.geometry import MM_PER_PX, PT_PER_MM
from bulletin.layout.words.pieces import PART_PATH, UndrawnError, WordPiece
from bulletin.layout.words.plan import AS_IT_COMES, PlannedLine
from bulletin.layout.words.runs import DrawnLine, DrawnSlot, GlyphRun, InkStyle, LinkTarget, SlotStyle
from bulletin.layout.words.shaping import Shaped, Shapers
from bulletin.lazy import dataclass

PX_PER_PT = 1 / (MM_PER_PX * PT_PER_MM)
ROOM_PX = 0.02 * PX_PER_PT
"""How much wider than its measure a line may be: the end of a justified one is no more exact."""


class WordSetter:
    """Sets the words of slots in the faces of a build."""

    def __init__(self, shapers: Shapers) -> None:
        self.shapers = shapers

    def height(self, style: SlotStyle, lines: Sequence[Sequence[WordPiece]]) -> float:
        """The height of a slot's lines."""
        return sum(_line_box(style, line)[0] for line in lines)

    def check(self, style: SlotStyle, piece: WordPiece) -> None:
        """Shape a piece, so that what cannot be drawn shows before the pages are laid out.

        Raises:
            UndrawnError: a letter of it cannot be drawn.
        """
        self._shape(style, piece, style.align == "justify" or bool(style.word_spacing))

    def slot(
        self, name: str, style: SlotStyle, lines: Sequence[Sequence[WordPiece]], planned: Sequence[PlannedLine],
        width: float,
    ) -> DrawnSlot:  # fmt: skip
        """The lines of a slot as wide as its box.

        Raises:
            UndrawnError: a line is wider than that, or a letter cannot be drawn.
        """
        parts = _Parts(style)
        drawn: list[DrawnLine] = []
        top = 0.0
        for number, pieces in enumerate(lines):
            plan = planned[number] if number < len(planned) else AS_IT_COMES
            height, baseline = _line_box(style, pieces)
            runs = self._line(style, pieces, plan, width, style.indent if number == 0 else 0.0, parts)
            if _opens(style, pieces):
                runs[0] = replace(runs[0], down=runs[0].style.baseline - baseline)
            drawn.append(DrawnLine(top, height, top + baseline, tuple(runs)))
            top += height
        return DrawnSlot(name, tuple(drawn), tuple(parts.links), frozenset(parts.marks))

    def _line(
        self,
        style: SlotStyle,
        pieces: Sequence[WordPiece],
        plan: PlannedLine,
        width: float,
        indent: float,
        parts: _Parts,
    ) -> list[GlyphRun]:
        apart = style.align == "justify" or bool(style.word_spacing or plan.shrink or plan.tracking)
        word = _torn_word(pieces) if _opens(style, pieces) else 0
        cut = _parted(pieces, word or plan.push_at) if word or plan.push else list(pieces)
        pens = [self._pen(style, piece, plan.tracking * PX_PER_PT, parts, apart) for piece in cut]
        if pens and plan.tracking:
            pens[-1] = pens[-1].without_last_tracking(plan.tracking * PX_PER_PT)
        before = indent + plan.inset * PX_PER_PT - plan.hang_start * PX_PER_PT
        measure = width - before + (plan.hang_end - plan.rest - plan.push) * PX_PER_PT
        natural, spaces = sum(pen.width for pen in pens), sum(pen.spaces for pen in pens)
        extra = style.word_spacing - plan.shrink * PX_PER_PT
        free = measure - natural - spaces * extra
        if free < -ROOM_PX and style.wraps:
            raise UndrawnError("a line wider than its measure")
        x = before
        if style.align == "justify" and spaces and (free > 0 or style.wraps):
            extra += free / spaces
        elif style.align in ("right", "center"):
            x += max(free, 0.0) / (2 if style.align == "center" else 1)
        runs: list[GlyphRun] = []
        at = 0
        for pen, piece in zip(pens, cut, strict=True):
            if plan.push and at == plan.push_at:
                x += plan.push * PX_PER_PT
            run = pen.run(x, extra)
            if run is not None:
                runs.append(replace(run, torn=True) if at < word else run)
            at += len(piece.text)
            x += pen.width + pen.spaces * extra
        return runs

    def _shape(self, style: SlotStyle, piece: WordPiece, apart: bool) -> tuple[Shaped, int]:
        """The glyphs of a piece, and the units of its font in an em."""
        shaper = self.shapers.of(style.of(piece.path).face)
        shaped = shaper.words(piece.text, style.language) if apart else shaper.shape(piece.text, style.language)
        return shaped, shaper.upem

    def _pen(self, style: SlotStyle, piece: WordPiece, tracking: float, parts: _Parts, apart: bool) -> _Pen:
        """A piece as glyphs; `apart` says that its spaces are not those of the font."""
        ink = style.of(piece.path)
        mark = style.marks.get(piece.path)
        shaped, upem = self._shape(style, piece, apart)
        pen = _Pen(ink, shaped, ink.size / upem, tracking, parts.number(piece))
        if mark is None:
            return pen
        if pen.ink_width > mark.width + ROOM_PX:
            raise UndrawnError("a mark wider than its box")
        return replace(pen, before=mark.before, fixed=mark.before + mark.width + mark.after)


def _opens(style: SlotStyle, pieces: Sequence[WordPiece]) -> bool:
    """Whether a line begins with an initial."""
    return bool(pieces) and pieces[0].path in style.marks and style.marks[pieces[0].path].dropped


def _torn_word(pieces: Sequence[WordPiece]) -> int:
    """How many characters the first word of a line has."""
    return len("".join(piece.text for piece in pieces).partition(" ")[0])


def _parted(pieces: Sequence[WordPiece], at: int) -> list[WordPiece]:
    """Pieces of a line with one that begins at a character."""
    cut: list[WordPiece] = []
    for piece in pieces:
        inside = at if 0 < at < len(piece.text) else 0
        cut += (replace(piece, text=text) for text in (piece.text[:inside], piece.text[inside:]) if text)
        at -= len(piece.text)
    return cut


class _Parts:
    """Numbers the marks and links of a slot in the order of the text."""

    def __init__(self, style: SlotStyle) -> None:
        self.style = style
        self.links: list[LinkTarget | None] = []
        self.marks: set[int] = set()
        self._last: tuple[str, str] | None = None

    def number(self, piece: WordPiece) -> int:
        mark = piece.path in self.style.marks and not self.style.marks[piece.path].dropped
        key = piece.path if mark else _photo_part(piece.path), piece.href
        if key != self._last:
            if mark:
                self.marks.add(len(self.links))
            self.links.append(self.style.links[piece.href] if piece.href else None)
            self._last = key
        return len(self.links) - 1


def _photo_part(path: str) -> str:
    """The element around what a caption under several photos says of one of them; empty in any other text."""
    return next((step for step in path.split("/") if step.startswith(PART_PATH)), "")


@dataclass(frozen=True, slots=True)
class _Pen:
    """A piece that is shaped and not yet placed; `fixed` is the width of the box of a mark."""

    ink: InkStyle
    shaped: Shaped
    scale: float
    tracking: float
    part: int
    before: float = 0.0
    fixed: float | None = None
    last: float = 0.0

    @property
    def ink_width(self) -> float:
        return self.shaped.width * self.scale + self.tracking * len(self.shaped.glyphs) - self.last

    @property
    def width(self) -> float:
        return self.ink_width if self.fixed is None else self.fixed

    @property
    def spaces(self) -> int:
        return 0 if self.fixed is not None else self.shaped.texts.count(" ")

    def without_last_tracking(self, tracking: float) -> _Pen:
        return replace(self, last=tracking)

    def run(self, x: float, extra: float) -> GlyphRun | None:
        """The piece at its place; a stretched space is wider by `extra`."""
        shaped, scale, tracking = self.shaped, self.scale, self.tracking
        if not shaped.glyphs:
            return None
        if self.fixed is not None:
            extra = 0.0
        advances = [
            advance * scale + tracking + (extra if text == " " else 0.0)
            for advance, text in zip(shaped.advances, shaped.texts, strict=True)
        ]
        advances[-1] -= self.last
        offsets = tuple((right * scale, up * scale) for right, up in shaped.offsets)
        return GlyphRun(self.ink, x + self.before, shaped.glyphs, tuple(advances), shaped.texts, offsets, self.part)


def _line_box(style: SlotStyle, pieces: Sequence[WordPiece]) -> tuple[float, float]:
    """Height and baseline of a line: its own part and that of each inline element in it (CSS 2.1, 10.8)."""
    held = pieces[1:] if _opens(style, pieces) else pieces  # an initial's box has no height
    inks = [style.base, *(style.of(path) for piece in held for path in _paths(piece.path))]
    above = max(ink.baseline for ink in inks)
    below = max(ink.height - ink.baseline for ink in inks)
    return above + below, above


def _paths(path: str) -> Iterator[str]:
    """A path and those of the elements around it inside the slot."""
    parts = path.split("/") if path else []
    yield from ("/".join(parts[: n + 1]) for n in range(len(parts)))


def text_of_lines(style: SlotStyle, lines: Sequence[Sequence[WordPiece]]) -> tuple[str, ...]:
    """The characters of each line, marks of lists left out."""
    listed = {path for path, mark in style.marks.items() if not mark.dropped}
    return tuple("".join(p.text for p in line if p.path not in listed).strip(" ") for line in lines)
