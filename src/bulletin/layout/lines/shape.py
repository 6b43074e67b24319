"""SHAPE: how wide text is, measured with HarfBuzz on the very font files that will be embedded.

Widths are in pt. Words are measured once per face and remembered in font units, so a paragraph costs a few dictionary
look-ups; the kerning of letters against the space between two words is remembered per pair of letters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal

import uharfbuzz as hb  # type: ignore[import-untyped]

from bulletin.assets.fonts.load import Face, FontSet
from bulletin.layout.spec import Role


class _Metrics:
    """One font file: advance widths of words, in font units."""

    __slots__ = ("_font", "_kerns", "_widths", "missing", "space", "upem")

    def __init__(self, face: Face) -> None:
        blob = hb.Blob.from_file_path(str(face.path))
        hb_face = hb.Face(blob)
        self._font = hb.Font(hb_face)
        self.upem: int = hb_face.upem
        self._widths: dict[str, int] = {}
        self._kerns: dict[tuple[str, str], int] = {}
        self.missing: dict[str, str] = {}
        self.space = self.width(" ")

    def width(self, word: str) -> int:
        width = self._widths.get(word)
        if width is None:
            buffer = hb.Buffer()
            buffer.add_str(word)
            buffer.guess_segment_properties()
            hb.shape(self._font, buffer)
            width = self._widths[word] = sum(p.x_advance for p in buffer.glyph_positions)
            for info in buffer.glyph_infos:
                if info.codepoint == 0:  # glyph 0 is .notdef
                    self.missing.setdefault(self._lacked(word, info.cluster), word)
        return width

    def _lacked(self, word: str, cluster: int) -> str:
        """The letter of a cluster that the font lacks: a base and its marks share one, and the base may be there."""
        for at in range(cluster, len(word)):
            if at > cluster and not unicodedata.category(word[at]).startswith("M"):
                break
            if not self._font.get_nominal_glyph(ord(word[at])):
                return word[at]
        return word[cluster]

    def extents(self) -> tuple[int, int]:
        """How far the face reaches above and below the baseline."""
        found = self._font.get_font_extents("ltr")
        return found.ascender, -found.descender

    def letter(self, letter: str) -> tuple[int, int, int, int]:
        """The ink of a letter that the face has: left and right of the pen, below and above the baseline."""
        glyph = self._font.get_nominal_glyph(ord(letter))
        found = self._font.get_glyph_extents(glyph) if glyph else None
        left, top = (found.x_bearing, found.y_bearing) if found else (0, 0)
        return left, left + (found.width if found else 0), top + (found.height if found else 0), top

    def kern(self, left: str, right: str) -> int:
        """What kerning adds to a space between these two letters."""
        pair = (left, right)
        kern = self._kerns.get(pair)
        if kern is None:
            whole = self.width(f"{left} {right}")
            kern = self._kerns[pair] = whole - self.width(left) - self.width(right) - self.space
        return kern


class Shaper:
    """Widths of text in the faces of one build. Keeps its memory for as long as it lives (a preview keeps it warm)."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts
        self._metrics: dict[str, _Metrics] = {}
        self._faces: dict[tuple[str, int, Literal["normal", "italic"]], Face] = {}
        self.used: set[Face] = set()

    def face(self, role: Role, bold: bool = False, italic: bool = False) -> Face:
        """The face a span of this role is set in; raises ToolError when the family has no such face."""
        weight = role.bold_weight if bold else role.weight
        style: Literal["normal", "italic"] = "italic" if italic != (role.style == "italic") else "normal"
        key = (role.family, weight, style)
        found = self._faces.get(key)
        if found is None:
            found = self._faces[key] = self.fonts.face(*key)
        return found

    def _of(self, face: Face) -> _Metrics:
        key = str(face.path)
        metrics = self._metrics.get(key)
        if metrics is None:
            metrics = self._metrics[key] = _Metrics(face)
            self.used.add(face)
        return metrics

    def missing(self) -> Iterator[tuple[Face, str, str]]:
        """Letters that were asked for and are not in the face: (face, letter, a word with it)."""
        for face in sorted(self.used, key=lambda f: f.name):
            for letter, word in sorted(self._of(face).missing.items()):
                yield face, letter, word

    def word(self, text: str, face: Face, size_pt: float) -> float:
        """Width of text without spaces."""
        metrics = self._of(face)
        return metrics.width(text) * size_pt / metrics.upem

    def space(self, face: Face, size_pt: float) -> float:
        """Width of the space."""
        metrics = self._of(face)
        return metrics.space * size_pt / metrics.upem

    def ink(self, letter: str, role: Role) -> tuple[float, float, float, float]:
        """Where a letter has ink: left, right, lowest and highest, from its pen on the baseline, pt."""
        metrics = self._of(self.face(role))
        left, right, low, high = (part * role.size_pt / metrics.upem for part in metrics.letter(letter))
        return left, right, low, high

    def baseline(self, role: Role) -> float:
        """How far the baseline of a line of this role is below the line's top, pt."""
        face = self.face(role)
        above, below = (part * role.size_pt / self._of(face).upem for part in self._of(face).extents())
        return (role.leading_pt - above - below) / 2 + above

    def kern(self, left: str, right: str, face: Face, size_pt: float) -> float:
        """Kerning across the space between two words (mostly zero, else slightly negative)."""
        metrics = self._of(face)
        return metrics.kern(left, right) * size_pt / metrics.upem

    def text(self, text: str, role: Role, size_pt: float | None = None) -> float:
        """Natural width of a whole string in the role's upright face."""
        face, size = self.face(role), size_pt or role.size_pt
        words = text.split(" ")
        width = sum(self.word(w, face, size) for w in words if w) + self.space(face, size) * (len(words) - 1)
        return width + sum(self.kern(a[-1], b[0], face, size) for a, b in pairwise(words) if a and b)

    def widest(self, texts: Iterable[str], role: Role) -> float:
        return max((self.text(t, role) for t in texts), default=0.0)
