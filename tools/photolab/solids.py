"""The stage: solids with a place and a stuff, a camera, and the buffers that a camera sees.

Every solid is a unit shape (sphere, box or tapered cylinder) under an affine map. A ray is carried back
into the unit shape, so one short formula serves for all sizes and positions, and only the pixels inside
the solid's outline on the screen are looked at. Lengths are metres, y is up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Vec = NDArray[np.float64]
Colour = tuple[float, float, float]
FAR = np.float32(1e9)


def rgb(code: str) -> Colour:
    """`#rrggbb` (sRGB) as linear light."""
    values = [int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return red, green, blue


def vec(*values: float) -> Vec:
    return np.array(values, dtype=np.float64)


def unit(v: Vec) -> Vec:
    return v / np.linalg.norm(v)


@dataclass(frozen=True, slots=True)
class Stuff:
    """What a surface is made of: colour, gloss, own light, mottling (`grain` at `scale` metres), creases (`fold`)."""

    colour: Colour
    shine: float = 0.04
    glow: float = 0.0
    grain: float = 0.12
    scale: float = 1.0
    fold: float = 0.0
    through: float = 0.0


@dataclass(frozen=True, slots=True)
class Solid:
    kind: str
    place: Vec  # 3 x 4: unit shape -> world
    stuff: Stuff
    taper: float = 1.0
    low: float = -1.0
    high: float = 1.0


def turn(yaw: float = 0.0, pitch: float = 0.0, roll: float = 0.0) -> Vec:
    """Rotation matrix; degrees about y, x and z, in that order from the outside."""
    a, b, c = np.radians([yaw, pitch, roll])
    ry = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
    rx = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    rz = np.array([[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]])
    return np.asarray(ry @ rx @ rz)


@dataclass(slots=True)
class Stage:
    """Solids in a common frame; `within` shifts and turns everything that is added through it."""

    solids: list[Solid] = field(default_factory=list)
    base: Vec = field(default_factory=lambda: np.eye(3, 4))

    def within(self, at: Sequence[float], yaw: float = 0.0, size: float = 1.0, roll: float = 0.0) -> Stage:
        linear = self.base[:, :3] @ turn(yaw, 0.0, roll) * size
        origin = self.base[:, :3] @ np.asarray(at, float) + self.base[:, 3]
        return Stage(self.solids, np.column_stack([linear, origin]))

    def _add(self, kind: str, linear: Vec, at: Sequence[float], stuff: Stuff, **extra: float) -> None:
        place = np.column_stack([self.base[:, :3] @ linear, self.base[:, :3] @ np.asarray(at, float) + self.base[:, 3]])
        self.solids.append(Solid(kind, place, stuff, **extra))

    def ball(
        self,
        at: Sequence[float],
        size: Sequence[float],
        stuff: Stuff,
        *,
        spin: Vec | None = None,
        low: float = -1.0,
        high: float = 1.0,
    ) -> None:
        """An ellipsoid with half axes `size`, kept only between the unit heights `low` and `high` (a bowl, a dome)."""
        linear = (np.eye(3) if spin is None else spin) @ np.diag(np.asarray(size, float))
        self._add("ball", linear, at, stuff, low=low, high=high)

    def box(self, at: Sequence[float], size: Sequence[float], stuff: Stuff, *, spin: Vec | None = None) -> None:
        """A box around `at` with edge lengths `size`."""
        linear = (np.eye(3) if spin is None else spin) @ np.diag(np.asarray(size, float) / 2)
        self._add("box", linear, at, stuff)

    def rod(
        self,
        start: Sequence[float],
        end: Sequence[float],
        r0: float,
        stuff: Stuff,
        r1: float | None = None,
        flat: float = 1.0,
    ) -> None:
        """A round bar from `start` (radius r0) to `end` (radius r1); `flat` presses it in depth."""
        a, b = np.asarray(start, float), np.asarray(end, float)
        axis = (b - a) / 2
        length = float(np.linalg.norm(axis))
        along = axis / length
        side = np.cross(along, (0.0, 0.0, 1.0) if abs(along[2]) < 0.9 else (1.0, 0.0, 0.0))
        side /= np.linalg.norm(side)
        deep = np.cross(side, along)
        linear = np.column_stack([side * r0, axis, deep * r0 * flat])
        self._add("rod", linear, (a + b) / 2, stuff, taper=1.0 if r1 is None else r1 / r0)

    def tri(
        self, a: Sequence[float], b: Sequence[float], c: Sequence[float], stuff: Stuff, *, four: bool = False
    ) -> None:
        """The triangle a b c, or the parallelogram with these three corners (a between b and c)."""
        p, q, r = (np.asarray(v, float) for v in (a, b, c))
        across = np.cross(q - p, r - p)
        size = float(np.linalg.norm(across))
        if size > 1e-9:
            self._add(
                "tri", np.column_stack([q - p, r - p, across / size * 0.01]), p, stuff, taper=-1.0 if four else 1.0
            )


@dataclass(frozen=True, slots=True)
class View:
    """Rays o = o0 + x ox + y oy, d = d0 + x dx + y dy over pixel centres; x, y in -1 … 1 of the half height."""

    width: int
    height: int
    eye: Vec
    right: Vec
    up: Vec
    ahead: Vec
    spread: float  # half height at depth 1 (perspective) or in metres (parallel)
    parallel: bool = False

    @classmethod
    def camera(
        cls, width: int, height: int, eye: Sequence[float], target: Sequence[float], fov: float, roll: float = 0.0
    ) -> View:
        """A camera with a vertical angle of view in degrees."""
        e = np.asarray(eye, float)
        ahead = unit(np.asarray(target, float) - e)
        right = unit(np.cross(ahead, (0.0, 1.0, 0.0)))
        up = np.cross(right, ahead)
        c, s = np.cos(np.radians(roll)), np.sin(np.radians(roll))
        right, up = c * right + s * up, c * up - s * right
        return cls(width, height, e, right, up, ahead, float(np.tan(np.radians(fov) / 2)))

    def grid(self) -> tuple[Floats, Floats]:
        half = self.height / 2
        xs = (np.arange(self.width) + 0.5 - self.width / 2) / half * self.spread
        ys = (self.height / 2 - np.arange(self.height) - 0.5) / half * self.spread
        return xs.astype(np.float32)[None, :], ys.astype(np.float32)[:, None]

    def directions(self) -> Floats:
        """Unit directions of all rays, shape height x width x 3."""
        xs, ys = self.grid()
        d = self.ahead + xs[..., None] * self.right + ys[..., None] * self.up
        return np.asarray(d / np.linalg.norm(d, axis=-1, keepdims=True), dtype=np.float32)

    def windows(self, places: Vec) -> tuple[NDArray[np.int64], Vec]:
        """Which pixels unit cubes under `places` (n x 3 x 4) can touch, and how near they come.

        Returns:
            Rows of first and last row, first and last column (empty when out of sight), and the least depth of each.
        """
        corners = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], float)
        rel = np.einsum("nij,kj->nki", places[:, :, :3], corners) + places[:, None, :, 3] - self.eye
        depth = rel @ self.ahead
        nearest = depth.min(1)
        scale = self.spread * (np.ones_like(depth) if self.parallel else np.maximum(depth, 1e-6))
        px = (rel @ self.right) / scale * self.height / 2 + self.width / 2
        py = self.height / 2 - (rel @ self.up) / scale * self.height / 2
        first = np.stack([py.min(1) - 1, px.min(1) - 1], 1)
        last = np.stack([py.max(1) + 2, px.max(1) + 2], 1)
        if not self.parallel:
            first[nearest < 0.05] = 0
            last[nearest < 0.05] = self.width + self.height
            last[depth.max(1) < 0.05] = 0
        size = np.array([self.height, self.width])
        low, high = np.clip(first, 0, size).astype(np.int64), np.clip(last, 0, size).astype(np.int64)
        return np.stack([low[:, 0], high[:, 0], low[:, 1], high[:, 1]], 1), nearest


@dataclass(slots=True)
class Seen:
    """What each pixel sees: distance along the ray, facing, and the number of the solid (-1 = nothing)."""

    depth: Floats
    normal: Floats
    number: NDArray[np.int32]


def look(view: View, solids: Sequence[Solid]) -> Seen:
    """Draw all solids into fresh buffers, nearest first come."""
    shape = (view.height, view.width)
    seen = Seen(np.full(shape, FAR), np.zeros((*shape, 3), np.float32), np.full(shape, -1, np.int32))
    if not solids:
        return seen
    places = np.stack([solid.place for solid in solids])
    areas, nearest = view.windows(places)
    inverses = np.linalg.inv(places[:, :, :3])
    eyes = np.einsum("nij,nj->ni", inverses, view.eye - places[:, :, 3]).astype(np.float32)
    axes = (inverses @ np.stack([view.ahead, view.right, view.up], 1)).astype(np.float32)
    inverses = inverses.astype(np.float32)
    grid = view.grid()
    with np.errstate(all="ignore"):
        for number in np.argsort(nearest, kind="stable"):
            y0, y1, x0, x1 = (int(edge) for edge in areas[number])
            if y0 >= y1 or x0 >= x1:
                continue
            area = (slice(y0, y1), slice(x0, x1))
            if seen.depth[area].max() > nearest[number]:
                _draw(
                    view, solids[number], int(number), area, grid, (eyes[number], axes[number], inverses[number]), seen
                )
    return seen


def _draw(
    view: View,
    solid: Solid,
    number: int,
    area: tuple[slice, slice],
    grid: tuple[Floats, Floats],
    frame: tuple[Floats, Floats, Floats],
    seen: Seen,
) -> None:
    """Draw one solid into the rows and columns of `area`; `frame` is the view in the solid's own coordinates."""
    eye, axes, inverse = frame
    ahead, right, up = axes[:, 0], axes[:, 1], axes[:, 2]
    x, y = grid[0][:, area[1]], grid[1][area[0]]
    o: list[Floats]
    d: list[Floats]
    spans = [x * right[i] + y * up[i] for i in range(3)]
    if view.parallel:
        o = [eye[i] + spans[i] for i in range(3)]
        d = [np.float32(ahead[i]) + np.zeros((1, 1), np.float32) for i in range(3)]
    else:
        o = [eye[i] + np.zeros((1, 1), np.float32) for i in range(3)]
        d = [ahead[i] + spans[i] for i in range(3)]
    t = _CUT[solid.kind](o, d, solid)
    near = seen.depth[area]
    hit = (t < near) & (t > (-1e8 if view.parallel else 0.02))
    if not hit.any():
        return
    near[hit] = t[hit]
    seen.number[area][hit] = number
    if view.parallel:
        return
    th = t[hit]
    p = np.stack([np.broadcast_to(o[i], t.shape)[hit] + th * np.broadcast_to(d[i], t.shape)[hit] for i in range(3)], -1)
    outward = _facing(p, solid)
    n = outward @ inverse
    rays = np.stack([np.broadcast_to(d[i], t.shape)[hit] for i in range(3)], -1)
    n /= np.linalg.norm(n, axis=-1, keepdims=True) + 1e-12
    toward = (rays * outward).sum(-1) > 0
    n[toward] *= -1
    seen.normal[area][hit] = n


