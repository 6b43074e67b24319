"""Scenes indoors: the conference hall, the award on the stage, the reading room, the classroom."""

from __future__ import annotations

import numpy as np

from photolab import kit, noise
from photolab.scene import Lamp, Paint, Scene
from photolab.sky import Sky
from photolab.solids import Colour, Floats, Stage, Stuff, View, rgb, turn

Frame = tuple[int, int]
INDOORS = Sky(
    zenith=rgb("#c9cbc8"), horizon=rgb("#d8d2c6"), sunlight=(0.0, 0.0, 0.0), clouds=0, glow=0, ambient=0.42, gain=1.0
)
WALL = Stuff(rgb("#d8cdb4"), grain=0.05, scale=3.0, fold=0.01)
VELVET = Stuff(rgb("#86141a"), shine=0.02, grain=0.05, scale=1.6, fold=0.03)


def floor(code: str, joint: str, side: float, gloss: float = 0.0) -> Paint:
    """Square tiles of the given side in metres with joints that fade with distance."""
    base, line = (np.asarray(rgb(c), np.float32) for c in (code, joint))

    def paint(x: Floats, z: Floats, far: Floats) -> Floats:
        u, v = np.abs((x / side) % 1 - 0.5), np.abs((z / side) % 1 - 0.5)
        edge = np.clip((np.maximum(u, v) - 0.485) * 90, 0, 1) * np.clip(9 / (far + 1), 0, 1)
        mottle = 1 + 0.06 * noise.at(noise.tile("floor", 1.4, 3), x / 5, z / 5)
        return (base * (1 - edge[:, None]) + line * edge[:, None]) * mottle[:, None]

    return paint


def room(stage: Stage, width: float, height: float, front: float, back: float, wall: Stuff = WALL) -> None:
    """Walls and ceiling; the far wall stands at z = front."""
    deep = back - front
    middle = (back + front) / 2
    stage.box((0, height / 2, front - 0.1), (width, height, 0.2), wall)
    for side in (-1, 1):
        stage.box((side * (width / 2 + 0.1), height / 2, middle), (0.2, height, deep), wall)
    stage.box((0, height + 0.1, middle), (width, 0.2, deep), Stuff(rgb("#e4e0d6"), grain=0.03, scale=3))


def panels(stage: Stage, xs: tuple[float, ...], y: float, zs: tuple[float, ...], power: Colour) -> list[Lamp]:
    """Ceiling light panels and the lamps that do their work."""
    lamps = []
    for z in zs:
        for x in xs:
            stage.box((x, y, z), (1.2, 0.04, 0.5), Stuff((1.0, 0.97, 0.9), glow=3.2, grain=0.0))
            lamps.append(Lamp((x, y - 0.3, z), power, 2.2))
    return lamps


def curtain(stage: Stage, width: float, height: float, z: float, stuff: Stuff, fold: float = 0.24) -> None:
    count = int(width / fold)
    for i in range(count):
        x = -width / 2 + (i + 0.5) * fold
        stage.rod((x, 0.0, z), (x, height, z), fold * 0.62, stuff, flat=0.55)


def flowers(stage: Stage, at: tuple[float, float, float], rng: np.random.Generator, size: float = 0.4) -> None:
    s = stage.within(at, 0, size)
    s.rod((0, 0, 0), (0, 0.7, 0), 0.25, Stuff(rgb("#d9d6cd"), shine=0.2), 0.32)
    for _ in range(130):
        d = rng.normal(size=3)
        d = d / np.linalg.norm(d) * rng.uniform(0.45, 0.8)
        code = ("#c9302c", "#e3a52b", "#e8e1d6", "#d4668a", "#2f5a2a", "#37682f", "#2f5a2a")[int(rng.integers(7))]
        r = float(rng.uniform(0.06, 0.13))
        s.ball(
            (d[0], 1.05 + d[1] * 0.6, d[2]),
            (r, r * 0.7, r),
            Stuff(rgb(code), grain=0.2, scale=0.05, fold=0.5, through=0.2),
            spin=turn(*(float(v) for v in rng.uniform(0, 360, 3))),
        )


