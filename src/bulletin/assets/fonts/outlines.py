"""OUTLINES: a line of words as strokes of a PDF page, for marks that must be no text."""

from __future__ import annotations

import io


def line_outlines(words: str, family: str, weight: int, size_pt: float) -> tuple[bytes, float]:
    """The outlines of a line of words as operators of a content stream, and its width in pt.

    Args:
        words: with letters that the face has.
        family: a family of the catalogue.
        weight: of the face.
        size_pt: of the type.
    """
    from fontTools.pens.recordingPen import DecomposingRecordingPen  # type: ignore[import-untyped]
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    from bulletin.assets.fonts.load import shipped_face

    with TTFont(io.BytesIO(shipped_face(family, weight))) as face:
        glyphs, names = face.getGlyphSet(), face.getBestCmap()
        scale, left, out = size_pt / face["head"].unitsPerEm, 0.0, []
        for letter in words:
            glyph = glyphs[names[ord(letter)]]
            pen = DecomposingRecordingPen(glyphs)
            glyph.draw(pen)
            out += [_operator(name, points, left, scale) for name, points in _cubic(pen.value)]
            left += glyph.width * scale
    return "".join(out).encode(), left


Point = tuple[float, float]
_SIGNS = {"moveTo": "m", "lineTo": "l", "curveTo": "c", "closePath": "h", "endPath": "h"}


def _cubic(drawn: list[tuple[str, tuple[Point, ...]]]) -> list[tuple[str, tuple[Point, ...]]]:
    """The same strokes with cubic curves only, as PDF has them."""
    from fontTools.pens.basePen import decomposeQuadraticSegment  # type: ignore[import-untyped]

    found: list[tuple[str, tuple[Point, ...]]] = []
    here: Point = (0.0, 0.0)
    for name, points in drawn:
        if name == "qCurveTo":
            for control, end in decomposeQuadraticSegment(points):
                found.append(("curveTo", (_third(here, control), _third(end, control), end)))
                here = end
            continue
        found.append((name, points))
        here = points[-1] if points else here
    return found


def _third(end: Point, control: Point) -> Point:
    return end[0] + 2 / 3 * (control[0] - end[0]), end[1] + 2 / 3 * (control[1] - end[1])


def _operator(name: str, points: tuple[Point, ...], left: float, scale: float) -> str:
    numbers = " ".join(f"{left + x * scale:.3f} {y * scale:.3f}" for x, y in points)
    return f"{numbers} {_SIGNS[name]}\n".lstrip()
