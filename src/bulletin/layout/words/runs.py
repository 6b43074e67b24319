"""Values: how a slot's words look, and the glyph runs that its lines are drawn from.

Lengths are CSS px from the slot's top left corner, as the page setter counts them; positions that a plan names are pt.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from bulletin.lazy import dataclass

Alignment = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class InkStyle:
    """The look of some words: a face by family, weight and style, its size, its colour, and its part of a line.

    `height` is the line height and `baseline` how far the baseline is below the top of that height.
    """

    family: str
    weight: int
    style: str
    size: float
    colour: tuple[float, float, float]
    height: float
    baseline: float

    @property
    def face(self) -> tuple[str, int, str]:
        """What names the face."""
        return self.family, self.weight, self.style


@dataclass(frozen=True, slots=True)
class MarkBox:
    """A box in a line, of a list item's mark or of an initial: its width and the margins beside it.

    An initial is `dropped`: its baseline is as far below the head of its line as its own style says.
    """

    width: float
    before: float
    after: float
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Where a link leads: the name of a place in the file, or an address."""

    internal: bool
    target: str


@dataclass(frozen=True, slots=True)
class SlotStyle:
    """The computed style of a slot's element and of the inline elements in it.

    Attributes:
        base: of the slot's own words.
        inner: of the words in an inline element, by its path (`b`, `a/i` …).
        marks: boxes of marks, by path.
        links: targets by the `href` of the element.
        align: of the lines.
        indent: of the first line.
        word_spacing: added to every space that is not stretched.
        keeps_newlines: a newline ends a line (`white-space: pre-line`); else it is a space.
        wraps: a line that is too long would be broken (`white-space` other than `nowrap`).
        language: BCP 47.
    """

    base: InkStyle
    inner: Mapping[str, InkStyle]
    marks: Mapping[str, MarkBox]
    links: Mapping[str, LinkTarget]
    align: Alignment
    indent: float
    word_spacing: float
    keeps_newlines: bool
    wraps: bool
    language: str

    def of(self, path: str) -> InkStyle:
        """The style of the words at a path; the slot's own at the empty one."""
        return self.inner[path] if path else self.base


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Glyphs of one face that follow one another on a line.

    Attributes:
        style: their look.
        x: where the first one is.
        glyphs: their numbers in the font.
        advances: how far the pen goes on behind each of them: kerning, tracking and stretched spaces are in it.
        texts: the characters of each glyph.
        offsets: how far a glyph is moved (right, up) from the pen; empty when none is.
        part: the number of the mark or link that the run belongs to, see `DrawnSlot`.
        down: how far its baseline is below that of its line.
        torn: it is part of a word whose letters are not on one line: an initial, or the letters behind it.
    """

    style: InkStyle
    x: float
    glyphs: tuple[int, ...]
    advances: tuple[float, ...]
    texts: tuple[str, ...]
    offsets: tuple[tuple[float, float], ...] = ()
    part: int = 0
    down: float = 0.0
    torn: bool = False

    @property
    def end(self) -> float:
        """Where the pen is behind the last glyph."""
        return self.x + sum(self.advances)


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line: the height of its box and where that begins, its baseline, and its runs from left to right."""

    top: float
    height: float
    baseline: float
    runs: tuple[GlyphRun, ...]

    @property
    def left(self) -> float:
        """Where the ink begins."""
        return min((run.x for run in self.runs), default=0.0)

    @property
    def right(self) -> float:
        """Where the ink ends."""
        return max((run.end for run in self.runs), default=0.0)


@dataclass(frozen=True, slots=True)
class DrawnSlot:
    """The lines of a slot.

    `links` says for each part where its words lead, None for words that are no link. Parts follow one another in the
    order of the text; a mark is a part of its own, and `marks` has the numbers of those.
    """

    name: str
    lines: tuple[DrawnLine, ...]
    links: tuple[LinkTarget | None, ...] = (None,)
    marks: frozenset[int] = frozenset()

    def text(self, line: DrawnLine) -> str:
        """What the glyphs of a line say, marks left out."""
        return "".join("".join(run.texts) for run in line.runs if run.part not in self.marks).strip(" ")
