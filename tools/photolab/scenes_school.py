"""Scenes at school and on the field: the yard, the vegetable beds, seedlings, the football final."""

from __future__ import annotations

import numpy as np

from photolab import kit, noise
from photolab.scene import Paint, Scene
from photolab.scenes_room import floor
from photolab.scenes_town import earth
from photolab.sky import Sky
from photolab.solids import Floats, Stage, Stuff, View, rgb, turn

Frame = tuple[int, int]


def schoolyard(size: Frame, rng: np.random.Generator, seed: str) -> Scene:
    stage = Stage()
    wall = Stuff(rgb("#d9bd7a"), grain=0.1, scale=2.0)
    trim = Stuff(rgb("#e9e4d6"), grain=0.06, scale=1.0)
    stage.box((2, 3.6, -31), (38, 7.2, 6), wall)
    for level in (0.05, 3.4, 6.9):
        stage.box((2, level + 0.1, -26.6), (38.4, 0.22, 3.2), trim)
    stage.box((2, 7.9, -29.5), (40, 0.5, 8.5), Stuff(rgb("#8f4431"), grain=0.2, scale=0.5), spin=turn(0, 5))
    for i in range(14):
        x = -16 + i * 2.77
        stage.rod((x, 0, -25.2), (x, 7.0, -25.2), 0.16, trim)
        for y in (1.5, 4.9):
            stage.box((x + 1.38, y + 0.25, -27.95), (1.3, 1.5, 0.08), Stuff(rgb("#3c5560"), shine=0.4, grain=0.2))
            stage.box(
                (x + 1.38, y - 0.5 + (0.0 if i % 3 else 0.25), -27.9),
                (0.9, 2.0, 0.06),
                Stuff(rgb("#2f5a48"), shine=0.1),
            ) if i % 3 == 0 else None
        for k in range(7):
            stage.rod((x + 0.4 * k, 3.55, -25.2), (x + 0.4 * k, 4.4, -25.2), 0.02, kit.STEEL)
    for y in (4.4, 3.7):
        stage.rod((-16, y, -25.2), (21, y, -25.2), 0.035, trim)
    stage.rod((7.5, 0, -16), (7.5, 8.5, -16), 0.05, kit.STEEL, 0.035)
    stage.box((8.25, 7.9, -16), (1.5, 1.0, 0.02), Stuff(rgb("#c8201c"), fold=0.05, through=0.5, grain=0.04))
    for x, z, h in ((-7.2, -12, 6.6), (-12, -19, 7.4), (12.5, -20, 7.0), (4.6, -23, 5.6), (-2.5, -23.5, 5.4)):
        kit.tree(stage, (x, 0, z), rng, h, 3.6, "#3f6128", 620)
    for _ in range(9):
        cx, cz = float(rng.uniform(-6.5, 8)), float(rng.uniform(-20, -7.5))
        for k in range(int(rng.integers(2, 6))):
            a = k * 1.5 + float(rng.uniform(0, 0.6))
            kit.person(
                stage,
                (cx + 0.75 * np.cos(a), 0, cz + 0.75 * np.sin(a)),
                -90 - np.degrees(a) + float(rng.normal(0, 25)),
                rng,
                top="#eceae2",
                bottom="#212a42",
                pose=str(rng.choice(["stand", "walk", "run", "stand"])),
                height=float(rng.uniform(1.35, 1.6)),
            )
    for x, z, yaw in ((-2.6, -7.4, 70), (-0.9, -8.2, 250), (2.9, -8.6, 115)):
        kit.person(stage, (x, 0, z), yaw, rng, top="#eceae2", bottom="#212a42", pose="run", height=1.5)
        kit.person(
            stage, (x + 0.6, 0, z - 0.8), yaw + 30, rng, top="#eceae2", bottom="#212a42", pose="walk", height=1.48
        )
    stage.ball((-1.3, 0.16, -7.3), (0.11, 0.11, 0.11), Stuff(rgb("#e4e1d5"), shine=0.1, grain=0.3, scale=0.05))
    sky = Sky(
        zenith=rgb("#4d86c9"),
        horizon=rgb("#dfe8ee"),
        sun=(0.6, 0.7, 0.35),
        sunlight=(3.0, 2.75, 2.3),
        glow=0.4,
        clouds=0.55,
        ambient=0.9,
    )
    view = View.camera(*size, eye=(0.4, 1.75, 0), target=(0.2, 2.2, -14), fov=42)
    return Scene(
        view,
        stage,
        sky,
        land=floor("#9c938a", "#7e766e", 1.2),
        land_grain=0.07,
        haze=0.002,
        exposure=0.56,
        shadow_size=24,
        shadow_at=(0, 0, -15),
        focus=8,
        aperture=0.012,
    )