def _cut_ball(o: list[Floats], d: list[Floats], solid: Solid) -> Floats:
    a = d[0] * d[0] + d[1] * d[1] + d[2] * d[2]
    b = o[0] * d[0] + o[1] * d[1] + o[2] * d[2]
    c = o[0] * o[0] + o[1] * o[1] + o[2] * o[2] - 1
    disc = b * b - a * c
    root = np.sqrt(np.maximum(disc, 0))
    first = np.where(disc > 0, (-b - root) / a, FAR)
    if solid.low <= -1 and solid.high >= 1:
        return first
    y = o[1] + first * d[1]
    second = np.where(disc > 0, (-b + root) / a, FAR)
    y2 = o[1] + second * d[1]
    second = np.where((y2 >= solid.low) & (y2 <= solid.high), second, FAR)
    return np.where((y >= solid.low) & (y <= solid.high), first, second)


def _cut_rod(o: list[Floats], d: list[Floats], solid: Solid) -> Floats:
    p, q = (1 + solid.taper) / 2, (solid.taper - 1) / 2
    r = p + q * o[1]
    a = d[0] * d[0] + d[2] * d[2] - q * q * d[1] * d[1]
    b = o[0] * d[0] + o[2] * d[2] - q * d[1] * r
    c = o[0] * o[0] + o[2] * o[2] - r * r
    disc = b * b - a * c
    root = np.sqrt(np.maximum(disc, 0))
    best = np.full(np.broadcast_shapes(a.shape, b.shape), FAR, np.float32)
    for t in ((-b - root) / a, (-b + root) / a):
        y = o[1] + t * d[1]
        best = np.where((disc > 0) & (np.abs(y) <= 1) & (t < best) & (p + q * y >= 0), t, best)
    for cap, limit in ((-1.0, 1.0), (1.0, solid.taper)):
        t = (cap - o[1]) / d[1]
        x, z = o[0] + t * d[0], o[2] + t * d[2]
        best = np.where((x * x + z * z <= limit * limit) & (t < best), t, best)
    return best


