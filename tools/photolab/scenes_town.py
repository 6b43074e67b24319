"""Scenes ashore: market before dawn, baskets of fish, drying racks, roofs at dusk."""

from __future__ import annotations

import numpy as np

from photolab import kit, noise
from photolab.scene import Lamp, Paint, Scene
from photolab.sky import Ridge, Sky
from photolab.solids import Floats, Stage, Stuff, View, rgb, turn

Frame = tuple[int, int]


def earth(code: str, other: str, size: float = 6.0, depth: float = 0.25) -> Paint:
    """Mottled ground of two colours."""
    one, two = (np.asarray(rgb(c), np.float32) for c in (code, other))

    def paint(x: Floats, z: Floats, far: Floats) -> Floats:
        share = np.clip(0.5 + 0.45 * noise.at(noise.tile("earth", 1.6, 2), x / size / 4, z / size / 4), 0, 1)[:, None]
        fine = 1 + depth * noise.at(noise.tile("earth2", 1.1, 6), x / size, z / size)
        return (one * share + two * (1 - share)) * np.clip(fine, 0.3, 1.8)[:, None]

    return paint


def fish(stage: Stage, at: tuple[float, float, float], yaw: float, size: float, rng: np.random.Generator) -> None:
    silver = ("#8f989d", "#737f88", "#a9aca6", "#66747d")[int(rng.integers(4))]
    body = Stuff(rgb(silver), shine=0.45, grain=0.14, scale=0.06, fold=0.05)
    back = Stuff(rgb("#3a4b57"), shine=0.3, grain=0.16, scale=0.06, fold=0.05)
    s = stage.within(at, yaw, size, roll=float(rng.uniform(-16, 16)))
    s.ball((0, 0, 0), (0.155, 0.026, 0.04), body)
    s.ball((0, 0.003, -0.014), (0.147, 0.025, 0.028), back)
    for side in (-0.034, 0.034):
        s.tri((-0.14, 0.0, 0), (-0.205, 0.004, side * 1.3), (-0.185, 0.0, side * 0.1), back)
    s.ball((0.115, 0.02, 0.012), (0.008, 0.008, 0.008), Stuff(rgb("#101214"), shine=0.5))


def market(size: Frame, rng: np.random.Generator, seed: str) -> Scene:
    stage = Stage()
    lamps = []
    awning = ("#2c5f86", "#8c3a2c", "#38684f", "#7b6a34")
    for row, side in ((0, -1), (1, 1)):
        for k in range(7):
            x, z = side * 3.1, -3.2 - k * 3.0
            post = kit.STEEL
            for dz in (-1.4, 1.4):
                stage.rod((x - side * 1.3, 0, z + dz), (x - side * 1.3, 2.5, z + dz), 0.03, post)
            roof = Stuff(rgb(awning[(k + row) % 4]), grain=0.2, scale=0.5, fold=0.12, through=0.3)
            stage.box((x + side * 0.2, 2.6, z), (3.2, 0.03, 2.9), roof, spin=turn(0, 0, side * 9))
            stage.box((x, 0.4, z), (1.5, 0.8, 2.6), Stuff(rgb("#5c5348"), grain=0.3, scale=0.4))
            stage.box((x, 0.83, z), (1.65, 0.05, 2.75), Stuff(rgb("#8d9296"), shine=0.3, grain=0.15, scale=0.3))
            for j in range(3):
                kit.basket(stage, (x - side * 0.3, 0.86, z - 0.85 + j * 0.85), 0.34, kit.STRAW, kit.WOOD)
                for _ in range(16):
                    a, r = float(rng.uniform(0, 6.3)), float(rng.uniform(0, 0.24))
                    fish(
                        stage,
                        (
                            x - side * 0.3 + r * np.cos(a),
                            1.06 + float(rng.uniform(0, 0.05)),
                            z - 0.85 + j * 0.85 + r * np.sin(a),
                        ),
                        float(rng.uniform(0, 360)),
                        1.1,
                        rng,
                    )
            bulb = (x - side * 0.9, 2.05 + float(rng.uniform(-0.1, 0.1)), z + float(rng.uniform(-0.3, 0.3)))
            stage.rod((bulb[0], 2.05, bulb[2]), (bulb[0], 2.6, bulb[2]), 0.008, kit.DARK)
            stage.ball(bulb, (0.06, 0.08, 0.06), Stuff((1.0, 0.72, 0.36), glow=26))
            lamps.append(Lamp((bulb[0], bulb[1] - 0.1, bulb[2]), (2.6, 1.65, 0.8), 0.95))
            kit.person(
                stage,
                (x + side * 1.1, 0, z + float(rng.uniform(-0.5, 0.5))),
                -90 * side,
                rng,
                pose="reach",
                hat="non" if rng.uniform() < 0.5 else "",
            )
    for _ in range(21):
        z = float(rng.uniform(-22, -3.4))
        x = float(rng.uniform(-1.7, 1.7))
        kit.person(
            stage,
            (x, 0, z),
            float(rng.choice([0, 90, 180, 270])) + float(rng.normal(0, 25)),
            rng,
            hat="non" if rng.uniform() < 0.45 else "",
            pose=str(rng.choice(["walk", "stand", "reach", "bend"])),
            height=float(rng.normal(1.6, 0.06)),
        )
    for _ in range(40):
        x, z = float(rng.uniform(-14, 14)), float(rng.uniform(-60, -32))
        stage.ball(
            (x, float(rng.uniform(1.5, 6)), z),
            (0.09, 0.09, 0.09),
            Stuff((1.0, float(rng.uniform(0.5, 0.9)), 0.4), glow=30),
        )
    sky = Sky(
        zenith=rgb("#0f2038"), horizon=rgb("#41536f"), sunlight=(0, 0, 0), glow=0, clouds=0.4, ambient=0.55, gain=0.9
    )
    view = View.camera(*size, eye=(0.25, 1.6, 0.4), target=(-0.1, 1.35, -8), fov=42)
    return Scene(
        view,
        stage,
        sky,
        lamps=lamps,
        land=earth("#3f3a36", "#2c2a2a", 2.0, 0.3),
        land_grain=0.2,
        shadow_size=0,
        focus=5.6,
        aperture=0.05,
        exposure=0.95,
        warmth=0.25,
        bloom=0.16,
        contrast=1.05,
        haze=0.006,
        haze_colour=(0.03, 0.035, 0.05),
        grain=0.03,
        vignette=0.5,
    )


