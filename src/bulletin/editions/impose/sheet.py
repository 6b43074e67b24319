"""Where a page is on a sheet: paper, orientation, scale, creep and the turn of the back. Arithmetic in pt."""

from __future__ import annotations

from typing import Literal

from bulletin.editions.impose.order import Kind
from bulletin.geometry import PT_PER_MM, Matrix, Rect, multiply
from bulletin.lazy import dataclass

PAPERS: dict[str, tuple[float, float]] = {"a4": (210.0, 297.0), "a3": (297.0, 420.0)}
"""Short and long side in mm (ISO 216): what an office copier takes."""
_OVERHANG = 1 * PT_PER_MM
"""Pages of 148.5 mm or 595 pt rounded up are still A5 and A4: the excess is divided between the two edges."""

Paper = Literal["auto", "a4", "a3"]
Flip = Literal["short", "long"]


@dataclass(frozen=True, slots=True)
class Scheme:
    """How to impose.

    Attributes:
        kind: `booklet` (fold and staple), `two-up` (two pages a side, for reading) or `cut-stack`.
        sheet: `a4`, `a3`, `auto` (the smaller of the two that takes a pair of pages), or width and height in mm.
        flip: which edge of the sheet the duplex unit turns it about; the back is written to suit.
        caliper_mm: thickness of one sheet of paper. Each sheet of a booklet moves its pages towards the fold by the
            thickness of the sheets around it, which would otherwise be cut off the margin at the fore-edge.
        insert: the middle leaf of a booklet becomes a loose sheet where that saves blank pages.
        fold_marks: short lines at both ends of the fold.
        fit: scale the pages so that a pair fills the sheet; otherwise they keep their size.
    """

    kind: Kind = "booklet"
    sheet: Paper | tuple[float, float] = "auto"
    flip: Flip = "short"
    caliper_mm: float = 0.0
    insert: bool = False
    fold_marks: bool = False
    fit: bool = False