def _leafy(
    stage: Stage, at: tuple[float, float, float], rng: np.random.Generator, size: float, code: str, leaves: int = 9
) -> None:
    base = np.array(rgb(code))
    for k in range(leaves):
        a = 2 * np.pi * k / leaves + float(rng.uniform(-0.3, 0.3))
        up = float(rng.uniform(20, 70)) if k % 2 else float(rng.uniform(45, 80))
        tint = base * rng.uniform(0.7, 1.35)
        stuff = Stuff(
            (float(tint[0]), float(tint[1]), float(tint[2])), shine=0.1, grain=0.2, scale=0.05, fold=0.35, through=0.6
        )
        r = size * float(rng.uniform(0.7, 1.1))
        d = (np.cos(a) * np.cos(np.radians(up)), np.sin(np.radians(up)), np.sin(a) * np.cos(np.radians(up)))
        stage.ball(
            (at[0] + d[0] * r * 0.8, at[1] + d[1] * r * 0.8, at[2] + d[2] * r * 0.8),
            (r * 0.36, r * 0.05, r * 0.75),
            stuff,
            spin=turn(90 - float(np.degrees(a)), -up),
        )


def beds(size: Frame, rng: np.random.Generator, seed: str) -> Scene:
    stage = Stage()
    soil = Stuff(rgb("#4a3526"), grain=0.35, scale=0.2, fold=0.5)
    codes = ("#4f7d2c", "#7ba03a", "#3f6f3a", "#5f8f35", "#6d8a3a")
    for lane in range(-4, 5):
        x = lane * 1.75
        stage.ball((x, -0.02, -12), (0.6, 0.2, 12.5), soil)
        for k in range(44 if abs(lane) < 3 else 30):
            z = -1.3 - k * 0.5
            for dx in (-0.28, 0.02, 0.3):
                if abs(lane) > 1 and dx == 0.02 and k > 12:
                    continue
                _leafy(
                    stage,
                    (x + dx + float(rng.normal(0, 0.04)), 0.13, z + float(rng.normal(0, 0.06))),
                    rng,
                    float(rng.uniform(0.15, 0.22)),
                    codes[(lane + 4) % 5],
                    9 if k < 14 else 5,
                )
    for x, z, yaw, pose in (
        (0.85, -6.2, 300, "bend"),
        (-2.6, -9.0, 70, "bend"),
        (2.7, -12.0, 200, "walk"),
        (-0.9, -15.5, 20, "bend"),
        (-4.3, -14, 120, "stand"),
    ):
        kit.person(
            stage,
            (x, 0, z),
            yaw,
            rng,
            top="#eceae2",
            bottom="#212a42",
            hat="non" if pose == "bend" else "",
            pose=pose,
            height=1.48,
        )
    stage.box((0, 1.0, -27), (46, 2.0, 0.3), Stuff(rgb("#cdbb8d"), grain=0.15, scale=1.5))
    stage.box((4, 4.2, -38), (34, 7.4, 5), Stuff(rgb("#d9bd7a"), grain=0.1, scale=2))
    for i in range(11):
        stage.box((-10 + i * 2.8, 5.2, -35.4), (1.4, 1.5, 0.1), Stuff(rgb("#3c5560"), shine=0.4))
    for i in range(8):
        kit.tree(stage, (-19 + i * 5.2, 0, -29.5), rng, float(rng.uniform(4.5, 7)), 2.8, "#3d5c2a", 170)
    sky = Sky(
        zenith=rgb("#6d9bd0"),
        horizon=rgb("#f1e6d0"),
        sun=(-0.7, 0.32, -0.65),
        sunlight=(3.2, 2.5, 1.65),
        glow=0.7,
        clouds=0.45,
        ambient=0.75,
    )
    view = View.camera(*size, eye=(0.9, 1.5, 0.6), target=(-0.2, 0.55, -7), fov=44)
    return Scene(
        view,
        stage,
        sky,
        land=earth("#6b5037", "#543d2a", 2.0, 0.3),
        land_grain=0.5,
        haze=0.004,
        exposure=0.62,
        warmth=0.12,
        shadow_size=15,
        shadow_at=(0, 0, -9),
        focus=4.4,
        aperture=0.03,
        bloom=0.1,
    )


