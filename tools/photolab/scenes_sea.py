"""Scenes by the water: harbour at dawn, empty beach, boats on the sand, the school pool."""

from __future__ import annotations

import numpy as np

from photolab import kit, noise
from photolab.scene import Scene
from photolab.sky import Ridge, Sky
from photolab.solids import Floats, Stage, Stuff, View, rgb, turn

Frame = tuple[int, int]


def harbour(size: Frame, rng: np.random.Generator, seed: str) -> Scene:
    stage = Stage()
    hulls = ("#1f4f78", "#2b6b66", "#1f4f78", "#6b2d22", "#285c3a")
    spots = [(-3.2, -15, 62), (5.8, -21, -38), (-12.5, -30, 75), (13.5, -36, 100), (1.5, -44, 80), (-26, -52, 60)]
    spots += [
        (24, -64, 95),
        (-8, -78, 85),
        (-44, -92, 70),
        (44, -100, 110),
        (14, -118, 84),
        (-20, -140, 90),
        (66, -150, 80),
    ]
    for i, (x, z, yaw) in enumerate(spots):
        kit.boat(
            stage, (x, -0.15, z), yaw + float(rng.uniform(-9, 9)), rng, float(rng.uniform(0.85, 1.1)), hulls[i % 5]
        )
    deck = stage.within((-3.2, 0.58, -15), 62)
    kit.person(deck, (0.35, 0, 0.2), -150, rng, top="#3b4b5d", hat="non", pose="bend")
    kit.person(deck, (-0.3, 0, 3.1), 170, rng, top="#6b6a55", hat="#2b3440", pose="stand")
    sky = Sky(
        zenith=rgb("#4d6f9c"),
        horizon=rgb("#f3b483"),
        sun=(0.12, 0.072, -1.0),
        sunlight=(3.6, 2.1, 1.05),
        glow=1.15,
        disc=10.0,
        clouds=0.52,
        cloud_scale=0.05,
        ambient=0.75,
        power=0.42,
        gain=1.2,
        ridges=(
            Ridge(5200, 420, rgb("#3a4148"), 14, 60),
            Ridge(2600, 230, rgb("#232e2c"), -20, 52),
            Ridge(1500, 75, rgb("#1b2422"), 30, 44),
        ),
    )
    view = View.camera(*size, eye=(-0.5, 2.9, 2.0), target=(1.2, 2.5, -30), fov=38)
    return Scene(
        view,
        stage,
        sky,
        water_y=0.0,
        water=rgb("#20404a"),
        wave=0.075,
        wave_size=5.0,
        haze=0.00045,
        exposure=0.78,
        warmth=0.35,
        shadow_size=60,
        shadow_at=(0, 0, -40),
        focus=18,
        aperture=0.01,
        bloom=0.1,
        contrast=1.06,
    )


