"""Light on surfaces: sun with soft shadows, sky, lamps, gloss."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from photolab import noise
from photolab.scene import Lamp, Scene
from photolab.solids import Floats, Seen, Solid, Stuff, View, look, unit


def rays(view: View, rows: np.ndarray, cols: np.ndarray) -> Floats:
    xs, ys = view.grid()
    x, y = xs[0, cols][:, None], ys[rows, 0][:, None]
    return np.asarray(view.ahead + x * view.right + y * view.up, dtype=np.float32)


def shadow_map(scene: Scene) -> tuple[View, Floats] | None:
    if max(scene.sky.sunlight) <= 0 or scene.shadow_size <= 0:
        return None
    sun = scene.sky.toward()
    right = unit(np.cross(sun, (0.0, 1.0, 0.001)))
    eye = np.asarray(scene.shadow_at, float) + sun * 200
    side = min(1400, 2 * scene.view.height)
    view = View(side, side, eye, right, np.cross(right, -sun), -sun, scene.shadow_size, parallel=True)
    return view, look(view, scene.stage.solids).depth


def _sunlit(shadow: tuple[View, Floats] | None, p: Floats, soft: float = 1.6) -> Floats:
    """Share of the sun that reaches each point, 0 … 1, with soft edges."""
    if shadow is None:
        return np.ones(len(p), np.float32)
    view, depth = shadow
    rel = p - view.eye.astype(np.float32)
    x = rel @ view.right.astype(np.float32) / view.spread * view.height / 2 + view.width / 2
    y = view.height / 2 - rel @ view.up.astype(np.float32) / view.spread * view.height / 2
    far = rel @ view.ahead.astype(np.float32) - view.spread * 0.004 - 0.01
    share = np.zeros(len(p), np.float32)
    taps = ((0, 0), (1, 0.3), (-0.3, 1), (-1, -0.3), (0.3, -1), (1.6, 1.5), (-1.5, 1.6), (-1.6, -1.5), (1.5, -1.6))
    for dx, dy in taps:
        xi = np.clip(x + dx * soft, 0, view.width - 1).astype(np.int32)
        yi = np.clip(y + dy * soft, 0, view.height - 1).astype(np.int32)
        share += depth[yi, xi] > far
    inside = (x > 0) & (x < view.width) & (y > 0) & (y < view.height)
    return np.where(inside, share / len(taps), 1.0).astype(np.float32)


def lit(scene: Scene, p: Floats, n: Floats, shadow: tuple[View, Floats] | None, through: Floats | float) -> Floats:
    """Light falling on points p with facing n: sun, sky from above, bounce from below, lamps."""
    sun = scene.sky.toward().astype(np.float32)
    straight = n @ sun
    amount = np.maximum(straight, 0) + through * np.maximum(-straight, 0)
    if straight.size and max(scene.sky.sunlight) > 0:
        amount = amount * _sunlit(shadow, p + n * np.float32(0.03))
    sky_light = np.asarray(scene.sky.zenith, np.float32) * 0.5 + np.asarray(scene.sky.horizon, np.float32) * 0.5
    up = (0.5 + 0.5 * n[:, 1])[:, None]
    out = amount[:, None] * np.asarray(scene.sky.sunlight, np.float32)
    out = out + scene.sky.ambient * (
        sky_light * up + 0.28 * sky_light * (1 - up) * np.asarray([1.1, 1.0, 0.85], np.float32)
    )
    for lamp in scene.lamps:
        near, to, square = _within(lamp, p)
        cosine = np.clip((to * n[near]).sum(-1) / np.sqrt(square + 1e-6), 0, 1) * 0.85 + 0.15
        out[near] += (cosine * lamp.reach**2 / (square + 0.15 * lamp.reach**2))[:, None] * np.asarray(
            lamp.colour, np.float32
        )
    return np.asarray(out)


def _within(lamp: Lamp, p: Floats) -> tuple[np.ndarray, Floats, Floats]:
    """Points that a lamp can light noticeably: their numbers, the way to the lamp, its squared length."""
    to = np.asarray(lamp.at, np.float32) - p
    square = to[:, 0] * to[:, 0] + to[:, 1] * to[:, 1] + to[:, 2] * to[:, 2]
    near = np.nonzero(square < (9 * lamp.reach) ** 2)[0]
    return near, to[near], square[near]


def shade(
    scene: Scene,
    p: Floats,
    seen: Seen,
    rows: np.ndarray,
    cols: np.ndarray,
    shadow: tuple[View, Floats] | None,
    seed: str,
) -> Floats:
    number = seen.number[rows, cols]
    n = seen.normal[rows, cols]
    solids = scene.stage.solids
    table = _stuff_table(solids)
    colour, shine, glow, grain, scale, fold, through = (table[:, s][number] for s in _COLUMNS)
    u = (p[:, 0] + 0.6 * p[:, 2]) / scale[:, 0] / 8
    v = (p[:, 1] + 0.35 * p[:, 2] - 0.2 * p[:, 0]) / scale[:, 0] / 8
    if fold.max() > 0:
        sx, sy = noise.slopes("fold", 1.9, 3, 1.0)
        amount = fold[:, 0]
        n = n + np.stack([noise.at(sx, u, v) * amount, noise.at(sy, u, v) * amount, noise.at(sx, v, u) * amount], -1)
        n /= np.linalg.norm(n, axis=-1, keepdims=True)
    mottle = noise.at(noise.tile("mottle", 1.25, 3, 1.0), u, v)
    jitter = (number.astype(np.int64) * 2654435761 % 1000 / 1000.0 - 0.5).astype(np.float32)
    own = colour
    colour = colour * np.clip(1 + grain * (mottle[:, None] + jitter[:, None]), 0.15, 2.0)
    light = lit(scene, p, n, shadow, through[:, 0])
    out = colour * light + glow * own
    eye = scene.view.eye.astype(np.float32) - p
    eye /= np.linalg.norm(eye, axis=-1, keepdims=True)
    out += _gloss(scene, n, eye, shine, p, shadow)
    return np.asarray(out, dtype=np.float32)


_COLUMNS = (slice(0, 3), slice(3, 4), slice(4, 5), slice(5, 6), slice(6, 7), slice(7, 8), slice(8, 9))


def _stuff_table(solids: Sequence[Solid]) -> Floats:
    def row(s: Stuff) -> tuple[float, ...]:
        return (*s.colour, s.shine, s.glow, s.grain, s.scale, s.fold, s.through)

    return np.array([row(s.stuff) for s in solids], np.float32)


def _gloss(
    scene: Scene, n: Floats, eye: Floats, shine: Floats, p: Floats, shadow: tuple[View, Floats] | None
) -> Floats:
    half = scene.sky.toward().astype(np.float32) + eye
    half /= np.linalg.norm(half, axis=-1, keepdims=True) + 1e-6
    spot = np.clip((n * half).sum(-1), 0, 1) ** 60
    fresnel = shine[:, 0] + (1 - shine[:, 0]) * 0.35 * (1 - np.clip((n * eye).sum(-1), 0, 1)) ** 5
    back = 2 * (n * eye).sum(-1)[:, None] * n - eye
    ambient = np.asarray(scene.sky.horizon, np.float32) * np.clip(0.5 + 0.5 * back[:, 1:2], 0, 1) * scene.sky.ambient
    sun = np.asarray(scene.sky.sunlight, np.float32) * (spot * shine[:, 0] * 6)[:, None]
    out = ambient * (fresnel * np.minimum(shine[:, 0] * 8, 1))[:, None] + sun
    glossy = np.nonzero(shine[:, 0] > 0.07)[0]
    for lamp in scene.lamps:
        near, to, square = _within(lamp, p[glossy])
        at = glossy[near]
        h = to / np.sqrt(square)[:, None] + eye[at]
        h /= np.linalg.norm(h, axis=-1, keepdims=True) + 1e-6
        power = (
            np.clip((n[at] * h).sum(-1), 0, 1) ** 50
            * shine[at, 0]
            * 4
            * lamp.reach**2
            / (square + 0.15 * lamp.reach**2)
        )
        out[at] += power[:, None] * np.asarray(lamp.colour, np.float32)
    return np.asarray(out)
