"""Things to put on a stage: people, boats, trees, furniture. Each is a handful of solids with a little chance in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from photolab.solids import Stage, Stuff, rgb, turn

SKIN = [Stuff(rgb(c), shine=0.06, grain=0.04, scale=0.1) for c in ("#b98462", "#a8734f", "#c79472", "#946446")]
HAIR = [
    Stuff(rgb(c), shine=0.12, grain=0.25, scale=0.03, fold=0.25) for c in ("#14110f", "#1c1714", "#2a221d", "#6d6a68")
]
STRAW = Stuff(rgb("#d3bd87"), shine=0.05, grain=0.2, scale=0.05, fold=0.08)
WOOD = Stuff(rgb("#6d4a2f"), shine=0.05, grain=0.3, scale=0.25, fold=0.06)
STEEL = Stuff(rgb("#8b9094"), shine=0.35, grain=0.1, scale=0.2)
DARK = Stuff(rgb("#1d1d1f"), shine=0.06, grain=0.2, scale=0.2)

CLOTHES = ("#e6e2da", "#2c3e5c", "#7b2d2a", "#3e5a46", "#b9a27c", "#4b4a50", "#9c4f5d", "#c9d3dc", "#23282e", "#6d7f93")


def cloth(code: str) -> Stuff:
    return Stuff(rgb(code), shine=0.02, grain=0.07, scale=0.5, fold=0.1)


def pick(rng: np.random.Generator, things: Sequence[Stuff]) -> Stuff:
    return things[int(rng.integers(len(things)))]


def person(
    stage: Stage,
    at: Sequence[float],
    yaw: float,
    rng: np.random.Generator,
    *,
    height: float = 1.65,
    top: str = "",
    bottom: str = "",
    hat: str = "",
    pose: str = "stand",
    hold: Stuff | None = None,
) -> None:
    """A person facing +z turned by `yaw`; pose: stand, walk, sit, reach, run, bend."""
    s = stage.within(at, yaw, height / 1.65)
    skin, hair = pick(rng, SKIN), pick(rng, HAIR[:3])
    shirt = cloth(top or CLOTHES[int(rng.integers(len(CLOTHES)))])
    trousers = cloth(bottom or ("#26282d", "#2f3a4d", "#4a4038", "#16181c")[int(rng.integers(4))])
    sway = float(rng.uniform(-1, 1))
    hip = 0.86 if pose != "sit" else 0.45
    lean = {"bend": 0.28, "run": 0.14, "walk": 0.05, "reach": 0.1}.get(pose, 0.01)
    _legs(s, pose, hip, trousers, sway)
    chest = (0.015 * sway, hip + 0.4, lean)
    s.rod((0, hip - 0.06, 0), chest, 0.155, shirt, 0.185, flat=0.66)
    s.ball((0, hip - 0.02, 0), (0.165, 0.13, 0.12), trousers)
    s.ball((chest[0], chest[1] + 0.02, chest[2]), (0.205, 0.12, 0.125), shirt)
    for side in (-1, 1):
        _arm(s, side, chest, pose, shirt, skin, sway)
    neck = (chest[0], chest[1] + 0.16, chest[2] + 0.02 + lean * 0.3)
    s.rod((chest[0], chest[1] + 0.06, chest[2]), neck, 0.055, skin, 0.05)
    head = (neck[0] + 0.02 * sway, neck[1] + 0.11, neck[2] + 0.025 + lean * 0.25)
    s.ball(head, (0.078, 0.115, 0.095), skin)
    _face(s, head, skin, hair)
    if rng.uniform() < 0.4:
        s.ball((head[0], head[1] - 0.1, head[2] - 0.07), (0.075, 0.16, 0.05), hair)
    _headgear(s, hat, head)
    if hold is not None:
        s.box((0, hip + 0.3, 0.32), (0.42, 0.3, 0.015), hold, spin=turn(0, -8))


def _face(s: Stage, head: Sequence[float], skin: Stuff, hair: Stuff) -> None:
    x, y, z = head
    s.ball((x, y + 0.035, z - 0.03), (0.084, 0.1, 0.086), hair, low=-0.75)
    s.ball((x, y + 0.075, z + 0.028), (0.074, 0.056, 0.062), hair, low=-0.2)
    s.ball((x, y - 0.05, z + 0.02), (0.06, 0.07, 0.07), skin)
    s.ball((x, y - 0.01, z + 0.094), (0.012, 0.024, 0.02), skin)
    lip = Stuff(tuple(c * f for c, f in zip(skin.colour, (0.75, 0.5, 0.48), strict=True)), grain=0.02)  # type: ignore[arg-type]
    s.ball((x, y - 0.052, z + 0.087), (0.022, 0.007, 0.008), lip)
    for side in (-1, 1):
        s.ball((x + side * 0.032, y + 0.016, z + 0.083), (0.012, 0.006, 0.008), HAIR[0])
        s.ball((x + side * 0.033, y + 0.036, z + 0.083), (0.018, 0.0035, 0.008), hair)
        s.ball((x + side * 0.077, y, z), (0.014, 0.028, 0.02), skin)


def _legs(s: Stage, pose: str, hip: float, trousers: Stuff, sway: float) -> None:
    stride = {"walk": 0.2, "run": 0.42}.get(pose, 0.03)
    shoe = DARK
    for side in (-1, 1):
        x = side * 0.085
        if pose == "sit":
            knee, foot = (x, 0.47, 0.4), (x, 0.05, 0.42)
        else:
            swing = side * stride * (1 if sway > 0 else -1)
            knee = (x, 0.46, swing * 0.55 + (0.14 if swing > 0.1 else 0.02))
            foot = (x, 0.06 + (0.24 if pose == "run" and swing < 0 else 0), swing * (1.0 if swing > 0 else 1.15))
        s.rod((x, hip, 0), knee, 0.09, trousers, 0.065)
        s.ball(knee, (0.066, 0.066, 0.066), trousers)
        s.rod(knee, foot, 0.064, trousers, 0.045)
        s.ball((foot[0], foot[1] - 0.02, foot[2] + 0.06), (0.045, 0.04, 0.12), shoe)


def _arm(s: Stage, side: int, chest: Sequence[float], pose: str, shirt: Stuff, skin: Stuff, sway: float) -> None:
    shoulder = (chest[0] + side * 0.2, chest[1] + 0.03, chest[2])
    if pose == "reach" or (pose == "hold"):
        elbow = (side * 0.24, chest[1] - 0.22, chest[2] + 0.12)
        hand = (side * 0.17, chest[1] - 0.16, chest[2] + 0.36)
    elif pose == "sit":
        elbow = (side * 0.25, chest[1] - 0.24, chest[2] + 0.08)
        hand = (side * 0.12, chest[1] - 0.34, chest[2] + 0.3)
    elif pose == "run":
        elbow = (side * 0.28, chest[1] - 0.2, chest[2] - side * sway * 0.18)
        hand = (side * 0.2, chest[1] - 0.14, chest[2] + 0.2 - side * sway * 0.2)
    elif pose == "bend":
        elbow = (side * 0.24, chest[1] - 0.24, chest[2] + 0.14)
        hand = (side * 0.16, chest[1] - 0.46, chest[2] + 0.26)
    else:
        elbow = (side * 0.255, chest[1] - 0.26, chest[2] - 0.02 + 0.05 * sway * side)
        hand = (side * 0.25, chest[1] - 0.5, chest[2] + 0.06 + 0.08 * sway * side)
    s.ball(shoulder, (0.072, 0.072, 0.072), shirt)
    s.rod(shoulder, elbow, 0.062, shirt, 0.05)
    s.ball(elbow, (0.05, 0.05, 0.05), shirt)
    s.rod(elbow, hand, 0.043, skin, 0.032)
    s.ball(hand, (0.038, 0.05, 0.04), skin)


def _headgear(s: Stage, hat: str, head: Sequence[float]) -> None:
    x, y, z = head
    if hat == "non":
        s.rod((x, y + 0.02, z), (x, y + 0.2, z), 0.23, STRAW, 0.004)
    elif hat.startswith("#"):
        cap = cloth(hat)
        s.ball((x, y + 0.035, z - 0.005), (0.096, 0.1, 0.105), cap, low=-0.05)
        s.box((x, y + 0.04, z + 0.13), (0.14, 0.012, 0.11), cap, spin=turn(0, 8))


def crowd(
    stage: Stage, rng: np.random.Generator, count: int, xs: tuple[float, float], zs: tuple[float, float], **kw: object
) -> None:
    """People standing at random in a rectangle, facing all ways."""
    for _ in range(count):
        at = (float(rng.uniform(*xs)), 0.0, float(rng.uniform(*zs)))
        hat = "non" if rng.uniform() < float(kw.get("hats", 0.0)) else ""  # type: ignore[arg-type]
        pose = ("stand", "walk", "reach", "bend")[int(rng.integers(4))]
        person(stage, at, float(rng.uniform(0, 360)), rng, height=float(rng.normal(1.62, 0.06)), hat=hat, pose=pose)


def boat(
    stage: Stage, at: Sequence[float], yaw: float, rng: np.random.Generator, size: float = 1.0, hull: str = "#24557e"
) -> None:
    """A wooden fishing boat of about nine metres along its z axis, waterline at y = 0."""
    s = stage.within(at, yaw, size, roll=float(rng.uniform(-2, 2)))
    paint = Stuff(rgb(hull), shine=0.08, grain=0.22, scale=0.5, fold=0.05)
    trim = Stuff(rgb("#b8442f"), shine=0.08, grain=0.2, scale=0.4)
    white = Stuff(rgb("#c9c8bd"), shine=0.06, grain=0.15, scale=0.5, fold=0.03)
    _hull(s, paint, trim, rng)
    s.box((0, 0.72, -0.4), (2.1, 0.06, 6.6), WOOD)
    s.box((0, 1.45, -1.7), (1.5, 1.5, 1.9), white)
    s.box((0, 2.25, -1.6), (1.85, 0.1, 2.5), trim)
    glass = Stuff(rgb("#20272c"), shine=0.5)
    s.box((0, 1.72, -0.74), (1.2, 0.5, 0.04), glass)
    for side in (-1, 1):
        s.box((side * 0.755, 1.72, -1.7), (0.04, 0.45, 1.2), glass)
    tall = float(rng.uniform(4.2, 5.2))
    s.rod((0, 0.8, 0.9), (0, tall, 0.8), 0.06, WOOD, 0.035)
    s.rod((0, tall - 0.3, 0.8), (0, 1.4, 4.6), 0.014, DARK)
    s.rod((0, tall - 0.3, 0.8), (0, 2.2, -2.6), 0.014, DARK)
    s.rod((0, 2.3, -2.0), (0, 3.7, -2.0), 0.035, STEEL)
    s.rod((0, 1.6, 0.9), (float(rng.choice([-1, 1])) * 1.6, 3.6, 2.4), 0.045, WOOD)
    s.box((0.3, tall - 0.25, 0.8), (0.55, 0.36, 0.015), Stuff(rgb("#b3231c"), fold=0.12, grain=0.05, through=0.4))
    s.ball((0.2, 1.0, 1.9), (0.7, 0.45, 0.9), Stuff(rgb("#2f6a5c"), grain=0.35, scale=0.12, fold=0.5))
    for side in (-1, 1):
        for z in (-1.0, 0.6, 2.0):
            s.ball((side * 1.36, 0.62, z), (0.14, 0.2, 0.2), DARK)


def _hull(s: Stage, paint: Stuff, trim: Stuff, rng: np.random.Generator) -> None:
    """Strakes from keel to rail, fuller aft, drawn out into a raised stem."""
    stations = np.concatenate([np.linspace(-1, 0.4, 7), np.linspace(0.52, 1.0, 8)])
    levels = (0.0, 0.22, 0.45, 0.66, 0.84, 0.93, 1.0, 1.06)
    rows = []
    for u in stations:
        fore = max(u + 0.1, 0.0) / 1.1
        breadth = 1.38 * (1 - fore**2.6) * (1 - 0.2 * max(-u - 0.2, 0.0) ** 1.5) + 0.015
        top = 0.78 + 1.15 * max(u, 0.0) ** 2.3 + 0.22 * max(-u, 0.0) ** 2
        keel = -0.5 + 0.9 * max(u - 0.45, 0.0) ** 1.4
        z = 4.6 * u
        rows.append(
            [
                (breadth * min(v, 1.0) ** 0.55, keel + (top - keel) * v**1.25, z + 0.75 * max(u, 0.0) ** 3 * v)
                for v in levels
            ]
        )
    worn = [Stuff(paint.colour, paint.shine, 0.0, float(rng.uniform(0.15, 0.4)), 0.4, 0.08) for _ in levels]
    red = Stuff(rgb("#6e2a1d"), shine=0.05, grain=0.35, scale=0.4, fold=0.1)
    pale = Stuff(rgb("#d6d3c6"), shine=0.06, grain=0.25, scale=0.3, fold=0.05)
    for one, two in pairwise(rows):
        for k in range(len(levels) - 1):
            stuff = red if k < 2 else pale if k == 5 else trim if k == 6 else worn[k]
            for side in (-1, 1):
                a, b, c, d = ((p[0] * side, p[1], p[2]) for p in (one[k], two[k], two[k + 1], one[k + 1]))
                s.tri(a, b, c, stuff)
                s.tri(a, c, d, stuff)
    for k in range(len(levels) - 1):
        (x0, y0, z0), (x1, y1, _) = rows[0][k], rows[0][k + 1]
        s.tri((-x0, y0, z0), (x0, y0, z0), (x1, y1, z0), worn[k])
        s.tri((-x0, y0, z0), (x1, y1, z0), (-x1, y1, z0), worn[k])


def tree(
    stage: Stage,
    at: Sequence[float],
    rng: np.random.Generator,
    height: float = 6.0,
    spread: float = 2.6,
    leaf: str = "#3d5a2a",
    count: int = 420,
) -> None:
    """A broad tree: trunk, boughs and clumps of leaves on the shell of a few crowns."""
    s = stage.within(at)
    bark = Stuff(rgb("#54453a"), grain=0.35, scale=0.2, fold=0.3)
    s.rod((0, 0, 0), (0.1, height * 0.5, 0), 0.2, bark, 0.13)
    crowns = [
        (rng.normal(0, spread * 0.4), height * rng.uniform(0.62, 0.88), rng.normal(0, spread * 0.4)) for _ in range(6)
    ]
    for crown in crowns:
        s.rod((0.05, height * 0.4, 0), crown, 0.08, bark, 0.03)
    base = np.array(rgb(leaf))
    for i in range(count):
        c = crowns[i % len(crowns)]
        d = rng.normal(size=3)
        d *= spread * 0.52 * rng.uniform(0.55, 1.05) / np.linalg.norm(d)
        r = rng.uniform(0.13, 0.3) * spread / 2.6 * (420 / count) ** 0.36
        tint = base * rng.uniform(0.55, 1.5) * np.array([rng.uniform(0.85, 1.25), 1.0, 0.8])
        stuff = Stuff(
            (float(tint[0]), float(tint[1]), float(tint[2])), shine=0.05, grain=0.3, scale=0.06, fold=0.7, through=0.5
        )
        at3 = (c[0] + d[0], c[1] + d[1] * 0.75, c[2] + d[2])
        s.ball(at3, (r, r * 0.3, r * 0.7), stuff, spin=turn(*(float(v) for v in rng.uniform(0, 360, 3))))


def chair(stage: Stage, at: Sequence[float], yaw: float, stuff: Stuff) -> None:
    s = stage.within(at, yaw)
    s.box((0, 0.44, 0), (0.46, 0.07, 0.44), stuff)
    s.box((0, 0.68, -0.22), (0.44, 0.32, 0.05), stuff, spin=turn(0, -7))
    for side in (-1, 1):
        s.rod((side * 0.21, 0, -0.2), (side * 0.21, 0.5, -0.22), 0.018, STEEL)
        s.rod((side * 0.21, 0, 0.2), (side * 0.21, 0.44, 0.2), 0.018, STEEL)


def umbrella(stage: Stage, at: Sequence[float], rng: np.random.Generator, colours: Sequence[str]) -> None:
    """A beach umbrella of alternating stripes (thin nested domes) on a leaning pole."""
    s = stage.within(at, float(rng.uniform(0, 360)), roll=float(rng.uniform(-6, 6)))
    s.rod((0, 0, 0), (0, 2.35, 0), 0.028, Stuff(rgb("#d8d5cc"), shine=0.2))
    for i, code in enumerate(colours):
        stuff = Stuff(rgb(code), grain=0.08, scale=0.5, fold=0.12, through=0.55)
        s.rod(
            (0, 1.92 + 0.14 * i, 0),
            (0, 2.06 + 0.14 * i, 0),
            1.35 * (1 - i / len(colours)) + 0.03,
            stuff,
            1.35 * (1 - (i + 1) / len(colours)) + 0.03,
        )


def basket(stage: Stage, at: Sequence[float], radius: float, stuff: Stuff, rim: Stuff) -> None:
    s = stage.within(at)
    s.ball((0, radius * 0.55, 0), (radius, radius * 0.55, radius), stuff, high=0.0)
    for i in range(40):
        a, b = (2 * np.pi * k / 40 for k in (i, i + 1))
        s.rod(
            (radius * np.cos(a), radius * 0.55, radius * np.sin(a)),
            (radius * np.cos(b), radius * 0.55, radius * np.sin(b)),
            0.014,
            rim,
        )