@dataclass(frozen=True, slots=True)
class SheetGeometry:
    """One sheet's geometry. `width` and `height` of the sheet, `page_w` and `page_h` of one page as printed, in pt.

    `scale` is what one pt of the source becomes; `paper` names it (`A4`, `A3` or `330 × 480 mm`).
    """

    paper: str
    width: float
    height: float
    page_w: float
    page_h: float
    scale: float

    @property
    def middle(self) -> float:
        """Where the fold or the middle cut is."""
        return self.width / 2

    @property
    def foot(self) -> float:
        """The lower edge of the pages."""
        return (self.height - self.page_h) / 2

    @property
    def pair(self) -> Rect:
        """The two pages together, on the sheet."""
        left = max(self.middle - self.page_w, 0.0)
        return left, max(self.foot, 0.0), self.width - left, self.height - max(self.foot, 0.0)

    def turned(self, flip: Flip) -> bool:
        """Whether the back must be turned upside down.

        Turned about an upright edge a sheet shows its back the right way up, like the page of a book. The upright
        edges are the short ones of a landscape sheet, the long ones of a portrait sheet.
        """
        return (flip == "long") == (self.width >= self.height)


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page of the source as it is read: size in pt after /Rotate and /UserUnit, and the way there.

    `matrix` takes the page's own coordinates to a page with its lower left corner at (0, 0); `bleed` is what may be
    shown beyond the left, bottom, right and top edge.
    """

    width: float
    height: float
    matrix: Matrix
    bleed: Rect = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Put:
    """A page on a sheet: what of the sheet it may paint, and the matrix of its form."""

    clip: Rect
    matrix: Matrix


def choose(scheme: Scheme, width: float, height: float) -> SheetGeometry | None:
    """The sheet for pairs of pages of `width` × `height` pt; None when they do not fit at their own size."""
    grounds = [_ground(name, size, width, height, fit=False) for name, size in _candidates(scheme)]
    fitting = [ground for ground in grounds if _fits(ground)]
    if fitting and (not scheme.fit or scheme.sheet == "auto"):
        return fitting[0]
    if not scheme.fit:
        return None
    scaled = [_ground(name, size, width, height, fit=True) for name, size in _candidates(scheme)]
    return max(scaled, key=lambda ground: ground.scale)


def put(face: SourcePage, ground: SheetGeometry, *, right: bool, depth_pt: float = 0.0) -> Put:
    """Lay a page on the left or right half, moved towards the middle by `depth_pt`; bleed ends at the middle."""
    scale = ground.scale * min(
        1.0, ground.page_w / ground.scale / face.width, ground.page_h / ground.scale / face.height
    )
    wide, high = face.width * scale, face.height * scale
    x = (ground.middle if right else ground.middle - ground.page_w) + (ground.page_w - wide) / 2
    x += -depth_pt if right else depth_pt
    y = ground.foot + (ground.page_h - high) / 2
    left, low, beyond, top = (edge * scale for edge in face.bleed)
    ends = (ground.middle, ground.width) if right else (0.0, ground.middle)
    clip = (
        max(x - left, ends[0]), max(y - low, 0.0), min(x + wide + beyond, ends[1]), min(y + high + top, ground.height)
    )  # fmt: skip
    return Put(clip, multiply(face.matrix, (scale, 0, 0, scale, x, y)))


def upright(box: Rect, rotate: int, unit: float, bleed: Rect) -> SourcePage:
    """The face of a page whose area is `box` in its own coordinates, shown turned clockwise by `rotate` degrees."""
    x0, y0, x1, y1 = box
    matrices: dict[int, Matrix] = {
        0: (1, 0, 0, 1, -x0, -y0),
        90: (0, -1, 1, 0, -y0, x1),
        180: (-1, 0, 0, -1, x1, y1),
        270: (0, 1, -1, 0, y1, -x0),
    }
    turns = rotate // 90 % 4
    wide, high = x1 - x0, y1 - y0
    if turns % 2:
        wide, high = high, wide
    # What was on the left is at the top after a quarter turn clockwise, what was at the bottom on the left.
    order = [(k + turns) % 4 for k in range(4)]
    bleeds = [bleed[k] * unit for k in order]
    matrix = multiply(matrices[turns * 90], (unit, 0, 0, unit, 0, 0))
    return SourcePage(wide * unit, high * unit, matrix, (bleeds[0], bleeds[1], bleeds[2], bleeds[3]))


def quarter(face: SourcePage) -> SourcePage:
    """The page turned a quarter to the left: how a wide page is set among upright ones, its head at the left."""
    left, low, right, top = face.bleed
    return SourcePage(
        face.height, face.width, multiply(face.matrix, (0, 1, -1, 0, face.height, 0)), (top, left, low, right)
    )


def _candidates(scheme: Scheme) -> list[tuple[str, tuple[float, float]]]:
    """Named sheet sizes in pt, on their side first: two upright pages make a wide pair."""
    if isinstance(scheme.sheet, tuple):
        wide, high = scheme.sheet
        return [(f"{wide:g} × {high:g} mm", (wide * PT_PER_MM, high * PT_PER_MM))]
    names = PAPERS if scheme.sheet == "auto" else (scheme.sheet,)
    sizes = [(name.upper(), *PAPERS[name]) for name in names]
    return [
        (name, (x * PT_PER_MM, y * PT_PER_MM)) for name, short, long in sizes for x, y in ((long, short), (short, long))
    ]


def _ground(name: str, size: tuple[float, float], width: float, height: float, *, fit: bool) -> SheetGeometry:
    scale = min(size[0] / 2 / width, size[1] / height) if fit else 1.0
    return SheetGeometry(name, *size, width * scale, height * scale, scale)


def _fits(ground: SheetGeometry) -> bool:
    return 2 * ground.page_w <= ground.width + _OVERHANG and ground.page_h <= ground.height + _OVERHANG