def seedlings(size: Frame, rng: np.random.Generator, seed: str) -> Scene:
    stage = Stage()
    tray = Stuff(rgb("#1f2022"), shine=0.15, grain=0.15, scale=0.05)
    soil = Stuff(rgb("#3b291d"), grain=0.5, scale=0.02, fold=0.9)
    stem = Stuff(rgb("#a9bf72"), through=0.4, grain=0.1, scale=0.02)
    for row in range(11):
        for k in range(15):
            x, z = (
                (k - 7) * 0.062 + (0.03 if k > 7 else 0) - (0.03 if k < 5 else 0),
                -0.12 - row * 0.062 - (0.03 if row > 5 else 0),
            )
            stage.box((x, 0.0, z), (0.057, 0.05, 0.057), tray)
            stage.ball((x, 0.022, z), (0.024, 0.008, 0.024), soil)
            if rng.uniform() < 0.05:
                continue
            h = float(rng.uniform(0.035, 0.062))
            top = (x + float(rng.normal(0, 0.008)), 0.025 + h, z + float(rng.normal(0, 0.006)))
            stage.rod((x, 0.02, z), top, 0.0022, stem, 0.0016)
            turnabout = float(rng.uniform(0, 180))
            tint = np.array(rgb("#6f9f35")) * rng.uniform(0.75, 1.3)
            leaf = Stuff(
                (float(tint[0]), float(tint[1]), float(tint[2])),
                shine=0.12,
                grain=0.12,
                scale=0.01,
                fold=0.25,
                through=0.75,
            )
            for side in (0, 180):
                a = np.radians(turnabout + side)
                r = float(rng.uniform(0.014, 0.021))
                stage.ball(
                    (top[0] + np.sin(a) * r * 0.9, top[1] + 0.004, top[2] + np.cos(a) * r * 0.9),
                    (r * 0.62, 0.0016, r),
                    leaf,
                    spin=turn(turnabout + side, -22),
                )
            if rng.uniform() < 0.5:
                stage.ball((top[0], top[1] + 0.008, top[2]), (0.004, 0.009, 0.004), leaf)
    for _ in range(40):
        at = (float(rng.uniform(-2.2, 2.2)), float(rng.uniform(0.1, 1.6)), float(rng.uniform(-4.5, -2.5)))
        r = float(rng.uniform(0.1, 0.4))
        stage.ball(
            at,
            (r, r, r),
            Stuff(
                rgb(str(rng.choice(["#4f7d2c", "#7ba03a", "#3f6f3a", "#c9b46a"]))), grain=0.4, scale=0.2, through=0.4
            ),
        )
    sky = Sky(
        zenith=rgb("#7ea0b8"),
        horizon=rgb("#e6e3c8"),
        sun=(-0.55, 0.55, -0.6),
        sunlight=(3.0, 2.6, 1.8),
        glow=0.5,
        clouds=0.2,
        ambient=0.75,
    )
    view = View.camera(*size, eye=(-0.05, 0.3, 0.2), target=(0.015, 0.03, -0.34), fov=36)
    return Scene(
        view,
        stage,
        sky,
        land=earth("#574634", "#463828", 0.5, 0.3),
        land_y=-0.03,
        land_grain=0.2,
        exposure=0.6,
        shadow_size=0.75,
        shadow_at=(0, 0, -0.4),
        focus=0.52,
        aperture=0.16,
        bloom=0.09,
        warmth=0.08,
    )


