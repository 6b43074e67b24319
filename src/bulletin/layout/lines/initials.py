"""The large first letter of a story, and the paragraph that is set around it.

The letter has its foot on the baseline of its last row, and its head is level with the capitals of the first. A letter
with a mark above (`Ấ`) is so much smaller that its mark is level with them. A letter that reaches below the baseline
(`Q`, `Ạ`) would touch the next row, so its story has no initial.
"""

from __future__ import annotations

from dataclasses import replace

from bulletin.fields import roles
from bulletin.layout.lines.shape import Shaper
from bulletin.layout.spec import LayoutSpec, Role
from bulletin.lazy import dataclass
from bulletin.model import Inline

GAP_EM = 0.3
"""White between an initial and the lines beside it, in sizes of the text."""
OUTSIDE_PT = 0.9
"""How far the white left of a letter's ink is outside the measure at most, which the proofs take for rounding."""
WIDEST = 0.4
"""Share of the measure that an initial takes at most; lines beside it could not be even."""
_ROUND = 1.05
"""How much higher than `H` a letter may be and have no mark: round letters are a little."""
_DEEPEST = 0.2
"""How far below its baseline a letter may reach, in rows."""


@dataclass(frozen=True, slots=True)
class InitialLetter:
    """An initial in its role: a line as high as `role` says, at the head of the paragraph, has its baseline right.

    `left` is the white left of its ink, which is outside the measure, and `width` what it takes of the first `rows`
    lines, pt.
    """

    letter: str
    role: Role
    rows: int
    left: float
    width: float


def initial_of(inline: Inline, body: Role, spec: LayoutSpec, shaper: Shaper, measure: float) -> InitialLetter | None:
    """The initial of a paragraph; None where its first letter cannot be one.

    A letter that is a word, an abbreviation or in another face stays in its line.
    """
    first = inline[0]
    letter = first.text[:1]
    if first.bold or first.italic or not letter.isupper() or not first.text[1:2].islower():
        return None
    role = _sized(letter, body, spec, shaper)
    white, right, low, _ = shaper.ink(letter, role)
    if right <= white:
        return None
    left = min(max(white, 0.0), OUTSIDE_PT)
    gap = max(GAP_EM * body.size_pt, shaper.word(letter, shaper.face(role), role.size_pt) - right)
    width = right - left + gap
    if -low > _DEEPEST * spec.row_pt or width > WIDEST * measure:
        return None
    foot = (spec.initials.rows - 1) * spec.row_pt + shaper.baseline(body)
    leading = 2 * (foot - shaper.baseline(replace(role, leading_pt=0.0)))
    return InitialLetter(letter, replace(role, leading_pt=leading), spec.initials.rows, left, width)


def _sized(letter: str, body: Role, spec: LayoutSpec, shaper: Shaper) -> Role:
    """The role of initials in the size at which this letter fills its rows."""
    role = spec.role(roles.INITIAL)
    height = (spec.initials.rows - 1) * spec.row_pt + shaper.ink("H", body)[3]
    flat, own = shaper.ink("H", role)[3], shaper.ink(letter, role)[3]
    return replace(role, size_pt=role.size_pt * height / (flat if own <= _ROUND * flat else own))