def lectern(stage: Stage, at: tuple[float, float, float], rng: np.random.Generator) -> None:
    s = stage.within(at)
    s.box((0, 0.55, 0), (0.75, 1.1, 0.5), kit.WOOD)
    s.box((0, 1.13, 0.02), (0.85, 0.06, 0.6), kit.WOOD, spin=turn(0, 12))
    s.rod((0.1, 1.1, 0), (0.12, 1.42, 0.1), 0.012, kit.DARK)
    flowers(s, (0, 0.25, 0.42), rng, 0.42)


def hall(size: Frame, rng: np.random.Generator, seed: str) -> Scene:
    stage = Stage()
    room(stage, 15, 5.2, -21, 3)
    stage.box((0, 0.4, -18.8), (12.5, 0.8, 4.4), Stuff(rgb("#5b3a26"), shine=0.1, grain=0.2, scale=0.8))
    curtain(stage.within((0, 0.8, 0)), 12.2, 4.2, -20.6, VELVET)
    stage.box((0, 3.55, -20.3), (6.6, 1.5, 0.05), Stuff(rgb("#9c1a1c"), grain=0.03))
    for i, (w, y) in enumerate(((3.2, 3.95), (5.4, 3.55), (4.2, 3.2))):
        for k in range(int(w / 0.21)):
            if rng.uniform() < 0.86:
                stage.box(
                    (-w / 2 + k * 0.21 + 0.1, y, -20.26), (0.13, 0.2 - 0.03 * i, 0.02), Stuff(rgb("#e7c455"), shine=0.2)
                )
    lectern(stage, (3.9, 0.8, -17.6), rng)
    kit.person(stage, (3.9, 0.8, -18.1), 0, rng, top="#e3e0d8", pose="hold", height=1.66)
    stage.box((-1.6, 1.2, -18.4), (5.2, 0.8, 0.7), Stuff(rgb("#8b1a1c"), fold=0.14, scale=0.6, grain=0.06))
    for x in (-3.4, -2.2, -1.0, 0.2):
        kit.person(stage, (x, 0.78, -18.95), 0, rng, top=str(rng.choice(["#e3e0d8", "#28313f", "#dfe5ea"])), pose="sit")
    flowers(stage, (-1.6, 0.8, -17.7), rng, 0.55)
    seat = Stuff(rgb("#7c2a2b"), shine=0.05, grain=0.1, scale=0.4, fold=0.1)
    for row in range(9):
        z = -2.6 - row * 1.35
        for k in range(14):
            x = (k - 6.5) * 0.66 + (0.55 if k > 6 else -0.55)
            kit.chair(stage, (x, 0, z), 180, seat)
            if rng.uniform() < 0.93:
                shirt = str(
                    rng.choice(["#e6e3da", "#d7dde2", "#e6e3da", "#c5d2df", "#27303d", "#6b2b33", "#b7b9a8", "#34493d"])
                )
                kit.person(
                    stage,
                    (x + float(rng.normal(0, 0.03)), 0, z - 0.02),
                    180 + float(rng.normal(0, 9)),
                    rng,
                    top=shirt,
                    pose="sit",
                    height=float(rng.normal(1.64, 0.07)),
                )
    lamps = panels(stage, (-4.2, 0, 4.2), 5.15, (-3.5, -8, -12.5), (0.75, 0.71, 0.64))
    lamps += [Lamp((-3, 4.6, -16.5), (1.9, 1.7, 1.4), 2.0), Lamp((3, 4.6, -16.5), (1.9, 1.7, 1.4), 2.0)]
    view = View.camera(*size, eye=(-1.3, 2.3, 1.6), target=(0.5, 1.35, -14), fov=40)
    return Scene(
        view,
        stage,
        INDOORS,
        lamps=lamps,
        land=floor("#a99a84", "#6f6658", 0.6),
        indoor=True,
        shadow_size=0,
        focus=11,
        aperture=0.026,
        exposure=0.68,
        warmth=0.25,
        bloom=0.09,
        contrast=1.08,
        grain=0.022,
    )