def baskets(size: Frame, rng: np.random.Generator, seed: str) -> Scene:
    stage = Stage()
    spots = (
        (-0.42, -0.28, 0.42),
        (0.5, -0.5, 0.44),
        (-0.15, 0.62, 0.4),
        (0.82, 0.42, 0.38),
        (-1.05, 0.5, 0.42),
        (-1.2, -0.75, 0.4),
        (0.1, -1.32, 0.42),
        (1.35, -0.9, 0.42),
        (-0.75, -1.5, 0.36),
        (1.0, -1.75, 0.4),
    )
    plastic = ("#b8482f", "#d3bd87", "#2f6a8c", "#d3bd87")
    for i, (x, z, r) in enumerate(spots):
        side = kit.STRAW if i % 4 in (1, 3) else Stuff(rgb(plastic[i % 4]), shine=0.15, grain=0.1, scale=0.1, fold=0.05)
        kit.basket(stage, (x, 0, z), r, side, side)
        for layer in range(3):
            for k in range(26 - layer * 6):
                a = float(rng.uniform(0, 6.3))
                d = r * (0.78 - 0.22 * layer) * float(np.sqrt(rng.uniform(0.02, 1)))
                fish(
                    stage,
                    (x + d * np.cos(a), r * 0.42 + layer * 0.05 + 0.02 * (k % 3), z + d * np.sin(a)),
                    float(rng.normal(20 + i * 70, 32)),
                    0.95 if i % 3 else 1.25,
                    rng,
                )
    ice = Stuff(rgb("#dfe8ee"), shine=0.5, grain=0.1, scale=0.02, through=0.5)
    for _ in range(220):
        x, z, r = spots[int(rng.integers(len(spots)))]
        a, d = float(rng.uniform(0, 6.3)), float(rng.uniform(0, 0.75)) * r
        stage.box(
            (x + d * np.cos(a), r * 0.42 + 0.13, z + d * np.sin(a)),
            (0.022, 0.014, 0.018),
            ice,
            spin=turn(*(float(v) for v in rng.uniform(0, 360, 3))),
        )
    for x, z in ((1.9, 0.3), (-1.9, -0.2)):
        kit.person(stage, (x, -0.05, z), -90 if x > 0 else 90, rng, top="#3d5a78", pose="bend", hat="non")
    sky = Sky(
        zenith=rgb("#86a3c2"),
        horizon=rgb("#cfcac0"),
        sun=(-0.75, 0.5, -0.5),
        sunlight=(2.6, 2.1, 1.55),
        glow=0.3,
        clouds=0.2,
        ambient=0.8,
        gain=1.0,
    )
    view = View.camera(*size, eye=(0.1, 2.15, 1.65), target=(0.05, 0.1, -0.32), fov=41)
    return Scene(
        view,
        stage,
        sky,
        land=earth("#55504a", "#37332f", 1.2, 0.35),
        land_grain=0.3,
        shadow_size=3.2,
        shadow_at=(0, 0.3, -0.4),
        focus=2.6,
        aperture=0.06,
        exposure=0.62,
        contrast=1.08,
        bloom=0.05,
    )


