"""Scenes of custom: the shrine at night, the buffalo in the morning mist."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from photolab import kit, noise
from photolab.scene import Lamp, Paint, Scene
from photolab.scenes_town import earth
from photolab.sky import Ridge, Sky
from photolab.solids import Floats, Stage, Stuff, View, rgb, turn

Frame = tuple[int, int]


def shrine(size: Frame, rng: np.random.Generator, seed: str) -> Scene:
    stage = Stage()
    red = Stuff(rgb("#6b1d15"), shine=0.08, grain=0.15, scale=0.4)
    tile = Stuff(rgb("#5b3026"), grain=0.35, scale=0.25, fold=0.5)
    stone = Stuff(rgb("#8a857a"), grain=0.25, scale=0.6, fold=0.15)
    for k in range(5):
        stage.box((0, 0.09 + k * 0.17, -13.2 - k * 0.4), (13 - k * 0.3, 0.18, 9), stone)
    base = stage.within((0, 0.95, -17))
    for x in (-4.6, -2.75, -0.95, 0.95, 2.75, 4.6):
        base.rod((x, 0, 2.6), (x, 3.4, 2.6), 0.19, red)
        base.rod((x, 0, 2.6), (x, 0.2, 2.6), 0.3, stone)
    base.box((0, 1.9, -0.6), (10, 3.8, 0.3), red)
    for x in (-3.7, -1.85, 0, 1.85, 3.7):
        base.box(
            (x, 1.5, -0.42),
            (1.4, 2.7, 0.08),
            Stuff((1.0, 0.5, 0.16), glow=0.34 if abs(x) < 2 else 0.14, grain=0.35, scale=0.2),
        )
        for dx in (-0.45, 0, 0.45):
            base.rod((x + dx, 0.2, -0.35), (x + dx, 2.8, -0.35), 0.035, red)
    base.box((0, 3.35, 2.6), (10.4, 0.34, 0.3), red)
    _curved_roof(base, 6.4, 3.5, 4.4, 2.6, tile)
    upper = base.within((0, 2.6, 0.2))
    upper.box((0, 3.2, 0), (6.2, 1.3, 2.4), red)
    _curved_roof(upper, 4.3, 3.75, 2.6, 1.9, tile)
    lamps = []
    for x in (-5.2, -3.7, -1.85, 0, 1.85, 3.7, 5.2):
        at = (x, 3.15, -14.0)
        stage.rod((x, 3.4, -14.0), (x, 4.0, -14.0), 0.01, kit.DARK)
        stage.ball(at, (0.27, 0.32, 0.27), Stuff((1.0, 0.09, 0.03), glow=1.15, grain=0.25, scale=0.1))
        lamps.append(Lamp((x, 2.8, -13.5), (0.95, 0.42, 0.2), 1.3))
    lamps.append(Lamp((0, 2.6, -16.4), (1.1, 0.62, 0.26), 1.6))
    lamps.append(Lamp((0, 2.2, -9.5), (0.55, 0.36, 0.2), 3.2))
    for side in (-1, 1):
        stage.rod((side * 3.4, 0, -8.2), (side * 3.4, 1.0, -8.2), 0.3, stone, 0.22)
        stage.box((side * 3.4, 1.35, -8.2), (0.55, 0.6, 0.55), stone)
        stage.box((side * 3.4, 1.36, -7.91), (0.32, 0.38, 0.02), Stuff((1.0, 0.6, 0.2), glow=4.0))
        stage.rod((side * 3.4, 1.65, -8.2), (side * 3.4, 2.05, -8.2), 0.5, stone, 0.03)
        lamps.append(Lamp((side * 3.4, 1.35, -7.5), (1.3, 0.75, 0.28), 0.9))
    for x, z, yaw in ((-1.0, -9.6, 180), (-0.35, -9.9, 185), (1.5, -11.5, 170), (-2.4, -11.9, 200)):
        kit.person(stage, (x, 0, z), yaw, rng, pose="stand")
    for x, z in ((-9.5, -15), (9.8, -14), (-12, -22), (12, -22), (6.8, -25), (-6, -26)):
        kit.tree(stage, (x, 0, z), rng, 9.5, 4.4, "#1f3320", 330)
    sky = Sky(
        zenith=rgb("#27406e"),
        horizon=rgb("#8291b0"),
        sunlight=(0, 0, 0),
        glow=0,
        clouds=0.5,
        cloud_scale=0.04,
        ambient=0.5,
        gain=0.85,
    )
    view = View.camera(*size, eye=(1.6, 1.5, 3.6), target=(0.0, 3.6, -15), fov=46)
    return Scene(
        view,
        stage,
        sky,
        lamps=lamps,
        land=_paving(),
        land_grain=0.12,
        shadow_size=0,
        focus=13,
        aperture=0.01,
        exposure=1.0,
        bloom=0.16,
        contrast=1.05,
        grain=0.028,
        vignette=0.5,
    )


def _paving() -> Paint:
    base = np.asarray(rgb("#6d675d"), np.float32)

    def paint(x: Floats, z: Floats, far: Floats) -> Floats:
        u, v = np.abs((x / 0.6 + 0.5 * (np.floor(z / 0.6) % 2)) % 1 - 0.5), np.abs((z / 0.6) % 1 - 0.5)
        joint = 1 - 0.5 * np.clip((np.maximum(u, v) - 0.47) * 50, 0, 1) * np.clip(12 / (far + 1), 0, 1)
        mottle = (
            1
            + 0.2 * noise.at(noise.tile("earth", 1.6, 2), x / 9, z / 9)
            + 0.08 * noise.at(noise.tile("floor", 1.4, 3), x / 2, z / 2)
        )
        return base * (joint * np.clip(mottle, 0.4, 1.6))[:, None]

    return paint


def _curved_roof(s: Stage, half: float, y: float, deep: float, rise: float, tile: Stuff) -> None:
    """A hip roof with swept eaves and raised corners, in strips."""
    steps, cuts = 10, 12
    ridge = half * 0.62

    def point(u: float, v: float, side: int) -> tuple[float, float, float]:
        width = half * (1 - v) + ridge * v
        x = u * width
        sweep = 0.75 * abs(u) ** 3.2 * (1 - v) ** 2
        return x, y + rise * v**1.5 + sweep - 0.05, side * deep * (1 - v) * (1 + 0.05 * abs(u) ** 3)

    for side in (1, -1):
        for i in range(cuts):
            for k in range(steps):
                u0, u1 = (2 * j / cuts - 1 for j in (i, i + 1))
                v0, v1 = k / steps, (k + 1) / steps
                a, b, c, d = point(u0, v0, side), point(u1, v0, side), point(u1, v1, side), point(u0, v1, side)
                s.tri(a, b, c, tile)
                s.tri(a, c, d, tile)
    for side in (-1, 1):
        for k in range(steps):
            v0, v1 = k / steps, (k + 1) / steps
            a, b = point(side, v0, 1), point(side, v0, -1)
            c, d = point(side, v1, -1), point(side, v1, 1)
            s.tri(a, b, c, tile)
            s.tri(a, c, d, tile)
            s.rod(a, d, 0.09, tile)
    s.rod((-ridge, y + rise, 0), (ridge, y + rise, 0), 0.15, tile)
    for side in (-1, 1):
        s.rod((side * ridge, y + rise, 0), (side * (ridge + 0.35), y + rise + 0.5, 0), 0.13, tile, 0.03)


def buffalo(size: Frame, rng: np.random.Generator, seed: str) -> Scene:
    stage = Stage()
    hide = Stuff(rgb("#2a2625"), shine=0.1, grain=0.25, scale=0.2, fold=0.3)
    horn = Stuff(rgb("#4a4640"), shine=0.2, grain=0.2, scale=0.1, fold=0.1)
    s = stage.within((-0.9, 0, -9.5), 68, 1.05)
    s.ball((0, 1.02, -0.15), (0.46, 0.5, 0.95), hide)
    s.ball((0, 1.12, 0.6), (0.42, 0.5, 0.52), hide)
    s.ball((0, 1.05, -0.85), (0.42, 0.46, 0.42), hide)
    s.rod((0, 1.18, 0.8), (0, 1.12, 1.45), 0.3, hide, 0.2)
    s.rod((0, 1.2, 1.4), (0, 0.88, 1.88), 0.19, hide, 0.12)
    s.ball((0, 0.87, 1.9), (0.13, 0.11, 0.12), hide)
    s.ball((0, 1.24, 1.4), (0.19, 0.18, 0.2), hide)
    for side in (-1, 1):
        points = [
            (side * 0.16, 1.34, 1.36),
            (side * 0.5, 1.36, 1.22),
            (side * 0.72, 1.5, 1.0),
            (side * 0.68, 1.72, 0.82),
            (side * 0.52, 1.86, 0.74),
        ]
        for j, (a, b) in enumerate(pairwise(points)):
            s.rod(a, b, 0.085 - 0.018 * j, horn, 0.085 - 0.018 * (j + 1))
        s.ball((side * 0.3, 1.2, 1.28), (0.17, 0.05, 0.09), hide, spin=turn(0, 0, side * -18))
        for z, bend in ((0.72, 0.06), (-0.88, -0.08)):
            step = 0.16 * side * (1 if z > 0 else -1)
            s.rod((side * 0.24, 0.9, z), (side * 0.24, 0.46, z + step + bend), 0.16, hide, 0.09)
            s.rod((side * 0.24, 0.46, z + step + bend), (side * 0.24, 0.04, z + step), 0.085, hide, 0.075)
            s.ball((side * 0.24, 0.05, z + step + 0.02), (0.1, 0.06, 0.12), hide)
    s.rod((0, 1.2, -1.22), (0.06, 0.55, -1.38), 0.045, hide, 0.02)
    kit.person(stage, (1.95, 0, -9.0), 72, rng, top="#5b4a3a", bottom="#2b2a2a", hat="non", pose="walk", height=1.66)
    rope = Stuff(rgb("#8c7a55"))
    stage.rod((1.05, 0.98, -8.85), (1.75, 0.92, -8.98), 0.012, rope)
    grass = [Stuff(rgb(c), grain=0.3, scale=0.1, through=0.7) for c in ("#6f7a3c", "#8a8748", "#5a6a34", "#a39a5c")]
    for _ in range(2600):
        z = -float(rng.uniform(1.8, 4.6) if rng.uniform() < 0.55 else rng.uniform(4.6, 16))
        x = float(rng.uniform(-0.62, 0.62)) * (2 - z)
        h = float(rng.uniform(0.1, 0.34))
        tip = (x + float(rng.normal(0, 0.09)), h, z + float(rng.normal(0, 0.06)))
        stage.rod((x, 0, z), tip, 0.007, grass[int(rng.integers(4))], 0.001)
    for x, z in ((-15, -46), (-9, -60), (11, -52), (17, -66), (24, -60), (4, -85), (-26, -70)):
        kit.tree(stage, (x, 0, z), rng, float(rng.uniform(6, 10)), 3.6, "#3a4a2a", 120)
    sky = Sky(
        zenith=rgb("#8fa0b4"),
        horizon=rgb("#f2d3a6"),
        sun=(0.42, 0.16, -1),
        sunlight=(3.0, 2.1, 1.25),
        glow=1.0,
        disc=5.0,
        clouds=0.25,
        ambient=0.72,
        power=0.5,
        gain=1.15,
        ridges=(Ridge(900, 60, rgb("#4a5148"), 0, 130),),
    )
    view = View.camera(*size, eye=(0.2, 1.15, 0), target=(0.35, 1.25, -10), fov=31)
    return Scene(
        view,
        stage,
        sky,
        land=earth("#6a6b3a", "#7d7444", 3.0, 0.3),
        land_grain=0.5,
        haze=0.02,
        exposure=0.62,
        warmth=0.2,
        shadow_size=14,
        shadow_at=(0.5, 0, -9),
        focus=9.6,
        aperture=0.04,
        bloom=0.14,
        contrast=1.05,
    )