def award(size: Frame, rng: np.random.Generator, seed: str) -> Scene:
    stage = Stage()
    curtain(stage, 13, 5.5, -5.4, VELVET)
    stage.box((-2.2, 3.5, -5.0), (3.6, 1.1, 0.04), Stuff(rgb("#9c1a1c"), grain=0.03))
    for y, w in ((3.75, 2.6), (3.4, 3.0)):
        for k in range(int(w / 0.2)):
            if rng.uniform() < 0.85:
                stage.box(
                    (-2.2 - w / 2 + k * 0.2 + 0.1, y, -4.96), (0.12, 0.19, 0.02), Stuff(rgb("#e7c455"), shine=0.2)
                )
    paper = Stuff(rgb("#efe6cc"), shine=0.12, grain=0.03, scale=0.2)
    tops = ("#e8e4da", "#2d3b52", "#b8344a", "#e8e4da", "#1f2730", "#4f7a5b", "#dbe1e6")
    for i, top in enumerate(tops):
        x = (i - 3) * 0.78 + float(rng.normal(0, 0.04))
        held = None if i == 3 else paper
        kit.person(
            stage,
            (x, 0, -2.9 + 0.12 * abs(i - 3) + float(rng.normal(0, 0.05))),
            float(rng.normal(0, 7)) - 3 * (i - 3),
            rng,
            top=top,
            pose="reach" if i != 3 else "stand",
            hold=held,
            height=float(rng.normal(1.64, 0.06)),
        )
        if held is not None:
            s = stage.within((x, 0, -2.9 + 0.12 * abs(i - 3)), -3 * (i - 3))
            s.box((0, 1.16, 0.335), (0.3, 0.17, 0.01), Stuff(rgb("#a52a22"), grain=0.05), spin=turn(0, -8))
    for x in (-3.4, 3.5):
        flowers(stage, (x, 0, -1.9), rng, 0.62)
    for x in (-1.25, -0.4, 0.5, 1.4):
        kit.person(
            stage,
            (x, -0.42, 0.6 + float(rng.normal(0, 0.1))),
            180,
            rng,
            top=str(rng.choice(["#22282f", "#ded9cd", "#3b4d60"])),
            height=1.6,
        )
    lamps = [
        Lamp((-3, 4.4, 0.5), (1.7, 1.55, 1.35), 2.4),
        Lamp((3, 4.4, 0.5), (1.7, 1.55, 1.35), 2.4),
        Lamp((0, 4.8, -2.6), (0.9, 0.8, 0.7), 2),
    ]
    view = View.camera(*size, eye=(0.9, 1.45, 4.0), target=(-0.1, 1.35, -3), fov=37)
    return Scene(
        view,
        stage,
        INDOORS,
        lamps=lamps,
        land=floor("#4e3120", "#38241a", 0.3),
        indoor=True,
        shadow_size=0,
        focus=3.5,
        aperture=0.13,
        exposure=1.0,
        warmth=0.2,
        bloom=0.08,
        contrast=1.08,
        grain=0.022,
    )


def shelves(stage: Stage, rng: np.random.Generator, width: float, rows: int) -> None:
    """A bookcase facing +z, its foot at the origin of the stage."""
    height = rows * 0.36 + 0.06
    stage.box((0, height / 2, -0.17), (width, height, 0.02), kit.WOOD)
    for k in range(rows + 1):
        stage.box((0, 0.03 + k * 0.36, 0), (width, 0.03, 0.34), kit.WOOD)
    for x in np.arange(-width / 2, width / 2 + 0.01, 1.0):
        stage.box((float(x), height / 2, 0), (0.03, height, 0.34), kit.WOOD)
    codes = (
        "#8c2f2b",
        "#2f4a6b",
        "#c9b892",
        "#49603f",
        "#6b4a34",
        "#b98a3a",
        "#d8d3c6",
        "#30363d",
        "#7a5a73",
        "#9fb1ba",
    )
    for k in range(rows):
        x = -width / 2 + 0.04
        while x < width / 2 - 0.06:
            w, h = float(rng.uniform(0.016, 0.05)), float(rng.uniform(0.2, 0.3))
            if rng.uniform() < 0.94:
                lean = float(rng.choice([0, 0, 0, 0, 7]))
                code = codes[int(rng.integers(len(codes)))]
                stage.box(
                    (x, 0.045 + k * 0.36 + h / 2, 0.03 + float(rng.uniform(-0.02, 0.02))),
                    (w, h, 0.2),
                    Stuff(rgb(code), shine=0.1, grain=0.12, scale=0.2),
                    spin=turn(0, 0, lean),
                )
            x += w + 0.003