def racks(size: Frame, rng: np.random.Generator, seed: str) -> Scene:
    stage = Stage()
    bamboo = Stuff(rgb("#b89a62"), grain=0.25, scale=0.1, fold=0.1)
    mesh = Stuff(rgb("#8f7f5c"), grain=0.3, scale=0.08, fold=0.2, through=0.3)
    for row in range(9):
        for lane in (-2.9, 0.0, 2.9):
            z = -2.3 - row * 2.05
            s = stage.within((lane + float(rng.normal(0, 0.06)), 0, z), float(rng.normal(0, 2)))
            tilt = turn(0, 6)
            s.box((0, 0.8, 0), (2.3, 0.02, 1.5), mesh, spin=tilt)
            for dx in (-1.15, -0.4, 0.4, 1.15):
                s.rod((dx, 0.9, -0.78), (dx, 0.73, 0.78), 0.022, bamboo)
            for y, dz in ((0.885, -0.75), (0.73, 0.75)):
                s.rod((-1.2, y, dz), (1.2, y, dz), 0.026, bamboo)
                for dx in (-1.1, 1.1):
                    s.rod((dx, 0, dz), (dx, y, dz), 0.03, bamboo)
            if row < 5:
                for i in range(10):
                    for k in range(4):
                        x, dz = -1.03 + i * 0.23 + float(rng.normal(0, 0.015)), -0.56 + k * 0.37
                        fish(s, (x, 0.835 - dz * 0.105, dz), 90 + float(rng.normal(0, 9)), 0.98, rng)
            else:
                s.box(
                    (0, 0.83, 0),
                    (2.1, 0.03, 1.35),
                    Stuff(rgb("#8b8780"), shine=0.2, grain=0.7, scale=0.06, fold=0.5),
                    spin=tilt,
                )
    kit.person(stage, (1.45, 0, -5.3), 250, rng, top="#7d4b62", hat="non", pose="bend", height=1.58)
    kit.person(stage, (-1.5, 0, -9.6), 60, rng, top="#d8d4c6", hat="non", pose="bend", height=1.6)
    kit.person(stage, (1.4, 0, -13.2), 20, rng, top="#47647a", hat="non", pose="walk", height=1.62)
    for i in range(9):
        kit.tree(
            stage,
            (-17 + i * 4.3, 0, -29 + float(rng.uniform(-3, 2))),
            rng,
            float(rng.uniform(5, 8)),
            3.0,
            "#40592d",
            260,
        )
    for i in range(4):
        stage.box(
            (-13 + i * 9, 1.6, -36),
            (6.5, 3.2, 4),
            Stuff(rgb(("#cfc0a0", "#b9c4c1", "#c9a987", "#d2cdc0")[i]), grain=0.12, scale=1.0),
        )
        for side in (-1, 1):
            stage.box(
                (-13 + i * 9, 3.6, -36 + side * 1.15),
                (7, 0.12, 2.6),
                Stuff(rgb("#8a4632"), grain=0.25, scale=0.3),
                spin=turn(0, side * 24),
            )
    sky = Sky(
        zenith=rgb("#5a8dc8"),
        horizon=rgb("#e2e8ea"),
        sun=(0.45, 0.75, -0.3),
        sunlight=(3.1, 2.85, 2.4),
        glow=0.4,
        clouds=0.55,
        ambient=0.85,
    )
    view = View.camera(*size, eye=(-0.55, 1.75, 0.5), target=(0.1, 0.95, -6), fov=47)
    return Scene(
        view,
        stage,
        sky,
        land=earth("#a49678", "#877a62", 3.0, 0.2),
        land_grain=0.25,
        shadow_size=15,
        shadow_at=(0, 0, -9),
        focus=4.6,
        aperture=0.025,
        exposure=0.56,
        haze=0.002,
    )