def _cut_box(o: list[Floats], d: list[Floats], solid: Solid) -> Floats:
    near: Floats | None = None
    far: Floats | None = None
    for i in range(3):
        step = np.where(np.abs(d[i]) < 1e-9, np.float32(1e-9), d[i])
        t0, t1 = (-1 - o[i]) / step, (1 - o[i]) / step
        low, high = np.minimum(t0, t1), np.maximum(t0, t1)
        near = low if near is None else np.maximum(near, low)
        far = high if far is None else np.minimum(far, high)
    assert near is not None
    assert far is not None
    return np.where(near <= far, np.where(near > 0.02, near, np.where(far > 0.02, far, FAR)), FAR)


def _cut_tri(o: list[Floats], d: list[Floats], solid: Solid) -> Floats:
    t = -o[2] / d[2]
    x, y = o[0] + t * d[0], o[1] + t * d[1]
    if solid.taper < 0:  # a parallelogram instead of a triangle
        return np.where((x >= 0) & (y >= 0) & (x <= 1) & (y <= 1), t, FAR)
    return np.where((x >= 0) & (y >= 0) & (x + y <= 1), t, FAR)


_CUT = {"tri": _cut_tri, "ball": _cut_ball, "rod": _cut_rod, "box": _cut_box}


def _facing(p: Floats, solid: Solid) -> Floats:
    """The outward direction at points of the unit shape (not of unit length)."""
    if solid.kind == "ball":
        return p
    if solid.kind == "tri":
        return np.broadcast_to(np.asarray([0, 0, 1], np.float32), p.shape)
    if solid.kind == "box":
        axis = np.abs(p).argmax(-1)
        n = np.zeros_like(p)
        rows = np.arange(len(p))
        n[rows, axis] = np.sign(p[rows, axis])
        return n
    q = (solid.taper - 1) / 2
    r = (1 + solid.taper) / 2 + q * p[:, 1]
    n = np.stack([p[:, 0], -q * r, p[:, 2]], -1)
    cap = np.abs(p[:, 1]) > 0.9995
    n[cap] = np.stack([np.zeros(cap.sum()), np.sign(p[cap, 1]), np.zeros(cap.sum())], -1)
    return n.astype(np.float32)