def turf() -> Paint:
    one, two = (np.asarray(rgb(c), np.float32) for c in ("#4d6b34", "#5c793d"))

    def paint(x: Floats, z: Floats, far: Floats) -> Floats:
        stripe = (np.floor(x / 5) % 2)[:, None]
        fine = (
            1
            + 0.22 * noise.at(noise.tile("earth2", 1.1, 6), x / 2, z / 2)
            + 0.18 * noise.at(noise.tile("earth", 1.6, 2), x / 26, z / 26)
        )
        base = (one * stripe + two * (1 - stripe)) * np.clip(fine, 0.4, 1.7)[:, None]
        line = (
            (np.abs(z + 19.5) < 0.07)
            | (np.abs(np.hypot(x - 3, z + 9) - 6.5) < 0.07)
            | ((np.abs(x - 3) < 0.07) & (z > -19.5))
        )
        chalk = line[:, None] * np.float32(0.7)
        return base * (1 - chalk) + 0.75 * chalk

    return paint


def pitch(size: Frame, rng: np.random.Generator, seed: str) -> Scene:
    stage = Stage()
    red, white = "#b3201f", "#e9e8e2"
    moves = (
        (-0.9, -8.2, 75, red, "run"),
        (0.6, -8.7, 95, white, "run"),
        (2.9, -11.4, 250, white, "run"),
        (-3.4, -12.5, 80, red, "run"),
        (5.6, -14.6, 240, red, "walk"),
        (-6.2, -16.0, 95, white, "run"),
        (7.8, -17.0, 260, white, "stand"),
        (0.9, -17.4, 180, red, "walk"),
    )
    for x, z, yaw, top, pose in moves:
        kit.person(
            stage,
            (x, 0, z),
            yaw + float(rng.normal(0, 8)),
            rng,
            top=top,
            bottom="#20242c" if top == red else "#27457a",
            pose=pose,
            height=1.72,
        )
    stage.ball((0.12, 0.13, -8.0), (0.115, 0.115, 0.115), Stuff(rgb("#eceade"), shine=0.12, grain=0.5, scale=0.04))
    tier = Stuff(rgb("#a39b8f"), grain=0.15, scale=1.0)
    for k in range(7):
        stage.box((0, 0.25 + k * 0.45, -25 - k * 0.9), (60, 0.5 + k * 0.02, 0.95), tier)
        for j in range(62):
            if rng.uniform() < 0.86:
                x = -22 + j * 0.72 + float(rng.normal(0, 0.12))
                kit.person(
                    stage,
                    (x, 0.45 + k * 0.45, -25.1 - k * 0.9),
                    float(rng.normal(0, 16)),
                    rng,
                    pose="sit" if rng.uniform() < 0.7 else "reach",
                    hat="non" if rng.uniform() < 0.12 else "",
                    height=float(rng.normal(1.6, 0.08)),
                )
    for i in range(12):
        code = ("#b3201f", "#e3b23a", "#2b5f8f")[i % 3]
        stage.box((-20 + i * 3.6, 0.65, -22.6), (3.4, 0.9, 0.06), Stuff(rgb(code), grain=0.08, scale=0.6, fold=0.05))
    for i in range(11):
        kit.tree(stage, (-27 + i * 5.4, 0, -38), rng, float(rng.uniform(8, 11)), 3.8, "#35552b", 80)
    sky = Sky(
        zenith=rgb("#6d97c9"),
        horizon=rgb("#efe6d2"),
        sun=(0.75, 0.38, 0.2),
        sunlight=(3.2, 2.5, 1.7),
        glow=0.5,
        clouds=0.5,
        ambient=0.75,
    )
    view = View.camera(*size, eye=(0.2, 1.35, 0), target=(-0.1, 1.35, -9), fov=27)
    return Scene(
        view,
        stage,
        sky,
        land=turf(),
        land_grain=0.22,
        haze=0.002,
        exposure=0.6,
        shadow_size=14,
        shadow_at=(0, 0, -12),
        focus=8.4,
        aperture=0.06,
        warmth=0.1,
    )