def roofs(size: Frame, rng: np.random.Generator, seed: str) -> Scene:
    stage = Stage()
    walls = ("#c9b694", "#b9b3a4", "#a9b3b0", "#c49f7c", "#d1c8b4", "#9fa9b0")
    tiles = ("#7b3526", "#8a4630", "#6a3328", "#7d4a3a", "#5c5550")
    lamps = []
    for row in range(15):
        z = -9 - row * 6.2
        for k in range(-8 - row, 9 + row):
            x = k * 6.0 + float(rng.normal(0, 0.7)) + (3 if row % 2 else 0)
            w, deep = float(rng.uniform(3.8, 5.2)), float(rng.uniform(4.0, 5.4))
            tall = float(rng.choice([3.2, 3.4, 5.6, 6.2, 8.4], p=[0.32, 0.28, 0.2, 0.14, 0.06]))
            if abs(x) > 12 + 0.62 * -z:
                continue
            s = stage.within((x, 0, z), float(rng.normal(0, 4)))
            s.box((0, tall / 2, 0), (w, tall, deep), Stuff(rgb(walls[int(rng.integers(6))]), grain=0.16, scale=1.2))
            if tall < 6 and rng.uniform() < 0.82:
                roof = Stuff(rgb(tiles[int(rng.integers(5))]), grain=0.28, scale=0.3, fold=0.35)
                for side in (-1, 1):
                    s.box(
                        (0, tall + 0.62, side * deep * 0.25),
                        (w + 0.5, 0.12, deep * 0.62),
                        roof,
                        spin=turn(0, side * 27),
                    )
            else:
                s.box((0, tall + 0.35, deep / 2 - 0.1), (w, 0.7, 0.12), Stuff(rgb("#b7b0a2"), grain=0.15))
                s.rod((w * 0.25, tall, 0), (w * 0.25, tall + 1.5, 0), 0.55, Stuff(rgb("#9aa3a8"), shine=0.3))
            for j in range(int(tall / 2.8)):
                for dx in (-w * 0.25, w * 0.25):
                    lit = rng.uniform() < 0.4
                    pane = (
                        Stuff((1.0, 0.62, 0.26), glow=float(rng.uniform(0.9, 2.6)), grain=0.2, scale=0.2)
                        if lit
                        else Stuff(rgb("#2a3138"), shine=0.4)
                    )
                    s.box((dx, 1.5 + j * 2.8, deep / 2 + 0.02), (0.85, 1.15, 0.05), pane)
                    if lit and row < 4 and len(lamps) < 9:
                        lamps.append(Lamp((x + dx, 1.4 + j * 2.8, z + deep / 2 + 0.8), (0.9, 0.5, 0.2), 1.2))
    for _ in range(34):
        z = float(rng.uniform(-80, -26))
        x = float(rng.uniform(-0.5, 0.5)) * (20 - z)
        kit.tree(stage, (x, 0, z), rng, float(rng.uniform(5, 8)), 2.8, "#2c4226", 130)
    for i in range(5):
        x, z = -16 + i * 8.0, -16 - 3.0 * (i % 2)
        stage.rod((x, 0, z), (x, 8.4, z), 0.12, Stuff(rgb("#77726a"), grain=0.15), 0.09)
    sky = Sky(
        zenith=rgb("#3d5f9c"),
        horizon=rgb("#eba67c"),
        sun=(-0.35, 0.06, -1),
        sunlight=(1.5, 0.82, 0.42),
        glow=0.9,
        clouds=0.55,
        cloud_scale=0.05,
        ambient=0.95,
        power=0.36,
        gain=1.05,
        ridges=(Ridge(2600, 240, rgb("#2b3140"), 26, 46), Ridge(1500, 110, rgb("#20252d"), -34, 40)),
    )
    view = View.camera(*size, eye=(0, 13.5, 4), target=(0, 5.5, -34), fov=40)
    return Scene(
        view,
        stage,
        sky,
        lamps=lamps,
        land=earth("#4a4641", "#3b3936", 5.0),
        water_y=-0.4,
        water=rgb("#2c4655"),
        wave=0.08,
        wave_size=9,
        shore=_headland,
        haze=0.0022,
        exposure=0.6,
        warmth=-0.1,
        shadow_size=60,
        shadow_at=(0, 0, -36),
        focus=40,
        aperture=0.004,
        bloom=0.12,
        grain=0.024,
    )


def _headland(x: Floats, z: Floats) -> Floats:
    """Land on this side of z = -106."""
    return np.asarray(z + 106 + 0 * x)