def beach(size: Frame, rng: np.random.Generator, seed: str) -> Scene:
    stage = Stage()
    colours = (
        ("#c23b2e", "#ece6d8", "#c23b2e", "#ece6d8"),
        ("#2b5f8f", "#ece6d8", "#2b5f8f", "#ece6d8"),
        ("#d39b2f", "#ece6d8", "#d39b2f", "#ece6d8"),
    )
    for i, (x, z) in enumerate(((3.4, -9), (5.6, -15.5), (7.6, -24), (9.8, -35), (12.4, -50))):
        kit.umbrella(stage, (x, 0, z), rng, colours[i % 3])
        wood = Stuff(rgb("#a98a60"), grain=0.2, scale=0.2)
        for side in (-0.8, 0.8):
            s = stage.within((x + side, 0, z + 0.5), 80 + float(rng.uniform(-8, 8)))
            s.box((0, 0.3, 0.2), (0.6, 0.06, 1.3), wood)
            s.box((0, 0.55, -0.65), (0.6, 0.06, 0.75), wood, spin=turn(0, 50))
            for dx in (-0.26, 0.26):
                s.rod((dx, 0, 0.7), (dx, 0.3, 0.7), 0.025, wood)
                s.rod((dx, 0, -0.3), (dx, 0.3, -0.3), 0.025, wood)
    kit.person(stage, (-2.6, 0, -22), 20, rng, top="#7a2f38", hat="non", pose="walk")
    kit.person(stage, (-1.9, 0, -22.2), 25, rng, top="#dad6cc", pose="walk")
    dog = Stuff(rgb("#5d4128"), grain=0.2, fold=0.2)
    d = stage.within((-3.7, 0, -17.5), 70)
    d.ball((0, 0.42, 0), (0.14, 0.16, 0.36), dog)
    d.ball((0, 0.62, 0.38), (0.09, 0.1, 0.15), dog)
    d.rod((0, 0.5, -0.3), (0, 0.75, -0.5), 0.03, dog, 0.015)
    for dx, dz in ((-0.08, 0.25), (0.08, 0.2), (-0.08, -0.22), (0.08, -0.28)):
        d.rod((dx, 0.4, dz), (dx, 0, dz + 0.06), 0.045, dog, 0.03)

    def shore(x: Floats, z: Floats) -> Floats:
        wiggle = noise.at(noise.tile(seed + "shore", 2.4, 2), z / 90, z * 0 + np.float32(0.3)) * 0.9
        fine = noise.at(noise.tile(seed + "shore2", 1.6, 3), z / 22, x / 300) * 0.35
        return x + 5.2 + 0.05 * z + wiggle + fine

    low, high = (np.asarray(rgb(c), np.float32) for c in ("#5f5140", "#bb9f79"))
    foam = np.asarray(rgb("#dfe3e0"), np.float32)

    def paint(x: Floats, z: Floats, far: Floats) -> Floats:
        edge = shore(x, z)
        share = np.clip((edge - 1.1) / 3.6, 0, 1)[:, None]
        mottle = (
            1
            + 0.12 * noise.at(noise.tile("sand1", 1.1, 6), x / 3, z / 3)
            + 0.1 * noise.at(noise.tile("sand2", 1.6, 2), x / 19, z / 19)
        )
        base = (low * (1 - share) + high * share) * np.clip(mottle, 0.5, 1.5)[:, None]
        lace = noise.at(noise.tile(seed + "lace", 1.2, 8), x / 6, z / 6)
        white = np.clip(0.75 - np.abs(edge - 0.25) * 1.6 + 0.35 * lace, 0, 1)[:, None]
        return base * (1 - white) + foam * white

    sky = Sky(
        zenith=rgb("#6f94bf"),
        horizon=rgb("#dfe3e2"),
        sun=(-0.7, 0.5, -0.35),
        sunlight=(2.3, 2.1, 1.75),
        glow=0.5,
        clouds=0.62,
        cloud_scale=0.035,
        ambient=1.0,
        ridges=(Ridge(4200, 330, rgb("#5d7068"), -38, 52), Ridge(2100, 150, rgb("#3f5440"), -30, 30)),
    )
    view = View.camera(*size, eye=(-0.6, 1.9, 0), target=(-0.4, 1.2, -20), fov=42)
    return Scene(
        view,
        stage,
        sky,
        land=paint,
        land_grain=0.3,
        water_y=0.001,
        water=rgb("#4d6d6a"),
        wave=0.12,
        wave_size=7.0,
        shore=shore,
        haze=0.0006,
        exposure=0.62,
        shadow_size=34,
        shadow_at=(3, 0, -24),
        focus=14,
        aperture=0.01,
        saturation=0.95,
    )


def boats_on_sand(size: Frame, rng: np.random.Generator, seed: str) -> Scene:
    stage = Stage()
    for x, z, yaw, roll, hull in (
        (-1.9, -6.6, 24, 9, "#1f5c86"),
        (3.3, -12.5, 12, -7, "#2a7268"),
        (-7.2, -17, 38, 8, "#24557e"),
        (9.5, -24, 20, 6, "#7a3226"),
    ):
        kit.boat(stage.within((x, -0.35, z), yaw, 0.8, roll), (0, 0.3, 0), 0, rng, 1.0, hull)
    rope = Stuff(rgb("#a58f63"), grain=0.3, scale=0.03)
    for i in range(26):
        a, b = i / 26, (i + 1) / 26
        stage.rod(
            (-0.35 + a * 3.2, 0.02 + 1.2 * (1 - a) ** 4, -4.6 + a * 2.6),
            (-0.35 + b * 3.2, 0.02 + 1.2 * (1 - b) ** 4, -4.6 + b * 2.6),
            0.017,
            rope,
        )
    kit.person(stage, (1.0, 0, -9.2), 200, rng, top="#a5452f", hat="non", pose="bend")
    kit.person(stage, (6.3, 0, -17), 120, rng, top="#d7d2c4", pose="stand")
    for _ in range(70):
        x, z = float(rng.uniform(-7, 8)), float(rng.uniform(-22, -2.2))
        r = float(rng.uniform(0.02, 0.07))
        stage.ball((x, 0, z), (r * 1.4, r * 0.6, r), Stuff(rgb("#8b8378"), grain=0.3, scale=0.05))

    def shore(x: Floats, z: Floats) -> Floats:
        return z + 27 + 2.2 * noise.at(noise.tile(seed + "shore", 2.2, 2), x / 90, z / 900)

    low, high = (np.asarray(rgb(c), np.float32) for c in ("#66563f", "#a88d68"))

    def paint(x: Floats, z: Floats, far: Floats) -> Floats:
        wet = np.clip(noise.at(noise.tile(seed + "wet", 2.2, 2), x / 30, z / 30) * 0.6 + 0.5 - (z + 12) * 0.05, 0, 1)[
            :, None
        ]
        mottle = (
            1
            + 0.13 * noise.at(noise.tile("sand1", 1.1, 6), x / 3, z / 3)
            + 0.1 * noise.at(noise.tile("sand2", 1.6, 2), x / 17, z / 17)
        )
        return (low * wet + high * (1 - wet)) * np.clip(mottle, 0.5, 1.5)[:, None]

    sky = Sky(
        zenith=rgb("#5f8fc4"),
        horizon=rgb("#dfe6e8"),
        sun=(0.75, 0.55, 0.35),
        sunlight=(2.9, 2.6, 2.15),
        glow=0.4,
        clouds=0.5,
        cloud_scale=0.04,
        ambient=0.9,
        ridges=(Ridge(3500, 300, rgb("#5a6f6a"), 20, 60), Ridge(1800, 130, rgb("#40573f"), 34, 40)),
    )
    view = View.camera(*size, eye=(1.1, 1.25, 0.2), target=(-0.2, 1.15, -9), fov=50)
    return Scene(
        view,
        stage,
        sky,
        land=paint,
        land_grain=0.42,
        water_y=0.001,
        water=rgb("#3f6b74"),
        wave=0.1,
        wave_size=7.0,
        shore=shore,
        haze=0.0006,
        exposure=0.58,
        shadow_size=22,
        shadow_at=(0, 0, -12),
        focus=7.5,
        aperture=0.02,
    )