def library(size: Frame, rng: np.random.Generator, seed: str) -> Scene:
    stage = Stage()
    room(stage, 9, 3.2, -7.4, 4, Stuff(rgb("#cfc3a2"), grain=0.05, scale=2))
    shelves(stage.within((0.0, 0, -7.0)), rng, 7.0, 6)
    shelves(stage.within((-4.2, 0, -3.6), 90), rng, 5.0, 6)
    stage.box((0.2, 0.72, -3.0), (1.5, 0.05, 4.2), kit.WOOD)
    for x, z in ((-0.4, -1.2), (0.8, -1.2), (-0.4, -4.8), (0.8, -4.8)):
        stage.rod((x, 0, z), (x, 0.7, z), 0.035, kit.STEEL)
    paper = Stuff(rgb("#ece7d8"), grain=0.04, scale=0.05)
    for x, z, yaw in (
        (-0.32, -0.75, 180),
        (0.62, -0.68, 190),
        (-1.0, -3.1, 90),
        (-1.0, -4.3, 95),
        (1.4, -2.4, -90),
        (1.4, -4.4, -95),
    ):
        kit.chair(stage, (x, 0, z), yaw, Stuff(rgb("#41606e"), grain=0.08, scale=0.3))
        if x > 1 or z > -1:
            kit.person(
                stage,
                (x, 0.02, z),
                yaw + float(rng.normal(0, 5)),
                rng,
                pose="sit",
                height=float(rng.uniform(1.35, 1.55)),
            )
        b = stage.within(
            (x + 0.42 * np.sin(np.radians(yaw)), 0.76, z + 0.5 * np.cos(np.radians(yaw))),
            yaw + float(rng.normal(0, 10)),
        )
        b.box((-0.1, 0.01, 0), (0.2, 0.012, 0.27), paper, spin=turn(0, 0, -7))
        b.box((0.1, 0.01, 0), (0.2, 0.012, 0.27), paper, spin=turn(0, 0, 7))
    for x, z, yaw, tall in (
        (-2.0, -6.2, 180, 1.46),
        (-1.45, -6.1, 172, 1.36),
        (2.3, -6.3, 186, 1.6),
        (-3.55, -3.9, -90, 1.5),
    ):
        kit.person(stage, (x, 0, z), yaw, rng, pose="reach", height=tall)
    for _ in range(9):
        at = (float(rng.uniform(-0.3, 0.7)), 0.76 + float(rng.uniform(0, 0.06)), float(rng.uniform(-4.7, -1.1)))
        stage.box(
            at,
            (0.15, 0.03, 0.21),
            Stuff(rgb(str(rng.choice(["#8c2f2b", "#2f4a6b", "#b98a3a"]))), shine=0.15),
            spin=turn(float(rng.uniform(0, 180))),
        )
    lamps = panels(stage, (-1.8, 1.8), 3.15, (-5.2, -2.0), (0.55, 0.55, 0.52))
    lamps.append(Lamp((5.2, 2.4, -1.5), (2.3, 2.25, 2.1), 2.2))
    view = View.camera(*size, eye=(1.15, 1.5, 1.5), target=(-0.35, 1.0, -4.2), fov=44)
    return Scene(
        view,
        stage,
        INDOORS,
        lamps=lamps,
        land=floor("#9a8c78", "#5d5447", 0.5),
        indoor=True,
        shadow_size=0,
        focus=4.2,
        aperture=0.03,
        exposure=0.72,
        warmth=0.15,
        bloom=0.07,
        contrast=1.06,
        grain=0.02,
    )


