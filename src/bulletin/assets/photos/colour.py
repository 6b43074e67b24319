"""A small ICC profile from a PNG's gamma and primaries, so that they go the way of every other profile."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence

Point = tuple[float, float]
Chromaticities = tuple[Point, Point, Point, Point]
"""x and y of white, red, green and blue, as in PNG's cHRM."""

_SRGB: Chromaticities = ((0.3127, 0.3290), (0.64, 0.33), (0.30, 0.60), (0.15, 0.06))
_SRGB_GAMMA = 0.45455
_SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_NEAR = 0.003
_D50 = (0.9642, 1.0, 0.8249)
_BRADFORD = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))
_GAMMAS = (0.1, 3.0)
"""Exponents outside of this are slips of the program that wrote the file."""

Matrix = Sequence[Sequence[float]]


def png_profile(gamma: float | None, corners: Chromaticities | None, *, grey: bool) -> bytes | None:
    """The ICC profile that says the same as gAMA and cHRM, or None where that is sRGB or makes no sense.

    Args:
        gamma: the file's exponent (0.45455 for ordinary pictures, 1 for linear light), None where it is not given.
        corners: white and primaries, None where they are not given.
        grey: the picture has no colours.
    """
    if gamma is not None and not _GAMMAS[0] <= gamma <= _GAMMAS[1]:
        gamma = None
    plain_gamma = gamma is None or abs(gamma - _SRGB_GAMMA) <= _NEAR
    plain_corners = corners is None or grey or _near(corners, _SRGB)
    if plain_gamma and plain_corners:
        return None
    curve = _curve(None if gamma is None else 1 / gamma)
    if grey:
        return _profile(b"GRAY", {b"kTRC": curve, b"wtpt": _xyz(_D50)})
    try:
        columns = _adapted(corners or _SRGB)
    except ZeroDivisionError:
        return None
    if not all(math.isfinite(value) and abs(value) < 4 for column in columns for value in column):
        return None
    tags = {b"wtpt": _xyz(_D50), b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    tags |= {name: _xyz(column) for name, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns, strict=True)}
    return _profile(b"RGB ", tags)


def _near(one: Chromaticities, other: Chromaticities) -> bool:
    return all(abs(a - b) <= _NEAR for p, q in zip(one, other, strict=True) for a, b in zip(p, q, strict=True))


def _adapted(corners: Chromaticities) -> Matrix:
    """XYZ of red, green and blue at full strength, as seen under D50 (Bradford)."""
    white, *primaries = [_from_xy(point) for point in corners]
    shares = _solved(_turned(primaries), white)
    to_d50 = _adaptation(white)
    return [_times(to_d50, [share * value for value in p]) for share, p in zip(shares, primaries, strict=True)]


def _adaptation(white: Sequence[float]) -> Matrix:
    """The matrix that turns XYZ under `white` into XYZ under D50."""
    from_cone, to_cone = _times(_BRADFORD, white), _times(_BRADFORD, _D50)
    scaled = [[to / frm * value for value in row] for to, frm, row in zip(to_cone, from_cone, _BRADFORD, strict=True)]
    return _turned([_solved(_BRADFORD, column) for column in _turned(scaled)])


def _from_xy(point: Point) -> list[float]:
    x, y = point
    return [x / y, 1.0, (1 - x - y) / y]


def _times(matrix: Matrix, vector: Sequence[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _turned(matrix: Matrix) -> Matrix:
    return [list(column) for column in zip(*matrix, strict=True)]


def _solved(matrix: Matrix, right: Sequence[float]) -> list[float]:
    """The vector that a 3 × 3 matrix turns into `right` (Cramer's rule)."""
    whole = _determinant(matrix)
    answers = []
    for column in range(3):
        changed = [[right[r] if c == column else matrix[r][c] for c in range(3)] for r in range(3)]
        answers.append(_determinant(changed) / whole)
    return answers


def _determinant(m: Matrix) -> float:
    return sum(
        m[0][i] * (m[1][(i + 1) % 3] * m[2][(i + 2) % 3] - m[1][(i + 2) % 3] * m[2][(i + 1) % 3]) for i in range(3)
    )


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(values: Sequence[float]) -> bytes:
    return b"XYZ \x00\x00\x00\x00" + b"".join(_fixed(value) for value in values)


def _curve(exponent: float | None) -> bytes:
    """A parametric curve: a plain exponent, or sRGB's own where none is given."""
    numbers = _SRGB_CURVE if exponent is None else (exponent,)
    kind = 3 if exponent is None else 0
    return b"para\x00\x00\x00\x00" + struct.pack(">HH", kind, 0) + b"".join(_fixed(value) for value in numbers)


def _profile(space: bytes, tags: dict[bytes, bytes]) -> bytes:
    """An ICC profile of version 4 for a display."""
    text = (
        b"mluc\x00\x00\x00\x00"
        + struct.pack(">II", 1, 12)
        + b"enUS"
        + struct.pack(">II", 6, 28)
        + "PNG".encode("utf-16-be")
    )
    tags = {b"desc": text, b"cprt": text, **tags}
    at = 132 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, value in tags.items():
        padded = value + bytes(-len(value) % 4)
        table += name + struct.pack(">II", at + len(body), len(value))
        body += padded
    size = 128 + len(table) + len(body)
    head = struct.pack(">I", size) + bytes(4) + b"\x04\x20\x00\x00" + b"mntr" + space + b"XYZ " + bytes(12) + b"acsp"
    head += bytes(28) + b"".join(_fixed(value) for value in _D50)
    return head + bytes(128 - len(head)) + table + body