def pool(size: Frame, rng: np.random.Generator, seed: str) -> Scene:
    stage = Stage()
    tile = Stuff(rgb("#d9dcd8"), shine=0.08, grain=0.08, scale=0.4)
    stage.box((0, 0.05, -34), (40, 0.3, 14), tile)
    for side in (-1, 1):
        stage.box((side * 8.1, 0.05, -14), (2.0, 0.3, 40), tile)
    for lane in (-4.5, -1.5, 1.5, 4.5):
        for i in range(190):
            z = -0.6 - i * 0.145
            code = "#c8372c" if (i // 9) % 2 == 0 else "#e8e6df"
            if lane in (-1.5, 1.5):
                code = "#1f5ea8" if (i // 9) % 2 == 0 else "#e8e6df"
            bob = 0.012 * np.sin(i * 0.7 + lane)
            stage.ball(
                (lane + 0.03 * np.sin(i * 0.21), 0.02 + bob, z),
                (0.075, 0.06, 0.05),
                Stuff(rgb(code), shine=0.2, grain=0.05, through=0.1),
            )
    caps = ("#d8b024", "#c8372c", "#2b6fb0", "#e6e4dc", "#d8b024", "#3a8a58", "#c8372c", "#e6e4dc", "#2b6fb0")
    spots = (
        (-0.35, -4.4),
        (2.6, -6.6),
        (-3.2, -7.8),
        (0.5, -10.5),
        (3.4, -12.5),
        (-2.6, -14),
        (-0.6, -17.5),
        (2.9, -20),
        (-4, -21),
    )
    for (x, z), code in zip(spots, caps, strict=True):
        s = stage.within((x, 0.02, z), float(rng.uniform(-70, 70)))
        skin = kit.pick(rng, kit.SKIN)
        s.ball((0, -0.12, -0.02), (0.2, 0.13, 0.12), skin)
        s.ball((0, 0.14, 0), (0.085, 0.12, 0.1), skin)
        s.ball((0, 0.165, -0.01), (0.094, 0.115, 0.108), Stuff(rgb(code), shine=0.16, grain=0.03), low=-0.1)
        s.ball((0, 0.14, 0.088), (0.07, 0.022, 0.02), Stuff(rgb("#15202a"), shine=0.4))
        s.rod((0.18, -0.08, 0.05), (0.34, 0.02, 0.42), 0.045, skin, 0.035)
    kit.person(
        stage, (-7.6, 0.2, -13), 90, rng, top="#c8372c", bottom="#22252b", hat="#e6e4dc", pose="stand", height=1.72
    )
    for i in range(9):
        kit.tree(
            stage,
            (-17 + i * 4.6, 0, -46 + float(rng.uniform(-3, 3))),
            rng,
            float(rng.uniform(5, 8)),
            2.9,
            "#35552b",
            130,
        )
    wall = Stuff(rgb("#cdbd93"), grain=0.1, scale=1.5)
    stage.box((0, 1.1, -40.5), (60, 2.2, 0.3), wall)
    for i in range(6):
        stage.box((-15 + i * 6, 2.6, -40.2), (0.3, 3.2, 0.3), wall)

    def bottom(x: Floats, z: Floats) -> Floats:
        return np.full_like(x, -1.0)

    sky = Sky(
        zenith=rgb("#5d93cf"),
        horizon=rgb("#dfe9ee"),
        sun=(0.45, 0.7, -0.4),
        sunlight=(2.8, 2.6, 2.3),
        glow=0.45,
        clouds=0.45,
        ambient=1.0,
    )
    view = View.camera(*size, eye=(0.5, 1.05, 0.4), target=(-0.1, 0.35, -9), fov=46)
    return Scene(
        view,
        stage,
        sky,
        water_y=0.0,
        water=rgb("#3fb4c4"),
        wave=0.1,
        wave_size=2.6,
        shore=bottom,
        exposure=0.55,
        shadow_size=24,
        shadow_at=(0, 0, -16),
        focus=4.6,
        aperture=0.03,
        saturation=1.02,
    )