def classroom(size: Frame, rng: np.random.Generator, seed: str) -> Scene:
    stage = Stage()
    room(stage, 7.6, 3.4, -8.6, 2, Stuff(rgb("#d9d3ae"), grain=0.05, scale=2))
    stage.box((0, 1.75, -8.45), (4.6, 1.35, 0.06), kit.WOOD)
    stage.box((0, 1.75, -8.41), (4.45, 1.2, 0.05), Stuff(rgb("#1f4a3a"), shine=0.06, grain=0.2, scale=1.2))
    chalk = Stuff(rgb("#d5dcd5"), grain=0.2, scale=0.02)
    stage.rod((-1.6, 1.3, -8.37), (-1.6, 2.2, -8.37), 0.008, chalk)
    stage.rod((-1.7, 1.35, -8.37), (0.4, 1.35, -8.37), 0.008, chalk)
    ys = [1.45, 1.62, 1.55, 1.8, 1.95, 1.85, 2.05]
    for i in range(6):
        stage.rod((-1.5 + i * 0.28, ys[i], -8.37), (-1.5 + (i + 1) * 0.28, ys[i + 1], -8.37), 0.008, chalk)
    for k in range(24):
        x, y = 0.9 + (k % 8) * 0.13, 2.1 - (k // 8) * 0.22
        stage.box((x, y, -8.38), (float(rng.uniform(0.04, 0.11)), 0.05, 0.004), chalk)
    for z in (-1.6, -4.0, -6.4):
        stage.box((-3.78, 1.75, z), (0.05, 1.5, 1.5), Stuff((0.95, 1.0, 1.0), glow=2.6, grain=0.05))
        stage.rod((-3.74, 1.0, z), (-3.74, 2.5, z), 0.03, kit.WOOD)
        stage.rod((-3.74, 1.75, z - 0.75), (-3.74, 1.75, z + 0.75), 0.03, kit.WOOD)
    kit.person(stage, (1.35, 0, -7.7), -20, rng, top="#7c3f5c", bottom="#1d1f25", pose="reach", height=1.6)
    for row in range(5):
        z = -1.5 - row * 1.15
        for x in (-2.3, 0, 2.3):
            stage.box((x, 0.7, z - 0.5), (1.5, 0.04, 0.48), kit.WOOD)
            for dx in (-0.7, 0.7):
                stage.box((x + dx, 0.35, z - 0.5), (0.04, 0.7, 0.4), kit.STEEL)
            for dx in (-0.37, 0.37):
                kit.chair(stage, (x + dx, 0, z), 180, kit.WOOD)
                kit.person(
                    stage,
                    (x + dx, 0, z),
                    180 + float(rng.normal(0, 8)),
                    rng,
                    top="#e9e9e4",
                    bottom="#232b3d",
                    pose="sit",
                    height=float(rng.uniform(1.38, 1.56)),
                )
                stage.box(
                    (x + dx, 0.73, z - 0.5),
                    (0.3, 0.01, 0.2),
                    Stuff(rgb("#ece7d8")),
                    spin=turn(float(rng.normal(0, 12))),
                )
    lamps = [Lamp((-3.2, 1.9, z), (1.25, 1.35, 1.4), 1.5) for z in (-1.6, -4.0, -6.4)] + panels(
        stage, (0,), 3.36, (-2.4, -6), (0.4, 0.4, 0.36)
    )
    view = View.camera(*size, eye=(0.75, 1.75, 1.4), target=(-0.1, 1.15, -6), fov=46)
    return Scene(
        view,
        stage,
        INDOORS,
        lamps=lamps,
        land=floor("#a3825f", "#63503c", 0.4),
        indoor=True,
        shadow_size=0,
        focus=4.5,
        aperture=0.02,
        exposure=0.72,
        bloom=0.1,
        contrast=1.06,
        grain=0.02,
    )
